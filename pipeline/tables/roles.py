"""What the columns of a table hold, where their names do not say it: told by likeness and by what stands
in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.evidence.column_role import role_of
from pipeline.evidence.decisions import decided, decision, is_on
from pipeline.fields import ACTIONS, AGENCIES, action_field, strategic_field
from pipeline.model import Row
from pipeline.patterns import regex
from pipeline.tables.by_cells import adds_up, figure
from pipeline.tables.join import is_bullet
from pipeline.tables.kinds import cell_trait
from pipeline.tables.model import Column
from pipeline.tables.money_names import are_small, is_large, is_money_spent, is_step_of_money, is_unit_price
from pipeline.thai.numerals import split_item_number
from pipeline.vocabulary import Label, squeeze, vocabulary


@dataclass(frozen=True, slots=True)
class RoleSettings:
    """When evidence is enough to say what a column holds."""

    least: float = 0.6
    """A likelier field than this is taken. Judged by folds, 95 % of such columns were right
    (column_role.json)."""
    least_cells: int = 2
    """A column with fewer filled cells than this says nothing by them."""
    label_share: float = 0.8
    """Cells of a column that only number what stands beside them, as a share of its filled cells."""


LEAST_YEARS = 2
"""So many columns of years at least have a sum beside them."""
LEAST_AGENCIES = 0.9
"""Share of the cells of an unknown column that name agencies before it is one of agencies."""
LEAST_TEXTS = 0.8
"""Share of the cells of a column that are texts, where it may say what is to be done."""
SETTINGS = RoleSettings()
_COUNTS = regex.compile(r"^(?:จำนวน(?!\s*เงิน)|ร้อยละ|สัดส่วน|คิดเป็น|%)")
_ONLY_NUMBER = regex.compile(r"^[^0-9๐-๙]{0,24}(?:ที่\s*)?[0-9๐-๙]+(?:\.[0-9๐-๙]+)*[.)]?$")


def with_roles(
    columns: Sequence[Column],
    rows: Sequence[Row],
    settings: RoleSettings = SETTINGS,
    alike: Mapping[str, Counter[str]] | None = None,
) -> tuple[Column, ...]:
    """The columns, those of unknown names with the field that they most likely hold; `alike` counts what
    stands below each name in all tables of the document."""
    numbered = [
        _money_by_cells(_aim_or_indicator(_led_by_action(column, rows), rows), columns, rows)
        for column in _numbering(_without_counts(columns, rows), rows, settings)
    ]
    numbered = _money_by_period([_money_beside(column, numbered, rows) for column in numbered], rows)
    known = [_family(c.field) for c in numbered]
    found: list[Column] = []
    for column in (_of_group(c, numbered, rows) for c in numbered):
        beside = {field for i, field in enumerate(known) if field and i != column.index}
        traits = (alike or {}).get(squeeze(column.header)) or _traits(column.index, rows)
        if not _is_open(column) or sum(traits.values()) < settings.least_cells:
            found.append(column)
            continue
        role = role_of(column.header, traits, beside)
        if _is_of_agencies(traits, beside):
            role = replace(role, field="agency", probability=max(role.probability, settings.least))
        likely = role.probability >= settings.least and _agrees(role.field, traits)
        likely = likely and not (role.field == "budget" and are_small(_texts(column.index, rows)))
        if not likely or not is_on("column_by_likeness"):
            found.append(column)
            continue
        known[column.index] = role.field
        rules = (*column.rules, "column_by_likeness")
        found.append(replace(column, fields=(role.field,), certainty=round(role.probability, 3), rules=rules))
    return tuple(_what_is_done(_output_done(found), rows))


def _output_done(columns: Sequence[Column]) -> list[Column]:
    """The columns; where none says what is to be done but money is named, outputs do: the form of things to
    be bought has "แผนงาน | ประเภท | เป้าหมาย (ผลผลิตของครุภัณฑ์) | งบประมาณ"."""
    known = {_family(c.field) for c in columns if c.field}
    output = next((c for c in columns if c.field == "output"), None)
    acting = any(action_field(f) or f == "indicator" for f in known if f)
    if not decided("output_is_what_is_done", output is not None and "budget" in known and not acting):
        return list(columns)
    return [
        replace(c, fields=("project",), rules=(*c.rules, "output_is_what_is_done")) if c is output else c
        for c in columns
    ]


def _what_is_done(columns: Sequence[Column], rows: Sequence[Row]) -> list[Column]:
    """The columns; where none says what is to be done but money and agencies are named, it is the first one
    of an unknown name, if its cells are different texts: "ภารกิจ | วงเงิน | ผู้ดำเนินการ"."""
    known = {_family(c.field) for c in columns if c.field}
    first = next((c for c in columns if c.field != "number"), None)
    if first is None or not {"budget", "agency"} <= known or not _is_open(first):
        return list(columns)
    acting = any(action_field(f) or strategic_field(f) or f == "indicator" for f in known if f)
    texts = [" ".join(text.split()) for text in _texts(first.index, rows)]
    worded = _traits(first.index, rows)["text"] >= LEAST_TEXTS * len(texts) and len(set(texts)) == len(texts)
    shown = not acting and len(texts) >= SETTINGS.least_cells and worded
    if not decided("first_texts_are_what_is_done", shown):
        return list(columns)
    rules = (*first.rules, "first_texts_are_what_is_done")
    return [replace(c, fields=("measure",), rules=rules) if c is first else c for c in columns]


def _flat(text: str) -> str:
    return " ".join(text.split())


def _is_open(column: Column) -> bool:
    """Whether a column has a name that nobody knows, and that does not say it counts something."""
    if not column.header or column.fields or column.is_grid or _COUNTS.match(column.header):
        return False
    if is_unit_price(column.header):
        return False
    return not vocabulary().column_fields(column.header)


def _agrees(field: str, traits: Counter[str]) -> bool:
    """Whether the cells of a column allow its field: what is to be done, or who does it, is no figure."""
    figures = traits["amount"] + traits["ordinal"] + traits["figure"] + traits["nothing"]
    worded = action_field(field) is not None or strategic_field(field) is not None or field == "agency"
    return not (worded and figures * 2 > sum(traits.values()))


def names_alike(tables: Iterable[tuple[Sequence[Column], Sequence[Row]]]) -> dict[str, Counter[str]]:
    """What the cells below each name of a column are, over several tables: an office names them alike."""
    found: dict[str, Counter[str]] = {}
    for columns, rows in tables:
        for column in columns:
            if _is_open(column):
                found.setdefault(squeeze(column.header), Counter()).update(_traits(column.index, rows))
    return found


def _is_of_agencies(traits: Counter[str], beside: Collection[str]) -> bool:
    """Whether nearly all cells of a column name agencies, in a table of things to be done or of money without
    another such column."""
    total = sum(traits.values()) - traits["nothing"]
    acting = any(action_field(field) or field in ("indicator", "budget") for field in beside)
    return acting and "agency" not in beside and traits["agency"] >= LEAST_AGENCIES * total > 0


def _of_group(column: Column, columns: Sequence[Column], rows: Sequence[Row]) -> Column:
    """A year under a group of years that nobody knows by name ("กรอบวงเงิน"): money where the figures of the
    group are, a time chart where they are marks or nothing, else what likeness says of the group."""
    if column.fields or column.year_be is None or not column.group:
        return column
    group = [c for c in columns if c.group == column.group and not c.fields]
    traits = sum((_traits(c.index, rows) for c in group), Counter[str]())
    if not traits or traits["mark"] * 2 >= sum(traits.values()) - traits["nothing"]:
        return replace(column, fields=("duration",))
    role = role_of(column.group, traits, {c.field for c in columns if c.field})
    if role.probability < SETTINGS.least or not is_on("group_of_years_by_likeness"):
        return replace(column, fields=("duration",))
    rules = (*column.rules, "group_of_years_by_likeness")
    return replace(column, fields=(role.field,), certainty=round(role.probability, 3), rules=rules)


def _led_by_action(column: Column, rows: Sequence[Row]) -> Column:
    """ "ผลผลิต/โครงการ/กิจกรรม" is a column of projects, where its cells are no outputs, and so is
    "ประเด็น/แผนงาน/โครงการ", where the nodes among its cells are labelled."""
    actions = [field for field in column.fields if action_field(field)]
    acting = (*actions, *(f for f in column.fields if f not in actions))
    if actions and strategic_field(column.field) and _has_labelled_nodes(_texts(column.index, rows)):
        return replace(column, fields=acting, rules=(*column.rules, "labelled_nodes_over_actions"))
    if not actions or column.field not in ("output", "outcome", "method"):
        return column
    texts = _texts(column.index, rows)
    # What a bullet sets apart below a project ("- จำนวนผู้เข้าอบรม") counts what comes of it.
    plain = [text for text in texts if not is_bullet(text)] or texts
    if sum(cell_trait(text) == "counted" for text in plain) * 2 > len(plain):
        return column
    return replace(column, fields=acting)


@decision("labelled_nodes_over_actions")
def _has_labelled_nodes(texts: Sequence[str]) -> bool:
    """Whether some cells are nodes by their labels and the others begin with a word for what is done."""
    words = vocabulary()
    flat = [_flat(text) for text in texts]
    labels = [words.label(text) for text in flat]
    nodes = sum(label is not None and strategic_field(label.field) is not None for label in labels)
    acts = sum(_begins_action(text, label) for text, label in zip(flat, labels, strict=True))
    return bool(nodes and acts) and nodes + acts >= LEAST_TEXTS * len(flat)


def _begins_action(text: str, label: Label | None) -> bool:
    if label is not None:
        return action_field(label.field) is not None
    item = split_item_number(text)
    heads = tuple(head for field in ACTIONS for head in vocabulary().fields[field].heads)
    return (item.rest if item else text).startswith(heads)


def _aim_or_indicator(column: Column, rows: Sequence[Row]) -> Column:
    """ "วัตถุประสงค์/ตัวชี้วัด" is a column of indicators, where its cells do not say what they are for."""
    if not {"objective", "indicator"} <= set(column.fields):
        return column
    traits = _traits(column.index, rows)
    if not is_on("aims_or_indicators_by_content") or traits["purpose"] * 2 > sum(traits.values()):
        return column
    others = (f for f in column.fields if f != "indicator")
    return replace(
        column,
        fields=("indicator", *others),
        rules=(*column.rules, "aims_or_indicators_by_content"),
    )


def _step_of_money(column: Column, rows: Sequence[Row]) -> Column:
    """ "ขอรับการสนับสนุน", "อนุมัติ" hold money where most of their cells are amounts."""
    if column.fields or column.is_grid or not is_step_of_money(column.header):
        return column
    traits = _traits(column.index, rows)
    amounts = traits["amount"] + traits["money"]
    if not decided("step_of_money_by_amounts", amounts * 2 > sum(traits.values()) - traits["nothing"]):
        return column
    return replace(column, fields=("budget",), rules=(*column.rules, "step_of_money_by_amounts"))


def _without_counts(columns: Sequence[Column], rows: Sequence[Row]) -> list[Column]:
    """The columns, where one named after what is to be done counts it if its cells are figures and another
    column says what it is: "ยุทธศาสตร์ | โครงการ | งบประมาณ"."""
    counts = {c.index for c in columns if action_field(c.field) and _is_counted(c, rows)}
    named = any(
        (strategic_field(c.field) or action_field(c.field)) and c.index not in counts for c in columns
    )
    if not counts or not decided("column_counts_what_it_names", named):
        return list(columns)
    return [replace(c, fields=()) if c.index in counts else c for c in columns]


def _is_counted(column: Column, rows: Sequence[Row]) -> bool:
    traits = _traits(column.index, rows)
    figures = traits["amount"] + traits["ordinal"]
    return figures > 0 and figures + traits["nothing"] == sum(traits.values())


def _money_beside(column: Column, columns: Sequence[Column], rows: Sequence[Row]) -> Column:
    """A column of amounts that stands with known ones of money under one name, or adds them up ("รวม")."""
    money = [c for c in columns if c.field == "budget" and c.index != column.index and not c.is_grid]
    if column.fields or column.is_grid or not column.header or _COUNTS.match(column.own_name):
        return column
    beside = any(c.group and c.group == column.group for c in money)
    left = [c for c in money if c.index < column.index and c.group]
    adds = len(left) > 1 and vocabulary().is_total_alone(column.own_name)
    traits = _traits(column.index, rows)
    amounts = traits["amount"] + traits["nothing"] == sum(traits.values()) and traits["amount"] > 0
    if not decided("amounts_beside_money", amounts and (beside or adds)):
        return column
    return replace(column, fields=("budget",), rules=(*column.rules, "amounts_beside_money"))


def _money_by_cells(column: Column, columns: Sequence[Column], rows: Sequence[Row]) -> Column:
    """A column that its name and its cells together show to hold money."""
    found = _step_of_money(column, rows)
    return _source_of_money(_sum_of_years(_spent(found, columns, rows), columns, rows), rows)


def _source_of_money(column: Column, rows: Sequence[Row]) -> Column:
    """A source named under "แหล่งงบประมาณ" holds what comes from it, where most of its cells are amounts."""
    if column.field != "fund" or not column.group:
        return column
    traits = _traits(column.index, rows)
    shown = traits["amount"] * 2 > sum(traits.values()) - traits["nothing"] - traits["mark"]
    if not decided("amounts_of_a_source", shown and traits["amount"]):
        return column
    return replace(column, fields=("budget",), rules=(*column.rules, "amounts_of_a_source"))


def _sum_of_years(column: Column, columns: Sequence[Column], rows: Sequence[Row]) -> Column:
    """ "รวม" behind the years of money holds their sums, where it is their sum in most rows."""
    before = [c for c in columns if c.field == "budget" and c.is_grid and c.index < column.index]
    years = [c.index for c in before]
    if column.fields or len(years) < LEAST_YEARS or not vocabulary().is_total(column.own_name):
        return column
    right = [adds_up(row, column.index, years) for row in rows if figure(row, column.index) is not None]
    if not decided("sum_beside_years", sum(right) * 2 > len(right)):
        return column
    group = before[-1].group
    header = column.header if group in column.header else f"{group} {column.header}"
    rules = (*column.rules, "sum_beside_years")
    return replace(column, header=header, group=group, fields=("budget",), rules=rules)


def _money_by_period(columns: Sequence[Column], rows: Sequence[Row]) -> list[Column]:
    """The columns; plans by quarter or month that add up to the money of most rows are money, and what was
    done beside them is money spent: "งบประมาณ | ไตรมาส ๑ แผน | ผล"."""
    whole = next((c for c in columns if c.field == "budget" and not c.is_grid), None)
    plans = [c for c in columns if c.period and c.field == "target"]
    if whole is None or len(plans) < LEAST_YEARS or any(c.field == "indicator" for c in columns):
        return list(columns)
    filled = [row for row in rows if figure(row, whole.index) is not None]
    right = [adds_up(row, whole.index, [c.index for c in plans]) for row in filled]
    if not decided("periods_add_up_to_money", sum(right) * 2 > len(right)):
        return list(columns)
    groups = {c.group for c in plans}
    rules = ("periods_add_up_to_money",)
    return [
        replace(c, fields=("budget",), rules=(*c.rules, *rules))
        if c in plans or (c.field == "actual" and c.period and c.group in groups)
        else c
        for c in columns
    ]


def _spent(column: Column, columns: Sequence[Column], rows: Sequence[Row]) -> Column:
    """ "ผลการเบิกจ่าย" beside money holds what was spent, where its cells are amounts and no shares."""
    if column.field != "spent" or not is_money_spent(column.header):
        return column
    beside = any(c.field == "budget" and c.index != column.index for c in columns)
    texts = [text for text in _texts(column.index, rows) if cell_trait(text) in ("amount", "money")]
    large = column.unit is not None or any(is_large(text) for text in texts)
    filled = sum(_traits(column.index, rows).values()) - _traits(column.index, rows)["nothing"]
    if not decided("spent_beside_budget", beside and large and len(texts) * 2 > filled):
        return column
    return replace(column, fields=("budget",), rules=(*column.rules, "spent_beside_budget"))


def _family(field: str | None) -> str | None:
    return "agency" if field in AGENCIES else field


def _traits(index: int, rows: Sequence[Row]) -> Counter[str]:
    return Counter(cell_trait(text) for text in _texts(index, rows))


def _texts(index: int, rows: Sequence[Row]) -> list[str]:
    return [c.text for row in rows for c in row.cells if c.col == index and c.text.strip()]


def _numbering(columns: Sequence[Column], rows: Sequence[Row], settings: RoleSettings) -> tuple[Column, ...]:
    """Of two columns under one name, the first may only number the second: "แนวทางที่ ๑ | พัฒนาเส้นทาง…"."""
    found = list(columns)
    for column, beside in pairwise(columns):
        if not column.header or column.header != beside.header or column.is_grid:
            continue
        texts = [" ".join(text.split()) for text in _texts(column.index, rows)]
        labels = [t for t in texts if _ONLY_NUMBER.match(t) and not vocabulary().is_nothing(t)]
        if texts and len(labels) >= settings.label_share * len(texts):
            found[column.index] = replace(column, fields=("number",))
    return tuple(found)

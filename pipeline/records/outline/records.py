"""Writing down what a heading, an item or a paragraph of an outline is."""

from __future__ import annotations

from dataclasses import replace

from rapidfuzz import fuzz

from pipeline.evidence.decisions import decided, decision, is_on
from pipeline.fields import AGENCIES
from pipeline.patterns import regex
from pipeline.records.cells import without_tag, without_weight
from pipeline.records.drafts import (
    BudgetDraft,
    Fragment,
    IndicatorDraft,
    MeasureDraft,
    StrategyDraft,
    outer_than,
)
from pipeline.records.outline.scope import CLAUSE, OutlineReading, Scope
from pipeline.records.types import MeasureKind, StrategyKind
from pipeline.segment import Node, told_in_line
from pipeline.thai.year_values import without_year_values
from pipeline.vocabulary import squeeze, vocabulary

SAME_TARGET = 55.0
"""A target repeats the words of its indicator at least this much."""
SAME_INDICATOR = 80.0
"""Two printings of a numbered indicator are at least this similar."""
LISTED = "• "
"""What tells an item of a list from a line that goes on with the one above it."""
UNMARKED = 0.9
"""How sure we are of a paragraph without number, label or bullet."""

_BY = r"(?:ดำเนินการ)?โดย|(?:ผู้|หน่วยงาน(?:ผู้|ที่)?)รับผิดชอบ(?:หลัก|โครงการ)?|เจ้าภาพ(?:หลัก)?|หน่วยงาน(?:หลัก)?\s*[:：]"
"""What leads in who does something, behind its money."""
_MONEY_AFTER = regex.compile(
    r"(?P<text>.*?\S)[\s,(]+(?P<money>(?:ใช้)?(?:วงเงิน|งบประมาณ|งบ|จำนวนเงิน|เป็นเงิน)(?:จำนวน|รวม|ทั้งสิ้น|\s)*"
    r"(?:ประมาณ\s*)?[0-9๐-๙][0-9๐-๙.,]*\s*(?:พัน|หมื่น|แสน|ล้าน)*\s*บาท)\s*\)?"
    rf"(?:\s*(?:\((?:(?:{_BY})\s*[:：]?\s*)?(?P<agency>[^()]+(?:\([^()]*\)[^()]*)*)\)"
    rf"|[-–—:：,;]?\s*(?:{_BY})\s*[:：]?\s*(?P<behind>\S[^\n]{{2,90}})"
    r"|[-–—:：,]\s*(?P<behind>\S[^\n]{2,90})))?\s*",
    regex.DOTALL,
)
_AGENCY_BRACKETED = regex.compile(
    rf"(?P<text>.*?[^\s(])\s*\((?:{_BY})\s*[:：]\s*(?P<agency>[^()]{{2,90}})\)\s*", regex.DOTALL
)
_MONEY_BRACKETED = regex.compile(
    r"(?P<text>.*?[^\s(])\s*\((?P<money>(?:ปี(?:งบประมาณ)?\s*(?:พ\.ศ\.\s*)?[0-9๐-๙]{4}(?:\s*[-–]\s*[0-9๐-๙]{2,4})?[\s,:]+)?"
    r"[0-9๐-๙][0-9๐-๙.,]*\s*(?:พัน|หมื่น|แสน|ล้าน)*\s*บาท)\)\s*",
    regex.DOTALL,
)


def fragment(node: Node, text: str | None = None) -> Fragment:
    """A node, or the `text` of it, as a piece of a record."""
    marked = node.number or node.label or node.bullet
    return Fragment(node.text if text is None else text, node.raw, node.place, 1.0 if marked else UNMARKED)


def write_node(
    reading: OutlineReading, node: Node, kind: StrategyKind, above: StrategyDraft | None
) -> StrategyDraft:
    """A strategic node under `above`, or under what of it may have such a node."""
    parent = outer_than(above, kind)
    if parent is None and node.number and "." in node.number and kind == "tactic":
        parent = reading.plan.find("strategy", node.number.partition(".")[0])
    title = "" if vocabulary().is_continued(node.text) else _title(node.text)
    source = fragment(node, title)
    return reading.plan.node(
        kind, node.number, title, parent, source, reading.notes.order(), label=node.label
    )


def _title(text: str) -> str:
    """A title without the clause that announces a list and without its tag."""
    return without_tag(CLAUSE.sub("", text)).strip(" :：")


def split_money(text: str) -> tuple[str, str | None, str | None]:
    """A project's text, the money and the agency that a line gives after it.

    >>> split_money("โครงการจักรยานชมเมือง งบประมาณ ๑๒ ล้านบาท (เทศบาลนครน่าน)")
    ('โครงการจักรยานชมเมือง', 'งบประมาณ ๑๒ ล้านบาท', 'เทศบาลนครน่าน')
    >>> split_money("โครงการตลาดนัดผักสด (วงเงิน ๓๕,๐๐๐ บาท) โดยกองสาธารณสุข")
    ('โครงการตลาดนัดผักสด', 'วงเงิน ๓๕,๐๐๐ บาท', 'กองสาธารณสุข')
    >>> split_money("คัดแยกขยะทุกชุมชน (ผู้รับผิดชอบ : ฝ่ายรักษาความสะอาด)")
    ('คัดแยกขยะทุกชุมชน', None, 'ฝ่ายรักษาความสะอาด')
    """
    found = _MONEY_AFTER.fullmatch(text) if is_on("money_behind_project") else None
    if found is not None:
        return found["text"], found["money"], found["agency"] or found["behind"]
    named = _AGENCY_BRACKETED.fullmatch(text)
    if named is None or not decided("agency_in_brackets_behind", named):
        return text, None, None
    return named["text"], None, named["agency"].strip()


def split_bracketed(text: str) -> tuple[str, str | None, str | None]:
    """The same of a project, whose amount may stand in brackets without a name.

    >>> split_bracketed("โครงการสำรองข้อมูล (ปี ๒๕๖๘, ๔.๕ ล้านบาท)")
    ('โครงการสำรองข้อมูล', 'ปี ๒๕๖๘, ๔.๕ ล้านบาท', None)
    """
    found = _MONEY_BRACKETED.fullmatch(text) if is_on("money_behind_project") else None
    return (found["text"], found["money"], None) if found else split_money(text)


def write_measure(reading: OutlineReading, node: Node, scope: Scope, kind: MeasureKind) -> None:
    """Something to be done; what follows belongs to it."""
    outer = scope.project or scope.context.measure
    above = scope.measure if scope.measure is not None and scope.measure.kind != kind else outer
    above = above if above is None or above.kind != kind else None
    part_of = above if kind in ("step", "activity") else None
    told = told_in_line(node.text) if kind == "project" else None
    if told is not None and decided("project_told_in_a_line", told):
        (text, said), money, agency = told, None, None
    else:
        split = split_bracketed if kind in ("project", "activity") else split_money
        (text, money, agency), said = split(without_tag(node.text).strip()), ()
    piece = fragment(node, text)
    scope.measure = MeasureDraft(
        kind,
        [piece],
        scope.node,
        reading.notes.order(),
        part_of,
        node.number,
        scope.context.indicator_number,
        own_agency_only=part_of is not None and part_of is scope.project,
    )
    reading.notes.measures.append(scope.measure)
    if node.label or not (node.number or node.bullet):
        scope.members = []
    else:
        scope.members.append(scope.measure)
    if agency:
        scope.measure.agencies.append(fragment(node, agency))
    if money and decided("money_behind_project", money):
        _write_budget(reading, fragment(node, money), scope, scope.measure)
    for field_name, words in said:
        within = replace(scope, context=replace(scope.context, measure=scope.measure))
        write_attribute(reading, replace(node, text=words, number=None), within, field_name)
    reading.last = None if money or said else piece


def write_indicator(
    reading: OutlineReading, node: Node, scope: Scope, owner: StrategyDraft | MeasureDraft | None
) -> None:
    """An indicator, once: a numbered one that is printed again is the same."""
    number = node.number if node.label or scope.context.indicator_number else None
    known = _known_indicator(reading, number, node.text) if number else None
    if known is not None:
        scope.indicators.append(known)
        return
    if not node.text:
        return
    draft = IndicatorDraft(fragment(node, without_weight(node.text)), owner, reading.notes.order(), number)
    reading.notes.indicators.append(draft)
    scope.indicators.append(draft)
    reading.last = draft.source


@decision("indicator_printed_again", otherwise=None)
def _known_indicator(reading: OutlineReading, number: str, text: str) -> IndicatorDraft | None:
    for indicator in reading.notes.indicators:
        if indicator.number == number and _same_indicator(indicator.source.text, text):
            return indicator
    return None


def _same_indicator(a: str, b: str) -> bool:
    return not a or not b or fuzz.ratio(squeeze(a), squeeze(b)) >= SAME_INDICATOR


def owner_by_number(
    reading: OutlineReading, number: str | None, node: StrategyDraft | None
) -> StrategyDraft | None:
    """The goal or strategy whose number an indicator's number begins with: 1.2 belongs to goal 1."""
    head, dot, _ = (number or "").partition(".")
    if not dot or (node is not None and node.number == head):
        return node
    kinds: tuple[StrategyKind, ...] = (node.kind,) if node is not None else ("goal", "strategy", "dimension")
    for kind in kinds:
        found = reading.plan.find(kind, head)
        if found is not None and (node is None or found.parent is node.parent):
            return found
    return node


def write_target(piece: Fragment, scope: Scope) -> None:
    """A target belongs to the indicator it repeats the words of; else to the last one without."""
    waiting = [i for i in scope.indicators if not (i.targets or without_year_values(i.source.text)[1])]
    if not waiting:
        return
    alike = [fuzz.partial_ratio(squeeze(i.source.text), squeeze(piece.text)) for i in waiting]
    likest = max(alike)
    (waiting[alike.index(likest)] if likest >= SAME_TARGET else waiting[-1]).targets.append(piece)


def write_attribute(reading: OutlineReading, node: Node, scope: Scope, field_name: str) -> None:
    """What belongs to a measure or a node: its indicator, budget, target, objectives, outcomes, agency."""
    above = scope.node
    measure = scope.context.measure or scope.measure
    piece = fragment(node)
    if field_name == "indicator":
        write_indicator(reading, node, scope, scope.context.measure or above)
    elif field_name == "budget":
        _write_budget(reading, piece, scope, measure)
    elif field_name == "target":
        write_target(piece, scope)
    elif field_name == "unit" and scope.indicators and decided("unit_below_indicator", piece.text):
        scope.indicators[-1].unit = scope.indicators[-1].unit or piece.text
    elif field_name in ("objective", "outcome") and above is not None:
        if node.number or node.bullet:
            piece.text = f"{LISTED}{piece.text}"
        (above.objectives if field_name == "objective" else above.outcomes).append(piece)
        reading.last = piece
    elif field_name in AGENCIES and _is_for_list(scope, node):
        if above is not None:
            (above.support if field_name == "support_agency" else above.lead).append(piece)
        for member in scope.members:
            member.agencies.append(piece)
    elif field_name in AGENCIES and measure is not None:
        measure.agencies.append(piece)
    elif field_name in AGENCIES and above is not None:
        (above.support if field_name == "support_agency" else above.lead).append(piece)


def write_total(reading: OutlineReading, node: Node, scope: Scope) -> None:
    """A line that states a total: "รวมงบประมาณทั้งสิ้น ๑,๒๓๕,๕๐๐ บาท"."""
    draft = BudgetDraft(fragment(node), None, scope.context.node, reading.notes.order(), is_total=True)
    draft.description = node.text
    reading.notes.budgets.append(draft)


@decision("agency_holds_for_list")
def _is_for_list(scope: Scope, node: Node) -> bool:
    """Whether what is said holds for a whole list: several items of it stand above, and none has an agency
    that the others have not; what the line of the last item tells ("๓. … หน่วยงาน : กองช่าง") is its own."""
    alone = scope.context.measure is not None or len(scope.members) < 2
    if scope.measure is not None and scope.measure.fragments[-1].raw == node.raw:
        return False
    return not alone and len({tuple(map(id, m.agencies)) for m in scope.members}) == 1


def _write_budget(
    reading: OutlineReading, piece: Fragment, scope: Scope, measure: MeasureDraft | None
) -> None:
    number = scope.context.indicator_number
    draft = BudgetDraft(piece, measure, scope.node, reading.notes.order(), indicator_number=number)
    reading.notes.budgets.append(draft)

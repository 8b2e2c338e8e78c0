"""Running text of an outline: what goes on with an item above, what announces a list, what heads a part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from pipeline.evidence.decisions import Trace, decided, here, merged
from pipeline.fields import ACTIONS, AGENCIES
from pipeline.patterns import re
from pipeline.records.drafts import Fragment
from pipeline.records.letters.forms import form_kind
from pipeline.records.letters.lines import dates_below
from pipeline.records.outline.items import read_item
from pipeline.records.outline.levels import read_level
from pipeline.records.outline.records import (
    fragment,
    write_attribute,
    write_measure,
    write_node,
    write_target,
    write_total,
)
from pipeline.records.outline.scope import LEAD_IN, OutlineReading, Scope, announced, counted_fields
from pipeline.records.outline.sheets import begin_told_sheet, read_told_line
from pipeline.segment import Node, told_in_line
from pipeline.segment.named_parts import closes
from pipeline.segment.paragraphs import WRAPPED_LEAST
from pipeline.tables.kinds import COUNTED
from pipeline.thai.money import parse_money
from pipeline.vocabulary import vocabulary

LONGEST_TOTAL = 160
"""No line that states a total is longer than this (characters)."""
MOST_AMOUNTS = 12
"""A section that states its money line by line has no more lines."""
LONGEST_NAME = 200
"""No name of something to be done is longer than this (characters)."""
HAVE_GOALS = ("strategy", "dimension", "plan")
"""What a goal without number or bullet may be one of."""
TITLE_LENGTH = 60
"""A title without label or number is no longer than this (characters)."""
MOST_LOOKED_AT = 5
"""So many items say what a list is of."""
TITLE_NODES = 25
"""How far above its list of measures an announcement may begin (nodes)."""

_OTHER_LABEL = re.compile(r"[ก-ฮเ-ไ][ก-๎]{2,30}\s*[:：]\s")
"""A label that nobody knows, and what it says."""
_AMOUNT = re.compile(r"[0-9๐-๙][0-9๐-๙,.]*\s*(?:พัน|หมื่น|แสน|ล้าน)*\s*บาท")
_SUBJECT = re.compile(r"เรื่อง\s")
_ASKS = re.compile(
    r"(?:ขอให้|(?<!เพื่อ)ให้)(?!การ)(?:[^\s]|\s(?!\s)){0,80}?(?:ดำเนิน(?:การ|งาน|มาตรการ)|ปฏิบัติ)|กำหนด(?:มาตรการ|แนวทาง)|ขอความร่วมมือ"
)
"""What a letter or an order says before it lists what is to be done."""
_RESOLVES = re.compile(
    r"(?:ที่ประชุม|คณะรัฐมนตรี|คณะกรรมการ|คณะทำงาน).{0,80}?(?:มีมติ|มอบหมาย|เห็นควร)"
    r"|(?:มติ|ข้อสั่งการ)(?:ที่ประชุม|คณะรัฐมนตรี|คณะกรรมการ)?\s*[:：]?\s*(?:ได้)?(?:มอบหมาย|เห็นชอบ|เห็นควร|อนุมัติ|ให้|ดัง)",
    re.DOTALL,
)
"""The same of a meeting: "มติที่ประชุม มอบหมายดังนี้"."""
_RESOLUTION = re.compile(r"(?:มติ(?:ที่ประชุม|คณะรัฐมนตรี|คณะกรรมการ)|ข้อสั่งการ)\s*[:：]?\s*")
"""The same as the bare name of the list below."""
_DUTIES = re.compile(
    r"(?<!เจ้า)หน้าที่|อำนาจ|ประกอบด้วย|องค์ประกอบ|รับทราบ|วาระ(?!แห่งชาติ)|รายชื่อ|แต่งตั้ง|เลือก(?!ตั้ง)|กรรมการ\s*ดัง"
    r"|รางวัล|วันหยุด(?:ราชการ|ประจำ|ชดเชย|\s*ดัง)"
)
"""What a list is of that asks for nothing: who is appointed, and to what."""
_CATCHWORD = re.compile(r"/\s*\S.{0,40}?(?:\.{3}|…)\s*")
"""What the next page begins with, printed at the foot of this one ("/๒. ให้จัด...")."""


def read_text(reading: OutlineReading, node: Node, scope: Scope) -> None:
    """A paragraph: the rest of an item, a lead-in, a title, or the one sentence that a label is about."""
    if _CATCHWORD.fullmatch(node.text):
        return
    if read_told_line(reading, node, scope) or begin_told_sheet(reading, node, scope):
        return
    if decided("level_told_in_a_line", read_level(reading, node, scope)):
        return
    item = reading.last
    apart = item is not None and decided("paragraph_begins_anew", _begins_anew(item, node))
    if item is not None and not apart and decided("paragraph_goes_on_with_item", _goes_on(reading, node)):
        _append(item, node)
        return
    reading.last = None
    total = vocabulary().is_total(node.text) and len(node.text) <= LONGEST_TOTAL and parse_money(node.text)
    if decided("total_in_a_line", total):
        write_total(reading, node, scope)
    elif decided("amount_before_its_parts", _sums_up(node, scope)):
        write_attribute(
            reading, node, replace(scope, context=replace(scope.context, measure=scope.project)), "budget"
        )
        reading.notes.budgets[-1].is_total = True
    elif decided("amount_of_budget_section", _is_of_budget_section(reading, node)):
        write_attribute(reading, node, scope, "budget")
    elif decided(
        "lead_in_names_its_list", vocabulary().announces(node.text) or _is_resolution(reading, node)
    ):
        _lead_in(reading, node, scope)
    elif decided("line_names_indicators", _names_indicators(reading, node)):
        scope.govern(("indicator",))
    elif decided("project_told_in_a_line", told_in_line(node.text)):
        write_measure(reading, node, scope, "project")
        reading.last = scope.measure = None
    elif decided("named_line_is_item", _is_listed(node, scope)):
        read_item(reading, node, scope)
        reading.last = None
    elif decided("title_ends_list", _is_title(reading, node) and not _is_of_sheet(node, scope)):
        scope.governing, scope.measure = (), None
    elif scope.governing[:1] == ("target",):
        write_target(fragment(node), scope)
    elif decided("sentence_below_label", _is_labelled(node, scope) and _is_goal(node, scope)):
        scope.cursor = write_node(reading, node, "goal", scope.node)
        scope.governing, scope.measure = (), None
    elif decided("sentence_below_label", _is_labelled(node, scope) and _is_said(scope)):
        of_project = replace(scope.context, measure=scope.project or scope.context.measure)
        write_attribute(reading, node, replace(scope, context=of_project), scope.governing[0])
        reading.last = None


def _names_indicators(reading: OutlineReading, node: Node) -> bool:
    """Whether a line begins with the word for indicators, and most of the list right below it counts
    something: "ตัวชี้วัดความสำเร็จตามเป้าหมายการพัฒนาจังหวัด"."""
    if not node.text.startswith(vocabulary().fields["indicator"].numbered) or len(node.text) > TITLE_LENGTH:
        return False
    below = reading.outline.nodes[node.index + 1 : node.index + 1 + MOST_LOOKED_AT]
    items = list(takewhile(lambda each: each.kind == "item" and not each.fields, below))
    return sum(COUNTED.match(item.text) is not None for item in items) * 2 > len(items)


def _is_listed(node: Node, scope: Scope) -> bool:
    """Whether a line without number or bullet is one of the things to be done that the label above it names:
    "โครงการ…" below "โครงการสำคัญ"."""
    own = vocabulary().starts_with_field(node.text)
    return own in ACTIONS and own in scope.governing and len(node.text) <= LONGEST_NAME


def _is_said(scope: Scope) -> bool:
    """Whether a label's field is said in one sentence; money and agencies are, of a measure above."""
    field_name = scope.governing[0] if scope.governing else None
    measure = scope.project or scope.context.measure
    of_measure = measure is not None and field_name in ("budget", *AGENCIES)
    return of_measure or field_name in ("objective", "indicator", "outcome")


def _is_goal(node: Node, scope: Scope) -> bool:
    """Whether one line is the goal of the strategy above: "เป้าประสงค์" over "ประชาชนมีน้ำใช้ตลอดปี"."""
    of_node = scope.project is None and scope.node is not None and scope.node.kind in HAVE_GOALS
    return of_node and scope.governing == ("goal",) and len(node.text) <= LONGEST_NAME


def _is_of_budget_section(reading: OutlineReading, node: Node) -> bool:
    """Whether a short line is one of those that a section "๕. งบประมาณ" has, each with one amount in baht."""
    heading = reading.outline.nodes[node.parent] if node.parent is not None else None
    if heading is None or heading.fields != ("budget",):
        return False
    lines = []
    for below in reading.outline.nodes[heading.index + 1 : heading.index + MOST_AMOUNTS + 2]:
        if below.kind == "heading":
            break
        lines.append(below)
    told = all(
        n.kind == "text" and len(n.text) <= LONGEST_TOTAL and len(_AMOUNT.findall(n.text)) == 1 for n in lines
    )
    return told and len(lines) <= MOST_AMOUNTS


def _sums_up(node: Node, scope: Scope) -> bool:
    """Whether a line in the part งบประมาณ of a project's sheet states an amount and announces its parts."""
    of_budget = scope.project is not None and scope.governing == ("budget",)
    return of_budget and vocabulary().announces(node.text) and bool(parse_money(node.text))


def _is_of_sheet(node: Node, scope: Scope) -> bool:
    """Whether a line says what the label right above it names in the sheet of a project."""
    return scope.project is not None and _is_labelled(node, scope) and _is_said(scope)


def _is_labelled(node: Node, scope: Scope) -> bool:
    """Whether a paragraph stands right below the label, and has none of its own, known or not."""
    return node.index - scope.label_at == 1 and _OTHER_LABEL.match(node.text) is None


def _append(item: Fragment, node: Node) -> None:
    item.text = f"{item.text} {node.text}"
    item.raw = f"{item.raw}\n{node.raw}"
    item.place = item.place.to(node.place)
    item.rules = Trace(merged((item.rules, here())))


def _lead_in(reading: OutlineReading, node: Node, scope: Scope) -> None:
    """A line that announces a list: of what it names last, or of what a part of the section consists of."""
    fields, section = announced(node.text), scope.context.fields
    if not fields and section and vocabulary().starts_with_field(node.text) == section[0]:
        fields = section[1:]
    if not fields and not section and _announces_measures(reading, node):
        fields = ("measure",)
    scope.governing, scope.loose = fields, scope.loose + 1
    if counted_fields(node.text):
        scope.label_at = node.index


def _announces_measures(reading: OutlineReading, node: Node) -> bool:
    """Whether a lead-in is that of an order or announcement of measures: "ประกาศ… เรื่อง มาตรการ…" above it
    names them, and its own sentence does again ("จึงกำหนดมาตรการ … ดังต่อไปนี้")."""
    named = vocabulary().fields["measure"].words
    above = reading.outline.nodes[max(0, node.index - TITLE_NODES) : node.index]
    asks = _ASKS.search(node.text) is not None and any(_SUBJECT.match(each.text) for each in above)
    resolved = _RESOLVES.search(node.text) is not None or _RESOLUTION.fullmatch(node.text) is not None
    told = node.text[-LEAD_IN:]
    if decided("letter_asks_for_list", (asks or resolved) and _DUTIES.search(told) is None):
        return True
    if not any(word in node.text for word in named):
        return False
    if decided("title_of_measures_has_list", _is_entitled(above) and _ASKS.search(node.text)):
        return True
    title = next(
        (i for i, each in enumerate(above) if form_kind(each.text) in ("announcement", "order")), None
    )
    return title is not None and any(word in each.text for each in above[title:][:2] for word in named)


def _is_entitled(above: Sequence[Node]) -> bool:
    """Whether the title of a section or of the document begins with a name of measures: the nearest heading,
    or a line below it that is no item."""
    section = next((i for i in reversed(range(len(above))) if above[i].kind == "heading"), 0)
    titles = (each.text for each in above[section:] if each.kind != "item")
    return any(vocabulary().starts_with_field(title) == "measure" for title in titles)


def _is_resolution(reading: OutlineReading, node: Node) -> bool:
    """Whether a line only names the resolutions of a meeting, which the first item of a list follows."""
    below = reading.following(node)
    listed = below is not None and below.kind == "item" and below.number == "1"
    return listed and _RESOLUTION.fullmatch(node.text) is not None


def _is_title(reading: OutlineReading, node: Node) -> bool:
    """Whether a short line on its own heads what follows without naming it."""
    following = reading.following(node)
    if following is None or not (node.gap and following.gap):
        return False
    return len(node.text) <= TITLE_LENGTH and not _counts_on(following)


def _counts_on(node: Node) -> bool:
    """Whether an item goes on with a list: its number is not the first."""
    return node.kind == "item" and node.number is not None and node.number.rpartition(".")[2] != "1"


def _begins_anew(item: Fragment, node: Node) -> bool:
    """Whether a paragraph of a text without pages stands apart from the item above: the item's last line had
    room for more, or the paragraph begins as far in as the item does."""
    if not node.gap or node.place.bbox is not None or node.text.startswith(vocabulary().continues):
        return False
    first, last = item.raw.split("\n")[0], item.raw.rstrip().rsplit("\n", 1)[-1]
    margin = len(first) - len(first.lstrip())
    return len(last.strip()) < WRAPPED_LEAST or 0 < margin <= node.indent


def _goes_on(reading: OutlineReading, node: Node) -> bool:
    """Whether a paragraph goes on with the item above it, cut off by a page break."""
    if (
        dates_below(node.text)
        or closes(node.text)
        or node.text.startswith((*vocabulary().asides, *vocabulary().closing))
        or vocabulary().announces(node.text)
    ):
        return False
    following = reading.following(node)
    if following is not None and _counts_on(following):
        return True
    return not _is_title(reading, node) or node.text.startswith(vocabulary().continues)

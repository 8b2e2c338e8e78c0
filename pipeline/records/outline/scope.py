"""What holds under a heading while its items are read, and what the reader of an outline keeps at hand."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.fields import StrategicField
from pipeline.patterns import regex
from pipeline.records.context import Context
from pipeline.records.drafts import Fragment, IndicatorDraft, MeasureDraft, Plan, StrategyDraft
from pipeline.records.notebook import Notebook
from pipeline.segment import Node, Outline
from pipeline.vocabulary import vocabulary

CLAUSE = regex.compile(
    r"\s*(?:ซึ่ง)?(?:ประกอบด้วย|ได้แก่|มี(?=โครงการ)|กำหนด(?=[ก-๙]{4,20}\s*[0-9๐-๙])).*ดังนี้\s*[:：]?\s*$",
    regex.DOTALL,
)
"""The end of a line that announces a list: "… ซึ่งประกอบด้วยโครงการ ดังนี้"."""
_COUNTED = regex.compile(
    r"[0-9๐-๙]+\s*(?P<what>[ก-๙]{4,20})\s*(?:ประกอบด้วย|ได้แก่|คือ)?\s*(?:ดังนี้|ดังต่อไปนี้)?\s*[:：]?\s*$"
)
"""A count at the end of a lead-in: "กำหนดแผนย่อยไว้ ๕ แผนย่อย ดังนี้" announces sub-plans."""
_COUNT = regex.compile(r"[0-9๐-๙]+\s*(?P<what>[ก-๙]{4,20})")
LEAD_IN = 60
"""A line that announces a list says of what in its last letters (characters)."""
CHILD_OF = {"tactic": "measure", "plan": "project", "measure": "item", "project": "activity"}
"""What an unlabelled list is by what it stands under."""


@dataclass(slots=True)
class Sheet:
    """A project sheet being read: its project, the number of its last part and the form of these numbers; no
    number where plain labels name the parts."""

    measure: MeasureDraft
    part: int | None = None
    style: str | None = None


@dataclass(slots=True)
class Scope:
    """What holds under one heading.

    `governing` are the fields of the list that is being read, set by the heading or by the label at node
    `label_at`; `cursor` is the node and `measure` the measure that the last item has given; `outer_style`
    and `outer_number` are the place in the section's own numbered list. `loose` counts the lists since then
    that nothing names; `listed` are the fields, the style and the last number of a numbered list, which
    may go on after a list of bullets under one of its items; `members` are the measures of
    the numbered list since its label; `sheet` is the project sheet whose parts are being read, `step_form`
    how the first of a project's steps is marked, `headed` how many dots the numbers of
    the headings have that a label has named, `part_style` how the labels are numbered that tell of the
    section's node one after the other.
    """

    context: Context
    governing: tuple[str, ...] = ()
    label_at: int = -1
    cursor: StrategyDraft | None = None
    measure: MeasureDraft | None = None
    outer_style: str | None = None
    outer_number: int = 0
    loose: int = 0
    listed: tuple[tuple[str, ...], str, int] | None = None
    members: list[MeasureDraft] = field(default_factory=list)
    indicators: list[IndicatorDraft] = field(default_factory=list)
    sheet: Sheet | None = None
    step_form: str | None = None
    headed: int | None = None
    part_style: str | None = None

    @property
    def node(self) -> StrategyDraft | None:
        """The strategic node that holds here."""
        return self.cursor or self.context.node

    @property
    def project(self) -> MeasureDraft | None:
        """The project whose section or sheet is being read."""
        return self.sheet.measure if self.sheet is not None else self.context.project

    def govern(self, fields: tuple[str, ...]) -> None:
        """A label names the list that follows."""
        self.governing, self.loose, self.members, self.step_form = fields, 0, [], None


@dataclass(slots=True)
class OutlineReading:
    """An outline being read. `last` is what a paragraph may go on with, `run` the numbers of the indicator
    headings since the last table or other heading; `series` are the lists of nodes, by kind and form of
    number: the scope and the heading that each stands under, and its last number."""

    outline: Outline
    plan: Plan
    notes: Notebook
    last: Fragment | None = None
    run: list[str] = field(default_factory=list)
    series: dict[tuple[StrategicField, str | None], tuple[Scope, int | None, str]] = field(
        default_factory=dict
    )

    def following(self, node: Node) -> Node | None:
        """The node after this one."""
        nodes = self.outline.nodes
        return nodes[node.index + 1] if node.index + 1 < len(nodes) else None


def announced(text: str) -> tuple[str, ...]:
    """What a lead-in announces: "… ประกอบด้วยโครงการ และหน่วยดำเนินงานหลัก ดังนี้" announces projects, and
    "… มี ๒ แผนย่อย ๓ เป้าหมาย และ ๑๐ ตัวชี้วัด ดังนี้" sub-plans with their goals and indicators."""
    counted = [fields[0] for fields in counted_fields(text)]
    if len(counted) > 1:
        return tuple(counted)
    last = _COUNTED.search(text)
    if last is not None and (fields := vocabulary().title_fields(last["what"])):
        return fields
    clause = CLAUSE.search(text)
    tail = clause.group() if clause else text[-LEAD_IN:]
    return vocabulary().title_fields(tail.strip())


def counted_fields(text: str) -> list[tuple[str, ...]]:
    """The fields that a lead-in counts, in its order."""
    named = (vocabulary().title_fields(match["what"]) for match in _COUNT.finditer(text[-LEAD_IN:]))
    return [fields for fields in named if fields]

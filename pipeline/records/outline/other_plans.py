"""Parts of other plans that a plan lists to show what it serves: they are no nodes of its own."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from pipeline.records.outline.scope import OutlineReading
from pipeline.segment import Node
from pipeline.vocabulary import vocabulary

_SERVES = regex.compile(
    r"(?:(?:ภาคผนวก|ผนวก)\s*\S{0,3}\s*)?(?:ตาราง(?:ที่\s*\S+)?\s*)?(?:แสดง)?(?:ความ)?(?:เชื่อมโยง|สอดคล้อง)"
)
"""How the title of a section begins that says which plans this one serves: "ความเชื่อมโยงกับแผนพัฒนาจังหวัด"."""
_OTHER = regex.compile(
    r"ยุทธศาสตร์ชาติ|แผนแม่บทภายใต้|แผนพัฒนาเศรษฐกิจและสังคมแห่งชาติ|แผนการปฏิรูปประเทศ|แผนปฏิรูปประเทศ"
    r"|นโยบาย(?:ของ)?รัฐบาล"
)
"""Plans of the nation, in the sentence that lists their parts; a province may call its own plan that of the
province."""

_BODY = regex.compile(r"จังหวัด|ชาติ|ประเทศ|อปท|องค์กรปกครอง|ภาค|กระทรวง|กรม(?!ธรรม์)")
"""Whose strategies a plan names that serves them."""
_PARTS = (None, "part")
"""What a heading of a part of the document is: "ส่วนที่ ๒ ความสอดคล้องกับแผน ๓ ระดับ"."""
_MOST_QUOTED = 4
"""No more of them stand one below the other."""

LONGEST_LIST = 200
"""No list of another plan's parts has more items: in a longer one nobody looks for its beginning."""


def is_of_another_plan(reading: OutlineReading, node: Node) -> bool:
    """Whether a listed node is one of a plan that this one only serves: it stands under "ความเชื่อมโยง…", or in
    the list of a line such as "ยุทธศาสตร์ชาติ ๒๐ ปี ประกอบด้วย"."""
    if any(_SERVES.match(above.text) for above in reading.outline.ancestors(node) if above.field in _PARTS):
        return True
    above = _above_list(reading.outline.nodes, node)
    if above is None:
        return False
    announced = above.kind == "text" and vocabulary().announces(above.text)
    return bool(_SERVES.match(above.text) or (announced and _OTHER.match(above.text)))


def measures(reading: OutlineReading, node: Node) -> bool:
    """Whether indicators stand below a node: a plan that is told in full, and not only referred to."""
    for below in reading.outline.nodes[node.index + 1 :]:
        if below.kind == "heading" and below.level <= node.level:
            return False
        if below.field == "indicator":
            return True
    return False


def is_quoted(reading: OutlineReading, node: Node) -> bool:
    """Whether a labelled node is what the one right below it serves: "ยุทธศาสตร์จังหวัดที่ ๒ …", perhaps a second
    one ("ข. ยุทธศาสตร์การพัฒนาของ อปท. ในเขตจังหวัดที่ ๑ …"), and then "๑. ยุทธศาสตร์การพัฒนาด้าน…"."""
    if not node.label or not _BODY.search(node.label):
        return False
    kind = node.field
    for below in reading.outline.nodes[node.index + 1 : node.index + 1 + _MOST_QUOTED]:
        if vocabulary().starts_with_field(below.text) != kind and below.field != kind:
            return False
        if not _BODY.search(f"{below.label or ''} {below.text}"):
            return below.number is not None and "." not in below.number
    return False


def _above_list(nodes: Sequence[Node], node: Node) -> Node | None:
    """What stands right above the list that a node is an item of; None above very long ones."""
    for at in range(node.index - 1, max(-1, node.index - LONGEST_LIST), -1):
        if nodes[at].kind != "item" or nodes[at].field != node.field:
            return nodes[at]
    return None

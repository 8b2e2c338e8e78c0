"""Clauses of announcements, orders and agreements: "ข้อ ๑ …", "ข้อ ๒ …" count on like the items of a list."""

from __future__ import annotations

from pipeline.model import Document, Line
from pipeline.patterns import regex
from pipeline.thai.numerals import ItemNumber, to_arabic
from pipeline.vocabulary import vocabulary

STYLE = "ข้อ 1"
"""The printed form of a clause's number; it heads no section."""
LEAST_CLAUSES = 2
"""A lone "ข้อ ๑" at the start of a line may be a part of a sentence."""

_CLAUSE = regex.compile(
    r"\s*ข้อ\s{0,3}(?P<number>[1-9][0-9]{0,2})\s?[.)]?(?:\s+|(?=[ก-ฮเ-ไ]))(?P<rest>\S.*)", regex.DOTALL
)
_REFERS = regex.compile(r"(?:ของ|แห่ง|และ|หรือ|ถึง|วรรค|นี้|ดังกล่าว|ข้างต้น|แล้ว)|[(/,]|ข้อ")
"""How a sentence goes on that only speaks of a clause: "ข้อ ๓ ของระเบียบ…"."""
_FORMAL = regex.compile(r"(?:ใน)?(?:ประกาศ|คำสั่ง|ระเบียบ|ข้อบังคับ|หลักเกณฑ์|บันทึกข้อตกลง)(?:ฉบับ)?นี้|ให้ยกเลิก|บรรดา")
"""How a clause begins that says something of the text itself and asks for nothing."""


def clauses(document: Document) -> dict[int, ItemNumber]:
    """The lines of a document that begin a clause, by the identity of the line, with its number and text.

    Numbers begin at 1 and count on; a line that only speaks of a clause is none.
    """
    found: dict[int, ItemNumber] = {}
    run: list[tuple[int, ItemNumber]] = []
    for block in document.blocks:
        item = clause(block.text) if isinstance(block, Line) else None
        if item is None or int(item.number) not in (1, len(run) + 1):
            continue
        run = run if int(item.number) == len(run) + 1 else []
        run.append((id(block), item))
        if len(run) >= LEAST_CLAUSES:
            found.update(run)
    return found


def clause(text: str) -> ItemNumber | None:
    """The number and the text of a line that may begin a clause.

    >>> clause("ข้อ ๒ ให้ทุกหมู่บ้านทำแนวกันไฟ")
    ItemNumber(number='2', rest='ให้ทุกหมู่บ้านทำแนวกันไฟ', style='ข้อ 1')
    >>> clause("ข้อ ๒ ของระเบียบนี้")
    """
    match = _CLAUSE.fullmatch(to_arabic(text))
    if match is None or _REFERS.match(match["rest"]):
        return None
    return ItemNumber(match["number"], text[match.start("rest") :].strip(), STYLE)


def is_formal(text: str) -> bool:
    """Whether a clause says from when a text holds or what its words mean, and asks nobody to do anything.

    >>> is_formal("ประกาศนี้ให้ใช้บังคับตั้งแต่วันถัดไป"), is_formal("ให้อำเภอจัดเวรยาม")
    (True, False)
    """
    return _FORMAL.match(text) is not None or text.startswith(vocabulary().closing)

"""What a document says of itself when nothing, or next to nothing, came of it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Document, Finding, Grid, Place
from pipeline.patterns import re
from pipeline.thai.quality import NO_LANGUAGE

_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("a news item", re.compile(r"^\W*(?:ข่าว|ประชาสัมพันธ์|ภาพข่าว|กิจกรรมข่าว)", re.MULTILINE)),
    ("minutes of a meeting", re.compile(r"รายงานการประชุม|ผู้มาประชุม|เลิกประชุม")),
    ("a contract or procurement paper", re.compile(r"ประกวดราคา|สัญญาจ้าง|สัญญาซื้อขาย|ราคากลาง|ใบเสนอราคา")),
    ("a form", re.compile(r"แบบฟอร์ม|แบบคำ(?:ร้อง|ขอ)|คำร้อง|ลงชื่อ\s*[.…_]{4}|[.…_]{20}|☐|□")),
    ("a regulation or law", re.compile(r"^\W*(?:มาตรา|ข้อ)\s*[0-9๐-๙]+", re.MULTILINE)),
    ("a manual", re.compile(r"คู่มือ|วิธีใช้งาน|ขั้นตอนการใช้")),
)
_NAMES: dict[str, str] = {
    "plan": "a plan",
    "report": "a report",
    "guideline": "a guideline",
    "circular": "a circular",
    "budget": "a budget",
    "order": "an order",
    "announcement": "an announcement",
    "regulation": "a regulation or law",
    "form": "a form",
}
_LOOKED_AT = 20_000
"""Characters from the beginning that say what a document is."""
_LEAST_TEXT = 20
"""Characters; a document with less says nothing."""


def check_reading(document: Document, doc_type: str | None, *, has_records: bool) -> Iterator[Finding]:
    """A finding for a document that holds nothing, whose text is no language, or that gave no record.

    `document` is the repaired one. The first two are errors, which make it `partial`.
    """
    first = document.pages[0].number if document.pages else 1
    place = Place(first) if document.engine != "text" else Place()
    text = _text(document)
    known = {finding.code for finding in document.findings if finding.severity == "error"}
    quality = document.text_quality
    if len(text.strip()) < _LEAST_TEXT:
        if not known:
            message = (
                "no text was found in the document: look at it, it may be empty, or drawn without letters"
            )
            yield Finding("error", "no_text", message, place)
    elif quality is not None and quality < NO_LANGUAGE and "text_not_readable" not in known:
        message = (
            f"only {quality:.0%} of the text is words of a language (it begins “{_excerpt(text)}”): "
            "ask for a better copy, or for the file that it was made from"
        )
        yield Finding("error", "text_not_readable", message, place)
    if not has_records:
        message = f"no record came of the document: it seems to be {_seems(text, doc_type)}"
        yield Finding("warning", "no_records", message, place)


def _text(document: Document) -> str:
    parts: list[str] = []
    size = 0
    for block in document.blocks:
        texts = [c.text for row in block.rows for c in row.cells] if isinstance(block, Grid) else [block.text]
        parts += texts
        size += sum(map(len, texts))
        if size > _LOOKED_AT:
            break
    return "\n".join(parts)


def _excerpt(text: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in " ".join(text.split())[:40])


def _seems(text: str, doc_type: str | None) -> str:
    """What a document seems to be, in words.

    >>> _seems("ข่าวประชาสัมพันธ์ เทศบาลเปิดห้องสมุด", None), _seems("", None)
    ('a news item', 'empty')
    >>> _seems("ห้องสมุดเปิดทุกวัน ยินดีต้อนรับ", None)
    'a text without a plan, a letter or a table that thaiplan knows'
    """
    if len(text.strip()) < _LEAST_TEXT:
        return "empty"
    for kind, pattern in _KINDS:
        if pattern.search(text[:_LOOKED_AT]):
            return kind
    named = _NAMES.get(doc_type) if doc_type else None
    if named:
        return f"{named} whose layout no rule knows"
    return "a text without a plan, a letter or a table that thaiplan knows"

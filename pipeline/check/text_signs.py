"""Signs of whether the words of a record are whole and its own."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.patterns import regex
from pipeline.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class TextSettings:
    """From where on a sign of a text shows; what it is worth is learned."""

    long: int = 180
    """Few titles and indicators of gold are longer than this (characters); a glued one is."""
    short: int = 10
    """No title and no indicator is shorter than this (characters), an abbreviation apart."""
    few_letters: float = 0.4
    """A text of which a smaller share is letters is figures and marks, torn from its words."""
    usual_figures: int = 2
    """Titles and indicators of gold hold no more figures than this; a row taken for one does."""


SETTINGS = TextSettings()

INNER = regex.compile(
    r"(?:ตัวชี้วัด|เป้าประสงค์|กลยุทธ์|ยุทธศาสตร์|งบประมาณ|ผู้รับผิดชอบ|หน่วยงานรับผิดชอบ|วัตถุประสงค์)\s*[:：]|ที่\s*[0-9๐-๙]+\s*[:：.]"
)
LETTERS = regex.compile(r"[ก-ฮเ-ไA-Za-z]")
RUNS_ON = regex.compile(
    r"(?<=[ก-๙A-Za-z)])\s+[(]?[0-9๐-๙]{1,2}(?:[.)]\s*|[.][0-9๐-๙]+\s+)[ก-ฮเ-ไ]|[ก-๙]ที่\s*[0-9๐-๙]+[.][0-9๐-๙]"
)
"""The number of another item, or of a labelled line, within a text."""
ODD_START = regex.compile(r"^[\u0E31\u0E34-\u0E3A\u0E47-\u0E4E,.)\]:;/]|^(?:และ|หรือ|ของ|ใน|จาก|กับ|ให้|เพื่อให้)")
ODD_END = regex.compile(r"[-–(/,:]$|(?:และ|หรือ|ของ|ใน|กับ|เพื่อ|โดย|ที่)$")
ODD_LETTERS = regex.compile(r"[^\u0E00-\u0E7FA-Za-z0-9\s.,:;()\[\]\-–—/%“”\"'‘’+&*=<>≥≤]")
MONEY = regex.compile(r"[0-9๐-๙]\s*(?:ล้าน)?บาท|(?:งบประมาณ|วงเงิน)\s*[:：]?\s*(?:จำนวน\s*)?[0-9๐-๙]")
AGENCY_BEHIND = regex.compile(
    r"[-–(/]\s*(?:กอง|สำนัก|ฝ่าย|กลุ่มงาน|คณะ|กรม|ศูนย์)[ก-๙]*\)?$|ผู้รับผิดชอบ|หน่วยงาน[ก-๙]*\s*:"
)
FIGURES = regex.compile(r"[0-9๐-๙][0-9๐-๙,.]*")
MARKED = regex.compile(r"^[-–•●▪➢*]")
"""The mark of a list item that should have been taken off."""
TORN = regex.compile(r"(?<=[\s])[\u0E30-\u0E3A\u0E47-\u0E4E]|(?:^|\s)[ก-ฮ]{1,2}(?=\s)")
"""Letters that a space has torn from their word."""
GLUED_NAMES = regex.compile(
    r"(?<=[ก-๙])(?<!ของ|และ|หรือ|มี|ตาม|โดย|เป็น|ไม่|การ|ให้|กับ|ที่|ต่อ|คิด|ใน|ระดับ|เพิ่ม|ลด)"
    r"(?:จำนวน|ความพึงพอใจ|ร้อยละ|ระดับความ)"
)
"""The first word of an indicator right behind another's words."""
BRACKETS = (("(", ")"), ("[", "]"), ("“", "”"))


def of_text(text: str, twice: bool, settings: TextSettings = SETTINGS) -> dict[str, float]:
    """Signs of a text; `twice` says that another record has the same.

    >>> of_text("พัฒนาแหล่งน้ำ (ระยะที่สอง", twice=False)["text_open_bracket"]
    1.0
    """
    letters = len(LETTERS.findall(text))
    return {
        "text_long": min(2.0, max(0, len(text) - settings.long) / settings.long),
        "text_short": float(len(text) < settings.short),
        "text_odd_start": float(bool(ODD_START.search(text))),
        "text_odd_end": float(bool(ODD_END.search(text.rstrip()))),
        "text_has_label": float(bool(INNER.search(text))),
        "text_unfinished": float(text.rstrip().endswith(vocabulary().unfinished)),
        "text_odd_letters": min(1.0, 20 * len(ODD_LETTERS.findall(text)) / max(1, len(text))),
        "text_few_letters": float(letters < settings.few_letters * len(text.replace(" ", ""))),
        "text_without_letters": float(not letters),
        "text_twice": float(twice),
        "text_runs_on": float(bool(RUNS_ON.search(text))),
        "text_has_money": float(bool(MONEY.search(text))),
        "text_has_agency": float(bool(AGENCY_BEHIND.search(text))),
        "text_many_figures": min(1.0, max(0, len(FIGURES.findall(text)) - settings.usual_figures) / 4),
        "text_marked": float(bool(MARKED.search(text))),
        "text_torn": min(1.0, len(TORN.findall(text)) / 2),
        "text_glued": float(bool(GLUED_NAMES.search(text))),
        "text_open_bracket": float(any(text.count(a) != text.count(b) for a, b in BRACKETS)),
    }

"""Labels made of a known word and what qualifies it: "แผนยุทธศาสตร์ที่ ๑", "กลยุทธ์หลักที่ ๑.๑".

Every office words its labels a little differently; what a number counts is told by the known name in the
word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import regex

LONGEST = 12
"""What qualifies a name has no more letters than this."""

_LABEL = regex.compile(
    r"^(?P<label>(?P<word>[ก-ฮเ-ไ][ก-๎]{2,34}?)(?P<that>\s?ที่))\s*(?P<number>[0-9๐-๙]+(?:\s?\.\s?[0-9๐-๙]+)*)"
    r"(?![0-9๐-๙,/]|\s*%)\s*[.):：\-–]*\s*(?P<rest>.*)$",
    regex.DOTALL,
)
_THAI = regex.compile(r"[ก-๎]{4,}")
_CONNECTING = ("ใน", "กับ", "และ", "หรือ", "ต่อ", "แก่", "จาก", "สอดคล้อง", "เชื่อม", "รองรับ", "บรรลุ", "ขับเคลื่อน")
"""What leads from one thing to another: "โครงการตามยุทธศาสตร์ที่ ๑" is about a strategy, and names none."""
_BEGINNING = (
    "ส่วน",
    "สำหรับ",
    "ทั้ง",
    "แต่",
    "คือ",
    "ได้แก่",
    "ว่า",
    "มี",
    "เป็น",
    "รวม",
    "เรื่อง",
    "โดย",
    "เมื่อ",
    "ใด",
    "ราย",
    "ซึ่ง",
)
"""What begins a sentence about one: "ส่วนยุทธศาสตร์ที่ ๒ ล่าช้า…"."""


class Compounds:
    """Labels whose word begins or ends with one of the `names` of fields."""

    def __init__(self, names: Mapping[str, str], subordinating: Iterable[str]) -> None:
        self._names = {name: field for name, field in names.items() if _THAI.fullmatch(name)}
        self._leading = (*subordinating, *_CONNECTING)
        self._known: dict[str, str | None] = {}

    def match(self, text: str) -> regex.Match[str] | None:
        """The label that a text starts with: its word, number and what follows."""
        found = _LABEL.match(text)
        return found if found is not None and self.field(found["word"]) else None

    def field(self, word: str) -> str | None:
        """The field of the longest name in a word that the rest of it only qualifies."""
        if word not in self._known:
            self._known[word] = self._find(word)
        return self._known[word]

    def _find(self, word: str) -> str | None:
        fitting = []
        for name, field in self._names.items():
            if not (word.startswith(name) or word.endswith(name)):
                continue
            rest = word.removeprefix(name) if word.startswith(name) else word.removesuffix(name)
            if len(rest) <= LONGEST and not rest.startswith(_BEGINNING) and not self._leads(rest):
                fitting.append((len(name), field))
        return max(fitting)[1] if fitting else None

    def _leads(self, rest: str) -> bool:
        return any(word in rest for word in self._leading)

"""Labels made of a known word and what qualifies it: "แผนยุทธศาสตร์ที่ ๑", "กลยุทธ์หลักที่ ๑.๑".

Every office words its labels a little differently; what a number counts is told by the known name in the
word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipeline.patterns import regex

LONGEST = 12
"""What qualifies a name has no more letters than this."""

NUMBER = r"[0-9๐-๙]+(?:\s?\.\s?[0-9๐-๙]+)*"
"""A printed number: "๑", "1.2", "๑ .๒"."""
LETTERED = r"[กขคงจฉชซญฐณดตถทธนบปผพฟมยรลวศสหอ](?:\s?\.?\s?[0-9๐-๙]+(?:\.[0-9๐-๙]+)*)?"
"""A number that begins with a letter: "ก", "ก.๑", "ข2"."""
NUMBER_AND_REST = rf"\s*(?P<number>{NUMBER})(?![0-9๐-๙,/]|\s*%)\s*[.):：\-–]*\s*(?P<rest>.*)$"
"""What follows the word of a label: its number, and what it says."""

_LABEL = regex.compile(
    rf"^(?P<label>(?P<word>[ก-ฮเ-ไ][ก-๎]{{2,34}}?(?:/[ก-๎]{{3,24}}?)?)(?P<that>\s?ที่)){NUMBER_AND_REST}",
    regex.DOTALL,
)
_THAI = regex.compile(r"[ก-๎]{4,}")


class Compounds:
    """Labels whose word begins or ends with one of the `names` of fields, or has two of one field
    ("กลยุทธ์/แนวทางที่ ๑").

    `linking` words lead from one thing to another ("โครงการตามยุทธศาสตร์ที่ ๑" names no strategy), `opening` ones
    begin a sentence about one ("ส่วนยุทธศาสตร์ที่ ๒ ล่าช้า…").
    """

    def __init__(self, names: Mapping[str, str], linking: Iterable[str], opening: Iterable[str]) -> None:
        self._names = {name: field for name, field in names.items() if _THAI.fullmatch(name)}
        self._linking, self._opening = tuple(linking), tuple(opening)
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
        first, slash, second = word.partition("/")
        if slash:
            same = self.field(first) is not None and self.field(first) == self.field(second)
            return self.field(first) if same else None
        fitting = []
        for name, field in self._names.items():
            if not (word.startswith(name) or word.endswith(name)):
                continue
            rest = word.removeprefix(name) if word.startswith(name) else word.removesuffix(name)
            if self._qualifies(rest):
                fitting.append((len(name), field))
        return max(fitting)[1] if fitting else None

    def _qualifies(self, rest: str) -> bool:
        linked = any(word in rest for word in self._linking)
        return len(rest) <= LONGEST and not linked and not rest.startswith(self._opening)

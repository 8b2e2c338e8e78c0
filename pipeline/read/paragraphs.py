"""Running text of HTML gathered into paragraphs and list items."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.patterns import re
from pipeline.read.inline import collapse, resolve_inline, split_at_bullets, strip_bullet

_OWN_NUMBER = re.compile(r"\(?[\d๐-๙]{1,3}(?:[.][\d๐-๙]{1,3})*\s?[.)]")
_HYPHEN_ITEM = re.compile(r"(?:^|\s)[-–]\s+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text between block tags. `line` and `line_end` count from 1 within the parsed source;
    `begins` says that more than a line break parts it from the text above."""

    text: str
    raw: str
    line: int
    line_end: int
    bold: bool = False
    depth: int = 0
    begins: bool = False


@dataclass(slots=True)
class OpenList:
    """A list whose end tag has not come yet; `number` is that of its next item."""

    ordered: bool
    number: int = 1
    has_items: bool = False


@dataclass(slots=True)
class Flow:
    """Collects text into paragraphs; block tags close them."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    lists: list[OpenList] = field(default_factory=list)
    bold_depth: int = 0
    _parts: list[str] = field(default_factory=list)
    _marker: str = ""
    _all_bold: bool = True
    _parted: bool = True
    _line: int = 0

    def add(self, text: str, line: int) -> None:
        """Go on with the paragraph; `line` is where `text` begins."""
        if not text.strip():
            if self._parts:
                self._parts.append(" ")
            return
        if not self._parts:
            self._line = line
        self._parts.append(text)
        self._all_bold = self._all_bold and self.bold_depth > 0

    def begin_item(self, value: str | None) -> None:
        """Begin a list item; `value` is the number that the source gives it."""
        marker = "• "
        if self.lists:
            current = self.lists[-1]
            current.has_items = True
            if current.ordered:
                current.number = (
                    int(value) if value and value.isdecimal() and len(value) < 6 else current.number
                )
                marker = f"{current.number}. "
                current.number += 1
        self._marker = marker

    def close(self, line: int, *, breaks_line: bool = False) -> None:
        """End the paragraph that is open, if any, at source line `line`; `breaks_line`: only a line ends."""
        raw = "".join(self._parts)
        text = collapse(resolve_inline(raw))
        marker = self._marker
        if text:
            bare_list = bool(self.lists) and not self.lists[-1].has_items
            for part in _list_items(text, marker, bare_list):
                self.paragraphs.append(
                    Paragraph(
                        part,
                        raw.strip(),
                        self._line,
                        max(line, self._line),
                        self._all_bold,
                        len(self.lists),
                        self._parted,
                    )
                )
            self._marker = ""
            self._parted = False
        self._parted = self._parted or not breaks_line
        self._parts.clear()
        self._all_bold = True


def _list_items(text: str, marker: str, bare_list: bool) -> Iterator[str]:
    """A paragraph as printed lines: `marker` is its list item's, `bare_list` means a list without items."""
    if marker:
        text, _ = strip_bullet(text)
        first, *rest = split_at_bullets(text)
        yield first if _OWN_NUMBER.match(first) or first.startswith("• ") else marker + first
        yield from rest
        return
    parts = split_at_bullets(text)
    if not bare_list or len(parts) > 1 or parts[0].startswith("• "):
        yield from parts
    elif _HYPHEN_ITEM.match(text):
        yield from (f"• {item.strip()}" for item in _HYPHEN_ITEM.split(text) if item.strip())
    else:
        yield f"• {text}"

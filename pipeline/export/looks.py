"""How a workbook looks: the formats of its cells, and columns as wide as what stands in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

_MONEY, _WHOLE, _BROKEN, _SHARE = "#,##0.00", "#,##0", "#,##0.0###", "0.00"
_DATES = {"th": "[$-107041E]d mmm yyyy", "en": "yyyy-mm-dd"}
"""Thai sheets show a date as offices write it, in years of the Buddhist Era; it is a date all the same."""
_TRUTHS = {"th": '"ใช่";;"ไม่"', "en": '"yes";;"no"'}
"""What a spreadsheet shows that takes truth values for numbers: some cells 0 and others FALSE, otherwise."""
_MARKS = re.compile(r"[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
"""Thai letters that stand above or below another one and take no room."""
_NARROWEST, _HEAD, _WIDEST = 8, 24, 28
_DATE = 14
"""The letters of a date, whatever its month."""
_MOST = {
    "text": 60,
    "title": 50,
    "document_title": 40,
    "strategy": 40,
    "measure": 50,
    "indicator": 50,
    "message": 60,
    "description": 40,
    "method": 40,
    "source_path": 40,
    "issuer": 40,
    "category": 60,
    "text_raw": 30,
}
"""Columns that may be wider than others, in letters."""
_TORN = 3
"""Letters of a line that stay empty, as the next word has no room there."""
_LINE, _HIGHEST = 15.0, 409.0
"""The height of a line, and the most that a row may have, in points."""
_MEASURED = 5_000
"""Rows whose texts say how wide a column is: later ones are wrapped into it."""


def room(text: str) -> int:
    """How many letters stand side by side in the longest line of a text.

    >>> room("น้ำดื่ม"), room("กองช่าง\\nและกองสวัสดิการสังคม")
    (4, 17)
    """
    return max((len(_MARKS.sub("", line)) for line in text.split("\n")), default=0)


def height(lines: int) -> float:
    """How high a row of so many lines is, in points."""
    return min(lines * _LINE, _HIGHEST)


class Looks:
    """The formats of one workbook: each kind of value has its own."""

    def __init__(self, book: Any, language: str) -> None:
        top, middle = {"valign": "top"}, {"valign": "top", "align": "center"}
        self.head = book.add_format(
            {"bold": True, "bg_color": "#DDE6F0", "text_wrap": True, "valign": "top", "border": 1}
        )
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.plain = book.add_format(top)
        self.wrapped = book.add_format({**top, "text_wrap": True})
        self.url = book.add_format({**top, "font_color": "#0B5394", "underline": 1})
        self.date = book.add_format({**top, "num_format": _DATES[language], "align": "left"})
        self._money = book.add_format({**top, "num_format": _MONEY})
        self.truth = book.add_format({**middle, "num_format": _TRUTHS[language]})
        # In the middle: at the right end a page would run into the path beside it.
        self._middle = book.add_format(middle)
        self._share = book.add_format({**middle, "num_format": _SHARE})
        self.count = book.add_format({**middle, "num_format": _WHOLE})
        self._broken = book.add_format({**middle, "num_format": _BROKEN})

    def of_number(self, value: int | float | Decimal, is_share: bool) -> Any:
        """The format of a number: years and pages have no commas, measured values do."""
        if isinstance(value, Decimal):
            return self._money
        if is_share:
            return self._share
        if isinstance(value, float) and abs(value) >= 1000:
            return self.count if value.is_integer() else self._broken
        return self._middle


class Widths:
    """How wide the columns of a sheet are: as wide as what stands in them, up to a limit of each."""

    def __init__(self, names: Sequence[str], titles: Sequence[str]) -> None:
        self._filled: set[int] = set()
        self._most = [_MOST.get(name, _WIDEST) for name in names]
        self._found = [max(_NARROWEST, min(room(title) + 3, _HEAD)) for title in titles]

    def saw_text(self, row: int, column: int, text: str) -> int:
        """Takes note of a text; over how many lines it goes in its column."""
        self._filled.add(column)
        most = self._most[column]
        if self._found[column] >= most > len(text) and "\n" not in text:
            return 1
        letters = room(text)
        if row <= _MEASURED:
            self._found[column] = max(self._found[column], min(letters + 2, most))
        if letters <= self._found[column] and "\n" not in text:
            return 1
        # Lines end where words do.
        across = self._found[column] - _TORN
        return sum(-(-max(room(line), 1) // across) for line in text.split("\n"))

    def saw_number(self, column: int, value: float | Decimal) -> None:
        """Takes note of a number: it is shown whole, or a spreadsheet shows ####."""
        self._filled.add(column)
        shown = f"{value:,.2f}" if isinstance(value, Decimal) else f"{value:,.10g}"
        self._found[column] = max(self._found[column], len(shown) + 3)

    def saw_date(self, column: int) -> None:
        """Takes note of a date, which is shown whole or as ### too."""
        self._filled.add(column)
        self._found[column] = max(self._found[column], _DATE)

    def saw_truth(self, column: int) -> None:
        """Takes note of a truth value, which is no wider than a title."""
        self._filled.add(column)

    def is_filled(self, column: int) -> bool:
        """Whether a value was seen in the column."""
        return column in self._filled

    def __getitem__(self, column: int) -> int:
        """The width of a column, in letters."""
        return self._found[column]

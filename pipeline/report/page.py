"""The report as HTML: one file, everything in it escaped, no script, nothing fetched."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from pipeline.errors import ThaiplanError
from pipeline.publish.stores.folder import write_file
from pipeline.report.figures import MOST_BARS, document_figures
from pipeline.review.snapshots import look_at
from pipeline.review.words import Language, Words
from pipeline.thai.targets import written

_MARKS = "ัิีึื็่้๊๋์ํุู"
_HERE = Path(__file__).parent
_MOST_AGREEING = 60
"""Totals that add up, of which nobody needs to see hundreds; those that do not are all shown."""
_MOST_ROWS = 300
"""Rows of a table in a report: it is to be read, and the tables have all of them."""
_ROW, _LABEL, _WIDTH = 26, 330, 760
_COLUMN = 26
_MOST_LETTERS = 44


def report(processed: Path, document: str | None = None, language: Language = "th") -> str:
    """The HTML of a report of a snapshot, or of one document: by its path, its name, or its `doc_id`.

    Raises ThaiplanError where there is no such document.
    """
    looked = look_at(processed)
    files = [row for row in looked.tables.document_rows if row["duplicate_of"] is None]
    if document is not None:
        given = document
        chosen = [f for f in files if given in (f["source_path"], f["doc_id"])] or [
            f for f in files if f["source_path"].rpartition("/")[2] == Path(given).name
        ]
        if len(chosen) != 1:
            known = ", ".join(f["source_path"] for f in files[:5])
            reason = "several documents are called that" if chosen else "the snapshot has no such document"
            raise ThaiplanError(document, reason, f"name one by its path, such as: {known}")
        files = chosen
    words = Words(language)
    templates = Environment(loader=FileSystemLoader(_HERE), autoescape=True)
    templates.filters |= {"baht": baht, "name": _name}
    return templates.get_template("report.html").render(
        w=words,
        snapshot=looked.name,
        documents=[document_figures(looked.tables, file) for file in files],
        chart=lambda sums: bars(sums, words),
        years=years,
        figure=written,
        most=_MOST_ROWS,
        most_agreeing=_MOST_AGREEING,
    )


def save(html: str, out: Path) -> None:
    """Writes a report, in place of an earlier one. Raises ThaiplanError where that cannot be done."""
    beside = out.with_name(f".{out.name}.part")
    try:
        beside.unlink(missing_ok=True)
        write_file(beside, html.encode())
        beside.replace(out)
    except OSError as error:
        raise ThaiplanError(out, f"it cannot be written: {error.strerror}", "name another file") from error


def baht(amount: Decimal) -> str:
    """An amount with commas, satang where there are any.

    >>> baht(Decimal("1250000.50"))
    '1,250,000.50'
    """
    return f"{amount:,.2f}".removesuffix(".00")


def _name(row: dict[str, str | None]) -> str:
    return " ".join(row[part] or "" for part in ("label", "number", "title") if row.get(part))


def _letters(text: str) -> int:
    """How many letters wide a text is: Thai marks stand above and below others."""
    return sum(not unicodedata.combining(letter) and letter not in _MARKS for letter in text)


def _cut(text: str) -> str:
    while _letters(text) >= _MOST_LETTERS:
        text = text[:-1]
    return f"{text}…"


def bars(sums: Sequence[tuple[str, Decimal]], words: Words) -> Markup:
    """A bar a sum as SVG, the largest as wide as there is room; the smallest beyond the twelfth are one."""
    shown, rest = list(sums[:MOST_BARS]), sums[MOST_BARS:]
    if rest:
        shown.append((words("others", len(rest)), sum((amount for _, amount in rest), Decimal(0))))
    most = max((amount for _, amount in shown), default=Decimal(0)) or Decimal(1)
    parts = []
    for number, (label, amount) in enumerate(shown):
        y = number * _ROW
        width = max(float(amount / most) * (_WIDTH - _LABEL - 130), 1.0)
        text = label or words("unnamed")
        short = text if _letters(text) <= _MOST_LETTERS else _cut(text)
        parts.append(
            Markup(
                '<g><title>{}</title><text x="{}" y="{}" text-anchor="end">{}</text>'
                '<rect x="{}" y="{}" width="{:.1f}" height="16" rx="2"/><text x="{:.1f}" y="{}">{}</text></g>'
            ).format(
                text,
                _LABEL - 8,
                y + 17,
                short,
                _LABEL,
                y + 5,
                width,
                _LABEL + width + 6,
                y + 17,
                baht(amount),
            )
        )
    head = Markup('<svg class="bars" viewBox="0 0 {} {}" role="img">').format(_WIDTH, len(shown) * _ROW + 4)
    return head + Markup("").join(parts) + Markup("</svg>")


def years(planned: Mapping[int, float]) -> Markup:
    """A column a year as a small SVG, for what an indicator promises."""
    most = max((abs(value) for value in planned.values()), default=0.0) or 1.0
    parts = []
    for number, (year, value) in enumerate(planned.items()):
        height, x = max(abs(value) / most * 30, 1.0), number * _COLUMN
        parts.append(
            Markup(
                '<g><title>{}: {:g}</title><rect x="{}" y="{:.1f}" width="18" height="{:.1f}" rx="1"/>'
                '<text x="{}" y="44" text-anchor="middle">{}</text></g>'
            ).format(year, value, x + 4, 32 - height, height, x + 13, f"{year % 100:02}")
        )
    width = len(planned) * _COLUMN
    head = Markup('<svg class="years" viewBox="0 0 {} 48" width="{}" role="img">').format(width, width)
    return head + Markup("").join(parts) + Markup("</svg>")

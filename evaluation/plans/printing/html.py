"""Paper as an HTML page."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from evaluation.plans.paper import Cell, PageBreak, Paper, Paragraph, Row, Table

STYLE = """
@page { size: A4 landscape; margin: 18mm; }
body { font-family: Laksaman, Garuda, sans-serif; font-size: 12pt; }
p { margin: 2pt 0; } p.title { text-align: center; font-weight: bold; font-size: 16pt; }
p.heading { font-weight: bold; margin-top: 8pt; } p.label { font-weight: bold; } p.item { margin-left: 10mm; }
table { border-collapse: collapse; width: 100%; margin: 4pt 0; }
td, th { border: 0.6pt solid black; padding: 2pt 4pt; vertical-align: top; } tr { break-inside: avoid; }
.break { break-after: page; }
"""


def as_html(paper: Paper, title: str) -> str:
    """The page."""
    lines = ["<!DOCTYPE html>", '<html lang="th"><head><meta charset="utf-8">']
    lines.append(f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>")
    for block in paper.blocks:
        match block:
            case Paragraph():
                lines.append(f'<p class="{block.style}">{escape(block.text)}</p>')
            case PageBreak():
                lines.append('<div class="break"></div>')
            case Table():
                lines += [printed for _, printed in table_lines(block)]
    return "\n".join([*lines, "</body></html>", ""])


def table_lines(table: Table) -> Iterator[tuple[Row | None, str]]:
    """A table line by line, with the row that stands on it."""
    yield None, "<table>"
    for row in table:
        tag = "th" if row in table.header else "td"
        yield row, "<tr>" + "".join(_cell(cell, tag) for cell in row.cells) + "</tr>"
    yield None, "</table>"


def _cell(cell: Cell, tag: str) -> str:
    spans = (f' rowspan="{cell.rows}"' if cell.rows > 1 else "") + (
        f' colspan="{cell.cols}"' if cell.cols > 1 else ""
    )
    return f"<{tag}{spans}>{escape(cell.text).replace(chr(10), '<br>')}</{tag}>"

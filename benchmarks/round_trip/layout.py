"""A text document laid out as HTML, the way an office prints a plan.

What the text reader knows of the document is drawn and nothing else: paragraphs in their order, tables with
rules, their header rows over every page, one cell for what holds for several rows or columns. Where the text
shows a page break in a table, a page begins.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.round_trip.fonts import Font
from benchmarks.round_trip.spans import PrintedCell, body_rows, column_widths, header_rows
from pipeline.model import Document, Line
from pipeline.segment import Node, Outline, segment
from pipeline.tables.build import find_tables
from pipeline.tables.model import Table, TableRow
from pipeline.thai.repair import repair_document

WIDE = 5
"""A document with a table of more columns than this is printed on landscape paper."""


@dataclass(frozen=True, slots=True)
class _Part:
    """The rows of a table that stand together in the source; `fresh` ones begin a page."""

    table: Table
    rows: tuple[TableRow, ...]
    fresh: bool


def html_pages(document: Document, font: Font) -> str:
    """The HTML page that prints a document, as read from text, in a font."""
    repaired = repair_document(document)
    outline = segment(repaired)
    tables = find_tables(outline, repaired.source.doc_id)
    wide = any(len(table.columns) > WIDE for table in tables)
    body = "\n".join(_body(repaired, outline, tables))
    return (
        '<!DOCTYPE html>\n<html lang="th"><head><meta charset="utf-8"><title></title>\n'
        f"<style>\n{_style(font, wide)}</style></head>\n<body>\n{body}\n</body></html>\n"
    )


def _style(font: Font, wide: bool) -> str:
    faces = "".join(
        f'@font-face {{ font-family: "{font.family}"; font-weight: {weight};'
        f' src: url("{path.as_uri()}"); }}\n'
        for weight, path in font.files
    )
    size = "29.7cm 21cm" if wide else "21cm 29.7cm"
    return faces + (
        f"@page {{ size: {size}; margin: 2cm 1.5cm;"
        ' @top-center { content: "- " counter(page, thai) " -"; } }\n'
        f'body {{ font-family: "{font.family}"; font-size: 12pt; margin: 0; }}\n'
        "p { margin: 0; }\np.apart { margin-top: 12pt; }\n"
        "table { border-collapse: collapse; width: 100%; font-size: 10pt; margin: 6pt 0; }\n"
        "th, td { border: 1px solid #000000; padding: 2pt 3pt; vertical-align: top; text-align: left; }\n"
        "th { text-align: center; vertical-align: middle; }\n"
    )


def _body(document: Document, outline: Outline, tables: Sequence[Table]) -> Iterator[str]:
    """The paragraphs and tables of a document, in the order of its source."""
    parts = _parts(tables)
    # A title in the first row of a table has the source line of the table, and stands above it.
    pieces = [*_paragraphs(document, outline), *_captions(document, outline)]
    pieces += [(_first_line(outline.nodes[node]), _table(part)) for node in parts for part in parts[node]]
    return (piece for _, piece in sorted(pieces, key=lambda p: p[0]))


def _first_line(node: Node) -> int:
    return node.place.line_start or 0


def _paragraphs(document: Document, outline: Outline) -> Iterator[tuple[int, str]]:
    """Each paragraph with the source line it starts at."""
    owner = {
        line: node.index
        for node in outline.nodes
        if node.grid is None and node.place.line_start is not None and node.place.line_end is not None
        for line in range(node.place.line_start, node.place.line_end + 1)
    }
    open_lines: list[Line] = []
    last_end = 0
    for block in document.blocks:
        if isinstance(block, Line):
            own = owner.get(block.place.line_start or 0)
            goes_on = (
                open_lines and own is not None and own == owner.get(open_lines[-1].place.line_start or 0)
            )
            if open_lines and not goes_on:
                yield _paragraph(open_lines, last_end)
                last_end = open_lines[-1].place.line_end or 0
                open_lines = []
            open_lines.append(block)
    if open_lines:
        yield _paragraph(open_lines, last_end)


def _captions(document: Document, outline: Outline) -> Iterator[tuple[int, str]]:
    """The titles that stand in the first rows of tables, each with its source line: printed above them."""
    lines = {block.place.line_start for block in document.blocks if isinstance(block, Line)}
    for node in outline.nodes:
        if node.grid is None and node.place.line_start not in lines:
            yield _first_line(node), f'<p class="apart"><b>{html.escape(" ".join(node.raw.split()))}</b></p>'


def _paragraph(lines: Sequence[Line], above: int) -> tuple[int, str]:
    """A paragraph of source lines; `above` is the last source line of what stands before it."""
    first = lines[0]
    start = first.place.line_start or 0
    text = html.escape(" ".join(line.text for line in lines))
    text = f"• {text}" if first.bullet else text
    text = f"<b>{text}</b>" if first.bold else text
    apart = ' class="apart"' if start > above + 1 else ""
    return start, f'<p{apart} style="margin-left: {first.indent:.0f}ex">{text}</p>'


def _parts(tables: Sequence[Table]) -> dict[int, list[_Part]]:
    """The parts of all tables by the outline node that they stand at."""
    parts: dict[int, list[_Part]] = {}
    for table in tables:
        runs: list[list[TableRow]] = []
        for row in table.rows:
            if not runs or row.breaks or row.node != runs[-1][-1].node:
                runs.append([])
            runs[-1].append(row)
        for number, run in enumerate(runs):
            parts.setdefault(run[0].node, []).append(_Part(table, tuple(run), number > 0))
    return parts


def _table(part: _Part) -> str:
    head = header_rows(part.table.columns) if part.table.headed else []
    rows = body_rows(part.rows, part.table.columns)
    fresh = ' style="page-break-before: always"' if part.fresh else ""
    lines = [f'<table{fresh} width="100%" border="1" cellspacing="0">']
    lines += [f'<col width="{width}">' for width in column_widths(part.table.rows, part.table.columns)]
    if head:
        lines += ["<thead>", *(_row(row, "th") for row in head), "</thead>"]
    lines += ["<tbody>", *(_row(row, "td") for row in rows), "</tbody>", "</table>"]
    return "\n".join(lines)


def _row(cells: Sequence[PrintedCell], tag: str) -> str:
    return "<tr>" + "".join(_cell(cell, tag) for cell in cells) + "</tr>"


def _cell(cell: PrintedCell, tag: str) -> str:
    spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    spans += f' colspan="{cell.col_span}"' if cell.col_span > 1 else ""
    place = "middle" if tag == "th" else "top"
    text = "<br>".join(html.escape(line) for line in cell.text.splitlines())
    return f'<{tag}{spans} valign="{place}">{text}</{tag}>'

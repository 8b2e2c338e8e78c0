"""Paper as a text file, its tables with tabs, pipes or as HTML."""

from __future__ import annotations

from typing import Literal

from evaluation.plans.paper import PageBreak, Paper, Paragraph, Row, Table, spread, width
from evaluation.plans.printing.html import table_lines

Lines = dict[int, list[int]]


def as_text(paper: Paper, tables: Literal["tabs", "pipes", "html"]) -> tuple[str, Lines]:
    """The text, and the lines (1-based) of each paragraph and row by its key."""
    lines: list[str] = []
    where: Lines = {}
    page = 1
    for block in paper.blocks:
        match block:
            case Paragraph():
                if block.style in ("title", "heading", "label") and lines:
                    lines.append("")
                lines.append(block.text)
                where[block.key] = [len(lines)]
            case PageBreak():
                page += 1
                lines += ["", f"- {page} -", "\f"]
            case Table():
                lines.append("")
                _print_table(block, tables, lines, where)
                lines.append("")
    return "\n".join(lines) + "\n", where


def _print_table(table: Table, tables: str, lines: list[str], where: Lines) -> None:
    if tables == "html":
        for row, printed in table_lines(table):
            lines.append(printed)
            if row is not None:
                where[row.key] = [len(lines)]
        return
    across = width(table)
    for row, begins in spread(table):
        cells = [begins[at].text if at in begins else "" for at in range(across)]
        first = len(lines) + 1
        if tables == "pipes":
            lines.append("| " + " | ".join(cell.replace("\n", "<br>") for cell in cells) + " |")
            if _ends_header(table, row):
                lines.append("|" + "---|" * across)
        else:
            parts = [cell.split("\n") for cell in cells]
            for at in range(max(map(len, parts))):
                lines.append("\t".join(part[at] if at < len(part) else "" for part in parts))
        where[row.key] = list(range(first, len(lines) + 1))


def _ends_header(table: Table, row: Row) -> bool:
    return bool(table.header) and row is table.header[-1]

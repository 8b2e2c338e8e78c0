"""Table rows in plain text: tab-separated lines and Markdown pipe tables.

Both readers take a run of lines and say where it ends; a blank line ends a table. Each cell keeps its
column, empty cells included: what stands in which column is all that such a table says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.model import Cell, Grid, Place, Row
from pipeline.patterns import re
from pipeline.read.limits import LimitError, Limits
from pipeline.read.markup import cell_text
from pipeline.thai.bullets import BULLETS

_PIPE_ROW = re.compile(r"^\s*(?:[-*+]\s+)?\|")
_PIPE_RULE = re.compile(r"\s*(?:[-*+]\s+)?(?=.*[|+].*)[|+\s]*(?:[:=-]+\s*[|+]\s*)*[:=-]+\s*[|+]?\s*")
_PIPE = re.compile(r"(?<!\\)\|")
_TAG = re.compile(r"<(/?)(ul|ol|li|p|div|table|td|tr)(?=[\s>])[^<>]*>", re.IGNORECASE)
_LIST_LINE = re.compile(rf"\s*(?:[{BULLETS}]|[-–*]\s|\(?[\d๐-๙]+[.)])")


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the file: 1-based number, page where the file has form feeds, text without line break."""

    number: int
    page: int | None
    text: str

    @property
    def blank(self) -> bool:
        """Whether nothing but white space stands in the line."""
        return not self.text.strip()


def take_tab_table(lines: Sequence[SourceLine], start: int, limits: Limits) -> tuple[Grid, int] | None:
    """The tab-separated rows that begin at `lines[start]`, and the index after them; None where none do.

    A line that only begins with tabs is an indented line, unless rows with inner tabs stand beside it.
    """
    if "\t" not in lines[start].text or lines[start].blank:
        return None
    groups = _logical_rows(lines, start, limits)
    texts = [joined(group) for group in groups]
    if all("\t" not in text.lstrip("\t") for text in texts):
        return None
    rows = tuple(_tab_row(group, text, limits) for group, text in zip(groups, texts, strict=True))
    return Grid(rows, rows[0].place.to(rows[-1].place), "tsv"), start + sum(map(len, groups))


def no_table_end(lines: Sequence[SourceLine], start: int) -> int:
    """Where the lines end that are no table if the one at `start` begins none: lines with a tab, or rules."""
    index = start
    while index < len(lines) and _cells(lines[index]) > 1 and not lines[index].blank:
        index += 1
    while index < len(lines) and "|" in lines[index].text and _PIPE_RULE.fullmatch(lines[index].text):
        index += 1
    return max(index, start + 1)


def joined(lines: Sequence[SourceLine]) -> str:
    """The source of lines, with the blank lines between them."""
    text = [lines[0].text]
    for above, line in pairwise(lines):
        text += ["\n" * (line.number - above.number), line.text]
    return "".join(text)


def _logical_rows(lines: Sequence[SourceLine], start: int, limits: Limits) -> list[Sequence[SourceLine]]:
    """The lines of each row, from `start` to the end of the table."""
    width = _cells(lines[start])
    rows: list[Sequence[SourceLine]] = []
    index = start
    while index < len(lines) and _cells(lines[index]) > 1:
        length = _row_length(lines, index, limits)
        if length == 1 and _cells(lines[index]) < width:
            length = _wrapped_length(lines, index, width, limits)
        rows.append(lines[index : index + length])
        index += length
    return rows


def _cells(line: SourceLine) -> int:
    return line.text.count("\t") + 1


def _row_length(lines: Sequence[SourceLine], index: int, limits: Limits) -> int:
    """How many lines a row takes: more than one where its last cell is open and a later line closes it."""
    last = lines[index].text.rpartition("\t")[2]
    ahead = lines[index + 1 : index + limits.wrapped_lines]
    if last.lstrip().startswith('"') and last.count('"') % 2:
        return _until_quote(ahead)
    open_tag = _open_tag(last)
    return _until_closed(ahead, open_tag) if open_tag else 1


def _until_quote(ahead: Sequence[SourceLine]) -> int:
    """A spreadsheet puts a cell with line breaks in double quotes: the row goes on up to the closing one."""
    for count, line in enumerate(ahead, 2):
        first = line.text.partition("\t")[0]
        if first.count('"') % 2:
            return count if first.rstrip().endswith('"') else 1
        if "\t" in line.text:
            return 1
    return 1


def _open_tag(cell: str) -> str | None:
    """The block tag that `cell` opened last and does not close."""
    opened: dict[str, int] = {}
    last: dict[str, int] = {}
    for match in _TAG.finditer(cell):
        name = match[2].lower()
        opened[name] = max(0, opened.get(name, 0) + (-1 if match[1] else 1))
        if not match[1]:
            last[name] = match.start()
    left = [name for name, count in opened.items() if count]
    return max(left, key=last.__getitem__, default=None)


def _until_closed(ahead: Sequence[SourceLine], tag: str) -> int:
    """A cell left open goes on up to its end tag, or over the list items on lines without a tab."""
    end_tag = f"</{tag}>"
    for count, line in enumerate(ahead, 2):
        first = line.text.partition("\t")[0].lower()
        if line.blank:
            break
        if end_tag in first and f"<{tag}" not in first.partition(end_tag)[0]:
            return count
        if "\t" in line.text:
            break
    length = 1
    if tag in ("ul", "ol", "li"):
        for line in ahead:
            if line.blank or "\t" in line.text or not _LIST_LINE.match(line.text):
                break
            length += 1
    return length


def _wrapped_length(lines: Sequence[SourceLine], index: int, width: int, limits: Limits) -> int:
    """A row narrower than the table's first wraps where lines without a tab follow and all of it is as wide.

    Without such a line between it could as well be two rows that lost their empty cells at the end.
    """
    tabs = _cells(lines[index]) - 1
    wraps = False
    for count, line in enumerate(lines[index + 1 : index + limits.wrapped_lines], 2):
        if line.blank or _cells(line) >= width:
            return 1
        wraps = wraps or _cells(line) == 1
        tabs += _cells(line) - 1
        if tabs + 1 >= width:
            return count if wraps and tabs + 1 == width else 1
    return 1


def _tab_row(group: Sequence[SourceLine], text: str, limits: Limits) -> Row:
    return _row(text.split("\t"), group, limits, quoted=True)


def _row(sources: Sequence[str], group: Sequence[SourceLine], limits: Limits, *, quoted: bool = False) -> Row:
    if len(sources) > limits.row_cells:
        raise LimitError(
            f"line {group[0].number} has {len(sources):,} table cells; the limit is {limits.row_cells}"
        )
    place = Place(group[0].page, group[0].number, group[-1].number)
    cells = tuple(
        Cell(cell_text(_unquoted(source) if quoted else source, limits), source, col, place)
        for col, source in enumerate(sources)
    )
    return Row(cells, place)


def _unquoted(source: str) -> str:
    """A cell that a spreadsheet quoted because of a line break, without its quotes."""
    inner = source.strip()
    if "\n" in inner and len(inner) > 1 and inner[0] == inner[-1] == '"':
        return inner[1:-1].replace('""', '"')
    return source


def take_pipe_table(lines: Sequence[SourceLine], start: int, limits: Limits) -> tuple[Grid, int] | None:
    """The pipe table that begins at `lines[start]`, and the index after it; None where none does.

    Rules ("|---|") are dropped, and so is a header without a word above one: Markdown cannot do without it.
    """
    if not _begins_pipe_table(lines, start):
        return None
    rows: list[Row] = []
    index = start
    while index < len(lines) and not lines[index].blank and "|" in lines[index].text:
        group = lines[index : index + _pipe_row_length(lines, index, limits)]
        index += len(group)
        if len(group) == 1 and _PIPE_RULE.fullmatch(group[0].text):
            if rows and not any(cell.text for cell in rows[-1].cells):
                rows.pop()
            continue
        rows.append(_row(_pipe_cells(group), group, limits))
    if not rows:
        return None
    return Grid(tuple(rows), rows[0].place.to(rows[-1].place), "pipe"), index


def _begins_pipe_table(lines: Sequence[SourceLine], start: int) -> bool:
    """A line that a pipe leads and a second one follows, or any line with pipes above a rule."""
    text = lines[start].text
    if "|" not in text or "\t" in text:
        return False
    below = lines[start + 1].text if start + 1 < len(lines) else ""
    if "|" in below and _PIPE_RULE.fullmatch(below):
        return True
    return bool(_PIPE_ROW.match(text)) and (len(_PIPE.findall(text)) > 1 or bool(_PIPE_ROW.match(below)))


def _pipe_row_length(lines: Sequence[SourceLine], index: int, limits: Limits) -> int:
    """How many lines a row takes: one that a pipe leads goes on to its closing pipe."""
    if lines[index].text.rstrip().endswith("|") or not _PIPE_ROW.match(lines[index].text):
        return 1
    for count, line in enumerate(lines[index + 1 : index + limits.wrapped_lines], 2):
        if line.blank or _PIPE_ROW.match(line.text):
            return 1
        if line.text.rstrip().endswith("|"):
            return count
    return 1


def _pipe_cells(group: Sequence[SourceLine]) -> list[str]:
    """The cells between the pipes; a line break in a cell is a space unless a list item begins after it."""
    text = group[0].text
    for line in group[1:]:
        text += ("\n" if _LIST_LINE.match(line.text) else " ") + line.text
    body = _PIPE_ROW.sub("", text.rstrip(), count=1)
    if body.endswith("|") and not body.endswith("\\|"):
        body = body[:-1]
    return _PIPE.split(body)

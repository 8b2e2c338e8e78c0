"""Text, Markdown and HTML files as a `Document`.

One file may mix hard-wrapped paragraphs, Markdown, tab-separated rows, pipe tables and HTML. The source is
walked line by line; at each line the first reader that takes it (HTML table, pipe table, tab table, running
text) says how far it goes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.errors import ReadError
from pipeline.model import Block, Document, Finding, Line, Page, Place, Source
from pipeline.patterns import re
from pipeline.read.encoding import EncodingError, decode
from pipeline.read.files import printable, too_large
from pipeline.read.inline import resolve_inline, strip_bullet
from pipeline.read.limits import DEFAULT_LIMITS, LimitError, Limits
from pipeline.read.markup import has_markup, html_blocks, read_html
from pipeline.read.mojibake import printed_name
from pipeline.read.rows import SourceLine, joined, no_table_end, take_pipe_table, take_tab_table
from pipeline.read.spaced import has_columns, take_spaced_table

_LINE_BREAK = re.compile(r"\r\n|\n|\r")
_FILLED_LINE = re.compile(r"\S[^\r\n\f]*")
_HTML_PAGE = re.compile(r"\s*(?:<\?xml[^<>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_TABLE_TAG = re.compile(r"<(/?)table\b", re.IGNORECASE)
_RULE = re.compile(r"(?:[-*_=~`+]\s?){3,}|```\s?\w*")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)(?:\s+#+)?")
_WHOLE_BOLD = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).)+)\1\s*[:：]?\s*")
_ROW_TAGS = ("<table", "</table", "<tr", "</tr", "<tbody", "</tbody")
_TAB_WIDTH = 4


def read_text(data: bytes, source: Source, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The document in `data`: lines and tables in reading order, page by page where there are form feeds.

    A blank line gives no block; it shows as a gap in the line numbers. Raises `ReadError` for what is no
    text, and for what goes beyond `limits`.
    """
    if len(data) > limits.text_bytes:
        raise too_large(source.path, len(data), limits.text_bytes)
    try:
        text, encoding = decode(data)
        if source.media_type == "text/html" or _HTML_PAGE.match(text):
            blocks, hidden = read_html(text, limits=limits)
            pages: tuple[Page, ...] = (Page(1, blocks),)
        else:
            pages, hidden = _pages(text, limits), ()
    except (EncodingError, LimitError) as error:
        raise ReadError(printable(source.path), str(error)) from error
    return Document(source, "text", pages, findings=(*_findings(text, encoding), *hidden))


def _pages(text: str, limits: Limits) -> tuple[Page, ...]:
    filled = sum(1 for _ in _FILLED_LINE.finditer(text))
    if filled > limits.lines:
        raise LimitError(f"the text has {filled:,} lines; the limit is {limits.lines:,}")
    cells = text.count("\t") + text.count("|")
    if cells > limits.cells:
        raise LimitError(f"the tables have some {cells:,} cells; the limit is {limits.cells:,}")
    by_page = groupby(_source_lines(text), key=lambda line: line.page)
    return tuple(Page(number or 1, tuple(_blocks(list(page), limits))) for number, page in by_page)


def _source_lines(text: str) -> Iterator[SourceLine]:
    """The lines of the file, of blank ones the first in a row; a form feed ends a page, also in a line."""
    paged = "\f" in text
    page = 1
    blank = False
    for number, line in enumerate(_LINE_BREAK.split(text), 1):
        if blank and not line:
            continue
        for index, part in enumerate(line.split("\f")):
            page += index > 0
            source = SourceLine(number, page if paged else None, part)
            if not (source.blank and blank and index == 0):
                yield source
            blank = source.blank


def _blocks(lines: Sequence[SourceLine], limits: Limits) -> Iterator[Block]:
    table_ends = _table_ends(lines)
    index = tries = 0
    while index < len(lines):
        if lines[index].blank:
            index, tries = index + 1, 0
            continue
        if index in table_ends:
            end = table_ends[index]
            yield from html_blocks(joined(lines[index:end]), lines[index].number, lines[index].page, limits)
            index = end
            continue
        taken = take_pipe_table(lines, index, limits) or take_tab_table(lines, index, limits)
        if taken is None and tries < limits.table_tries and has_columns(lines[index]):
            taken = take_spaced_table(lines, index, limits)
            tries += 1
        if taken:
            grid, index = taken
            yield grid
            continue
        # What is no table from its first line on is none from a later one: it need not be tried again.
        end = no_table_end(lines, index)
        for line in lines[index:end]:
            yield from _lines(line, limits)
        index = end


def _table_ends(lines: Sequence[SourceLine]) -> dict[int, int]:
    """For each line that begins an HTML table, the index after the line that ends it.

    A table that nothing closes ends with its paragraph; one inside a tab-separated row is text of its cell.
    """
    ends: dict[int, int] = {}
    opened: list[int] = []
    for index, line in enumerate(lines):
        text = line.text.strip().lower()
        if "<" not in text or ("\t" in text and not text.startswith(_ROW_TAGS)):
            continue
        for match in _TABLE_TAG.finditer(line.text):
            if not match[1]:
                opened.append(index)
            elif opened:
                start = opened.pop()
                ends[start] = max(index + 1, ends.get(start, 0))
    blanks = [index for index, line in enumerate(lines) if line.blank] if opened else []
    for start in opened:
        after = bisect_left(blanks, start)
        ends.setdefault(start, blanks[after] if after < len(blanks) else len(lines))
    return ends


def _lines(source: SourceLine, limits: Limits) -> Iterator[Line]:
    """The printed lines of one source line: one, unless HTML breaks it."""
    raw = source.text
    body = raw.strip()
    if _RULE.fullmatch(body):
        return
    body, bullet = strip_bullet(body)
    if has_markup(body):
        yield from _marked_up_lines(body, bullet, source, limits)
        return
    heading = _HEADING.fullmatch(body)
    if heading:
        body = heading[2]
    bold = bool(heading or _WHOLE_BOLD.fullmatch(body))
    text = resolve_inline(body).strip()
    if text:
        yield Line(text, raw, Place(source.page, source.number, source.number), _indent(raw), bullet, bold)


def _marked_up_lines(body: str, bullet: bool, source: SourceLine, limits: Limits) -> Iterator[Line]:
    found = [b for b in html_blocks(body, source.number, source.page, limits) if isinstance(b, Line)]
    for block in found:
        raw = source.text if len(found) == 1 else block.raw
        indent = _indent(source.text) + block.indent
        yield Line(block.text, raw, block.place, indent, bullet or block.bullet, block.bold)
        bullet = False


def _indent(raw: str) -> float:
    expanded = raw.expandtabs(_TAB_WIDTH)
    return float(len(expanded) - len(expanded.lstrip()))


def _findings(text: str, encoding: str) -> tuple[Finding, ...]:
    findings = []
    if encoding.startswith("utf-8 as "):
        page = printed_name(encoding.removeprefix("utf-8 as "))
        message = f"the file's UTF-8 was once taken for {page} and saved so: its letters were made good"
        findings.append(Finding("warning", "encoding", message))
    elif not encoding.startswith("utf-8"):
        findings.append(Finding("info", "encoding", f"the file is in {encoding}; it was read as such"))
    broken = text.count("\ufffd")
    if broken:
        message = f"{broken} characters of the file are damaged and stand as \ufffd: look for a better copy"
        findings.append(Finding("warning", "damaged_text", message))
    return tuple(findings)

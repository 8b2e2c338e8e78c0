"""HTML in documents: whole pages, tables between lines of text, and the tags inside a table's cells.

The parser is libxml2's, through lxml: it takes unclosed and misplaced tags as browsers do. What stands in
angle brackets without being an HTML tag ("<http://…>", "ร้อยละ < ๕") is text.
"""

from __future__ import annotations

from lxml import etree
from lxml.html import defs

from pipeline.model import Block, Finding, Line, Place
from pipeline.patterns import re
from pipeline.read.hidden import Unshown, hidden_classes, hidden_text
from pipeline.read.html_table import DraftCell, TableBuilder
from pipeline.read.inline import collapse, resolve_inline, split_at_bullets, strip_bullet
from pipeline.read.limits import DEFAULT_LIMITS, LimitError, Limits
from pipeline.read.paragraphs import Flow, OpenList

_TAGS = defs.tags | {"main", "template", "picture", "data", "bdi"}
_SKIPPED = frozenset(
    {"head", "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "select"}
)
_INLINE_AFTER_ALL = frozenset({"del", "ins", "td", "th", "col", "colgroup"})
_STRUCTURE = frozenset(
    {"html", "body", "br", "main", "section", "article", "header", "footer", "nav", "aside", "figure"}
)
_BLOCKS = (defs.block_tags - _INLINE_AFTER_ALL) | _STRUCTURE
_IMPLIED_ENDS = frozenset(
    {"p", "li", "td", "th", "tr", "dt", "dd", "option", "thead", "tbody", "tfoot", "colgroup"}
)
_NEVER_OPEN = _IMPLIED_ENDS | defs.empty_tags
_BOLD = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"})
_ANGLE = re.compile(r"<(?!/?([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>]|$)|!--|!doctype|\?xml)", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>]|$)([^<>]*)>?")
_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>]|$)")
_AUTOLINK = re.compile(r"<((?:https?|ftp)://[^\s<>]+)>")
_DROPPED = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)|<!--.*?(?:-->|$)", re.IGNORECASE | re.DOTALL)
_RAISED = str.maketrans("0123456789๐๑๒๓๔๕๖๗๘๙()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")
"""What stands in <sup> is no part of the figure before it: it stays in the signs made for that."""
_THAI_LETTER = re.compile("[\u0e01-\u0e2e]")
_LIST_INDENT = 2.0


def has_markup(text: str) -> bool:
    """Whether `text` has an HTML tag or comment.

    >>> has_markup("ก<br>ข"), has_markup("<http://moi.go.th>"), has_markup("ร้อยละ < 5")
    (True, False, False)
    """
    if "<" not in text:
        return False
    return "<!--" in text or any(m[2].lower() in _TAGS for m in _ANY_TAG.finditer(text))


def cell_text(source: str, limits: Limits = DEFAULT_LIMITS) -> str:
    """The words of a table cell: paragraphs and list items on lines of their own, items beginning with "• ".

    `source` is the cell as the file has it, with HTML, Markdown, both or neither. A list whose tags lost
    their items ("<ul> • ก • ข", "<ul> - ก - ข") is split at its printed marks; one that lost these too
    stays one item.

    >>> cell_text('<p>ผู้สนับสนุน :</p> <ul style="x"> - สถ. - อปท.')
    'ผู้สนับสนุน :\\n• สถ.\\n• อปท.'
    >>> cell_text("<ol><li>สำรวจ<li>รายงาน</ol>")
    '1. สำรวจ\\n2. รายงาน'
    """
    if not has_markup(source):
        return _plain_cell(source)
    if len(source) > limits.cell_characters or _too_nested(source, limits):
        return _plain_cell(_cut_tags(source))
    flow = Flow()
    walker = _Walker(flow, limits, tables=False)
    walker.walk(_parse(f"<div>{_guarded(source)}</div>"))
    text = "\n".join(paragraph.text for paragraph in flow.paragraphs)
    if len(_THAI_LETTER.findall(text)) < len(_THAI_LETTER.findall(_cut_tags(source))):
        return _plain_cell(_cut_tags(source))
    return text


def html_blocks(
    source: str, first_line: int = 1, page: int | None = None, limits: Limits = DEFAULT_LIMITS
) -> tuple[Block, ...]:
    """The lines and tables of an HTML page, or of HTML amid text; `first_line` is where it begins.

    What a browser does not show is left out. Raises `LimitError` where the source goes beyond `limits`.
    """
    return read_html(source, first_line, page, limits)[0]


def read_html(
    source: str, first_line: int = 1, page: int | None = None, limits: Limits = DEFAULT_LIMITS
) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """The lines and tables of HTML as `html_blocks` has them, and a finding for each text that is not shown.

    >>> blocks, findings = read_html("<p>ฉบับจริง<p hidden>ฉบับร่าง")
    >>> [line.text for line in blocks], [finding.code for finding in findings]
    (['ฉบับจริง'], ['hidden_text'])
    """
    tags = sum(1 for _ in _ANY_TAG.finditer(source))
    if tags > limits.tags:
        raise LimitError(f"the HTML has {tags:,} tags; the limit is {limits.tags:,}")
    if _too_nested(source, limits):
        raise LimitError(f"the HTML nests deeper than {limits.tag_depth} elements")
    walker = _Walker(Flow(), limits, tables=True, first_line=first_line, page=page)
    root = _parse(_guarded(source))
    if root is not None:
        walker.walk(root)
    return tuple(walker.blocks()), tuple(walker.hidden)


def _plain_cell(text: str) -> str:
    paragraphs = (collapse(resolve_inline(part)) for part in text.split("\n"))
    return "\n".join(item for paragraph in paragraphs if paragraph for item in split_at_bullets(paragraph))


def _cut_tags(source: str) -> str:
    """`source` without tags, block tags as line breaks: for markup that no parser makes sense of."""

    def replace(match: re.Match[str]) -> str:
        name = match[2].lower()
        return "\n" if name in _BLOCKS else " " if name in ("td", "th") else "" if name in _TAGS else match[0]

    return _TAG.sub(replace, _DROPPED.sub("", source))


def _guarded(source: str) -> str:
    """`source` with every "<" that opens no HTML tag as an entity, so that the parser keeps it."""
    source = _AUTOLINK.sub(r"\1", source)
    source = _ANGLE.sub("&lt;", source)
    return _ANY_TAG.sub(lambda m: m[0] if m[2].lower() in _TAGS else f"&lt;{m[0][1:]}", source)


def _parse(source: str) -> etree._Element | None:
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_pis=True, remove_comments=True, huge_tree=True
    )
    parser.feed(source.encode("utf-8", "replace"))
    try:
        root: etree._Element | None = parser.close()
    except etree.XMLSyntaxError:
        return None
    return root


def _too_nested(source: str, limits: Limits) -> bool:
    """Whether elements that need an end tag nest too deep: the parser's time grows with tags times depth."""
    depth = 0
    for match in _ANY_TAG.finditer(source):
        if match[2].lower() in _NEVER_OPEN:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > limits.tag_depth:
            return True
    return False


class _Walker:
    """Walks a parsed tree without recursion and gathers paragraphs and, where asked for, tables."""

    def __init__(
        self, flow: Flow, limits: Limits, *, tables: bool, first_line: int = 1, page: int | None = None
    ) -> None:
        self._page_flow = flow
        self._flow = flow
        self._limits = limits
        self._tables = tables
        self._first_line = first_line
        self._page = page
        self._table: TableBuilder | None = None
        self._cell: DraftCell | None = None
        self._depth = 0
        self._preformatted = 0
        self._line = 1
        self._done: list[Block] = []
        self._cells = 0
        self._raised = 0
        self.hidden: list[Finding] = []

    def walk(self, root: etree._Element | None) -> None:
        if root is None:
            return
        unshown = Unshown(hidden_classes(root))
        events = etree.iterwalk(root, events=("start", "end"))
        for event, element in events:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                self._line = max(self._line, element.sourceline or 0)
                if tag in _SKIPPED:
                    events.skip_subtree()
                    continue
                if unshown.hides(element):
                    self._hide(element)
                    events.skip_subtree()
                    continue
                self._start(tag, element)
                self._add(element.text)
            else:
                if tag not in _SKIPPED and not unshown.hides(element):
                    self._end(tag)
                if element is not root:
                    self._add(element.tail)
        self._flow.close(self._line)
        self._flush()

    def blocks(self) -> list[Block]:
        return self._done

    def _hide(self, element: etree._Element) -> None:
        place = Place(self._page, self._line + self._first_line - 1, self._line + self._first_line - 1)
        found = hidden_text(element, place)
        if found is not None:
            self.hidden.append(found)

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if self._raised:
            text = text.translate(_RAISED)
        if not self._preformatted:
            self._flow.add(text, self._line + text[: len(text) - len(text.lstrip())].count("\n"))
            self._line += text.count("\n")
            return
        for number, part in enumerate(text.split("\n")):
            if number:
                self._flow.close(self._line, breaks_line=True)
                self._line += 1
            self._flow.add(part, self._line)

    def _start(self, tag: str, element: etree._Element) -> None:
        flow = self._flow
        if tag in _BLOCKS:
            flow.close(self._line, breaks_line=tag == "br")
        if tag == "table":
            self._begin_table()
        elif tag in ("thead", "tbody", "tfoot") and self._in_table():
            self._table_now.begin_group()
        elif tag == "tr" and self._in_table():
            self._table_now.rows.append([])
        elif tag in ("td", "th"):
            self._begin_cell(element)
        elif tag in ("ul", "ol"):
            unstyled = "none" in (element.get("style") or "")
            start = element.get("start") or "1"
            number = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1
            flow.lists.append(OpenList(tag == "ol" and not unstyled, number))
        elif tag == "li":
            flow.begin_item(element.get("value"))
        elif tag == "pre":
            self._preformatted += 1
        elif tag == "sup":
            self._raised += 1
        if tag in _BOLD:
            self._flow.bold_depth += 1

    def _end(self, tag: str) -> None:
        if tag in _BOLD:
            self._flow.bold_depth = max(0, self._flow.bold_depth - 1)
        if tag in _BLOCKS:
            self._flow.close(self._line, breaks_line=tag == "br")
        if tag == "table":
            self._end_table()
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag in ("ul", "ol") and self._flow.lists:
            self._flow.lists.pop()
        elif tag == "pre":
            self._preformatted -= 1
        elif tag == "sup":
            self._raised -= 1

    @property
    def _table_now(self) -> TableBuilder:
        assert self._table is not None
        return self._table

    def _in_table(self) -> bool:
        """Between the cells of a table of the page: a table inside a cell is text of that cell."""
        return self._table is not None and self._depth == 1

    def _begin_table(self) -> None:
        self._depth += 1
        if self._tables and self._depth == 1:
            self._flush()
            self._table = TableBuilder(self._line, self._limits, self._page, self._first_line)

    def _end_table(self) -> None:
        self._depth -= 1
        if self._table is not None and self._depth == 0:
            self._flush()
            grid = self._table.grid(self._line)
            if grid is not None:
                self._done.append(grid)
            self._table = None

    def _begin_cell(self, element: etree._Element) -> None:
        if not self._in_table():
            self._flow.add(" ", self._line)
            return
        self._cells += 1
        if self._cells > self._limits.cells:
            raise LimitError(f"the tables have more than {self._limits.cells:,} cells")
        self._flow.close(self._line)
        raw = etree.tostring(element, encoding="unicode", with_tail=False, method="html")
        self._cell = self._table_now.begin_cell(element, self._line, raw)
        self._flow = self._cell.flow

    def _end_cell(self) -> None:
        if self._cell is not None and self._in_table():
            self._flow.close(self._line)
            self._cell.line_end = self._line
            self._cell = None
            self._flow = self._page_flow

    def _flush(self) -> None:
        """Turn the page's paragraphs so far into lines."""
        if not self._tables:
            return
        offset = self._first_line - 1
        for paragraph in self._page_flow.paragraphs:
            text, bullet = strip_bullet(paragraph.text)
            place = Place(self._page, paragraph.line + offset, paragraph.line_end + offset)
            self._done.append(
                Line(
                    text,
                    paragraph.raw,
                    place,
                    indent=2.0 * paragraph.depth,
                    bullet=bullet,
                    bold=paragraph.bold,
                    begins=paragraph.begins,
                )
            )
        self._page_flow.paragraphs.clear()

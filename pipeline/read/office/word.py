"""Word files (.docx, .docm) as a `Document`: paragraphs with the numbers that Word prints, and tables.

Pages are those of Word's last layout where the file remembers them, else what its page breaks make.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from pipeline.model import Block, Document, Finding, Line, Page, Place, Source
from pipeline.patterns import re
from pipeline.read.inline import collapse, strip_bullet
from pipeline.read.limits import DEFAULT_LIMITS, LimitError, Limits
from pipeline.read.office.archive import Archive
from pipeline.read.office.drawn import Shown
from pipeline.read.office.numbering import BULLET, Numbering
from pipeline.read.office.runs import (
    ALTERNATIVES,
    Printed,
    RunReader,
    chosen_alternative,
    join_at_deleted_marks,
)
from pipeline.read.office.styles import (
    Styles,
    W,
    is_on,
    value,
    with_properties,
)
from pipeline.read.office.word_tables import cells_of, is_frame, read_grid, rows_of
from pipeline.read.progress import NOT_KEPT, OcrProgress
from pipeline.thai.bullets import BULLETS

_CONTENTS_STYLE = re.compile(r"toc ?\d|table of figures", re.IGNORECASE)
_CATCHWORD = re.compile(r"/\s?\S.{0,60}?(?:\.\s?){2,}|/\s?\S.{0,60}?…+\s*")
"""What stands at the foot of a page and says how the next one begins: "/๖. ยุทธศาสตร์ …"."""
_TAB_POINTS = 36.0
_RUNNING = ("header", "footer")
_SHOWN = 200
"""So many characters of the running heads are told."""
_WRAPPERS = frozenset(f"{W}{name}" for name in ("customXml", "ins", "moveTo", "smartTag", "sdtContent"))


def read_word(
    data: bytes, source: Source, limits: Limits = DEFAULT_LIMITS, ocr: OcrProgress = NOT_KEPT
) -> Document:
    """The document in a Word file, with what OCR reads in its pictures.

    Raises `ReadError` for what is none, and for what goes beyond `limits`.
    """
    archive = Archive(data, source.path, limits)
    part = archive.main_part()
    root = archive.tree(part)
    body = root.find(f"{W}body")
    if body is None:
        raise archive.damaged()
    join_at_deleted_marks(body)
    others = {kind: target for kind, target in archive.targets(part).values() if target in archive}
    styles = Styles(archive.tree(others["styles"]) if "styles" in others else None)
    numbering = Numbering(archive.tree(others["numbering"]) if "numbering" in others else None, styles)
    reader = _Reader(
        styles, numbering, limits, rendered=root.find(f".//{W}lastRenderedPageBreak") is not None
    )
    try:
        reader.read(body)
        if "footnotes" in others:
            reader.read_notes(archive.tree(others["footnotes"]))
        if "endnotes" in others:
            reader.read_notes(archive.tree(others["endnotes"]))
    except LimitError as error:
        raise archive.beyond(error) from error
    findings = _findings(archive, part, reader, root)
    large = [one for one in reader.pictures if one.drawn.is_large]
    if large:
        # A second to import, and only where a picture may hold a text.
        from pipeline.read.office.embedded import read_pictures_of

        parts = {key: target for key, (_, target) in archive.targets(part).items()}
        seen = read_pictures_of(archive, parts, large, source, limits, ocr)
        reader.insert([(large[at], blocks) for at, blocks in sorted(seen.blocks.items())])
        findings = (*findings, *seen.findings)
    return Document(source, "text", reader.pages(), findings)


@dataclass(slots=True)
class _Reader:
    """A document while it is read: which page, paragraph and table it is at."""

    styles: Styles
    numbering: Numbering
    limits: Limits
    rendered: bool
    page: int = 1
    paragraphs: int = 0
    tables: int = 0
    cells: int = 0
    in_contents: int = 0
    catchwords: int = 0
    in_cells: int = 0
    """Large pictures in cells of tables, which are not read."""
    blocks: list[tuple[int, Block]] = field(default_factory=list)
    pictures: list[Shown] = field(default_factory=list)
    runs: RunReader = field(init=False)

    def __post_init__(self) -> None:
        self.runs = RunReader(self.styles, self.rendered)

    def pages(self) -> tuple[Page, ...]:
        """The pages with their blocks; a page that is within a table has none."""
        by_page: dict[int, list[Block]] = {number: [] for number in range(1, self.page + 1)}
        for number, block in self.blocks:
            by_page[number].append(block)
        return tuple(Page(number, tuple(blocks)) for number, blocks in by_page.items())

    def insert(self, pictured: Sequence[tuple[Shown, tuple[Block, ...]]]) -> None:
        """Put the blocks that pictures show where these stand, which are in printed order."""
        for shown, blocks in reversed(pictured):
            self.blocks[shown.behind : shown.behind] = [(shown.page, block) for block in blocks]

    def read(self, parent: etree._Element) -> None:
        """Take the blocks of a body, cell or text box."""
        for element in parent:
            if element.tag == f"{W}p":
                self._take_lines(element)
            elif element.tag == f"{W}tbl":
                self._take_table(element)
            elif element.tag == f"{W}sdt":
                self._take_control(element)
            elif element.tag == ALTERNATIVES:
                chosen = chosen_alternative(element)
                if chosen is not None:
                    self.read(chosen)
            elif element.tag in _WRAPPERS:
                self.read(element)

    def read_notes(self, notes: etree._Element) -> None:
        """Take footnotes or endnotes, which are printed below other text, behind all of it."""
        for note in notes:
            if note.get(f"{W}type") is None:
                self.read(note)

    def _take_control(self, control: etree._Element) -> None:
        content = control.find(f"{W}sdtContent")
        if content is None:
            return
        gallery = value(control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")) or ""
        contents = gallery == "Table of Contents"
        self.in_contents += contents
        self.read(content)
        self.in_contents -= contents

    def _take_lines(self, paragraph: etree._Element) -> None:
        page = self.page
        lines, printed = self._lines(paragraph)
        self.blocks.extend((line.place.page or 1, line) for line in lines)
        page = max([page, *(line.place.page or 1 for line in lines)])
        self.pictures += [Shown(drawn, page, len(self.blocks)) for drawn in printed.pictures]
        for box in printed.boxes:
            self.read(box)

    def _lines(self, paragraph: etree._Element) -> tuple[list[Line], Printed]:
        """The printed lines of a paragraph, and what hangs on it."""
        self.paragraphs += 1
        if self.paragraphs > self.limits.office_paragraphs:
            raise LimitError(f"the text has more than {self.limits.office_paragraphs:,} paragraphs")
        properties = paragraph.find(f"{W}pPr")
        style = self.styles.get(value(paragraph.find(f"{W}pPr/{W}pStyle")))
        style = with_properties(style, properties, None, None)
        printed = self.runs.read(paragraph, style.bold)
        self._turn_before(properties, printed)
        place = Place(self.page, anchor=f"paragraph {self.paragraphs}")
        marker = self.numbering.marker(style.numbered) if style.numbered else None
        contents = bool(
            printed.contents or self.in_contents or (style.name and _CONTENTS_STYLE.match(style.name))
        )
        plain = Line(
            "",
            "",
            place,
            bold=printed.bold,
            style=style.name,
            level=style.level,
            list_level=style.numbered.depth + 1 if style.numbered and marker is not None else None,
            contents=contents,
        )
        lines = list(self._printed_lines(printed.text, marker, plain, style.indent))
        self._turn_after(properties, printed)
        return lines, printed

    def _printed_lines(self, text: str, marker: str | None, plain: Line, indent: float) -> Iterator[Line]:
        goes_on = False
        for part in text.split("\n"):
            shown = collapse(part)
            if not shown or set(shown) <= set(BULLETS):
                continue
            if _CATCHWORD.fullmatch(shown):
                self.catchwords += 1
                continue
            right = indent + _TAB_POINTS * (len(part) - len(part.lstrip("\t")))
            bare, bullet = strip_bullet(shown)
            bullet = bullet or marker == BULLET
            raw = part.strip()
            if marker and marker != BULLET:
                bare, raw, bullet = f"{marker} {shown}", f"{marker}\t{raw}", False
            yield replace(plain, text=bare, raw=raw, indent=right, bullet=bullet, goes_on=goes_on)
            marker, goes_on = None, True

    def _turn_before(self, properties: etree._Element | None, printed: Printed) -> None:
        turns = printed.breaks
        if not self.rendered and is_on(properties, "pageBreakBefore") and self.blocks:
            turns += 1
        self.page += turns

    def _turn_after(self, properties: etree._Element | None, printed: Printed) -> None:
        self.page += printed.breaks_after
        section = None if properties is None else properties.find(f"{W}sectPr")
        if section is not None and not self.rendered:
            self.page += value(section.find(f"{W}type")) not in ("continuous", "nextColumn")

    def _take_table(self, table: etree._Element) -> None:
        if is_frame(table):
            for row in rows_of(table):
                for cell in cells_of(row):
                    self.read(cell)
            return
        self.tables += 1
        number, page = self.tables, self.page

        def place(row: int) -> Place:
            return Place(self.page, anchor=f"table {number}, row {row}")

        grid = read_grid(table, self._cell_text, place, self.limits)
        if grid is not None:
            self.blocks.append((page, grid))

    def _cell_text(self, cell: etree._Element) -> str:
        self.cells += 1
        if self.cells > self.limits.cells:
            raise LimitError(f"the tables have more than {self.limits.cells:,} cells")
        return "\n".join(self._cell_lines(cell))

    def _cell_lines(self, parent: etree._Element) -> Iterator[str]:
        for element in parent:
            if element.tag == f"{W}p":
                lines, printed = self._lines(element)
                yield from (f"• {line.text}" if line.bullet else line.text for line in lines)
                self.in_cells += sum(drawn.is_large for drawn in printed.pictures)
                for box in printed.boxes:
                    yield from self._cell_lines(box)
            elif element.tag == f"{W}tbl":
                for row in rows_of(element):
                    yield " ".join(filter(None, map(self._cell_text, cells_of(row))))
            elif element.tag == f"{W}sdt" or element.tag in _WRAPPERS:
                yield from self._cell_lines(element)


def _findings(archive: Archive, part: str, reader: _Reader, root: etree._Element) -> tuple[Finding, ...]:
    found = []
    deleted = sum(1 for _ in root.iter(f"{W}delText"))
    if deleted:
        message = f"{deleted} pieces of text that a tracked change deletes were left out"
        found.append(Finding("info", "tracked_deletions", message))
    heads = list(_running_texts(archive, part, reader))
    if heads:
        message = f"heads and feet of pages were left out: {' | '.join(heads)[:_SHOWN]}"
        found.append(Finding("info", "running_heads", message))
    if reader.in_cells:
        message = f"{reader.in_cells} pictures in cells of tables were not read: look at them"
        found.append(Finding("info", "picture_not_read", message))
    if reader.catchwords:
        message = f"{reader.catchwords} catchwords at the feet of pages were left out"
        found.append(Finding("info", "catchwords", message))
    return tuple(found)


def _running_texts(archive: Archive, part: str, reader: _Reader) -> Iterator[str]:
    """The words of running heads and feet, each once."""
    names = sorted({t for kind, t in archive.targets(part).values() if kind in _RUNNING and t in archive})
    yield from dict.fromkeys(
        text for name in names for text in _texts(archive.tree(name), reader.styles) if text
    )


def _texts(root: etree._Element, styles: Styles) -> Iterable[str]:
    runs = RunReader(styles, rendered=True)
    for paragraph in root.iter(f"{W}p"):
        yield collapse(runs.read(paragraph, bold=False).text)

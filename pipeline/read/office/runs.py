"""The text of a paragraph of Word as it is printed: what its runs, fields, tracked changes and boxes show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipeline.read.office.dingbats import is_sign_font, sign, signs
from pipeline.read.office.drawn import Drawn, pictures
from pipeline.read.office.styles import Styles, W, integer, is_on, value

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
ALTERNATIVES = f"{_MC}AlternateContent"
BOX = f"{W}txbxContent"
_LEFT_OUT = frozenset(
    f"{W}{name}" for name in ("pPr", "rPr", "del", "moveFrom", "instrText", "delText", "sdtPr", "rt")
)
_DRAWN = frozenset((f"{W}drawing", f"{W}pict", f"{W}object"))
_DELETED_MARK = f"{W}pPr/{W}rPr/{W}del"
_PLAIN: dict[str, str] = {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": ""}


@dataclass(slots=True)
class Fields:
    """The fields that are open, over paragraphs: their code, and whether their result is being printed."""

    codes: list[str] = field(default_factory=list)
    printing: list[bool] = field(default_factory=list)

    @property
    def hides(self) -> bool:
        """Whether what comes now is the code of a field."""
        return not all(self.printing)

    @property
    def in_contents(self) -> bool:
        """Whether what comes now is in a table of contents."""
        return any(code.split()[:1] == ["TOC"] for code in self.codes)

    def mark(self, kind: str | None) -> None:
        """Take a mark of a field: where it begins, where its result begins, where it ends."""
        if kind == "begin":
            self.codes.append("")
            self.printing.append(False)
        elif kind == "separate" and self.codes:
            self.printing[-1] = True
        elif kind == "end" and self.codes:
            self.codes.pop()
            self.printing.pop()


@dataclass(slots=True)
class Printed:
    """What a paragraph prints: `breaks` pages end before its first word and `breaks_after` later in it."""

    text: str = ""
    bold: bool = False
    contents: bool = False
    breaks: int = 0
    breaks_after: int = 0
    boxes: list[etree._Element] = field(default_factory=list)
    pictures: list[Drawn] = field(default_factory=list)
    _boxed: list[str] = field(default_factory=list)

    def draw(self, drawing: etree._Element) -> None:
        """Take a drawing. Its text boxes are those of the drawing before it where they say the same: its
        twin for older programs, which not every program puts between alternatives."""
        self.pictures.extend(pictures(drawing))
        found = boxes(drawing)
        words = ["".join(map(str, box.itertext(f"{W}t"))) for box in found]
        if words and words != self._boxed:
            self.boxes.extend(found)
        self._boxed = words


class RunReader:
    """Reads paragraphs one after the other; `page_mark` is the name of the element that ends a page."""

    def __init__(self, styles: Styles, rendered: bool) -> None:
        self._styles = styles
        self._rendered = rendered
        self._fields = Fields()

    def read(self, paragraph: etree._Element, bold: bool) -> Printed:
        """What `paragraph` prints; its style says whether its text is `bold`."""
        printed = Printed(contents=self._fields.in_contents)
        parts: list[str] = []
        weights: list[bool] = []
        for run in self._runs(paragraph, printed):
            heavy = self._is_bold(run.find(f"{W}rPr"), bold)
            for text in self._run(run, printed, bool(parts)):
                parts.append(text)
                if text.strip():
                    weights.append(heavy)
        printed.text = "".join(parts)
        printed.bold = bool(weights) and all(weights)
        printed.contents = printed.contents or self._fields.in_contents
        return printed

    def _runs(self, element: etree._Element, printed: Printed) -> Iterator[etree._Element]:
        for child in element:
            if child.tag == f"{W}r":
                if not is_on(child.find(f"{W}rPr"), "vanish"):
                    yield child
            elif child.tag == ALTERNATIVES:
                chosen = chosen_alternative(child)
                if chosen is not None:
                    yield from self._runs(chosen, printed)
            elif child.tag in _DRAWN:
                printed.draw(child)
            elif child.tag == f"{_MATH}t":
                yield child
            elif child.tag not in _LEFT_OUT and isinstance(child.tag, str):
                yield from self._runs(child, printed)

    def _run(self, run: etree._Element, printed: Printed, begun: bool) -> Iterator[str]:
        if run.tag == f"{_MATH}t":
            yield run.text or ""
            return
        font = run.find(f"{W}rPr/{W}rFonts")
        font_name = None if font is None else font.get(f"{W}ascii")
        for child in _unfolded(run):
            if child.tag == f"{W}fldChar":
                self._fields.mark(child.get(f"{W}fldCharType"))
            elif child.tag == f"{W}instrText":
                if self._fields.codes:
                    self._fields.codes[-1] += child.text or ""
            elif child.tag in _DRAWN:
                printed.draw(child)
            elif self._ends_page(child):
                if begun:
                    printed.breaks_after += 1
                else:
                    printed.breaks += 1
            elif not self._fields.hides:
                text = _text(child, font_name)
                begun = begun or bool(text.strip())
                yield text

    def _ends_page(self, element: etree._Element) -> bool:
        if self._rendered:
            return element.tag == f"{W}lastRenderedPageBreak"
        return element.tag == f"{W}br" and element.get(f"{W}type") == "page"

    def _is_bold(self, properties: etree._Element | None, inherited: bool) -> bool:
        said = is_on(properties, "b", "bCs")
        if said is not None or properties is None:
            return inherited if said is None else said
        style = value(properties.find(f"{W}rStyle"))
        return inherited or (style is not None and self._styles.get(style).bold)


def _unfolded(run: etree._Element) -> Iterator[etree._Element]:
    for child in run:
        if child.tag == ALTERNATIVES:
            chosen = chosen_alternative(child)
            if chosen is not None:
                yield from chosen
        else:
            yield child


def _text(element: etree._Element, font: str | None) -> str:
    if element.tag == f"{W}t":
        text = element.text or ""
        return signs(text, font) if is_sign_font(font) else text
    if element.tag == f"{W}sym":
        return _symbol(element)
    if element.tag == f"{W}br":
        return "\n" if element.get(f"{W}type") in (None, "textWrapping") else ""
    return _PLAIN.get(str(element.tag), "")


def _symbol(element: etree._Element) -> str:
    code = element.get(f"{W}char", "")
    try:
        character = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    font = element.get(f"{W}font")
    return sign(character, font) if is_sign_font(font) else character if character.isprintable() else ""


def chosen_alternative(element: etree._Element) -> etree._Element | None:
    """The one of the alternatives that is printed: the first choice, else what older programs get."""
    choice = element.find(f"{_MC}Choice")
    return choice if choice is not None and len(choice) else element.find(f"{_MC}Fallback")


def boxes(drawn: etree._Element) -> list[etree._Element]:
    """The text boxes of a drawing, without those inside another and without their older twins."""
    found: list[etree._Element] = []
    for child in drawn:
        if child.tag == BOX:
            found.append(child)
        elif child.tag == ALTERNATIVES:
            chosen = chosen_alternative(child)
            found += boxes(chosen) if chosen is not None else []
        else:
            found += boxes(child)
    return found


def join_at_deleted_marks(root: etree._Element) -> None:
    """Put together the paragraphs whose mark between them a tracked change deletes: the latter's stays."""
    if root.find(f".//{W}p/{_DELETED_MARK}") is None:
        return
    for paragraph in reversed(list(root.iter(f"{W}p"))):
        parent, below = paragraph.getparent(), paragraph.getnext()
        ends_section = paragraph.find(f"{W}pPr/{W}sectPr") is not None
        if parent is None or below is None or below.tag != f"{W}p" or ends_section:
            continue
        if paragraph.find(_DELETED_MARK) is not None:
            own = below.find(f"{W}pPr")
            for child in reversed([child for child in paragraph if child.tag != f"{W}pPr"]):
                if own is None:
                    below.insert(0, child)
                else:
                    own.addnext(child)
            parent.remove(paragraph)


def count(element: etree._Element | None) -> int:
    """The number that an element has as its value, 0 without one."""
    return integer(value(element)) or 0

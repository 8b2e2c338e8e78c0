"""Paragraph styles of Word: what a paragraph has because of the style that it names."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
_MAX_LEVEL = 9
_MOST_BASES = 20
"""Styles that one may be based on, one after the other: a circle ends there."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """What list a paragraph is in, and how deep (0-based); `list_id` 0 means none."""

    list_id: str
    depth: int


@dataclass(frozen=True, slots=True)
class Style:
    """A style with what it has from those that it is based on."""

    name: str | None = None
    level: int | None = None
    bold: bool = False
    numbered: Numbered | None = None
    indent: float = 0.0


PLAIN = Style()


class Styles:
    """The paragraph and character styles of a document, by id."""

    def __init__(self, root: etree._Element | None) -> None:
        found = [] if root is None else root.findall(f"{W}style")
        self._elements = {style.get(f"{W}styleId", ""): style for style in found}
        self._known: dict[str, Style] = {}
        self.default = next(
            (
                style.get(f"{W}styleId")
                for style in found
                if style.get(f"{W}default") in ("1", "true") and style.get(f"{W}type") == "paragraph"
            ),
            None,
        )

    def get(self, style_id: str | None) -> Style:
        """The style of an id; a plain one where there is none."""
        style_id = style_id or self.default
        if style_id is None or style_id not in self._elements:
            return PLAIN
        if style_id not in self._known:
            self._known[style_id] = self._resolved(style_id)
        return self._known[style_id]

    def _resolved(self, style_id: str) -> Style:
        chain: list[etree._Element] = []
        at: str | None = style_id
        while at in self._elements and len(chain) < _MOST_BASES:
            chain.append(self._elements[at])
            at = value(chain[-1].find(f"{W}basedOn"))
        style = PLAIN
        for element in reversed(chain):
            style = with_properties(
                style,
                element.find(f"{W}pPr"),
                is_on(element.find(f"{W}rPr"), "b", "bCs"),
                value_name(element),
            )
        return style


def with_properties(
    style: Style, properties: etree._Element | None, bold: bool | None, name: str | None
) -> Style:
    """The style with what a `w:pPr` says, and whether its text is bold where that is said."""
    own = properties if properties is not None else etree.Element("none")
    level = outline_level(own)
    return Style(
        name or style.name,
        style.level if level is None else level or None,
        style.bold if bold is None else bold,
        numbered(own) or style.numbered,
        indent(own, style.indent),
    )


def value_name(style: etree._Element) -> str | None:
    """The name that a style has in English, whatever the language of the program."""
    return value(style.find(f"{W}name"))


def value(element: etree._Element | None) -> str | None:
    """The `w:val` of an element."""
    return None if element is None else element.get(VAL)


def is_on(properties: etree._Element | None, *names: str) -> bool | None:
    """Whether one of the switches `names` of some properties is on; None where none of them is said."""
    if properties is None:
        return None
    said = [e for e in (properties.find(f"{W}{name}") for name in names) if e is not None]
    return any(e.get(VAL) not in ("0", "false", "off", "none") for e in said) if said else None


def outline_level(properties: etree._Element) -> int | None:
    """The outline level that properties give: 1 the topmost, 0 body text, None where they say nothing."""
    level = integer(value(properties.find(f"{W}outlineLvl")))
    if level is None:
        return None
    return level + 1 if 0 <= level < _MAX_LEVEL else 0


def numbered(properties: etree._Element) -> Numbered | None:
    """The list that properties put a paragraph in."""
    own = properties.find(f"{W}numPr")
    if own is None:
        return None
    list_id = value(own.find(f"{W}numId"))
    depth = integer(value(own.find(f"{W}ilvl")))
    return Numbered(list_id, min(max(depth or 0, 0), _MAX_LEVEL - 1)) if list_id is not None else None


def indent(properties: etree._Element, inherited: float) -> float:
    """How far right the first line begins, in points."""
    own = properties.find(f"{W}ind")
    if own is None:
        return inherited
    left = integer(own.get(f"{W}left") or own.get(f"{W}start"))
    first, hanging = integer(own.get(f"{W}firstLine")), integer(own.get(f"{W}hanging"))
    if left is None and first is None and hanging is None:
        return inherited
    return ((left or 0) + (first or 0) - (hanging or 0)) / 20


def integer(text: str | None) -> int | None:
    """The whole number that an attribute has, None for anything else.

    >>> integer("-12"), integer("12.5"), integer("9" * 99), integer(None)
    (-12, 12, None, None)
    """
    if text is None:
        return None
    digits = text.partition(".")[0]
    bare = digits.removeprefix("-")
    return int(digits) if bare.isascii() and bare.isdigit() and len(bare) < 10 else None

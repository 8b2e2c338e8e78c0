"""What an HTML page holds but a browser does not show as valid: hidden rows, and text that is struck out."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from pipeline.model import Finding, Place
from pipeline.patterns import re

_STRUCK = frozenset({"del", "s", "strike"})
_NOT_SHOWN = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"
    r"|text-decoration(?:-line)?\s*:[^;]*line-through)",
    re.IGNORECASE,
)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CLASS = re.compile(r"\s*[a-zA-Z]*\.([\w-]+)\s*")
_MOST_SHOWN = 200
"""Characters of a hidden text that its finding shows."""


@dataclass(frozen=True, slots=True)
class Unshown:
    """Tells which elements of a page are not shown: by tag, by style, or by a class that is hidden."""

    classes: frozenset[str]

    def hides(self, element: etree._Element) -> bool:
        """Whether an element, with all that is in it, is not shown or is struck out."""
        if element.tag in _STRUCK or element.get("hidden") is not None:
            return True
        style = element.get("style")
        if style and _NOT_SHOWN.search(style):
            return True
        own = element.get("class") if self.classes else None
        return bool(own) and not self.classes.isdisjoint((own or "").split())


def hidden_classes(root: etree._Element) -> frozenset[str]:
    """The classes that the style sheets in a page hide.

    Of its selectors only a class, with or without a tag, is looked at: others depend on where an element
    stands.
    """
    found: set[str] = set()
    for sheet in root.iter("style"):
        for selectors, body in _RULE.findall(_COMMENT.sub("", sheet.text or "")):
            if _NOT_SHOWN.search(body):
                matches = (_CLASS.fullmatch(selector) for selector in selectors.split(","))
                found.update(match[1] for match in matches if match)
    return frozenset(found)


def hidden_text(element: etree._Element, place: Place) -> Finding | None:
    """The finding that says what a hidden element has for text; None for one without."""
    words = " ".join(" ".join(t for t in element.itertext() if isinstance(t, str)).split())
    if not words:
        return None
    shown = words if len(words) <= _MOST_SHOWN else words[:_MOST_SHOWN] + "…"
    kind = "struck out" if element.tag in _STRUCK else "hidden"
    message = f"the page holds {kind} text, which a reader does not see as valid; it was left out: “{shown}”"
    return Finding("info", "hidden_text", message, place)

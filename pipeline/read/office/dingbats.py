"""Signs that fonts of signs (Symbol, Wingdings) draw in the place of letters."""

from __future__ import annotations

from collections.abc import Mapping

BULLET = "•"
_PRIVATE = range(0xF000, 0xF100)
"""Where the characters of such fonts are put in Unicode."""
_TICKS: Mapping[str, str] = {"wingdings": "\xfc\xfe", "wingdings 2": "PRV", "webdings": "a", "marlett": "ab"}
_BOXES: Mapping[str, str] = {"wingdings": "\xa8opqr", "wingdings 2": "\x2a\xa3", "webdings": "c"}
_SYMBOL: Mapping[str, str] = {
    "\xa3": "≤",
    "\xb3": "≥",
    "\xb1": "±",
    "\xb4": "×",
    "\xb8": "÷",
    "\xb9": "≠",
    "\xd6": "√",
    "\xb0": "°",
    "\xa2": "′",
    "\xae": "→",
}
_PLAIN = frozenset("0123456789 .,:;()[]{}%/+-=<>&!?_|*#")


def is_sign_font(font: str | None) -> bool:
    """Whether the characters of a font are signs, whatever letters they are typed with.

    >>> is_sign_font("Wingdings 2"), is_sign_font("TH SarabunPSK"), is_sign_font("Segoe UI Symbol")
    (True, False, False)
    """
    name = (font or "").lower()
    return name in ("symbol", "marlett", "monotype sorts") or name.startswith(
        ("wingdings", "webdings", "zapfdingbats", "zapf dingbats")
    )


def sign(character: str, font: str | None) -> str:
    """What a character of a font of signs shows: a tick, a box, a sign of arithmetic, else a bullet.

    >>> sign("\\uf0fc", "Wingdings"), sign("\\uf0d6", "Symbol"), sign("v", "Wingdings")
    ('✓', '√', '•')
    """
    name = (font or "").lower()
    if ord(character) in _PRIVATE:
        character = chr(ord(character) - _PRIVATE.start)
    if name == "symbol":
        return character if character in _PLAIN else _SYMBOL.get(character, BULLET)
    if character in _TICKS.get(name, ""):
        return "✓"
    if character in _BOXES.get(name, ""):
        return "□"
    return character if character.isspace() else BULLET


def signs(text: str, font: str | None) -> str:
    """The text of a run in a font of signs; a row of signs alike is an ornament and says nothing.

    >>> signs("ggggggg", "Wingdings"), signs("ü", "Wingdings"), signs("พันธกิจ", "Wingdings")
    ('', '✓', 'พันธกิจ')
    """
    if any(ord(c) > 0xFF and ord(c) not in _PRIVATE for c in text):
        return text
    shown = "".join(sign(c, font) for c in text)
    return "" if len(shown.replace(" ", "")) > 1 and set(shown) <= {BULLET, " "} else shown

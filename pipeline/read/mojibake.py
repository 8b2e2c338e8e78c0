"""UTF-8 that a program took for a code page of one byte a letter, and saved so.

Every Thai letter is three bytes in UTF-8, of which the first two are the same for most: read as Windows 874
they are "เธ" or "เน" and a third sign, read as Windows 1252 "à¸" or "à¹". Nothing is lost as long as the
program kept the bytes that its code page does not know, and most do, as control characters.
"""

from __future__ import annotations

from functools import cache

from pipeline.patterns import re

MOST_BROKEN = 0.01
"""Share of the letters that may be lost: bytes that a program threw away."""
_LEADS = {"cp874": re.compile("เ[ธน]"), "cp1252": re.compile("à[¸¹]")}
"""What the first two bytes of a Thai letter look like."""
_LEAST_LEADS = 0.25
"""Share of the characters that such pairs are at least: a third of them where all is Thai."""
_THAI = re.compile("[ก-๛]")
_FOREIGN = re.compile(r"[^\x00-\x7f\s]+")
_PAGES = {"cp874": "Windows 874", "cp1252": "Windows 1252"}


def code_page_of(text: str) -> str | None:
    """The code page as which the UTF-8 of a text was read, None for other texts.

    >>> code_page_of("เธ\\x81เธฒเธฃ"), code_page_of("à¸\\x81à¸²à¸£"), code_page_of("เธอและเนยถั่ว")
    ('cp874', 'cp1252', None)
    """
    letters = sum(map(len, _FOREIGN.findall(text)))
    for page, lead in _LEADS.items():
        if letters and len(lead.findall(text)) >= _LEAST_LEADS * letters:
            return page
    return None


def undone(text: str, page: str) -> str | None:
    """The text whose UTF-8 was read as code page `page`; None where too many of its bytes are lost.

    >>> undone("เธ\\x81เธฒเธฃ", "cp874"), undone("เธอและเนย", "cp874")
    ('การ', None)
    """
    table = _bytes_of(page)
    data = b"".join(table.get(character) or character.encode() for character in text)
    found = data.decode("utf-8", errors="replace")
    if found.count("\ufffd") > MOST_BROKEN * len(found) or not _THAI.search(found):
        return None
    return found


def printed_name(page: str) -> str:
    """A code page's name as people know it.

    >>> printed_name("cp874")
    'Windows 874'
    """
    return _PAGES[page]


@cache
def _bytes_of(page: str) -> dict[str, bytes]:
    """The byte of each character of a code page; a byte without one has the control character."""
    characters = (bytes([n]).decode(page, errors="replace").replace("\ufffd", chr(n)) for n in range(256))
    return {character: bytes([n]) for n, character in enumerate(characters)}

"""Which character encoding a Thai text file uses, and its text.

Thai offices write UTF-8, UTF-16 ("Unicode text" of Windows programs) and TIS-620 with its Windows superset
874. The three are told apart by byte patterns, and every guess has to prove itself: the decoded text must be
mostly Thai or ASCII, and its Thai marks must stand where Thai marks can stand.
"""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from pipeline.patterns import re
from pipeline.read.mojibake import code_page_of, printed_name, undone

LEAST_PLAUSIBLE = 0.85
"""Share of characters that must be Thai, ASCII or typographic signs."""
MOST_STRAY_MARKS = 0.1
"""Share of Thai marks that may lack a consonant before them: slips of OCR, not a wrong encoding. A consonant
counts that spaces part from its mark, as justified text and copies from PDF files have it.
"""
_SEEN = 40
"""How many characters of a refused text its refusal shows."""
MOST_BROKEN = 0.002
"""Share of characters that a damaged UTF-8 file may lose and still be taken for UTF-8."""
SAMPLE_BYTES = 256_000

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
)
# Thai, ASCII, Latin-1 signs, typographic signs and arrows, and the private-use glyphs of old Thai fonts.
_PLAUSIBLE = re.compile(
    "[\t\n\r\f\x0b\x1a -~\u0e01-\u0e5b\u00a0-\u00bf\u00d7\u00f7\u2000-\u2bff\uf000-\uf8ff\ufeff]+"
)
_MARK = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]+")
_PLACED_MARKS = re.compile("(?<=[\u0e01-\u0e2e\uf700-\uf71a])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{1,3}")
_PARTED_MARK = re.compile("(?<=[\u0e01-\u0e3a\u0e45-\u0e4e]) {1,3}(?=[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])")
_THAI = re.compile("[\u0e01-\u0e5b]+")
_OTHERS = ["cp1252", "latin_1", "mac_roman", "cp437", "cp850"]
"""What else an English text of a Thai office may be in; the encodings of other languages would be guesses."""
_NONCHARACTERS = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")


class EncodingError(ValueError):
    """The bytes are no text that thaiplan reads; the message says why, to a person."""


def decode(data: bytes) -> tuple[str, str]:
    """The text of `data` and the Python name of its encoding; a byte order mark is no part of the text.

    UTF-8 that was read as a code page and saved is made good, and called "utf-8 as" that page.
    Raises `EncodingError` for an empty file, a binary file, and text that is neither Thai nor ASCII.

    >>> decode("แผนปฏิบัติการ".encode("cp874"))
    ('แผนปฏิบัติการ', 'cp874')
    >>> decode("เรื่อง แผน".encode("utf-16-le"))
    ('เรื่อง แผน', 'utf-16-le')
    """
    text, encoding = _decoded(data) if data.strip() else ("", "")
    if not text.strip():
        raise EncodingError("the file is empty")
    return text, encoding


def _decoded(data: bytes) -> tuple[str, str]:
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise EncodingError(f"the content is {kind}, not text")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _checked(_strict(data, encoding), encoding)
    wide = _wide_encoding(data)
    if wide:
        return _checked(_strict(data, wide), wide)
    if b"\x00" in data:
        raise EncodingError("the content looks like binary data, not text (it has zero bytes)")
    try:
        return _checked(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise EncodingError(
            f"the file begins as {encoding} but is broken at byte {error.start}: save it again as UTF-8"
        ) from error


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: every second byte is 0x00 (ASCII) or 0x0E (Thai)."""
    sample = data[: SAMPLE_BYTES - SAMPLE_BYTES % 2]
    if len(sample) < 4 or len(data) % 2:
        return None
    for high, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        highs = sample[high::2]
        if highs.count(0x00) + highs.count(0x0E) >= 0.8 * len(highs):
            return encoding
    return None


def _not_utf8(data: bytes) -> tuple[str, str]:
    """A damaged UTF-8 file, a Thai single-byte file, or neither.

    UTF-8 is tried first although bytes are broken: its Thai read as Windows 874 is Thai too ("เธขเธธเธ—"),
    only senseless, and would pass for text.
    """
    patched = data.decode("utf-8", errors="replace")
    broken = patched.count("\ufffd")
    if broken <= max(4, MOST_BROKEN * len(patched)) and _count(_THAI, patched) > 10 * broken:
        return _checked(patched, "utf-8")
    for encoding in ("cp874", "tis-620"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _problem(text) is None:
            return text, encoding
    guess = from_bytes(data[:SAMPLE_BYTES], cp_isolation=_OTHERS).best()
    if guess is not None:
        try:
            return _checked(data.decode(guess.encoding), guess.encoding)
        except (UnicodeDecodeError, LookupError) as error:
            raise EncodingError("the encoding is unknown: save the file as UTF-8") from error
    raise EncodingError("the content looks like binary data or an unknown encoding: save the file as UTF-8")


def _checked(text: str, encoding: str) -> tuple[str, str]:
    text = _NONCHARACTERS.sub("", text.removeprefix("\ufeff"))
    if not text.strip():
        raise EncodingError("the file is empty")
    page = code_page_of(text)
    if page is not None:
        return _made_good(text, page)
    problem = _problem(text)
    if problem:
        raise EncodingError(problem)
    return text, encoding


def _made_good(text: str, page: str) -> tuple[str, str]:
    found = undone(text, page)
    if found is None or _problem(found):
        raise EncodingError(
            f"its Thai letters are UTF-8 that a program took for {printed_name(page)} and saved, and some of "
            f"their bytes are lost: ask for the original file{_seen(text)}"
        )
    return found, f"utf-8 as {page}"


def _problem(text: str) -> str | None:
    """What speaks against `text` being Thai or ASCII text; None where nothing does."""
    if "\x00" in text:
        return "the content looks like binary data, not text (it has zero characters)"
    plausible = _count(_PLAUSIBLE, text)
    if plausible < LEAST_PLAUSIBLE * len(text):
        return (
            "the content looks like binary data or an unknown encoding: too little of it is Thai or ASCII"
            + _seen(text)
        )
    text = _PARTED_MARK.sub("", text)
    marks = _count(_MARK, text)
    if marks - _count(_PLACED_MARKS, text) > max(2, MOST_STRAY_MARKS * marks):
        return (
            "the encoding is unknown: read as Thai, its vowel and tone marks stand in impossible places"
            + _seen(text)
        )
    return None


def _seen(text: str) -> str:
    """What is odd in a text, for a person to see: from its first character that is not ASCII."""
    odd = re.search(r"[^\x00-\x7f]", text)
    shown = " ".join(text[odd.start() if odd else 0 :][:_SEEN].split())
    printed = "".join(c if c.isprintable() else "?" for c in shown)
    return f" (it reads “{printed}”)" if printed else ""


def _count(pattern: re.Pattern[str], text: str) -> int:
    """How many characters of `text` are in matches of `pattern`."""
    return len(text) - len(pattern.sub("", text))

"""What marks up words inside a line or cell: Markdown emphasis, links, escapes, HTML entities, bullets.

Text files of Thai offices come out of converters that leave such marks in, whole or half. They are resolved
to the words a reader of the printed page sees.
"""

from __future__ import annotations

import html
import string

from pipeline.patterns import re
from pipeline.thai.bullets import BULLETS

_NONCHARACTER_FOR = {ord(c): 0xFDD0 + i for i, c in enumerate(string.punctuation)}
_PUNCTUATION_FOR = {after: before for before, after in _NONCHARACTER_FOR.items()}
_MARKS = re.compile(r"[*_\\\[<&]")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_AUTOLINK = re.compile(r"<((?:https?|ftp)://[^\s<>]+|(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+)>")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"\n]*\")?\)")
_STRONG = re.compile(r"\*\*+|(?<![\w_])__(?=[^\s_])|(?<=[^\s_])__(?![\w_])")
_EMPHASIS = re.compile(r"(?<![^\s(“\"])([*_])(?=[^\s*_])([^*_\n]*[^\s*_])\1(?![^\s)”\".,:;])")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_SPACE = re.compile(r"[ \t\u00a0\r\n\f\v]+")
_LEADING_BULLET = re.compile(rf"(?:[{BULLETS}]\s*|[-*+–·]\s+|[-–](?=[\u0e01-\u0e2e\u0e40-\u0e44]))")
_BULLET = re.compile(rf"\s*[{BULLETS}]\s*")


def resolve_inline(text: str) -> str:
    """The words of `text` without Markdown and with entities decoded.

    A footnote star ("เป้าหมาย *"), a year ("*๕๗") and a dotted blank ("____") are no emphasis and stay. A
    pair of stars that lost its partner ("ประเด็นที่ ๒ :** พัฒนา") goes.

    >>> resolve_inline(r"**ตัวชี้วัด** ร้อยละ \\* ของ [คู่มือ](http://a.th/b) <http://moi.go.th> &amp; อื่นๆ *")
    'ตัวชี้วัด ร้อยละ * ของ คู่มือ http://moi.go.th & อื่นๆ *'
    """
    if not _MARKS.search(text):
        return text
    escaped = "\\" in text
    if escaped:
        text = _ESCAPE.sub(lambda m: m[1].translate(_NONCHARACTER_FOR), text)
    text = _AUTOLINK.sub(r"\1", text)
    text = _LINK.sub(r"\1", text)
    text = _STRONG.sub("", text)
    text = _EMPHASIS.sub(r"\2", text)
    text = decode_entities(text)
    return text.translate(_PUNCTUATION_FOR) if escaped else text


def decode_entities(text: str) -> str:
    """Character references that end in a semicolon, decoded; "AT&T" and "R&D" stay.

    >>> decode_entities("R&D &amp; &#3585;&nbsp;")
    'R&D & ก\\xa0'
    """
    return _ENTITY.sub(lambda m: html.unescape(m[0]), text) if "&" in text else text


def collapse(text: str) -> str:
    """`text` with each run of white space as one space, and none at the ends."""
    return _SPACE.sub(" ", text).strip()


def strip_bullet(text: str) -> tuple[str, bool]:
    """`text` without the list mark it begins with, and whether it had one.

    >>> strip_bullet("- สำรวจข้อมูล"), strip_bullet("-เพื่อเปิดโอกาส"), strip_bullet("- ๒ -"), strip_bullet("*๕๗")
    (('สำรวจข้อมูล', True), ('เพื่อเปิดโอกาส', True), ('- ๒ -', False), ('*๕๗', False))
    """
    match = _LEADING_BULLET.match(text)
    if not match or match.end() == len(text) or re.fullmatch(r"[-–]\s*[\d๐-๙]+\s*[-–]\s*", text):
        return text, False
    return text[match.end() :], True


def split_at_bullets(text: str) -> list[str]:
    """The parts of a cell's paragraph; each that a typographic bullet led begins with "• ".

    A cell that holds nothing but a mark ("●" in a year's column) keeps it.

    >>> split_at_bullets("ได้แก่ • สำรวจ ● รายงานผล")
    ['ได้แก่', '• สำรวจ', '• รายงานผล']
    >>> split_at_bullets("●")
    ['●']
    """
    first, *items = _BULLET.split(text)
    parts = [first.strip()] if first.strip() else []
    parts += [f"• {item.strip()}" for item in items if item.strip()]
    return parts or ([text.strip()] if text.strip() else [])

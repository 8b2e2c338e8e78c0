"""Messages in the language of who reads them: English as written, Thai out of `catalogue.toml`.

The language is that of `--lang`, else that of the environment (`LC_ALL`, `LC_MESSAGES`, `LANG`).
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

from pipeline.patterns import re

Language: TypeAlias = Literal["th", "en"]
_chosen: list[Language] = []
_FINDING = re.compile(r"((?:(?:info|warning|error) )?[a-z]+(?:_[a-z]+)+): (.+)", re.DOTALL)
"""The code of a finding, and what it says."""


def choose(language: Language) -> None:
    """Says everything in that language from now on."""
    _chosen[:] = [language]


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Says everything in that language meanwhile.

    >>> with speaking("th"):
    ...     say("nothing")
    'ไม่มี'
    """
    before = _chosen[:]
    choose(language)
    try:
        yield
    finally:
        _chosen[:] = before


def language(environment: Mapping[str, str] = os.environ) -> Language:
    """The language that was chosen, else that of the environment.

    >>> language({"LANG": "th_TH.UTF-8"}), language({"LC_ALL": "C", "LANG": "th_TH.UTF-8"})
    ('th', 'en')
    """
    if _chosen and environment is os.environ:
        return _chosen[0]
    said = next(
        (environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), ""
    )
    return "th" if said.lower().startswith("th") else "en"


def say(message: str, *given: object) -> str:
    """An English message with `{}` for what is given, in the language of who reads it.

    >>> say("{} problems", 3)
    '3 problems'
    """
    if language() == "th":
        message = _catalogue()["messages"].get(message, message)
    return message.format(*given) if given else message


def said(message: str, into: Language | None = None) -> str:
    """A message that was put together already, in the language of who reads it, where it is known.

    >>> said('"หกหมื่น" is no number', "th")
    '“หกหมื่น” ไม่ใช่ตัวเลข'
    >>> said("แผน.pdf: the file is encrypted. What to do: remove the password and run again", "th")
    'แผน.pdf: ไฟล์ถูกเข้ารหัส วิธีแก้: ปลดรหัสผ่านแล้วสั่งใหม่'
    """
    if (into or language()) == "en":
        return message
    known = _catalogue()["messages"]
    why, to_do, advice = message.partition(". What to do: ")
    if to_do:
        return f"{said(why, into)} {known['What to do']}: {said(advice, into)}"
    if message in known:
        return known[message]
    for pattern, thai in _patterns("messages"):
        if found := pattern.fullmatch(message):
            return thai.format(*(_put_in(words, into) for words in found.groups()))
    file, colon, why = message.partition(": ")  # of an error: what it is about stands before it
    return f"{file}: {said(why, into)}" if colon else message


def note(words: str) -> str:
    """A short remark of the tree that `show` prints, in the language of who reads it, where it is known.

    >>> note("line 4")
    'line 4'
    """
    if language() == "en":
        return words
    if finding := _FINDING.fullmatch(words):
        return f"{finding[1]}: {said(finding[2])}"
    found = ((pattern.fullmatch(words), thai) for pattern, thai in _patterns("notes"))
    return next((thai.format(*match.groups()) for match, thai in found if match), said(words))


def _put_in(words: str, into: Language | None) -> str:
    """What is put into a message: words of a document as they are, a sentence of ours as it is said."""
    return said(words, into) if " " in words and words[0].isascii() else words


def finding(code: str, into: Language | None = None) -> str:
    """What a finding is called.

    >>> finding("total_mismatch", "th"), finding("total_mismatch", "en")
    ('ยอดรวมไม่ตรง', 'total mismatch')
    """
    english = code.replace("_", " ")
    return _catalogue()["findings"].get(code, english) if (into or language()) == "th" else english


def value(name: str, into: Language | None = None) -> str:
    """What a value of a column of kinds is called.

    >>> value("project", "th"), value("project", "en")
    ('โครงการ', 'project')
    """
    return _catalogue()["values"].get(name, name) if (into or language()) == "th" else name


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "catalogue.toml").read_text("utf-8"))


@cache
def _patterns(section: str) -> list[tuple[re.Pattern[str], str]]:
    return [
        (re.compile(re.escape(english).replace(re.escape("{}"), "(.+?)"), re.DOTALL), thai)
        for english, thai in _catalogue()[section].items()
        if "{}" in english
    ]

"""How sound a text is: how much of it is words of a language, less what the junk in it spoils."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.patterns import re
from pipeline.thai.words import share_of_known_text

_JUNK = re.compile(
    r"[\ufffd\ue000-\uf8ff\x80-\x9f\x01-\x08\x0e-\x1f]|\(cid:\d+\)"
    r"|(?:(?<=\s)|^)[ัิ-ฺ็-๎]"
    r"|(?<=[ก-๎])[A-Za-zÀ-ɏ](?=[ก-๎])",
    re.MULTILINE,
)
_SPOILED = 4
"""Letters of text that one piece of junk spoils: about a word."""
_THAI = re.compile("[ก-ฮะ-ฺเ-ๅ็-๎]")
_NUMBER = re.compile(r"(?<![^\W\d_])[0-9๐-๙]+(?:[.,:/-][0-9๐-๙]+)*(?![^\W\d_])")
_TOKEN = re.compile(r"[^\sก-๛0-9]+")
_OTHER_LETTER = re.compile(r"[^\W\d_ก-๛]")
_EDGES = "()[]{}<>.,;:!?\"'“”‘’…/–—-•*&%#@+=|_\\"
_LATIN_WORD = re.compile(r"[A-Z]?[a-z]+(?:[-'’/.][A-Za-z]+)*|[A-Z]{2,8}|[A-Za-z]|[A-Z]\w?[-.][\w.]+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.-]+@[\w.-]+|[\w-]+(?:\.[a-z]{2,4})+", re.ASCII)
_VOWEL = re.compile("[aeiouyAEIOUY]")
_SHORT = 3
"""Latin words up to this length are abbreviations as often as words."""
_PAIRS = frozenset(
    [
        "th",
        "he",
        "in",
        "er",
        "an",
        "re",
        "nd",
        "at",
        "on",
        "nt",
        "ha",
        "es",
        "st",
        "en",
        "ed",
        "to",
        "it",
        "ou",
        "ea",
        "hi",
        "is",
        "or",
        "ti",
        "as",
        "te",
        "et",
        "ng",
        "of",
        "al",
        "de",
        "se",
        "le",
        "sa",
        "si",
        "ar",
        "ve",
        "ra",
        "ld",
        "ur",
        "ro",
        "ri",
        "io",
        "ic",
        "ne",
        "me",
        "li",
        "co",
        "ta",
        "el",
        "ma",
        "ce",
        "ll",
        "la",
        "om",
        "ch",
        "us",
        "ec",
        "pe",
        "em",
        "ca",
        "di",
        "ho",
        "ac",
        "ns",
        "po",
        "pl",
        "pr",
        "il",
        "ss",
        "tr",
        "no",
        "ge",
        "ut",
        "lo",
        "wi",
        "ee",
        "so",
        "sh",
        "un",
        "ul",
        "su",
        "mi",
        "do",
        "id",
        "ly",
        "ai",
        "ow",
        "am",
        "ig",
        "ci",
        "ad",
        "be",
        "bo",
        "ba",
        "bl",
        "br",
        "na",
        "ni",
        "nc",
        "ct",
        "rt",
        "rs",
        "ry",
        "rm",
        "rd",
        "rk",
        "rn",
        "ts",
        "ty",
        "tu",
        "tt",
        "uc",
        "ue",
        "ui",
        "um",
        "up",
        "wa",
        "we",
        "wh",
        "wo",
        "ye",
        "ys",
        "iv",
        "ir",
        "im",
        "if",
        "ie",
        "fi",
        "fo",
        "fr",
        "fe",
        "fa",
        "ff",
        "ev",
        "ex",
        "ey",
        "ep",
        "ei",
        "eg",
        "gh",
        "gi",
        "gr",
        "go",
        "ga",
        "gn",
        "gu",
        "hr",
        "ht",
        "iz",
        "ia",
        "ib",
        "ip",
        "ke",
        "ki",
        "lf",
        "lt",
        "lu",
        "mb",
        "mm",
        "mo",
        "mp",
        "mu",
        "nf",
        "nk",
        "nn",
        "nu",
        "nv",
        "oa",
        "ob",
        "oc",
        "od",
        "ok",
        "oi",
        "ol",
        "oo",
        "op",
        "os",
        "ot",
        "ov",
        "pa",
        "ph",
        "pi",
        "pp",
        "pu",
        "qu",
        "rc",
        "rr",
        "ru",
        "rv",
        "sc",
        "sk",
        "sl",
        "sm",
        "sn",
        "sp",
        "sw",
        "ua",
        "ub",
        "ud",
        "ug",
        "va",
        "vi",
        "ab",
        "af",
        "ag",
        "ak",
        "ap",
        "au",
        "av",
        "aw",
        "ay",
        "ck",
        "cl",
        "cr",
        "cu",
        "cy",
        "da",
        "dr",
        "du",
        "ds",
        "dy",
        "eb",
        "ef",
        "eo",
        "eq",
        "eu",
        "ew",
        "gs",
        "hu",
        "ks",
        "ls",
        "my",
        "xp",
        "xt",
        "yo",
        "bu",
        "dg",
        "dd",
        "ik",
        "ky",
        "oy",
        "ft",
        "pt",
        "lk",
        "lp",
        "rb",
        "rf",
        "rl",
        "rp",
        "rg",
        "ja",
        "jo",
        "ju",
        "ox",
        "ax",
        "ix",
        "kn",
        "ny",
        "nl",
        "tl",
        "uf",
    ]
)
"""The pairs of letters that nine in ten of those in English words, names and romanised Thai are."""
_LEAST_PAIRS = 0.65

_SAMPLE = 60_000
_STRETCH = 2_000


def text_quality(text: str) -> float:
    """A measure from 0 to 1: about 1 for clean text, 0.6 for a PDF's text in drawing order, 0 for no text.

    It is the share of what was read that is words of Thai, Latin words or numbers, less junk: U+FFFD,
    private-use characters, C1 controls, "(cid:…)", a mark without a base and a Latin letter between Thai
    ones. A long text is judged by stretches spread evenly over it, always the same.

    >>> text_quality("แผนพัฒนาบุคลากร"), text_quality("ผแพนัฒาน"), text_quality(" ")
    (1.0, 0.0, 0.0)
    >>> text_quality("Digital Economy 2566"), text_quality("oumddu%mnum IalsuaIunm nr,mrr")
    (1.0, 0.0)
    """
    sample = _sample(text)
    letters = sum(not character.isspace() for character in sample)
    if not letters:
        return 0.0
    junk = len(_JUNK.findall(sample))
    return round(max(0.0, _share_of_words(sample) - min(1.0, _SPOILED * junk / letters)), 4)


def is_of_no_language(text: str) -> bool:
    """Whether a text is so little made of words that it says nothing to a reader.

    >>> is_of_no_language("n%Inn%a%anmuI rdmdmunmul%mn"), is_of_no_language("โครงการ 12,500 บาท")
    (True, False)
    """
    return text_quality(text) < NO_LANGUAGE


NO_LANGUAGE = 0.35
"""Text of which less than this share is words is no language: chance makes words of a quarter of it."""


def _share_of_words(text: str) -> float:
    """The share of the letters and digits of a text that belong to words of a language and to numbers."""
    thai = len(_THAI.findall(text))
    numbers = sum(len(number) for number in _NUMBER.findall(text))
    latin = _latin_words(text)
    total = thai + numbers + latin.letters
    if not total:
        return 1.0
    known = thai * share_of_known_text(text) if thai else 0.0
    return (known + numbers + latin.letters * latin.share) / total


class _Latin(NamedTuple):
    letters: int
    share: float


def _latin_words(text: str) -> _Latin:
    """How many letters of other scripts than Thai a text has, and the share of them that are Latin words.

    Words of up to three letters say nothing: they are as likely as the longer ones are.
    """
    letters = long = known = 0
    for token in _TOKEN.findall(_ADDRESS.sub(" ", text)):
        size = len(_OTHER_LETTER.findall(token))
        letters += size
        word = token.strip(_EDGES)
        if size and (len(word) > _SHORT or not _LATIN_WORD.fullmatch(word)):
            long += size
            known += size if _is_latin_word(word) else 0
    return _Latin(letters, known / long if long else 1.0)


def _is_latin_word(token: str) -> bool:
    if not _LATIN_WORD.fullmatch(token):
        return False
    if token.isupper():
        return True
    low = token.lower()
    pairs = [low[at : at + 2] for at in range(len(low) - 1) if low[at : at + 2].isalpha()]
    return bool(_VOWEL.search(low)) and sum(pair in _PAIRS for pair in pairs) >= _LEAST_PAIRS * len(pairs)


def _sample(text: str) -> str:
    if len(text) <= _SAMPLE:
        return text
    stretches = _SAMPLE // _STRETCH
    step = len(text) // stretches
    return "\n".join(text[start : start + _STRETCH] for start in range(0, step * stretches, step))

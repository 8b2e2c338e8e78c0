"""Labels that only one document knows: "เข็มทิศที่ ๑ …", "กลยุทธ์ ก.๑ …".

Every office may call the parts of its plan as it likes. A word whose numbers count on down the document, with
parts of a plan below them, is such a name; what it means is told by what stands above and below it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.compounds import LETTERED, NUMBER
from pipeline.evidence.decisions import is_on
from pipeline.fields import STRATEGIC
from pipeline.model import Document, Grid, Line
from pipeline.patterns import regex
from pipeline.thai.numerals import to_arabic
from pipeline.vocabulary import vocabulary

LONG_TITLE = 200
"""No title of a node is longer than this (characters)."""
LONG_WORD = 34
LEAST_NUMBERS = 2
"""A word counts on when it has so many numbers, or one with labelled parts below."""
GOOD_STEPS = 0.8
"""Share of the numbers of a word that follow from the one before."""
NEAR = 14
"""The parts of a node begin within so many lines of its title."""
COUNTED = 2
"""Share of the titles of a word (one in so many) that have something of a plan below them."""
ALPHABET = "กขคงจฉชซญฐณดตถทธนบปผพฟมยรลวศสหอ"
"""Letters that number things, in their order."""

JOINING = ("กับ", "และ", "สอดคล้อง")
"""A name of one thing has none of these in it."""

_ORDINAL = regex.compile(
    rf"^(?P<word>[ก-ฮเ-ไ][ก-๎]{{1,{LONG_WORD}}}?)\s?ที่\s*(?P<number>{NUMBER})\s*[.)\]:：\-–]*\s*(?P<rest>\S.*)$",
    regex.DOTALL,
)
_LETTERED = regex.compile(
    rf"^(?P<word>[ก-ฮเ-ไ][ก-๎]{{3,{LONG_WORD}}})\s+(?P<number>{LETTERED})(?=[\s.:：)\-–])\s*[.)\]:：\-–]*\s*(?P<rest>\S.*)$",
    regex.DOTALL,
)
_LEADERS = regex.compile(r"\.{4,}|…{2,}|(?:\.\s){4,}")
_AIMS = regex.compile("เป้า|ผล|สำเร็จ|ปลายทาง|วัตถุประสงค์")
"""What is reached, not what is done to reach it, has such words in its name."""


@dataclass(slots=True)
class _Word:
    """A word with numbers: where each stands (as counted blocks), and the numbers."""

    lettered: bool
    at: list[int] = field(default_factory=list)
    numbers: list[tuple[int, ...]] = field(default_factory=list)


@dataclass(slots=True)
class _Read:
    """What a document has of labels: the unknown ones, the known ones by place, and where parts of plans
    stand."""

    words: dict[str, _Word] = field(default_factory=dict)
    known: list[tuple[int, str, str]] = field(default_factory=list)
    parts: list[int] = field(default_factory=list)


def own_labels(document: Document) -> dict[str, str]:
    """The field of each label that only this document knows, by its word."""
    if not is_on("label_that_counts_on"):
        return {}
    read = _read(document)
    words = {word: found for word, found in read.words.items() if _counts_on(found)}
    words = {
        word: found
        for word, found in words.items()
        if _has_parts(found, read, words.values()) or _is_inside(found, read, words.values())
    }
    return _fields(words, read)


def _read(document: Document) -> _Read:
    read = _Read()
    for at, (text, is_grid) in enumerate(_texts(document)):
        if is_grid:
            read.parts.append(at)
            continue
        label = vocabulary().label(text)
        if label is not None:
            read.known.append((at, label.field, label.number or ""))
            read.parts.append(at)
        elif not _note(read, at, text) and _is_part(text):
            read.parts.append(at)
    return read


def _texts(document: Document) -> Iterator[tuple[str, bool]]:
    """Lines and the rows of tables that hold one text, in reading order; a table itself comes first."""
    for block in document.blocks:
        if isinstance(block, Line):
            text = " ".join(block.text.split())
            if text and not _LEADERS.search(text) and not block.contents:
                yield text, False
        elif isinstance(block, Grid):
            yield "", True
            for row in block.rows:
                filled = [c.text for c in row.cells if c.text.strip()]
                if len(filled) == 1:
                    yield " ".join(filled[0].split()), False


def _note(read: _Read, at: int, text: str) -> bool:
    """Put down a label that nobody knows, where a text begins with one."""
    found = _ORDINAL.match(text)
    lettered = _LETTERED.match(text) if found is None and is_on("numbers_by_letters") else None
    match = found or lettered
    if match is None or len(match["rest"]) > LONG_TITLE:
        return False
    word = match["word"]
    if not _is_name(word) or match["rest"].startswith(vocabulary().continues):
        return False
    entry = read.words.setdefault(word, _Word(lettered is not None))
    if entry.lettered != (lettered is not None):
        return False
    entry.at.append(at)
    entry.numbers.append(_parts(match["number"]))
    return True


def _is_name(word: str) -> bool:
    """Whether a word may name parts of a plan: it begins no sentence, and counts nothing else."""
    words = vocabulary()
    begins = word.startswith((*words.continues, *words.opening, *words.linking))
    return (
        not begins
        and word not in words.counting
        and not any(w in word for w in words.subordinating + JOINING)
    )


def _is_part(text: str) -> bool:
    fields = vocabulary().title_fields(text.rstrip(" :："))
    return bool(fields) and fields[0] not in ("vision", "part")


def _parts(number: str) -> tuple[int, ...]:
    """A number as figures, a letter by its place: "ข.๒" is (2, 2)."""
    text = to_arabic(number)
    lead = (ALPHABET.index(text[0]) + 1,) if text[0] in ALPHABET else ()
    return (*lead, *(int(n) for n in regex.findall(r"\d+", text)))


def _counts_on(word: _Word) -> bool:
    """Whether the numbers of a word follow one from the other: the next one, the same again, or 1 again."""
    good = sum(
        number == before or number == (*before[:-1], before[-1] + 1) or number[-1] == 1
        for before, number in zip(word.numbers, word.numbers[1:], strict=False)
    )
    return word.numbers[0][-1] == 1 and good >= GOOD_STEPS * (len(word.numbers) - 1)


def _has_parts(word: _Word, read: _Read, others: Collection[_Word]) -> bool:
    """Whether parts of a plan, or another such label, stand below most titles of a word."""
    starts = {at for other in others if other is not word for at in other.at}
    parts = sorted({*read.parts, *starts})
    ends = [*word.at[1:], word.at[-1] + NEAR]
    full = sum(
        any(at < p < min(end, at + NEAR) for p in parts) for at, end in zip(word.at, ends, strict=True)
    )
    nodes = {at for at, f, number in read.known if f in STRATEGIC and number.rpartition(".")[2] == "1"}
    labelled = any(word.at[0] < at < word.at[0] + NEAR for at in starts | nodes)
    enough = len(set(word.numbers)) >= LEAST_NUMBERS or labelled
    return enough and full * COUNTED >= len(word.at)


def _is_inside(word: _Word, read: _Read, others: Collection[_Word]) -> bool:
    """Whether each number of a word goes on from the number of the node above it: 2.1, 2.2 below 2."""
    outer = [(at, _parts(number)) for at, f, number in read.known if f == "strategy" and number]
    outer += [p for o in others if o is not word for p in zip(o.at, o.numbers, strict=True) if len(p[1]) == 1]
    outer.sort()
    for at, number in zip(word.at, word.numbers, strict=True):
        above = next((found for place, found in reversed(outer) if place < at), None)
        if above is None or len(number) != len(above) + 1 or number[:-1] != above:
            return False
    return True


def _fields(words: Mapping[str, _Word], read: _Read) -> dict[str, str]:
    """What each word means: by its own name where letters number it, else by what it stands under."""
    found: dict[str, str] = {}
    for word, entry in sorted(words.items(), key=lambda item: item[1].at[0]):
        named = vocabulary().numbered_field(word) if entry.lettered else None
        meant = named or _by_place(word, entry, read, words, found)
        if meant is not None:
            found[word] = meant
    return found


def _by_place(
    word: str, entry: _Word, read: _Read, words: Mapping[str, _Word], found: Mapping[str, str]
) -> str | None:
    """A strategy where no node stands above it; below one, a goal or a tactic."""
    events = sorted(
        [(at, f) for at, f, _ in read.known if f in STRATEGIC]
        + [(at, found[other]) for other in found for at in words[other].at]
    )
    above = next((f for at, f in reversed(events) if at < entry.at[0]), None)
    within = {f for at, f in events if entry.at[0] < at < entry.at[-1]}
    if above is None and not within & {"strategy", "dimension"}:
        return "strategy"
    if _AIMS.search(word):
        return "goal"
    after = {f for at, f in events if at > entry.at[0]}
    inner = [o for o in words if o not in found and o != word and words[o].at[0] > entry.at[0]]
    if "tactic" in after | within or (inner and "goal" not in {f for _, f in events}):
        return "goal" if above == "strategy" else None
    return "tactic"

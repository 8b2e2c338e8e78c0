"""The one vocabulary: what a word of Thai administration means, as a heading label, a section title or
a column name.

The words are data, in `vocabulary.toml`. Everything here is matching.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from importlib.resources import files

from rapidfuzz import fuzz, process

from pipeline.compounds import LETTERED, NUMBER, NUMBER_AND_REST, Compounds
from pipeline.fields import ACTIONS, STRATEGIC
from pipeline.names import FUZZY_LEAST_LETTERS, Names
from pipeline.names import squeeze as squeeze
from pipeline.patterns import regex
from pipeline.thai.numerals import to_arabic

_ARROW = regex.compile(r"(?=.*[←→↔⟷⬌<>◄►◀▶])[←→↔⟷⬌<>◄►◀▶\-–—=]+")
_BLANK_LINE = regex.compile(r"[\s.…_]{2,}")
_IN_ENGLISH = regex.compile(r"^\(\s*[A-Za-z][A-Za-z ]*[0-9.]*\s*\)\s*[:：]\s*")
"""A label again in English: "ยุทธศาสตร์ที่ ๑ (Strategy 1) : …"."""
_NUMBERED = regex.compile(r"ที่\s*[0-9๐-๙]")


@dataclass(frozen=True, slots=True)
class Field:
    """What a label means. `rank` is its place in a plan's hierarchy, outermost first."""

    name: str
    rank: int
    words: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    numbered: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """A label with its number at the start of a line: "ยุทธศาสตร์ที่ ๑ : …".

    `printed` is the label as printed, `number` in Arabic digits, `rest` what follows.
    """

    field: str
    printed: str
    number: str | None
    rest: str


_MADE = frozenset(
    {"_titles", "_columns", "_label_pattern", "_fuzzy_label_pattern", "_label_word", "_compounds"}
)
"""What a vocabulary makes of its words once, and hands on to one that only knows more labels."""
KNOWN_TEXTS = 20_000
"""So many texts are remembered with their labels."""
NAME_OF = "ชื่อ"
"""A column of what things are called begins so."""


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All fields, and the word lists that rows and cells are recognised by."""

    fields: dict[str, Field]
    risks: dict[str, tuple[str, ...]]
    """The names of the columns of a risk register, by what they say of a risk."""
    fillers: tuple[str, ...]
    continues: tuple[str, ...]
    unfinished: tuple[str, ...]
    closing: tuple[str, ...]
    continued: tuple[str, ...]
    counters: tuple[str, ...]
    subordinating: tuple[str, ...]
    linking: tuple[str, ...]
    opening: tuple[str, ...]
    sub_plans: tuple[str, ...]
    issues: tuple[str, ...]
    announcing: tuple[str, ...]
    asides: tuple[str, ...]
    total_heads: tuple[str, ...]
    not_totals: tuple[str, ...]
    income: tuple[str, ...]
    status_phrases: tuple[str, ...]
    furniture: frozenset[str]
    marks: frozenset[str]
    nothing: frozenset[str]
    agency_heads: tuple[str, ...]
    agency_verbs: tuple[str, ...]
    agency_predicates: tuple[str, ...]
    not_agency: tuple[str, ...]
    inner_labels: tuple[str, ...]
    method_labels: tuple[str, ...]
    opening_labels: frozenset[str]
    counting: frozenset[str] = frozenset()
    own: Mapping[str, str] = field(default_factory=dict)
    """The field of each label that only the document at hand knows."""

    @cached_property
    def _inner_label(self) -> regex.Pattern[str]:
        words = "|".join(map(regex.escape, self.inner_labels))
        return regex.compile(rf"(?:{words})\s*(?:\(\s*[A-Za-z]+\s*\)|[:：])", regex.IGNORECASE)

    def leads(self, line: str) -> bool:
        """Whether a line of a cell begins with a label and its colon or English name ("ผลลัพธ์ (Outcome)")."""
        return self._inner_label.match(line) is not None

    @cached_property
    def _titles(self) -> Names:
        names = {squeeze(w): f.name for f in self.fields.values() for w in f.words}
        return Names(names, self.fillers, self.subordinating)

    @cached_property
    def _columns(self) -> Names:
        heads = {squeeze(w): f.name for f in self.fields.values() for w in f.columns}
        known = ("event", "cause", "likelihood", "impact")
        risks = {
            squeeze(word): "risk"
            for role, words in self.risks.items()
            for word in words
            if role in known or word.startswith("การควบคุม")
        }
        return Names(risks | self._titles.by_key | heads, self.fillers, self.subordinating)

    def without_columns(self, names: Collection[str]) -> Vocabulary:
        """A vocabulary that does not know these names of columns (squeezed)."""
        known = {name: field for name, field in self.column_names.items() if name not in names}
        other = replace(self)
        other.__dict__["_columns"] = Names(known, self.fillers, self.subordinating)
        return other

    def knowing(self, labels: Mapping[str, str]) -> Vocabulary:
        """A vocabulary that knows these labels too, each with its field; this one where there are none."""
        if not labels:
            return self
        other = replace(self, own=dict(labels))
        other.__dict__.update({n: made for n, made in self.__dict__.items() if n in _MADE})
        return other

    def numbered_field(self, word: str) -> str | None:
        """The field of a word that forms a label with a number, known as it is or by the name in it."""
        return self._field_of_numbered.get(word.lower()) or self._compounds.field(word)

    @cached_property
    def _own_pattern(self) -> regex.Pattern[str] | None:
        """The labels that only this document knows, numbered by figures or by letters."""
        if not self.own:
            return None
        words = "|".join(map(regex.escape, sorted(self.own, key=len, reverse=True)))
        lettered = rf"\s+(?P<number>{LETTERED})(?=[\s.:：)\-–])\s*[.):：\-–]*\s*(?P<rest>\S.*)$"
        return regex.compile(
            rf"^(?P<label>(?P<word>{words})(?P<that>\s?ที่)?)(?:{NUMBER_AND_REST}|{lettered})", regex.DOTALL
        )

    @property
    def column_names(self) -> dict[str, str]:
        """The field of every known name of a column, by the name squeezed."""
        return self._columns.by_key

    @cached_property
    def _label_pattern(self) -> regex.Pattern[str]:
        words = sorted({w for f in self.fields.values() for w in f.numbered}, key=len, reverse=True)
        return regex.compile(
            rf"^(?P<label>(?P<word>{'|'.join(regex.escape(w) for w in words)})(?P<that>\s*ที่)?)"
            rf"{NUMBER_AND_REST}",
            regex.IGNORECASE | regex.DOTALL,
        )

    @cached_property
    def _fuzzy_label_pattern(self) -> regex.Pattern[str]:
        long = sorted(
            {w for f in self.fields.values() for w in f.numbered if len(w) >= FUZZY_LEAST_LETTERS},
            key=len,
            reverse=True,
        )
        words = "|".join(rf"(?:{regex.escape(w)}){{e<=1}}" for w in long)
        return regex.compile(rf"^(?P<label>(?P<word>{words})(?P<that>\s?ที่)){NUMBER_AND_REST}", regex.DOTALL)

    @cached_property
    def _label_word(self) -> regex.Pattern[str]:
        words = sorted(self._field_of_numbered, key=len, reverse=True)
        return regex.compile("|".join(regex.escape(w) for w in words), regex.IGNORECASE)

    @cached_property
    def _field_of_numbered(self) -> dict[str, str]:
        return {w.lower(): f.name for f in self.fields.values() for w in f.numbered}

    def rank(self, field: str | None) -> int:
        """The field's place in the hierarchy of a plan; unknown fields come last."""
        return self.fields[field].rank if field in self.fields else 99

    @cached_property
    def label(self) -> Callable[[str], Label | None]:
        """The numbered label that a text starts with, if any, remembered: each stage asks for it again."""
        return lru_cache(maxsize=KNOWN_TEXTS)(self._label)

    def _label(self, text: str) -> Label | None:
        """OCR slips of one letter are forgiven in long words."""
        head = text[:60]
        found = self._label_pattern.match(text)
        if found is None and _NUMBERED.search(head):
            found = self._fuzzy_label_pattern.match(text) or self._compounds.match(text)
        if found is None and self._own_pattern is not None:
            found = self._own_pattern.match(text)
        if found is None or (not found.groupdict().get("that") and self._counts(found["rest"])):
            return None
        if self._together.match(found["rest"]):
            return None
        word = found["word"]
        field = self.own.get(word) or self.numbered_field(word) or self._nearest_numbered(word)
        number = regex.sub(r"\s", "", to_arabic(found["number"])).strip(".")
        return Label(field, found["label"].strip(), number, _IN_ENGLISH.sub("", found["rest"]).strip())

    @cached_property
    def _compounds(self) -> Compounds:
        fields = (self.fields[name] for name in (*STRATEGIC, *ACTIONS, "indicator"))
        named = tuple(fields)
        names = {w: f.name for f in named for w in f.words} | {w: f.name for f in named for w in f.numbered}
        return Compounds(names, (*self.subordinating, *self.linking), self.opening)

    @cached_property
    def _together(self) -> regex.Pattern[str]:
        """What a sentence about several nodes goes on with: "มิติที่ ๓ และมิติที่ ๔ ดำเนินการตาม…"."""
        words = "|".join(regex.escape(w) for w in sorted(self._field_of_numbered, key=len, reverse=True))
        return regex.compile(rf"(?:และ|หรือ|ถึง)\s*(?:{words})?\s*(?:ที่)?\s*{NUMBER}", regex.IGNORECASE)

    def _counts(self, rest: str) -> bool:
        """Whether the number before `rest` counts: "ประเด็นยุทธศาสตร์ 3 ด้าน"."""
        return squeeze(rest) in self._counters

    @cached_property
    def _counters(self) -> frozenset[str]:
        return frozenset(map(squeeze, self.counters))

    def labels_in(self, text: str) -> tuple[Label, ...]:
        """Every numbered label within a text: "รวมงบประมาณตามตัวชี้วัดที่ ๑.๑" has one, of indicator 1.1."""
        starts = (m.start() for m in self._label_word.finditer(text))
        return tuple(label for at in starts if (label := self.label(text[at:])) is not None)

    def _nearest_numbered(self, word: str) -> str:
        best = process.extractOne(word.lower(), list(self._field_of_numbered), scorer=fuzz.ratio)
        return self._field_of_numbered[best[0]]

    def title_fields(self, title: str) -> tuple[str, ...]:
        """The fields that a section title names, in printed order: "เป้าประสงค์และตัวชี้วัด" is goal and indicator.

        A title that only mentions a field among other words names none.
        """
        return self._titles.fields(title)

    def column_fields(self, header: str) -> tuple[str, ...]:
        """The fields that a column header names; "ชื่อตัวชี้วัด" is the indicator's name."""
        return self._columns.fields(header) or self._columns.fields(header.removeprefix(NAME_OF))

    def column_head(self, header: str) -> tuple[str, ...]:
        """The field of the word that a column's name begins with, where no words name it as a whole."""
        return self._columns.headed(header)

    def starts_with_field(self, text: str) -> str | None:
        """The field that a title's first word names, where the title goes on: "แผนงานการศึกษา" is a plan."""
        key = squeeze(text)
        best = max((w for w in self._heads if key.startswith(w) and len(key) > len(w)), key=len, default=None)
        if best and key[len(best) :].startswith(("/", "และ", "โครงการ", "หลัก")):
            return None
        return self._heads[best] if best else None

    @cached_property
    def _heads(self) -> dict[str, str]:
        return {squeeze(w): f.name for f in self.fields.values() for w in f.heads}

    def is_total(self, text: str) -> bool:
        """Whether a row's first words say that it adds up others: "รวมงบประมาณตามตัวชี้วัดที่ ๑.๑", "มิติที่ ๑ รวม"."""
        key = squeeze(text)
        if key.endswith(self._squeezed_total_heads) and (label := self.label(text)) is not None:
            return self.is_total_alone(label.rest)
        return any(
            key == head or (key.startswith(head) and len(key) < 80) for head in self._squeezed_total_heads
        ) and not key.startswith(self.not_totals)

    def is_total_alone(self, text: str) -> bool:
        """Whether a text says that it is a total, and no more: "รวมทั้งสิ้น"."""
        return squeeze(text) in self._squeezed_total_heads

    @cached_property
    def _squeezed_total_heads(self) -> tuple[str, ...]:
        return tuple(map(squeeze, self.total_heads))

    def status(self, text: str) -> str | None:
        """The status phrase that is all of `text`, or None."""
        key = squeeze(text)
        if not key or len(key) > 40:
            return None
        best = process.extractOne(key, self._squeezed_status_phrases, scorer=fuzz.ratio, score_cutoff=92)
        return text.strip() if best else None

    @cached_property
    def _squeezed_status_phrases(self) -> tuple[str, ...]:
        return tuple(map(squeeze, self.status_phrases))

    def is_mark(self, text: str) -> bool:
        """Whether a cell holds nothing but the mark of a year or month grid."""
        tokens = text.split()
        return bool(tokens) and all(t in self.marks or _ARROW.fullmatch(t) for t in tokens)

    def is_nothing(self, text: str) -> bool:
        """Whether a cell says in print that it is empty."""
        return text.strip() in self.nothing or bool(_BLANK_LINE.fullmatch(text))

    def announces(self, text: str) -> bool:
        """Whether a text ends by announcing a list: "… มีดังนี้"."""
        return bool(self._announcement.search(text))

    @cached_property
    def _announcement(self) -> regex.Pattern[str]:
        return regex.compile(rf"(?:{'|'.join(map(regex.escape, self.announcing))})\s*[:：]?\s*$")

    def is_continued(self, text: str) -> bool:
        """Whether a title says that it goes on from an earlier page: "(ต่อ)"."""
        return any(w in text for w in self.continued)

    def without_continued(self, text: str) -> str:
        """A title without the words that say so."""
        for words in self.continued:
            text = text.replace(words, " ")
        return text.strip()


_OTHER: ContextVar[Vocabulary | None] = ContextVar("other_vocabulary", default=None)


@contextmanager
def speaking(other: Vocabulary) -> Iterator[None]:
    """Read with another vocabulary than the one that is shipped."""
    token = _OTHER.set(other)
    try:
        yield
    finally:
        _OTHER.reset(token)


def vocabulary() -> Vocabulary:
    """The vocabulary that documents are read with: as shipped with the package, if no other is set."""
    return _OTHER.get() or _shipped()


@lru_cache(maxsize=1)
def _shipped() -> Vocabulary:
    """Read once."""
    data = tomllib.loads(files("pipeline").joinpath("vocabulary.toml").read_text("utf-8"))
    fields = {
        name: Field(
            name,
            spec["rank"],
            tuple(spec.get("words", ())),
            tuple(spec.get("columns", ())),
            tuple(spec.get("numbered", ())),
            tuple(spec.get("heads", ())),
        )
        for name, spec in data["field"].items()
    }
    return Vocabulary(
        fields=fields,
        risks={role: tuple(words) for role, words in data["risks"].items()},
        fillers=tuple(data["connectives"]["fillers"]),
        continues=tuple(data["connectives"]["continues"]),
        unfinished=tuple(data["connectives"]["unfinished"]),
        closing=tuple(data["connectives"]["closing"]),
        continued=tuple(data["connectives"]["continued"]),
        counters=tuple(data["connectives"]["counters"]),
        subordinating=tuple(data["connectives"]["subordinating"]),
        linking=tuple(data["connectives"]["linking"]),
        opening=tuple(data["connectives"]["opening"]),
        sub_plans=tuple(data["connectives"]["sub_plans"]),
        issues=tuple(data["connectives"]["issues"]),
        counting=frozenset(data["connectives"]["counting"]),
        announcing=tuple(data["connectives"]["announcing"]),
        asides=tuple(data["connectives"]["asides"]),
        total_heads=tuple(data["rows"]["total"]),
        not_totals=tuple(data["rows"]["not_total"]),
        income=tuple(data["rows"]["income"]),
        status_phrases=tuple(data["rows"]["status"]),
        furniture=frozenset(data["rows"]["furniture"]),
        marks=frozenset(data["cells"]["marks"]),
        nothing=frozenset(data["cells"]["nothing"]),
        agency_heads=tuple(data["cells"]["agency_heads"]),
        agency_verbs=tuple(data["cells"]["agency_verbs"]),
        agency_predicates=tuple(data["cells"]["agency_predicates"]),
        not_agency=tuple(data["cells"]["not_agency"]),
        inner_labels=tuple(sorted(data["cells"]["inner_labels"], key=len, reverse=True)),
        method_labels=tuple(sorted(data["cells"]["method_labels"], key=len, reverse=True)),
        opening_labels=frozenset(data["cells"]["opening_labels"]),
    )

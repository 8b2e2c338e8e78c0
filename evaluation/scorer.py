"""Records of one document against gold records that a person made by reading it.

Two texts are the same when their keys (no white space, punctuation, marks of lists; Arabic digits) are at
least 0.85 similar. A gold record has at most one partner, the most similar first; one marked neutral counts
neither way. F1 asks for a partner, strict F1 also for every field that gold states.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from rapidfuzz import fuzz

from pipeline.records.types import Record, RecordSet

SAME = 0.85
SAME_WORDS = 0.95
"""The same of a text that counts as right in every letter that matters."""
SAME_LIST = 0.8
KINDS = ("letters", "headings", "strategies", "measures", "indicators", "budgets")

Gold: TypeAlias = dict[str, Any]
Test: TypeAlias = Callable[[Gold, Any], bool]
Within: TypeAlias = Callable[[str, Any], bool]
"""Whether gold speaks of a record of a kind."""

_THAI = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_SARA_AM = re.compile("ํ([่้๊๋]?)า")
_DROP = re.compile(r"<[^>]*>|[\s\u200b-\u200f\ufeff\u00ad]+|[\"'“”‘’•●➢➤▪·\-–—.,:;()\[\]{}/*_…|]+")


def key(text: object) -> str:
    """The letters and digits by which texts are compared.

    >>> key("๑.๒ โครงการ “รักษ์น้ำ”")
    '12โครงการรักษ์น้ำ'
    """
    return _SARA_AM.sub(r"\1ำ", _DROP.sub("", str(text or "").translate(_THAI))).lower()


def similarity(a: str, b: str) -> float:
    """How alike two keys are, 0..1; two empty ones are the same."""
    if not a and not b:
        return 1.0
    return fuzz.ratio(a, b) / 100 if a and b else 0.0


@dataclass(slots=True)
class Judged:
    """The records of one kind: partners with whether every field is right, and who has no partner."""

    pairs: list[tuple[Gold, Record, bool]] = field(default_factory=list)
    missed: list[Gold] = field(default_factory=list)
    extra: list[Record] = field(default_factory=list)

    def add(self, other: Judged) -> None:
        """Count another document in."""
        self.pairs += other.pairs
        self.missed += other.missed
        self.extra += other.extra

    @property
    def f1(self) -> float:
        """F1 of having a partner."""
        return self._share(len(self.pairs))

    @property
    def strict(self) -> float:
        """F1 of having one and being right in every field."""
        return self._share(sum(right for *_, right in self.pairs))

    def _share(self, good: int) -> float:
        of = 2 * len(self.pairs) + len(self.missed) + len(self.extra)
        return 2 * good / of if of else 0.0

    def verdicts(self) -> list[tuple[Record, bool]]:
        """Every record that gold speaks of, and whether it is right."""
        return [(r, right) for _, r, right in self.pairs] + [(r, False) for r in self.extra]


def judge(records: RecordSet, gold: Gold, within: Within | None = None) -> dict[str, Judged]:
    """The records of every kind that the gold has, judged; only those `within` it, if that is given."""
    owners = _Owners(records)
    found: dict[str, Judged] = {}
    for kind in KINDS:
        if gold.get(kind):
            of_kind = [r for r in getattr(records, kind) if within is None or within(kind, r)]
            found[kind] = _judge(kind, gold[kind], of_kind, owners)
    return found


def by_records(found: Iterable[Judged]) -> tuple[float, float]:
    """The means of F1 and strict over kinds of records."""
    scores = [(judged.f1, judged.strict) for judged in found]
    of = len(scores) or 1
    return sum(f1 for f1, _ in scores) / of, sum(strict for _, strict in scores) / of


class _Owners:
    """Paths of nodes, texts of measures and figures of indicators, by id."""

    def __init__(self, records: RecordSet) -> None:
        self.words: dict[str | None, str | None] = {m.measure_id: m.text for m in records.measures}
        self.words |= {s.strategy_id: s.path for s in records.strategies}
        self.figures: dict[str, set[tuple[int, float, str]]] = {}
        for t in records.targets:
            self.figures.setdefault(t.indicator_id, set()).add(
                (t.fiscal_year_be, round(t.value, 4), t.basis or "plan")
            )


def _judge(kind: str, gold: Sequence[Gold], found: Sequence[Any], owners: _Owners) -> Judged:
    text, least, usable = _pairing(kind, gold)
    pairs, missed, extra = _pair(gold, found, text, least, usable)
    neutral = [g for g in gold if g.get("neutral")]
    return Judged(
        [(g, r, _right(kind, g, r, s, owners)) for g, r, s in pairs if not g.get("neutral")],
        [g for g in missed if not g.get("neutral")],
        [r for r in extra if not any(_near(g, r) for g in neutral)],
    )


def _pairing(kind: str, gold: Sequence[Gold]) -> tuple[str, float, Test | None]:
    """What records of a kind are compared by, how similar they must be, and what else must hold."""
    if kind == "letters":
        return "subject", 0.0, _same_letter
    if kind == "headings":
        return "title", 0.8, lambda g, r: _alike(g, r, "label") and _alike(g, r, "number")
    if kind == "budgets":
        described = any(g.get("description") for g in gold)
        return ("description" if described else "text"), 0.0, _same_money
    return ("title" if kind == "strategies" else "text"), SAME, None


def _pair(
    gold: Sequence[Gold], found: Sequence[Any], text: str, least: float, usable: Test | None
) -> tuple[list[tuple[Gold, Any, float]], list[Gold], list[Any]]:
    """One-to-one pairs, most similar first; the same line breaks ties."""
    wanted, printed = [key(g.get(text)) for g in gold], [key(getattr(r, text)) for r in found]
    options = []
    for i, g in enumerate(gold):
        for j, r in enumerate(found):
            if usable is None or usable(g, r):
                alike = similarity(wanted[i], printed[j])
                if alike >= least:
                    options.append((-(alike + (0.5 if _near(g, r) else 0.0)), i, j, alike))
    left, right, pairs = set(range(len(gold))), set(range(len(found))), []
    for _, i, j, alike in sorted(options):
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            pairs.append((gold[i], found[j], alike))
    return pairs, [gold[i] for i in sorted(left)], [found[j] for j in sorted(right)]


def _near(g: Gold, r: Record) -> bool:
    """Whether both stand on a line, or on a page."""
    if g.get("page") is not None:
        return bool(g["page"] == r.place.page)
    first = r.place.line_start
    if first is None:
        return False
    return bool(set(g.get("lines") or [g.get("line")]) & set(range(first, (r.place.line_end or first) + 1)))


def _placed(g: Gold) -> bool:
    """Whether gold says where its record stands; gold of other formats than text may not."""
    return any(g.get(name) is not None for name in ("line", "lines", "page"))


def _same_letter(g: Gold, r: Any) -> bool:
    by_number = bool(g.get("number") and r.number) and similarity(key(g["number"]), key(r.number)) >= 0.9
    by_subject = bool(g.get("subject") and r.subject) and _same(g["subject"], r.subject)
    bare = not g.get("subject") and not g.get("number") and _near(g, r)
    return by_number or by_subject or bare


def _same_money(g: Gold, r: Any) -> bool:
    return (
        _number(g.get("amount_min")) == _number(r.amount_min)
        and _number(g.get("amount_max")) == _number(r.amount_max)
        and bool(g.get("is_total")) == r.is_total
        and (not g.get("fiscal_year_be") or g["fiscal_year_be"] == r.fiscal_year_be)
        and (_near(g, r) or not _placed(g) or (g.get("page") is None and _same(g.get("text"), r.text)))
    )


def _alike(g: Gold, r: Any, name: str) -> bool:
    return key(g.get(name)) == key(getattr(r, name))


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _same(a: object, b: object, least: float = SAME) -> bool:
    return similarity(key(a), key(b)) >= least


def _same_list(a: Any, b: Any) -> bool:
    one, other = ("".join(map(str, x)) if isinstance(x, list | tuple) else str(x or "") for x in (a, b))
    return _same(one, other, SAME_LIST)


def _path(path: object) -> str:
    return str(path or "").strip().strip("/")


def _right(kind: str, g: Gold, r: Any, alike: float, owners: _Owners) -> bool:
    """Whether a record is right in every field that its gold states."""
    match kind:
        case "letters":
            return _right_letter(g, r)
        case "strategies":
            return _right_strategy(g, r)
        case "measures":
            return alike >= SAME_WORDS and _right_measure(g, r, owners)
        case "indicators":
            return alike >= SAME_WORDS and _right_indicator(g, r, owners)
        case "budgets":
            return _right_budget(g, r, owners)
    return True


def _right_letter(g: Gold, r: Any) -> bool:
    by_hand = g.get("handwritten", [])
    checks = {
        "number": not g.get("number") or similarity(key(g["number"]), key(r.number)) >= 0.9,
        "date": "date" not in g or str(g["date"] or "") == str(r.issued_on or ""),
        "from": not g.get("from") or _same(g["from"], r.from_agency, SAME_LIST),
        "subject": not g.get("subject") or _same(g["subject"], r.subject),
        "to": not g.get("to") or _same(g["to"], r.addressee),
        "signatory": not g.get("signatory") or _same(g["signatory"], r.signatory),
    }
    return all(good for name, good in checks.items() if name not in by_hand)


def _right_strategy(g: Gold, r: Any) -> bool:
    lists = all(_same_list(g[n], getattr(r, n)) for n in ("objectives", "outcomes") if g.get(n))
    agencies = not g.get("lead") or (
        _same_list(g["lead"], r.lead_agencies) and _same_list(g.get("support"), r.support_agencies)
    )
    return _path(g.get("path")) == _path(r.path) and lists and agencies


def _right_measure(g: Gold, r: Any, owners: _Owners) -> bool:
    return (
        (not g.get("path") or _path(g["path"]) == _path(r.path))
        and (not g.get("parent") or _same(g["parent"], owners.words.get(r.parent_id)))
        and (not g.get("method") or _same(g["method"], r.method))
        and (not g.get("agencies") or _same_list(g["agencies"], r.agencies))
        and (not g.get("years_be") or sorted(g["years_be"]) == sorted(r.years_be))
        and (not g.get("indicator_number") or str(g["indicator_number"]) == str(r.indicator_number))
    )


def _right_indicator(g: Gold, r: Any, owners: _Owners) -> bool:
    owner = owners.words.get(r.owner_id)
    wanted = {
        (int(t["fiscal_year_be"]), round(float(t["value"]), 4), t.get("basis") or "plan")
        for t in g.get("targets") or []
    }
    by_path = g.get("owner_type") != "strategy" or _path(g.get("owner")) == _path(owner)
    return (
        by_path
        and (g.get("owner_type") != "measure" or _same(g.get("owner"), owner))
        and (g.get("target_value") is None or _number(r.target_value) == _number(g["target_value"]))
        and (not g.get("target_year_be") or r.target_year_be == g["target_year_be"])
        and (not g.get("unit") or _same(g["unit"], r.unit))
        and (not wanted or wanted == owners.figures.get(r.indicator_id, set()))
    )


def _right_budget(g: Gold, r: Any, owners: _Owners) -> bool:
    return (
        (not g.get("owner") or _same(g["owner"], owners.words.get(r.measure_id)))
        and (not g.get("indicator_number") or str(g["indicator_number"]) == str(r.indicator_number))
        and (not g.get("category") or _same_list(g["category"], r.category))
        and (not g.get("agency") or _same(g["agency"], r.agency))
    )

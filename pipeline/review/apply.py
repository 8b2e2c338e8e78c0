"""Corrections put into the records of a document, wherever they still fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import MISSING, dataclass, fields, replace
from typing import Any, cast

from pipeline.ids import record_id
from pipeline.model import BBox, Finding, Place
from pipeline.records.types import (
    RECORD_KINDS,
    Heading,
    Indicator,
    Measure,
    Record,
    RecordSet,
    Strategy,
    Target,
)
from pipeline.review.corrections import Anchor, Correction
from pipeline.review.values import ADDABLE, CORRECTABLE, IDS, editable, plain, record_value, sight_id
from pipeline.schema import Field

CORRECTED, CONFIRMED = "corrected_by_person", "confirmed_by_person"
"""Names among the `rules` of a record that a person has changed, or marked as right."""


class _UnusedError(Exception):
    """Why a correction does not fit."""


@dataclass(slots=True)
class _Entry:
    """A record under the id that it had before anything was corrected; None once it is deleted."""

    name: str
    record: Record | None


def applied(records: RecordSet, corrections: Sequence[Correction]) -> tuple[RecordSet, tuple[Finding, ...]]:
    """The records with the corrections in them, and a finding `correction_unused` for each that does not fit.

    A correction fits the record with its id, else the one with its lasting key, else the only one with its
    words; and a changed value must still be the old one, or already the new one.
    """
    correcting = _Correcting(records)
    unused = []
    for one in corrections:
        try:
            correcting.apply(one)
        except _UnusedError as reason:
            unused.append(_finding(one, str(reason)))
    return correcting.records(), tuple(unused)


def as_sure_as_people(records: RecordSet) -> RecordSet:
    """The records, those that a person has corrected or marked as right without a doubt."""
    sure: dict[str, Any] = {
        table: tuple(
            replace(one, confidence=1.0) if {CORRECTED, CONFIRMED} & set(one.rules) else one
            for one in getattr(records, table)
        )
        for table in CORRECTABLE
    }
    return replace(records, **sure)


def words_of(text_raw: str) -> str:
    """The words that a correction is anchored to: those of the source, with single spaces."""
    return " ".join(text_raw.split())


def _finding(one: Correction, reason: str) -> Finding:
    what = f"{one.action} {one.field}" if one.field else one.action
    message = (
        f"A correction of {one.who} ({one.when[:10]}: {what} in {one.table}) is not used: {reason}. "
        "Look at the record, and correct it again or withdraw the correction."
    )
    at = one.anchor
    place = Place(at.page, at.line_start, at.line_end, _box(at), at.anchor)
    expected, actual = (None if v is None else str(v) for v in (one.old, one.new))
    return Finding("warning", "correction_unused", message, place, expected=expected, actual=actual)


def _box(anchor: Anchor) -> BBox | None:
    return cast(BBox, tuple(anchor.bbox)) if anchor.bbox and len(anchor.bbox) == 4 else None


class _Correcting:
    """The records of one document while corrections are put into them."""

    def __init__(self, records: RecordSet) -> None:
        self._records = records
        self._document = records.document
        self._tables = {
            table: [_Entry(sight_id(table, _ids(record)), record) for record in getattr(records, table)]
            for table in CORRECTABLE
        }

    def records(self) -> RecordSet:
        changed: dict[str, Any] = {
            table: tuple(entry.record for entry in entries if entry.record is not None)
            for table, entries in self._tables.items()
        }
        return replace(self._records, document=self._document, **changed)

    def apply(self, one: Correction) -> None:
        if one.table == "documents":
            self._document = _changed(self._document, one)
            return
        if one.table not in CORRECTABLE:
            raise _UnusedError(f'the records of "{one.table}" are not corrected')
        if one.action == "add":
            self._tables[one.table].append(_added(self._document.doc_id, one))
            return
        entry = self._found(one, one.anchor)
        record = entry.record
        if record is None:
            raise _UnusedError("the record is deleted")
        match one.action:
            case "delete":
                entry.record = None
                self._let_go(record)
            case "right":
                entry.record = replace(record, rules=(*record.rules, CONFIRMED))
            case "merge":
                self._merge(entry, record, one)
            case "split":
                self._split(entry, record, one)
            case _:
                entry.record = _by_person(_changed(record, one))

    def _merge(self, kept: _Entry, record: Any, one: Correction) -> None:
        """Puts the records of `others` into one; what hung under them hangs under that one."""
        entries = [self._found(one, anchor) for anchor in one.others]
        gone = [entry.record for entry in entries if entry.record is not None and entry is not kept]
        if not gone or len(gone) < len(entries):
            raise _UnusedError("not all of the records to merge are there")
        merged = _with_values(record, one, one.old, one.new)
        for other in sorted(gone, key=_reading_order):
            first, last = sorted((merged, other), key=_reading_order)
            words = f"{first.text_raw}\n{last.text_raw}"
            merged = replace(merged, place=first.place.to(last.place), text_raw=words)
            if getattr(merged, "parent_id", None) == getattr(other, IDS[one.table]):
                merged = replace(merged, parent_id=getattr(other, "parent_id"))  # noqa: B009  # a union
        for entry in entries:
            entry.record = None
        kept.record = _by_person(merged)
        for other in gone:
            self._let_go(other, merged)

    def _split(self, entry: _Entry, record: Any, one: Correction) -> None:
        """Makes several records of one; what hung under it hangs under the first."""
        if not isinstance(one.new, list) or len(one.new) < 2:
            raise _UnusedError("it has no parts")
        parts = [_by_person(_with_values(record, one, one.old, values)) for values in one.new]
        entry.record = parts[0]
        entries = self._tables[one.table]
        at = entries.index(entry)
        for number, part in enumerate(parts[1:], start=1):
            name = record_id(self._document.doc_id, one.table, "split", one.id, str(number))
            named = replace(part, **cast(dict[str, Any], {IDS[one.table]: name, "record_key": None}))
            entries.insert(at + number, _Entry(name, named))

    def _found(self, one: Correction, anchor: Anchor) -> _Entry:
        entries = self._tables[one.table]
        for entry in entries:
            if entry.name == anchor.record_id:
                return entry
        if anchor.record_key:
            same = [e for e in entries if e.record and e.record.record_key == anchor.record_key]
            if len(same) == 1:
                return same[0]
        same = [
            e for e in entries if e.record and anchor.words and words_of(e.record.text_raw) == anchor.words
        ]
        if len(same) > 1 and one.field:
            same = [e for e in same if plain(getattr(e.record, one.field, None)) == one.old]
        if len(same) > 1:
            at = (anchor.page, anchor.line_start, anchor.anchor)
            same = [e for e in same if e.record and _where(e.record.place) == at]
        if len(same) != 1:
            raise _UnusedError("its record is no longer there" if not same else "several records are like it")
        return same[0]

    def _let_go(self, gone: Record, to: Any = None) -> None:
        """Hangs what belonged to a record that is gone under what that belonged to, or under `to`."""
        if isinstance(gone, Strategy):
            above = to.strategy_id if to else gone.parent_id
            self._hang("strategies", "parent_id", gone.strategy_id, above)
            for owned in ("measures", "budgets"):
                self._hang(owned, "strategy_id", gone.strategy_id, above)
            self._give_indicators(gone.strategy_id, "strategy", above)
        elif isinstance(gone, Measure):
            above = to.measure_id if to else gone.parent_id
            self._hang("measures", "parent_id", gone.measure_id, above)
            self._hang("budgets", "measure_id", gone.measure_id, above)
            self._give_indicators(
                gone.measure_id, "measure" if above else "strategy", above or gone.strategy_id
            )
        elif isinstance(gone, Heading):
            self._hang("headings", "parent_id", gone.heading_id, to.heading_id if to else gone.parent_id)
        elif isinstance(gone, Indicator):
            self._give_targets(gone.indicator_id, to.indicator_id if to else None)

    def _give_targets(self, old: str, new: str | None) -> None:
        """Gives targets to another indicator, but for years that it has a target of; or drops them."""
        targets = [e for e in self._tables["targets"] if isinstance(e.record, Target)]
        has = {_figure(e.record) for e in targets if e.record and _owner(e.record) == new}
        for entry in targets:
            if entry.record is not None and _owner(entry.record) == old:
                keep = new is not None and _figure(entry.record) not in has
                given = cast(dict[str, Any], {"indicator_id": new})
                entry.record = replace(entry.record, **given) if keep else None

    def _hang(self, table: str, field: str, old: str, new: str | None) -> None:
        for entry in self._tables[table]:
            if entry.record is not None and getattr(entry.record, field) == old:
                entry.record = replace(entry.record, **cast(dict[str, Any], {field: new}))

    def _give_indicators(self, old: str, owner_type: str, owner: str | None) -> None:
        given: dict[str, Any] = {"owner_type": owner_type if owner else "document", "owner_id": owner}
        for entry in self._tables["indicators"]:
            if getattr(entry.record, "owner_id", None) == old and entry.record is not None:
                entry.record = replace(entry.record, **given)


def _ids(record: Record) -> dict[str, Any]:
    names = (*IDS.values(), "fiscal_year_be", "basis")
    return {name: getattr(record, name) for name in names if hasattr(record, name)}


def _owner(target: Any) -> str | None:
    return cast(str, target.indicator_id)


def _figure(target: Any) -> tuple[int, str | None]:
    return target.fiscal_year_be, target.basis


def _reading_order(record: Any) -> tuple[int, int, float]:
    at = record.place
    return at.page or 0, at.line_start or 0, at.bbox[1] if at.bbox else 0.0


def _by_person(record: Any) -> Any:
    rules = record.rules if CORRECTED in record.rules else (*record.rules, CORRECTED)
    return replace(record, corrected=True, rules=rules)


def _where(place: Place) -> tuple[int | None, int | None, str | None]:
    return place.page, place.line_start, place.anchor


def _changed(record: Any, one: Correction) -> Any:
    name = one.field or ""
    if one.action != "change":
        raise _UnusedError(f'"{one.action}" is nothing that can be done to it')
    return _with_values(record, one, {name: one.old}, {name: one.new})


def _with_values(record: Any, one: Correction, old: Any, new: Any) -> Any:
    """The record with new values, where those that it has are still the old ones, or the new."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        raise _UnusedError("it has no values")
    columns = {field.name: field for field in editable(one.table)}
    values = {}
    for name, value in new.items():
        if name not in columns:
            raise _UnusedError(f'"{name}" is nothing to correct')
        try:
            before, after = (_record_value(columns[name], v) for v in (old.get(name), value))
        except ValueError as error:
            raise _UnusedError(str(error)) from error
        if plain(getattr(record, name)) not in (plain(before), plain(after)):
            raise _UnusedError(f"{name} is now {getattr(record, name)}")
        values[name] = after
    return replace(record, **values)


def _record_value(column: Field, value: Any) -> Any:
    kept = record_value(column, value) if value is not None else None
    return kept or () if column.type == "array" else kept


def _added(doc_id: str, one: Correction) -> _Entry:
    if one.table not in ADDABLE or not isinstance(one.new, dict):
        raise _UnusedError("nothing can be added there")
    kind, columns = RECORD_KINDS[one.table], {field.name: field for field in editable(one.table)}
    values: dict[str, Any] = {
        field.name: None
        for field in fields(kind)
        if field.default is MISSING and field.default_factory is MISSING
    }
    try:
        for name, field in columns.items():
            if one.new.get(name) is not None:
                values[name] = record_value(field, one.new[name])
            elif name in values and field.constraints.required:
                raise ValueError(f"{name} must not be empty")
    except ValueError as error:
        raise _UnusedError(str(error)) from error
    at, name = one.anchor, record_id(doc_id, one.table, "added", one.id)
    values |= {"doc_id": doc_id, IDS[one.table]: name, "text_raw": at.words}
    if one.table == "indicators":
        values |= {"owner_type": "document", "owner_id": None}
    place = Place(at.page, at.line_start, at.line_end, _box(at), at.anchor)
    return _Entry(name, kind(**values, place=place, corrected=True, rules=(CORRECTED,)))

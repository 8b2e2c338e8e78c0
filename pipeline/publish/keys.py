"""Keys that last: which record of tonight is which of last night, and so bears its `record_key`.

An id is a hash of the document's bytes: one changed amount gives every record another one. A key is handed
on. A file takes the key of the file that it was (the same bytes, or the same path), a record that of
the record that it was, as `thaiplan diff` pairs them. What is new gets a hash of its file's key, its
document, its words and its number among equals. So keys follow from the snapshots before and from
nothing else: the same nights give the same keys.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import count
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.ids import ID_LENGTH
from pipeline.publish.diff.content import (
    COMPARED,
    KEY,
    Content,
    content_columns,
    id_column,
    read_columns,
    reference_columns,
)
from pipeline.publish.diff.documents import match_documents
from pipeline.publish.diff.pairing import Pairs
from pipeline.publish.diff.reading import DocumentRows
from pipeline.publish.stored import Range, StoredTables, runs

_BETWEEN, _IN_LIST = "\x1e", "\x1f"

_WORDS: Mapping[str, tuple[str, ...]] = {
    "cells": ("row", "col", "header", "field", "text"),
    "findings": ("severity", "code", "message", "expected", "actual"),
}
"""What tells a row of a table from others whose records are not paired one by one."""
_STEPS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "cells": (("table", "row", "col", "text"), ("header", "field", "text"), ("table", "row", "col")),
    "findings": (("severity", "code", "message", "expected", "actual"), ("severity", "code")),
}
"""How they are known again, step after step; `table` is the number of a cell's table in its document."""

Kept: TypeAlias = dict[str, dict[int, str]]
"""By table, the keys that rows (from 0) take over."""
FileRow: TypeAlias = Mapping[str, Any]


def new_key(*parts: object) -> str:
    """A key of its own for what these parts tell apart.

    >>> new_key("แผน.txt", "measures", 0)
    'k-b557bb292033ecb6'
    """
    joined = _BETWEEN.join(map(str, parts))
    return f"k-{sha256(joined.encode('utf-8', 'backslashreplace')).hexdigest()[:ID_LENGTH]}"


class LastingKeys:
    """The keys of a run's files and of their records.

    `old` is the snapshot before, None where there is none; `files` are the paths and `doc_id`s of all
    files of the run. Only documents that are keyed here, and what they were, are read: those that are
    taken over from the snapshot before have their keys already.
    """

    def __init__(self, old: StoredTables | None, files: Iterable[tuple[str, str]]) -> None:
        self._stored = stored = old or StoredTables({})
        self._old = DocumentRows(stored)
        now = [{"source_path": path, "doc_id": doc_id} for path, doc_id in sorted(files)]
        matches = [one for one in match_documents(stored.file_rows, now) if one.after is not None]
        self._was: dict[str, FileRow] = {}
        self._of_file: dict[str, str] = {}
        taken = {row[KEY] for row in stored.file_rows}
        for match in matches:
            assert match.after is not None
            path, doc_id = match.after["source_path"], match.after["doc_id"]
            key = None
            if match.before is not None:
                self._was[path] = match.before
                key = match.before[KEY]
            self._of_file[path] = key or _unused(("documents", doc_id, path), taken)
            taken.add(self._of_file[path])
        self._of_document: dict[str, str] = {}
        for file in now:
            self._of_document.setdefault(file["doc_id"], self._of_file[file["source_path"]])
        self._before = self._predecessors(stored.file_rows, now)

    def _predecessors(self, old: Iterable[FileRow], now: Sequence[FileRow]) -> dict[str, str]:
        """Which document of the snapshot before each document is: itself, or the one that it took the
        place of."""
        had = {row["doc_id"] for row in old if row["duplicate_of"] is None and row["status"] != "failed"}
        here = {file["doc_id"] for file in now}
        before = {doc_id: doc_id for doc_id in here & had}
        free = had - here
        for file in now:
            was = self._was.get(file["source_path"])
            if was and file["doc_id"] not in before and was["doc_id"] in free:
                before[file["doc_id"]] = was["doc_id"]
                free.discard(was["doc_id"])
        return before

    def was(self, source_path: str) -> FileRow | None:
        """The row of `documents` that a file had in the snapshot before."""
        return self._was.get(source_path)

    def of_file(self, source_path: str) -> str | None:
        """The key of a file of the run."""
        return self._of_file.get(source_path)

    def of_document(self, doc_id: str) -> str:
        """The key of the first file that has a document's bytes: its records' new keys are made from it."""
        return self._of_document.get(doc_id) or new_key("documents", doc_id)

    def took_from(self, doc_id: str) -> str | None:
        """The document of the snapshot before whose keys a document takes over, None where there is none."""
        return self._before.get(doc_id)

    def origin(self, doc_id: str) -> str:
        """What the keys of a document's records follow from, beside its words: other nights have another."""
        files = (
            part.published.sha256
            for table in sorted(self._stored.parts)
            for part in self._stored.parts[table]
            if part.published
        )
        return new_key(*files, self.of_document(doc_id), self._before.get(doc_id))

    def assign(self, tables: Mapping[str, pa.Table], anew: Collection[str] = ()) -> dict[str, pa.Table]:
        """Validated tables of whole documents, with `record_key` filled in; the documents `anew` take over
        no keys."""
        kept: Kept = defaultdict(dict)
        places = {name: _places(rows) for name, rows in tables.items()}
        doc_ids = dict.fromkeys(tables["documents"].column("doc_id").to_pylist())
        for doc_id in sorted(doc_ids, key=lambda one: self._old.start(self._before.get(one))):
            before = None if doc_id in anew else self._before.get(doc_id)
            if before is not None:
                after = {name: _rows(tables[name], places[name].get(doc_id, ())) for name in tables}
                for name, keys in self._taken_over(before, after).items():
                    numbers = [
                        row for start, end in places[name].get(doc_id, ()) for row in range(start, end)
                    ]
                    kept[name].update((numbers[row], key) for row, key in keys.items())
        return {name: self._filled(name, rows, kept[name]) for name, rows in tables.items()}

    def _taken_over(self, before: str, after: Mapping[str, pa.Table]) -> Kept:
        """The keys that the rows of one document take over from what it was."""
        old = {name: self._old.read(name, before, _columns_to_read(name)) for name in (*COMPARED, *_STEPS)}
        if all(_says_the_same(name, rows, after[name]) for name, rows in old.items()):
            return {name: _by_number(enumerate(rows.column(KEY).to_pylist())) for name, rows in old.items()}
        kept: Kept = {}
        pairs = Pairs(_content(old), _content(after))
        for name in COMPARED:
            # As they stand now come first, then those that are gone.
            now = pairs.pair(name)[: after[name].num_rows]
            kept[name] = _by_number((row, was[KEY]) for row, (was, _) in enumerate(now) if was)
        for name in _STEPS:
            kept[name] = _recognised(name, old[name], after[name])
        return kept

    def _filled(self, name: str, rows: pa.Table, kept: Mapping[int, str]) -> pa.Table:
        if KEY not in rows.column_names or not rows.num_rows:
            return rows
        doc_ids = rows.column("doc_id").to_pylist()
        if name == "documents":
            keys = [self.of_document(doc_id) for doc_id in doc_ids]
        else:
            keys = self._new_or_kept(name, doc_ids, _said(name, rows), kept)
        index = rows.schema.get_field_index(KEY)
        return rows.set_column(index, rows.schema.field(index), pa.array(keys, pa.string()))

    def _new_or_kept(
        self, name: str, doc_ids: Sequence[str], said: Iterable[str], kept: Mapping[int, str]
    ) -> list[str]:
        rows = list(zip(doc_ids, said, strict=True))
        used = set(kept.values())
        while True:
            keys = self._keys(name, rows, kept, used)
            # What a document was once may have been handed on to another one: it stays that one's key.
            others = self._of_others(name, {key for row, key in enumerate(keys) if row not in kept}) - used
            if not others:
                return keys
            used |= others

    def _keys(
        self, name: str, rows: Iterable[tuple[str, str]], kept: Mapping[int, str], used: Collection[str]
    ) -> list[str]:
        """The keys that rows have kept, and new ones, none of those that are used, for the others."""
        seen: Counter[tuple[str, str]] = Counter()
        keys = []
        for row, one in enumerate(rows):
            key = kept.get(row)
            while key is None or (row not in kept and key in used):
                key = new_key(self.of_document(one[0]), one[0], name, one[1], seen[one])
                seen[one] += 1
            keys.append(key)
        return keys

    def _of_others(self, name: str, keys: Collection[str]) -> set[str]:
        """Those of some new keys that a row of the snapshot before has."""
        found: set[str] = set()
        wanted = pa.array(sorted(keys), pa.string())
        for part in self._stored.parts.get(name, ()) if keys else ():
            if KEY in part.metadata.schema.names:
                for group in range(len(part.groups)):
                    column = part.read((KEY,), group).column(KEY)
                    found.update(column.filter(pc.is_in(column, wanted)).to_pylist())
        return found


def _unused(parts: Sequence[str], taken: set[str]) -> str:
    """A new key that nothing has. A file may have come that an older one, renamed since, was once."""
    return next(key for number in count() if (key := new_key(*parts, number)) not in taken)


def _by_number(keys: Iterable[tuple[int, str | None]]) -> dict[int, str]:
    """What has a key: snapshots of earlier releases have none."""
    return {row: key for row, key in keys if key}


def _places(rows: pa.Table) -> dict[str, list[Range]]:
    """Where the rows of each document stand."""
    found: defaultdict[str, list[Range]] = defaultdict(list)
    for doc_id, place in runs(rows.column("doc_id")):
        found[doc_id].append(place)
    return found


def _rows(rows: pa.Table, places: Iterable[Range]) -> pa.Table:
    return pa.concat_tables([rows.slice(0, 0), *(rows.slice(start, end - start) for start, end in places)])


def _columns_to_read(name: str) -> tuple[str, ...]:
    if name in COMPARED:
        return read_columns(name)
    return (*_WORDS[name], *(("table_id",) if name == "cells" else ()), KEY)


def _says_the_same(name: str, old: pa.Table, new: pa.Table) -> bool:
    """Whether a document that was read again has the same records with the same ids."""
    own = id_column(name) if name in COMPARED else "table_id" if name == "cells" else None
    columns = [*(_WORDS.get(name) or content_columns(name)), *((own,) if own else ())]
    return old.num_rows == new.num_rows and bool(
        old.select(columns).combine_chunks().equals(new.select(columns).combine_chunks())
    )


def _content(tables: Mapping[str, pa.Table]) -> Content:
    return Content({name: tables[name].select(read_columns(name)).to_pylist() for name in COMPARED})


def _recognised(name: str, old: pa.Table, new: pa.Table) -> dict[int, str]:
    before, after = _known(name, old), _known(name, new)
    keys = old.column(KEY).to_pylist()
    kept: dict[int, str] = {}
    left, right = list(range(len(keys))), list(range(new.num_rows))
    for step in _STEPS[name]:
        waiting: defaultdict[tuple[Any, ...], list[int]] = defaultdict(list)
        for row in reversed(left):
            waiting[tuple(before[column][row] for column in step)].append(row)
        taken = set()
        for row in right:
            same = waiting.get(tuple(after[column][row] for column in step))
            if same:
                taken.add(was := same.pop())
                kept[row] = keys[was]
        left = [row for row in left if row not in taken]
        right = [row for row in right if row not in kept]
    return _by_number(kept.items())


def _known(name: str, rows: pa.Table) -> dict[str, list[Any]]:
    columns = {column: rows.column(column).to_pylist() for column in _WORDS[name]}
    if name == "cells":
        table_ids = rows.column("table_id").to_pylist()
        numbers = {table_id: number for number, table_id in enumerate(dict.fromkeys(table_ids))}
        columns["table"] = [numbers[table_id] for table_id in table_ids]
    return columns


def _said(name: str, rows: pa.Table) -> Iterator[str]:
    """What each row says, without its references, in one text."""
    references = reference_columns(name)
    own = _WORDS.get(name) or [one for one in content_columns(name) if one not in references]
    texts = [_as_text(rows.column(column)) for column in own]
    joined = pc.binary_join_element_wise(*texts, _BETWEEN, null_handling="replace", null_replacement="")
    yield from joined.to_pylist()


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_list(column.type):
        return pc.binary_join(column.cast(pa.list_(pa.string())), _IN_LIST)
    return column.cast(pa.string())

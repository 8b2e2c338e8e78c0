"""Finished documents on their way into a snapshot: validated, and put by in batches beside the snapshots.

A run that is killed loses no more than its last, unfinished batch: the next one finds the others.
"""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Collection, Mapping
from datetime import datetime
from functools import partial

import pyarrow as pa

from pipeline import schema
from pipeline.events import DamageFound, Listener, nobody
from pipeline.publish import batches
from pipeline.publish.keys import LastingKeys
from pipeline.publish.snapshot import BATCH_RECORDS, stamped
from pipeline.publish.stored import StoredTables
from pipeline.publish.stores.base import SnapshotStore
from pipeline.publish.validate import validate
from pipeline.records.types import TABLES, RecordSet

BATCH_SECONDS = 10.0
"""A batch is put by after that time, however few documents it has."""

_PREFIX, _SUFFIX = "batch-", ".zip"

DAMAGED_BATCH = (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, KeyError, pa.ArrowException)
"""What a batch raises that is not what was written, or is none at all."""


class Spool:
    """Takes finished documents, and puts them by in batches. Call it with the store's lock held."""

    def __init__(
        self, store: SnapshotStore, keys: LastingKeys, *, moment: datetime, pipeline_version: str
    ) -> None:
        self._store = store
        self._keys = keys
        self._moment = moment
        self._pipeline_version = pipeline_version
        self._waiting: list[RecordSet] = []
        self._records = 0
        self._since = time.monotonic()
        self._number = 0

    def resume(self, tell: Listener = nobody) -> list[StoredTables]:
        """The batches of a run that did not come to its end.

        Those of another pipeline version go, and those whose documents were other files then: their
        keys are not what they would be now. One that is damaged is set aside under another name, and `tell`
        hears of it.
        """
        found = []
        wanted = f"{_PREFIX}{self._pipeline_version}-"
        for name in _batch_names(self._store):
            try:
                if not name.startswith(wanted):
                    self._store.remove_work(name)
                    continue
                number = int(name[len(wanted) : -len(_SUFFIX)])
                opened = partial(self._store.open_work, name)
                batch = batches.from_file(opened)
                batch.read_all()
                if not self._keyed_as_now(batch, batches.origins(opened)):
                    self._store.remove_work(name)
                    continue
            except DAMAGED_BATCH as error:
                kept = self._store.set_work_aside(name)
                tell(DamageFound(f"{self._store.location('.work')}/{name}", f"{_why(error)} (now {kept})"))
            else:
                found.append(batch)
                self._number = max(self._number, number)
        return found

    def _keyed_as_now(self, batch: StoredTables, origins: Mapping[str, object]) -> bool:
        return all(
            row["record_key"] == self._keys.of_document(row["doc_id"])
            and origins.get(row["doc_id"]) == self._keys.origin(row["doc_id"])
            for row in batch.file_rows
        )

    def with_keys_anew(self, batch: StoredTables, doc_ids: Collection[str]) -> StoredTables:
        """A batch in which some documents take over no keys: those that they took stand with another one."""
        tables = {table: batch.whole(table) for table in schema.tables()}
        content = batches.to_bytes(self._keys.assign(tables, anew=doc_ids))
        return batches.from_file(lambda: io.BytesIO(content))

    def add(self, record_set: RecordSet) -> list[StoredTables]:
        """Takes a document. The batch that is full with it, if it is: nothing else is kept safe yet."""
        self._waiting.append(stamped(record_set, self._moment, self._pipeline_version))
        self._records += 1 + sum(len(getattr(record_set, table)) for table in TABLES[1:])
        if self._records >= BATCH_RECORDS or time.monotonic() - self._since >= BATCH_SECONDS:
            return self.flush()
        return []

    def flush(self) -> list[StoredTables]:
        """Validates what waits, if anything does, and puts it by as a batch."""
        waiting, self._waiting, self._records = self._waiting, [], 0
        self._since = time.monotonic()
        if not waiting:
            return []
        self._number += 1
        name = f"{_PREFIX}{self._pipeline_version}-{self._number:06}{_SUFFIX}"
        origins = {one.document.doc_id: self._keys.origin(one.document.doc_id) for one in waiting}
        self._store.write_work(name, batches.to_bytes(self._keys.assign(validate(waiting)), origins))
        return [batches.from_file(partial(self._store.open_work, name))]

    def clear(self) -> None:
        """Removes all batches: what they have is published, or not wanted any more."""
        for name in _batch_names(self._store):
            self._store.remove_work(name)


def _why(error: BaseException) -> str:
    return str(error).partition("\n")[0] or type(error).__name__


def _batch_names(store: SnapshotStore) -> list[str]:
    return [name for name in store.work_names() if name.startswith(_PREFIX) and name.endswith(_SUFFIX)]

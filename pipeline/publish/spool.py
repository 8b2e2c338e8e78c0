"""Finished documents on their way into a snapshot: validated, and put by in batches beside the snapshots.

A run that is killed loses no more than its last, unfinished batch: the next one finds the others.
"""

from __future__ import annotations

import time
import zipfile
from datetime import datetime
from functools import partial

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

    def resume(self) -> list[StoredTables]:
        """The batches of a run that did not come to its end.

        Those of another pipeline version go, and those whose documents were other files then: their
        keys are not what they would be now.
        """
        found = []
        wanted = f"{_PREFIX}{self._pipeline_version}-"
        for name in _batch_names(self._store):
            opened = partial(self._store.open_work, name)
            try:
                if not name.startswith(wanted):
                    raise zipfile.BadZipFile
                batch = batches.from_file(opened)
                if not self._keyed_as_now(batch):
                    raise zipfile.BadZipFile
                found.append(batch)
            except zipfile.BadZipFile:
                self._store.remove_work(name)
            else:
                self._number = int(name[len(wanted) : -len(_SUFFIX)])
        return found

    def _keyed_as_now(self, batch: StoredTables) -> bool:
        return all(row["record_key"] == self._keys.of_document(row["doc_id"]) for row in batch.file_rows)

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
        self._store.write_work(name, batches.to_bytes(self._keys.assign(validate(waiting))))
        return [batches.from_file(partial(self._store.open_work, name))]

    def clear(self) -> None:
        """Removes all batches: what they have is published, or not wanted any more."""
        for name in _batch_names(self._store):
            self._store.remove_work(name)


def _batch_names(store: SnapshotStore) -> list[str]:
    return [name for name in store.work_names() if name.startswith(_PREFIX) and name.endswith(_SUFFIX)]

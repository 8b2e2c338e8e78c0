"""The snapshot that a run may build upon."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.errors import SnapshotError
from pipeline.events import DamageFound, Listener
from pipeline.publish.stored import DAMAGE, StoredTables
from pipeline.publish.stores.base import SnapshotStore, open_snapshot


@dataclass(frozen=True, slots=True)
class Sound:
    """A snapshot whose files are what was published; `is_latest` where `latest` names it."""

    name: str
    tables: StoredTables
    is_latest: bool


def last_sound(store: SnapshotStore, tell: Listener) -> Sound | None:
    """The newest snapshot that can be built upon: damage is never handed on to the next one.

    `tell` hears of each that is newer and damaged.
    """
    latest = store.latest()
    if latest is None:
        return None
    for name in (latest, *(name for name in reversed(store.names()) if name < latest)):
        try:
            tables = open_snapshot(store, name)
            damage = tables.damage()
            _ = tables.file_rows
        except (SnapshotError, KeyError, *DAMAGE) as error:
            damage = str(error).partition("\n")[0]
        if damage is None:
            return Sound(name, tables, name == latest)
        tell(DamageFound(str(store.location(name)), damage))
    return None

"""What two stored snapshots differ in."""

from __future__ import annotations

from dataclasses import replace

from pipeline.publish.diff.compare import diff
from pipeline.publish.diff.types import Diff
from pipeline.publish.stores.base import open_snapshot
from pipeline.publish.stores.chosen import Chosen


def diff_snapshots(old: Chosen, new: Chosen) -> Diff:
    """What two snapshots differ in. Raises SnapshotError where one cannot be read."""
    tables = (open_snapshot(one.store, one.name) for one in (old, new))
    names = [str(one.store.package(one.name).get("snapshot", one.name)) for one in (old, new)]
    return replace(diff(*tables), old=names[0], new=names[1])

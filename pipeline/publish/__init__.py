"""From records to a validated, immutable snapshot."""

from pipeline.publish.rows import flatten
from pipeline.publish.snapshot import Snapshot, publish
from pipeline.publish.stores.folder import latest_snapshot

__all__ = ["Snapshot", "flatten", "latest_snapshot", "publish"]

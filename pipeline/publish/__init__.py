"""From records to a validated, immutable snapshot."""

from pipeline.publish.folder import latest_snapshot
from pipeline.publish.rows import flatten
from pipeline.publish.snapshot import Snapshot, publish

__all__ = ["Snapshot", "flatten", "latest_snapshot", "publish"]

"""Programs that the tests run in processes of their own: `python -m tests.cluster.programs NAME ...`."""

from __future__ import annotations

import sys
import time

from pipeline.publish import lease, spool
from pipeline.reading import extract_file
from pipeline.records.types import RecordSet
from pipeline.run import RunSettings, run
from pipeline.sources import SourceFile


def slow(file: SourceFile) -> RecordSet:
    """Takes so long that a test can come between."""
    records = extract_file(file)
    time.sleep(1.5)
    return records


def run_slowly(raw: str, processed: str, lease_seconds: str) -> None:
    """A run that puts every document by as soon as it is read."""
    lease.LEASE_SECONDS = float(lease_seconds)
    spool.BATCH_SECONDS = 0.0
    run(raw, processed, RunSettings(workers=1), extractor=slow)


if __name__ == "__main__":
    run_slowly(*sys.argv[1:])

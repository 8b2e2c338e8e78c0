"""What the tests run in other processes, which import it by name."""

from __future__ import annotations

import time
from pathlib import Path

from pipeline.publish import spool
from pipeline.publish.stores import lease
from pipeline.records.types import RecordSet
from pipeline.run import RunSettings, run
from pipeline.run.reading import extract_file
from pipeline.run.sources import SourceFile

PATIENCE = 120
"""Seconds after which nothing waits any longer."""


def slow(file: SourceFile) -> RecordSet:
    """Takes so long that a test can come between."""
    records = extract_file(file)
    time.sleep(1.5)
    return records


def waiting(file: SourceFile) -> RecordSet:
    """Reads the first plan, and the others once there is a file `go` in the working directory."""
    end = time.monotonic() + PATIENCE
    while not file.source_path.startswith("annual") and not Path("go").exists() and time.monotonic() < end:
        time.sleep(0.1)
    return extract_file(file)


def run_in_steps(raw: str, processed: str, lease_seconds: str) -> None:
    """A run that puts every document by as soon as it is read, and waits after the first."""
    lease.LEASE_SECONDS = float(lease_seconds)
    spool.BATCH_SECONDS = 0.0
    run(raw, processed, RunSettings(workers=1), extractor=waiting)

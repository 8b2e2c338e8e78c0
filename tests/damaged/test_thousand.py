"""A night on a folder of a thousand damaged inputs: it ends, and every input is accounted for."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.sources import source_files
from tests.damaged.folder import fill
from tests.damaged.places import Restless

COUNT, SEED = 1_000, 2567
SECONDS_A_DOCUMENT = 120
MOST_SECONDS = 3_600
SOME_FAILED = 3

PROGRAM = [sys.executable, "-c", "from pipeline.cli import main; main()"]


def thaiplan(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *map(str, arguments)],
        env=os.environ | {"COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
    )


@pytest.mark.night
@pytest.mark.skipif(os.name != "posix", reason="pipes, links and names of any bytes need a POSIX system")
def test_a_thousand_damaged_inputs_are_all_accounted_for(tmp_path: Path) -> None:
    raw, processed = tmp_path / "raw", tmp_path / "processed"
    raw.mkdir()
    kinds = fill(raw, COUNT - len(Restless.NAMES) - 1, SEED)
    with Restless(raw, vanishes_after=20):
        expected = {*kinds, *Restless.NAMES, Restless.VANISHING}
        assert len(expected) == COUNT
        assert {file.source_path for file in source_files(raw)} == expected
        done = thaiplan("run", raw, processed, "--time-limit", SECONDS_A_DOCUMENT)
    print(done.stdout)
    assert done.returncode == SOME_FAILED, done.stderr[-5_000:]
    rows = pq.read_table(processed / "latest" / "documents.parquet").to_pylist()
    by_path = Counter(row["source_path"] for row in rows)
    assert by_path == Counter(dict.fromkeys(expected, 1))
    print(Counter((row["status"], row["error"] and row["error"][:60]) for row in rows).most_common())
    assert {row["status"] for row in rows} == {"ok", "partial", "failed"}
    assert [row["source_path"] for row in rows if row["status"] != "ok" and not row["error"]] == []
    faults = {row["source_path"]: row["error"] for row in rows if "fault of thaiplan" in (row["error"] or "")}
    assert faults == {}
    checked = thaiplan("check", processed)
    assert checked.returncode == 0, checked.stdout[-5_000:]

"""A night on a folder of a thousand damaged inputs: it ends, and every input is accounted for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from pipeline.errors import ReadError
from pipeline.extract import extract
from pipeline.read import read
from pipeline.run.sources import source_files
from tests.damaged.folder import damaged_scans, fill, mutants
from tests.damaged.places import Restless

COUNT, SEED = 1_000, 2567
SEEDS = range(SEED, SEED + 10)
"""A thousand inputs each: ten thousand in a night."""
FEW = 6
"""So many of another seed are read for every change, in the process of the test."""
SECONDS_A_DOCUMENT = 120
MOST_SECONDS = 3_600
SOME_FAILED = 3

PROGRAM = [sys.executable, "-c", "from pipeline.cli import main; main()"]


def thaiplan(*arguments: object, path: str = "") -> subprocess.CompletedProcess[str]:
    """The program; where `path` leads to no Tesseract, pages without sound text cost no seconds of OCR."""
    return subprocess.run(
        [*PROGRAM, *map(str, arguments)],
        env=os.environ | {"COLUMNS": "200", "PATH": path},
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
    )


def documents(processed: Path) -> list[dict[str, Any]]:
    return pq.read_table(processed / "latest" / "documents.parquet").to_pylist()


def all_have_reasons(rows: list[dict[str, Any]]) -> None:
    assert [row["source_path"] for row in rows if row["status"] != "ok" and not row["error"]] == []
    faults = {row["source_path"]: row["error"] for row in rows if "fault of thaiplan" in (row["error"] or "")}
    assert faults == {}


def test_a_few_damaged_inputs_have_a_reason_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.read.pdf.ocr.tesseract.missing", lambda: "Tesseract is not asked")
    for name, data in mutants(FEW, SEED - 1):
        path = tmp_path / name
        path.write_bytes(data)
        assert _reason(path), name


def _reason(path: Path) -> str | None:
    try:
        document = extract(read(path)).document
    except ReadError as error:
        return error.reason
    return document.error or document.status.removeprefix("partial")


@pytest.mark.night
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.skipif(os.name != "posix", reason="pipes, links and names of any bytes need a POSIX system")
def test_a_thousand_damaged_inputs_are_all_accounted_for(tmp_path: Path, seed: int) -> None:
    raw, processed = tmp_path / "raw", tmp_path / "processed"
    raw.mkdir()
    kinds = fill(raw, COUNT - len(Restless.NAMES) - 1, seed)
    with Restless(raw, vanishes_after=20):
        expected = {*kinds, *Restless.NAMES, Restless.VANISHING}
        assert len(expected) == COUNT
        assert {file.source_path for file in source_files(raw)} == expected
        done = thaiplan("run", raw, processed, "--time-limit", SECONDS_A_DOCUMENT)
    assert done.returncode == SOME_FAILED, done.stderr[-5_000:]
    rows = documents(processed)
    assert Counter(row["source_path"] for row in rows) == Counter(dict.fromkeys(expected, 1))
    assert {row["status"] for row in rows} == {"ok", "partial", "failed"}
    all_have_reasons(rows)
    checked = thaiplan("check", processed)
    assert checked.returncode == 0, checked.stdout[-5_000:]
    print(f"{COUNT} damaged inputs of seed {seed}: {dict(Counter(row['status'] for row in rows))}")


@pytest.mark.night
@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
def test_damaged_scans_are_read_as_far_as_they_can_be(tmp_path: Path) -> None:
    raw, processed = tmp_path / "raw", tmp_path / "processed"
    raw.mkdir()
    for name, data in damaged_scans(15, SEED):
        (raw / name).write_bytes(data)
    done = thaiplan("run", raw, processed, path=os.environ["PATH"])
    assert done.returncode in (0, SOME_FAILED), done.stderr[-5_000:]
    assert len(documents(processed)) == 15
    all_have_reasons(documents(processed))

"""Disks that are full, fail, or may not be written; readers and runs at the same time; workers that lie."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import pipeline as thaiplan
from pipeline.errors import PublishError, SnapshotError
from pipeline.publish.check import check
from pipeline.publish.stores import folder
from pipeline.publish.stores.folder import latest_snapshot
from pipeline.publish.stores.local import LocalStore
from pipeline.records.types import RecordSet
from pipeline.run import job, reading, seen
from tests.run.test_keys import LINES, Nights, nights  # noqa: F401  # a fixture

posix = pytest.mark.skipif(os.name != "posix", reason="users, limits and mounts of POSIX")
is_root = pytest.mark.skipif(
    os.name != "posix" or os.geteuid() != 0, reason="only root may mount and become another"
)


@pytest.fixture
def town(nights: Nights) -> Nights:  # noqa: F811
    nights.write("ก.txt", LINES[:3])
    nights.write("ข.txt", LINES[3:6])
    nights.run()
    nights.write("ก.txt", LINES[6:9])
    return nights


def yesterday_stands(town: Nights, before: str, why: str) -> None:
    """The next run fails with this reason and leaves everything; the one after it completes."""
    with pytest.raises(PublishError, match=why):
        town.run()
    assert latest_snapshot(town.processed).name == before
    assert check(town.processed).ok
    assert not list(town.processed.glob(".writing-*"))


def test_a_reader_keeps_what_it_has_open_and_is_told_what_has_gone(town: Nights) -> None:
    held = thaiplan.open(town.processed)
    with (latest_snapshot(town.processed) / "strategies.parquet").open("rb") as file:
        town.run(keep=1)
        town.write("ก.txt", LINES[9:12])
        town.run(keep=1)
        assert pq.read_table(file).num_rows == 6
    with pytest.raises(SnapshotError, match="it was removed since"):
        held.strategies.to_arrow()
    assert len(list(thaiplan.open(town.processed).strategies)) == 6


def test_two_raw_folders_take_turns_and_never_mix(town: Nights, tmp_path: Path) -> None:
    other = Nights(tmp_path / "other")
    other.processed, other.number = town.processed, 10
    other.write("ค.txt", LINES[:1])
    with LocalStore(town.processed).lock(), pytest.raises(PublishError, match="another run is writing there"):
        other.run()
    other.run()
    assert [row.source_path for row in thaiplan.open(town.processed).documents] == ["ค.txt"]
    town.number = 20
    town.run()
    assert [row.source_path for row in thaiplan.open(town.processed).documents] == ["ก.txt", "ข.txt"]
    assert check(town.processed).ok


def failing(error: int, calls: Iterator[bool], work: Callable) -> Callable:
    def fail(*given, **more):
        if next(calls):
            raise OSError(error, os.strerror(error))
        return work(*given, **more)

    return fail


@posix
@pytest.mark.parametrize(
    "first", [0, 5, *(pytest.param(n, marks=pytest.mark.night) for n in (1, 2, 3, 4, *range(6, 12)))]
)
def test_a_disk_that_fails_at_any_write_leaves_yesterday(
    town: Nights, monkeypatch: pytest.MonkeyPatch, first: int
) -> None:
    before = latest_snapshot(town.processed).name
    with monkeypatch.context() as patch:
        calls = (number >= first for number in range(10_000))
        patch.setattr(folder.os, "fsync", failing(errno.EIO, calls, os.fsync))
        yesterday_stands(town, before, "the disk fails")
    town.run()
    assert check(town.processed).ok


def test_a_document_that_the_disk_cannot_give_fails_alone(
    town: Nights, monkeypatch: pytest.MonkeyPatch
) -> None:
    def identify(path: Path, name: str):
        if path.name == "ก.txt":
            raise seen.ReadError(path, "the file cannot be read: Input/output error")
        return whole(path, name)

    whole = seen.identify
    monkeypatch.setattr(seen, "identify", identify)
    town.run(keep_good=False)
    statuses = {row.source_path: row.status for row in thaiplan.open(town.processed).documents}
    assert statuses == {"ก.txt": "failed", "ข.txt": "ok"}


def test_a_snapshot_that_the_disk_cannot_give_is_not_built_upon(
    town: Nights, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = iter([True] + [False] * 10_000)
    monkeypatch.setattr(folder, "refuse_no_file", failing(errno.EIO, calls, folder.refuse_no_file))
    told: list = []
    job.run(
        town.raw, town.processed, job.RunSettings(workers=1), tell=told.append, extractor=job.extract_file
    )
    assert check(town.processed).ok


@is_root
def test_a_small_disk_that_is_full_leaves_yesterday(town: Nights) -> None:
    before = latest_snapshot(town.processed).name
    small = town.processed.parent / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "none", small], check=False).returncode:
        pytest.skip("this machine lets nobody mount")
    try:
        subprocess.run(["cp", "-a", f"{town.processed}/.", small], check=True)
        town.processed, whole = small, town.processed
        (small / "fills.bin").write_bytes(bytes(max(0, os.statvfs(small).f_bavail * 4096 - 8192)))
        yesterday_stands(town, before, "the disk is full")
        (small / "fills.bin").unlink()
        town.run()
        assert check(small).ok
    finally:
        town.processed = whole
        subprocess.run(["umount", small], check=True)


@is_root
def test_a_folder_that_may_not_be_written_is_told_and_one_that_is_only_read_is_enough(town: Nights) -> None:
    for path in (town.raw, *town.raw.rglob("*"), town.processed.parent):
        path.chmod(0o555)
    before = latest_snapshot(town.processed).name
    for parent in town.processed.parents:
        parent.chmod(parent.stat().st_mode | 0o055)
    os.seteuid(65534)
    try:
        yesterday_stands(town, before, "there is no permission to write")
    finally:
        os.seteuid(0)
    town.run()
    assert check(town.processed).ok


@posix
@pytest.mark.night
@pytest.mark.parametrize("size", [200, 1_000, 5_000, 20_000])
def test_a_limit_on_the_size_of_files_leaves_yesterday(town: Nights, size: int) -> None:
    before = latest_snapshot(town.processed).name
    code = (
        "import resource; from pipeline.cli import main\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))\nmain()"
    )
    command = [sys.executable, "-c", code, "run", town.raw, town.processed, "--workers", "1"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    assert latest_snapshot(town.processed).name == before
    town.run()
    assert check(town.processed).ok


LIES: dict[str, Callable[[RecordSet], object]] = {
    "nothing": lambda true: None,
    "a text": lambda true: "แผน",
    "no document": lambda true: replace(true, document="แผน"),
    "another path": lambda true: replace(true, document=replace(true.document, source_path="right.txt")),
    "another document": lambda true: replace(true, document=replace(true.document, doc_id="0" * 16)),
    "rows of another document": lambda true: replace(
        true, strategies=(replace(true.strategies[0], doc_id="0" * 16),)
    ),
    "rows of another table": lambda true: replace(true, budgets=true.strategies),
    "a row without a place": lambda true: replace(
        true, strategies=(replace(true.strategies[0], place="ที่นี่"),)
    ),
    "tables that are none": lambda true: replace(true, strategies=7),
}


def test_who_lies_about_a_document_fails_it_alone(nights: Nights, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    """A process that its document has taken over, or a worker of a cluster."""
    true = reading.isolated

    def lying(work, item, *more):
        records = true(work, item, *more)
        return LIES.get(item.path.stem, lambda right: right)(records)

    monkeypatch.setattr(reading, "isolated", lying)
    for number, name in enumerate((*LIES, "right")):
        nights.write(f"{name}.txt", LINES[number : number + 3])
    nights.run()
    statuses = {row.source_path: row.status for row in thaiplan.open(nights.processed).documents}
    assert statuses == {f"{lie}.txt": "failed" for lie in LIES} | {"right.txt": "ok"}
    assert len(list(thaiplan.open(nights.processed).strategies)) == 3

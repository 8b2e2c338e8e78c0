"""A run that is killed at any moment leaves the old snapshot or the new one, and the next run completes.

The moments are random, from a seed, over the whole length of a run.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
import threading
import time
from contextlib import suppress
from multiprocessing.process import BaseProcess
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline import schema
from pipeline.publish import spool
from pipeline.publish.check import check
from pipeline.publish.stores.folder import latest_snapshot
from pipeline.run import RunSettings, run
from pipeline.work import isolation
from tests.run.extractors import titles

SEED = 2569
KILLS = 400
CHILD_KILLS = 200
TRIES = 4
"""So many times as many runs are started: a run that ends before its kill does not count."""
BATCHES = 20
"""The kills are spread over so many tests, which can run side by side. In every second of them a run keeps
only its own snapshot, so that it may die while it removes the one before."""
DOCUMENTS = 6

pytestmark = [pytest.mark.night, pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")]


def write_plans(raw: Path, edition: str) -> None:
    """Plans of which a new edition changes some, renames one, and removes one."""
    raw.mkdir(exist_ok=True)
    for number in range(DOCUMENTS):
        text = (
            f"แผนพัฒนาตำบลที่ {number}\nยุทธศาสตร์ที่ ๑ การพัฒนาคุณภาพชีวิต\n"
            f"๑) จัดตั้งศูนย์สุขภาพชุมชน งบประมาณ {number + 1}๐,๐๐๐ บาท\n"
        )
        if number % 3 == 0:
            text += f"๒) อบรมอาสาสมัคร ({edition})\n"
        (raw / f"แผน-{number:02}.txt").write_text(text, encoding="utf-8")
    if edition != "ฉบับเดิม":
        (raw / "แผน-01.txt").rename(raw / "แผน-ใหม่.txt")
        (raw / "แผน-02.txt").unlink()


def refresh(raw: Path, processed: Path, keep: int) -> None:
    """A run that puts a batch by after every document."""
    spool.BATCH_SECONDS = 0.0
    run(raw, processed, RunSettings(workers=2, keep=keep), extractor=titles)


def start(raw: Path, processed: Path, keep: int = 7) -> BaseProcess:
    """The run in a process of its own, which need not import everything anew."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, "pipeline.publish.validate"])
    running = context.Process(target=refresh, args=(raw, processed, keep))
    running.start()
    return running


def finish(raw: Path, processed: Path, keep: int = 7) -> None:
    running = start(raw, processed, keep)
    running.join(timeout=120)
    assert running.exitcode == 0


def tables(processed: Path) -> dict[str, list[dict]]:
    """The rows of the latest snapshot, without the time at which they were made."""
    snapshot = latest_snapshot(processed)
    found = {table: pq.read_table(snapshot / f"{table}.parquet").to_pylist() for table in schema.tables()}
    for row in found["documents"]:
        del row["ingested_at"]
    return found


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, dict, dict, float]:
    """A folder with the old snapshot, the new documents, the tables of both, and how long a run takes."""
    folder = tmp_path_factory.mktemp("undisturbed")
    raw, processed = folder / "raw", folder / "processed"
    write_plans(raw, "ฉบับเดิม")
    finish(raw, processed)
    old = tables(processed)
    before = folder / "before"
    shutil.copytree(processed, before, symlinks=True)
    write_plans(raw, "ฉบับแก้ไข")
    started = time.monotonic()
    finish(raw, processed)
    return raw, before, old, tables(processed), time.monotonic() - started


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_killed_run_leaves_a_whole_snapshot_and_the_next_completes(
    undisturbed: tuple[Path, Path, dict, dict, float], tmp_path: Path, batch: int
) -> None:
    raw, before, old, new, seconds = undisturbed
    assert old != new
    moments, keep = random.Random(SEED + batch), 1 if batch % 2 else 7
    killed = 0
    for number in range(TRIES * KILLS // BATCHES):
        if killed == KILLS // BATCHES:
            return
        processed = tmp_path / str(number)
        shutil.copytree(before, processed, symlinks=True)
        running, started = start(raw, processed, keep), time.monotonic()
        running.join(timeout=moments.uniform(0, seconds))
        running.kill()
        running.join()
        if running.exitcode == -signal.SIGKILL:
            killed += 1
        else:
            # It was faster than expected: the moments of the next ones are within its length.
            seconds = min(seconds, time.monotonic() - started)
        assert check(processed).problems == ()
        assert tables(processed) in (old, new)
        finish(raw, processed, keep)
        assert check(processed).problems == ()
        assert tables(processed) == new
        assert not list(processed.glob(".writing-*"))
        shutil.rmtree(processed)
    pytest.fail(f"only {killed} runs were killed before they ended")


class Killer(threading.Thread):
    """Kills one process that reads documents after another, as the system does when memory runs out."""

    def __init__(self, seed: int, most: int) -> None:
        super().__init__(daemon=True)
        self.killed, self._most, self._chance = 0, most, random.Random(seed)
        self._done = threading.Event()

    def run(self) -> None:
        while self.killed < self._most and not self._done.wait(self._chance.uniform(0.0, 0.4)):
            children = tuple(isolation._children)
            if children:
                with suppress(ProcessLookupError):
                    os.kill(self._chance.choice(children)._process.pid, signal.SIGKILL)
                    self.killed += 1

    def stop(self) -> None:
        self._done.set()
        self.join()


def test_a_killed_reading_process_fails_its_document_alone_and_the_next_run_completes(
    undisturbed: tuple[Path, Path, dict, dict, float], tmp_path: Path
) -> None:
    raw, before, _, new, _ = undisturbed
    killed = turn = 0
    while killed < CHILD_KILLS:
        turn += 1
        processed = tmp_path / str(turn)
        shutil.copytree(before, processed, symlinks=True)
        killer = Killer(SEED + turn, CHILD_KILLS - killed)
        killer.start()
        done = run(raw, processed, RunSettings(workers=2, force=True, keep_good=False), extractor=titles)
        killer.stop()
        killed += killer.killed
        assert sum(done.documents.values()) == len(new["documents"])
        assert all("SIGKILL" in reason for _, reason in done.failures), done.failures
        assert check(processed).problems == ()
        run(raw, processed, RunSettings(workers=2), extractor=titles)
        assert without_keys(tables(processed)) == without_keys(new)
        shutil.rmtree(processed)
    print(f"{killed} processes killed in {turn} runs, each run and the one after it ended as it should")


def without_keys(found: dict[str, list[dict]]) -> dict[str, list[dict]]:
    """Rows without `record_key`: a document that failed one night begins anew."""
    return {
        table: [{name: value for name, value in row.items() if name != "record_key"} for row in rows]
        for table, rows in found.items()
    }

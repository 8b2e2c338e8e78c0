"""Runs on a cluster of Dask: a real scheduler and real workers, over TCP."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.errors import ClusterError
from pipeline.events import DocumentDone, Listener
from pipeline.records.types import RecordSet
from pipeline.run import RunSettings, run
from pipeline.run.reading import Reader, extract_file
from pipeline.run.seen import identify_all
from pipeline.run.sources import SourceFile, source_files
from pipeline.work import cluster as dask_cluster
from pipeline.work.cluster import dask_executor, do
from pipeline.work.isolation import WorkLimits
from tests.cluster.conftest import ROOT, SECONDS, Cluster, free_port, wait_for
from tests.cluster.programs import slow

Client = pytest.importorskip("distributed").Client
pytestmark = [pytest.mark.cluster, pytest.mark.xdist_group("dask")]


def killer(file: SourceFile) -> RecordSet:
    """Reads on, but for one document: its worker dies whenever it is read."""
    if file.source_path.startswith("circular"):
        os.kill(os.getppid(), signal.SIGKILL)
    return extract_file(file)


def tables(snapshot: Path | str) -> dict[str, object]:
    found = {path.name: pq.read_table(path) for path in sorted(Path(snapshot).glob("*.parquet"))}
    found["documents.parquet"] = found["documents.parquet"].drop_columns(["ingested_at"])
    return found


def with_a_document(act: Callable[[], object]) -> Listener:
    """Acts whenever a document is done."""
    return lambda event: act() if isinstance(event, DocumentDone) else None


def children(process: subprocess.Popen[bytes]) -> list[str]:
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True, timeout=SECONDS
    )
    return listed.stdout.split()


def test_a_cluster_makes_the_same_tables_as_this_machine(
    cluster: Cluster, plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    there = run(Path("raw"), tmp_path / "there", RunSettings(scheduler=cluster.address))
    here = run(plans, tmp_path / "here", RunSettings(workers=2))
    assert there.read == len(list(plans.iterdir()))
    assert there.failures == ()
    assert tables(there.snapshot) == tables(here.snapshot)


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
def test_a_worker_killed_in_the_middle_costs_nothing_but_time(
    cluster: Cluster, plans: Path, tmp_path: Path
) -> None:
    for number in range(3):
        shutil.copy(plans / "annual-action-plan.txt", plans / f"{number}.txt")
        (plans / f"{number}.txt").write_bytes(b"\n" * number + (plans / f"{number}.txt").read_bytes())
    victim = cluster.workers[0]
    orphans: list[str] = []

    def kill_one() -> None:
        if victim.poll() is None:
            orphans.extend(children(victim))
            victim.kill()

    there = run(
        plans,
        tmp_path / "there",
        RunSettings(scheduler=cluster.address),
        tell=with_a_document(kill_one),
        extractor=slow,
    )
    assert victim.wait(SECONDS) == -signal.SIGKILL
    assert there.failures == ()
    here = run(plans, tmp_path / "here", RunSettings(workers=2))
    assert tables(there.snapshot) == tables(here.snapshot)
    assert orphans
    wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in orphans), "the end of its children")


def test_a_document_that_kills_worker_after_worker_fails_alone(
    cluster: Cluster, plans: Path, tmp_path: Path
) -> None:
    cluster.add_worker()
    with Client(cluster.address) as client:
        client.wait_for_workers(3, timeout=SECONDS)
    summary = run(plans, tmp_path / "there", RunSettings(scheduler=cluster.address), extractor=killer)
    ((path, error),) = summary.failures
    assert path == "circular-with-annex.txt"
    assert "worker after worker died" in error
    assert summary.documents["failed"] == 1


def test_a_worker_of_another_version_fails_the_run(
    empty_cluster: Cluster, plans: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    for name in ("pipeline", "schemas"):
        shutil.copytree(ROOT / name, other / name, ignore=shutil.ignore_patterns("__pycache__"))
    (other / "pipeline" / "ids.py").open("a").write("\n# another version\n")
    empty_cluster.add_worker(other)
    with pytest.raises(ClusterError, match=r"a worker of the cluster has thaiplan .*, this is "):
        run(plans, tmp_path / "there", RunSettings(scheduler=empty_cluster.address))
    assert not (tmp_path / "there" / "latest").exists()


def test_without_a_scheduler_or_workers_the_error_says_so(
    empty_cluster: Cluster, plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask_cluster, "FIRST_WORKER_SECONDS", 2.0)
    with pytest.raises(ClusterError, match="has no workers"), dask_executor(empty_cluster.address):
        pass
    words = ["run", "--quiet", "--scheduler", f"tcp://127.0.0.1:{free_port()}", plans, tmp_path / "there"]
    program = [sys.executable, "-c", "from pipeline.cli import main; main()"]
    done = subprocess.run(
        [*program, *map(str, words)], cwd=ROOT, capture_output=True, text=True, timeout=2 * SECONDS
    )
    assert (done.returncode, "no scheduler answers there" in done.stderr) == (1, True), done.stderr
    assert run(plans, tmp_path / "there", RunSettings(workers=2)).failures == ()


def test_a_cluster_that_is_gone_ends_the_run(
    empty_cluster: Cluster, plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = empty_cluster.add_worker()
    monkeypatch.setattr(dask_cluster, "NO_WORKER_SECONDS", 3.0)
    with pytest.raises(ClusterError, match="no worker for 3 seconds"):
        run(
            plans,
            tmp_path / "there",
            RunSettings(scheduler=empty_cluster.address),
            tell=with_a_document(worker.kill),
            extractor=slow,
        )
    resumed = run(plans, tmp_path / "there", RunSettings(workers=2))
    assert resumed.carried >= 1


def test_a_folder_that_workers_do_not_share_is_told(plans: Path) -> None:
    """The answer of a worker on a machine without that folder."""
    future: Future = Future()
    future.set_exception(FileNotFoundError(2, "No such file"))
    (one, *_) = identify_all(source_files(plans), {}, 1)
    with pytest.raises(ClusterError, match="file system that all workers share"):
        Reader(extract_file, WorkLimits(), "tcp://scheduler:8786")._done(one, future)


def test_a_task_is_done_only_by_its_own_version() -> None:
    with pytest.raises(ClusterError, match="install the same on all workers"):
        do("0.0.1+00000000", b"never opened")

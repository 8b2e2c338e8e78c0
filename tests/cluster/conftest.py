"""A real S3 API and a real cluster of Dask, both on loopback, each in processes of their own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PLANS = ("annual-action-plan.txt", "circular-with-annex.txt", "headings-without-numbers.txt")
SECONDS = 60
"""So long may anything take to start or to end."""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_for(true: Callable[[], object], what: str, seconds: float = SECONDS) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"{what} took more than {seconds} seconds"
        time.sleep(0.1)


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


LAUNCHER = """
import os, runpy, sys, threading
threading.Thread(target=lambda: (sys.stdin.buffer.read(), os._exit(0)), daemon=True).start()
sys.argv.pop(0)
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
"""
"""Runs a module until its standard input ends: with the tests, however they end."""


def end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(10)


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """A raw folder of plans."""
    raw = tmp_path / "raw"
    raw.mkdir()
    for name in PLANS:
        shutil.copy(ROOT / "tests" / "gold" / name, raw)
    return raw


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """The address of moto's S3."""
    pytest.importorskip("moto", reason="make test-cluster installs it")
    pytest.importorskip("s3fs", reason="make test-cluster installs it")
    port = free_port()
    command = [sys.executable, "-c", LAUNCHER, "moto.server", "--host", "127.0.0.1", "--port", str(port)]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet)
    try:
        wait_for(lambda: answers(port), "moto")
        yield f"http://127.0.0.1:{port}"
    finally:
        end(server)


@pytest.fixture
def s3(s3_server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """A file system with an empty bucket `plans`, for this process and those that it starts."""
    import s3fs

    request = urllib.request.Request(f"{s3_server}/moto-api/reset", method="POST")
    urllib.request.urlopen(request, timeout=SECONDS).close()
    for name, value in {
        "AWS_ENDPOINT_URL": s3_server,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    s3fs.S3FileSystem.clear_instance_cache()
    fs = s3fs.S3FileSystem(use_listings_cache=False)
    fs.mkdir("plans")
    yield fs
    s3fs.S3FileSystem.clear_instance_cache()


class Cluster:
    """A scheduler and its workers. A task is done again once: Dask's own default is three times."""

    def __init__(self, log: Path) -> None:
        self._log = log
        port = free_port()
        self.address = f"tcp://127.0.0.1:{port}"
        self.scheduler = self._start(
            "scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"
        )
        self.workers: list[subprocess.Popen[bytes]] = []
        wait_for(lambda: answers(port), "the scheduler")

    def add_worker(self, package: Path = ROOT) -> subprocess.Popen[bytes]:
        options = ("--nworkers", "1", "--nthreads", "1", "--no-nanny", "--no-dashboard")
        worker = self._start("worker", self.address, *options, package=package)
        self.workers.append(worker)
        return worker

    def _start(self, *words: str, package: Path = ROOT) -> subprocess.Popen[bytes]:
        with self._log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-c", LAUNCHER, f"distributed.cli.dask_{words[0]}", *words[1:]],
                cwd=self._log.parent,
                env=os.environ
                | {"PYTHONPATH": str(package), "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"},
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
            )

    def close(self) -> None:
        for process in (*self.workers, self.scheduler):
            end(process)


@pytest.fixture
def empty_cluster(tmp_path: Path) -> Iterator[Cluster]:
    pytest.importorskip("distributed")
    cluster = Cluster(tmp_path / "dask.log")
    try:
        yield cluster
    finally:
        cluster.close()


@pytest.fixture
def cluster(empty_cluster: Cluster) -> Cluster:
    """Two workers with a thread each."""
    empty_cluster.add_worker()
    empty_cluster.add_worker()
    return empty_cluster

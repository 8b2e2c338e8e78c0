"""Runs on S3: a real API on loopback, real processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.errors import PublishError, SnapshotError, ThaiplanError
from pipeline.publish.check import check
from pipeline.publish.stores import lease
from pipeline.publish.stores.objects import ObjectStore
from pipeline.run import RunSettings, run
from tests.cluster.conftest import PLANS, ROOT, SECONDS, end, wait_for

pytestmark = [pytest.mark.cluster, pytest.mark.xdist_group("s3")]
RAW, PROCESSED = "s3://plans/raw", "s3://plans/processed"
TWO = RunSettings(workers=2)


@pytest.fixture
def raw(s3, plans: Path) -> Path:
    """The plans, in a folder and in the bucket."""
    for name in PLANS:
        s3.put_file(str(plans / name), f"plans/raw/{name}")
    return plans


def tables(folder: Path | str, s3=None) -> dict[str, object]:
    """What a snapshot says, without when it was said and without keys, which tell of the nights before."""
    found = {}
    for path in s3.find(folder) if s3 else map(str, sorted(Path(folder).iterdir())):
        name = path.rpartition("/")[2]
        if name.endswith(".parquet"):
            read = pq.read_table(s3.open(path) if s3 else path)
            told = [column for column in ("ingested_at", "record_key") if column in read.column_names]
            found[name] = read.drop_columns(told).to_pylist()
    return found


def latest(s3) -> str:
    return f"{PROCESSED}/{s3.cat_file('plans/processed/latest').decode()}"


def start(folder: Path, lease_seconds: str) -> subprocess.Popen[bytes]:
    """A run in a process of its own that waits after its first document for a file `go` in the folder."""
    program = "import sys; from tests.cluster.programs import run_in_steps; run_in_steps(*sys.argv[1:])"
    command = [sys.executable, "-c", program, RAW, PROCESSED, lease_seconds]
    return subprocess.Popen(command, cwd=folder, env=os.environ | {"PYTHONPATH": str(ROOT)})


def thaiplan(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=2 * SECONDS)


def test_a_run_on_s3_publishes_what_a_run_on_folders_does(s3, raw: Path, tmp_path: Path) -> None:
    there, here = run(RAW, PROCESSED, TWO), run(raw, tmp_path / "processed", TWO)
    assert there.snapshot == latest(s3)
    assert len(tables(here.snapshot)) >= 10
    assert tables(there.snapshot, s3) == tables(here.snapshot)
    assert check(PROCESSED).problems == ()
    assert s3.ls("plans/processed/.work", detail=False) == [
        "plans/processed/.work/lock",
        "plans/processed/.work/seen.json",
    ]


def test_the_next_run_reads_what_changed_and_copies_within_the_store(s3, raw: Path, tmp_path: Path) -> None:
    first = run(RAW, PROCESSED, TWO)
    again = run(RAW, PROCESSED, TWO)
    assert (again.read, again.carried) == (0, 3)
    assert tables(again.snapshot, s3) == tables(first.snapshot, s3)
    (raw / PLANS[0]).write_bytes(b"\n" + (raw / PLANS[0]).read_bytes())
    s3.put_file(str(raw / PLANS[0]), f"plans/raw/{PLANS[0]}")
    changed = run(RAW, PROCESSED, TWO)
    assert (changed.read, changed.carried) == (1, 2)
    assert tables(changed.snapshot, s3) == tables(run(raw, tmp_path / "processed", TWO).snapshot)
    assert check(PROCESSED).ok
    assert changed.snapshot == latest(s3)


def test_old_snapshots_go(s3, raw: Path) -> None:
    snapshots = [run(RAW, PROCESSED, RunSettings(workers=2, keep=1)).snapshot for _ in range(2)]
    assert [s3.exists(one) for one in snapshots] == [False, True]


def test_a_run_killed_in_the_middle_is_taken_up_once_its_lease_is_over(
    s3, raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = run(RAW, PROCESSED, TWO).snapshot
    for name in PLANS:
        s3.pipe_file(f"plans/raw/{name}", b"\n" + (raw / name).read_bytes())
        (raw / name).write_bytes(b"\n" + (raw / name).read_bytes())
    killed = start(tmp_path, "3600")
    try:
        wait_for(lambda: s3.glob("plans/processed/.work/batch-*"), "the first batch")
    finally:
        killed.send_signal(signal.SIGKILL)
        killed.wait(SECONDS)
    assert latest(s3) == before
    assert check(PROCESSED).ok
    with pytest.raises(PublishError, match=f"process {killed.pid} on "):
        run(RAW, PROCESSED, TWO)
    monkeypatch.setattr(lease, "LEASE_SECONDS", 1.0)
    resumed = run(RAW, PROCESSED, TWO)
    assert (resumed.read, resumed.carried) == (2, 1)
    assert tables(resumed.snapshot, s3) == tables(run(raw, tmp_path / "processed", TWO).snapshot)


def test_the_second_of_two_runs_names_the_first_and_exits_with_1(s3, raw: Path, tmp_path: Path) -> None:
    first = start(tmp_path, "60")
    try:
        wait_for(lambda: s3.glob("plans/processed/.work/batch-*"), "the first batch")
        second = thaiplan("run", "--quiet", RAW, PROCESSED)
        assert second.returncode == 1
        assert f"another run is writing there: process {first.pid} on {os.uname().nodename}" in second.stderr
        (tmp_path / "go").touch()
        assert first.wait(2 * SECONDS) == 0
    finally:
        end(first)
    assert check(PROCESSED).ok


def test_of_two_takers_of_a_dead_lock_one_has_it(s3, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both have seen the same dead lock before either of them writes."""
    with ObjectStore(PROCESSED).lock():
        dead = s3.cat_file("plans/processed/.work/lock")
    one, other = (ObjectStore(PROCESSED)._lease._register for _ in range(2))
    s3.pipe_file("plans/processed/.work/lock", dead)
    assert one.read() == other.read() == dead
    assert (one.write(b'{"token": "1"}'), other.write(b'{"token": "2"}')) == (True, False)
    assert s3.cat_file("plans/processed/.work/lock") == b'{"token": "1"}'


def test_who_was_away_for_too_long_publishes_nothing(s3, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease, "RENEWALS", 0.001)
    asleep, awake = ObjectStore(PROCESSED), ObjectStore(PROCESSED)
    with asleep.lock():
        monkeypatch.setattr(lease, "LEASE_SECONDS", 0.0)
        with awake.lock():
            with pytest.raises(PublishError, match="another run has taken over"):
                asleep.write_work("seen.json", b"{}")
            awake.write_work("seen.json", b"[]")
    assert s3.cat_file("plans/processed/.work/seen.json") == b"[]"


def test_half_an_upload_is_removed_and_never_latest(s3, raw: Path) -> None:
    half = "plans/processed/2026-01-01T000000Z-abcdef"
    s3.pipe_file(f"{half}/documents.parquet", b"PAR1")
    s3.pipe_file("plans/processed/latest", half.rpartition("/")[2].encode())
    assert ObjectStore(PROCESSED).latest() is None
    assert run(RAW, PROCESSED, TWO).snapshot == latest(s3)
    assert not s3.exists(half)


def test_errors_say_what_to_do(s3, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ThaiplanError, match="make the bucket"):
        run("s3://nowhere/raw", PROCESSED, TWO)
    with pytest.raises(PublishError, match="make the bucket"), ObjectStore("s3://nowhere/x").lock():
        pass
    with pytest.raises(ThaiplanError, match="no such place: plans/raw"):
        run(RAW, PROCESSED, TWO)
    assert "no snapshot has been published" in check(PROCESSED).problems[0].reason
    with pytest.raises(SnapshotError):
        ObjectStore(PROCESSED).package("2026-01-01T000000Z-abcdef")


def test_without_credentials_the_error_says_so(s3, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    done = thaiplan("run", "--quiet", RAW, PROCESSED)
    assert (done.returncode, "no credentials" in done.stderr) == (1, True), done.stderr


def test_commands_take_urls(s3, raw: Path) -> None:
    done = thaiplan("run", "--quiet", "--workers", "2", RAW, PROCESSED)
    assert (done.returncode, done.stderr) == (0, "")
    done = thaiplan("check", PROCESSED)
    assert done.returncode == 0
    assert done.stdout.startswith(f"{latest(s3)}: 12 tables")

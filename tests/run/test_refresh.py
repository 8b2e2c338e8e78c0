"""Runs on a folder that changes: what is read again, what is taken over, what is tried once more."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline import schema
from pipeline.errors import PublishError
from pipeline.events import DocumentDone, StageDone
from pipeline.publish import spool
from pipeline.publish.check import check
from pipeline.publish.stores.folder import latest_snapshot
from pipeline.publish.stores.local import LocalStore
from pipeline.run import RunSettings, RunSummary
from pipeline.run import job as running
from pipeline.version import pipeline_version
from pipeline.work.isolation import WorkLimits
from tests.run.extractors import moody

NIGHT = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
ROOT = Path(__file__).parent.parent.parent


class Folder:
    """A raw folder, the runs on it night after night, and what each of them read."""

    def __init__(self, path: Path) -> None:
        self.raw, self.processed = path / "raw", path / "processed"
        self.raw.mkdir()
        self.nights = 0
        self.read: list[str] = []
        self.seconds: dict[str, float] = {}

    def write(self, name: str, text: str) -> Path:
        file = self.raw / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        # As if it had been there for a while: a file just written is hashed anew.
        os.utime(file, (1_700_000_000, 1_700_000_000 + len(text)))
        return file

    def run(self, **more) -> RunSummary:
        told: list = []
        settings = RunSettings(**({"workers": 1} | more))
        moment = NIGHT + timedelta(days=self.nights)
        self.nights += 1
        summary = running.run(
            self.raw, self.processed, settings, tell=told.append, clock=lambda: moment, extractor=moody
        )
        self.seconds = {one.source_path: one.seconds for one in told if isinstance(one, DocumentDone)}
        self.read = sorted(self.seconds)
        assert check(self.processed).problems == ()
        return summary

    def rows(self, table: str) -> list[dict]:
        return pq.read_table(latest_snapshot(self.processed) / f"{table}.parquet").to_pylist()

    def documents(self) -> dict[str, dict]:
        return {row["source_path"]: row for row in self.rows("documents")}


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Folder]:
    folder = Folder(tmp_path)
    for number in range(3):
        folder.write(f"{number}.txt", f"แผนที่ {number}\nแผนงานย่อย\n")
    folder.run()
    yield folder
    assert not list(folder.processed.glob(".writing-*"))


def same_files(one: Path, two: Path) -> list[str]:
    return [file.name for file in sorted(one.iterdir()) if file.samefile(two / file.name)]


def test_what_has_not_changed_is_not_read_and_its_files_are_the_same(folder: Folder) -> None:
    before = latest_snapshot(folder.processed)
    summary = folder.run()
    after = latest_snapshot(folder.processed)
    assert (summary.read, summary.carried, folder.read) == (0, 3, [])
    assert after != before
    assert same_files(before, after) == sorted(f"{table}.parquet" for table in schema.tables())


def test_a_changed_file_is_read_and_the_others_keep_when_they_were_ingested(folder: Folder) -> None:
    folder.write("1.txt", "แผนที่ 1 ฉบับแก้ไข\n")
    folder.run()
    assert folder.read == ["1.txt"]
    days = {path: row["ingested_at"].day for path, row in folder.documents().items()}
    assert days == {"0.txt": 21, "1.txt": 22, "2.txt": 21}
    assert [row["title"] for row in folder.rows("headings")] == [
        "แผนที่ 0",
        "แผนงานย่อย",
        "แผนที่ 1 ฉบับแก้ไข",
        "แผนที่ 2",
        "แผนงานย่อย",
    ]


def test_a_refreshed_snapshot_says_what_one_made_anew_says_but_for_keys_that_it_took_over(
    folder: Folder, tmp_path: Path
) -> None:
    folder.write("1.txt", "แผนที่ 1 ฉบับแก้ไข\n")
    folder.write("ข้างใน/4.txt", "แผนที่ 4\n")
    (folder.raw / "0.txt").unlink()
    refreshed = folder.run().snapshot
    anew = running.run(folder.raw, tmp_path / "anew", clock=lambda: NIGHT, extractor=moody).snapshot
    for table in schema.tables():
        one, two = (Path(snapshot) / f"{table}.parquet" for snapshot in (refreshed, anew))
        of_the_night = {"ingested_at", "record_key"} & set(pq.read_schema(one).names)
        parts = [pq.read_table(file).drop_columns(list(of_the_night)) for file in (one, two)]
        assert parts[0].equals(parts[1]), table


def test_the_same_nights_give_the_same_bytes(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = Folder(tmp_path / "other")
    for number in range(3):
        other.write(f"{number}.txt", f"แผนที่ {number}\nแผนงานย่อย\n")
    other.run()
    for one in (folder, other):
        one.write("1.txt", "แผนที่ 1 ฉบับแก้ไข\nแผนงานย่อย\n")
        (one.raw / "0.txt").rename(one.raw / "ย้าย.txt")
        one.run()
    for table in schema.tables():
        files = [latest_snapshot(one.processed) / f"{table}.parquet" for one in (folder, other)]
        assert files[0].read_bytes() == files[1].read_bytes(), table


def test_a_file_with_a_new_time_and_the_same_bytes_is_not_read(folder: Folder) -> None:
    os.utime(folder.raw / "1.txt")
    folder.run()
    assert folder.read == []


def test_a_file_that_changes_within_its_size_and_time_is_read(folder: Folder) -> None:
    file = folder.raw / "1.txt"
    stat = file.stat()
    file.write_text("แผนที่ 9\nแผนงานย่อย\n", encoding="utf-8")
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert file.stat().st_size == stat.st_size
    folder.run()
    assert folder.read == ["1.txt"]


def test_a_renamed_file_is_the_same_document_at_another_place(folder: Folder) -> None:
    before = folder.documents()["0.txt"]["doc_id"]
    (folder.raw / "0.txt").rename(folder.raw / "ฮ.txt")
    folder.run()
    assert folder.read == []
    assert folder.documents()["ฮ.txt"]["doc_id"] == before
    assert [row["doc_id"] for row in folder.rows("headings")][-2:] == [before, before]


def test_another_kind_of_file_with_the_same_bytes_is_read(folder: Folder) -> None:
    (folder.raw / "0.txt").rename(folder.raw / "0.md")
    folder.run()
    assert folder.read == ["0.md"]
    assert folder.documents()["0.md"]["media_type"] == "text/markdown"


def test_a_removed_file_leaves_the_next_snapshot_and_stays_in_the_older(folder: Folder) -> None:
    before = latest_snapshot(folder.processed)
    (folder.raw / "0.txt").unlink()
    folder.run()
    assert sorted(folder.documents()) == ["1.txt", "2.txt"]
    assert pq.read_table(before / "documents.parquet").num_rows == 3


def test_a_copy_is_a_file_of_its_own_and_becomes_the_original_when_that_goes(folder: Folder) -> None:
    folder.write("สำเนา.txt", "แผนที่ 0\nแผนงานย่อย\n")
    folder.run()
    assert folder.read == []
    assert folder.documents()["สำเนา.txt"]["duplicate_of"] == "0.txt"
    assert [row["code"] for row in folder.rows("findings")] == ["duplicate_document"]
    (folder.raw / "0.txt").unlink()
    folder.run()
    assert folder.read == []
    assert folder.documents()["สำเนา.txt"]["duplicate_of"] is None
    assert folder.rows("findings") == []
    assert len(folder.rows("headings")) == 6


def test_another_version_of_the_pipeline_reads_all_documents(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "pipeline_version", lambda: "9.9.9+abcdef01")
    folder.run()
    assert folder.read == ["0.txt", "1.txt", "2.txt"]
    assert {row["pipeline_version"] for row in folder.rows("documents")} == {"9.9.9+abcdef01"}


def test_force_reads_all_documents(folder: Folder) -> None:
    folder.run(force=True)
    assert folder.read == ["0.txt", "1.txt", "2.txt"]


def test_without_what_is_known_of_files_they_are_hashed_and_not_read(folder: Folder) -> None:
    (folder.processed / ".work" / "seen.json").write_text("{torn", encoding="utf-8")
    folder.run()
    assert folder.read == []


def test_a_snapshot_that_is_damaged_is_no_reason_to_stop(folder: Folder) -> None:
    (latest_snapshot(folder.processed) / "datapackage.json").write_text("{}", encoding="utf-8")
    assert folder.run().read == 3


def test_a_document_that_cannot_be_read_fails_once_and_not_every_night(folder: Folder) -> None:
    folder.write("ว่าง.txt", "")
    assert folder.run().failures == (("ว่าง.txt", "the file is empty"),)
    assert folder.read == ["ว่าง.txt"]
    assert folder.run().failures == (("ว่าง.txt", "the file is empty"),)
    assert folder.read == []
    assert [row["code"] for row in folder.rows("findings")] == ["document_failed"]


def test_a_document_that_was_ended_from_outside_is_tried_again(folder: Folder) -> None:
    folder.write("ค้าง.txt", "แผนที่ค้าง\n")
    (folder.raw / "hang").mkdir()
    ((path, why),) = folder.run(limits=WorkLimits(seconds=3)).failures
    assert (path, "time limit of 3 seconds" in why) == ("ค้าง.txt", True)
    assert folder.seconds["ค้าง.txt"] >= 3
    (folder.raw / "hang").rmdir()
    assert folder.run().failures == ()
    assert folder.read == ["ค้าง.txt"]


def test_a_file_that_changes_while_it_is_read_fails_and_is_read_again(folder: Folder) -> None:
    folder.write("เปลี่ยน.txt", "แผนที่เปลี่ยน\n")
    (folder.raw / "change").mkdir()
    ((_, why),) = folder.run().failures
    assert why == "the file changed while it was read"
    (folder.raw / "change").rmdir()
    assert folder.run().failures == ()
    assert folder.read == ["เปลี่ยน.txt"]


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("code", ["ocr_missing", "ocr_out_of_time", "ocr_failed"])
def test_scans_are_read_again_once_they_can_be(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, there: bool, code: str
) -> None:
    folder.write("ภาพ.txt", f"ภาพสแกน {code}\n")
    assert folder.run().documents == {"ok": 3, "partial": 1}
    monkeypatch.setattr(running, "_can_read_scans", lambda: there)
    folder.run()
    assert folder.read == (["ภาพ.txt"] if there else [])


@pytest.mark.parametrize(("runs", "keep", "left"), [(4, 3, 3), (4, 6, 5)])
def test_so_many_snapshots_are_kept(folder: Folder, runs: int, keep: int, left: int) -> None:
    for _ in range(runs):
        folder.run(keep=keep)
    names = LocalStore(folder.processed).names()
    assert len(names) == left
    assert latest_snapshot(folder.processed).name == names[-1]


def test_a_run_that_is_killed_goes_on_from_its_finished_batches(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    class KilledError(BaseException):
        pass

    def kill_at_the_second(done: object) -> None:
        if isinstance(done, DocumentDone) and done.number == 2:
            raise KilledError

    monkeypatch.setattr(spool, "BATCH_SECONDS", 0.0)
    for number in range(3):
        folder.write(f"{number}.txt", f"แผนที่ {number} ฉบับแก้ไข\n")
    before = latest_snapshot(folder.processed)
    with pytest.raises(KilledError):
        running.run(
            folder.raw, folder.processed, RunSettings(workers=1), tell=kill_at_the_second, extractor=moody
        )
    assert latest_snapshot(folder.processed) == before
    (folder.processed / ".work" / "batch-0.0.0+aaaaaaaa-000001.zip").write_bytes(b"of another pipeline")
    folder.run()
    assert folder.read == ["2.txt"]
    assert not list((folder.processed / ".work").glob("batch-*"))


def test_a_batch_that_is_damaged_is_read_again(folder: Folder) -> None:
    folder.write("1.txt", "แผนที่ 1 ฉบับแก้ไข\n")
    batch = folder.processed / ".work" / f"batch-{pipeline_version()}-000001.zip"
    batch.write_bytes(b"PK\x03\x04 cut off")
    folder.run()
    assert folder.read == ["1.txt"]


def test_the_second_of_two_runs_says_who_holds_the_folder(folder: Folder) -> None:
    store = LocalStore(folder.processed)
    with (
        store.lock(),
        pytest.raises(PublishError, match=rf"another run is writing there: process {os.getpid()}"),
    ):
        folder.run()
    assert folder.run().read == 0


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")
def test_a_holder_that_was_killed_does_not_block(folder: Folder) -> None:
    program = (
        "import sys, time; from pathlib import Path\n"
        "from pipeline.publish.stores.local import LocalStore\n"
        "with LocalStore(Path(sys.argv[1])).lock():\n"
        "    print('held', flush=True); time.sleep(60)\n"
    )
    command = [sys.executable, "-c", program, folder.processed]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(PublishError, match=f"process {holder.pid} on "):
            folder.run()
        holder.send_signal(signal.SIGKILL)
    assert folder.run().read == 0


def test_stages_are_told_in_their_order(folder: Folder) -> None:
    folder.write("1.txt", "แผนที่ 1 ฉบับแก้ไข\n")
    told: list = []
    running.run(folder.raw, folder.processed, RunSettings(workers=1), tell=told.append, extractor=moody)
    stages = [one.stage for one in told if isinstance(one, StageDone)]
    assert stages == ["list", "identify", "compare", "extract", "publish"]

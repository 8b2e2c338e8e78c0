import os
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.errors import PublishError, ThaiplanError
from pipeline.events import DocumentDone, Event
from pipeline.run import RunSettings, RunSummary, run
from pipeline.run.reading import Reader, failed
from pipeline.run.seen import Identified, identify_all
from pipeline.run.sources import SourceFile, source_files
from pipeline.work.isolation import WorkLimits
from tests.run.extractors import broken, titles, titles_without_privilege, without_a_module

MOMENT = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
ONE = RunSettings(workers=1)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "ก.txt").write_text("แผนพัฒนาเมือง\nแผนจัดการขยะ\n", encoding="utf-8")
    (folder / "ข.txt").write_text("แผนท่องเที่ยว\n", encoding="utf-8")
    return folder


def run_titles(raw: Path, settings: RunSettings = ONE, **more) -> RunSummary:
    given = {"clock": lambda: MOMENT, "extractor": titles} | more
    return run(raw, raw.parent / "processed", settings, **given)


def table(summary: RunSummary, name: str) -> list[dict]:
    return pq.read_table(summary.snapshot / f"{name}.parquet").to_pylist()


def errors_of(raw: Path) -> dict[str, str]:
    rows = table(run_titles(raw), "documents")
    return {found["source_path"]: found["error"] for found in rows if found["status"] == "failed"}


def test_every_document_is_extracted_and_latest_names_the_snapshot(raw: Path) -> None:
    summary = run_titles(raw)
    assert summary.documents == {"ok": 2}
    assert summary.records["headings"] == 3
    assert summary.failures == ()
    assert (raw.parent / "processed" / "latest").resolve() == summary.snapshot
    assert [found["title"] for found in table(summary, "headings")] == [
        "แผนพัฒนาเมือง",
        "แผนจัดการขยะ",
        "แผนท่องเที่ยว",
    ]


def test_documents_are_named_by_their_path_from_the_raw_folder(raw: Path) -> None:
    (raw / "ปี ๒๕๖๗").mkdir()
    (raw / "ข.txt").rename(raw / "ปี ๒๕๖๗" / "ข.txt")
    assert [found["source_path"] for found in table(run_titles(raw), "documents")] == [
        "ก.txt",
        "ปี ๒๕๖๗/ข.txt",
    ]


def test_the_same_files_give_the_same_bytes_with_one_worker_and_with_three(raw: Path, tmp_path: Path) -> None:
    for number in range(12):
        (raw / f"{number}.txt").write_text(f"แผนที่ {number}\n" * (13 - number), encoding="utf-8")
    snapshots = [
        run(
            raw, tmp_path / str(workers), RunSettings(workers), clock=lambda: MOMENT, extractor=titles
        ).snapshot
        for workers in (1, 3)
    ]
    first, second = ({file.name: file.read_bytes() for file in snapshot.iterdir()} for snapshot in snapshots)
    assert first == second


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", "empty"),
        ("binary.txt", bytes(range(256)) * 40, "text"),
        ("large.txt", "แผน\n".encode() * 5_000_000, "limit"),
        ("plan.xyz", b"plan", "unknown kind"),
        ("truncated.pdf", b"%PDF-1.7\n1 0 obj\n<<", ""),
    ],
    ids=["empty", "binary", "50 MB", "unknown extension", "truncated PDF"],
)
def test_a_file_that_cannot_be_read_is_a_failed_document_among_sound_ones(
    raw: Path, name: str, content: bytes, words: str
) -> None:
    (raw / name).write_bytes(content)
    summary = run_titles(raw)
    assert summary.documents == {"ok": 2, "failed": 1}
    ((path, error),) = summary.failures
    assert path == name
    assert words in error
    (found,) = [found for found in table(summary, "documents") if found["status"] == "failed"]
    assert (found["source_path"], found["error"], found["bytes"]) == (name, error, len(content))
    (finding,) = [found for found in table(summary, "findings") if found["code"] == "document_failed"]
    assert finding["doc_id"] == found["doc_id"]


def test_what_is_no_file_is_a_failed_document(raw: Path) -> None:
    (raw / "link.txt").symlink_to("gone.txt")
    (raw / "loop.txt").symlink_to("loop.txt")
    (raw / "folder.pdf").symlink_to(raw.parent, target_is_directory=True)
    os.mkfifo(raw / "pipe.txt")
    errors = errors_of(raw)
    assert sorted(errors) == ["folder.pdf", "link.txt", "loop.txt", "pipe.txt"]
    assert "points to nothing" in errors["link.txt"]
    assert "folder" in errors["folder.pdf"]


def test_a_file_without_read_permission_is_a_failed_document(raw: Path) -> None:
    (raw / "ข.txt").chmod(0)
    summary = run_titles(raw, extractor=titles_without_privilege)
    assert summary.documents == {"ok": 1, "failed": 1}
    assert "permission" in dict(summary.failures)["ข.txt"]


def test_a_document_without_bytes_is_known_by_its_path(tmp_path: Path) -> None:
    first, second = (
        failed(Identified(SourceFile(tmp_path / name, name), None), "gone").document
        for name in ("ก.pdf", "ข.pdf")
    )
    assert first.doc_id != second.doc_id
    assert (first.sha256, first.bytes, first.media_type) == ("", 0, "application/pdf")


def test_a_document_that_kills_its_process_fails_alone(raw: Path) -> None:
    (raw / "poison.txt").write_text("แผน", encoding="utf-8")
    for number in range(8):
        (raw / f"{number}.txt").write_text(f"แผนที่ {number}", encoding="utf-8")
    summary = run_titles(raw)
    assert summary.documents == {"ok": 10, "failed": 1}
    ((path, error),) = summary.failures
    assert path == "poison.txt"
    assert "the process that read it ended" in error


def test_a_fault_of_ours_fails_the_document_and_says_so(raw: Path) -> None:
    summary = run_titles(raw, extractor=broken)
    assert dict(summary.failures)["ก.txt"].endswith(
        "please report it: ZeroDivisionError: no lines to divide by"
    )


def test_a_file_with_the_bytes_of_another_is_a_document_without_records(raw: Path) -> None:
    (raw / "ฮ.txt").write_bytes((raw / "ก.txt").read_bytes())
    summary = run_titles(raw)
    assert summary.documents == {"ok": 3}
    assert summary.records["headings"] == 3
    assert table(summary, "documents")[2]["duplicate_of"] == "ก.txt"


def test_progress_hears_of_each_document(raw: Path) -> None:
    (raw / "empty.txt").touch()
    heard: list[Event] = []
    run_titles(raw, tell=heard.append)
    documents = [done for done in heard if isinstance(done, DocumentDone)]
    assert [(done.number, done.total) for done in documents] == [(1, 3), (2, 3), (3, 3)]
    assert sorted((done.source_path, done.status) for done in documents) == [
        ("empty.txt", "failed"),
        ("ก.txt", "ok"),
        ("ข.txt", "ok"),
    ]


def test_a_folder_without_documents_publishes_nothing(raw: Path) -> None:
    before = run_titles(raw).snapshot
    (raw.parent / "unmounted").mkdir()
    with pytest.raises(ThaiplanError, match="no documents"):
        run(raw.parent / "unmounted", raw.parent / "processed", extractor=titles)
    assert (raw.parent / "processed" / "latest").resolve() == before


def test_a_broken_installation_publishes_nothing(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pipeline.extract", None)
    with pytest.raises(ModuleNotFoundError):
        run_titles(raw, extractor=without_a_module)
    assert [entry.name for entry in (raw.parent / "processed").iterdir()] == [".work"]


def test_a_module_that_only_some_documents_need_fails_those(raw: Path) -> None:
    assert run_titles(raw, extractor=without_a_module).documents == {"failed": 2}


def test_a_folder_that_cannot_be_written_leaves_everything_as_it_was(raw: Path) -> None:
    (raw.parent / "processed").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(PublishError):
        run_titles(raw)
    assert (raw.parent / "processed").read_text(encoding="utf-8") == "a file in the way"


def test_a_run_tells_what_changed_since_the_one_before(raw: Path) -> None:
    first = run_titles(raw)
    assert first.changes is None
    (raw / "ก.txt").write_text("แผนพัฒนาเมือง\nแผนจัดการน้ำเสีย\nแผนผังเมือง\n", encoding="utf-8")
    (raw / "ข.txt").rename(raw / "ค.txt")
    second = run_titles(raw, RunSettings(workers=1, keep=1))
    assert second.changes
    assert (second.changes.old, second.changes.new) == (Path(first.snapshot).name, Path(second.snapshot).name)
    assert {kind: count for kind, count in second.changes.documents.items() if count} == {
        "revised": 1,
        "renamed": 1,
    }
    (headings,) = second.changes.tables
    assert (headings.added, headings.removed, headings.changed) == (1, 0, 1)


def test_a_damaged_snapshot_before_is_not_compared(raw: Path) -> None:
    first = run_titles(raw)
    (Path(first.snapshot) / "datapackage.json").write_text("{", encoding="utf-8")
    assert run_titles(raw).changes is None


def test_a_link_out_of_the_folder_is_a_failed_document_and_is_read_on_demand(raw: Path) -> None:
    secret = raw.parent / "secret.txt"
    secret.write_text("ความลับ", encoding="utf-8")
    (raw / "ลิงก์.txt").symlink_to(secret)
    summary = run_titles(raw)
    assert [path for path, _ in summary.failures] == ["ลิงก์.txt"]
    assert "--follow-links" in summary.failures[0][1]
    assert run_titles(raw, replace(ONE, follow_links=True)).failures == ()


@pytest.mark.parametrize("below", [".", "ผล", "ผล/ย่อย"])
def test_snapshots_among_the_documents_are_refused(raw: Path, below: str) -> None:
    with pytest.raises(ThaiplanError, match="lies inside"):
        run(raw, raw / below, ONE, extractor=titles)
    assert not list(raw.rglob("latest"))


def test_several_workers_begin_with_the_largest_documents(tmp_path: Path) -> None:
    begun: list[str] = []

    class Noted(Reader):
        def _submit(self, executor, room, one):
            begun.append(one.file.source_path)
            return super()._submit(executor, room, one)

    sizes = {"ก.txt": 10, "ข.txt": 3000, "ค.txt": 200}
    for name, size in sizes.items():
        (tmp_path / name).write_text("แผน" * size, encoding="utf-8")
    files = identify_all(source_files(tmp_path), {}, 1)
    for workers, order in ((1, ["ก.txt", "ข.txt", "ค.txt"]), (2, ["ข.txt", "ค.txt", "ก.txt"])):
        begun.clear()
        assert len(list(Noted(titles, WorkLimits()).read(files, workers))) == 3
        assert begun == order

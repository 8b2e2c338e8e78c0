"""Tables of several files: how they are written, taken over by the next snapshot, and read."""

from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.publish import tables
from pipeline.publish.check import check
from pipeline.publish.snapshot import Snapshot, entries_of, publish, write_snapshot
from pipeline.publish.stores.base import open_snapshot
from pipeline.publish.stores.local import LocalStore
from tests.publish.builders import NOW, VERSION, clock, plan

ROWS = 4


@pytest.fixture(autouse=True)
def small_row_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "ROW_GROUP_ROWS", ROWS)


def published(processed: Path, count: int) -> Snapshot:
    sets = [plan(f"{number:02}.txt") for number in range(count)]
    return publish(sets, processed, clock=clock, pipeline_version=VERSION)


def refreshed(processed: Path, leave_out: str = "", max_file_bytes: int = 1) -> Snapshot:
    """A snapshot of the documents of the one before but for one."""
    store = LocalStore(processed)
    latest = store.latest()
    assert latest
    entries = [one for one in entries_of(open_snapshot(store, latest)) if one.source_path != leave_out]
    with store.lock():
        return write_snapshot(
            store, entries, moment=NOW, pipeline_version=VERSION, max_file_bytes=max_file_bytes
        )


def files(snapshot: Snapshot, table: str) -> dict[str, int]:
    """The files of a table, and the rows of each."""
    path = Path(snapshot.path) / f"{table}.parquet"
    return {
        file.relative_to(snapshot.path).as_posix(): pq.read_metadata(file).num_rows
        for file in ([path] if path.is_file() else sorted(path.iterdir()))
    }


def inodes(snapshot: Snapshot, table: str) -> list[int]:
    return [(Path(snapshot.path) / name).stat().st_ino for name in files(snapshot, table)]


def test_a_table_beyond_the_size_becomes_a_folder_of_files(tmp_path: Path) -> None:
    published(tmp_path, 5)
    snapshot = refreshed(tmp_path, leave_out="00.txt")
    assert files(snapshot, "measures") == {
        "measures.parquet/part-00000.parquet": 4,
        "measures.parquet/part-00001.parquet": 4,
    }
    assert files(snapshot, "letters") == {"letters.parquet": 4}
    assert snapshot.tables["measures"] == 8
    assert check(tmp_path).problems == ()


def test_readers_of_parquet_take_the_folder_for_one_table(tmp_path: Path) -> None:
    published(tmp_path, 6)
    refreshed(tmp_path, leave_out="00.txt")
    path = tmp_path / "latest" / "measures.parquet"
    assert path.is_dir()
    texts = pq.read_table(path).column("measure_id").to_pylist()
    assert len(texts) == 10
    assert pd.read_parquet(path)["measure_id"].tolist() == texts
    assert pl.read_parquet(path)["measure_id"].to_list() == texts
    found = duckdb.sql(f"SELECT measure_id FROM '{path}/*.parquet'").fetchall()
    assert [row[0] for row in found] == texts


def test_files_that_have_not_changed_are_taken_over(tmp_path: Path) -> None:
    published(tmp_path, 9)
    before = refreshed(tmp_path, leave_out="00.txt")
    after = refreshed(tmp_path, leave_out="05.txt")
    assert list(files(before, "measures").values()) == [4, 4, 4, 4]
    assert list(files(after, "measures").values()) == [4, 4, 2, 4]
    old, new = inodes(before, "measures"), inodes(after, "measures")
    assert (new[0], new[1], new[3]) == (old[0], old[1], old[3])
    assert new[2] not in old
    assert check(tmp_path).problems == ()


def test_small_files_grow_together(tmp_path: Path) -> None:
    published(tmp_path, 9)
    refreshed(tmp_path, leave_out="00.txt")
    snapshot = refreshed(tmp_path, leave_out="05.txt", max_file_bytes=10_000_000)
    assert files(snapshot, "measures") == {"measures.parquet": 14}


def test_a_damaged_part_is_found(tmp_path: Path) -> None:
    published(tmp_path, 5)
    snapshot = refreshed(tmp_path, leave_out="00.txt")
    part = Path(snapshot.path) / "measures.parquet" / "part-00001.parquet"
    part.write_bytes(part.read_bytes()[:-1] + b"?")
    assert any("part-00001" in problem.file for problem in check(tmp_path).problems)
    part.unlink()
    assert "the path of measures is" in check(tmp_path).problems[0].reason


def test_a_part_that_the_package_does_not_name_is_found(tmp_path: Path) -> None:
    published(tmp_path, 5)
    snapshot = refreshed(tmp_path, leave_out="00.txt")
    parts = Path(snapshot.path) / "measures.parquet"
    (parts / "part-00002.parquet").write_bytes((parts / "part-00001.parquet").read_bytes())
    problems = [problem.reason for problem in check(tmp_path).problems]
    assert any(reason.startswith("the path of measures is") for reason in problems)
    assert any("part-00002" in problem.file for problem in check(tmp_path).problems)


def test_only_a_file_of_a_snapshot_can_be_taken_over(tmp_path: Path) -> None:
    part = tables.Part(lambda: pa.BufferReader(b""))
    with tables.TableWriter(tmp_path, "letters") as writer, pytest.raises(ValueError, match="taken over"):
        writer.link(part)

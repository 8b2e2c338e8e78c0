import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta, timezone
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

from pipeline import schema
from pipeline.errors import PublishError
from pipeline.publish import snapshot as publishing
from pipeline.publish import tables
from pipeline.publish.snapshot import Snapshot, publish
from pipeline.publish.stores.folder import latest_snapshot
from pipeline.records.types import TABLES, RecordSet
from tests.publish.builders import NOW, VERSION, clock, document, plan


def published(processed: Path, *sets: RecordSet) -> Snapshot:
    return publish(sets, processed, clock=clock, pipeline_version=VERSION)


def column(snapshot: Snapshot, table: str, name: str) -> list[object]:
    values: list[object] = pq.read_table(snapshot.path / f"{table}.parquet").column(name).to_pylist()
    return values


def test_a_snapshot_has_every_table_and_is_named_by_latest(tmp_path: Path) -> None:
    (tmp_path / ".gitkeep").touch()
    snapshot = published(tmp_path, plan("ก.txt"), plan("ข.txt"))
    assert sorted(file.name for file in snapshot.path.iterdir()) == sorted(
        ["datapackage.json", *(f"{table}.parquet" for table in schema.tables())]
    )
    assert snapshot.tables["documents"] == 2
    assert snapshot.tables["measures"] == 4
    assert snapshot.findings == {"info": 0, "warning": 2, "error": 0}
    assert (tmp_path / "latest").resolve() == snapshot.path.resolve()
    assert str((tmp_path / "latest").readlink()) == snapshot.path.name
    assert latest_snapshot(tmp_path) == snapshot.path
    assert sorted(entry.name for entry in tmp_path.iterdir()) == sorted(
        [".gitkeep", ".work", "latest", snapshot.path.name]
    )


def test_the_folder_is_made_where_it_is_missing(tmp_path: Path) -> None:
    assert published(tmp_path / "ข้อมูล" / "processed", plan()).path.is_dir()


def test_the_name_is_the_time_in_utc_and_six_digits_of_the_content(tmp_path: Path) -> None:
    bangkok = NOW.astimezone(timezone(timedelta(hours=7)))
    first = publish([plan()], tmp_path / "1", clock=lambda: bangkok, pipeline_version=VERSION)
    later = publish([plan()], tmp_path / "2", clock=lambda: NOW + timedelta(days=1), pipeline_version=VERSION)
    other = published(tmp_path / "3", plan(content="อีกฉบับ"))
    time, _, digits = first.path.name.rpartition("-")
    assert time == "2026-11-21T020000Z"
    assert len(digits) == 6
    assert later.path.name == f"2026-11-22T020000Z-{digits}"
    assert other.path.name != first.path.name


def test_a_second_snapshot_of_the_same_moment_has_a_name_of_its_own(tmp_path: Path) -> None:
    first, second = published(tmp_path, plan()), published(tmp_path, plan())
    assert first.path != second.path
    assert latest_snapshot(tmp_path) == second.path
    assert first.path.is_dir()


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    sets = [plan("ก.txt"), plan("ข.txt"), replace(plan("ค.txt"), letters=())]
    one, two = published(tmp_path / "1", *sets), published(tmp_path / "2", *reversed(sets))
    for file in sorted(one.path.iterdir()):
        assert file.read_bytes() == (two.path / file.name).read_bytes(), file.name


def test_another_moment_changes_nothing_but_ingested_at(tmp_path: Path) -> None:
    one = published(tmp_path / "1", plan())
    two = publish([plan()], tmp_path / "2", clock=lambda: NOW + timedelta(hours=1), pipeline_version=VERSION)
    for table in schema.tables():
        name = f"{table}.parquet"
        if table == "documents":
            rows = [pq.read_table(at / name).drop_columns(["ingested_at"]) for at in (one.path, two.path)]
            assert rows[0].equals(rows[1])
        else:
            assert (one.path / name).read_bytes() == (two.path / name).read_bytes()


def test_how_documents_are_batched_changes_no_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = plan("ข.txt")
    bad = replace(bad, budgets=(replace(bad.budgets[0], confidence=2.0),))
    sets = [plan("ก.txt"), bad, plan("ค.txt")]
    one = published(tmp_path / "1", *sets)
    monkeypatch.setattr(publishing, "BATCH_RECORDS", 1)
    two = published(tmp_path / "2", *sets)
    assert one.tables["rejects"] == 1
    for table in schema.tables():
        name = f"{table}.parquet"
        assert (one.path / name).read_bytes() == (two.path / name).read_bytes(), table


def test_tables_are_written_in_row_groups_as_documents_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "BATCH_RECORDS", 1)
    monkeypatch.setattr(tables, "ROW_GROUP_ROWS", 4)
    snapshot = publish(
        (plan(f"{number:03}.txt") for number in range(9)), tmp_path, clock=clock, pipeline_version=VERSION
    )
    file = pq.ParquetFile(snapshot.path / "measures.parquet")
    assert [file.metadata.row_group(group).num_rows for group in range(file.num_row_groups)] == [
        4,
        4,
        4,
        4,
        2,
    ]
    assert column(snapshot, "documents", "source_path") == [f"{number:03}.txt" for number in range(9)]


def test_documents_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    snapshot = published(tmp_path, plan("b.txt"), plan("a/b.txt"), plan("a-b.txt"))
    assert column(snapshot, "documents", "source_path") == ["a-b.txt", "a/b.txt", "b.txt"]
    assert column(snapshot, "letters", "doc_id") == column(snapshot, "documents", "doc_id")


def test_two_documents_of_one_path_are_refused(tmp_path: Path) -> None:
    twice = [plan("ก.txt", "แผน"), plan("ก.txt", "แผนใหม่")]
    with pytest.raises(PublishError, match=r"two documents have the path 'ก\.txt'.*What to do"):
        publish(twice, tmp_path / "out", clock=clock, pipeline_version=VERSION)
    assert [entry.name for entry in (tmp_path / "out").iterdir()] == [".work"]


def test_documents_are_stamped_once(tmp_path: Path) -> None:
    earlier = NOW - timedelta(days=3)
    carried = plan("ก.txt")
    carried = replace(
        carried, document=replace(carried.document, ingested_at=earlier, pipeline_version="0.0.9")
    )
    snapshot = published(tmp_path, carried, plan("ข.txt"))
    assert column(snapshot, "documents", "ingested_at") == [
        moment.replace(tzinfo=None) for moment in (earlier, NOW)
    ]
    assert column(snapshot, "documents", "pipeline_version") == ["0.0.9", VERSION]


def test_a_file_with_the_same_bytes_is_a_document_but_its_records_count_once(tmp_path: Path) -> None:
    snapshot = published(tmp_path, plan("ก.txt", "แผน"), plan("ข.txt", "แผน"))
    assert column(snapshot, "documents", "duplicate_of") == [None, "ก.txt"]
    assert snapshot.tables["budgets"] == 1
    assert snapshot.tables["rejects"] == 0
    assert column(snapshot, "findings", "code") == ["total_mismatch", "duplicate_document"]
    assert "ข.txt has the same bytes as ก.txt" in str(column(snapshot, "findings", "message")[1])
    assert column(snapshot, "documents", "source_path") == ["ก.txt", "ข.txt"]


def test_a_failed_reading_is_no_original(tmp_path: Path) -> None:
    failed = RecordSet(document=replace(document("ก.txt", "แผน"), status="failed", error="หน่วยความจำไม่พอ"))
    snapshot = published(tmp_path, failed, plan("ข.txt", "แผน"))
    assert column(snapshot, "documents", "duplicate_of") == [None, None]
    assert snapshot.tables["budgets"] == 1


def test_no_documents_make_an_empty_snapshot(tmp_path: Path) -> None:
    snapshot = published(tmp_path)
    assert set(snapshot.tables.values()) == {0}
    assert latest_snapshot(tmp_path) == snapshot.path


def test_rejected_rows_are_published_beside(tmp_path: Path) -> None:
    bad = plan()
    bad = replace(bad, budgets=(replace(bad.budgets[0], fiscal_year_be=66),))
    snapshot = published(tmp_path, bad)
    assert (snapshot.tables["budgets"], snapshot.tables["rejects"]) == (0, 1)
    assert snapshot.findings["error"] == 1


def test_pandas_polars_and_duckdb_open_every_table(tmp_path: Path) -> None:
    snapshot = published(tmp_path, plan("ก.txt"), plan("ข.txt"))
    for table in schema.tables():
        path = tmp_path / "latest" / f"{table}.parquet"
        names = list(schema.load(table).names)
        assert pd.read_parquet(path).columns.tolist() == names
        assert pl.read_parquet(path).columns == names
        relation = duckdb.sql(f"SELECT * FROM '{path}'")
        assert relation.columns == names
        assert len(relation.fetchall()) == snapshot.tables[table]
    total = duckdb.sql(f"SELECT sum(amount_min) FROM '{snapshot.path}/budgets.parquet' WHERE NOT is_total")
    assert total.fetchall() == [(Decimal("200001.00"),)]


def test_years_and_money_come_back_with_their_types(tmp_path: Path) -> None:
    snapshot = published(tmp_path, plan())
    for table in TABLES:
        read = pq.read_schema(snapshot.path / f"{table}.parquet")
        assert read.equals(schema.arrow_schema(table))
        assert b"pandas" not in (read.metadata or {})


def test_the_package_tells_rows_hashes_and_schemas(tmp_path: Path) -> None:
    snapshot = published(tmp_path, plan())
    package = json.loads((snapshot.path / "datapackage.json").read_bytes())
    assert package["snapshot"] == snapshot.path.name
    assert package["created"] == "2026-11-21T02:00:00Z"
    assert package["pipelineVersion"] == VERSION
    assert [resource["name"] for resource in package["resources"]] == list(schema.tables())
    for resource in package["resources"]:
        assert resource["rows"] == snapshot.tables[resource["name"]]
        assert [field["name"] for field in resource["schema"]["fields"]] == list(
            schema.load(resource["name"]).names
        )


def frictionless(snapshot: Path) -> tuple[bool, str]:
    """Whether the standard's own tool takes the package for valid, and what it says."""
    command = [sys.executable, "-m", "frictionless", "validate", str(snapshot / "datapackage.json"), "--json"]
    done = subprocess.run(command, capture_output=True, text=True)
    return done.returncode == 0, done.stdout


def test_an_independent_judge_finds_the_package_valid(tmp_path: Path) -> None:
    sparse = RecordSet(document=replace(document("ว่าง.txt"), plan_start_be=None, text_quality=None))
    valid, said = frictionless(published(tmp_path, plan("ก.txt"), plan("ข.txt"), sparse).path)
    assert valid, said


def test_the_judge_does_check(tmp_path: Path) -> None:
    snapshot = published(tmp_path, plan("ก.txt"), plan("ข.txt"))
    measures = pq.read_table(snapshot.path / "measures.parquet")
    odd = measures.set_column(3, "kind", [["programme"] * 4])
    odd = odd.set_column(1, "strategy_id", [["0" * 16] * 4])
    pq.write_table(odd.slice(1), snapshot.path / "measures.parquet")
    valid, said = frictionless(snapshot.path)
    assert not valid
    for kind in ("constraint-error", "foreign-key", "row-count"):
        assert kind in said


def failing_after(good: RecordSet, error: BaseException) -> Iterator[RecordSet]:
    yield good
    raise error


@pytest.mark.parametrize("error", [ValueError("อ่านไม่ได้"), OSError("ไฟล์หาย"), KeyboardInterrupt()])
def test_an_error_of_the_documents_goes_through_and_publishes_nothing(
    tmp_path: Path, error: BaseException
) -> None:
    before = published(tmp_path, plan())
    with pytest.raises(type(error)) as raised:
        publish(failing_after(plan("ข.txt"), error), tmp_path, clock=clock, pipeline_version=VERSION)
    assert raised.value is error
    assert latest_snapshot(tmp_path) == before.path
    assert sorted(entry.name for entry in tmp_path.iterdir()) == sorted([".work", "latest", before.path.name])

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline import schema
from pipeline.publish import tables
from pipeline.publish.check import SHOWN, CheckReport, check
from pipeline.publish.snapshot import publish
from tests.publish.builders import VERSION, clock, plan


@pytest.fixture
def processed(tmp_path: Path) -> Path:
    publish([plan("ก.txt"), plan("ข.txt")], tmp_path, clock=clock, pipeline_version=VERSION)
    return tmp_path


def told(report: CheckReport) -> list[str]:
    return [str(problem) for problem in report.problems]


def rewrite(processed: Path, table: str, change: Callable[[pa.Table], pa.Table]) -> list[str]:
    """What is said of a table that was rewritten, but for its hash and its number of rows."""
    path = processed / "latest" / f"{table}.parquet"
    pq.write_table(change(pq.read_table(path)), path)
    problems = told(check(processed))
    hashes = [line for line in problems if "its hash should be" in line or "its rows should be" in line]
    assert hashes
    return [line for line in problems if line not in hashes]


def with_values(name: str, values: list[Any]) -> Callable[[pa.Table], pa.Table]:
    def change(rows: pa.Table) -> pa.Table:
        field = rows.schema.field(name)
        return rows.set_column(rows.schema.get_field_index(name), field, pa.array(values, field.type))

    return change


def test_a_sound_snapshot_has_no_problems(processed: Path) -> None:
    report = check(processed)
    assert report.ok
    assert report.problems == ()
    assert report.snapshot is not None
    assert report.snapshot.name == (processed / "latest").readlink().name
    assert report.tables["measures"] == 4
    assert tuple(report.tables) == schema.tables()


def test_one_snapshot_can_be_named(processed: Path) -> None:
    snapshot = processed / (processed / "latest").readlink()
    assert check(snapshot) == check(processed)


def test_a_folder_without_snapshots_is_told_with_what_to_do(tmp_path: Path) -> None:
    report = check(tmp_path)
    assert not report.ok
    assert report.snapshot is None
    assert "no snapshot has been published here" in told(report)[0]
    assert "thaiplan run" in told(report)[0]


def test_a_changed_byte_is_found_by_the_hash(processed: Path) -> None:
    file = processed / "latest" / "letters.parquet"
    content = bytearray(file.read_bytes())
    content[len(content) // 3] ^= 1
    file.write_bytes(content)
    problems = told(check(processed))
    assert problems[0].startswith("letters.parquet: its hash should be sha256:")


@pytest.mark.parametrize("seed", range(12))
def test_no_damage_goes_unnoticed_or_stops_the_check(processed: Path, seed: int) -> None:
    chance = random.Random(seed)
    file = chance.choice(sorted((processed / "latest").glob("*.parquet")))
    content = bytearray(file.read_bytes())
    content[chance.randrange(len(content))] ^= chance.randrange(1, 256)
    file.write_bytes(content)
    assert check(processed).problems[0].file == file.name


def test_a_missing_file_is_told(processed: Path) -> None:
    (processed / "latest" / "budgets.parquet").unlink()
    assert told(check(processed)) == ["budgets.parquet: the file is missing"]


def test_a_file_that_is_cut_off_is_told(processed: Path) -> None:
    file = processed / "latest" / "cells.parquet"
    file.write_bytes(file.read_bytes()[:-100])
    hashed, unreadable = told(check(processed))
    assert hashed.startswith("cells.parquet: its hash should be ")
    assert unreadable.startswith("cells.parquet: it cannot be read as Parquet: ")


def test_missing_unknown_and_mistyped_columns_are_told(processed: Path) -> None:
    def change(rows: pa.Table) -> pa.Table:
        rows = rows.drop_columns(["unit"]).append_column("หน่วย", pa.nulls(rows.num_rows, pa.string()))
        return with_values("target_value", [12] * rows.num_rows)(
            rows.cast(
                pa.schema(
                    field.with_type(pa.int64()) if field.name == "target_value" else field
                    for field in rows.schema
                )
            )
        )

    assert rewrite(processed, "indicators", change) == [
        "indicators.parquet, column unit: the column is missing",
        "indicators.parquet, column target_value: its type must be double, is int64",
        "indicators.parquet, column หน่วย: the column is unknown",
    ]


def test_columns_in_another_order_are_told(processed: Path) -> None:
    (problem,) = rewrite(processed, "targets", lambda rows: rows.select(rows.column_names[::-1]))
    assert problem.startswith(
        "targets.parquet: the columns must come in the order indicator_id, fiscal_year_be"
    )


def test_a_broken_value_is_told_with_its_row_and_column(processed: Path) -> None:
    assert rewrite(processed, "measures", with_values("kind", ["project", "step", "งาน", "step"])) == [
        "measures.parquet, row 2 (counted from 0), column kind:"
        " must be one of measure, project, activity, step, is งาน"
    ]


def test_rows_are_counted_over_row_groups(processed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = processed / "latest" / "measures.parquet"
    pq.write_table(with_values("text", ["ก", "ข", "ค", ""])(pq.read_table(path)), path, row_group_size=1)
    assert told(check(processed))[1:] == [
        "measures.parquet, row 3 (counted from 0), column text: must be given"
    ]


def test_a_key_that_repeats_is_told_wherever_it_does(processed: Path) -> None:
    path = processed / "latest" / "letters.parquet"
    rows = pq.read_table(path)
    pq.write_table(pa.concat_tables([rows, rows.slice(0, 1)]), path, row_group_size=2)
    assert told(check(processed))[2:] == [
        f"letters.parquet, row 2 (counted from 0), column {key}: must be unique, is that of an earlier row"
        for key in ("letter_id", "record_key")
    ]


def test_a_lasting_key_that_repeats_is_told_and_a_missing_one_is_not(processed: Path) -> None:
    key = "k-5f2c19d07a3be468"
    (problem,) = rewrite(processed, "measures", with_values("record_key", [None, key, None, key]))
    assert problem.endswith(
        "row 3 (counted from 0), column record_key: must be unique, is that of an earlier row"
    )


def test_a_reference_that_leads_nowhere_is_told(processed: Path) -> None:
    problems = rewrite(processed, "budgets", with_values("measure_id", [None, "0" * 16]))
    assert problems == [
        "budgets.parquet, row 1 (counted from 0), column measure_id:"
        f" must be the measure_id of a row of measures, is {'0' * 16}"
    ]


def test_references_into_a_table_that_cannot_be_read_are_not_told_too(processed: Path) -> None:
    (processed / "latest" / "strategies.parquet").write_bytes(b"PAR1")
    assert {problem.file for problem in check(processed).problems} == {"strategies.parquet"}


def test_many_rows_with_the_same_fault_are_counted(tmp_path: Path) -> None:
    sets = [plan(f"{number:02}.txt") for number in range(SHOWN + 5)]
    publish(sets, tmp_path, clock=clock, pipeline_version=VERSION)
    problems = rewrite(tmp_path, "targets", with_values("basis", ["forecast"] * len(sets)))
    assert len(problems) == SHOWN + 1
    assert problems[-1] == "targets.parquet, column basis: must be one of plan, actual: 5 more rows"


def edit_package(processed: Path, edit: Callable[[dict[str, Any]], None]) -> list[str]:
    path = processed / "latest" / "datapackage.json"
    package = json.loads(path.read_bytes())
    edit(package)
    path.write_text(json.dumps(package), encoding="utf-8")
    return told(check(processed))


def test_a_package_without_one_of_the_tables_is_told(processed: Path) -> None:
    problems = edit_package(processed, lambda package: package["resources"].pop())
    assert problems == ["datapackage.json: the table rejects is missing"]


def test_a_package_with_another_table_is_told(processed: Path) -> None:
    problems = edit_package(processed, lambda package: package["resources"].append({"name": "plans"}))
    assert problems == ["datapackage.json: the table plans is unknown"]


def test_a_package_that_tells_another_schema_path_or_count_is_told(processed: Path) -> None:
    def edit(package: dict[str, Any]) -> None:
        first, second, third, *_ = package["resources"]
        first["rows"] = 7
        second["path"] = "../letters.parquet"
        third["schema"]["fields"].pop()

    assert edit_package(processed, edit) == [
        "documents.parquet: its rows should be 7 by datapackage.json, but is 2",
        "datapackage.json: the path of letters is '../letters.parquet', not 'letters.parquet'",
        "datapackage.json: the schema of headings is not that of this version of thaiplan",
    ]


@pytest.mark.parametrize("content", ["", "[]", '{"resources": [1]}', '{"resources": 1}', "{}", "\xff"])
def test_a_package_that_is_none_is_told_and_the_tables_are_checked_all_the_same(
    processed: Path, content: str
) -> None:
    (processed / "latest" / "datapackage.json").write_bytes(content.encode("latin-1"))
    report = check(processed)
    assert [problem.file for problem in report.problems] == ["datapackage.json"]
    assert report.problems[0].reason.startswith("it is no data package")
    assert report.tables["measures"] == 4


def test_a_missing_package_is_told(processed: Path) -> None:
    (processed / "latest" / "datapackage.json").unlink()
    assert told(check(processed)) == ["datapackage.json: it cannot be read: No such file or directory"]


def test_large_tables_are_read_by_row_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "ROW_GROUP_ROWS", 2)
    publish([plan("ก.txt"), plan("ข.txt")], tmp_path, clock=clock, pipeline_version=VERSION)
    assert pq.ParquetFile(tmp_path / "latest" / "measures.parquet").num_row_groups == 2
    assert check(tmp_path).ok

"""Exports, each read back by somebody else's reader: the same rows and the same sums."""

from __future__ import annotations

import csv
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from openpyxl.utils import column_index_from_string, get_column_letter

from pipeline import schema
from pipeline.errors import ThaiplanError
from pipeline.export import ExportSettings, export
from pipeline.export.portal import Dataset
from pipeline.publish.snapshot import publish
from tests.publish.builders import VERSION, clock, plan

FORMULA = '=HYPERLINK("http://example.test","คลิก")'


@pytest.fixture(scope="module")
def processed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("processed")
    first = plan()
    hostile = replace(first.measures[0], text=FORMULA)
    hostile_plan = replace(first, measures=(hostile, *first.measures[1:]))
    publish([hostile_plan, plan("แผนตำบล.txt", "อื่น")], folder, clock=clock, pipeline_version=VERSION)
    return folder


@pytest.fixture(scope="module")
def wanted(processed: Path) -> dict[str, int]:
    latest = processed / "latest"
    return {table: pq.read_metadata(latest / f"{table}.parquet").num_rows for table in schema.tables()}


@pytest.fixture(scope="module")
def money(processed: Path) -> Decimal:
    return pc.sum(pq.read_table(processed / "latest" / "budgets.parquet").column("amount_min")).as_py()


def test_a_workbook_has_thai_titles_types_filters_and_no_formula(
    processed: Path, wanted: dict[str, int], money: Decimal, tmp_path: Path
) -> None:
    settings = ExportSettings(review="http://127.0.0.1:8765")
    assert export(processed, tmp_path / "แผน.xlsx", settings).tables == wanted
    book = openpyxl.load_workbook(tmp_path / "แผน.xlsx")
    assert book.sheetnames[:3] == ["อ่านก่อน", "เอกสาร", "หนังสือราชการ"]
    assert {table: book[schema.load(table).title_th].max_row - 1 for table in wanted} == wanted
    budgets = book["งบประมาณ"]
    shown = sum(
        one.width * (one.max - one.min + 1) for one in budgets.column_dimensions.values() if not one.hidden
    )
    across = budgets.page_setup.fitToWidth
    assert (across, budgets.print_title_cols) == (2, "$A:$A")
    assert shown / across < 250, "no letter is too small"
    heads = [cell.value for cell in budgets[1]]
    column = heads.index(schema.load("budgets").field("amount_min").title_th) + 1
    amounts = [budgets.cell(row, column) for row in (2, 3)]
    assert round(Decimal(sum(cell.value for cell in amounts)), 2) == money
    assert {cell.number_format for cell in amounts} == {"#,##0.00"}
    assert {"เอกสาร", "ชื่อเอกสาร", "ยุทธศาสตร์", "มาตรการ/โครงการ", "หน่วยงานเจ้าของเอกสาร"} <= set(heads)
    assert _hidden(budgets, "หน่วยรับงบประมาณ"), "nothing stands there"
    assert not _hidden(budgets, "จำนวนเงินขั้นต่ำ")
    assert not _hidden(budgets, "ลิงก์")
    assert (budgets.freeze_panes, bool(budgets.auto_filter.ref)) == ("A2", True)
    link = budgets.cell(2, heads.index("ลิงก์") + 1)
    assert link.hyperlink.target.startswith("http://127.0.0.1:8765/documents/")
    measures = book["มาตรการและโครงการ"]
    cells = [cell for row in measures.iter_rows() for cell in row]
    assert FORMULA in {cell.value for cell in cells if cell.data_type == "s"}
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    (letter_date,) = {cell.value for row in book["หนังสือราชการ"] for cell in row if cell.is_date}
    assert letter_date.year == 2024
    dates = book["หนังสือราชการ"].column_dimensions[_letter(book["หนังสือราชการ"], "ลงวันที่")]
    assert dates.width > 12, "a date that has no room is shown as ###"


def _letter(sheet: Any, title: str) -> str:
    return get_column_letter([cell.value for cell in sheet[1]].index(title) + 1)


def _hidden(sheet: Any, title: str) -> bool:
    letter = column_index_from_string(_letter(sheet, title))
    return any(one.hidden for one in sheet.column_dimensions.values() if one.min <= letter <= one.max)


def test_a_target_stands_beside_its_strategy_measure_and_agency(processed: Path, tmp_path: Path) -> None:
    export(processed, tmp_path / "csv")
    export(processed, tmp_path / "plans.sqlite")
    told = ("document", "document_years", "indicator", "measure", "strategy", "path", "agencies")
    with (tmp_path / "csv" / "targets.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {tuple(row[name].lstrip("'") for name in told) for row in csv.DictReader(file)}
    village = next(row for row in rows if row[0] == "แผนตำบล.txt")
    assert village[1] == "2566-2570"
    assert village[3:] == (
        "โครงการห้องสมุดเคลื่อนที่",
        "ส่งเสริมการอ่านในชุมชน",
        "1/1.2",
        "ห้องสมุดประชาชนอำเภอ",
    )
    with sqlite3.connect(tmp_path / "plans.sqlite") as database:
        found = database.execute(f"SELECT {', '.join(told)} FROM v_targets").fetchall()
    database.close()
    assert {tuple(value or "" for value in row) for row in found} == rows


def test_csv_has_a_bom_and_what_a_spreadsheet_would_run_is_text(
    processed: Path, wanted: dict[str, int], money: Decimal, tmp_path: Path
) -> None:
    export(processed, tmp_path / "csv")
    for table, count in wanted.items():
        assert (tmp_path / "csv" / f"{table}.csv").read_bytes().startswith(b"\xef\xbb\xbf")
        with (tmp_path / "csv" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.DictReader(file))) == count, table
    with (tmp_path / "csv" / "budgets.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sum(Decimal(row["amount_min"]) for row in rows) == money
    assert rows[0]["category"] == "1. งบดำเนินงาน; 1.1 ค่าวัสดุ"
    assert rows[0]["measure"].lstrip("'") in (FORMULA, "โครงการห้องสมุดเคลื่อนที่")
    assert not any(value.startswith("=") for row in rows for value in row.values())


def test_duckdb_has_flat_tables_children_views_and_comments(
    processed: Path, wanted: dict[str, int], money: Decimal, tmp_path: Path
) -> None:
    export(processed, tmp_path / "plans.duckdb")
    with duckdb.connect(str(tmp_path / "plans.duckdb"), read_only=True) as database:
        ask = database.execute
        for table, count in wanted.items():
            assert ask(f'SELECT count(*) FROM "{table}"').fetchone() == (count,), table
            assert ask(f'SELECT count(*) FROM "v_{table}"').fetchone() == (count,), table
        assert ask("SELECT sum(amount_min) FROM budgets").fetchone() == (money,)
        items = "SELECT value FROM measures_items ORDER BY measure_id, position"
        assert [row[0] for row in ask(items).fetchall()][:2] == ["จัดซื้อหนังสือ", "จัดรถบริการ"]
        says = (
            "SELECT comment FROM duckdb_columns() WHERE table_name = 'budgets' AND column_name = 'amount_min'"
        )
        assert "บาท" in ask(says).fetchone()[0] or ask(says).fetchone()[0]
        assert ask("SELECT strategy FROM v_budgets").fetchone() == ("ส่งเสริมการอ่านในชุมชน",)


def test_sqlite_has_the_same_rows_and_sums(
    processed: Path, wanted: dict[str, int], money: Decimal, tmp_path: Path
) -> None:
    export(processed, tmp_path / "plans.sqlite")
    with sqlite3.connect(tmp_path / "plans.sqlite") as database:
        for table, count in wanted.items():
            assert database.execute(f'SELECT count(*) FROM "v_{table}"').fetchone() == (count,), table
        (found,) = database.execute("SELECT round(sum(amount_min), 2) FROM budgets").fetchone()
        assert Decimal(str(found)) == money
        (years,) = database.execute("SELECT count(*) FROM measures_years_be").fetchone()
        assert years == 4
        assert database.execute('SELECT count(*) FROM "columns"').fetchone()[0] > 100
    database.close()


def test_a_package_for_a_portal_is_valid(
    processed: Path, wanted: dict[str, int], money: Decimal, tmp_path: Path
) -> None:
    import frictionless

    dataset = Dataset(licence="CC-BY-4.0", contributors=("สำนักงานจังหวัดตัวอย่าง",))
    export(processed, tmp_path / "open.zip", ExportSettings(dataset=dataset))
    with zipfile.ZipFile(tmp_path / "open.zip") as archive:
        archive.extractall(tmp_path / "open")
    report = frictionless.validate(str(tmp_path / "open" / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])[:5]
    package = json.loads((tmp_path / "open" / "datapackage.json").read_text("utf-8"))
    assert {one["name"]: one["rows"] for one in package["resources"]} == wanted
    assert package["licenses"] == [{"name": "CC-BY-4.0"}]
    assert package["contributors"][0]["title"] == "สำนักงานจังหวัดตัวอย่าง"
    assert {one["path"] for one in package["sources"]} == {"แผนอำเภอ.txt", "แผนตำบล.txt"}
    ckan = json.loads((tmp_path / "open" / "ckan.json").read_text("utf-8"))
    assert (ckan["license_id"], len(ckan["resources"])) == ("cc-by-4.0", len(wanted))
    with (tmp_path / "open" / "data" / "budgets.csv").open(encoding="utf-8", newline="") as file:
        assert sum(Decimal(row["amount_min"]) for row in csv.DictReader(file)) == money


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A PostgreSQL cluster of the test's own, on loopback. It does not start as root: another user does."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    initdb = shutil.which("initdb") or (str(programs[-1]) if programs else None)
    if initdb is None:
        pytest.skip("PostgreSQL is not installed (apt install postgresql)")
    bin_folder = Path(initdb).resolve().parent
    as_user = []
    if os.geteuid() == 0:
        if subprocess.run(["id", "postgres"], capture_output=True).returncode:
            pytest.skip("PostgreSQL does not start as root, and there is no user postgres")
        as_user = ["runuser", "-u", "postgres", "--"]
    made = subprocess.run([*as_user, "mktemp", "-d"], capture_output=True, text=True, check=True)
    folder = Path(made.stdout.strip())
    data = folder / "data"
    run = {"check": True, "capture_output": True, "cwd": folder}
    subprocess.run([*as_user, bin_folder / "initdb", "-D", data, "-A", "trust", "-U", "plans"], **run)
    control = [*as_user, bin_folder / "pg_ctl", "-D", data, "-w", "-l", folder / "log"]
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync=off"
    # The server keeps what it inherits open: its output goes nowhere.
    subprocess.run([*control, "-o", options, "start"], check=True, cwd=folder, stdout=subprocess.DEVNULL)
    try:
        yield f"postgresql://plans@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], **run)
        shutil.rmtree(folder, ignore_errors=True)


def test_a_postgresql_schema_is_made_anew_in_one_step(
    processed: Path, wanted: dict[str, int], money: Decimal, server: str
) -> None:
    import psycopg

    for _ in range(2):
        assert export(processed, server).tables == wanted
    with psycopg.connect(server) as connection:
        for table, count in wanted.items():
            rows = connection.execute(f'SELECT count(*) FROM thaiplan."v_{table}"')
            assert rows.fetchone() == (count,), table
        assert connection.execute("SELECT sum(amount_min) FROM thaiplan.budgets").fetchone() == (money,)
        says = "SELECT obj_description('thaiplan.measures'::regclass)"
        assert connection.execute(says).fetchone()[0].startswith("มาตรการและโครงการ")
        connection.execute("CREATE SCHEMA theirs")
    with pytest.raises(ThaiplanError, match="thaiplan did not make"):
        export(processed, server, ExportSettings(schema="theirs"))


def test_an_unknown_kind_of_export_says_what_there_is(processed: Path, tmp_path: Path) -> None:
    with pytest.raises(ThaiplanError, match=r"\.xlsx, \.duckdb, \.sqlite, \.zip"):
        export(processed, tmp_path / "plans.docx")


def test_the_tables_can_be_chosen(processed: Path, tmp_path: Path) -> None:
    done = export(processed, tmp_path / "two.sqlite", ExportSettings(tables=("measures", "documents")))
    assert tuple(done.tables) == ("documents", "measures")

"""A workbook that was corrected in Excel comes back: changed cells become corrections, and nothing else."""

import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

from pipeline import schema
from pipeline.cli import app
from pipeline.errors import ThaiplanError
from pipeline.export import ExportSettings, export
from pipeline.review.corrections import Corrections
from pipeline.review.desk import Author
from pipeline.review.serve import ReviewSettings, open_desk
from pipeline.review.workbook import Imported, import_workbook
from pipeline.run import RunSettings, run

WHO = Author("สมศรี", "ตรวจกับต้นฉบับ")


class Book:
    """An exported workbook in somebody's hands."""

    def __init__(self, dataset: Path, language: str = "th") -> None:
        self.dataset, self.path, self.language = dataset, dataset / "แผน.xlsx", language
        export(dataset / "processed", self.path, ExportSettings(language=language))
        self.book = openpyxl.load_workbook(self.path)

    def sheet(self, table: str):
        described = schema.load(table)
        return self.book[described.title_th if self.language == "th" else described.title]

    def column(self, table: str, name: str) -> int:
        field = schema.load(table).field(name)
        heads = [cell.value for cell in self.sheet(table)[1]]
        return heads.index(field.title_th if self.language == "th" else field.title) + 1

    def row(self, table: str, name: str, value: object) -> int:
        column = self.column(table, name)
        return next(row[0].row for row in self.sheet(table).iter_rows() if row[column - 1].value == value)

    def cell(self, table: str, row: int, name: str):
        return self.sheet(table).cell(row, self.column(table, name))

    def take(self, author: Author = WHO, *, save: bool = True) -> Imported:
        self.book.save(self.path)
        return import_workbook(
            open_desk(ReviewSettings(self.dataset / "processed")), self.path, author, save=save
        )


def rows(dataset: Path, table: str) -> pd.DataFrame:
    return pd.read_parquet(dataset / "processed" / "latest" / f"{table}.parquet")


def rerun(dataset: Path) -> None:
    run(dataset / "raw", dataset / "processed", RunSettings(workers=1))


@pytest.fixture(params=["th", "en"])
def book(reviewed: Path, request: pytest.FixtureRequest) -> Book:
    return Book(reviewed, request.param)


def test_a_workbook_that_nobody_changed_gives_no_corrections(book: Book) -> None:
    done = book.take()
    assert (done.changed, done.conflicts) == ([], [])
    assert done.unchanged > 30
    assert not (book.dataset / "corrections").exists()


def test_changed_cells_are_corrections_that_the_next_run_puts_in(reviewed: Path) -> None:
    book = Book(reviewed)
    at = book.row("budgets", "amount_min", 50_000)
    book.cell("budgets", at, "amount_min").value = 60_000
    at = book.row("measures", "text", "โครงการสายด่วนร้องเรียน")
    book.cell("measures", at, "text").value = "โครงการสายด่วนรับเรื่องร้องเรียน"
    book.cell("measures", at, "agencies").value = "กองช่าง; กองคลัง"
    book.cell("documents", 2, "fiscal_year_be").value = "๒๕๖๘"
    done = book.take()
    assert done.conflicts == []
    assert {(one.column, one.new) for one in done.changed} == {
        ("amount_min", "60000"),
        ("text", "โครงการสายด่วนรับเรื่องร้องเรียน"),
        ("agencies", "กองช่าง; กองคลัง"),
        ("fiscal_year_be", "2568"),
    }
    rerun(book.dataset)
    assert rows(book.dataset, "budgets").query("corrected").amount_max.tolist() == [60_000]
    (measure,) = rows(book.dataset, "measures").query("corrected").itertuples()
    assert (measure.text, list(measure.agencies)) == ("โครงการสายด่วนรับเรื่องร้องเรียน", ["กองช่าง", "กองคลัง"])
    assert 2568 in rows(book.dataset, "documents").fiscal_year_be.tolist()


def test_rows_may_be_sorted_columns_moved_and_sheets_renamed(reviewed: Path) -> None:
    book = Book(reviewed)
    sheet = book.sheet("budgets")
    kept = [[cell.value for cell in row] for row in sheet.iter_rows()]
    changed = book.column("budgets", "amount_min") - 1
    body = sorted(kept[1:], key=lambda row: -(row[changed] or 0))
    for number, row in enumerate([["งบที่ตรวจแล้ว"], *([cells[::-1] for cells in (kept[0], *body)])], start=1):
        for column in range(len(kept[0])):
            sheet.cell(number, column + 1).value = row[column] if column < len(row) else None
    sheet.title = "งบ (ตรวจแล้ว)"
    assert book.take().changed == []


def test_a_cell_whose_record_has_changed_meanwhile_is_a_conflict_and_stays(reviewed: Path) -> None:
    first, second = Book(reviewed), Book(reviewed)
    for book, value in ((first, 60_000), (second, 70_000)):
        book.cell("budgets", book.row("budgets", "amount_min", 50_000), "amount_min").value = value
    first.take()
    done = second.take()
    assert done.changed == []
    assert "60000" in done.conflicts[0].reason
    assert first.take().changed == [], "what is in already is not taken twice"


@pytest.mark.parametrize(
    ("value", "why"),
    [("หกหมื่น", "no number"), ("=30000*2", "formula"), (-1e30, "no number")],
)
def test_what_cannot_be_a_value_is_a_conflict(reviewed: Path, value: object, why: str) -> None:
    book = Book(reviewed)
    book.cell("budgets", book.row("budgets", "amount_min", 50_000), "amount_min").value = value
    done = book.take()
    assert done.changed == []
    assert why in done.conflicts[0].reason


def test_new_rows_and_rows_that_were_deleted_change_nothing(reviewed: Path) -> None:
    book = Book(reviewed)
    sheet = book.sheet("measures")
    sheet.cell(sheet.max_row + 1, book.column("measures", "text")).value = "โครงการใหม่"
    sheet.delete_rows(2)
    done = book.take()
    assert done.changed == []
    assert ["new row" in one.reason for one in done.conflicts] == [True]


def test_one_record_changed_in_two_rows_is_a_conflict(reviewed: Path) -> None:
    book = Book(reviewed)
    sheet, at = book.sheet("budgets"), book.row("budgets", "amount_min", 50_000)
    values = [cell.value for cell in sheet[at]]
    sheet.append(values)
    book.cell("budgets", at, "amount_min").value = 60_000
    book.cell("budgets", sheet.max_row, "amount_min").value = 70_000
    done = book.take()
    assert done.changed == []
    assert "too" in done.conflicts[0].reason


def test_a_dry_run_writes_nothing_and_the_command_says_what_it_does(reviewed: Path) -> None:
    book = Book(reviewed)
    book.cell("budgets", book.row("budgets", "amount_min", 50_000), "amount_min").value = 60_000
    book.book.properties.lastModifiedBy = "สมศรี"
    book.book.save(book.path)
    command = ["corrections", "import", str(book.path), "--processed", str(reviewed / "processed")]
    said = CliRunner().invoke(app, [*command, "--dry-run"])
    assert "1 changed cells would become corrections" in said.output, said.output
    assert not (reviewed / "corrections").exists()
    assert CliRunner().invoke(app, command).exit_code == 0
    (document,) = Corrections(reviewed / "corrections").documents
    assert {one.who for one in document.corrections} == {"สมศรี"}


def test_another_workbook_is_refused(reviewed: Path) -> None:
    other = openpyxl.Workbook()
    other.active["A1"] = datetime(2026, 1, 5)
    other.save(reviewed / "อื่น.xlsx")
    desk = open_desk(ReviewSettings(reviewed / "processed"))
    with pytest.raises(ThaiplanError, match="marks"):
        import_workbook(desk, reviewed / "อื่น.xlsx", WHO)
    (reviewed / "no.xlsx").write_bytes(b"PK no")
    with pytest.raises(ThaiplanError):
        import_workbook(desk, reviewed / "no.xlsx", WHO)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is missing")
@pytest.mark.night
def test_what_libreoffice_saves_anew_is_still_unchanged(reviewed: Path) -> None:
    book = Book(reviewed)
    out = reviewed / "saved"
    command = ["soffice", "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(book.path)]
    subprocess.run(command, check=True, timeout=120, capture_output=True)
    done = import_workbook(open_desk(ReviewSettings(reviewed / "processed")), out / book.path.name, WHO)
    assert (done.changed, done.conflicts) == ([], [])

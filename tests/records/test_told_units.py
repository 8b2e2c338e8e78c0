"""The unit of a table's money: the same table with its unit told elsewhere gives the same baht."""

from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.extract import extract
from pipeline.read import read
from pipeline.records.types import RecordSet

COLUMNS = "<tr><th>ที่</th><th>โครงการ</th><th>{budget}</th>{unit}<th>หน่วยงานรับผิดชอบ</th></tr>"
ROW = "<tr><td>{n}</td><td>{name}</td><td>{figure}</td>{unit}<td>กองช่าง</td></tr>"
FIGURES = [("ลอกบึง", "๓.๒๕"), ("ปลูกบัว", "๐.๔")]
PLACES = {
    "title": "{heading} (หน่วย : {unit})",
    "head": "หน่วย: {unit}",
    "section": "{heading} (หน่วย : {unit})",
    "above": "หน่วย : {unit}",
    "alone above": "({unit})",
    "caption": "(หน่วยเป็น{unit})",
    "row": "หน่วยเงิน : {unit}",
    "header": "{heading} ({unit})",
    "row below header": "[หน่วย : {unit}]",
    "column": "{unit}",
    "last row": "หน่วย ({unit})",
    "below": "จำนวนเงินหน่วยเป็น{unit}",
    "note below": "หมายเหตุ : (หน่วย: {unit})",
    "note in words below": "หมายเหตุ : ตัวเลขแสดงเป็น{unit} ที่มา กองคลัง",
}
"""Where a unit is told, and in what words."""
UNITS = {"พันบาท": 1_000, "ล้านบาท": 1_000_000, "๑,๐๐๐,๐๐๐ บาท": 1_000_000, "million baht": 1_000_000}


def page(place: str, unit: str = "ล้านบาท") -> str:
    def told(*places: str, form: str = "{}", heading: str = "") -> str:
        """What stands at one of these places: the words of the unit there, or else only the heading."""
        words = PLACES[place].format(unit=unit, heading=heading) if place in places else heading
        return form.format(words) if words else ""

    beside = place == "column"
    rows = "".join(
        ROW.format(n=n, name=a, figure=f, unit=f"<td>{unit}</td>" if beside else "")
        for n, (a, f) in enumerate(FIGURES, 1)
    )
    line = "<p>{}</p>"
    across = "<tr><td colspan=4>{}</td></tr>"
    return (
        told("head", form=line)
        + told("title", heading="แผนปฏิบัติการบึงบัว", form="<h1>{}</h1>")
        + told("section", heading="ยุทธศาสตร์ที่ ๑ น้ำใส", form="<h2>{}</h2>")
        + told("above", "alone above", form=line)
        + "<table>"
        + told("caption", form="<caption>{}</caption>")
        + told("row", form=across)
        + COLUMNS.format(budget=told("header", heading="งบประมาณ"), unit="<th>หน่วย</th>" if beside else "")
        + told("row below header", form=across)
        + rows
        + told("last row", form=across)
        + "</table>"
        + told("below", "note below", "note in words below", form=line)
    )


def given_by(tmp_path: Path, html: str) -> RecordSet:
    path = tmp_path / "แผน.html"
    path.write_text(f"<!doctype html><meta charset=utf-8><body>{html}", encoding="utf-8")
    return extract(read(path))


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("place", PLACES)
def test_wherever_the_unit_is_told_the_baht_are_the_same(tmp_path: Path, place: str, unit: str) -> None:
    given = given_by(tmp_path, page(place, unit))
    expected = [Decimal("3.25") * UNITS[unit], Decimal("0.4") * UNITS[unit]]
    assert [b.amount_min for b in given.budgets] == expected


def test_a_unit_holds_until_another_is_told(tmp_path: Path) -> None:
    table = "<table>" + page("head").split("<table>")[1]
    given = given_by(
        tmp_path,
        "<h1>แผนปฏิบัติการบึงบัว</h1><h2>ยุทธศาสตร์ที่ ๑ น้ำใส</h2><p>หน่วย : ล้านบาท</p>"
        f"{table}<p>ตารางต่อไปเป็นของหมู่บ้าน</p><p>หน่วย : พันบาท</p>{table}",
    )
    baht = [b.amount_min for b in given.budgets]
    assert baht == [Decimal(3_250_000), Decimal(400_000), Decimal(3_250), Decimal(400)]


@pytest.mark.parametrize(
    ("caption", "year"),
    [
        ("ประมาณการค่าใช้จ่าย พ.ศ. ๒๕๗๐ (หน่วย : พันบาท)", 2570),
        ("งบลงทุนตามระเบียบว่าด้วยการเงิน พ.ศ. ๒๕๕๐ (พันบาท)", None),
        ("เงินคงคลัง ณ วันที่ ๓๐ กันยายน พ.ศ. ๒๕๖๙ (พันบาท)", None),
    ],
)
def test_the_year_that_a_caption_ends_in_is_that_of_its_money(
    tmp_path: Path, caption: str, year: int | None
) -> None:
    table = "<table>" + page("head").split("<table>")[1]
    given = given_by(tmp_path, f"<h1>แผนปฏิบัติการบึงบัว</h1><p>{caption}</p>{table}")
    assert [(b.amount_min, b.fiscal_year_be) for b in given.budgets] == [(3_250, year), (400, year)]

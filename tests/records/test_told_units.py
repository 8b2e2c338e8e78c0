"""The unit of a table's money: the same table with its unit told elsewhere gives the same baht."""

from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.extract import extract
from pipeline.read import read
from pipeline.records.types import RecordSet

HEAD = "<h1>แผนปฏิบัติการบึงบัว{title}</h1><h2>ยุทธศาสตร์ที่ ๑ น้ำใส</h2>{above}"
COLUMNS = "<tr><th>ที่</th><th>โครงการ</th><th>งบประมาณ{header}</th>{unit}<th>หน่วยงานรับผิดชอบ</th></tr>"
ROW = "<tr><td>{n}</td><td>{name}</td><td>{figure}</td>{unit}<td>กองช่าง</td></tr>"
FIGURES = [("ลอกบึง", "๓.๒๕"), ("ปลูกบัว", "๐.๔")]
PLACES = ("title", "above", "caption", "row", "header", "column", "below", "bracketed")


def page(place: str) -> str:
    told = "หน่วย : ล้านบาท"
    above = {"above": f"<p>{told}</p>", "bracketed": "<p>(ล้านบาท)</p>"}.get(place, "")
    unit = "<td>ล้านบาท</td>" if place == "column" else ""
    rows = "".join(ROW.format(n=n, name=a, figure=f, unit=unit) for n, (a, f) in enumerate(FIGURES, 1))
    columns = COLUMNS.format(
        header=" (ล้านบาท)" if place == "header" else "", unit="<th>หน่วย</th>" if place == "column" else ""
    )
    return (
        HEAD.format(title=f" ({told})" if place == "title" else "", above=above)
        + "<table>"
        + (f"<caption>({told})</caption>" if place == "caption" else "")
        + (f"<tr><th colspan=4>{told}</th></tr>" if place == "row" else "")
        + f"{columns}{rows}</table>"
        + (f"<p>{told}</p>" if place == "below" else "")
    )


def given_by(tmp_path: Path, html: str) -> RecordSet:
    path = tmp_path / "แผน.html"
    path.write_text(f"<!doctype html><meta charset=utf-8><body>{html}", encoding="utf-8")
    return extract(read(path))


@pytest.mark.parametrize("place", PLACES)
def test_wherever_the_unit_is_told_the_baht_are_the_same(tmp_path: Path, place: str) -> None:
    given = given_by(tmp_path, page(place))
    assert [b.amount_min for b in given.budgets] == [Decimal(3_250_000), Decimal(400_000)]


def test_a_unit_holds_until_another_is_told(tmp_path: Path) -> None:
    table = page("none").split("</h2>")[1]
    given = given_by(
        tmp_path,
        "<h1>แผนปฏิบัติการบึงบัว</h1><h2>ยุทธศาสตร์ที่ ๑ น้ำใส</h2><p>หน่วย : ล้านบาท</p>"
        f"{table}<p>ตารางต่อไปเป็นของหมู่บ้าน</p><p>หน่วย : พันบาท</p>{table}",
    )
    baht = [b.amount_min for b in given.budgets]
    assert baht == [Decimal(3_250_000), Decimal(400_000), Decimal(3_250), Decimal(400)]

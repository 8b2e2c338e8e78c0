"""What a scan may have got wrong is told: dates that may be another day, specks in columns of money."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pipeline.check.dates import doubted_dates
from pipeline.check.specks import without_specks
from pipeline.model import Place
from pipeline.records.types import Budget, Letter


def letter(name: str, raw: str, day: date, **fields: object) -> Letter:
    return Letter(
        doc_id="d", letter_id=name, place=Place(page=1), text_raw=raw, confidence=0.9, issued_on=day, **fields
    )  # type: ignore[arg-type]


def test_a_date_in_digits_of_two_scripts_is_doubted_on_a_scan() -> None:
    read = letter("a", "ประกาศ ณ วันที่ ๑๐ พฤษภาคม พ.ศ. ๒๕๕6", date(2013, 5, 10), kind="regulation")
    (doubted,), (told,) = doubted_dates([read], {1})
    assert doubted.issued_on == read.issued_on
    assert doubted.confidence < read.confidence
    assert (told.code, told.record_id) == ("date_doubtful", "a")
    assert doubted_dates([read], set()) == ((read,), ())


def test_what_a_letter_sends_round_is_not_signed_after_it() -> None:
    subject = "หลักเกณฑ์การดูแลบ่อน้ำบาดาล"
    sender = letter("a", "๓ มกราคม ๒๕๖๘", date(2025, 1, 3), subject=subject, addressee="นายอำเภอ")
    before = letter("b", "๒ มกราคม ๒๕๖๘", date(2025, 1, 2), kind="announcement", subject=subject)
    after = letter("c", "๒ มีนาคม ๒๕๖๘", date(2025, 3, 2), kind="announcement", subject=subject)
    other = letter("e", "๒ มีนาคม ๒๕๖๘", date(2025, 3, 2), kind="order", subject="แต่งตั้งคณะทำงานกีฬา")
    _, told = doubted_dates([sender, before, after, other], set())
    assert [found.record_id for found in told] == ["c"]


@pytest.mark.parametrize(
    ("raw", "fields", "doubted"),
    [
        ("ระเบียบศูนย์เรือ ว่าด้วยค่าจอด พ.ศ. ๒๕๔๙\nประกาศ ณ วันที่ ๓ มกราคม ๒๕๕๖", {"kind": "regulation"}, True),
        ("ระเบียบศูนย์เรือ ว่าด้วยค่าจอด พ.ศ. ๒๕๕๖\nประกาศ ณ วันที่ ๓ มกราคม ๒๕๕๖", {"kind": "regulation"}, False),
        ("สั่ง ณ วันที่ ๓ มกราคม ๒๕๕๖", {"kind": "order", "number": "15/2549"}, True),
        ("สั่ง ณ วันที่ ๓ มกราคม ๒๕๕๖", {"kind": "order", "number": "15/2556"}, False),
        ("๓ มกราคม ๒๕๕๖", {"references": ("หนังสือศูนย์เรือ ลงวันที่ ๙ มกราคม ๒๕๕๖",)}, True),
        ("วันจันทร์ที่ ๓ มกราคม ๒๕๕๖", {}, True),
        ("วันพฤหัสบดีที่ ๓ มกราคม ๒๕๕๖", {}, False),
        ("ณ วันที่ ๓ มกราคม ๒๕๕๖ ราชกิจจานุเบกษา เล่ม ๑๓๐ วันที่ ๑ มกราคม ๒๕๕๖", {"kind": "announcement"}, True),
        ("ณ วันที่ ๓ มกราคม ๒๕๕๖ ราชกิจจานุเบกษา เล่ม ๑๓๐ วันที่ ๙ มกราคม ๒๕๕๖", {"kind": "announcement"}, False),
    ],
)
def test_a_scanned_date_that_the_letter_itself_speaks_against_is_doubted(
    raw: str, fields: dict[str, object], doubted: bool
) -> None:
    read = letter("a", raw, date(2013, 1, 3), **fields)
    assert [f.code for f in doubted_dates([read], {1})[1]] == ["date_doubtful"] * doubted
    assert doubted_dates([read], {2})[1] == ()


def amount(at: int, text: str, page: int = 1) -> Budget:
    return Budget(
        doc_id="d",
        budget_id=f"b{at}",
        measure_id=None,
        strategy_id=None,
        path=None,
        place=Place(page=page),
        table_id="t",
        text_raw=text,
        text=text,
        amount_min=Decimal(text.replace(",", "")),
    )


def test_one_or_two_digits_among_large_amounts_of_a_scan_are_a_speck() -> None:
    column = [amount(at, text) for at, text in enumerate(["70,000", "11", "250,000", "150,000", "99"])]
    columns = [(budget.budget_id, 6) for budget in column]
    kept, told = without_specks(column, columns, {1})
    assert [b.text for b in kept] == ["70,000", "250,000", "150,000"]
    assert [found.code for found in told] == ["figure_is_no_amount"] * 2
    assert without_specks(column, columns, set()) == (tuple(column), ())


def test_a_column_of_small_amounts_keeps_them() -> None:
    column = [amount(at, text) for at, text in enumerate(["12", "50", "35", "1,200"])]
    kept, told = without_specks(column, [(b.budget_id, 2) for b in column], {1})
    assert (kept, told) == (tuple(column), ())

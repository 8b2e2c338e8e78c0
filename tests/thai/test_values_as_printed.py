"""However a value is printed (digits, spaces, signs, note marks, units), it is the same value."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.thai.dates import (
    BUDDHIST_ERA,
    MONTHS,
    fiscal_year,
    parse_date,
    parse_year_header,
    parse_years,
)
from pipeline.thai.money import (
    find_money,
    format_money,
    parse_money,
    read_budget_cell,
    told_unit,
    unit_of_column,
)
from pipeline.thai.numerals import parse_number, to_thai
from pipeline.thai.targets import Target, parse_target, written
from pipeline.thai.units import units

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
SCRIPTS = {"arabic": str, "thai": to_thai, "full-width": lambda text: text.translate(FULL_WIDTH)}
UNITS = {"บาท": 1, "พันบาท": 1_000, "ล้านบาท": 1_000_000}


@given(
    amount=st.integers(1_000, 999_999_999),
    script=st.sampled_from(sorted(SCRIPTS)),
    comma=st.sampled_from([",", " ,", " , "]),
    note=st.sampled_from(["", "¹", " ²", "*", "³⁾"]),
    unit=st.sampled_from(sorted(UNITS)),
)
def test_spaces_digits_and_note_marks_never_change_an_amount(
    amount: int, script: str, comma: str, note: str, unit: str
) -> None:
    printed = SCRIPTS[script](f"{amount:,}".replace(",", comma)) + note
    assert [m.amount_min for m in read_budget_cell(printed, UNITS[unit])] == [amount * UNITS[unit]]
    assert [m.amount_min for m in read_budget_cell(f"{printed} {unit}")] == [amount * UNITS[unit]]


@given(st.integers(1_000, 999_999_999), st.sampled_from(["(%s)", "-%s", "\N{MINUS SIGN}%s", "-%s บาท"]))
def test_brackets_and_minus_are_below_zero(amount: int, form: str) -> None:
    if 2400 <= amount <= 2600:
        return
    money = parse_money(to_thai(form % f"{amount:,}"))
    assert money is not None
    assert money.amount_min == money.amount_max == -amount
    assert parse_money(format_money(money)) is not None


@given(st.integers(-(10**12), 10**12))
def test_a_formatted_amount_reads_back(amount: int) -> None:
    money = parse_money(f"{amount:,} บาท")
    assert money is not None
    again = parse_money(format_money(money))
    assert again is not None
    assert (again.amount_min, again.amount_max) == (money.amount_min, money.amount_max)


@pytest.mark.parametrize(
    ("text", "baht"),
    [
        ("๔๐ คน x ๑๕๐ บาท = ๖,๐๐๐ บาท", ["6000"]),
        ("๓๐ ชุด @ ๒๐๐ บาท", ["6000"]),
        ("๑๐ เล่ม ๆ ละ ๙๐ บาท", ["900"]),
        ("กล่องละ ๕๐ บาท จำนวน ๔๐ กล่อง", ["2000"]),
        ("ค่าอาหาร ๒๐ คน × ๑๐๐ บาท × ๓ มื้อ เป็นเงิน ๖,๐๐๐ บาท\nค่าวิทยากร ๑,๒๐๐ บาท", ["6000", "1200"]),
        ("1 500 000", ["1500000"]),
        ("๑๒ ๕๐๐.๐๐", ["12500"]),
        ("๒ ½ ล้านบาท", ["2500000"]),
        ("- ๕,๐๐๐", ["5000"]),
    ],
)
def test_what_a_cell_of_money_comes_to(text: str, baht: list[str]) -> None:
    assert [m.amount_min for m in read_budget_cell(text)] == [Decimal(b) for b in baht]


@given(st.dates(date(1958, 1, 1), date(2056, 12, 31)), st.integers(1, 3), st.sampled_from(["", "วันที่ "]))
def test_a_torn_date_is_the_same_day(day: date, cut: int, lead: str) -> None:
    year = str(day.year + BUDDHIST_ERA)
    number = str(day.day) if day.day < 10 else f"{day.day // 10} {day.day % 10}"
    printed = f"{lead}{number} {MONTHS[day.month - 1][0]} {year[:cut]} {year[cut:]}"
    assert parse_date(to_thai(printed)) == day
    assert parse_date(f"{day.day}/{day.month}/{year[2:]}") == day


@given(
    day=st.dates(date(1958, 1, 1), date(2056, 12, 31)),
    form=st.sampled_from(
        [
            *("{d}{m}{y}", "วันที่ {d} เดือน{m} พุทธศักราช {y}", "ณ วันที่ {d}  {m} พ.ศ.{y}", "{d} {m} พศ {y}¹"),
            *(
                "{d} / {n} / {y}",
                "{d:02}-{n:02}-{y}",
                "{d}.{n}.{y}",
                "{c}-{n:02}-{d:02}",
                "วันพุธที่ {d} {m} ’{s:02}",
            ),
        ]
    ),
    script=st.sampled_from(sorted(SCRIPTS)),
    short=st.integers(0, 1),
)
def test_a_day_is_the_same_however_it_is_written(day: date, form: str, script: str, short: int) -> None:
    year, month = day.year + BUDDHIST_ERA, MONTHS[day.month - 1][short]
    if day.year < 2000 and "{c}" in form:
        return
    printed = form.format(d=day.day, m=month, n=day.month, y=year, c=day.year, s=year % 100)
    assert parse_date(SCRIPTS[script](printed)) == day
    assert parse_date(f"{day.day} {month} {year}") == day


@given(
    year=st.integers(2550, 2580),
    form=st.sampled_from(["ปีงบประมาณ พ.ศ. {y}", "ปีงบประมาณ {y}¹", "ปีงบประมาณ {s}", "ปี งบประมาณ\n{y}"]),
    script=st.sampled_from(sorted(SCRIPTS)),
)
def test_a_year_is_the_same_however_it_is_written(year: int, form: str, script: str) -> None:
    printed = SCRIPTS[script](form.format(y=year, s=year % 100))
    assert (parse_years(printed), fiscal_year(printed), parse_year_header(printed)) == ((year,), year, year)
    others = ("ปีงบ {s}", "ปี งปม. {y}", "(ปี {y})", "ปี ’{s}", "ปีที่ ๒ พ.ศ. {y}", "FY{y}")
    headers = [SCRIPTS[script](other.format(y=year, s=year % 100)) for other in others]
    assert {parse_year_header(header) for header in headers} == {year}


@given(st.integers(2001, 2060), st.integers(1, 5))
def test_years_of_the_common_era_are_years(first: int, more: int) -> None:
    last = min(first + more, 2069)
    expected = tuple(range(first + BUDDHIST_ERA, last + BUDDHIST_ERA + 1))
    assert parse_years(f"{first}-{last}") == expected
    assert parse_years(f"ค.ศ. {first}") == (first + BUDDHIST_ERA,)


@pytest.mark.parametrize(
    ("text", "value", "comparator"),
    [
        ("๗๐ ขึ้นไป", 70, ">="),
        ("ไม่เกิน ๓", 3, "<="),
        ("สิบสองครั้ง", 12, "="),
        ("อย่างน้อยสองแห่ง", 2, ">="),
        ("ครึ่งหนึ่ง", 50, "="),
        ("๒ ¼ ไร่", 2.25, "="),
        ("９０", 90, "="),
        ("85¹", 85, "="),
        ("๕ ล้านไร่", 5_000_000, "="),
    ],
)
def test_targets_in_words_fractions_and_bounds(text: str, value: float, comparator: str) -> None:
    target = parse_target(text)
    assert target is not None
    assert (target.value, target.comparator) == (value, comparator)


LEADS = {"": "=", "จำนวน ": "=", "ไม่น้อยกว่า": ">=", "อย่างน้อย ": ">=", "≤ ": "<=", "ลดลง ": "-", "เพิ่มขึ้น": "+"}


def as_printed(target: Target) -> str:
    """A target in one plain form."""
    sign = "" if target.comparator == "=" else target.comparator
    lead = {"-": "ลดลง", "+": "เพิ่มขึ้น"}.get(sign, sign)
    figure, unit = f"{target.value:,.10g}", target.unit_thai or ""
    return f"{lead} {unit} {figure}" if unit in ("ร้อยละ", "ระดับ") else f"{lead} {figure} {unit}"


@given(
    value=st.integers(1, 9_999_999) | st.decimals(1, 9_999, places=2),
    unit=st.sampled_from(sorted(unit for unit in units() if not unit.startswith("ล้าน"))),
    script=st.sampled_from(sorted(SCRIPTS)),
    comma=st.sampled_from([",", " ,", " , ", ", "]),
    note=st.sampled_from(["", "¹", " ²", "*", " **", "³⁾"]),
    space=st.sampled_from(["", " ", "  "]),
    lead=st.sampled_from(sorted(LEADS)),
)
def test_unit_sign_spaces_digits_and_notes_never_change_a_target(
    value: int | Decimal, unit: str, script: str, comma: str, note: str, space: str, lead: str
) -> None:
    if 2400 <= value <= 2600:
        return
    before = unit in ("ร้อยละ", "ระดับ")
    figure = f"{value:,}".replace(",", " ," if before else comma) + note
    printed = f"{lead}{unit}{space}{figure}" if before else f"{lead}{figure}{space}{unit}"
    target = parse_target(SCRIPTS[script](printed))
    assert target == Target(float(value), units()[unit], unit, LEADS[lead])
    assert parse_target(as_printed(target)) == target


def test_a_share_with_two_decimals_is_no_money() -> None:
    assert find_money("ร้อยละ ๙๘.๕๑") == ()
    assert [str(m.amount_min) for m in find_money("ร้อยละ ๘๐ เป็นเงิน ๑,๒๐๐.๕๐ บาท")] == ["1200.50"]


@pytest.mark.parametrize(
    ("printed", "baht"),
    [
        ("๑ ล้าน ๒ แสนบาท", "1200000"),
        ("๒ แสน ๕ หมื่นบาท", "250000"),
        ("ครึ่งล้านบาท", "500000"),
        ("๑๒,๕๐๐ บาท ๕๐ สตางค์", "12500.50"),
        ("๒๔๐ บาท/คน x ๕๐ คน", "12000"),
        ("ค่าวิทยากร ๖ ชม. ๆ ละ ๖๐๐ บาท รวม ๓,๖๐๐ บาท", "3600"),
        ("๕ เครื่อง ราคาเครื่องละ ๒๒,๐๐๐ บาท", "110000"),
        ("๓๕ บาท คูณ ๑๐๐ คน เท่ากับ ๓,๕๐๐ บาท", "3500"),
        ("๖ ชม. x ๖๐๐ บาท = ๓,๖๐๐ บาท", "3600"),
        ("๗ ๘๐๐.-", "7800"),
        ("จำนวน ๑๘,\n๐๐๐ บาท (หนึ่งหมื่นแปดพันบาทถ้วน)", "18000"),
        ("๘๔๕,๐๐๐⁽²⁾ บาท", "845000"),
    ],
)
def test_an_amount_told_in_pieces_is_one(printed: str, baht: str) -> None:
    assert [m.amount_min for m in read_budget_cell(printed)] == [Decimal(baht)]


def test_amounts_beside_each_other_are_not_added() -> None:
    assert [m.amount_min for m in read_budget_cell("๕ ล้านบาท ๒ แสนบาท")] == [5_000_000, 200_000]
    assert [m.amount_min for m in read_budget_cell("๓ แสน ๕ ล้านบาท")] == [300_000, 5_000_000]


@pytest.mark.parametrize("month", ["กมุภาพนัธ์", "กุมภาพันธ์", "กมุภาพันธ"])
def test_marks_in_the_wrong_places_leave_a_month_what_it_is(month: str) -> None:
    assert parse_date(f"๗ {month} ๒๕๖๙") == date(2026, 2, 7)


@pytest.mark.parametrize(
    ("printed", "target"),
    [
        ("มากกว่าหรือเท่ากับ ๙๐", (90, ">=")),
        ("น้อยกว่าหรือเท่ากับ ๕ เรื่อง", (5, "<=")),
        ("๓/๔ ของพื้นที่", (0.75, "=")),
        ("๑/๒ ไร่", (0.5, "=")),
    ],
)
def test_bounds_and_parts_of_a_target(printed: str, target: tuple[float, str]) -> None:
    found = parse_target(printed)
    assert found is not None
    assert (found.value, found.comparator) == target


MARKS = st.sampled_from(["", "¹", " ²", "³⁾", "(¹)"])


@given(
    st.decimals(0, 10**9, places=2),
    st.sampled_from(sorted(SCRIPTS)),
    st.sampled_from(["", "-", "("]),
    st.sampled_from(["", " "]),
)
def test_a_number_is_the_same_whatever_its_digits_sign_and_spaces(
    value: Decimal, script: str, sign: str, space: str
) -> None:
    printed = f"{sign}{value:,}{')' if sign == '(' else ''}"
    read = parse_number(space + SCRIPTS[script](printed) + space)
    assert read == (-value if sign else value)
    assert read is not None
    assert parse_number(f"{read:,}") == read


@given(
    unit=st.sampled_from(sorted(UNITS)),
    form=st.sampled_from(["(หน่วย : {})", "หน่วย:{}", "ตารางที่ ๒ งบลงทุน ({})", "ตัวเลขแสดงเป็น{}", "หน่วยเป็น {}"]),
    space=st.sampled_from(["", "  ", "\n"]),
)
def test_a_unit_is_the_same_in_whatever_words_it_is_told(unit: str, form: str, space: str) -> None:
    assert told_unit(space + form.format(unit) + space) == UNITS[unit]
    assert unit_of_column(f"งบประมาณ{space}({unit})") == UNITS[unit]


@given(
    value=st.integers(1, 2_399),
    lead=st.sampled_from(["", "จำนวน ", "ไม่น้อยกว่า ", "ร้อยละ "]),
    script=st.sampled_from(sorted(SCRIPTS)),
    note=MARKS,
)
def test_a_target_reads_back_from_how_it_is_written(value: int, lead: str, script: str, note: str) -> None:
    found = parse_target(SCRIPTS[script](f"{lead}{value}") + note)
    assert found is not None
    assert found.value == value
    again = parse_target(written(found.comparator, found.value))
    assert again is not None
    assert (again.value, again.comparator) == (found.value, found.comparator)


@given(st.dates(date(1958, 1, 1), date(2056, 12, 31)), st.sampled_from(["", "พ.ศ. ", "พ.ศ.\n", "\n"]))
def test_a_date_may_go_on_over_its_line(day: date, era: str) -> None:
    month = MONTHS[day.month - 1][0]
    printed = to_thai(f"{day.day} {month} {era}{day.year + BUDDHIST_ERA}")
    assert parse_date(printed) == day


@given(st.dates(date(2000, 1, 1), date(2056, 12, 31)))
def test_the_stops_of_a_month_may_be_lost(day: date) -> None:
    short = MONTHS[day.month - 1][1]
    for month in (short, short.replace(".", " ", 1), short.replace(".", ". ", 1)):
        assert parse_date(f"{day.day} {month} {day.year + BUDDHIST_ERA}") == day

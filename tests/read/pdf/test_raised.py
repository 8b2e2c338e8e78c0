"""Figures that stand high beside a word are the numbers of notes, and no part of amounts."""

from __future__ import annotations

from collections.abc import Callable

from paper import Sheet

from pipeline.model import Page

Reads = Callable[[Sheet], Page]


def test_a_small_figure_high_behind_an_amount_is_a_note(page: Reads) -> None:
    sheet = Sheet()
    end = sheet.text(72, 100, "๒๔๐,๐๐๐")
    sheet.text(end, 96.5, "๑", size=6)
    assert page(sheet).printed == "๒๔๐,๐๐๐¹"


def test_two_digits_in_brackets_are_a_note(page: Reads) -> None:
    sheet = Sheet()
    end = sheet.text(72, 100, "ครัวเรือน")
    sheet.text(end, 96.5, "(12)", size=6)
    assert page(sheet).printed == "ครัวเรือน(¹²)"


def test_an_amount_smaller_than_its_unit_and_a_little_higher_stays_an_amount(page: Reads) -> None:
    sheet = Sheet()
    end = sheet.text(72, 98, "150,000", size=8)
    sheet.text(end + 2.5, 100, "บาท")
    assert page(sheet).printed == "150,000 บาท"


def test_a_small_year_high_beside_a_heading_stays_a_year(page: Reads) -> None:
    sheet = Sheet()
    end = sheet.text(72, 100, "แผนงานปี")
    sheet.text(end, 96.5, "2569", size=6)
    assert page(sheet).printed == "แผนงานปี2569"

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pythainlp.util import bahttext, num_to_thaiword

from pipeline.thai.spelled import parse_spelled_baht, parse_spelled_number


@given(st.one_of(st.integers(0, 200), st.integers(0, 10**7), st.integers(0, 10**13)))
def test_numbers_that_another_library_spells_read_back(number):
    assert parse_spelled_number(num_to_thaiword(number)) == number


@given(st.integers(1, 10**9), st.integers(0, 99))
def test_amounts_that_another_library_spells_read_back(baht, satang):
    assert parse_spelled_baht(bahttext(float(f"{baht}.{satang:02}"))) == baht + Decimal(satang) / 100


@pytest.mark.parametrize("text", ["", "แผนงาน", "พันธกิจ", "สามสี่", "หนึ่งเดียว"])
def test_other_words_are_no_number(text):
    assert parse_spelled_number(text) is None

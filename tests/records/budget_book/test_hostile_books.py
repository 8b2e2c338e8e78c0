"""Files that are made to be read slowly, or not at all."""

from __future__ import annotations

import time

from .books import ITEMS, added_up, read


def test_numbers_as_deep_as_a_file_is_long_are_read() -> None:
    items = "\n".join(f"{'.'.join('1' * depth)}{'.' * (depth == 1)} ค่าใช้จ่าย 5 บาท" for depth in range(1, 400))
    assert added_up(read(f"{ITEMS}\n**ผลผลิต : สวน 5 บาท**\n{items}")) >= 5


def test_a_number_of_thousands_of_digits_is_no_number() -> None:
    assert added_up(read(f"{ITEMS}\n**ผลผลิต : สวน 5 บาท**\n{'9' * 5000}. ค่าใช้จ่าย 5 บาท\n1. ค่ารถ 5 บาท")) == 5


def test_a_label_without_an_amount_does_not_gather_the_whole_file() -> None:
    began = time.process_time()
    read(f"{ITEMS}\n**ผลผลิต : สวน 5 บาท**\n1. ค่ารถ\n" + "ข้อความยาวที่ไม่มีจำนวนเงิน\n" * 20_000)
    assert time.process_time() - began < 20

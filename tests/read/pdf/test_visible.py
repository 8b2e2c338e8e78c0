"""What nobody sees on a page is no part of its text, and is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from paper import Sheet

from pipeline.model import Document

Reads = Callable[..., Document]


def _hidden(document: Document) -> list[str]:
    return [finding.message for finding in document.findings if finding.code == "hidden_text"]


@pytest.mark.parametrize(
    ("before", "behind"),
    [("3 Tr", ""), ("1 g", ""), ("", "1 g 70 700 200 60 re f")],
    ids=["without ink", "white on white", "painted over"],
)
def test_text_that_is_not_seen_is_left_out_and_told(reads: Reads, before: str, behind: str) -> None:
    sheet = Sheet()
    sheet.text(72, 200, "งบประมาณกองช่าง")
    sheet.commands.append(f"q {before}")
    sheet.text(72, 110, "ยกเลิกแล้ว")
    sheet.commands.append(f"{behind} Q")
    document = reads(sheet)
    assert document.pages[0].printed == "งบประมาณกองช่าง"
    assert ["ยกเลิกแล้ว" in message for message in _hidden(document)] == [True]


def test_white_text_on_a_dark_bar_is_seen(reads: Reads) -> None:
    sheet = Sheet()
    sheet.commands.append("q 0 0 0.4 rg 60 700 300 60 re f 1 g")
    sheet.text(72, 110, "ยุทธศาสตร์")
    sheet.commands.append("Q")
    document = reads(sheet)
    assert document.pages[0].printed == "ยุทธศาสตร์"
    assert not _hidden(document)

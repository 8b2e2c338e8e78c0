"""What a browser does not show is left out of HTML, and told of."""

from __future__ import annotations

import pytest

from pipeline.model import Grid, Line
from pipeline.read.markup import read_html


def texts(source: str) -> list[str]:
    found: list[str] = []
    for block in read_html(source)[0]:
        if isinstance(block, Line):
            found.append(block.text)
        elif isinstance(block, Grid):
            found += [cell.text for row in block.rows for cell in row.cells]
    return found


@pytest.mark.parametrize(
    "hidden",
    [
        "<tr style='display: none'><td>ร่างเดิม</td></tr>",
        "<tr hidden><td>ร่างเดิม</td></tr>",
        "<tr class='old x'><td>ร่างเดิม</td></tr>",
    ],
)
def test_a_hidden_row_is_no_row(hidden: str) -> None:
    source = f"<style>.old {{display:none}}</style><table><tr><td>ขุดสระ</td></tr>{hidden}</table>"
    assert texts(source) == ["ขุดสระ"]
    (finding,) = read_html(source)[1]
    assert finding.code == "hidden_text"
    assert "ร่างเดิม" in finding.message


def test_an_amount_that_is_struck_out_is_not_read() -> None:
    assert texts("<table><tr><td><del>๓๐,๐๐๐</del> ๒๕,๐๐๐</td></tr></table>") == ["๒๕,๐๐๐"]


def test_a_style_that_shows_something_hides_nothing() -> None:
    assert texts("<p style='display:block'>ขุดสระ</p>") == ["ขุดสระ"]


def test_a_raised_figure_is_no_digit_of_the_amount() -> None:
    assert texts("<table><tr><td>๒๕,๐๐๐<sup>๒</sup></td></tr></table>") == ["๒๕,๐๐๐²"]

"""The documented limits are those of the code."""

from __future__ import annotations

import ast
import dataclasses
import inspect
from pathlib import Path

import pytest

from pipeline.read.limits import Limits
from pipeline.read.pdf.settings import PdfSettings

PAGE = Path(__file__).parent.parent.parent / "docs" / "limits.md"


def limits_of(cls: type, prefix: str = "") -> list[tuple[str, int, str]]:
    """Name, default and description of the fields of a dataclass."""
    (body,) = ast.parse(inspect.getsource(cls)).body
    assert isinstance(body, ast.ClassDef)
    described = {}
    for field, below in zip(body.body, body.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(below, ast.Expr):
            described[ast.unparse(field.target)] = " ".join(ast.literal_eval(below.value).split())
    return [
        (field.name, field.default, described[field.name])
        for field in dataclasses.fields(cls)
        if field.name.startswith(prefix)
    ]


def table(limits: list[tuple[str, int, str]]) -> str:
    rows = [f"| `{name}` | {default:,} | {text} |" for name, default, text in limits]
    return "\n".join(["| Name | Limit | Of what |", "|---|---:|---|", *rows]) + "\n"


@pytest.mark.parametrize(
    ("heading", "limits"),
    [
        ("## Limits of a file", limits_of(Limits)),
        ("## Limits of a PDF page", limits_of(PdfSettings, "max_")),
    ],
    ids=["file", "page"],
)
def test_every_limit_is_documented_with_its_value(heading: str, limits: list[tuple[str, int, str]]) -> None:
    section = PAGE.read_text("utf-8").split(heading)[1].split("\n## ")[0]
    assert len(limits) > 4
    assert table(limits) in section, f"the table should be\n{table(limits)}"

"""Data walks one way: no stage imports a later one."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "pipeline"
STAGES = ("read", "segment", "tables", "records", "check", "publish")
"""In the order in which a document passes through them. `thai` and the modules of the package itself
serve all."""
LONGEST = 400
"""No file has more lines."""


def imported(file: Path) -> set[str]:
    """The rooms of the package that a file imports from."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
        elif isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
    return {name.split(".")[1] for name in names if name.startswith("pipeline.")}


@pytest.mark.parametrize("stage", STAGES)
def test_no_stage_imports_a_later_one(stage: str) -> None:
    later = set(STAGES[STAGES.index(stage) + 1 :])
    reached = {str(f.relative_to(PACKAGE)): imported(f) & later for f in (PACKAGE / stage).rglob("*.py")}
    assert {file: rooms for file, rooms in reached.items() if rooms} == {}


def test_the_thai_values_know_no_stage() -> None:
    assert {
        str(f): imported(f) & set(STAGES)
        for f in (PACKAGE / "thai").rglob("*.py")
        if imported(f) & set(STAGES)
    } == {}


def test_a_module_fits_a_reader() -> None:
    lines = {
        str(f.relative_to(PACKAGE)): len(f.read_text("utf-8").splitlines()) for f in PACKAGE.rglob("*.py")
    }
    assert {file: n for file, n in lines.items() if n > LONGEST} == {}

"""The real budget books, where they stand beside the checkout: the scores that reading them has reached."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.run import run

SHARED = Path(__file__).parents[4] / "shared"
BOOKS, SCORERS = SHARED / "corpus" / "pdf", SHARED / "eval"


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not BOOKS.is_dir() or not SCORERS.is_dir():
        pytest.skip("the shared corpus and its scorers are not beside the checkout")
    out = tmp_path_factory.mktemp("books")
    run(BOOKS, out)
    return out / "latest"


def last_line(*command: str) -> str:
    """What a scorer sums up."""
    done = subprocess.run(
        [sys.executable, *command], cwd=SCORERS, capture_output=True, text=True, timeout=120, check=True
    )
    return done.stdout.strip().splitlines()[-1]


def test_the_items_of_every_agency_add_up_to_its_first_page(snapshot: Path) -> None:
    assert last_line("score_pdf.py", "totals", str(snapshot)).startswith("AGENCY TOTALS 26/26 exact")


def test_every_row_of_the_pages_read_by_hand_is_there(snapshot: Path) -> None:
    said = last_line("score.py", str(snapshot), "--sets", "sets-pdf.json")
    assert said.startswith("MEAN F1 1.0000  STRICT 1.0000")

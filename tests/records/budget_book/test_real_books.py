"""The real budget books, where they stand beside the checkout: the scores that reading them has reached.

The two smallest of them are read with every change, all of them by night.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.run import run

SHARED = Path(__file__).parents[4] / "shared"
BOOKS, SCORERS = SHARED / "corpus" / "pdf", SHARED / "eval"
SETS = SCORERS / "sets-pdf.json"
SMALLEST = 2

pytestmark = pytest.mark.skipif(
    not (BOOKS.is_dir() and SCORERS.is_dir()),
    reason="the shared corpus and its scorers are not beside the checkout",
)


@pytest.fixture(scope="module", params=["small", pytest.param("all", marks=pytest.mark.night)])
def snapshot(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("books")
    books = sorted(BOOKS.glob("*.pdf"), key=lambda book: (book.stat().st_size, book.name))
    (folder / "raw").mkdir()
    for book in books if request.param == "all" else books[:SMALLEST]:
        shutil.copy(book, folder / "raw")
    run(folder / "raw", folder / "out")
    return folder / "out" / "latest"


def lines(*command: str) -> list[str]:
    """What a scorer says."""
    done = subprocess.run(
        [sys.executable, *command], cwd=SCORERS, capture_output=True, text=True, timeout=120, check=True
    )
    return done.stdout.strip().splitlines()


def names(snapshot: Path) -> set[str]:
    return {book.name for book in (snapshot.parent.parent / "raw").iterdir()}


def test_the_items_of_every_agency_add_up_to_its_first_page(snapshot: Path) -> None:
    said = lines("score_pdf.py", "totals", str(snapshot))
    by_book = [
        found for line in said if (found := re.fullmatch(r"(.+\.pdf): (\d+)/(\d+) agencies exact", line))
    ]
    exact = {name: (int(good), int(count)) for name, good, count in map(re.Match.groups, by_book)}
    read = {name: found for name, found in exact.items() if name in names(snapshot)}
    assert read
    assert {name: found for name, found in read.items() if found[0] != found[1]} == {}
    if len(read) == len(exact):
        assert said[-1].startswith("AGENCY TOTALS 26/26 exact")


def test_every_row_of_the_pages_read_by_hand_is_there(snapshot: Path, tmp_path: Path) -> None:
    sets = {
        name: spec | {"gold": str(SCORERS / spec["gold"])}
        for name, spec in json.loads(SETS.read_text("utf-8")).items()
        if spec["file"] in names(snapshot)
    }
    assert sets
    (tmp_path / "sets.json").write_text(json.dumps(sets), encoding="utf-8")
    said = lines("score.py", str(snapshot), "--sets", str(tmp_path / "sets.json"))
    assert said[-1].startswith("MEAN F1 1.0000  STRICT 1.0000")

"""Each kind of damage once, read and extracted: it ends in time, and with a reason where it fails."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.read import read
from pipeline.work.isolation import stop_children
from tests.damaged import pdfs, places, texts
from tests.damaged.alone import Outcome, read_alone
from tests.damaged.folder import sound_pdfs, sound_texts
from tests.damaged.mutations import ANY_FILE, PDF_FILE, TEXT_FILE, Mutation
from tests.damaged.places import Place

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a process with limits needs a POSIX system")

SECONDS = 120
"""What a small document may take at most, on a machine with much else to do: a second is usual."""
# Those that take more than a second or two are for the night.
SLOW_PDFS = frozenset(
    {
        *pdfs.COSTLY,
        "a-hundred-thousand-pages",
        "a-path-of-a-million-pieces",
        "a-thousand-columns",
        "figures-in-rows",
        "figures-in-more-rows",
        "font-map-without-end",
        "fonts-without-maps",
        "more-glyphs-than-a-page-has",
        "page-tree-of-the-same-page",
        "picture-giant-in-bits",
        "rules-on-a-giant-page",
        "strokes-that-meet-nothing",
    }
)
SLOW_TEXTS = frozenset(
    {
        "long-line-within-the-size.txt",
        "millions-of-empty-lines.txt",
        "a-million-tab-cells.txt",
        "as-wide-as-allowed.txt",
        "pipe-cells.md",
        "spaced-cells.txt",
        "wide-spaced-cells.txt",
        "ragged-columns.txt",
        "one-row-of-many-lines.txt",
        "deep-paragraphs.html",
        "deep-cells-unclosed.html",
        "many-cells.html",
        "many-tables.html",
        "colspan-in-every-cell.html",
        "attribute-of-megabytes.html",
        "preformatted.html",
        "every-digit-everywhere.txt",
        "numbers-without-end.txt",
    }
)
ENOUGH = 5_000
"""Characters of a flood that show whether it can be read at all; how its time grows is for the night."""

REASONS = {
    "encrypted": "encrypted",
    "encrypted-by-nobody": "encrypted in a way that is not supported",
    "no-pages": "no pages",
    "page-tree-deep": "every page of the PDF is damaged",
    "inflates-to-gigabytes": "inflates to more than the limit of 100.0 MB",
    "inflates-to-gigabytes-packed-twice": "inflates to more than the limit",
    "inflates-to-text": "inflates to more than the limit",
    "no-bytes.txt": "empty",
    "no-bytes.pdf": "empty",
    "long-line.txt": "100.0 MB; the limit is 20.0 MB",
    "wide-tab-cells.txt": "5,000 table cells; the limit is 500",
    "a-billion-tab-cells.txt": "cells; the limit is 1,000,000",
    "deep-div.html": "nests deeper than 100 elements",
    "deep-tables.html": "tags; the limit is 500,000",
    "zero-bytes.txt": "zero bytes",
    "pdf-named-text.txt": "a PDF file, not text",
    "unknown-kind.dwg": "unknown kind of file",
    "pipe": "a pipe or device, not a file",
    "socket": "a pipe or device, not a file",
    "link-to-itself": "Too many levels of symbolic links",
    "link-to-a-device-without-end": "a pipe or device, not a file",
    "terabyte": "1000000.0 MB; the limit is 500.0 MB",
}
"""Words of the reason that kinds of damage must give; all others only need one where they fail."""


@pytest.fixture(scope="module", autouse=True)
def _one_process_for_all() -> Iterator[None]:
    yield
    stop_children()


def is_accounted_for(outcome: Outcome, kind: str) -> None:
    assert outcome.status in ("ok", "partial", "failed"), outcome
    assert not outcome.stopped, outcome
    assert outcome.status == "ok" or outcome.reason, outcome
    assert "fault of thaiplan" not in (outcome.reason or ""), outcome
    assert REASONS.get(kind, "") in (outcome.reason or ""), outcome


@pytest.mark.parametrize("kind", sorted(pdfs.EVERY.keys() - SLOW_PDFS))
def test_a_hostile_pdf_is_read_or_refused(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(pdfs.EVERY[kind]())
    is_accounted_for(read_alone(path, SECONDS), kind)


@pytest.mark.parametrize("kind", sorted(texts._BYTES.keys() - SLOW_TEXTS))
def test_a_hostile_text_is_read_or_refused(kind: str, tmp_path: Path) -> None:
    path = tmp_path / kind
    path.write_bytes(texts.EVERY[kind]())
    is_accounted_for(read_alone(path, SECONDS), kind)


FLOODS: dict[str, Callable[[], bytes]] = {
    **{
        f"flood-of-{name}": lambda unit=unit: texts.flood(unit, ENOUGH)
        for name, unit in texts.LETTERS.items()
    },
    **{f"lines-of-{name}": lambda unit=unit: texts.lines(unit, ENOUGH) for name, unit in texts.LINES.items()},
}


@pytest.mark.parametrize("kind", FLOODS)
def test_a_flood_of_one_thing_is_read(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(FLOODS[kind]())
    is_accounted_for(read_alone(path, SECONDS), kind)


@pytest.mark.parametrize("kind", places.EVERY)
def test_what_is_no_document_is_refused_and_no_name_does_harm(kind: str, tmp_path: Path) -> None:
    place: Place = places.EVERY[kind]
    name = place(tmp_path)
    (path,) = [p for p in tmp_path.rglob("*") if p.is_symlink() or not p.is_dir()]
    outcome = read_alone(path, SECONDS)
    is_accounted_for(outcome, kind)
    assert kind.startswith("name-") or outcome.status in ("failed", "ok"), name


@pytest.mark.parametrize("mutation", ANY_FILE + PDF_FILE, ids=lambda m: m.__name__)
def test_a_damaged_pdf_is_read_or_refused(mutation: Mutation, tmp_path: Path) -> None:
    digital, _ = sound_pdfs()
    path = tmp_path / "x.pdf"
    path.write_bytes(mutation(digital.read_bytes(), random.Random(mutation.__name__)))
    is_accounted_for(read_alone(path, SECONDS), mutation.__name__)


@pytest.mark.parametrize("mutation", ANY_FILE + TEXT_FILE, ids=lambda m: m.__name__)
def test_a_damaged_text_is_read_or_refused(mutation: Mutation, tmp_path: Path) -> None:
    seeded = random.Random(mutation.__name__)
    original = seeded.choice(sound_texts())
    path = tmp_path / original.name
    path.write_bytes(mutation(original.read_bytes(), seeded))
    is_accounted_for(read_alone(path, SECONDS), mutation.__name__)


def test_an_entity_that_names_another_file_stays_unread(tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    path.write_bytes(texts.foreign_entity())
    assert "root:" not in str(read(path).pages)


@pytest.mark.parametrize("mutation", ANY_FILE + PDF_FILE + TEXT_FILE, ids=lambda m: m.__name__)
def test_the_same_seed_makes_the_same_damage(mutation: Mutation) -> None:
    original = sound_texts()[0].read_bytes()
    assert mutation(original, random.Random(1)) == mutation(original, random.Random(1))

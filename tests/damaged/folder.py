"""A folder of a thousand damaged documents: every hand-made kind, and mutations of sound ones."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

from tests.damaged import pdfs, places, texts
from tests.damaged.mutations import (
    ANY_FILE,
    PDF_FILE,
    TEXT_FILE,
    broken_streams,
    drop_block,
    flip_bits,
    hostile_numbers,
    zeros_in_the_middle,
)

ROOT = Path(__file__).parent.parent.parent
SCANNED_SHARE = 0.05
"""Share of the mutated files that are scans."""
PDF_SHARE = 0.4
"""Share of those that are PDF files, scans among them."""


def sound_texts() -> list[Path]:
    """The text documents of this repository."""
    samples = ROOT / "data" / "raw"
    gold = ROOT / "tests" / "gold"
    found = [p for p in samples.iterdir() if p.suffix != ".pdf"]
    return sorted([*found, *(p for p in gold.iterdir() if p.suffix in (".txt", ".html"))])


def sound_pdfs() -> tuple[Path, Path]:
    """A digital PDF and a scanned one."""
    samples = ROOT / "data" / "raw"
    return samples / "watershed-plan.pdf", samples / "watershed-plan-scanned.pdf"


def mutants(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Names and contents of sound files with one to three kinds of damage."""
    random = Random(seed)
    originals = {path: path.read_bytes() for path in (*sound_texts(), *sound_pdfs())}
    digital, scanned = sound_pdfs()
    for number in range(count):
        chance = random.random()
        path = (
            scanned
            if chance < SCANNED_SHARE
            else digital
            if chance < PDF_SHARE
            else random.choice(sound_texts())
        )
        kinds = ANY_FILE + (PDF_FILE if path.suffix == ".pdf" else TEXT_FILE)
        data, names = originals[path], []
        for mutation in random.choices(kinds, k=random.choice((1, 1, 2, 3))):
            data = mutation(data, random) or b"?"
            names.append(mutation.__name__.replace("_", "-"))
        yield f"{number:04}-{'+'.join(names)}{path.suffix}", data


def damaged_scans(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Names and contents of a scanned PDF whose pictures are broken."""
    random = Random(seed)
    _, scanned = sound_pdfs()
    for number in range(count):
        mutation = random.choice(
            (broken_streams, flip_bits, drop_block, hostile_numbers, zeros_in_the_middle)
        )
        name = mutation.__name__.replace("_", "-")
        yield f"{number:04}-{name}.pdf", mutation(scanned.read_bytes(), random)


def fill(folder: Path, count: int, seed: int) -> Mapping[str, str]:
    """Make `count` damaged files in `folder`; the kind of each by the path that its document should have."""
    kinds: dict[str, str] = {}
    for kind, place in places.EVERY.items():
        if os.geteuid() == 0 and place is places.without_permission:
            continue
        kinds[place(folder)] = kind
    for made in ("pdf", "text", "mutant"):
        (folder / made).mkdir()
    for name, build in pdfs.EVERY.items():
        (folder / "pdf" / f"{name}.pdf").write_bytes(build())
        kinds[f"pdf/{name}.pdf"] = name
    for name, build in texts.EVERY.items():
        (folder / "text" / name).write_bytes(build())
        kinds[f"text/{name}"] = name
    for name, data in mutants(count - len(kinds), seed):
        (folder / "mutant" / name).write_bytes(data)
        kinds[f"mutant/{name}"] = name.partition("-")[2]
    return kinds

"""A folder of a thousand damaged documents: every hand-made kind, and mutations of sound ones."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

from PIL import Image

from tests.damaged import pdfs, places, texts
from tests.damaged.mutations import (
    ANY_FILE,
    PDF_FILE,
    TEXT_FILE,
    ZIP_FILE,
    Mutation,
    broken_streams,
    drop_block,
    flip_bits,
    hostile_numbers,
    zeros_in_the_middle,
)

ROOT = Path(__file__).parent.parent.parent
SCANNED_SHARE = 0.05
"""Share of the mutated files that are scans."""
PDF_SHARE = 0.3
"""Share of those that are PDF files, scans among them."""
OTHER_SHARE = 0.6
"""Share of those that are no text: PDF, Word, Excel, separated values, pictures."""
TEXTS = (".txt", ".md", ".html")


def sound_texts() -> list[Path]:
    """The text documents of this repository."""
    folders = (ROOT / "data" / "raw", ROOT / "tests" / "gold")
    found = (path for folder in folders for path in folder.iterdir())
    return sorted(path for path in found if path.suffix in TEXTS and path.name != "README.md")


def sound_others() -> dict[str, bytes]:
    """Documents of the other formats that are read without LibreOffice, by their suffixes."""
    grey, photo = io.BytesIO(), io.BytesIO()
    picture = Image.effect_noise((300, 200), 60)
    picture.save(grey, "PNG")
    picture.save(photo, "JPEG")
    rows = 'โครงการ,หน่วยงาน,งบประมาณ (บาท)\nล้างตลาด,กองช่าง,๕๐๐๐๐\nปลูกต้นไม้,สำนักปลัด,"12,000"\n' * 20
    samples = ROOT / "data" / "raw"
    return {
        ".docx": (samples / "town-plan.docx").read_bytes(),
        ".xlsx": (samples / "town-budget.xlsx").read_bytes(),
        ".csv": rows.encode(),
        ".png": grey.getvalue(),
        ".jpg": photo.getvalue(),
    }


def sound_pdfs() -> tuple[Path, Path]:
    """A digital PDF and a scanned one."""
    samples = ROOT / "data" / "raw"
    return samples / "watershed-plan.pdf", samples / "watershed-plan-scanned.pdf"


def mutants(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Names and contents of sound files with one to three kinds of damage."""
    random = Random(seed)
    texts_, others = (
        [(path.suffix, path.read_bytes()) for path in sound_texts()],
        list(sound_others().items()),
    )
    digital, scanned = (path.read_bytes() for path in sound_pdfs())
    for number in range(count):
        chance = random.random()
        if chance < SCANNED_SHARE:
            suffix, data = ".pdf", scanned
        elif chance < PDF_SHARE:
            suffix, data = ".pdf", digital
        else:
            suffix, data = random.choice(others if chance < OTHER_SHARE else texts_)
        names = []
        for mutation in random.choices(_kinds(suffix), k=random.choice((1, 1, 2, 3))):
            data = mutation(data, random) or b"?"
            names.append(mutation.__name__.replace("_", "-"))
        yield f"{number:04}-{'+'.join(names)}{suffix}", data


def _kinds(suffix: str) -> tuple[Mutation, ...]:
    own = {".pdf": PDF_FILE, ".docx": ZIP_FILE, ".xlsx": ZIP_FILE, ".png": (), ".jpg": ()}
    return ANY_FILE + own.get(suffix, TEXT_FILE)


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

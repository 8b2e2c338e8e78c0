"""The edge to Tesseract: many small pictures in one process, their text and how sure it is of it."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from pipeline.read.pdf.ocr.ink import Grey
from pipeline.read.pdf.ocr.rules import DPI

THAI, BOTH = "tha", "tha+eng"
PACKAGES = "tesseract-ocr tesseract-ocr-tha"
"""The Debian packages that bring Tesseract and its Thai model."""
SECONDS_A_PAGE = 120
_RAW_LINE, _LOOK_ONLY = "13", "0"
"""Page segmentation modes."""
_ORIENTATION = "osd"


@dataclass(frozen=True, slots=True)
class Reading:
    """What Tesseract reads in one picture; `certainty` is from 0 to 1."""

    text: str
    certainty: float


@cache
def missing() -> str | None:
    """What is in the way of reading Thai by OCR, None if nothing is."""
    if find_spec("PIL") is None:
        return "the extra thaiplan[ocr] is not installed"
    if shutil.which("tesseract") is None:
        return "Tesseract is not installed"
    try:
        return None if THAI in _models() else "Tesseract has no Thai model"
    except OSError as error:
        return str(error)


@cache
def _models() -> frozenset[str]:
    return frozenset(_run(["--list-langs"]).split())


def _run(arguments: Sequence[str]) -> str:
    """What Tesseract prints. Raises OSError when it fails or takes too long."""
    try:
        run = subprocess.run(
            ["tesseract", *arguments],
            capture_output=True,
            text=True,
            timeout=SECONDS_A_PAGE,
            env=os.environ | {"OMP_THREAD_LIMIT": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise OSError(f"Tesseract took more than {SECONDS_A_PAGE} seconds") from error
    if run.returncode:
        raise OSError(f"Tesseract failed: {run.stderr.strip()[-200:]}")
    return run.stdout


def read_lines(pictures: Sequence[Grey], languages: str = BOTH) -> list[Reading]:
    """The text of pictures of one word each, without the spaces that Tesseract sees in it.

    Raises OSError when Tesseract fails or takes too long.
    """
    languages = languages if set(languages.split("+")) <= _models() else THAI
    if not pictures:
        return []
    with tempfile.TemporaryDirectory(prefix="thaiplan-ocr-") as folder:
        names = []
        for number, picture in enumerate(pictures):
            name = Path(folder) / f"{number}.pgm"
            _write(picture, name)
            names.append(str(name))
        listing = Path(folder) / "pictures.txt"
        listing.write_text("\n".join(names), encoding="utf-8")
        options = ["-l", languages, "--psm", _RAW_LINE, "--dpi", str(DPI), "tsv"]
        return _readings(_run([str(listing), "stdout", *options]), len(pictures))


def _write(picture: Grey, path: Path) -> None:
    """Write a picture as a portable grey map, which needs no library."""
    height, width = picture.shape
    path.write_bytes(f"P5 {width} {height} 255\n".encode() + picture.tobytes())


def quarter_turns(picture: Grey) -> int:
    """Clockwise quarter turns that make a page upright, by the look of its letters; 0 if that is unclear."""
    if _ORIENTATION not in _models():
        return 0
    with tempfile.TemporaryDirectory(prefix="thaiplan-ocr-") as folder:
        name = Path(folder) / "page.pgm"
        _write(picture, name)
        try:
            said = _run([str(name), "stdout", "--psm", _LOOK_ONLY, "--dpi", str(DPI)])
        except OSError:
            # Too few letters to tell: Tesseract takes that for a failure.
            return 0
    turn = re.search(r"^Rotate: (\d+)$", said, re.MULTILINE)
    return int(turn[1]) // 90 % 4 if turn else 0


def _readings(table: str, count: int) -> list[Reading]:
    """The text of each of `count` pictures from Tesseract's table of words."""
    words: list[list[str]] = [[] for _ in range(count)]
    certainties: list[list[float]] = [[] for _ in range(count)]
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        number = int(row["page_num"]) - 1
        if text and 0 <= number < count:
            words[number].append(text)
            certainties[number].append(max(float(row["conf"]), 0.0) / 100)
    return [
        Reading("".join(found), sum(sure) / len(sure) if sure else 0.0)
        for found, sure in zip(words, certainties, strict=True)
    ]

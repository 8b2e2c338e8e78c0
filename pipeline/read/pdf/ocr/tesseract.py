"""The edge to Tesseract: many small pictures in one process, their text and how sure it is of it."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from pipeline.read.pdf.ocr.ink import Grey
from pipeline.read.pdf.ocr.rules import DPI

if sys.platform == "linux":
    import resource

THAI, BOTH = "tha", "tha+eng"
PACKAGES = "tesseract-ocr tesseract-ocr-tha"
"""The Debian packages that bring Tesseract and its Thai model."""
SECONDS_A_PAGE = 120
"""Processor time that Tesseract may take for a page."""
_PATIENCE = 20
"""How many times as long it may take by the clock, on a machine that has other things to do."""
_FOLDER = "thaiplan-ocr-"
_RAW_LINE, _LOOK_ONLY = "13", "0"
"""Page segmentation modes."""
_ORIENTATION = "osd"
_NOT_INVERTED = "-c", "tessedit_do_invert=0"
"""Print is dark here: what is hard to read is not read again as if it were light."""


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
    process = subprocess.Popen(
        ["tesseract", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        # Tesseract refuses to work in some locales, and its output is UTF-8 in any.
        env=os.environ | {"OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"},
    )
    with process:
        _limit_processor_time(process.pid)
        try:
            printed, said = process.communicate(timeout=_PATIENCE * SECONDS_A_PAGE)
        except subprocess.TimeoutExpired as error:
            process.kill()
            raise OSError(f"Tesseract took more than {_PATIENCE * SECONDS_A_PAGE} seconds") from error
    if process.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise OSError(f"Tesseract took more than {SECONDS_A_PAGE} seconds of processor time, or was killed")
    if process.returncode:
        raise OSError(f"Tesseract failed: {said.strip()[-200:]}")
    return printed


def _limit_processor_time(process: int) -> None:
    """Have the system end a process that takes too much processor time, where it can."""
    if sys.platform != "linux":
        return
    # It may have ended already.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        resource.prlimit(process, resource.RLIMIT_CPU, (SECONDS_A_PAGE, SECONDS_A_PAGE + 5))


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    """A folder for pictures, named after this process, so that one that was killed leaves none for good."""
    _sweep()
    with tempfile.TemporaryDirectory(prefix=f"{_FOLDER}{os.getpid()}-") as folder:
        yield Path(folder)


@cache
def _sweep() -> None:
    """Remove the folders of processes that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*-*"):
        process = folder.name.removeprefix(_FOLDER).partition("-")[0]
        if process.isdecimal() and not _runs(int(process)):
            shutil.rmtree(folder, ignore_errors=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def read_lines(pictures: Sequence[Grey], languages: str = BOTH) -> list[Reading]:
    """The text of pictures of one word each, without the spaces that Tesseract sees in it.

    Raises OSError when Tesseract fails or takes too long.
    """
    languages = languages if set(languages.split("+")) <= _models() else THAI
    if not pictures:
        return []
    with _folder() as folder:
        names = []
        for number, picture in enumerate(pictures):
            name = folder / f"{number}.pgm"
            _write(picture, name)
            names.append(str(name))
        listing = folder / "pictures.txt"
        listing.write_text("\n".join(names), encoding="utf-8")
        options = ["-l", languages, "--psm", _RAW_LINE, "--dpi", str(DPI), *_NOT_INVERTED, "tsv"]
        return _readings(_run([str(listing), "stdout", *options]), len(pictures))


def _write(picture: Grey, path: Path) -> None:
    """Write a picture as a portable grey map, which needs no library."""
    height, width = picture.shape
    path.write_bytes(f"P5 {width} {height} 255\n".encode() + picture.tobytes())


def quarter_turns(picture: Grey) -> int:
    """Clockwise quarter turns that make a page upright, by the look of its letters; 0 if that is unclear."""
    if _ORIENTATION not in _models():
        return 0
    with _folder() as folder:
        name = folder / "page.pgm"
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

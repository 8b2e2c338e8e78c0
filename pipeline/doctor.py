"""What this machine has of what thaiplan can use, and what to do about what it has not."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal, TypeAlias

Health: TypeAlias = Literal["ok", "missing", "bad"]
"""`missing` is something that only some documents need; with something `bad` thaiplan does not work."""
_PACKAGES = ("pyarrow", "pypdfium2", "starlette")
_THAI_FONTS = ("Sarabun", "Noto Sans Thai", "Loma", "Garuda", "Leelawadee", "Thonburi")
_LEAST_FREE = 2 * 2**30


@dataclass(frozen=True, slots=True)
class Examined:
    """One thing that was looked at: what was found, and what to do where it is not well."""

    name: str
    health: Health
    found: str
    advice: str = ""


def examine(processed: Path) -> tuple[Examined, ...]:
    """Everything that was looked at, in the order in which it matters."""
    return (*_versions(), _folder(processed), _disk(processed), *_tesseract(), _office(), _fonts())


def _versions() -> tuple[Examined, ...]:
    from pipeline.version import pipeline_version

    python = platform.python_version()
    health: Health = "ok" if sys.version_info >= (3, 11) else "bad"
    found = [
        Examined("thaiplan", "ok", pipeline_version()),
        Examined("Python", health, python, "" if health == "ok" else "install Python 3.11 or newer"),
    ]
    for name in _PACKAGES:
        try:
            found.append(Examined(name, "ok", version(name)))
        except PackageNotFoundError:
            found.append(
                Examined(name, "bad", "not installed", "install thaiplan again: pip install thaiplan")
            )
    return tuple(found)


def _folder(processed: Path) -> Examined:
    there = _nearest(processed)
    if os.access(there, os.W_OK | os.X_OK):
        return Examined("write rights", "ok", str(there))
    return Examined("write rights", "bad", f"{there} cannot be written to", "name another folder")


def _disk(processed: Path) -> Examined:
    free = shutil.disk_usage(_nearest(processed)).free
    found = f"{free / 2**30:,.1f} GB free"
    if free >= _LEAST_FREE:
        return Examined("disk", "ok", found)
    return Examined("disk", "bad", found, "make room: a run writes a whole snapshot before it removes one")


def _nearest(folder: Path) -> Path:
    folder = folder.absolute()
    return next(path for path in (folder, *folder.parents) if path.exists())


def _tesseract() -> tuple[Examined, ...]:
    advice = "apt install tesseract-ocr tesseract-ocr-tha; without it scanned pages are not read"
    told = _told("tesseract", "--version")
    if told is None:
        return (Examined("Tesseract", "missing", "not installed", advice),)
    languages = (_told("tesseract", "--list-langs") or "").split()
    first = told.splitlines()[0].removeprefix("tesseract ") if told else ""
    thai: Health = "ok" if "tha" in languages else "missing"
    return (
        Examined("Tesseract", "ok", first),
        Examined(
            "Tesseract Thai", thai, "there" if thai == "ok" else "missing", "" if thai == "ok" else advice
        ),
    )


def _office() -> Examined:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found:
        return Examined("LibreOffice", "ok", found)
    advice = "apt install libreoffice-core; without it old Word and Excel files (.doc, .xls) may not be read"
    return Examined("LibreOffice", "missing", "not installed", advice)


def _fonts() -> Examined:
    told = _told("fc-list", ":lang=th", "family") or ""
    found = [name for name in _THAI_FONTS if name in told] or told.split("\n")[:1]
    if any(found):
        return Examined("Thai fonts", "ok", ", ".join(found))
    advice = "apt install fonts-tlwg-loma; without one, Thai in pictures and reports may show as boxes"
    return Examined("Thai fonts", "missing", "none found", advice)


def _told(*command: str) -> str | None:
    """What a program prints; None where it is not there, or fails."""
    if shutil.which(command[0]) is None:
        return None
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout or done.stderr

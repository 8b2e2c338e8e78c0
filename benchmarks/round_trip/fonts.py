"""The fonts that documents are printed in: those of Debian's fonts-thai-tlwg, and Sarabun from npm.

Sarabun, the font of official Thai letters, comes as web fonts, one file a script. The printers get it as one
TrueType file a weight.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

from fontTools.merge import Merger, Options
from fontTools.ttLib import TTFont

SARABUN_PACKAGE = "@fontsource/sarabun"
_SCRIPTS = ("thai", "latin")
_WEIGHTS = {"Regular": 400, "Bold": 700}


@dataclass(frozen=True, slots=True)
class Font:
    """A font family; `files` (weight, path) are those of a family that is not installed."""

    family: str
    files: tuple[tuple[int, Path], ...] = ()


INSTALLED = ("Garuda", "Kinnari", "Laksaman", "Loma", "Norasi", "Waree")
"""Families of fonts-thai-tlwg for running text."""


def fonts(names: tuple[str, ...], cache: Path) -> list[Font]:
    """The fonts with these family names; Sarabun is fetched into `cache` the first time."""
    return [sarabun(cache) if name == "Sarabun" else Font(name) for name in names]


def sarabun(cache: Path) -> Font:
    """Sarabun as TrueType files in `cache`, fetched with npm and joined where they are not there yet."""
    folder = cache / "sarabun"
    files = tuple((weight, folder / f"Sarabun-{style}.ttf") for style, weight in _WEIGHTS.items())
    if not all(path.exists() for _, path in files):
        folder.mkdir(parents=True, exist_ok=True)
        web = _fetched(folder)
        for (style, weight), (_, path) in zip(_WEIGHTS.items(), files, strict=True):
            _join([web / f"sarabun-{script}-{weight}-normal.woff" for script in _SCRIPTS], style, path)
        shutil.rmtree(web.parent)
    return Font("Sarabun", files)


def _fetched(folder: Path) -> Path:
    """The folder of web fonts in the unpacked npm package."""
    pack = ["npm", "pack", "--silent", SARABUN_PACKAGE]
    archive = subprocess.run(pack, cwd=folder, capture_output=True, text=True, check=True).stdout.split()[-1]
    with tarfile.open(folder / archive) as package:
        package.extractall(folder, filter="data")
    (folder / archive).unlink()
    return folder / "package" / "files"


def _join(sources: list[Path], style: str, target: Path) -> None:
    """One TrueType font from the web fonts of several scripts, named as a family of its own."""
    plain = []
    for source in sources:
        font = TTFont(source)
        font.flavor = None
        plain.append(target.with_name(f"{source.stem}.ttf"))
        font.save(plain[-1])
    joined = Merger(options=Options(drop_tables=["DSIG", "vhea", "vmtx"])).merge(
        [str(path) for path in plain]
    )
    for name_id, text in ((1, "Sarabun"), (2, style), (4, f"Sarabun {style}"), (6, f"Sarabun-{style}")):
        joined["name"].setName(text, name_id, 3, 1, 0x409)
        joined["name"].setName(text, name_id, 1, 0, 0)
    joined.save(target)
    for path in plain:
        path.unlink()


def environment(font: Font, folder: Path) -> dict[str, str]:
    """The environment of a printer that finds the font; `folder` takes fontconfig's file and cache."""
    if not font.files:
        return dict(os.environ)
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "fonts.conf"
    config.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"<dir>{font.files[0][1].parent}</dir><cachedir>{folder / 'cache'}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return os.environ | {"FONTCONFIG_FILE": str(config)}

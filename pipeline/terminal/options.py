"""Arguments and options that several commands share."""

from __future__ import annotations

import math
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.catalogue import say


def folder(location: str) -> str:
    """Refuses what is neither a folder, nor a URL, nor a place for a new folder."""
    from pipeline.locations import parse

    where = parse(location)
    if isinstance(where, Path) and where.is_file():
        raise typer.BadParameter(say("Directory '{}' is a file.", location))
    return location


def present_folder(location: str) -> str:
    """Refuses what is neither a folder nor a URL."""
    from pipeline.locations import parse

    where = parse(folder(location))
    if isinstance(where, Path) and not where.exists():
        raise typer.BadParameter(say("Directory '{}' does not exist.", location))
    return location


def _number_of_seconds(seconds: float) -> float:
    """Refuses what is no number: "nan" is neither below the least nor above the most."""
    if math.isnan(seconds):
        raise typer.BadParameter(say("it must be a number."))
    return seconds


Raw = Annotated[str, typer.Argument(help="Folder of documents, or a URL.", callback=present_folder)]
Processed = Annotated[str, typer.Argument(help="Folder of snapshots, or a URL.", callback=folder)]
Snapshots = Annotated[
    str, typer.Argument(help="Folder of snapshots, or one snapshot, or a URL.", callback=folder)
]
File = Annotated[
    Path,
    typer.Argument(help="A document: text, HTML, PDF, Word, Excel, a picture.", exists=True, dir_okay=False),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for a program to read.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
Seconds = Annotated[
    float,
    typer.Option(
        help="Seconds that one document may take.", min=0.1, max=1_000_000, callback=_number_of_seconds
    ),
]
Password = Annotated[str | None, typer.Option(help="What opens an encrypted PDF.")]


class Language(Enum):
    """The languages of what is written for people."""

    TH = "th"
    EN = "en"


class Stage(Enum):
    """What is drawn on a page, from the file itself to the records."""

    PAGE = "page"
    READ = "read"
    TABLES = "tables"
    RECORDS = "records"


class Shell(Enum):
    """The shells that commands are completed in."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"

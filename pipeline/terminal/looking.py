"""Looking at one document: its records as a tree, or a page with what a stage saw of it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.catalogue import say
from pipeline.terminal.options import AsJson, File, Password, Stage

if TYPE_CHECKING:
    from pipeline.model import Document, Source
    from pipeline.records.types import RecordSet


@dataclass(frozen=True, slots=True)
class _Looked:
    """A file with its records, and the snapshot or the document that they are from."""

    source: Source
    records: RecordSet
    snapshot: str = ""
    document: Document | None = None


def show(
    file: File,
    page: Annotated[int | None, typer.Option(help="Only the records of this page.", min=1)] = None,
    depth: Annotated[
        int | None, typer.Option(help="Levels of the tree; by default all of a short document.", min=1)
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Wrap long texts instead of cutting them.")] = False,
    why: Annotated[bool, typer.Option("--why", help="Say which decisions made each record.")] = False,
    picture: Annotated[
        Path | None,
        typer.Option(help="Draw the page (by default the first) into this PNG instead.", dir_okay=False),
    ] = None,
    stage: Annotated[Stage, typer.Option(help="What is drawn on the page.")] = Stage.RECORDS,
    processed: Annotated[
        str, typer.Option(help="Folder of snapshots, or a URL: what is published is not read again.")
    ] = "data/processed",
    anew: Annotated[bool, typer.Option("--anew", help="Read the file, whatever is published.")] = False,
    password: Password = None,
    as_json: AsJson = False,
) -> None:
    """Print the records of one document as a tree. Nothing is written but a --picture."""
    import pipeline.show
    from pipeline.one_page import on_page
    from pipeline.terminal.output import json_text, print_tree

    looked = _look(file, None if anew or stage is Stage.READ else processed, password)
    records = looked.records
    pages = records.document.pages
    if page is not None and page > pages:
        raise typer.BadParameter(say("the document has {} pages, there is no page {}", pages, page))
    if picture is not None:
        from pipeline.picture import AskedPage, draw

        read = looked.document.pages[(page or 1) - 1] if looked.document else None
        draw(stage.value, AskedPage(file, looked.source, page or 1, read, password), records, picture)
        print(picture)
        return
    if page is not None:
        records = on_page(records, page)
    if as_json:
        print(json_text(pipeline.show.rows(records)))
    else:
        tree = pipeline.show.summarised(pipeline.show.show(records, why=why), depth)
        if looked.snapshot:
            tree = replace(tree, notes=(*tree.notes, f"from {looked.snapshot}"))
        print_tree(tree, full=full or why)


def _look(file: Path, processed: str | None, password: str | None) -> _Looked:
    """The records of a file: as published, where `processed` has them, else read now."""
    from pipeline.read.files import identify

    source = identify(file)
    kept = _kept(processed, source) if processed is not None else None
    if kept is not None:
        return kept
    from pipeline.extract import extract
    from pipeline.read import read

    document = read(file, password=password)
    return _Looked(source, extract(document), document=document)


def _kept(processed: str, source: Source) -> _Looked | None:
    """The records of a file as they are published. What reads tables is only loaded where there are some."""
    from pipeline.errors import SnapshotError
    from pipeline.locations import parse

    where = parse(processed)
    if isinstance(where, Path) and not where.is_dir():
        return None
    from pipeline.publish.kept import kept_records
    from pipeline.version import pipeline_version

    with suppress(SnapshotError):
        found = kept_records(processed, source.sha256, pipeline_version())
        if found is not None:
            return _Looked(source, found[1], found[0])
    return None

"""Looking at one document: its records as a tree, or a page with what a stage saw of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.terminal.options import AsJson, File, Password, Stage


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
    password: Password = None,
    as_json: AsJson = False,
) -> None:
    """Print the records of one document as a tree. Nothing is written but a --picture."""
    import pipeline.show
    from pipeline.extract import extract
    from pipeline.read import read
    from pipeline.terminal.output import json_text, print_tree

    document = read(file, password=password)
    records = extract(document)
    pages = records.document.pages
    if page is not None and page > pages:
        raise typer.BadParameter(f"the document has {pages} pages, there is no page {page}")
    if picture is not None:
        from pipeline.picture import AskedPage, draw

        draw(stage.value, AskedPage(file, document, page or 1, password), records, picture)
        print(picture)
        return
    if page is not None:
        records = pipeline.show.on_page(records, page)
    if as_json:
        print(json_text(pipeline.show.rows(records)))
    else:
        tree = pipeline.show.summarised(pipeline.show.show(records, why=why), depth)
        print_tree(tree, full=full or why)

"""`thaiplan corrections`: corrections that come from a workbook, and that go to the evaluation."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.terminal.options import Quiet

SOME_LEFT = 3
_Processed = Annotated[
    Path, typer.Option(help="Folder of snapshots, or one snapshot.", exists=True, file_okay=False)
]
_Corrections = Annotated[
    Path | None, typer.Option(help="Folder of corrections; by default corrections beside PROCESSED.")
]

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Bring in and hand on corrections.")


@app.command("import")
def take_in(
    workbook: Annotated[
        Path, typer.Argument(help="A workbook of `thaiplan export`, corrected.", exists=True, dir_okay=False)
    ],
    processed: _Processed = Path("data/processed"),
    corrections: _Corrections = None,
    who: Annotated[str, typer.Option(help="Who corrected; by default who saved the workbook.")] = "",
    why: Annotated[str, typer.Option(help="Why.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be taken over.")] = False,
    quiet: Quiet = False,
) -> None:
    """Make corrections of the changed cells of an exported workbook. Conflicts are shown, and left."""
    from pipeline.catalogue import said, say
    from pipeline.review.desk import Author
    from pipeline.review.serve import ReviewSettings, open_desk
    from pipeline.review.workbook import import_workbook
    from pipeline.terminal.output import arrow, printable

    desk = open_desk(ReviewSettings(processed, None, corrections))
    done = import_workbook(desk, workbook, Author(who, why), save=not dry_run)
    for one in () if quiet else done.changed:
        print(printable(f"{one.where}  {one.table}.{one.column}: {one.old} {arrow()} {one.new}"))
    for conflict in done.conflicts:
        told = say("not taken: {}: {}", conflict.where, said(conflict.reason))
        print(printable(told), file=sys.stderr)
    if not quiet:
        taken = "would become corrections" if dry_run else "are corrections now"
        told = f"{{}} changed cells {taken}, by {{}}; {{}} not taken; {{}} rows as they were"
        print(say(told, len(done.changed), printable(done.author), len(done.conflicts), done.unchanged))
        if done.changed and not dry_run:
            print(say("The next `thaiplan run` puts them in."))
    raise typer.Exit(SOME_LEFT if done.conflicts else 0)


@app.command()
def gold(
    out: Annotated[Path, typer.Argument(help="Folder to write to.", file_okay=False)],
    processed: _Processed = Path("data/processed"),
    corrections: _Corrections = None,
    raw: Annotated[
        Path | None, typer.Option(help="Folder of the documents; by default raw beside PROCESSED.")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Write the corrected documents and their records as gold for an evaluation."""
    from pipeline.review.gold import write_gold
    from pipeline.review.serve import ReviewSettings, open_desk
    from pipeline.terminal.output import printable

    written = write_gold(open_desk(ReviewSettings(processed, raw, corrections)), out)
    for path in written.waiting:
        print(f"{printable(path)}: its corrections wait for the next `thaiplan run`", file=sys.stderr)
    if not quiet:
        print(f"{out}: {written.documents} documents, {written.records} records that people vouch for")

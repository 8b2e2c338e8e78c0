"""The command `thaiplan`: a thin skin over functions of the same names.

Each command imports what it needs when it runs, so that `thaiplan --help` answers at once.
"""

from __future__ import annotations

import signal
import sys
from contextlib import ExitStack
from pathlib import Path
from types import FrameType
from typing import Annotated, Any, NoReturn

import typer

from pipeline import catalogue
from pipeline.errors import HeldBackError, ThaiplanError
from pipeline.terminal import corrections as corrections_commands
from pipeline.terminal import looking, machine
from pipeline.terminal.options import (
    AsJson,
    File,
    Language,
    Password,
    Processed,
    Quiet,
    Raw,
    Seconds,
    Snapshots,
    folder,
)

ALL_WELL, RUN_FAILED, SOME_FAILED, HELD_BACK = 0, 1, 3, 4
"""Exit codes, with 2 for a command line that makes no sense."""

app = typer.Typer(
    help="Thai government plans, circulars and budget books as validated Parquet tables.",
    epilog="Exit codes: 0 all well, 1 failed, nothing published, 2 wrong usage, "
    "3 some documents failed or are stale, 4 held back by --fail-if.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


app.add_typer(corrections_commands.app, name="corrections")
app.command()(looking.show)
app.command()(machine.doctor)
app.command()(machine.completion)


@app.callback(invoke_without_command=True)
def common(
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False,
    lang: Annotated[
        Language | None, typer.Option(help="Of messages; by default that of the environment.")
    ] = None,
) -> None:
    """Options of the program itself."""
    if lang is not None:
        catalogue.choose(lang.value)
    if version:
        from pipeline.version import pipeline_version

        print(f"thaiplan {pipeline_version()}")
        raise typer.Exit


@app.command()
def run(
    raw: Raw = "data/raw",
    processed: Processed = "data/processed",
    workers: Annotated[
        int | None, typer.Option(help="Processes; by default one a processor.", min=1, max=1000)
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Read all documents anew.")] = False,
    keep: Annotated[int, typer.Option(help="Snapshots to keep, the newest ones.", min=1)] = 7,
    time_limit: Seconds = 300,
    memory_limit: Annotated[
        int, typer.Option(help="Megabytes that one document may take.", min=500, max=1_000_000_000)
    ] = 4000,
    max_file_mb: Annotated[
        int, typer.Option(help="Size from which a table becomes a folder.", min=1, max=1_000_000)
    ] = 256,
    scheduler: Annotated[
        str | None, typer.Option(help="Dask scheduler whose workers read: tcp://HOST:8786.")
    ] = None,
    keep_good: Annotated[
        bool,
        typer.Option(
            "--keep-good/--no-keep-good",
            help="Keep the last good records of a document that now fails or has lost most of them.",
        ),
    ] = True,
    accept: Annotated[
        list[str] | None,
        typer.Option(help="Take this document as it is now, whatever it lost: its path in RAW."),
    ] = None,
    fail_if: Annotated[
        list[str] | None,
        typer.Option(
            help="Publish nothing where figures fall: TABLE:N%, records:N%, money:N%, empty, stale, failed."
        ),
    ] = None,
    report: Annotated[
        Path | None, typer.Option(help="File for the morning report, HTML.", dir_okay=False)
    ] = None,
    language: Annotated[Language, typer.Option(help="Of the report.")] = Language.TH,
    notify: Annotated[
        list[str] | None, typer.Option(help="Tell how it went: https://… or mailto:NAME@HOST?smtp=HOST:PORT.")
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Run again whenever documents or corrections change.")
    ] = False,
    follow_links: Annotated[
        bool, typer.Option("--follow-links", help="Read links to files outside RAW too.")
    ] = False,
    corrections: Annotated[
        Path | None,
        typer.Option(help="Folder of corrections; by default corrections beside PROCESSED.", file_okay=False),
    ] = None,
    metrics: Annotated[Path | None, typer.Option(help="File of figures for Prometheus.")] = None,
    log_json: Annotated[bool, typer.Option("--log-json", help="Log JSON lines on standard error.")] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Bring PROCESSED up to date with the documents below RAW: publish a snapshot."""
    from pipeline.run.job import RunSettings, RunSummary
    from pipeline.run.log import as_told
    from pipeline.run.night import Telling, night
    from pipeline.run.notify import check_target
    from pipeline.run.thresholds import parse_threshold
    from pipeline.terminal.output import print_failure, print_summary, progress_on_stderr
    from pipeline.terminal.streams import unless_it_cannot, what_cannot_be_written
    from pipeline.terminal.watch import run_and_watch
    from pipeline.work.isolation import WorkLimits

    try:
        thresholds = tuple(map(parse_threshold, fail_if or ()))
        targets = tuple(map(check_target, notify or ()))
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    limits = WorkLimits(seconds=time_limit, memory_mb=memory_limit)
    settings = RunSettings(
        workers,
        force,
        keep,
        limits,
        max_file_mb,
        scheduler,
        keep_good,
        tuple(accept or ()),
        thresholds,
        follow_links,
        corrections,
    )
    telling = Telling(log_json, metrics, report, language.value, targets)

    def once() -> RunSummary:
        with ExitStack() as stack:
            tell = None if log_json else print_failure if quiet else stack.enter_context(progress_on_stderr())
            summary = night(raw, processed, settings, telling, tell and unless_it_cannot(tell))
        with what_cannot_be_written():
            if as_json:
                _print_json(as_told(summary))
            elif not quiet:
                print_summary(summary)
        return summary

    if watch:
        run_and_watch(once, raw, processed, settings)
    summary = once()
    raise typer.Exit(SOME_FAILED if summary.failures or summary.documents.get("stale") else ALL_WELL)


@app.command()
def text(
    file: File,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Say on standard error which repairs acted how often, and on fonts."),
    ] = False,
    password: Password = None,
) -> None:
    """Print the repaired text of one document: table rows with tabs, a form feed between pages."""
    import pipeline.text
    from pipeline.read import read
    from pipeline.terminal.output import print_repairs, printable
    from pipeline.thai.repair import repair_document

    document = repair_document(read(file, password=password))
    words = pipeline.text.text(document)
    sys.stdout.write(printable(words, keep="\n\t\f") if sys.stdout.isatty() else words)
    if explain:
        sys.stdout.flush()
        print_repairs(document)


@app.command()
def check(processed: Snapshots = "data/processed", as_json: AsJson = False, quiet: Quiet = False) -> None:
    """Validate a published snapshot against its schemas and hashes."""
    from dataclasses import asdict

    import pipeline.publish.check
    from pipeline.terminal.output import print_report

    report = pipeline.publish.check.check(processed)
    if as_json:
        _print_json({"ok": report.ok, **asdict(report)})
    elif not (quiet and report.ok):
        print_report(report)
    raise typer.Exit(ALL_WELL if report.ok else RUN_FAILED)


@app.command()
def diff(
    old: Annotated[str | None, typer.Argument(help="A snapshot's name or path.", show_default=False)] = None,
    new: Annotated[
        str | None, typer.Argument(help="Another, by default the latest.", show_default=False)
    ] = None,
    processed: Annotated[
        str, typer.Option(help="Folder of snapshots, or a URL.", callback=folder)
    ] = "data/processed",
    full: Annotated[
        bool, typer.Option("--full", help="List everything, and wrap instead of cutting.")
    ] = False,
    parquet: Annotated[
        Path | None, typer.Option(help="Folder to write the changes to as Parquet tables.", file_okay=False)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say what changed from snapshot OLD to NEW; without them, in the latest since the one before."""
    import pipeline.publish.diff
    from pipeline.terminal.diff import print_diff
    from pipeline.terminal.output import safe_json

    chosen = pipeline.publish.diff.choose_snapshots(processed, old, new)
    found = pipeline.publish.diff.diff_snapshots(*chosen)
    if parquet is not None:
        pipeline.publish.diff.write_parquet(found, parquet)
    if as_json:
        sys.stdout.writelines(map(safe_json, pipeline.publish.diff.json_text(found)))
    elif parquet is None:
        print_diff(found, full=full)


@app.command()
def export(
    out: Annotated[
        str | None,
        typer.Argument(help="File .xlsx, .duckdb, .sqlite or .zip, or a folder for CSV.", show_default=False),
    ] = None,
    processed: Annotated[
        str, typer.Option(help="Folder of snapshots, or one snapshot, or a URL.", callback=folder)
    ] = "data/processed",
    to: Annotated[str | None, typer.Option(help="Database to fill: postgresql://USER@HOST/NAME.")] = None,
    schema: Annotated[str, typer.Option(help="Its schema, which is made anew.")] = "thaiplan",
    table: Annotated[list[str] | None, typer.Option(help="Only this table; give it again for more.")] = None,
    language: Annotated[Language, typer.Option(help="Of the titles in a workbook.")] = Language.TH,
    review: Annotated[str | None, typer.Option(help="Address of a review page that rows link to.")] = None,
    licence: Annotated[
        str, typer.Option(help="Of a package for a data portal, such as CC-BY-4.0.")
    ] = "notspecified",
    contributor: Annotated[list[str] | None, typer.Option(help="Who publishes the package.")] = None,
    quiet: Quiet = False,
) -> None:
    """Write a snapshot as a workbook, CSV, a database, or a package for a data portal."""
    from pipeline.export import ExportSettings
    from pipeline.export import export as write
    from pipeline.export.portal import Dataset

    if (out is None) == (to is None):
        raise typer.BadParameter(catalogue.say("Name either a file or folder, or a database with --to."))
    dataset = Dataset(licence=licence, contributors=tuple(contributor or ()))
    settings = ExportSettings(tuple(table or ()), language.value, review, dataset, schema)
    done = write(processed, to or out or "", settings)
    if not quiet:
        rows = f"{sum(done.tables.values()):,}"
        print(catalogue.say("{}: {} tables, {} rows of {}", done.out, len(done.tables), rows, done.snapshot))


@app.command()
def review(
    processed: Annotated[
        Path, typer.Argument(help="Folder of snapshots, or one snapshot.", exists=True, file_okay=False)
    ] = Path("data/processed"),
    port: Annotated[
        int, typer.Option(help="Port on this machine; 0 takes a free one.", min=0, max=65535)
    ] = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only print the link.")] = False,
    raw: Annotated[
        Path | None, typer.Option(help="Folder of the documents; by default raw beside PROCESSED.")
    ] = None,
    corrections: Annotated[
        Path | None, typer.Option(help="Folder of corrections; by default corrections beside PROCESSED.")
    ] = None,
) -> None:
    """Open a page to look at records beside their source, and to correct them."""
    from pipeline.review.serve import ReviewSettings, serve

    serve(ReviewSettings(processed, raw, corrections), port, browser=not no_browser)


@app.command()
def report(
    document: Annotated[
        str | None, typer.Argument(help="A document of the snapshot, by its path; by default all.")
    ] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="File to write.", dir_okay=False)] = Path(
        "report.html"
    ),
    processed: Annotated[
        Path, typer.Option(help="Folder of snapshots, or one snapshot.", exists=True, file_okay=False)
    ] = Path("data/processed"),
    quiet: Quiet = False,
) -> None:
    """Write one HTML file to send: outline, tables, totals, findings, charts of the budget."""
    from pipeline.report import report as make
    from pipeline.report.page import save

    save(make(processed, document), out)
    if not quiet:
        print(out)


def _print_json(value: dict[str, Any]) -> None:
    from pipeline.terminal.output import json_text

    print(json_text(value))


def _stop(number: int, _frame: FrameType | None) -> NoReturn:
    """Leave as if by an exception, so that workers end and nothing half-written stays."""
    sys.exit(128 + number)


def main() -> NoReturn:
    """The program: whatever goes wrong is one line, with a traceback only in Python's dev mode."""
    from pipeline.terminal.lean import do_without_pandas
    from pipeline.terminal.streams import flushed, open_what_is_closed

    open_what_is_closed()
    do_without_pandas()
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot show Thai shows escapes.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    signal.signal(signal.SIGTERM, _stop)
    machine.be_completed()
    try:
        with flushed():
            app(prog_name="thaiplan")
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        from pipeline.run.reading import reason
        from pipeline.terminal.output import error_line, printable

        message = error_line(error) if isinstance(error, ThaiplanError) else reason(error)
        print(f"thaiplan: {printable(message)}", file=sys.stderr)
        sys.exit(HELD_BACK if isinstance(error, HeldBackError) else RUN_FAILED)
    sys.exit(RUN_FAILED)

"""What the commands print, for a person at a terminal or for a log.

Documents are hostile: nothing that came from one reaches a terminal with control characters in it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline.catalogue import language, note, said, say, value
from pipeline.events import DamageFound, DocumentDone, Event, Listener
from pipeline.patterns import re

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text
    from rich.tree import Tree

    from pipeline.errors import ThaiplanError
    from pipeline.model import Document
    from pipeline.publish.check import CheckReport
    from pipeline.run import RunSummary
    from pipeline.show import Node

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_GUIDE = 4
_LEAST_TEXT = 20
_IN_OUR_WORDS = ("budget", "total", "info", "warning", "error")
"""Kinds of nodes whose text is ours and not the document's."""
_UNCUT = 1_000_000
"""A width that no line reaches: output that goes to a file or a pipe is not cut."""
_STYLES = {
    "strategy": "bold cyan",
    "dimension": "bold cyan",
    "plan": "bold cyan",
    "goal": "cyan",
    "tactic": "cyan",
    "letter": "bold magenta",
    "indicator": "green",
    "budget": "yellow",
    "total": "bold yellow",
    "warning": "red",
    "error": "bold red",
}


def printable(text: str, keep: str = "") -> str:
    """The text with control characters, and marks that turn the direction of writing, made visible.

    >>> printable("แผน\\x1b[31m\\n")
    'แผน\\\\x1b[31m\\\\n'
    """
    return _UNPRINTABLE.sub(lambda m: m[0] if m[0] in keep else m[0].encode("unicode_escape").decode(), text)


def json_text(value: object) -> str:
    """JSON as the commands print it: readable Thai, and escapes for all that `printable` makes visible.

    >>> json_text({"title": "แผน\\x9b31m\\u202e\\u2028"})
    '{\\n  "title": "แผน\\\\u009b31m\\\\u202e\\\\u2028"\\n}'
    """
    return safe_json(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def safe_json(text: str) -> str:
    """JSON with escapes in place of what is no line end and must not reach a terminal."""
    return _UNPRINTABLE.sub(lambda m: m[0] if m[0] == "\n" else f"\\u{ord(m[0]):04x}", text)


def console_of_stdout() -> Console:
    """Standard output: as wide as a terminal is, and without an end where it is none."""
    from rich.console import Console

    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=_UNCUT)


def arrow() -> str:
    """An arrow that standard output can show: code page 874, for one, has none."""
    try:
        "→".encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return "->"
    return "→"


def print_tree(root: Node, *, full: bool) -> None:
    """The tree on standard output: on a terminal one line a node, cut to its width; wrapped when `full`."""
    from rich.tree import Tree

    console = console_of_stdout()
    width = _UNCUT if full else console.width

    def branch(node: Node, depth: int) -> Tree:
        tree = Tree(_label(node, width - depth * _GUIDE), guide_style="dim")
        tree.children = [branch(child, depth + 1) for child in node.children]
        return tree

    console.print(branch(root, 0))


def _label(node: Node, width: int) -> Text:
    from rich.cells import cell_len
    from rich.text import Text

    text, notes, warnings = (
        printable(" ".join(part.split()))
        for part in (
            note(node.text) if node.kind in _IN_OUR_WORDS else node.text,
            " · ".join(map(note, filter(None, (*node.notes, node.place)))),
            " ! ".join(("", *map(note, node.warnings))),
        )
    )
    kind = "" if node.kind == "document" else f"{value(node.kind)} "
    after = f" ({notes})" if notes else ""
    after = _cut(after, max(width - cell_len(kind) - _LEAST_TEXT, 0))
    warned = f" {warnings}" if warnings else ""
    room = max(width - cell_len(kind) - cell_len(after), 0)
    text = _cut(text, max(min(room, _LEAST_TEXT), room - cell_len(warned)))
    warned = _cut(warned, room - cell_len(text))
    return Text.assemble((kind, "dim"), (text, _STYLES.get(node.kind, "")), (after, "dim"), (warned, "red"))


def _cut(text: str, width: int) -> str:
    from rich.cells import cell_len, set_cell_size

    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "…" if width > 0 else ""


def print_summary(summary: RunSummary) -> None:
    """What a run did, a figure a line, and what changed in at most three."""
    from pipeline.publish.diff import short_lines

    print(f"{padded(say('read'), 14)}{summary.read:>9,}")
    print(f"{padded(say('carried over'), 14)}{summary.carried:>9,}")
    counts = (("documents", summary.documents), ("records", summary.records), ("findings", summary.findings))
    for title, figures in counts:
        print(say(title))
        for name, count in figures.items():
            print(f"  {padded(say(name), 12)}{count:>9,}")
    if summary.changes is not None:
        title = say("changes")
        for line in short_lines(summary.changes):
            print(f"{padded(title, 14)}{line.replace('→', arrow())}")
            title = ""
    print(f"{padded(say('snapshot'), 14)}{summary.snapshot}")
    print(f"{padded(say('seconds'), 14)}{summary.seconds:.1f}")


def padded(text: str, width: int) -> str:
    """A text with spaces behind it, as wide on a terminal as it is to be: Thai marks have no width.

    >>> padded("บันทึก", 6)
    'บันทึก  '
    """
    from rich.cells import cell_len

    return text + " " * max(width - cell_len(text), 0)


def error_line(error: ThaiplanError) -> str:
    """What went wrong, in the language of who reads it."""
    if language() == "en":
        return str(error)
    why = said(error.reason)
    line = f"{error.file}: {why}" if error.file else why
    return f"{line} {say('What to do')}: {said(error.advice)}" if error.advice else line


def print_report(report: CheckReport) -> None:
    """What a check found: a line a problem, and a last line that says how the snapshot stands."""
    for problem in report.problems:
        print(printable(said(str(problem))))
    rows = f"{sum(report.tables.values()):,}"
    found = say("{} problems", len(report.problems)) if report.problems else say("all well")
    name = report.snapshot or say("no snapshot")
    print(say("{}: {} tables, {} rows, {}", name, len(report.tables), rows, found))


def print_repairs(document: Document) -> None:
    """Which repairs acted on how many places of a document, in the order they act, and how fonts were read
    that do not show what they say: on standard error.
    """
    for name, count in document.repairs:
        print(f"{count:>7,}  {name}", file=sys.stderr)
    for font in document.fonts:
        print(f"   font  {printable(font)}", file=sys.stderr)
    if not document.repairs and not document.fonts:
        print(say("nothing was repaired"), file=sys.stderr)


@contextmanager
def progress_on_stderr() -> Iterator[Listener]:
    """Something to tell of each document that is done: a bar on a terminal, a line each in a log."""
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True, highlight=False)
    if not console.is_terminal:
        yield _log_line
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)

        def advance(done: Event) -> None:
            if isinstance(done, DamageFound):
                bar.console.print(Text(_damage(done)), soft_wrap=True)
            if not isinstance(done, DocumentDone):
                return
            # Bar descriptions are markup.
            name = Text(printable(done.source_path)).markup
            bar.update(task, completed=done.number, total=done.total, description=name)
            if done.error:
                bar.console.print(Text(_outcome(done)), soft_wrap=True)

        yield advance


def print_failure(done: Event) -> None:
    """A line on standard error for a document that failed, or for damage to what was kept; nothing else."""
    if isinstance(done, DocumentDone) and done.error:
        print(_outcome(done), file=sys.stderr)
    elif isinstance(done, DamageFound):
        print(_damage(done), file=sys.stderr)


def _log_line(done: Event) -> None:
    if isinstance(done, DocumentDone):
        print(f"[{done.number}/{done.total}] {_outcome(done)}", file=sys.stderr)
    elif isinstance(done, DamageFound):
        print(_damage(done), file=sys.stderr)


def _damage(found: DamageFound) -> str:
    return printable(said(f"damaged {found.place}: {found.reason}; its documents are read anew"))


def _outcome(done: DocumentDone) -> str:
    about = f"{done.source_path}: {said(done.error)}" if done.error else done.source_path
    return f"{value(done.status)} {printable(about)}"

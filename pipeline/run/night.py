"""The command `thaiplan run` for a night: the run itself, its log and figures, its report, and who is
told."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.catalogue import said, say, speaking
from pipeline.errors import HeldBackError
from pipeline.events import Listener
from pipeline.locations import Location
from pipeline.publish.diff import short_lines
from pipeline.run.job import RunSettings, RunSummary, run
from pipeline.run.log import RunRecord, as_told, recorded, why_it_failed
from pipeline.run.notify import NotifyError, notify
from pipeline.run.report import Language, report

_TOLD = 20
"""So many documents a message names."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Who hears of a run: a log on standard error, a file of figures, a report, webhooks and mails.

    `language` is that of the report, of webhooks and mails; the log has messages as programs know them.
    """

    log_json: bool = False
    metrics: Path | None = None
    report: Path | None = None
    language: Language = "th"
    notify: Sequence[str] = ()


def night(
    raw: Location, processed: Location, settings: RunSettings, telling: Telling, tell: Listener | None = None
) -> RunSummary:
    """Runs, and tells of it however it ends. Raises what `run` raises.

    A report that cannot be written, or a webhook that cannot be reached, is a line on standard error
    and changes nothing else.
    """
    with ExitStack() as stack:
        log = sys.stderr if telling.log_json else None
        record = stack.enter_context(recorded(log, telling.metrics))
        try:
            summary = run(raw, processed, settings, tell=tell or record.tell)
        except BaseException as error:
            _tell_all(telling, record, None, error)
            raise
        record.finished(summary)
        _tell_all(telling, record, summary, None)
        return summary


def _tell_all(
    telling: Telling, record: RunRecord, summary: RunSummary | None, error: BaseException | None
) -> None:
    why = None if error is None else why_it_failed(error)
    if telling.report is not None:
        page = report(datetime.now(UTC), summary, why, telling.language)
        _attempt(record, _write_report, telling.report, page)
    with speaking(telling.language):
        subject, text, facts = _message(summary, error, why)
    for target in telling.notify:
        _attempt(record, notify, target, subject, text, facts)


def _attempt(record: RunRecord, work: Callable[..., None], *given: Any) -> None:
    try:
        work(*given)
    except (OSError, NotifyError) as error:
        record.told_nobody(error)
        with suppress(OSError):
            print(f"thaiplan: {error}", file=sys.stderr)


def _write_report(path: Path, page: str) -> None:
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        aside.write_text(page, encoding="utf-8", errors="backslashreplace")
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _message(
    summary: RunSummary | None, error: BaseException | None, why: str | None
) -> tuple[str, str, dict[str, Any]]:
    """The subject and text of a message, and the facts that a program reads."""
    if summary is None:
        outcome = "held back" if isinstance(error, HeldBackError) else "failed"
        facts: dict[str, Any] = {"event": "failed", "outcome": outcome, "error": why}
        return say(f"thaiplan: {outcome}, nothing published"), said(why or ""), facts
    needs_look = len(summary.failures) + len(summary.losses)
    subject = say("thaiplan: published")
    if needs_look:
        subject = say("thaiplan: published, {} documents need a look", needs_look)
    lines = [f"{one.source_path}: {said(one.reason)}" for one in summary.losses]
    lines += [f"{path}: {said(reason)}" for path, reason in summary.failures]
    lines = [*lines[:_TOLD], *([say("and {} more", len(lines) - _TOLD)] if len(lines) > _TOLD else [])]
    if summary.changes is not None:
        lines += short_lines(summary.changes)
    outcome = "look" if needs_look else "published"
    facts = {"event": "finished", "outcome": outcome, "summary": as_told(summary)}
    return subject, "\n".join(lines), facts

"""What a run tells, for programs: a log of JSON lines, and figures for Prometheus.

A line of the log has `time`, `run` (the same in all lines of a run), `event` and what belongs to it:
`document` with `document`, `stage`, `status`, `error`, `seconds` and `records`, which it yielded;
`stage` with `stage` and `seconds`; `finished` with the summary; `failed` with `error`; `told_nobody`
with `error`, where a webhook or a mail was lost.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, TypeAlias

from pipeline.events import DocumentDone, Event

if TYPE_CHECKING:
    from pipeline.run import RunSummary

Clock: TypeAlias = Callable[[], datetime]


class RunRecord:
    """Takes down a run: its events in a log, its end in a file of figures. Either may be missing."""

    def __init__(self, log: TextIO | None, metrics: Path | None, run_id: str, clock: Clock) -> None:
        self._log = log
        self._metrics = metrics
        self._run_id = run_id
        self._clock = clock

    def tell(self, event: Event) -> None:
        """A document or a stage is done."""
        if isinstance(event, DocumentDone):
            self._write(
                "document",
                document=event.source_path,
                stage="extract",
                status=event.status,
                error=event.error,
                seconds=round(event.seconds, 3),
                records=event.records,
            )
        else:
            self._write("stage", stage=event.stage, seconds=round(event.seconds, 3))

    def finished(self, summary: RunSummary) -> None:
        """The run has published a snapshot."""
        self._write("finished", **as_told(summary))
        if self._metrics:
            write_metrics(self._metrics, self._clock(), summary)

    def failed(self, error: BaseException) -> None:
        """The run has ended without a snapshot."""
        self._write("failed", error=why_it_failed(error))
        if self._metrics:
            write_metrics(self._metrics, self._clock(), None)

    def told_nobody(self, error: BaseException) -> None:
        """Somebody who should hear of the run could not be told."""
        self._write("told_nobody", error=str(error))

    def _write(self, event: str, **more: Any) -> None:
        if self._log is not None:
            time = self._clock().astimezone(UTC).isoformat(timespec="milliseconds")
            line = {"time": time, "run": self._run_id, "event": event, **more}
            # ASCII with escapes: a console of any encoding takes it, and no name can break a line.
            print(json.dumps(line, default=str), file=self._log, flush=True)


def why_it_failed(error: BaseException) -> str:
    """What ended a run, in words."""
    stopped = isinstance(error, KeyboardInterrupt | SystemExit)
    return "stopped by Ctrl-C or SIGTERM" if stopped else str(error) or type(error).__name__


def as_told(summary: RunSummary) -> dict[str, Any]:
    """The summary for a program: without the yield of each document, of which there are many."""
    told = asdict(summary)
    del told["yields"]
    return told


@contextmanager
def recorded(
    log: TextIO | None, metrics: Path | None, clock: Clock = lambda: datetime.now(UTC)
) -> Iterator[RunRecord]:
    """A record of the run in this context, which knows when the run fails or is stopped."""
    record = RunRecord(log, metrics, secrets.token_hex(4), clock)
    try:
        yield record
    except BaseException as error:
        record.failed(error)
        raise


def write_metrics(path: Path, moment: datetime, summary: RunSummary | None) -> None:
    """Writes a file for node_exporter's textfile collector, in one step; `summary` is None for a failed run.

    What a failed run did not find out is left out: the snapshot that `latest` names has not changed.
    """
    from prometheus_client import CollectorRegistry, Gauge, write_to_textfile

    registry = CollectorRegistry()

    def gauge(name: str, says: str, value: float) -> None:
        Gauge(f"thaiplan_{name}", says, registry=registry).set(value)

    def gauges(name: str, label: str, says: str, figures: Mapping[Any, float]) -> None:
        metric = Gauge(f"thaiplan_{name}", says, [label], registry=registry)
        for value, figure in figures.items():
            metric.labels(value).set(figure)

    gauge("run_timestamp_seconds", "When the last run ended, in seconds since 1970.", moment.timestamp())
    gauge("run_success", "1 where the last run published a snapshot, 0 where it failed.", summary is not None)
    if summary is not None:
        gauge("run_duration_seconds", "How long the last run took.", summary.seconds)
        gauge("documents_read", "Documents that the last run read.", summary.read)
        gauge("documents_carried", "Documents taken over from the snapshot before.", summary.carried)
        statuses = {"ok": 0, "partial": 0, "stale": 0, "failed": 0, **summary.documents}
        gauges("documents", "status", "Documents of the snapshot by status.", statuses)
        gauges("records", "table", "Rows of the snapshot by table.", summary.records)
        gauges("findings", "severity", "Findings of the snapshot by severity.", summary.findings)
        gauge("documents_lost", "Documents that fail now or lost most of their records.", len(summary.losses))
        says = "Records that a document of the snapshot yields."
        gauges("document_records", "document", says, {_label(path): n for path, n in summary.yields.items()})
    write_to_textfile(str(path), registry)


def _label(path: str) -> str:
    """A file's path as UTF-8 can have it."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")

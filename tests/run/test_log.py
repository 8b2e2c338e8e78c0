"""The log of a run for programs, and its figures for Prometheus."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.events import DocumentDone, StageDone
from pipeline.run import RunSummary
from pipeline.run.log import recorded

MOMENT = datetime(2026, 11, 21, 2, 0, 5, 250_000, tzinfo=UTC)
SUMMARY = RunSummary(
    snapshot=Path("processed/2026-11-21T020000Z-3f9c2a"),
    read=2,
    carried=7,
    documents={"ok": 8, "failed": 1},
    records={"documents": 9, "measures": 40},
    findings={"info": 3, "warning": 1, "error": 1},
    failures=(("แผน.pdf", "the file is empty"),),
    seconds=4.5,
)


def lines(log: io.StringIO) -> list[dict]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def figures(path: Path) -> dict[str, float]:
    text = path.read_text(encoding="utf-8")
    pairs = (line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, value in pairs}


def test_each_line_is_an_object_with_time_run_and_event() -> None:
    log = io.StringIO()
    with recorded(log, None, lambda: MOMENT) as record:
        record.tell(StageDone("list", 0.25))
        record.tell(DocumentDone(1, 2, "ปี 2567/แผน\n.pdf", "failed", "the file is empty", 0.5))
        record.finished(SUMMARY)
    stage, document, finished = lines(log)
    assert {one["time"] for one in (stage, document, finished)} == {"2026-11-21T02:00:05.250+00:00"}
    assert len({one["run"] for one in (stage, document, finished)}) == 1
    assert (stage["event"], stage["stage"], stage["seconds"]) == ("stage", "list", 0.25)
    assert (document["document"], document["stage"]) == ("ปี 2567/แผน\n.pdf", "extract")
    assert (document["status"], document["error"]) == ("failed", "the file is empty")
    assert (finished["event"], finished["carried"]) == ("finished", 7)
    assert log.getvalue().isascii()


def test_the_figures_of_a_run_are_those_of_its_summary(tmp_path: Path) -> None:
    with recorded(None, tmp_path / "thaiplan.prom", lambda: MOMENT) as record:
        record.finished(SUMMARY)
    found = figures(tmp_path / "thaiplan.prom")
    assert found["thaiplan_run_success"] == 1
    assert found["thaiplan_run_timestamp_seconds"] == MOMENT.timestamp()
    assert found['thaiplan_documents{status="failed"}'] == 1
    assert found['thaiplan_documents{status="partial"}'] == 0
    assert found['thaiplan_records{table="measures"}'] == 40
    assert found['thaiplan_findings{severity="warning"}'] == 1
    assert (found["thaiplan_documents_read"], found["thaiplan_documents_carried"]) == (2, 7)


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (OSError("the disk is full"), "the disk is full"),
        (KeyboardInterrupt(), "stopped by Ctrl-C or SIGTERM"),
        (SystemExit(143), "stopped by Ctrl-C or SIGTERM"),
    ],
)
def test_a_run_that_fails_or_is_stopped_says_so(tmp_path: Path, error: BaseException, why: str) -> None:
    log = io.StringIO()
    path = tmp_path / "thaiplan.prom"
    with pytest.raises(type(error)), recorded(log, path, lambda: MOMENT):
        raise error
    (failed,) = lines(log)
    assert failed["event"] == "failed"
    assert failed["error"] == why
    assert figures(path) == {
        "thaiplan_run_timestamp_seconds": MOMENT.timestamp(),
        "thaiplan_run_success": 0,
    }

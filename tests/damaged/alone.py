"""One document read and extracted in a process of its own, with limits, as a run does it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from pipeline.errors import ThaiplanError
from pipeline.run.reading import reason
from pipeline.work.isolation import WorkLimits, isolated


@dataclass(frozen=True)
class Outcome:
    """What became of a document: ok, partial or failed, and why; `stopped` where its process had to end."""

    status: str
    reason: str | None
    seconds: float
    stopped: bool = False


def read_alone(path: Path, seconds: float) -> Outcome:
    """Read and extract the file at `path` without OCR, for at most `seconds`."""
    started = perf_counter()
    try:
        status, why = isolated(_extract, path, WorkLimits(seconds=seconds), "pipeline.extract")
    except ThaiplanError as error:
        return Outcome("failed", reason(error), perf_counter() - started, stopped=True)
    return Outcome(status, why, perf_counter() - started)


def _extract(path: Path) -> tuple[str, str | None]:
    from pipeline.extract import extract
    from pipeline.read import read
    from pipeline.read.pdf.ocr import tesseract

    # A page whose text is destroyed goes to OCR, which takes seconds: that is for the night.
    tesseract.missing = lambda: "there is no Tesseract in this test"
    try:
        document = extract(read(path)).document
    except Exception as error:  # noqa: BLE001 - as in a run, whatever goes wrong is the document's reason
        return "failed", reason(error)
    return document.status, document.error

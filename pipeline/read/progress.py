"""What becomes of a scanned page once OCR has read it: it is kept, and whoever waits is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


def _tell_nobody() -> None: ...


@dataclass(frozen=True, slots=True)
class OcrProgress:
    """Where the pages that OCR has read are kept until their document is done, None for nowhere; and what is
    called after each, in any thread.
    """

    folder: Path | None = None
    page_read: Callable[[], None] = _tell_nobody


NOT_KEPT = OcrProgress()

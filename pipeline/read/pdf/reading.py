"""One PDF while it is read: its settings, what reading its pages adds up to, and how long it may take."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field

import pypdfium2

from pipeline.model import Finding, Place, Severity
from pipeline.read.limits import DEFAULT_LIMITS, Limits
from pipeline.read.pdf.fonts.decoder import FontDecoder
from pipeline.read.pdf.glyphs import FontEvidence
from pipeline.read.pdf.ocr.kept import KeptPages
from pipeline.read.pdf.settings import PdfSettings
from pipeline.read.progress import NOT_KEPT, OcrProgress


def processor_seconds() -> float:
    """Processor time of this process and of those that it started and that have ended."""
    return sum(os.times()[:4])


@dataclass(slots=True)
class Reading:
    """One document while it is read: where it is, and what reading its pages adds up to."""

    document: pypdfium2.PdfDocument
    settings: PdfSettings
    limits: Limits = DEFAULT_LIMITS
    poor_pages: int = 0
    damaged_in_a_row: int = 0
    readable_pages: int = 0
    evidence: FontEvidence = field(default_factory=FontEvidence)
    findings: dict[int, list[Finding]] = field(default_factory=dict)
    repairs: Counter[str] = field(default_factory=Counter)
    by_ocr: int = 0
    fonts: frozenset[str] = frozenset()
    began: float = field(default_factory=processor_seconds)
    unread: list[int] = field(default_factory=list)
    ocr: OcrProgress = NOT_KEPT
    just_read: list[int] = field(default_factory=list)
    """The pages that OCR has read this time."""
    kept: KeptPages = field(default_factory=lambda: KeptPages(None, ""))
    decoder: FontDecoder = field(init=False)

    def __post_init__(self) -> None:
        """Open the fonts of the document."""
        self.decoder = FontDecoder(self.document)

    def find(self, severity: Severity, code: str, message: str, page: int) -> None:
        """Note something about a page."""
        self.findings.setdefault(page, []).append(Finding(severity, code, message, Place(page)))

    def is_out_of_time(self, number: int) -> bool:
        """Whether there is no time left for OCR of page `number`, which is noted."""
        late = processor_seconds() - self.began > self.most_seconds
        if late:
            self.unread.append(number)
        return late

    @property
    def most_seconds(self) -> int:
        """The processor time after which no page is begun: it grows with each page that was read."""
        return self.limits.ocr_seconds + self.limits.ocr_seconds_a_page * len(self.just_read)

    def tell_of_unread(self) -> None:
        """Note the pages that there was no time for."""
        if self.unread:
            first, most = min(self.unread), self.most_seconds
            message = (
                f"{len(self.unread):,} pages from page {first} on need OCR and were not read, as the "
                f"document had taken {most:,} seconds of processor time by then: "
                "run again with a longer --time-limit"
            )
            self.find("error", "ocr_out_of_time", message, first)

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.model import Document, Page
from pipeline.read.files import identify
from pipeline.read.limits import DEFAULT_LIMITS, Limits
from pipeline.read.pdf import read_pdf

sys.path.insert(0, str(Path(__file__).parent))

from paper import Sheet, pdf

Reads = Callable[..., Document]


@pytest.fixture
def reads(tmp_path: Path) -> Reads:
    """Reads sheets, or the bytes of a PDF, as a document."""

    def reads(
        *content: Sheet | bytes, password: str | None = None, limits: Limits = DEFAULT_LIMITS
    ) -> Document:
        path = tmp_path / "paper.pdf"
        sheets = [sheet for sheet in content if isinstance(sheet, Sheet)]
        data = [part for part in content if isinstance(part, bytes)]
        path.write_bytes(data[0] if data else pdf(*sheets))
        return read_pdf(path, source=identify(path), password=password, limits=limits)

    return reads


@pytest.fixture
def page(reads: Reads) -> Callable[[Sheet], Page]:
    """Reads one sheet as a page."""
    return lambda sheet: reads(sheet).pages[0]

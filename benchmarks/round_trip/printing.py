"""HTML printed to PDF, by headless Chromium and by LibreOffice.

Both are run with a profile of their own in a temporary folder and without network services.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

SECONDS = 600
CHROMIUM = (
    "chromium",
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--no-pdf-header-footer",
)
LIBREOFFICE = ("soffice", "--headless", "--norestore", "--nologo")
_AS_WRITER = "--infilter=HTML (StarWriter)"
"""Read as a text document with pages; as a web page it would be one page without repeated headers."""

Printer: TypeAlias = Callable[..., None]


def print_with_chromium(html: Path, pdf: Path, environment: Mapping[str, str] | None = None) -> None:
    """Print an HTML file with Chromium."""
    with tempfile.TemporaryDirectory(prefix="chromium-") as profile:
        command = [*CHROMIUM, f"--user-data-dir={profile}", f"--print-to-pdf={pdf}", str(html)]
        _run(command, environment)
    _made(pdf)


def print_with_libreoffice(html: Path, pdf: Path, environment: Mapping[str, str] | None = None) -> None:
    """Print an HTML file with LibreOffice Writer."""
    with tempfile.TemporaryDirectory(prefix="soffice-") as folder:
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        target = ["--convert-to", "pdf:writer_pdf_Export", "--outdir", folder, str(html)]
        _run([*LIBREOFFICE, profile, _AS_WRITER, *target], environment)
        shutil.move(Path(folder) / f"{html.stem}.pdf", pdf)


PRINTERS: dict[str, Printer] = {"chromium": print_with_chromium, "libreoffice": print_with_libreoffice}


def _run(command: list[str], environment: Mapping[str, str] | None) -> None:
    subprocess.run(
        command, env=dict(environment or os.environ), capture_output=True, timeout=SECONDS, check=True
    )


def _made(pdf: Path) -> None:
    if not pdf.exists():
        raise FileNotFoundError(f"the printer wrote no {pdf}")

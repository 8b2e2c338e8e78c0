"""Paper as a PDF, printed by headless Chromium."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

SECONDS = 120
CHROMIUM = (
    "chromium",
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--no-pdf-header-footer",
)


def write_pdf(html: str, path: Path) -> None:
    """Print a page of HTML.

    Raises `FileNotFoundError` where there is no Chromium, `CalledProcessError` where it fails.
    """
    with tempfile.TemporaryDirectory(prefix="plans-") as folder:
        page = Path(folder) / "page.html"
        page.write_text(html, "utf-8")
        profile = f"--user-data-dir={folder}/profile"
        command = [*CHROMIUM, profile, f"--print-to-pdf={path.resolve()}", str(page)]
        subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)

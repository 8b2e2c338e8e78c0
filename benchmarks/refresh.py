"""What a nightly run takes where nothing changed, and where one file did, among many small plans.

    python -m benchmarks.refresh FOLDER [--files 10000]

FOLDER is filled with files and snapshots; given again, the files that are there are used.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

A_FOLDER = 500


def write_plans(raw: Path, count: int) -> None:
    """Short plans, each with a strategy, a tactic and two measures."""
    for number in range(count):
        folder = raw / f"{number // A_FOLDER:03}"
        folder.mkdir(parents=True, exist_ok=True)
        text = (
            f"แผนพัฒนาตำบลที่ {number}\nยุทธศาสตร์ที่ ๑ การพัฒนาคุณภาพชีวิต\nกลยุทธ์ที่ ๑.๑ ส่งเสริมสุขภาพ\n"
            f"๑) จัดตั้งศูนย์สุขภาพชุมชน\n๒) อบรมอาสาสมัคร งบประมาณ {number + 1},๐๐๐ บาท\n"
        )
        (folder / f"แผน-{number:05}.txt").write_text(text, encoding="utf-8")


def timed_run(title: str, raw: Path, processed: Path) -> None:
    """Runs the command as a user does, and prints how long it took."""
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "run", "--quiet"]
    started = perf_counter()
    subprocess.run([*command, raw, processed], check=True)
    print(f"{title:<28}{perf_counter() - started:>8.2f} s", flush=True)


def main(folder: Path, files: Annotated[int, typer.Option()] = 10_000) -> None:
    """Three runs: of all files, of none, of one."""
    raw, processed = folder / "raw", folder / "processed"
    if not raw.exists():
        write_plans(raw, files)
    timed_run(f"first run, {files:,} files", raw, processed)
    for again in range(3):
        timed_run(f"nothing changed ({again + 1})", raw, processed)
    for again in range(3):
        changed = raw / "000" / f"แผน-{again:05}.txt"
        changed.write_text(f"แผนพัฒนาตำบล {datetime.now(UTC)}\n", encoding="utf-8")
        timed_run(f"one file changed ({again + 1})", raw, processed)


if __name__ == "__main__":
    typer.run(main)

"""What a shell may do to the streams of a program: the exit code still says what was published."""

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.publish.check import check
from pipeline.terminal.output import json_text, safe_json

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="shell redirections and /dev/full")


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "แผน.txt").write_text("แผนพัฒนาเมือง\n", encoding="utf-8")
    return folder


def shell(cwd: Path, after: str, *options: str) -> subprocess.CompletedProcess[str]:
    code = "from pipeline.cli import main; main()"
    words = f"run raw processed --workers 1 {' '.join(options)}"
    return subprocess.run(
        ["sh", "-c", f'"$0" -c "$1" {words} {after}', sys.executable, code],
        cwd=cwd,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("after", [">&-", "2>&-", ">&- 2>&- <&-", ">/dev/full", "2>/dev/full", "| true"])
def test_a_run_whose_output_is_lost_has_published_all_the_same(raw: Path, after: str) -> None:
    done = shell(raw.parent, after)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    assert check(raw.parent / "processed").ok


def test_figures_that_cannot_be_written_are_told_and_do_not_undo_what_was_published(raw: Path) -> None:
    done = shell(raw.parent, "", "--metrics", "none/run.prom")
    assert done.returncode == 0
    assert "the figures cannot be written" in done.stderr
    assert check(raw.parent / "processed").ok


@pytest.mark.parametrize(
    "option",
    [
        "--time-limit nan",
        "--time-limit inf",
        "--time-limit=-1",
        f"--memory-limit {10**30}",
        "--workers 99999",
    ],
)
def test_odd_options_are_wrong_usage(raw: Path, option: str) -> None:
    assert shell(raw.parent, "", option).returncode == 2


def test_json_has_no_control_characters_or_marks_of_direction() -> None:
    hostile = "แผน\x9b31m\u202e\u2028\u2029\u061c\x7f"
    for text in (json_text({"title": hostile}), safe_json(f'{{"title": "{hostile}"}}')):
        assert not any(mark in text for mark in hostile[3:] if not mark.isalnum() and mark != "m")
        assert "แผน" in text

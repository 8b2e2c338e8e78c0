import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli import main

ROOT = Path(__file__).parent.parent

PLAN = """แผนปฏิบัติการเมืองสะอาด

ยุทธศาสตร์ที่ ๑ การจัดการขยะมูลฝอย
กลยุทธ์ที่ ๑.๑ ลดขยะต้นทาง

ที่\tโครงการ\tงบประมาณ (บาท)\tหน่วยงานที่รับผิดชอบ
๑\tโครงการคัดแยกขยะในครัวเรือน\t๑๐๐,๐๐๐\tกองสาธารณสุข
๒\tโครงการธนาคารขยะชุมชน\t๕๐,๐๐๐\tกองสวัสดิการสังคม
"""


class Result:
    """What a call of the program left behind."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def thaiplan(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    def call(*arguments: object) -> Result:
        monkeypatch.setattr(sys, "argv", ["thaiplan", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        return Result(left.value.code or 0, *capsys.readouterr())

    return call


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "แผน.txt").write_text(PLAN, encoding="utf-8")
    return folder


@pytest.fixture
def plan(raw: Path) -> Path:
    return raw / "แผน.txt"


@pytest.fixture
def processed(tmp_path: Path) -> Path:
    return tmp_path / "processed"


def shell(command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    program = f"thaiplan() {{ '{sys.executable}' -c 'from pipeline.cli import main; main()' \"$@\"; }}"
    path = os.pathsep.join(["/usr/bin", "/bin"])
    return subprocess.run(
        ["bash", "-c", f"{program}\n{command}"],
        cwd=cwd,
        env=os.environ | {"PATH": path, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


def test_version_names_the_pipeline_that_makes_the_rows(thaiplan, raw: Path, processed: Path) -> None:
    thaiplan("run", "--quiet", raw, processed)
    package = json.loads((processed / "latest" / "datapackage.json").read_text(encoding="utf-8"))
    assert f"thaiplan {package['pipelineVersion']}\n" == thaiplan("--version").out


def test_help_names_every_command(thaiplan) -> None:
    help_text = thaiplan("--help").out
    assert all(f"  {command} " in help_text for command in ("run", "show", "text", "check", "diff"))


def test_help_answers_at_once_as_it_loads_nothing_large(tmp_path: Path) -> None:
    program = [sys.executable, "-X", "importtime", "-c", "from pipeline.cli import main; main()", "--help"]
    done = subprocess.run(program, capture_output=True, text=True, cwd=tmp_path, check=True)
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "typer" in loaded
    assert loaded & {"numpy", "pandas", "pyarrow", "pdfplumber", "pypdfium2", "pythainlp"} == set()


def test_a_run_publishes_and_says_what_it_did(thaiplan, raw: Path, processed: Path) -> None:
    done = thaiplan("run", raw, processed)
    assert done.code == 0
    lines = [line.split() for line in done.out.splitlines()]
    assert ["ok", "1"] in lines
    assert ["budgets", "2"] in lines
    assert ["snapshot", str((processed / "latest").resolve())] in lines
    assert done.err == "[1/1] ok แผน.txt\n"


def test_a_run_tells_programs_in_json(thaiplan, raw: Path, processed: Path) -> None:
    summary = json.loads(thaiplan("run", "--json", raw, processed).out)
    assert summary["documents"] == {"ok": 1}
    assert summary["records"]["budgets"] == 2
    assert summary["failures"] == []
    assert Path(summary["snapshot"]).is_dir()


def test_a_quiet_run_says_nothing(thaiplan, raw: Path, processed: Path) -> None:
    done = thaiplan("run", "-q", raw, processed)
    assert (done.code, done.out, done.err) == (0, "", "")


def test_a_failed_document_is_named_and_the_exit_code_is_3(thaiplan, raw: Path, processed: Path) -> None:
    (raw / "ว่าง.txt").touch()
    done = thaiplan("run", raw, processed)
    assert done.code == 3
    assert "failed ว่าง.txt: the file is empty" in done.err
    assert thaiplan("check", processed).code == 0


def test_a_quiet_run_still_names_failed_documents(thaiplan, raw: Path, processed: Path) -> None:
    (raw / "ว่าง.txt").touch()
    done = thaiplan("run", "--quiet", raw, processed)
    assert (done.code, done.out) == (3, "")
    assert done.err == "failed ว่าง.txt: the file is empty\n"


def test_a_run_that_fails_publishes_nothing_and_the_exit_code_is_1(
    thaiplan, raw: Path, processed: Path
) -> None:
    empty = raw / "empty"
    empty.mkdir()
    done = thaiplan("run", empty, processed)
    assert done.code == 1
    assert "holds no documents" in done.err
    assert not processed.exists()


def test_a_folder_that_cannot_be_written_is_named(thaiplan, raw: Path, plan: Path) -> None:
    done = thaiplan("run", "--quiet", raw, plan / "below")
    assert done.code == 1
    assert str(plan) in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "nowhere"),
        ("run", "--workers", "0"),
        ("run", "--unknown"),
        ("show",),
        ("show", "nowhere.txt"),
        ("text", "."),
        ("publish",),
    ],
    ids=" ".join,
)
def test_a_command_line_without_sense_ends_with_2(thaiplan, arguments: tuple[str, ...]) -> None:
    done = thaiplan(*arguments)
    assert done.code == 2
    assert "Error" in done.err


@pytest.mark.parametrize("command", ["show", "text"])
@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("ว่าง.txt", b"", "empty"),
        ("ภาพ.txt", bytes(range(256)) * 40, "text"),
        ("แผน.dwg", b"PK", "unknown kind"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line(
    thaiplan, tmp_path: Path, command: str, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)
    done = thaiplan(command, tmp_path / name)
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert done.err.startswith("thaiplan: ")
    assert name in done.err
    assert reason in done.err


def test_show_draws_the_tree_and_writes_nothing(thaiplan, plan: Path) -> None:
    before = sorted(plan.parent.rglob("*"))
    done = thaiplan("show", plan)
    assert done.code == 0
    for words in (
        "การจัดการขยะมูลฝอย",
        "ลดขยะต้นทาง",
        "โครงการธนาคารขยะชุมชน",
        "50,000 baht",
        "กองสาธารณสุข",
        "line 7",
    ):
        assert words in done.out
    assert sorted(plan.parent.rglob("*")) == before


def test_show_gives_the_rows_of_the_tables_as_json(thaiplan, plan: Path) -> None:
    tables = json.loads(thaiplan("show", "--json", plan).out)
    assert [row["amount_min"] for row in tables["budgets"]] == ["100000", "50000"]
    assert [row["line_start"] for row in tables["budgets"]] == [7, 8]
    assert {row["kind"] for row in tables["measures"]} == {"project"}


def test_text_is_repaired_with_tabs_and_form_feeds(thaiplan, plan: Path) -> None:
    plan.write_text("นํ้าดื่ม\nที่\tโครงการ\n๑\tประปา\n\fหน้าสอง\n", encoding="utf-8")
    assert thaiplan("text", plan).out == "น้ำดื่ม\nที่\tโครงการ\n๑\tประปา\n\fหน้าสอง\n"


def test_explain_names_the_repairs_apart_from_the_text(thaiplan, plan: Path) -> None:
    plan.write_text("นํ้าดื่ม\n", encoding="utf-8")
    done = thaiplan("text", "--explain", plan)
    assert done.out == "น้ำดื่ม\n"
    assert "compose_sara_am" in done.err


def test_check_finds_what_was_changed_after_publishing(thaiplan, raw: Path, processed: Path) -> None:
    thaiplan("run", "--quiet", raw, processed)
    assert thaiplan("check", "--quiet", processed).out == ""
    table = processed / "latest" / "budgets.parquet"
    table.write_bytes(table.read_bytes()[:-1])
    done = thaiplan("check", processed)
    assert done.code == 1
    assert "budgets.parquet" in done.out
    report = json.loads(thaiplan("check", "--json", processed).out)
    assert report["ok"] is False


def test_check_of_a_folder_without_snapshots_says_so(thaiplan, tmp_path: Path) -> None:
    done = thaiplan("check", tmp_path)
    assert done.code == 1
    assert "no snapshot" in done.out


def test_a_name_with_control_characters_reaches_no_terminal(thaiplan, raw: Path, processed: Path) -> None:
    (raw / "a\x1b[2J\nb.txt").touch()
    done = thaiplan("run", raw, processed)
    assert r"a\x1b[2J\nb.txt" in done.err
    assert "\x1b" not in done.err


def test_a_terminal_gets_a_progress_bar_and_the_failures(
    thaiplan, raw: Path, processed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    (raw / "[bold]ว่าง.txt").touch()
    done = thaiplan("run", raw, processed)
    assert "failed [bold]ว่าง.txt: the file is empty" in done.err
    assert "2/2" in done.err


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_that_is_stopped_leaves_nothing_half_written(
    raw: Path, processed: Path, number: signal.Signals, code: int
) -> None:
    for copy in range(20):
        (raw / f"{copy}.txt").write_text(PLAN * 5 + str(copy), encoding="utf-8")
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "run", raw, processed]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT) as running:
        assert running.stderr
        assert running.stderr.readline().startswith("[1/21] ok")
        running.send_signal(number)
        rest = running.stderr.read()
    assert running.returncode == code
    assert "Traceback" not in rest
    assert [entry.name for entry in processed.iterdir()] == [".work"]
    assert not any(file.name.startswith(".writing") for file in (processed / ".work").iterdir())
    kept = len([file for file in (processed / ".work").iterdir() if file.name.startswith("batch-")])
    assert kept == 1
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT) as again:
        assert again.stderr
        assert not again.stderr.readline().startswith("[1/21]")
        again.communicate()
    assert again.returncode == 0


def test_a_reader_that_leaves_early_is_no_error(raw: Path, plan: Path) -> None:
    plan.write_text("แผนพัฒนาเมือง\n" * 20_000, encoding="utf-8")
    done = shell("thaiplan text แผน.txt | head -1", raw)
    assert (done.stdout, done.stderr) == ("แผนพัฒนาเมือง\n", "")


def test_a_thai_windows_console_shows_thai(raw: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", "PYTHONUTF8=0 PYTHONIOENCODING=cp874 thaiplan text แผน.txt | head -1"],
        cwd=raw,
        env=os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
    )
    assert done.stdout.decode("cp874").startswith("แผน")
    assert done.stderr == b""


def test_a_console_that_cannot_show_thai_shows_escapes(raw: Path) -> None:
    done = shell("PYTHONUTF8=0 PYTHONIOENCODING=ascii thaiplan text แผน.txt | head -1", raw)
    assert done.stdout.startswith(r"\u0e41\u0e1c\u0e19")
    assert done.stderr == ""


def test_a_run_and_a_diff_say_what_changed(thaiplan, raw: Path, plan: Path, processed: Path) -> None:
    assert "changes" not in thaiplan("run", raw, processed).out
    plan.write_text(PLAN.replace("๑๐๐,๐๐๐", "๒๕๐,๐๐๐"), encoding="utf-8")
    done = thaiplan("run", raw, processed)
    assert "changes       1 revised\n" in done.out
    assert "budgets 150,000.00 → 300,000.00 baht (+150,000.00)" in done.out
    changed = thaiplan("diff", "--processed", processed)
    assert changed.code == 0
    assert "    ~ แผน.txt\n" in changed.out
    assert "amount_max: 100000.00 → 250000.00" in changed.out
    told = json.loads(thaiplan("diff", "--json", "--processed", processed).out)
    assert [one["change"] for one in told["documents"]] == ["revised"]
    assert thaiplan("diff", "--parquet", processed.parent / "changes", "--processed", processed).out == ""
    assert (processed.parent / "changes" / "budget_changes.parquet").is_file()
    assert "nothing changed" in thaiplan("diff", "latest", "--processed", processed).out


def test_a_diff_without_two_snapshots_says_what_to_do(thaiplan, raw: Path, processed: Path) -> None:
    thaiplan("run", "--quiet", raw, processed)
    done = thaiplan("diff", "--processed", processed)
    assert done.code == 1
    assert "no snapshot before" in done.err
    assert "What to do" in done.err


def test_a_page_that_is_not_there_is_an_error(thaiplan, tmp_path: Path) -> None:
    file = tmp_path / "แผน.txt"
    file.write_text("แผนงานถนนปลอดภัย\n", "utf-8")
    result = thaiplan("show", "--page", "999", file)
    assert result.code == 2
    assert "1 pages" in result.err

"""Work in a child process, and what happens when it goes wrong. The work itself stands below."""

import contextlib
import ctypes
import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.errors import ReadError, StoppedError
from pipeline.work import child, isolation
from pipeline.work.isolation import WorkLimits, isolated, stop_children
from pipeline.work.scratch import Scratch

LIMITS = WorkLimits(seconds=20)
ON_POSIX = pytest.mark.skipif(os.name != "posix", reason="signals and address space are POSIX")


@pytest.fixture(autouse=True)
def no_child_is_left() -> Iterator[None]:
    yield
    stop_children()


def process(_: object) -> int:
    return os.getpid()


def hang(_: object) -> None:
    while True:
        time.sleep(60)


def hang_with_a_grandchild(path: Path) -> None:
    grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    path.write_text(str(grandchild.pid))
    grandchild.wait()


def leave(_: object) -> None:
    os._exit(7)


def crash(_: object) -> None:
    ctypes.string_at(0)


def fill_memory(megabytes: int) -> int:
    return len(bytearray(megabytes * 1_000_000))


def refuse(name: str) -> None:
    raise ReadError(name, "the file is empty", "remove it")


class UnpicklableError(Exception):
    def __init__(self) -> None:
        super().__init__(lambda: None)


def go_on_slowly(steps: int) -> str:
    for _ in range(steps):
        begin = time.process_time()
        while time.process_time() - begin < 0.4:
            pass
        isolation.ask_for_time(1)
    return "เสร็จ"


def fail_oddly(_: object) -> None:
    raise UnpicklableError


def print_much(_: object) -> str:
    print("noise")
    os.write(1, b"more noise\n")
    return "แผน"


def test_work_is_done_in_another_process_that_serves_again() -> None:
    first, second = (isolated(process, None, LIMITS) for _ in range(2))
    assert first == second != os.getpid()


def test_what_work_raises_is_raised_with_its_reason_and_advice() -> None:
    with pytest.raises(ReadError) as raised:
        isolated(refuse, "แผน.pdf", LIMITS)
    assert (raised.value.reason, raised.value.advice) == ("the file is empty", "remove it")


def test_an_exception_that_cannot_travel_arrives_in_words() -> None:
    with pytest.raises(RuntimeError, match="UnpicklableError"):
        isolated(fail_oddly, None, LIMITS)


def test_what_is_printed_does_not_disturb_the_answer() -> None:
    assert isolated(print_much, None, LIMITS) == "แผน"


def test_work_beyond_the_time_limit_is_ended_and_the_next_is_done() -> None:
    with pytest.raises(StoppedError, match=r"time limit of 0\.3 seconds"):
        isolated(hang, None, WorkLimits(seconds=0.3))
    assert isolated(process, None, LIMITS) != os.getpid()


def test_work_that_comes_on_gets_more_time() -> None:
    assert isolated(go_on_slowly, 3, WorkLimits(seconds=0.7)) == "เสร็จ"


@ON_POSIX
def test_what_work_has_started_ends_with_it(tmp_path: Path) -> None:
    with pytest.raises(StoppedError):
        isolated(hang_with_a_grandchild, tmp_path / "pid", WorkLimits(seconds=0.7))
    grandchild = int((tmp_path / "pid").read_text())
    for _ in range(100):
        if not Path(f"/proc/{grandchild}").exists() or "Z" in Path(f"/proc/{grandchild}/stat").read_text():
            return
        time.sleep(0.05)
    pytest.fail("the grandchild lives on")


def test_work_that_ends_its_process_fails_alone() -> None:
    with pytest.raises(StoppedError, match=r"exit code 7"):
        isolated(leave, None, LIMITS)
    assert isolated(process, None, LIMITS) != os.getpid()


@ON_POSIX
def test_a_crash_is_told_by_its_signal() -> None:
    with pytest.raises(StoppedError, match="SIGSEGV"):
        isolated(crash, None, LIMITS)


@ON_POSIX
def test_work_beyond_the_memory_limit_fails_and_says_so() -> None:
    with pytest.raises(StoppedError, match=r"memory limit of 1,000 MB"):
        isolated(fill_memory, 2_000, WorkLimits(memory_mb=1_000))


def test_a_result_beyond_the_limit_fails_and_says_so() -> None:
    with pytest.raises(StoppedError, match=r"more than 1 MB"):
        isolated(os.urandom, 2_000_000, WorkLimits(result_mb=1))


def test_a_module_that_cannot_be_imported_beforehand_is_an_import_error() -> None:
    with pytest.raises(ModuleNotFoundError):
        isolated(process, None, LIMITS, preload="pipeline.no_such_module")


def test_without_sessions_a_child_is_ended_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows."""
    monkeypatch.setattr(isolation, "ON_POSIX", False)
    with pytest.raises(StoppedError, match=r"time limit of 0\.3 seconds"):
        isolated(hang, None, WorkLimits(seconds=0.3))
    assert isolated(process, None, LIMITS) != os.getpid()


def test_without_limits_on_memory_work_is_done_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows, where there is no module `resource`."""
    monkeypatch.setitem(sys.modules, "resource", None)
    child._prepare(WorkLimits(memory_mb=1), preload="")


@ON_POSIX
def test_a_child_whose_parent_was_killed_ends(tmp_path: Path) -> None:
    program = (
        "from pipeline.work.isolation import WorkLimits, isolated\n"
        "from tests.work.test_isolation import process\n"
        "import time\n"
        "print(isolated(process, None, WorkLimits()), flush=True)\n"
        "time.sleep(60)\n"
    )
    root = Path(__file__).parent.parent.parent
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, cwd=root) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
    for _ in range(100):
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("the child lives on")


def fill_memory_with_others(megabytes: int) -> None:
    program = f"import time; kept = b'x' * {megabytes}_000_000; time.sleep(60)"
    started = [subprocess.Popen([sys.executable, "-c", program]) for _ in range(2)]
    for one in started:
        one.wait()


def answer_with(data: bytes) -> None:
    answers = [
        fd for fd in (int(path.name) for path in Path("/proc/self/fd").iterdir()) if fd > 2 and _is_pipe(fd)
    ]
    for fd in answers:
        with contextlib.suppress(OSError):
            os.write(fd, data)
    time.sleep(60)


def _is_pipe(fd: int) -> bool:
    try:
        return stat.S_ISFIFO(os.fstat(fd).st_mode)
    except OSError:
        return False


def temporary_folder(_: object) -> Path:
    folder = Path(tempfile.mkdtemp())
    (folder / "page.pgm").write_bytes(b"P5")
    return folder


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what a process has started")
def test_what_work_starts_counts_for_its_memory() -> None:
    with pytest.raises(StoppedError, match=r"memory limit of 500 MB"):
        isolated(fill_memory_with_others, 300, WorkLimits(memory_mb=500))


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize(
    ("data", "why"),
    [
        (isolation.HEAD.pack(True, 2**50), "it is too long"),
        (isolation.HEAD.pack(True, 3) + b"\xc1\xc1\xc1", "no answer that makes sense"),
        (isolation.HEAD.pack(False, 1) + b"\x01", "it tells of no error"),
    ],
)
def test_a_process_that_was_taken_over_can_answer_nothing_that_runs(data: bytes, why: str) -> None:
    with pytest.raises(StoppedError, match=why):
        isolated(answer_with, data, LIMITS)
    assert isolated(process, None, LIMITS) != os.getpid()


def test_temporary_files_go_with_the_process_that_made_them() -> None:
    folder = isolated(temporary_folder, None, LIMITS)
    assert folder.is_dir()
    stop_children()
    assert not folder.parent.exists()


def test_the_temporary_files_of_a_killed_run_go_with_the_next_one(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left, used = Scratch(), Scratch()
    assert left._lock is not None
    left._lock.release()
    for path in tmp_path.iterdir():
        os.utime(path, (0, 0))
    Scratch().remove()
    assert list(tmp_path.iterdir()) == [used.path]
    used.remove()


def test_where_no_temporary_folder_can_be_made_work_is_done_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(**_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "mkdtemp", full)
    scratch = Scratch()
    assert (scratch.path, scratch.environment) == (None, {})
    scratch.remove()


def test_a_process_that_reads_documents_loads_nothing_that_publishes():
    code = "import sys, pipeline.work.child, pipeline.run.reading, pipeline.extract; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert "regex" in loaded
    assert loaded & {"numpy", "pandas", "pyarrow", "filelock", "ssl", "starlette"} == set()

"""What stands in a folder under the name of a document and is none, and names that break a program.

Each of `EVERY` makes one entry of the folder that it is given and gives the entry's name as the snapshot
should have it. `Restless` goes on changing files while they are read.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Event, Thread
from typing import Self

_PLAN = "แผนปฏิบัติการ ปีงบประมาณ พ.ศ. ๒๕๖๗\nยุทธศาสตร์ที่ ๑ พัฒนาแหล่งน้ำ\n".encode()

Place = Callable[[Path], str]


def pipe(folder: Path) -> str:
    """A FIFO that nobody writes to."""
    os.mkfifo(folder / "ท่อ.txt")
    return "ท่อ.txt"


def pipe_named_pdf(folder: Path) -> str:
    """A FIFO that nobody writes to."""
    os.mkfifo(folder / "pipe.pdf")
    return "pipe.pdf"


def listening_socket(folder: Path) -> str:
    """A socket."""
    with socket.socket(socket.AF_UNIX) as made:
        here = os.open(".", os.O_RDONLY)
        try:
            # The name of a socket may not be longer than a hundred bytes.
            os.chdir(folder)
            made.bind("socket.txt")
        finally:
            os.fchdir(here)
            os.close(here)
    return "socket.txt"


def folder_named_pdf(folder: Path) -> str:
    """A folder, whose documents are documents."""
    (folder / "folder.pdf").mkdir()
    (folder / "folder.pdf" / "แผน.txt").write_bytes(_PLAN)
    return "folder.pdf/แผน.txt"


def deep_folders(folder: Path) -> str:
    """Folders in folders, near the end of what a path may have."""
    names = [f"ชั้นที่{n}" for n in range(100)]
    (folder / "deep" / Path(*names)).mkdir(parents=True)
    (folder / "deep" / Path(*names) / "แผน.txt").write_bytes(_PLAN)
    return "/".join(["deep", *names, "แผน.txt"])


def link(name: str, target: str) -> Place:
    """A symbolic link."""

    def make(folder: Path) -> str:
        (folder / name).symlink_to(target)
        return name

    return make


def file(name: str | bytes, source_path: str | None = None, data: bytes = _PLAN) -> Place:
    """A file of this name."""

    def make(folder: Path) -> str:
        written = os.fsencode(name)
        (folder / os.fsdecode(written)).write_bytes(data)
        return source_path if source_path is not None else os.fsdecode(written)

    return make


def without_permission(folder: Path) -> str:
    """A file that only root may read."""
    (folder / "ลับ.txt").write_bytes(_PLAN)
    (folder / "ลับ.txt").chmod(0)
    return "ลับ.txt"


def larger_than_any_document(name: str, size: int) -> Place:
    """A file with a hole, which takes no room on the disc and hours to read."""

    def make(folder: Path) -> str:
        with (folder / name).open("wb") as out:
            out.write(b"%PDF-1.7\n")
            out.truncate(size)
        return name

    return make


_IN_874 = "ลับเฉพาะ.txt".encode("cp874")

EVERY: Mapping[str, Place] = {
    "pipe": pipe,
    "pipe-named-pdf": pipe_named_pdf,
    "socket": listening_socket,
    "folder-named-pdf": folder_named_pdf,
    "deep-folders": deep_folders,
    "link-to-nothing": link("ลิงก์.txt", "ไม่มี.txt"),
    "link-to-itself": link("loop.pdf", "loop.pdf"),
    "link-to-its-folder": link("here.txt", "."),
    "link-to-a-device-without-end": link("zero.txt", "/dev/zero"),
    "link-to-a-device-without-end-named-pdf": link("zero.pdf", "/dev/zero"),
    "link-to-the-terminal": link("tty.txt", "/dev/tty"),
    "link-to-a-file-of-the-kernel": link("kernel.txt", "/proc/self/environ"),
    "without-permission": without_permission,
    "terabyte": larger_than_any_document("terabyte.pdf", 10**12),
    "terabyte-of-nothing-known": larger_than_any_document("terabyte.iso", 10**12),
    "gigabyte-of-text": larger_than_any_document("gigabyte.txt", 10**9),
    "name-with-line-break": file("แผน\nok: all well.txt"),
    "name-with-right-to-left-mark": file("แผน\u202etxt.fdp.txt"),
    "name-with-escape-sequence": file("\x1b[2J\x1b[31mแผน.txt"),
    "name-with-every-control": file("".join(map(chr, range(1, 32))) + "\x7f\x85.txt"),
    "name-of-bytes-that-are-not-utf-8": file(b"\xff\xfe\xe0\xb8.txt", r"\xff\xfe\xe0\xb8.txt"),
    "name-of-windows-874": file(_IN_874, _IN_874.decode("utf-8", "backslashreplace")),
    "name-with-backslashes": file(r"C:\แผน\xff.txt", r"C:\x5cแผน\x5cxff.txt"),
    "name-as-long-as-can-be": file("ก" * 83 + ".txt"),
    "name-of-one-letter-and-marks": file("ก" + "่" * 80 + ".txt"),
    "name-with-dash-in-front": file("--force.txt"),
    "name-that-is-an-option": file("-rf"),
    "name-with-blank-at-the-end": file("แผน.txt "),
    "name-with-dot-at-the-end": file("แผน.txt."),
    "name-of-blanks": file(" "),
    "name-with-quotes": file("""';"DROP TABLE documents;--.txt"""),
    "name-that-is-a-formula": file("=cmd|'เรียก'!A1.txt"),
    "name-that-is-markup": file("<b>[red]แผน[-red]{0}%s$HOME`id`.txt"),
    "name-that-windows-reserves": file("CON.txt"),
    "name-with-tilde": file("~.txt"),
    "name-in-capitals": file("PLAN.TXT"),
    "name-of-halves": file("e\u0301.txt"),
    "name-of-halves-as-one": file("\u00e9.txt"),
    "name-beyond-the-basic-plane": file("𝟙📄\U0010ffff.txt"),
}


class Restless:
    """Files that grow without end, change, or vanish and come again, as long as this context is open."""

    NAMES = ("restless/changes.txt", "restless/grows.txt", "restless/grows.pdf", "restless/shrinks.txt")
    VANISHING = "zz-vanishes.txt"
    """Vanishes for good, a while after it was there."""

    def __init__(self, folder: Path, vanishes_after: float) -> None:
        self._folder = folder
        self._after = vanishes_after
        self._over = Event()
        self._threads = [Thread(target=self._change), Thread(target=self._vanish)]
        (folder / "restless").mkdir()
        for name in (*self.NAMES, self.VANISHING):
            (folder / name).write_bytes(_PLAN * 30_000)

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _change(self) -> None:
        changes, grows, pdf, shrinks = (self._folder / name for name in self.NAMES)
        turn = 0
        while not self._over.wait(0.002):
            turn += 1
            with changes.open("r+b") as out:
                out.seek(turn % 1_000_000)
                out.write(b"plan")
            for path in (grows, pdf):
                with path.open("ab") as out:
                    out.write(b"plan ")
            with shrinks.open("r+b") as out:
                out.truncate(len(_PLAN) * 30_000 - turn % 1_000_000)

    def _vanish(self) -> None:
        self._over.wait(self._after)
        (self._folder / self.VANISHING).unlink()

"""The edge to LibreOffice, which turns older and other files into those that thaiplan reads itself.

It works in a folder of its own that is thrown away, with macros and links off, for a limited time, and
without a network where the system lets a process give it up.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from time import monotonic

from pipeline.errors import ReadError
from pipeline.model import Source
from pipeline.read.files import Kind, printable, read_bytes
from pipeline.read.limits import Limits
from pipeline.read.office.archive import COMPOUND_FILE

PACKAGES = "libreoffice-writer-nogui libreoffice-calc-nogui"
SLIDES_PACKAGE = "libreoffice-impress-nogui"
_TARGETS: dict[str, tuple[str, Kind]] = {
    ".doc": ("docx", "word"),
    ".rtf": ("docx", "word"),
    ".odt": ("docx", "word"),
    ".xls": ("xlsx", "sheets"),
    ".ods": ("xlsx", "sheets"),
    ".ppt": ("pdf", "pdf"),
    ".pptx": ("pdf", "pdf"),
}
_BEGINNINGS: dict[str, tuple[bytes, ...]] = {
    ".doc": (COMPOUND_FILE, b"{\\rtf", b"PK", b"\xdb\xa5"),
    ".xls": (COMPOUND_FILE, b"PK", b"\x09\x08", b"\x09\x04", b"\x09\x02"),
    ".ppt": (COMPOUND_FILE, b"PK"),
    ".rtf": (b"{\\rtf",),
    ".odt": (b"PK",),
    ".ods": (b"PK",),
    ".pptx": (b"PK", COMPOUND_FILE),
}
"""With what the files of each suffix begin: LibreOffice would take any other for text."""
_START_AGAIN = 81
"""With this code LibreOffice ends when it has made its profile and wants to be started once more."""
_MOST_STARTS = 3
_SETTINGS = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop>
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
"""
"""What the user's settings say: no macro runs, no link is followed or updated, and a proxy that is none."""


def convert(path: Path, source: Source, folder: Path, limits: Limits) -> tuple[Path, Kind]:
    """The file at `path` as one of a kind that thaiplan reads, made in `folder`, and which kind that is.

    Raises `ReadError` where LibreOffice is not there, takes too long, or cannot read the file.
    """
    name, suffix = printable(source.path), path.suffix.lower()
    target, kind = _TARGETS[suffix]
    data = read_bytes(path, source.path, limits.office_file_bytes)
    if not data.startswith(_BEGINNINGS[suffix]):
        raise ReadError(name, f"this is no {suffix} file, whatever its name says", "look at it")
    program = _program()
    if program is None:
        raise _missing(name, f"a {suffix} file is read with LibreOffice, which is not installed", suffix)
    profile, copy = folder / "profile", folder / f"document{suffix}"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    copy.write_bytes(data)
    said = _run(
        [
            *_without_network(),
            *(program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"),
            *("--nologo", "--nolockcheck", "--nodefault", "--convert-to", target, "--outdir"),
            *(str(folder / "made"), str(copy)),
        ],
        name,
        folder,
        limits,
    )
    made = folder / "made" / f"document.{target}"
    if made.is_file():
        return made, kind
    if suffix in (".ppt", ".pptx") and "could not be loaded" in said:
        raise _missing(name, "LibreOffice cannot read the slides", suffix)
    raise ReadError(name, "LibreOffice cannot read the file: it is damaged or encrypted", "fetch it again")


def _missing(name: str, reason: str, suffix: str) -> ReadError:
    packages = f"{PACKAGES} {SLIDES_PACKAGE}" if suffix in (".ppt", ".pptx") else PACKAGES
    return ReadError(name, reason, f"install the Debian packages {packages}, or save the file as PDF")


def _run(command: list[str], name: str, folder: Path, limits: Limits) -> str:
    """What a command says. It has no console and no home, and ends with its time."""
    environment = {
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "PATH": os.environ.get("PATH", os.defpath),
        "LC_ALL": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
    }
    until = monotonic() + limits.office_seconds
    try:
        for _ in range(_MOST_STARTS):
            done = subprocess.run(
                command,
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=max(1.0, until - monotonic()),
                check=False,
            )
            if done.returncode != _START_AGAIN:
                break
    except subprocess.TimeoutExpired as error:
        reason = f"LibreOffice took more than {limits.office_seconds} seconds"
        raise ReadError(name, reason, "save the file as PDF") from error
    except OSError as error:
        raise ReadError(name, f"LibreOffice cannot be started: {error.strerror or error}") from error
    return done.stdout.decode("utf-8", "replace")


@cache
def _program() -> str | None:
    """The program itself: the script that usually starts it would leave it running when it is ended."""
    script = shutil.which("soffice") or shutil.which("libreoffice")
    if script is None:
        return None
    program = Path(script).resolve().with_name("soffice.bin")
    return str(program) if program.is_file() else script


@cache
def _without_network() -> tuple[str, ...]:
    """What is put before a command so that it has no network; nothing where the system does not allow it."""
    program = shutil.which("unshare")
    if program is None:
        return ()
    command = (program, "--map-root-user", "--net", "--")
    try:
        works = subprocess.run([*command, "true"], capture_output=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return command if works.returncode == 0 else ()

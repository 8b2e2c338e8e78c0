"""The edge to the file system: what a path is, its hash, its bytes."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import Literal, TypeAlias

from pipeline.errors import ReadError
from pipeline.model import Source
from pipeline.read.limits import DEFAULT_LIMITS

_OPEN_XML = "application/vnd.openxmlformats-officedocument"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".pdf": "application/pdf",
    ".docx": f"{_OPEN_XML}.wordprocessingml.document",
    ".docm": "application/vnd.ms-word.document.macroEnabled.12",
    ".xlsx": f"{_OPEN_XML}.spreadsheetml.sheet",
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".doc": "application/msword",
    ".rtf": "application/rtf",
    ".odt": f"{_OPEN_DOCUMENT}.text",
    ".xls": "application/vnd.ms-excel",
    ".ods": f"{_OPEN_DOCUMENT}.spreadsheet",
    ".ppt": "application/vnd.ms-powerpoint",
    ".pptx": f"{_OPEN_XML}.presentationml.presentation",
}
"""The files that thaiplan reads, by suffix in lower case."""

Kind: TypeAlias = Literal["text", "pdf", "word", "sheets", "separated", "picture", "converted"]
"""What reads a file: `converted` ones are of another kind once LibreOffice has read them."""

_KINDS: dict[str, Kind] = {
    ".pdf": "pdf",
    **dict.fromkeys((".docx", ".docm"), "word"),
    **dict.fromkeys((".xlsx", ".xlsm"), "sheets"),
    **dict.fromkeys((".csv", ".tsv"), "separated"),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff"), "picture"),
    **dict.fromkeys((".doc", ".rtf", ".odt", ".xls", ".ods", ".ppt", ".pptx"), "converted"),
}

DOC_ID_LENGTH = 16
_PART = 1 << 20


def printable(name: str) -> str:
    r"""A file name with line breaks, control and direction marks escaped, so that it cannot forge a message.

    >>> printable("แผน\n\u202egpj.txt")
    'แผน\\n\\u202egpj.txt'
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in name)


def media_type(path: Path) -> str | None:
    """The media type that the name of `path` tells; None for a kind of file that thaiplan does not read.

    >>> media_type(Path("แผน.PDF")), media_type(Path("แผน.dwg"))
    ('application/pdf', None)
    """
    return MEDIA_TYPES.get(path.suffix.lower())


def kind_of(path: Path) -> Kind | None:
    """Which reader the name of `path` asks for; None for a kind of file that thaiplan does not read.

    >>> kind_of(Path("แผน.XLSX")), kind_of(Path("แผน.doc")), kind_of(Path("แผน.md")), kind_of(Path("แผน.dwg"))
    ('sheets', 'converted', 'text', None)
    """
    suffix = path.suffix.lower()
    return _KINDS.get(suffix, "text") if suffix in MEDIA_TYPES else None


def identify(path: Path, source_path: str | None = None, most: int = DEFAULT_LIMITS.file_bytes) -> Source:
    """The `Source` of a file: its hash, size and kind, whether or not it can be read as a document.

    `source_path` is what the records name the file; the default is `path` itself. Raises `ReadError` where
    there is no ordinary file that may be read, where it has more than `most` bytes, and where it changes
    meanwhile.
    """
    name = source_path or str(path)
    with _opened(path, name) as file:
        size = os.fstat(file.fileno()).st_size
        if size > most:
            raise too_large(name, size, most)
        digest, left = hashlib.sha256(), size
        # Up to the size it had: a file that somebody writes to may grow for ever.
        while left and (part := file.read(min(left, _PART))):
            digest.update(part)
            left -= len(part)
    kind = media_type(path) or "application/octet-stream"
    return Source(name, digest.hexdigest()[:DOC_ID_LENGTH], digest.hexdigest(), size, kind)


def read_bytes(path: Path, name: str, most: int) -> bytes:
    """The content of a file, at most `most` + 1 bytes of it: one more shows that it is too large."""
    with _opened(path, name) as file:
        return file.read(most + 1)


def too_large(name: str, size: int, limit: int) -> ReadError:
    """The error for a file of more than `limit` bytes.

    >>> print(too_large("แผน.txt", 50_000_000, 20_000_000))
    แผน.txt: the file has 50.0 MB; the limit is 20.0 MB. What to do: split it
    """
    reason = f"the file has {size / 1e6:.1f} MB; the limit is {limit / 1e6:.1f} MB"
    return ReadError(printable(name), reason, "split it")


@contextmanager
def unchanged(path: Path, name: str) -> Iterator[None]:
    """Sees to it that the file at `path` stays what it is while its content is looked at, part by part.

    Raises `ReadError` where it was written to or exchanged, whatever went wrong because of it. A file that
    is merely removed can still be read to its end.
    """
    before = _state(path)
    try:
        yield
    except ReadError as error:
        if _state(path) in (before, None):
            raise
        raise _changed(name) from error
    if _state(path) not in (before, None):
        raise _changed(name)


def _state(path: Path) -> tuple[int, ...] | None:
    """What tells one state of a file from another; None where there is none."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def _changed(name: str) -> ReadError:
    return ReadError(printable(name), "the file changed while it was read", "run again when it is complete")


@contextmanager
def _opened(path: Path, name: str) -> Iterator[BufferedReader]:
    """An ordinary file, open for reading. A pipe or device is refused, and neither opened nor waited for."""
    shown = printable(name)
    try:
        _refuse_all_but_files(path.stat().st_mode, shown)
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError as error:
        reason = "the link points to nothing" if path.is_symlink() else "the file does not exist (any more)"
        raise ReadError(shown, reason) from error
    except PermissionError as error:
        raise ReadError(shown, "no permission to read the file", "make it readable for you") from error
    except (OSError, ValueError) as error:
        reason = error.strerror or str(error) if isinstance(error, OSError) else str(error)
        raise ReadError(shown, f"the file cannot be opened: {reason}") from error
    try:
        before = os.fstat(descriptor)
        _refuse_all_but_files(before.st_mode, shown)
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            yield file
        after = os.fstat(descriptor)
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            raise _changed(name)
    except OSError as error:
        raise ReadError(shown, f"the file cannot be read: {error.strerror or error}") from error
    finally:
        os.close(descriptor)


def _refuse_all_but_files(mode: int, shown: str) -> None:
    if not stat.S_ISREG(mode):
        raise ReadError(shown, f"{'a folder' if stat.S_ISDIR(mode) else 'a pipe or device'}, not a file")

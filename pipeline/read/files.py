"""The edge to the file system: what a path is, its hash, its bytes."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.model import Source

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".pdf": "application/pdf",
}
"""The files that thaiplan reads, by suffix in lower case."""

DOC_ID_LENGTH = 16


def printable(name: str) -> str:
    r"""A file name with line breaks, control and direction marks escaped, so that it cannot forge a message.

    >>> printable("แผน\n\u202egpj.txt")
    'แผน\\n\\u202egpj.txt'
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in name)


def media_type(path: Path) -> str | None:
    """The media type that the name of `path` tells; None for a kind of file that thaiplan does not read.

    >>> media_type(Path("แผน.PDF")), media_type(Path("แผน.docx"))
    ('application/pdf', None)
    """
    return MEDIA_TYPES.get(path.suffix.lower())


def identify(path: Path, source_path: str | None = None) -> Source:
    """The `Source` of a file: its hash, size and kind, whether or not it can be read as a document.

    `source_path` is what the records name the file; the default is `path` itself. Raises `ReadError` where
    there is no ordinary file that may be read.
    """
    name = source_path or str(path)
    with _opened(path, name) as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = file.tell()
    return Source(name, digest[:DOC_ID_LENGTH], digest, size, media_type(path) or "application/octet-stream")


def read_bytes(path: Path, name: str, most: int) -> bytes:
    """The content of a file, at most `most` + 1 bytes of it: one more shows that it is too large."""
    with _opened(path, name) as file:
        return file.read(most + 1)


@contextmanager
def _opened(path: Path, name: str) -> Iterator[BufferedReader]:
    """An ordinary file, open for reading. A pipe or device is refused and not waited for."""
    shown = printable(name)
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError as error:
        reason = "the link points to nothing" if path.is_symlink() else "the file does not exist (any more)"
        raise ReadError(shown, reason) from error
    except PermissionError as error:
        raise ReadError(shown, "no permission to read the file", "make it readable for you") from error
    except (OSError, ValueError) as error:
        raise ReadError(shown, f"the file cannot be opened: {error}") from error
    try:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            raise ReadError(shown, f"{'a folder' if stat.S_ISDIR(mode) else 'a pipe or device'}, not a file")
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            yield file
    except OSError as error:
        raise ReadError(shown, f"the file cannot be read: {error.strerror or error}") from error
    finally:
        os.close(descriptor)

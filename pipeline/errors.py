"""What can go wrong, as exceptions whose message a person can act on: which file, why, and what to do.

One broken document is not an exception for the run: its error becomes the document's `status` and `error`.
"""

from __future__ import annotations

from os import PathLike, fspath


class ThaiplanError(Exception):
    """The base of every error this package raises on purpose.

    `file` is the file or folder it is about, `reason` says what is wrong with it and `advice` what to do.

    >>> print(ReadError("แผน.pdf", "the file is encrypted", "remove the password and run again"))
    แผน.pdf: the file is encrypted. What to do: remove the password and run again
    """

    def __init__(self, file: str | PathLike[str], reason: str, advice: str = "") -> None:
        # All arguments go to `args`, so that the error survives the way back from a worker process.
        super().__init__(fspath(file), reason, advice)
        self.file = fspath(file)
        self.reason = reason
        self.advice = advice

    def __str__(self) -> str:
        """`file`, `reason` and `advice` in one line."""
        message = f"{self.file}: {self.reason}" if self.file else self.reason
        return f"{message}. What to do: {self.advice}" if self.advice else message


class ReadError(ThaiplanError):
    """A document cannot be read: it is damaged, encrypted, too large, or not what its name says."""


class SchemaError(ThaiplanError):
    """There is no schema of that name, or it says something that cannot be used."""


class PublishError(ThaiplanError):
    """A snapshot cannot be written. What was published before is untouched."""


class HeldBackError(PublishError):
    """A snapshot was not published, as its figures fell beyond a threshold of `--fail-if`."""


class SnapshotError(ThaiplanError):
    """There is no snapshot where one was looked for."""


class ClusterError(ThaiplanError):
    """The cluster is not there, or not fit for the run, which cannot go on. What was read is kept."""


class StoppedError(ThaiplanError):
    """Work on a document was ended from outside: by a limit, or by the end of its process.

    It says nothing about the document itself: another time the work may come to its end.
    """

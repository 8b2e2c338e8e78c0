"""Where documents and snapshots are: a folder of this machine, or the URL of a store that fsspec knows.

fsspec and what it needs are imported where there is a URL, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import unquote, urlsplit

from pipeline.errors import ThaiplanError
from pipeline.patterns import re

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

Location: TypeAlias = Path | str
"""A folder of this machine, or a URL."""

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
"""A scheme has two letters or more: one letter is a drive of Windows."""

_INSTALL = "install what it needs: pip install 'thaiplan[cluster]'"
_LIBRARIES = ("botocore", "aiobotocore", "aiohttp")
"""Their errors are none of the system's, and reach us as they are."""
_NO_CREDENTIALS = ("NoCredentialsError", "PartialCredentialsError", "ProfileNotFound", "TokenRetrievalError")


def parse(location: Location) -> Location:
    """The folder as a path, or the URL without a slash at its end. A `file://` URL is a folder.

    >>> parse("s3://plans/raw/")
    's3://plans/raw'
    >>> parse("file:///srv/plans").as_posix(), parse("data/raw").as_posix()
    ('/srv/plans', 'data/raw')
    """
    if isinstance(location, Path) or not _URL.match(location):
        return Path(location)
    if location.lower().startswith("file://"):
        # Imported here, as it brings all that speaks HTTP.
        from urllib.request import url2pathname

        return Path(url2pathname(unquote(urlsplit(location).path)))
    return location.rstrip("/")


def filesystem(url: str) -> tuple[AbstractFileSystem, str]:
    """What reaches a URL, and the path that it has there. Nothing is asked of the store yet.

    Raises ThaiplanError where no such stores are known, or a package is missing.
    """
    try:
        import fsspec

        # What another process writes must be seen.
        fs, path = fsspec.url_to_fs(url, use_listings_cache=False)
    except ImportError as error:
        raise ThaiplanError(url, f"it cannot be reached: {error}", _INSTALL) from error
    except ValueError as error:
        raise ThaiplanError(url, f"it cannot be reached: {error}", "name a folder or another URL") from error
    return fs, path.rstrip("/")


@contextmanager
def reaching(url: str, raised: type[ThaiplanError] = ThaiplanError, failed: str = "") -> Iterator[None]:
    """Turns what stores and their libraries say into an error of ours, which says what to do.

    `failed` says what it is that fails.
    """
    try:
        yield
    except Exception as error:
        told = _told(error)
        if told is None:
            raise
        reason, advice = told
        raise raised(url, f"{failed}: {reason}" if failed else reason, advice) from error


def _told(error: Exception) -> tuple[str, str] | None:
    """Why a store failed and what to do; None for what is no failure of a store."""
    if isinstance(error, NotImplementedError):
        return "this kind of store cannot do that", "choose another store"
    if type(error).__module__.partition(".")[0] in _LIBRARIES:
        if type(error).__name__ in _NO_CREDENTIALS:
            advice = "set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
            return "there are no credentials for it", advice
        return f"it cannot be reached: {error}", "see that the network and the address of the store are right"
    if isinstance(error, FileNotFoundError):
        return f"there is no such place: {error}", "make the bucket or folder, or name another"
    if isinstance(error, PermissionError):
        return f"access is denied: {error}", "see that the credentials are right and have the permission"
    if isinstance(error, OSError):
        return error.strerror or str(error), "see to it and run again"
    return None

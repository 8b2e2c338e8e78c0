"""Which pipeline made a snapshot."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from pipeline import schema

__version__ = "0.1.0"

_DECIDES_OUTPUT = (".py", ".toml", ".json")
_DIGITS = 8


@cache
def pipeline_version() -> str:
    """The release, "+", and the first 8 hex digits of the SHA-256 of code, vocabulary and schemas.

    Two snapshots with the same pipeline version, made from the same bytes, have the same rows.

    >>> pipeline_version().startswith(__version__ + "+")
    True
    """
    package = Path(__file__).parent
    parts = {file.relative_to(package).as_posix(): file for file in package.rglob("*")}
    parts |= {f"schemas/{file.name}": file for file in schema.folder().iterdir()}
    digest = sha256()
    for name, file in sorted(parts.items()):
        if name.endswith(_DECIDES_OUTPUT):
            digest.update(f"{name}\0".encode() + file.read_bytes() + b"\0")
    return f"{__version__}+{digest.hexdigest()[:_DIGITS]}"

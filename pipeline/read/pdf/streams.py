"""Streams that inflate to far more than the file: looked for before PDFium inflates them into memory.

Deflate packs up to a thousand to one (RFC 1951), and a stream may be packed several times over. Only those
are inflated here, piece by piece and for their length alone, that are large enough to hide so much; pictures
are left out, for they are bounded by their own width and height.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

_MOST_PACKED = 1_032
_MOST_TIMES = 8
"""Nobody packs a stream so often but to hide how much it is."""
_PIECE = 1 << 16
_WINDOW = 1 << 20
_DICTIONARY = 4_096
"""Bytes before a stream in which its dictionary is looked for."""
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)(?![A-Za-z])")
_PICTURE = re.compile(rb"/Image(?![A-Za-z])")


def has_bomb(path: Path, most: int) -> bool:
    """Whether a stream of a PDF, other than a picture, inflates to more than `most` bytes.

    Streams of an encrypted file do not inflate, and pass. Raises OSError where the file cannot be read.
    """
    with path.open("rb") as file, path.open("rb") as data:
        return any(
            times > _MOST_TIMES
            or (length * _MOST_PACKED**times > most and _inflates_beyond(data, start, length, times, most))
            for start, length, times in _packed_streams(file)
        )


def _packed_streams(file: BinaryIO) -> Iterator[tuple[int, int, int]]:
    """Start, greatest possible length and number of Flate filters of each stream that is no picture."""
    found: tuple[int, int] | None = None
    for start, dictionary in _streams(file):
        if found is not None:
            yield found[0], start - found[0], found[1]
        times = 0 if _PICTURE.search(dictionary) else len(_FLATE.findall(dictionary))
        found = (start, times) if times else None
    if found is not None:
        yield found[0], file.seek(0, 2) - found[0], found[1]


def _streams(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Where the data of each stream starts, and what stands before it since its object began."""
    file.seek(0)
    at, before = 0, b""
    while piece := file.read(_WINDOW):
        window = before + piece
        for match in _STREAM.finditer(window):
            # What began in the overlap was found in the window before.
            if match.end() > len(before):
                head = window[max(0, match.start() - _DICTIONARY) : match.start()]
                yield at - len(before) + match.end(), head[max(0, head.rfind(b" obj")) :]
        at += len(piece)
        before = window[-_DICTIONARY:]


def _inflates_beyond(file: BinaryIO, start: int, length: int, times: int, most: int) -> bool:
    file.seek(start)
    pieces: Iterable[bytes] = _pieces(file, length)
    for _ in range(times):
        pieces = _inflated(pieces)
    size = 0
    return any((size := size + len(piece)) > most for piece in pieces)


def _pieces(file: BinaryIO, length: int) -> Iterator[bytes]:
    while length > 0 and (piece := file.read(min(length, _PIECE))):
        length -= len(piece)
        yield piece


def _inflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """What packed data inflates to, as far as it is sound."""
    inflater = zlib.decompressobj()
    for packed in pieces:
        while packed and not inflater.eof:
            try:
                inflated = inflater.decompress(packed, _PIECE)
            except zlib.error:
                return
            packed = inflater.unconsumed_tail
            yield inflated

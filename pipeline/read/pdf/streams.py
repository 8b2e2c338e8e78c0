"""Streams that inflate to far more than the file: looked for before PDFium inflates them into memory.

Deflate packs up to a thousand to one (RFC 1951), and a stream may be packed several times over. Only those
are inflated here, piece by piece and for their length alone, that are large enough to hide so much. What a
dictionary says of its stream counts only where it makes the stream look worse: how it is packed is told by
its bytes, and one that calls itself a picture may be as large as a picture is and no larger.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from pipeline.patterns import re

_MOST_PACKED = 1_032
_MOST_TIMES = 8
"""Nobody packs a stream so often but to hide how much it is."""
_PIECE = 1 << 16
_WINDOW = 1 << 20
_DICTIONARY = 4_096
"""Bytes before a stream in which its dictionary is looked for."""
_EDGE = re.compile(rb"(end)?stream(?:[ \t]{0,99}(?:%[^\r\n]{0,99})?(\r\n|\n|\r))?")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)(?![A-Za-z0-9])")
_AS_TEXT = re.compile(rb"/(?:A85|ASCII85Decode|AHx|ASCIIHexDecode)(?![A-Za-z0-9])")
_FILTERS_ELSEWHERE = re.compile(
    rb"/F(?:ilter)?(?:\s|%[^\r\n]{0,99}[\r\n]){0,9}(?:\[[^\]]{0,99})?[0-9]+\s+[0-9]+\s+R"
)
_PICTURE = re.compile(rb"/Subtype\s*/Image(?![A-Za-z0-9])")
_LENGTH = re.compile(rb"/L(?:ength)?\s+([0-9]{1,15})(?![0-9])(?!\s+[0-9]+\s+R)")
_NO_SPACE = re.compile(rb"\s+")


@dataclass(frozen=True, slots=True)
class _Stream:
    """A stream that may be packed: where it starts, its greatest possible length, how many times it is packed
    at most, and whether it may be written as text or be a picture."""

    start: int
    length: int
    times: int
    as_text: bool
    is_picture: bool


class _BeyondError(Exception):
    """A stream unpacks to more than it may."""


def has_bomb(path: Path, most: int, most_of_picture: int | None = None) -> bool:
    """Whether a stream of a PDF inflates to more than `most` bytes, or a picture to more than its own most.

    Streams of an encrypted file do not inflate, and pass. Raises OSError where the file cannot be read.
    """
    with path.open("rb") as file, path.open("rb") as data:
        for stream in _packed_streams(file):
            bound = (most_of_picture or most) if stream.is_picture else most
            if stream.times > _MOST_TIMES:
                return True
            if stream.length * _MOST_PACKED**stream.times > bound and _unpacks_beyond(data, stream, bound):
                return True
    return False


def _packed_streams(file: BinaryIO) -> Iterator[_Stream]:
    """Each stream that may be packed. It may go on to where its dictionary or the next `endstream` says."""
    waiting: list[tuple[int, bytes]] = []
    for place, dictionary in chain(_edges(file), ((None, None),)):
        if dictionary is not None and place is not None:
            waiting.append((place, dictionary))
            continue
        end = file.seek(0, 2) if place is None else place
        for start, told in waiting:
            stream = _stream(start, told, end)
            if stream.times:
                yield stream
        waiting.clear()


def _stream(start: int, dictionary: bytes, end: int) -> _Stream:
    told = _LENGTH.search(dictionary)
    # Where the length or the filters stand elsewhere, they may be anything.
    length = max(end - start, int(told[1])) if told else 1 << 40
    is_whole = len(dictionary) < _DICTIONARY and not _FILTERS_ELSEWHERE.search(dictionary)
    return _Stream(
        start,
        length,
        len(_FLATE.findall(dictionary)) if is_whole else _MOST_TIMES,
        not is_whole or bool(_AS_TEXT.search(dictionary)),
        bool(_PICTURE.search(dictionary)),
    )


def _edges(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Where the data of each stream starts, with what stands before it since its object began; and where an
    `endstream` stands, with None."""
    at, before = 0, b""
    file.seek(0)
    while piece := file.read(_WINDOW):
        window = before + piece
        for match in _EDGE.finditer(window):
            # What began in the overlap was found in the window before.
            if match.end() <= len(before):
                continue
            place = at - len(before)
            if match[1]:
                yield place + match.start(), None
            elif match[2]:
                head = window[max(0, match.start() - _DICTIONARY) : match.start()]
                yield place + match.end(), _plain(head[max(0, head.rfind(b" obj")) :])
        at += len(piece)
        before = window[-_DICTIONARY:]


def _plain(dictionary: bytes) -> bytes:
    """A dictionary whose names have no escaped letters (/#46late is /Flate), no shorter than it was."""
    if b"#" not in dictionary:
        return dictionary
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), dictionary).ljust(len(dictionary))


def _unpacks_beyond(file: BinaryIO, stream: _Stream, most: int) -> bool:
    """Whether a stream unpacks to more than `most` bytes, after whichever of its filters."""
    file.seek(stream.start)
    pieces = _pieces(file, stream.length)
    levels: list[Iterator[bytes]] = []
    try:
        for _ in range(2 * _MOST_TIMES):
            first = next(pieces, b"")
            pieces = chain((first,), pieces)
            if _looks_deflated(first):
                pieces = _counted(_inflated(pieces), most)
            elif stream.as_text and first[:1].isascii():
                pieces = _counted(_from_text(pieces, is_hex=_looks_hex(first)), most)
            else:
                break
            levels.append(pieces)
        # What the last one leaves of those before it is unpacked all the same.
        for pieces in reversed(levels):
            for _ in pieces:
                pass
    except _BeyondError:
        return True
    return False


def _looks_deflated(first: bytes) -> bool:
    """Whether bytes begin with a header of zlib (RFC 1950)."""
    return len(first) > 1 and first[0] & 15 == 8 and first[0] >> 4 < 8 and int.from_bytes(first[:2]) % 31 == 0


def _looks_hex(first: bytes) -> bool:
    return not _NO_SPACE.sub(b"", first[:99]).strip(b"0123456789ABCDEFabcdef>")


def _pieces(file: BinaryIO, length: int) -> Iterator[bytes]:
    while length > 0 and (piece := file.read(min(length, _PIECE))):
        length -= len(piece)
        yield piece


def _counted(pieces: Iterator[bytes], most: int) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > most:
            raise _BeyondError
        yield piece


def _inflated(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """What packed data inflates to, as far as it is sound."""
    inflater = zlib.decompressobj()
    for packed in pieces:
        while packed and not inflater.eof:
            try:
                inflated = inflater.decompress(packed, _PIECE)
            except zlib.error:
                return
            packed = inflater.unconsumed_tail
            if inflated:
                yield inflated
        if inflater.eof:
            return


def _from_text(pieces: Iterator[bytes], *, is_hex: bool) -> Iterator[bytes]:
    """What data written in hexadecimal digits, or to base 85, stands for, as far as it is sound."""
    left, group = b"", 2 if is_hex else 5
    for piece in pieces:
        text = left + _NO_SPACE.sub(b"", piece)
        if not is_hex:
            text = text.replace(b"<~", b"").replace(b"z", b"!!!!!")
        body, end, _ = text.partition(b">" if is_hex else b"~")
        whole = len(body) - len(body) % group
        try:
            decoded = binascii.unhexlify(body[:whole]) if is_hex else base64.a85decode(body[:whole])
        except (binascii.Error, ValueError):
            return
        if decoded:
            yield decoded
        if end:
            return
        left = body[whole:]

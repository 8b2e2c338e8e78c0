"""Streams that inflate to far more than the file are found without inflating them into memory."""

from __future__ import annotations

import base64
import tracemalloc
import zlib
from pathlib import Path

import pytest

from pipeline.read.pdf.streams import has_bomb


def stream(data: bytes, filters: bytes = b"/FlateDecode", more: bytes = b"") -> bytes:
    return b"4 0 obj << /Length %d /Filter %b %b >> stream\n%b\nendstream endobj\n" % (
        len(data),
        filters,
        more,
        data,
    )


def has_one(tmp_path: Path, content: bytes, most: int = 1_000_000) -> bool:
    path = tmp_path / "x.pdf"
    path.write_bytes(b"%PDF-1.7\n" + content)
    return has_bomb(path, most)


def test_a_stream_that_inflates_beyond_the_limit_is_found(tmp_path: Path) -> None:
    assert has_one(tmp_path, stream(zlib.compress(bytes(1_000_001))))
    assert not has_one(tmp_path, stream(zlib.compress(bytes(1_000_000))))


def test_a_stream_packed_twice_is_unpacked_twice(tmp_path: Path) -> None:
    twice = zlib.compress(zlib.compress(bytes(50_000_000)))
    assert has_one(tmp_path, stream(twice, b"[/FlateDecode /Fl]"))
    assert not has_one(tmp_path, stream(twice, b"/FlateDecode"))


def test_a_stream_packed_many_times_is_one_whatever_it_holds(tmp_path: Path) -> None:
    assert has_one(tmp_path, stream(b"", b"[" + b"/FlateDecode " * 9 + b"]"))


def test_a_stream_is_found_wherever_it_stands_and_whatever_length_it_claims(tmp_path: Path) -> None:
    bomb = stream(zlib.compress(bytes(5_000_000))).replace(b"/Length", b"/Length 1 %")
    for before in (0, (1 << 20) - 60, (1 << 20) - 30, 3 << 20):
        assert has_one(tmp_path, bytes(before) + bomb), before


def test_what_is_broken_counts_as_far_as_it_goes(tmp_path: Path) -> None:
    packed = zlib.compress(bytes(9_000_000))
    assert has_one(tmp_path, stream(packed[: len(packed) // 2]))
    assert not has_one(tmp_path, stream(b"no deflate" * 1_000))


def test_looking_takes_little_memory(tmp_path: Path) -> None:
    bomb = stream(zlib.compress(bytes(100_000_000)))
    tracemalloc.start()
    try:
        assert has_one(tmp_path, bomb, 90_000_000)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("content", [b"", b"stream\n", b"endstream\n" * 10, b"/FlateDecode stream\r\n"])
def test_files_without_streams_have_none(tmp_path: Path, content: bytes) -> None:
    assert not has_one(tmp_path, content)


BOMB = zlib.compress(bytes(5_000_000))


@pytest.mark.parametrize(
    ("filters", "more"),
    [
        (b"/FlateDecode", b"/Note /Image"),
        (b"/FlateDecode", b"/Note (/Image) %/Subtype/Image\n"),
        (b"/FlateDecode", b"/Subtype /Image /Width 9 /Height 9"),
        (b"9 0 R", b""),
        (b"[ 9 0 R ]", b""),
        (b"% where it stands\n 9 0 R", b""),
        (b"/#46late#44ecode", b""),
        (b"/FlateDecode", b"/Pad (" + b" " * 5_000 + b")"),
    ],
)
def test_no_dictionary_hides_a_bomb(tmp_path: Path, filters: bytes, more: bytes) -> None:
    assert has_one(tmp_path, stream(BOMB, filters, more))
    assert not has_one(tmp_path, stream(zlib.compress(bytes(900_000)), filters, more))


def test_a_picture_has_a_limit_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(stream(BOMB, more=b"/Subtype /Image"))
    assert [has_bomb(path, 1_000_000, most) for most in (4_000_000, 6_000_000)] == [True, False]


@pytest.mark.parametrize("filters", [b"[/A85 /Fl]", b"[/AHx /Fl]"])
def test_a_bomb_written_as_text_is_found(tmp_path: Path, filters: bytes) -> None:
    written = base64.a85encode(BOMB, wrapcol=72) + b"~>" if b"A85" in filters else BOMB.hex().encode() + b">"
    assert has_one(tmp_path, stream(written, filters))
    assert not has_one(tmp_path, stream(written, filters), 6_000_000)


def test_a_bomb_is_found_behind_what_looks_like_another_stream_inside_it(tmp_path: Path) -> None:
    packer = zlib.compressobj(0)
    stored = packer.compress(b" obj\nstream\n" * 9) + packer.flush(zlib.Z_FULL_FLUSH)
    deflater = zlib.compressobj(wbits=-15)
    bomb = stored + deflater.compress(bytes(5_000_000)) + deflater.flush()
    assert has_one(tmp_path, stream(bomb))
    assert has_one(tmp_path, stream(bomb).replace(b"stream\n", b"stream  % here\n", 1))


def test_what_the_next_filter_cannot_read_was_unpacked_all_the_same(tmp_path: Path) -> None:
    assert has_one(tmp_path, stream(zlib.compress(b"x\x9c" + bytes(5_000_000)), b"[/Fl /Fl]"))

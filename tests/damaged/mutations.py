"""Damage to the bytes of a sound file: what discs, networks, programs and people do to documents.

Each is a function of the bytes and a seeded generator of random numbers, and gives other bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from random import Random
from typing import TypeAlias

Mutation: TypeAlias = Callable[[bytes, Random], bytes]

_OFFSET = re.compile(rb"\d{10} \d{5} n")
_NUMBER = re.compile(rb"\d+")
_HOSTILE_NUMBERS = (
    *(b"0", b"-1", b"2147483647", b"2147483648", b"-2147483649", b"4294967296", b"9" * 19, b"9" * 400),
    *(b"1e308", b"NaN", b"0.0000001", b"99999999"),
)
_STRANGE = (
    "²³¹①②⑩½٣۴९௧Ⅷ㊿𝟙\u0e3f\ufffd\ufffe\u202e\u2066\u200b\u200d\ufeff\u0e33\u0e4d\u0e4e\u0e5b\x0b\x0c\x1c\x85\u2028"
    "\uf70a\uf887\uf0b7ÉŘ"
)
_LABELS = (
    *("ยุทธศาสตร์ที่ ", "กลยุทธ์ที่ ๑.", "ตัวชี้วัด : ", "เป้าหมาย ร้อยละ ", "งบประมาณ ", "ล้านบาท", "พ.ศ. ", "(ตัวอักษร)"),
    *(
        "ที่ มท ",
        "เรื่อง ",
        "เรียน ",
        "ประกาศ ",
        "รวม ",
        "รวมทั้งสิ้น",
        "ปีงบประมาณ ",
        "๑.๑.๑.๑ ",
        "|",
        "\t",
        "<td rowspan=9>",
    ),
    *(
        "</table>",
        "<table>",
        "<ul><li>",
        "\n\n",
        "\f",
        "- ",
        "1) ",
        "แผนงาน",
        "ผู้รับผิดชอบ",
        "มกราคม ๓๑",
        "29 ก.พ. 2566",
    ),
)


def cut_off(data: bytes, random: Random) -> bytes:
    """The end is missing, as after a broken download."""
    return data[: random.randrange(len(data))]


def cut_in_front(data: bytes, random: Random) -> bytes:
    """The beginning is missing."""
    return data[random.randrange(1, len(data)) :]


def flip_bits(data: bytes, random: Random) -> bytes:
    """A few bits are wrong."""
    out = bytearray(data)
    for _ in range(random.choice((1, 3, 30))):
        out[random.randrange(len(out))] ^= 1 << random.randrange(8)
    return bytes(out)


def random_bytes(data: bytes, random: Random) -> bytes:
    """One byte in a hundred is another one."""
    out = bytearray(data)
    for _ in range(max(1, len(out) // 100)):
        out[random.randrange(len(out))] = random.randrange(256)
    return bytes(out)


def drop_block(data: bytes, random: Random) -> bytes:
    """A block is missing in the middle."""
    start, size = random.randrange(len(data)), random.choice((1, 16, 512, 4096))
    return data[:start] + data[start + size :]


def repeat_block(data: bytes, random: Random) -> bytes:
    """A block stands there twice or many times."""
    start, size = random.randrange(len(data)), random.choice((1, 16, 512, 4096))
    block = data[start : start + size]
    return data[:start] + block * random.choice((2, 2, 50)) + data[start + size :]


def swap_blocks(data: bytes, random: Random) -> bytes:
    """Two blocks have changed places."""
    a, b, c = sorted(random.randrange(len(data) + 1) for _ in range(3))
    return data[:a] + data[b:c] + data[a:b] + data[c:]


def zeros_in_the_middle(data: bytes, random: Random) -> bytes:
    """A sector was never written."""
    start, size = random.randrange(len(data)), random.choice((1, 512, 4096))
    return data[:start] + bytes(len(data[start : start + size])) + data[start + size :]


def line_ends_of_windows(data: bytes, random: Random) -> bytes:
    """A program took it for text and changed the line ends."""
    return data.replace(b"\n", b"\r\n" if random.random() < 0.5 else b"\r")


def read_as_latin_1(data: bytes, random: Random) -> bytes:
    """A program took it for Latin-1 and wrote it as UTF-8."""
    return data.decode("latin-1").encode("utf-8")


def hostile_numbers(data: bytes, random: Random) -> bytes:
    """Some numbers are impossible: in a PDF lengths, offsets and coordinates, in a text amounts and years."""
    found = list(_NUMBER.finditer(data))
    for match in sorted(
        random.sample(found, min(len(found), random.choice((1, 5, 40)))), key=lambda m: -m.start()
    ):
        data = data[: match.start()] + random.choice(_HOSTILE_NUMBERS) + data[match.end() :]
    return data


def joined_with_itself(data: bytes, random: Random) -> bytes:
    """The file was appended to itself, the second time not whole."""
    return data + cut_off(data, random)


ANY_FILE: tuple[Mutation, ...] = (
    cut_off,
    cut_in_front,
    flip_bits,
    random_bytes,
    drop_block,
    repeat_block,
    swap_blocks,
    zeros_in_the_middle,
    line_ends_of_windows,
    read_as_latin_1,
    hostile_numbers,
    joined_with_itself,
)


def wrong_offsets(data: bytes, random: Random) -> bytes:
    """The table of objects points somewhere else."""
    return _OFFSET.sub(lambda m: b"%010d 00000 n" % random.randrange(len(data) * 2), data)


def exchanged_objects(data: bytes, random: Random) -> bytes:
    """References point to other objects: a page for a font, a font for a picture."""
    count = max(2, data.count(b" obj"))
    return re.sub(
        rb"\b\d+ 0 R",
        lambda m: b"%d 0 R" % random.randrange(count) if random.random() < 0.1 else m[0],
        data,
    )


def exchanged_names(data: bytes, random: Random) -> bytes:
    """Names in dictionaries are other names that the file knows."""
    names = sorted(set(re.findall(rb"/[A-Z][A-Za-z0-9]+", data)))
    return re.sub(
        rb"/[A-Z][A-Za-z0-9]+",
        lambda m: random.choice(names) if random.random() < 0.03 else m[0],
        data,
    )


def broken_streams(data: bytes, random: Random) -> bytes:
    """Bits inside the streams are wrong, and the file around them is whole."""
    out = bytearray(data)
    for match in re.finditer(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
        if match.end(1) > match.start(1) and random.random() < 0.7:
            out[random.randrange(match.start(1), match.end(1))] ^= 1 << random.randrange(8)
    return bytes(out)


PDF_FILE: tuple[Mutation, ...] = (wrong_offsets, exchanged_objects, exchanged_names, broken_streams)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def shuffled_lines(data: bytes, random: Random) -> bytes:
    """The lines are out of order."""
    lines = _text(data).split("\n")
    random.shuffle(lines)
    return "\n".join(lines).encode()


def one_line(data: bytes, random: Random) -> bytes:
    """The line ends are lost."""
    return _text(data).replace("\n", random.choice(("", " ", "\t"))).encode()


def every_character_a_line(data: bytes, random: Random) -> bytes:
    """Each character stands on a line of its own."""
    return "\n".join(_text(data)).encode()


def spaced_out(data: bytes, random: Random) -> bytes:
    """There are spaces or tabs between the characters."""
    space = random.choice((" ", "  ", "\t", "\u200b"))
    return re.sub(r"(?<=\S)(?=\S)", lambda m: space if random.random() < 0.5 else "", _text(data)).encode()


def a_line_many_times(data: bytes, random: Random) -> bytes:
    """One line stands there two thousand times, or as often as makes a megabyte."""
    lines = _text(data).split("\n")
    at = random.randrange(len(lines))
    times = min(2_000, 1_000_000 // (len(lines[at]) + 1))
    return "\n".join([*lines[:at], *([lines[at]] * times), *lines[at:]]).encode()


def strange_characters(data: bytes, random: Random) -> bytes:
    """Digits are digits of other scripts, and here and there stands a character that nobody sees."""
    text = re.sub(r"\d", lambda m: random.choice(_STRANGE) if random.random() < 0.3 else m[0], _text(data))
    out = list(text)
    for _ in range(len(out) // 50):
        out.insert(random.randrange(len(out)), random.choice(_STRANGE))
    return "".join(out).encode()


def labels_anywhere(data: bytes, random: Random) -> bytes:
    """Words that begin headings, tables and amounts stand where they have no business."""
    text = _text(data)
    for _ in range(random.choice((3, 30, 300))):
        at = random.randrange(len(text) + 1)
        text = text[:at] + random.choice(_LABELS) + text[at:]
    return text.encode()


def other_encoding(data: bytes, random: Random) -> bytes:
    """The first half is UTF-8, the second Windows 874 or UTF-16."""
    half = random.randrange(len(data))
    return data[:half] + _text(data[half:]).encode(random.choice(("cp874", "utf-16-le")), "ignore")


def wide_without_a_mark(data: bytes, random: Random) -> bytes:
    """UTF-16 that nothing announces, and sometimes with a byte too many."""
    wide = _text(data).encode(random.choice(("utf-16-le", "utf-16-be")), "surrogatepass")
    return wide[random.choice((0, 0, 1)) :]


TEXT_FILE: tuple[Mutation, ...] = (
    shuffled_lines,
    one_line,
    every_character_a_line,
    spaced_out,
    a_line_many_times,
    strange_characters,
    labels_anywhere,
    other_encoding,
    wide_without_a_mark,
)


def damaged_part(data: bytes, random: Random) -> bytes:
    """One part of a Word or Excel file is damaged as a text is, and all are packed again as is right."""
    parts = _parts(data)
    if not parts:
        return flip_bits(data, random)
    # The text of a document is in its largest parts.
    name = random.choice(sorted(parts, key=lambda one: (len(parts[one]), one))[-4:])
    damage = random.choice((cut_off, flip_bits, drop_block, repeat_block, swap_blocks, hostile_numbers))
    return _packed(parts | {name: damage(parts[name], random)})


def lost_part(data: bytes, random: Random) -> bytes:
    """One part of a Word or Excel file is missing."""
    parts = _parts(data)
    if not parts:
        return cut_off(data, random)
    lost = random.choice(sorted(parts))
    return _packed({name: content for name, content in parts.items() if name != lost})


def _parts(data: bytes) -> dict[str, bytes]:
    """The parts of a packed file; none where it is damaged already."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError, RuntimeError):
        return {}


def _packed(parts: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


ZIP_FILE: tuple[Mutation, ...] = (damaged_part, damaged_part, damaged_part, lost_part)

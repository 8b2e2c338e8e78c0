"""Damaged and hostile office files and pictures, made up: name and content of each."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator

from PIL import Image

from tests.read.office.plans import as_excel, as_word, plan
from tests.samples.office_files import archive, excel_file, paragraph, relations, table, word_file

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 20))
_BOMB = f'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY e0 "ฮา">{_ENTITIES}]>'
_OUTSIDE = '<?xml version="1.0"?><!DOCTYPE b [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
TEXT = "แผนปฏิบัติการของเมืองที่ไม่มีอยู่จริง"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _document(body: str, head: str = "") -> bytes:
    return word_file(
        [], parts={"word/document.xml": f"{head}<w:document {_W}><w:body>{body}</w:body></w:document>"}
    )


def _sheet(rows: str, head: str = "", rest: str = "") -> bytes:
    content = f"{head}<worksheet {_S}><sheetData>{rows}</sheetData>{rest}</worksheet>"
    return excel_file({"แผน": [["ก"]]}, parts={"xl/sheet1.xml": content})


def _nested(depth: int) -> bytes:
    inner = paragraph("ข้างใน")
    body = "<w:tbl><w:tr><w:tc>" * depth + inner + "</w:tc></w:tr></w:tbl>" * depth
    return _document(body)


def _cut(data: bytes, share: float) -> bytes:
    return data[: int(len(data) * share)]


def _picture(width: int, height: int, form: str) -> bytes:
    made = io.BytesIO()
    Image.new("1", (width, height), 1).save(made, form)
    return made.getvalue()


def _giant_png() -> bytes:
    """A picture that says it has a billion pixels, in a few bytes."""
    import struct
    import zlib

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 9))
        + chunk(b"IEND", b"")
    )


def _bomb(part: str, size: int) -> bytes:
    word = word_file([paragraph("แผน")]) if part.startswith("word") else excel_file({"แผน": [["ก"]]})
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        with new.open(part, "w", force_zip64=True) as file:
            file.write(b"<a>")
            for _ in range(size // 1_000_000):
                file.write(b" " * 1_000_000)
    return made.getvalue()


def _flagged_encrypted() -> bytes:
    data = bytearray(word_file([paragraph("แผน")]))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    return bytes(data)


QUICK: dict[str, Callable[[], bytes]] = {
    "entities.docx": lambda: _document("<w:p><w:r><w:t>&e19;</w:t></w:r></w:p>", _BOMB),
    "entity-of-a-file.docx": lambda: _document("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", _OUTSIDE),
    "entities.xlsx": lambda: _sheet('<row><c t="str"><v>&e19;</v></c></row>', _BOMB),
    "entity-of-a-file.xlsx": lambda: _sheet('<row><c t="str"><v>&x;</v></c></row>', _OUTSIDE),
    "tables-nested-a-thousand-deep.docx": lambda: _nested(1_000),
    "a-row-of-a-million-columns.docx": lambda: _document(
        table([['<w:tc><w:tcPr><w:gridSpan w:val="1000000"/></w:tcPr><w:p/></w:tc>', "ข"]])
    ),
    "encrypted.docx": lambda: COMPOUND + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500),
    "encrypted.xlsx": lambda: COMPOUND + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500),
    "encrypted-parts.docx": _flagged_encrypted,
    "old-word.docx": lambda: COMPOUND + bytes(5_000),
    "text.docx": lambda: "แผนปฏิบัติการ".encode(),
    "pdf.xlsx": lambda: b"%PDF-1.7\n",
    "sheet.docx": lambda: excel_file({"แผน": [["ก", "ข"]]}),
    "word.xlsx": lambda: word_file([paragraph("แผน")]),
    "empty-archive.docx": lambda: archive({}),
    "no-main-part.xlsx": lambda: archive({"_rels/.rels": relations({})}),
    "main-part-outside.docx": lambda: archive(
        {"_rels/.rels": relations({"d": ("officeDocument", "../../../etc/passwd")})}
    ),
    "text.doc": lambda: "แผนปฏิบัติการ".encode(),
    "pdf.rtf": lambda: b"%PDF-1.7\n",
    "page.xls": lambda: b"<html><script>alert(1)</script></html>",
    "text.jpg": lambda: "แผนปฏิบัติการ".encode(),
    "giant.png": _giant_png,
    "a-dot.png": lambda: _picture(1, 1, "PNG"),
    "a-line.tif": lambda: _picture(3_000, 2, "TIFF"),
    "binary.csv": lambda: bytes(range(256)) * 50,
    "a-row-of-many-cells.csv": lambda: b"," * 100_000,
    "a-quote-that-never-ends.csv": lambda: b'a,b,c\n"' + b"x,y\n" * 100_000,
}
"""Files that must fail, with a reason, and those that take no second."""

HARMLESS: dict[str, Callable[[], bytes]] = {
    "macros.docm": lambda: word_file([paragraph(TEXT)], parts={"word/vbaProject.bin": COMPOUND + bytes(99)}),
    "macros.xlsm": lambda: excel_file({"แผน": [[TEXT]]}, parts={"xl/vbaProject.bin": COMPOUND + bytes(99)}),
    "links.docx": lambda: word_file(
        [paragraph(TEXT)],
        parts={
            "word/_rels/document.xml.rels": relations(
                {},
                '<Relationship Id="x" TargetMode="External" Target="http://127.0.0.1:9/styles.xml" '
                'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"/>',
            )
        },
    ),
    "formula-of-a-web-page.xlsx": lambda: _sheet(
        f'<row r="1"><c r="A1" t="str"><f>WEBSERVICE("http://127.0.0.1:9/")</f><v>{TEXT}</v></c></row>'
    ),
}
"""Files with something in them that must not be run or fetched: they are read all the same."""

SLOW: dict[str, Callable[[], bytes]] = {
    "bomb.docx": lambda: _bomb("word/document.xml", 1_000_000_000),
    "bomb.xlsx": lambda: _bomb("xl/sheet1.xml", 1_000_000_000),
    "bomb-of-styles.docx": lambda: _bomb("word/styles.xml", 400_000_000),
    "a-million-merged-cells.xlsx": lambda: _sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row>',
        rest="<mergeCells>"
        + "".join(f'<mergeCell ref="A{n}:C{n}"/>' for n in range(1, 1_000_003))
        + "</mergeCells>",
    ),
    "rows-to-the-last.xlsx": lambda: _sheet(
        "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 1_048_577))
    ),
    "a-million-paragraphs.docx": lambda: _document("<w:p><w:r><w:t>ก</w:t></w:r></w:p>" * 1_000_000),
}


def damaged(seeds: range) -> Iterator[tuple[str, bytes]]:
    """Sound files with a piece cut off or some bytes changed, a few for each seed."""
    for seed in seeds:
        chance = random.Random(seed)
        made = plan(seed)
        for suffix, data in (("docx", as_word(made)), ("xlsx", as_excel(made))):
            yield f"cut-{seed}.{suffix}", _cut(data, chance.uniform(0.05, 0.99))
            changed = bytearray(data)
            for _ in range(chance.randint(1, 30)):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
            yield f"changed-{seed}.{suffix}", bytes(changed)
        picture = _picture(chance.randint(60, 400), chance.randint(60, 400), "PNG")
        yield f"cut-{seed}.png", _cut(picture, chance.uniform(0.1, 0.9))
        photo = io.BytesIO()
        Image.new("L", (300, 200), seed % 255).save(photo, "JPEG")
        yield f"cut-{seed}.jpg", _cut(photo.getvalue(), chance.uniform(0.05, 0.9))

"""PDF files that somebody built to break a reader, each a function that gives the bytes.

`EVERY` has them by name. PDFium takes more time or memory for those named in `COSTLY` than a document may
have: that they end as failed, with a reason, is the work of whoever runs the reader.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from tests.read.pdf.paper import Font, Glyph, Sheet, pdf

_TEXT = b"BT /F1 12 Tf 72 700 Td (Action plan 2567) Tj ET"
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def written(
    objects: Mapping[int, bytes], trailer: bytes = b"", offset: int = 0, tail: bytes | None = None
) -> bytes:
    """A PDF of these objects; `offset` makes every entry of its table wrong by as many bytes."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start, size = len(out), max(objects) + 1
    if tail is not None:
        return bytes(out + tail.replace(b"@START", b"%d" % start))
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 %c \n" % (
            places.get(number, -offset) + offset,
            b"n" if number in places else b"f",
        )
    trailer = trailer.replace(b"@START", b"%d" % start)
    out += b"trailer << /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(out)


def stream(data: bytes, entries: bytes = b"", *, packed: bool = False) -> bytes:
    """A stream object; `packed` with Flate."""
    body = zlib.compress(data, 9) if packed else data
    filters = b"/Filter /FlateDecode" if packed else b""
    return b"<< /Length %d %b %b >>\nstream\n%b\nendstream" % (len(body), filters, entries, body)


def one_page(
    content: bytes = _TEXT,
    page: bytes = b"/MediaBox [0 0 595 842]",
    resources: bytes = b"",
    more: Mapping[int, bytes] | None = None,
    *,
    packed: bool = False,
) -> dict[int, bytes]:
    """The objects of a file of one page; 4 is its content, 5 its font, `more` come from 6 on."""
    has = b"/Contents 4 0 R /Resources << /Font << /F1 5 0 R >> %b >> %b" % (resources, page)
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R %b >>" % has,
        4: content if content.startswith(b"<<") else stream(content, packed=packed),
        5: _FONT,
        **(more or {}),
    }


def plain() -> bytes:
    """A sound file, to show that the writer writes sound files."""
    return written(one_page())


def encrypted() -> bytes:
    """Needs a password."""
    sheet = Sheet()
    sheet.text(72, 72, "แผนปฏิบัติการ ปี 2567")
    return pdf(sheet, password="ความลับ")


def encrypted_by_nobody() -> bytes:
    """Names a way of encryption that does not exist."""
    return written(one_page(), b"/Encrypt << /Filter /Nobody /V 9 /R 9 /O () /U () /P 0 >> /ID [<00> <00>]")


def encryption_without_keys() -> bytes:
    """Says that it is encrypted, and not how."""
    return written(one_page(), b"/Encrypt 99 0 R")


def xref_points_to_itself() -> bytes:
    """The table of objects before this one is this one."""
    return written(one_page(), b"/Prev @START")


def xref_chain_of_two() -> bytes:
    """Two tables of objects each say that the other comes before."""
    first = written(one_page())
    one = first.rindex(b"xref\n0")
    two = len(first)
    first = first.replace(b"/Root 1 0 R ", b"/Root 1 0 R /Prev %010d" % two)
    two = len(first)
    first = first.replace(b"/Prev %010d" % (two - 16), b"/Prev %010d" % two)
    trailer = b"trailer << /Size 6 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (one, two)
    return first + b"xref\n0 1\n0000000000 65535 f \n" + trailer


def xref_of_two_billion() -> bytes:
    """The table of objects says that it has two billion entries."""
    table = b"xref\n0 2147483647\n0000000000 65535 f \ntrailer << /Size 2147483647 /Root 1 0 R >>\n"
    return written(one_page(), tail=table + b"startxref\n@START\n%%EOF\n")


def xref_all_wrong() -> bytes:
    """Every entry of the table is some bytes off."""
    return written(one_page(), offset=7)


def xref_missing() -> bytes:
    """There is no table of objects and no trailer."""
    return written(one_page(), tail=b"")


def xref_stream_to_itself() -> bytes:
    """A table of objects in a stream, which names itself as the one before."""
    entries = b"/Type /XRef /Size 7 /W [1 4 1] /Root 1 0 R /Prev @START"
    table = b"6 0 obj\n" + stream(bytes(42), entries) + b"\nendobj\nstartxref\n@START\n%%EOF\n"
    return written(one_page(), tail=table)


def object_streams_in_each_other() -> bytes:
    """Two streams of objects each stand in the other, and extend each other."""
    inner = b"6 0 7 10 << /Type /ObjStm >>"
    return written(
        one_page(
            more={
                6: stream(inner, b"/Type /ObjStm /N 2 /First 9 /Extends 7 0 R"),
                7: stream(inner, b"/Type /ObjStm /N 2000000000 /First 9 /Extends 6 0 R"),
            }
        )
    )


def page_tree_loop() -> bytes:
    """The root of the pages is its own child."""
    return written(
        one_page() | {2: b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 3 0 R 2 0 R 3 0 R] /Count 1000 >>"}
    )


def page_tree_of_the_same_page() -> bytes:
    """The same page a thousand times."""
    return written(one_page() | {2: b"<< /Type /Pages /Kids [%b] /Count 1000 >>" % (b"3 0 R " * 1000)})


def page_tree_deep() -> bytes:
    """Ten thousand page trees, each the only child of the one before."""
    nodes = {
        n: b"<< /Type /Pages /Kids [%d 0 R] /Count 1 /Parent %d 0 R >>" % (n + 1, n - 1)
        for n in range(6, 10_006)
    }
    nodes[10_006] = one_page()[3].replace(b"/Parent 2 0 R", b"/Parent 10005 0 R")
    return written(one_page(more=nodes) | {2: b"<< /Type /Pages /Kids [6 0 R] /Count 1 >>"})


def page_tree_says(count: bytes) -> bytes:
    """The root of the pages says how many there are, and there is one."""
    return written(one_page() | {2: b"<< /Type /Pages /Kids [3 0 R] /Count %b >>" % count})


def pages(count: int) -> bytes:
    """As many real pages, each with a line of text."""
    page = one_page()[3]
    kids = b" ".join(b"%d 0 R" % n for n in range(6, 6 + count))
    tree = {2: b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, count)}
    return written(one_page(more=dict.fromkeys(range(6, 6 + count), page)) | tree)


def no_pages() -> bytes:
    """A document of no pages."""
    return written({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [] /Count 0 >>"})


def no_catalog() -> bytes:
    """The root of the document is missing."""
    objects = one_page()
    del objects[1]
    return written(objects)


def kids_are_no_pages() -> bytes:
    """The pages are a font, a number, nothing, and something that is not there."""
    return written(one_page() | {2: b"<< /Type /Pages /Kids [5 0 R 7 null 99 0 R 4 0 R] /Count 5 >>"})


def inflates(size: int, unit: bytes = bytes(4096), times: int = 1) -> bytes:
    """The content of the page inflates to some `size` bytes of `unit`, packed `times` times."""
    packer = zlib.compressobj(9)
    block = unit * (1_000_000 // len(unit))
    packer.compress(block)
    packer.flush(zlib.Z_FULL_FLUSH)
    # After a full flush the same input is packed to the same bytes, which need not be packed anew.
    again = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    body = zlib.compress(b"")[:2] + again * (size // len(block)) + packer.flush()
    for _ in range(times - 1):
        body = zlib.compress(body, 9)
    filters = b"[" + b"/FlateDecode " * times + b"]"
    content = b"<< /Length %d /Filter %b >>\nstream\n%b\nendstream" % (len(body), filters, body)
    return written(one_page(content))


def filters_without_end() -> bytes:
    """A stream through ten thousand filters."""
    content = b"<< /Length 4 /Filter [%b] >>\nstream\nabcd\nendstream" % (b"/ASCIIHexDecode " * 10_000)
    return written(one_page(content))


def length_is_itself() -> bytes:
    """The length of the stream is the stream."""
    return written(one_page(b"<< /Length 4 0 R >>\nstream\n" + _TEXT + b"\nendstream"))


def length_of_four_gigabytes() -> bytes:
    """The stream says that it is longer than the file, and never ends."""
    return written(one_page(b"<< /Length 4294967290 >>\nstream\n" + _TEXT))


def deep(opening: bytes, closing: bytes, depth: int, *, in_content: bool) -> bytes:
    """Brackets in brackets, in the page's dictionary or in its content."""
    nest = opening * depth + closing * depth
    return written(one_page(_TEXT + b" " + nest + b" TJ") if in_content else one_page(page=b"/X " + nest))


def many_saved_states() -> bytes:
    """A million times save, and never restore."""
    return written(one_page(b"q " * 1_000_000 + _TEXT, packed=True))


def forms_that_call_themselves() -> bytes:
    """A form that draws itself, and two that draw each other."""
    form = (
        b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /A 6 0 R /B 7 0 R >> >>"
    )
    return written(
        one_page(
            b"/A Do /B Do " + _TEXT,
            resources=b"/XObject << /A 6 0 R /B 7 0 R >>",
            more={6: stream(b"/A Do /B Do", form), 7: stream(b"/A Do", form)},
        )
    )


def forms_a_billion_times(levels: int = 10) -> bytes:
    """Each form draws the next ten times."""
    more = {}
    for number in range(6, 6 + levels):
        head = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /A %d 0 R >> >>"
        more[number] = stream(b"/A Do " * 10, head % (number + 1))
    more[6 + levels] = stream(_TEXT, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]")
    return written(one_page(b"/A Do", resources=b"/XObject << /A 6 0 R >>", more=more))


def glyph_that_draws_itself() -> bytes:
    """A letter whose drawing is text in its own font."""
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 0.001 0 0] "
        b"/CharProcs << /a 6 0 R >> /Encoding << /Differences [65 /a] >> /FirstChar 65 /LastChar 65 "
        b"/Widths [500] /Resources << /Font << /F1 5 0 R >> >> >>"
    )
    content = b"BT /F1 12 Tf 72 700 Td (AAAA) Tj ET"
    glyph = stream(b"500 0 0 0 500 500 d1 " + content)
    return written(one_page(content, more={6: glyph}) | {5: font})


def fonts_without_maps() -> bytes:
    """Text whose font says of no letter what it means."""
    sheet = Sheet(font=Font("NoMap"))
    for line in range(20):
        sheet.text(72, 72 + 20 * line, [Glyph(c, None) for c in "แผนปฏิบัติการประจำปี"])
    return pdf(sheet)


def font(body: bytes) -> bytes:
    """Text in a font that is something else."""
    return written(one_page() | {5: body})


def font_map_without_end() -> bytes:
    """A map that gives each letter a text of fifty thousand letters."""
    ranges = b"".join(b"<%02x> <%b>\n" % (code, b"0e01" * 50_000) for code in range(65, 91))
    cmap = (
        b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange 26 beginbfchar\n%bendbfchar endcmap"
        % ranges
    )
    body = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    return written(
        one_page(b"BT /F1 12 Tf 72 700 Td (ABCDEFGHIJKLMNOP) Tj ET", more={6: stream(cmap)}) | {5: body}
    )


def page_box(box: bytes, content: bytes = _TEXT) -> bytes:
    """A page of this size."""
    return written(one_page(content, page=b"/MediaBox " + box))


def turned_by(angle: bytes) -> bytes:
    """A page turned by no quarter."""
    return written(one_page(page=b"/MediaBox [0 0 595 842] /Rotate " + angle))


def picture(
    width: bytes, height: bytes, entries: bytes = b"/BitsPerComponent 8 /ColorSpace /DeviceRGB"
) -> bytes:
    """A page that is one picture, which says that it is of this size."""
    head = b"/Type /XObject /Subtype /Image /Width %b /Height %b %b" % (width, height, entries)
    more = {6: stream(b"\xff\x00\x80" * 100, head)}
    return written(one_page(b"595 0 0 842 0 0 cm /I Do", resources=b"/XObject << /I 6 0 R >>", more=more))


def picture_of_nothing_known() -> bytes:
    """A picture packed as JPEG that is none."""
    return picture(b"1000", b"1000", b"/BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /DCTDecode")


def embedded_file_that_inflates() -> bytes:
    """A file inside the file, which nobody need open."""
    names = b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(x) 6 0 R] >> >> >>"
    more = {
        6: b"<< /Type /Filespec /F (../../etc/x) /EF << /F 7 0 R >> >>",
        7: stream(bytes(50_000_000), b"/Type /EmbeddedFile", packed=True),
    }
    return written(one_page(more=more) | {1: names})


def text_at(*operators: bytes) -> bytes:
    """Text at places and in sizes that no page has."""
    return written(one_page(b"BT /F1 12 Tf " + b" (Plan) Tj ".join(operators) + b" (2567) Tj ET"))


def far_away() -> bytes:
    """Text at the ends of the number line."""
    return text_at(
        *(b"1 0 0 1 1e30 1e30 Tm", b"1 0 0 1 -1e38 700 Tm", b"1e20 0 0 1e20 72 700 Tm", b"0 0 0 0 72 700 Tm"),
        *(b"1e-20 0 0 1e-20 72 700 Tm", b"/F1 1e30 Tf", b"/F1 0 Tf", b"/F1 -12 Tf", b"1e38 Tc", b"-1e38 Tw"),
        *(b"1e300 Tz", b"[(A) 1e38 (B) -1e38 (C)] TJ", b"1 0 0 1 72 700 Tm", b"1e38 TL T* T* T*"),
    )


def a_page_far_away() -> bytes:
    """A page whose box is large enough for text a million points apart."""
    content = b"BT " + b"".join(
        b"/F1 0.1 Tf 1 0 0 1 %d %d Tm (Plan) Tj " % (x * 100_000, y * 100_000)
        for x in range(10)
        for y in range(10)
    )
    return page_box(b"[0 0 1000000 1000000]", content + b"ET")


def glyphs(count: int, step: bytes = b"0 0 Td (A) Tj ") -> bytes:
    """As many letters on one page, the next one `step` from the one before."""
    return written(one_page(b"BT /F1 1 Tf 1 0 0 1 10 840 Tm " + step * count + b"ET", packed=True))


def rules(count: int) -> bytes:
    """A grid of `count` by `count` rules."""
    drawn = [
        b"%.4f 0 m %.4f 842 l S 0 %.4f m 595 %.4f l S" % ((n * 595 / count,) * 2 + (n * 842 / count,) * 2)
        for n in range(count)
    ]
    return written(one_page(b"0.01 w " + b" ".join(drawn) + b" " + _TEXT, packed=True))


def rules_on_a_giant_page(count: int) -> bytes:
    """A grid of `count` by `count` rules, each far enough from the next to stand for itself."""
    side = count * 20
    drawn = [b"%d 0 m %d %d l S 0 %d m %d %d l S" % (n, n, side, n, side, n) for n in range(0, side, 20)]
    content = b"1 w " + b" ".join(drawn) + b" " + _TEXT
    return written(one_page(content, page=b"/MediaBox [0 0 %d %d]" % (side, side), packed=True))


def figures(rows: int, columns: int) -> bytes:
    """As many rows of as many figures, under each other and without rules."""
    drawn = [
        b"1 0 0 1 %d %d Tm (7) Tj" % (10 + 20 * column, 10 + 15 * row)
        for row in range(rows)
        for column in range(columns)
    ]
    box = b"/MediaBox [0 0 %d %d]" % (20 + 20 * columns, 20 + 15 * rows)
    return written(one_page(b"BT /F1 9 Tf " + b" ".join(drawn) + b" ET", page=box, packed=True))


def strokes(count: int) -> bytes:
    """As many short rules that meet nothing."""
    drawn = [
        b"%d %d m %d %d l S" % (n * 7 % 590, n * 11 % 840, n * 7 % 590 + 4, n * 11 % 840)
        for n in range(count)
    ]
    return written(one_page(b"0.5 w " + b" ".join(drawn) + b" " + _TEXT, packed=True))


def a_path_of(count: int) -> bytes:
    """One path of as many pieces."""
    drawn = b" ".join(b"%d %d l" % (n * 7 % 590, n * 11 % 840) for n in range(count))
    return written(one_page(b"0 0 m " + drawn + b" S " + _TEXT, packed=True))


def clipped(count: int) -> bytes:
    """Text through as many windows, one in the other."""
    return written(one_page(b"0 0 595 842 re W n " * count + _TEXT, packed=True))


def columns(count: int) -> bytes:
    """Lines of words so far apart that each could be a column."""
    rows = [
        b"/F1 0.2 Tf "
        + b" ".join(b"1 0 0 1 %.3f %d Tm (7) Tj" % (10 + n * 570 / count, 800 - row) for n in range(count))
        for row in range(0, 30, 2)
    ]
    return written(one_page(b"BT " + b" ".join(rows) + b" ET", packed=True))


def mark_flood() -> bytes:
    """One letter with two thousand tone marks."""
    sheet = Sheet()
    sheet.text(72, 72, "ก" + "่้๊๋์ัิุ" * 250)
    sheet.text(72, 172, "่" * 2_000)
    return pdf(sheet)


def rubbish_operators() -> bytes:
    """Operators without operands, operands without operators, pictures that never end."""
    content = (
        b"Tj TJ Td Tm cm Do re l S BT BT ET ET ET Q Q Q /F9 12 Tf (x) Tj [ ( << /a BI /W 9 ID aaa " + _TEXT
    )
    return written(one_page(content))


def long_words() -> bytes:
    """Names, numbers and texts of a million letters."""
    content = (
        b"/" + b"N" * 1_000_000 + b" gs " + b"9" * 1_000_000 + b" Tc (" + b"A" * 30_000 + b") Tj " + _TEXT
    )
    return written(one_page(content, packed=True))


def _named(prefix: str, builders: Mapping[str, Callable[[], bytes]]) -> dict[str, Callable[[], bytes]]:
    return {f"{prefix}-{name}": builder for name, builder in builders.items()}


_PLAIN: Sequence[Callable[[], bytes]] = (
    plain,
    encrypted,
    encrypted_by_nobody,
    encryption_without_keys,
    xref_points_to_itself,
    xref_chain_of_two,
    xref_of_two_billion,
    xref_all_wrong,
    xref_missing,
    xref_stream_to_itself,
    object_streams_in_each_other,
    page_tree_loop,
    page_tree_of_the_same_page,
    page_tree_deep,
    no_pages,
    no_catalog,
    kids_are_no_pages,
    filters_without_end,
    length_is_itself,
    length_of_four_gigabytes,
    many_saved_states,
    forms_that_call_themselves,
    forms_a_billion_times,
    glyph_that_draws_itself,
    fonts_without_maps,
    font_map_without_end,
    picture_of_nothing_known,
    embedded_file_that_inflates,
    far_away,
    a_page_far_away,
    mark_flood,
    rubbish_operators,
    long_words,
)

_BOXES: Mapping[str, bytes] = {
    "giant": b"[0 0 1000000000 1000000000]",
    "beyond-numbers": b"[-1e308 -1e308 1e308 1e308]",
    "tiny": b"[0 0 0.0001 0.0001]",
    "empty": b"[0 0 0 0]",
    "inverted": b"[595 842 0 0]",
    "negative": b"[-595 -842 -1 -1]",
    "not-numbers": b"[NaN inf /a (b)]",
    "too-short": b"[0 0]",
    "missing": b"null",
    "a-strip": b"[0 0 14400000 1]",
}

EVERY: Mapping[str, Callable[[], bytes]] = {
    **{builder.__name__.replace("_", "-"): builder for builder in _PLAIN},
    **_named("page-box", {name: partial(page_box, box) for name, box in _BOXES.items()}),
    **_named(
        "page-tree-says",
        {str(n): partial(page_tree_says, b"%d" % n) for n in (-1, 0, 100_000, 2**31 - 1, 2**40)},
    ),
    **_named(
        "turned-by",
        {name: partial(turned_by, name.encode()) for name in ("45", "-90", "1000000000000", "NaN")},
    ),
    **_named(
        "font",
        {
            "itself": partial(font, b"5 0 R"),
            "number": partial(font, b"7"),
            "page": partial(font, b"3 0 R"),
            "type3-of-nothing": partial(font, b"<< /Type /Font /Subtype /Type3 >>"),
            "type0-of-itself": partial(font, b"<< /Type /Font /Subtype /Type0 /DescendantFonts [5 0 R] >>"),
            "widths": partial(
                font, b"<< /Type /Font /Subtype /TrueType /FirstChar -9 /LastChar 999999999 /Widths [1e38] >>"
            ),
        },
    ),
    **_named(
        "picture",
        {
            "giant": partial(picture, b"100000", b"100000"),
            "giant-in-bits": partial(picture, b"100000", b"100000", b"/BitsPerComponent 1 /ImageMask true"),
            "beyond-numbers": partial(picture, b"2147483647", b"2147483647"),
            "negative": partial(picture, b"-5", b"0"),
        },
    ),
    **_named(
        "deep",
        {
            "arrays": partial(deep, b"[", b"]", 100_000, in_content=False),
            "dictionaries": partial(deep, b"<</A ", b">>", 100_000, in_content=False),
            "arrays-never-closed": partial(deep, b"[", b"", 100_000, in_content=False),
            "arrays-in-content": partial(deep, b"[", b"]", 100_000, in_content=True),
            "dictionaries-in-content": partial(deep, b"<</A ", b">>", 100_000, in_content=True),
            "parentheses-in-content": partial(deep, b"(", b")", 100_000, in_content=True),
        },
    ),
    "a-hundred-thousand-pages": partial(pages, 100_000),
    "inflates-to-gigabytes": partial(inflates, 3_000_000_000),
    "inflates-to-gigabytes-packed-twice": partial(inflates, 3_000_000_000, times=2),
    "inflates-to-text": partial(inflates, 1_000_000_000, b"BT /F1 9 Tf 72 700 Td (Plan) Tj ET ", times=2),
    "glyphs-in-one-place": partial(glyphs, 100_000),
    "glyphs-in-a-line": partial(glyphs, 100_000, b"0.005 0 Td (A) Tj "),
    "glyphs-in-a-column": partial(glyphs, 100_000, b"0 -0.008 Td (A) Tj "),
    "glyphs-on-a-slope": partial(glyphs, 100_000, b"0.005 -0.008 Td (A) Tj "),
    "more-glyphs-than-a-page-has": partial(glyphs, 250_000, b"0.002 0 Td (AB) Tj "),
    "rules-of-a-dense-grid": partial(rules, 3_000),
    "graph-paper": partial(rules_on_a_giant_page, 700),
    "rules-on-a-giant-page": partial(rules_on_a_giant_page, 40_000),
    "figures-in-rows": partial(figures, 70, 70),
    "figures-in-more-rows": partial(figures, 400, 400),
    "strokes-that-meet-nothing": partial(strokes, 150_000),
    "a-path-of-a-million-pieces": partial(a_path_of, 1_000_000),
    "clipped-ten-thousand-times": partial(clipped, 10_000),
    "a-thousand-columns": partial(columns, 1_000),
}

COSTLY = frozenset({"forms-that-call-themselves", "forms-a-billion-times"})

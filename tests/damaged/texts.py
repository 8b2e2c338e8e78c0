"""Text, Markdown and HTML files that somebody built to break a reader, each a function that gives the bytes.

`EVERY` has them by file name: its suffix says what kind of file it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

_PLAN = (
    "แผนปฏิบัติการด้านการจัดการน้ำ ปีงบประมาณ พ.ศ. ๒๕๖๗\n\nยุทธศาสตร์ที่ ๑ พัฒนาแหล่งน้ำ\n"
    "โครงการขุดลอกคลอง งบประมาณ ๑,๒๐๐,๐๐๐ บาท\n"
)

FLOOD = 200_000
"""Characters of a flood: a program whose time grows with the square of it is busy for hours."""

LETTERS: Mapping[str, str] = {
    "spaces": " ",
    "consonants": "ก",
    "tone-marks": "่",
    "vowels-before": "เ",
    "sara-am": "ำ",
    "nikhahit": "ก\u0e4d",
    "torn-words": "ก า ร ",
    "words": "แผนงานโครงการ ",
    "gaps": "กา ิ ่ ",
    "replacement-characters": "ก\ufffdา",
    "private-use": "\uf70a",
    "zero-width": "\u200b",
    "digits": "9",
    "thai-digits": "๙",
    "digits-with-commas": "1,",
    "digits-torn": "1 2,3 4 ",
    "other-digits": "²①٣",
    "item-numbers": "1.",
    "item-numbers-in-brackets": "(1) ",
    "years": "2567 - ",
    "amounts": "๑,๐๐๐ บาท ",
    "amounts-in-words": "หนึ่งล้าน",
    "percent": "ร้อยละ 80 ",
    "dates": "1 มกราคม 2567 ",
    "strategies": "ยุทธศาสตร์ที่ 1 ",
    "dotted-lines": "....... ",
    "stars": "*",
    "stars-and-letters": "*ก ",
    "underscores": "_",
    "underscores-and-letters": "__ก",
    "brackets": "[",
    "links": "[ก](",
    "angles": "<",
    "tags-never-closed": "<td ",
    "comments-never-closed": "<!--",
    "ampersands": "&",
    "entities": "&amp;",
    "entities-of-entities": "&amp;amp;",
    "numbered-entities": "&#9;",
    "pipes": "|",
    "pipes-and-rules": "|-",
    "tabs": "\t",
    "tabs-and-quotes": '\t"',
    "quotes": '"',
    "backslashes": "\\",
    "hashes": "#",
    "dashes": "-",
    "bullets": "• ",
    "parentheses": "(",
    "slashes": "ก/",
    "form-feeds": "\f",
    "columns-of-spaces": "ก   ",
}
"""What stands in one long line, again and again."""

LINES: Mapping[str, str] = {
    "empty": "",
    "letter": "ก",
    "item": "1. ก",
    "item-without-text": "1.",
    "nested-item": "1.1.1 ก",
    "bullet": "- ก",
    "heading": "# แผน",
    "strategy": "ยุทธศาสตร์ที่ 1 พัฒนา",
    "measure": "กลยุทธ์ที่ 1.1 พัฒนา",
    "indicator": "ตัวชี้วัด : ร้อยละของครัวเรือน",
    "target": "เป้าหมาย ร้อยละ 80",
    "budget": "งบประมาณ 1,000 บาท",
    "budget-item": "1) ค่าจ้าง 1,000 บาท",
    "total": "รวม 1,000 บาท",
    "letter-number": "ที่ มท 0808.2/ว 1234",
    "subject": "เรื่อง แผนปฏิบัติการ",
    "announcement": "ประกาศกระทรวง",
    "date": "1 มกราคม 2567",
    "year": "ปีงบประมาณ พ.ศ. 2567",
    "page-number": "- 1 -",
    "indented": "        ก",
    "tab-row": "1\tโครงการ\t100",
    "tab-header": "ลำดับ\tโครงการ\tงบประมาณ",
    "tab-indented": "\tก",
    "pipe-row": "|1|โครงการ|100|",
    "pipe-rule": "|---|---|",
    "spaced-row": "1     โครงการ     100",
    "quote-opened": 'ก\t"ข',
    "cell-opened": "ก\t<ul><li>ข",
    "table-opened": "<table><tr><td>ก",
    "table": "<table><tr><td>ก</td></tr></table>",
    "row": "<tr><td rowspan=3>ก</td><td>ข</td></tr>",
    "table-closed": "</table>",
    "rule": "-----",
    "long-rule-almost": "- " * 30 + "ก",
    "agency": "กระทรวงเกษตรและสหกรณ์",
    "plan": "แผนงานบูรณาการ 1,000 บาท",
}
"""What stands on every line."""


def flood(unit: str, size: int = FLOOD) -> bytes:
    """A plan, and below it one line of the same thing again and again."""
    return (_PLAN + unit * (size // len(unit)) + "\n" + _PLAN).encode()


def lines(unit: str, size: int = FLOOD) -> bytes:
    """A plan, and below it the same line again and again."""
    return (_PLAN + (unit + "\n") * (size // (len(unit) + 1)) + _PLAN).encode()


def paragraphs(unit: str, size: int = FLOOD) -> bytes:
    """The same with an empty line between."""
    return lines(unit + "\n", size)


def long_line() -> bytes:
    """A line of a hundred megabytes."""
    return b"plan " * 20_000_000


def long_line_within_the_size() -> bytes:
    """A line as long as a file may be."""
    return ("แผนงาน " * 900_000).encode()


def millions_of_empty_lines() -> bytes:
    """Fifteen million lines with nothing in them."""
    return b"plan\n" + b"\n" * 15_000_000 + b"plan\n"


def tab_cells(rows: int, columns: int) -> bytes:
    """A table of tabs."""
    return (("1\t" * (columns - 1) + "1\n") * rows).encode()


def pipe_cells(rows: int, columns: int) -> bytes:
    """A Markdown table."""
    return (
        "|" + "ก|" * columns + "\n" + ("|" + "-|" * columns + "\n") + ("|" + "1|" * columns + "\n") * rows
    ).encode()


def spaced_cells(rows: int, columns: int) -> bytes:
    """A table of columns kept apart by spaces."""
    return ((("1" + " " * 4) * columns + "\n") * rows).encode()


def ragged_columns() -> bytes:
    """A paragraph of lines with parts, none of which stand under each other."""
    return "".join(f"{' ' * (n * 7 % 41)}ก   ขค{' ' * (3 + n * 5 % 31)}ง\n" for n in range(10_000)).encode()


def one_row_of_many_lines() -> bytes:
    """A table of three columns whose first row goes on to the end."""
    return ("ลำดับ     โครงการ     ผู้รับผิดชอบ     หมายเหตุ\n" + "ก         ข\n" * 30_000).encode()


def html_page(body: str) -> bytes:
    """A page of HTML."""
    return f"<!doctype html><html><body><h1>แผนพัฒนา</h1>{body}</body></html>".encode()


def nested(*tags: str, depth: int = 100_000) -> bytes:
    """Elements in elements."""
    opening = "".join(f"<{tag}>" for tag in tags)
    closing = "".join(f"</{tag}>" for tag in reversed(tags))
    return html_page(opening * depth + "ก" + closing * depth)


def html_table(cell: str, rows: int, columns: int, first: str = "<td>ก</td>") -> bytes:
    """An HTML table whose cells are all the same."""
    row = "<tr>" + cell * columns + "</tr>"
    return html_page(f"<table><tr>{first}</tr>{row * rows}</table>")


def entity_bomb() -> bytes:
    """Entities made of entities: a billion of them, if somebody resolves them."""
    entities = '<!ENTITY a0 "plan">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE html [{entities}]><html><body><p>&a9;</p></body></html>'.encode()


def foreign_entity() -> bytes:
    """An entity that is another file."""
    head = '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return f"{head}<html><body><p>plan &x;</p></body></html>".encode()


def every_digit_everywhere() -> bytes:
    """Everything that Unicode calls a digit or number, where plans have numbers."""
    digits = [chr(c) for c in range(0x110000) if chr(c).isdigit() or chr(c).isnumeric()]
    forms = (
        *(
            "{0}. โครงการ",
            "ยุทธศาสตร์ที่ {0} พัฒนา",
            "งบประมาณ {0} บาท",
            "ร้อยละ {0}",
            "พ.ศ. 25{0}{0}",
            "{0}\t{0}\t{0} บาท",
        ),
        *(
            "({0}) ก",
            "1.{0} ก",
            "วันที่ {0} มกราคม 256{0}",
            "ที่ มท {0}/ว {0}",
            "ปี 2567 - {0}",
            "{0},{0}{0}{0}.{0}{0} ล้านบาท",
        ),
    )
    return (_PLAN + "\n".join(form.format(d) for d in digits for form in forms)).encode()


def numbers_without_end() -> bytes:
    """Numbers of five thousand digits, where plans have numbers."""
    return "\n".join(
        form.format(digit * 5_000)
        for digit in ("9", "๙", "1,", "0.", "1.")
        for form in (
            *(
                "{0}. โครงการ",
                "ยุทธศาสตร์ที่ {0} พัฒนา",
                "งบประมาณ {0} บาท",
                "ร้อยละ {0}",
                "พ.ศ. {0}",
                "ก\t{0}\t{0} บาท",
            ),
            *(
                "({0}) ก",
                "1.{0} ก",
                "วันที่ {0} มกราคม {0}",
                "ที่ มท {0}/ว {0}",
                "ปีงบประมาณ {0} - {0}",
                "{0} ล้านบาท",
            ),
            *(
                "<ol start={0}><li value={0}>ก</ol>",
                "<table><tr><td colspan={0} rowspan={0}>ก</table>",
                "&#{0};",
            ),
        )
    ).encode()


def money_that_no_column_holds() -> bytes:
    """Amounts that are numbers, and larger than any budget."""
    amounts = ("9" * 20, "9" * 40, "9" * 400, "1e400", "-1", "0", "99,999,999,999,999,999,999.99", "9" * 17)
    rows = "".join(f"{n}\tโครงการ\t{amount}\t{amount} ล้านบาท\n" for n, amount in enumerate(amounts))
    said = "".join(f"งบประมาณ {amount} ล้านล้านบาท\n" for amount in amounts)
    return f"{_PLAN}\n{said}\nลำดับ\tโครงการ\tงบประมาณ (บาท)\t๒๕๖๗ (ล้านบาท)\n{rows}".encode()


def half_surrogates() -> bytes:
    """Halves of UTF-16 pairs written as UTF-8, overlong letters, letters beyond Unicode."""
    return (
        _PLAN.encode()
        + b"\xed\xa0\x80\xed\xbf\xbf\xc0\x80\xf4\x90\x80\x80\xf8\x88\x80\x80\x80" * 3
        + _PLAN.encode()
    )


def two_encodings() -> bytes:
    """Half in UTF-8 and half in Windows 874, as when two people wrote it."""
    return _PLAN.encode() * 20 + _PLAN.encode("cp874") * 20


def noncharacters() -> bytes:
    """Characters that Unicode will never assign, and those that other software keeps for itself."""
    return (
        _PLAN * 20 + "".join(map(chr, (*range(0xFDD0, 0xFDF0), 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF)))
    ).encode()


def zero_bytes() -> bytes:
    """A zero byte in every line."""
    return _PLAN.encode().replace(b"\n", b"\x00\n")


_BYTES: Mapping[str, Callable[[], bytes]] = {
    "no-bytes.txt": lambda: b"",
    "no-bytes.pdf": lambda: b"",
    "no-bytes.html": lambda: b"",
    "blanks.md": lambda: b" \t\r\n\x0b\x0c" * 1_000,
    "byte-order-mark-alone.txt": lambda: b"\xef\xbb\xbf",
    "byte-order-mark-of-utf-16-alone.txt": lambda: b"\xff\xfe",
    "byte-order-mark-twice.txt": lambda: b"\xef\xbb\xbf" * 2 + _PLAN.encode(),
    "byte-order-mark-of-utf-32.txt": lambda: b"\xff\xfe\x00\x00" + b"\xff\xff\xff\x7f" * 9,
    "utf-16.txt": lambda: _PLAN.encode("utf-16-le"),
    "utf-16-odd.txt": lambda: _PLAN.encode("utf-16-le")[:-1],
    "only-zero-bytes.txt": lambda: bytes(100_000),
    "only-ff.txt": lambda: b"\xff" * 100_000,
    "every-byte.txt": lambda: bytes(range(256)) * 100,
    "zero-bytes.txt": zero_bytes,
    "half-surrogates.txt": half_surrogates,
    "two-encodings.txt": two_encodings,
    "noncharacters.txt": noncharacters,
    "text-named-pdf.pdf": lambda: _PLAN.encode(),
    "pdf-named-text.txt": lambda: b"%PDF-1.7\n" + _PLAN.encode(),
    "zip-named-pdf.pdf": lambda: b"PK\x03\x04" + bytes(1_000),
    "header-alone.pdf": lambda: b"%PDF-1.7\n",
    "unknown-kind.dwg": lambda: b"PK\x03\x04" + bytes(1_000),
    "no-suffix": lambda: _PLAN.encode(),
    "long-line.txt": long_line,
    "long-line-within-the-size.txt": long_line_within_the_size,
    "millions-of-empty-lines.txt": millions_of_empty_lines,
    "a-billion-tab-cells.txt": partial(tab_cells, 1, 9_000_000),
    "a-million-tab-cells.txt": partial(tab_cells, 100_000, 10),
    "wide-tab-cells.txt": partial(tab_cells, 20, 5_000),
    "as-wide-as-allowed.txt": partial(tab_cells, 400, 500),
    "pipe-cells.md": partial(pipe_cells, 20_000, 10),
    "wide-pipe-cells.md": partial(pipe_cells, 10, 400),
    "spaced-cells.txt": partial(spaced_cells, 2_000, 40),
    "wide-spaced-cells.txt": partial(spaced_cells, 10, 20_000),
    "ragged-columns.txt": ragged_columns,
    "one-row-of-many-lines.txt": one_row_of_many_lines,
    "deep-div.html": partial(nested, "div"),
    "deep-bold.html": partial(nested, "b"),
    "deep-tables.html": partial(nested, "table", "tr", "td"),
    "deep-lists.html": partial(nested, "ul", "li"),
    "deep-paragraphs.html": lambda: html_page("<p>ก" * 100_000),
    "deep-cells-unclosed.html": lambda: html_page("<table>" + "<tr><td>ก" * 50_000),
    "deep-fonts-unclosed.html": lambda: html_page("<font>ก" * 50_000),
    "deep-in-text.txt": lambda: (_PLAN + "<table><tr><td>" * 1_000 + "ก" + "</table>" * 1_000).encode(),
    "many-cells.html": partial(html_table, "<td>1</td>", 20_000, 8),
    "many-tables.html": lambda: html_page("<table><tr><td>1</td><td>2</td></tr></table>" * 20_000),
    "colspan-without-end.html": partial(html_table, "<td>1</td>", 3, 3, '<td colspan="1000000000">ก</td>'),
    "colspan-in-every-cell.html": partial(html_table, '<td colspan="499">1</td>', 5_000, 1),
    "rowspan-without-end.html": partial(html_table, "<td>1</td>", 300, 3, '<td rowspan="1000000000">ก</td>'),
    "rowspan-in-every-cell.html": partial(html_table, '<td rowspan="65534">1</td>', 450, 1),
    "rowspan-of-thousands.html": partial(html_table, '<td rowspan="5000" colspan="50">1</td>', 5_000, 1),
    "attribute-of-megabytes.html": lambda: html_page(f'<p title="{"ก" * 3_000_000}">ข</p>'),
    "entity-bomb.html": entity_bomb,
    "foreign-entity.html": foreign_entity,
    "scripts-unclosed.html": lambda: html_page("<script>" * 50_000),
    "comments-unclosed.html": lambda: html_page("<!-- " * 50_000),
    "end-tags-alone.html": lambda: html_page("</div></table></td>" * 50_000),
    "preformatted.html": lambda: html_page("<pre>" + "1\n" * 100_000 + "</pre>"),
    "frames.html": lambda: html_page("<iframe>" * 20_000 + "<select><option>ก" * 20_000),
    "every-digit-everywhere.txt": every_digit_everywhere,
    "numbers-without-end.txt": numbers_without_end,
    "money-that-no-column-holds.txt": money_that_no_column_holds,
    "one-letter-many-marks.txt": lambda: (_PLAN + "ก" + "่" * 100_000 + "\n").encode(),
    "one-letter-all-marks.txt": lambda: (_PLAN + "ก" + "ัิีึืฺุู็่้๊๋์ํ๎" * 7_000 + "\n").encode(),
}

EVERY: Mapping[str, Callable[[], bytes]] = {
    **_BYTES,
    **{f"flood-of-{name}.txt": partial(flood, unit) for name, unit in LETTERS.items()},
    **{f"lines-of-{name}.txt": partial(lines, unit) for name, unit in LINES.items()},
    **{f"paragraphs-of-{name}.txt": partial(paragraphs, unit) for name, unit in LINES.items()},
}

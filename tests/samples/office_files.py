"""Small Word and Excel files, written part by part: the same calls give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

Value = str | int | float | None

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument"
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_LAST = "<w:p/><w:sectPr/>"
"""What ends every text of Word: LibreOffice drops a table that nothing follows when it saves a .doc file."""
_WHOLE = "<w:trPr><w:cantSplit/></w:trPr>"
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of parts, always of the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def relations(targets: Mapping[str, tuple[str, str]], extra: str = "") -> str:
    """A part of relations: type and target by id."""
    listed = "".join(
        f'<Relationship Id="{key}" Type="{_TYPES}/{kind}" Target={quoteattr(target)}/>'
        for key, (kind, target) in targets.items()
    )
    return f'{_DECLARED}<Relationships xmlns="{_RELATIONS}">{listed}{extra}</Relationships>'


def paragraph(
    text: str, *, style: str = "", numbered: tuple[int, int] | None = None, bold: bool = False
) -> str:
    """A paragraph of Word; `numbered` is its list and how deep it stands in it (0-based)."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbered:
        named += f'<w:numPr><w:ilvl w:val="{numbered[1]}"/><w:numId w:val="{numbered[0]}"/></w:numPr>'
    heavy = "<w:rPr><w:b/><w:bCs/></w:rPr>" if bold else ""
    words = f'<w:r>{heavy}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return f"<w:p><w:pPr>{named}</w:pPr>{words}</w:p>"


def cell(text: str, *, span: int = 1, merge: str = "") -> str:
    """A cell of a Word table; `merge` is "restart" or "continue" where it is merged downwards."""
    own = f'<w:tcW w:w="{1800 * span}" w:type="dxa"/>'
    own += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    own += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return f"<w:tc><w:tcPr>{own}</w:tcPr>{''.join(map(paragraph, text.split(chr(10))))}</w:tc>"


def table(rows: Sequence[Sequence[str]]) -> str:
    """A Word table from rows of cells, each a text or what `cell` gave; the end of a page cuts no row."""
    made = "".join(
        f"<w:tr>{_WHOLE}{''.join(c if c.startswith('<w:tc>') else cell(c) for c in row)}</w:tr>"
        for row in rows
    )
    width = max((len(row) for row in rows), default=0)
    grid = '<w:gridCol w:w="1800"/>' * width
    borders = f"<w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr>"
    return f"<w:tbl>{borders}<w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>"


def word_file(
    body: Sequence[str], numbering: str = "", parts: Mapping[str, str | bytes] | None = None
) -> bytes:
    """A Word file with a body of paragraphs and tables; `numbering` has its lists."""
    document = f"{_DECLARED}<w:document {_W} {_R}><w:body>{''.join(body)}{_LAST}</w:body></w:document>"
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/>'
        f'<w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
        for n in (1, 2, 3)
    )
    types = (
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.wordprocessingml.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_MAIN}.wordprocessingml.styles+xml"/>'
        f'<Override PartName="/word/numbering.xml" ContentType="{_MAIN}.wordprocessingml.numbering+xml"/>'
    )
    return archive(
        {
            "[Content_Types].xml": _types(types),
            "_rels/.rels": relations({"d": ("officeDocument", "word/document.xml")}),
            "word/document.xml": document,
            "word/_rels/document.xml.rels": relations(
                {"s": ("styles", "styles.xml"), "n": ("numbering", "numbering.xml")}
            ),
            "word/styles.xml": f"{_DECLARED}<w:styles {_W}>{styles}</w:styles>",
            "word/numbering.xml": f"{_DECLARED}<w:numbering {_W}>{numbering}</w:numbering>",
            **(parts or {}),
        }
    )


def numbered_list(number: int, levels: Sequence[tuple[str, str, int]]) -> tuple[str, str]:
    """The two parts of a list definition: format, text and first number of each level."""
    made = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f"<w:lvlText w:val={quoteattr(text)}/></w:lvl>"
        for depth, (form, text, start) in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="{number}">{made}</w:abstractNum>',
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>',
    )


def excel_file(
    sheets: Mapping[str, Sequence[Sequence[Value]]],
    *,
    merges: Sequence[str] = (),
    formats: Sequence[str] = ("General", "#,##0"),
    number_style: int = 1,
    before_rows: str = "",
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """An Excel file of sheets of rows; numbers have the format `formats[number_style]`."""
    names = list(sheets)
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="s{n}"/>' for n, name in enumerate(names, 1)
    )
    own = "".join(
        f'<numFmt numFmtId="{200 + n}" formatCode={quoteattr(code)}/>' for n, code in enumerate(formats)
    )
    styles = "".join(f'<xf numFmtId="{200 + n}" applyNumberFormat="1"/>' for n in range(len(formats)))
    types = (
        f'<Override PartName="/xl/workbook.xml" ContentType="{_MAIN}.spreadsheetml.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_MAIN}.spreadsheetml.styles+xml"/>'
    ) + "".join(
        f'<Override PartName="/xl/sheet{n}.xml" ContentType="{_MAIN}.spreadsheetml.worksheet+xml"/>'
        for n in range(1, len(names) + 1)
    )
    targets = {f"s{n}": ("worksheet", f"sheet{n}.xml") for n in range(1, len(names) + 1)}
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in merges)
    merged = f"<mergeCells>{merged}</mergeCells>" if merges else ""
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": _types(types),
        "_rels/.rels": relations({"d": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f"{_DECLARED}<workbook {_S} {_R}><sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations({**targets, "st": ("styles", "styles.xml")}),
        "xl/styles.xml": (
            f"{_DECLARED}<styleSheet {_S}><numFmts>{own}</numFmts><fonts><font/></fonts>"
            "<fills><fill/></fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs>"
            f"<cellXfs>{styles}</cellXfs></styleSheet>"
        ),
    }
    for n, name in enumerate(names, 1):
        rows = "".join(_row(number, row, number_style) for number, row in enumerate(sheets[name], 1))
        made[f"xl/sheet{n}.xml"] = (
            f"{_DECLARED}<worksheet {_S}>{before_rows}<sheetData>{rows}</sheetData>{merged}</worksheet>"
        )
    return archive({**made, **(parts or {})})


def _row(number: int, values: Sequence[Value], style: int) -> str:
    cells = "".join(_cell(f"{column(at)}{number}", value, style) for at, value in enumerate(values))
    return f'<row r="{number}">{cells}</row>'


def _cell(name: str, value: Value, style: int) -> str:
    if value is None or value == "":
        return f'<c r="{name}"/>'
    if isinstance(value, str):
        return f'<c r="{name}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f'<c r="{name}" s="{style}"><v>{value}</v></c>'


def column(at: int) -> str:
    """The letters of a column counted from 0."""
    return (chr(64 + at // 26) if at >= 26 else "") + chr(65 + at % 26)


def _types(overrides: str) -> str:
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    return (
        f'{_DECLARED}<Types xmlns="{types}"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{overrides}</Types>"
    )

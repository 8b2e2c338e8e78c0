"""Printed lines joined into paragraphs, each with the label or item number that it starts with.

Documents wrap lines hard, and OCR keeps the wraps. A line goes on with the one above when it starts
nothing of its own and the line above is long enough to have been wrapped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from pipeline.evidence.decisions import Trace, decided, decision, is_on, merged, tracing
from pipeline.fields import ACTIONS, STRATEGIC
from pipeline.model import Block, Document, Grid, Line, Place
from pipeline.patterns import regex
from pipeline.segment.captions import parted
from pipeline.segment.clauses import STYLE as CLAUSE
from pipeline.segment.clauses import clauses
from pipeline.segment.furniture import Furniture
from pipeline.segment.leads import Lead, lead_below, lead_of, plain_lead, plain_leads, told_inside, wide_lead
from pipeline.segment.margins import Margins, body_size, farthest_step, line_step
from pipeline.segment.named_parts import begin_alike, closes
from pipeline.thai.numerals import ItemNumber, split_item_number
from pipeline.thai.wrapping import first_word, joint
from pipeline.vocabulary import Label, vocabulary

OFF_CENTRE = 1.0
"""Lines about one middle are at most so many points off it."""
INDENTED = 6.0
"""The first line of a paragraph stands in by more than this (points)."""
WRAPPED_LEAST = 40
"""A line shorter than this was ended on purpose (characters)."""
GAP = 1.35
"""A line this many times as far below the last one as lines usually are starts a paragraph."""
LEAST_NAME = 12
"""A name in bold before its explanation has at least so many characters, its number among them."""
LEAST_END = 3
"""The end of a name in bold that goes on from the line above has at least so many characters."""
DISPLAY = 1.5
"""Type this much larger than that of the text is that of titles (points)."""
WIDEST_STEP = 1.9
"""Lines of one title stand no further apart than this many times their size."""
MAX_HEADING = 400
"""No heading or label stands at the start of a paragraph longer than this (characters)."""

_CONTENTS_LINE = regex.compile(r"(?:\.\s?){4,}|…{2,}|\.{3,}\s*[0-9๐-๙]{1,3}\s*$|_{4,}\s*[0-9๐-๙]{1,3}\s*$")
_TRAILING_PAGE = regex.compile(r"[ก-๙A-Za-z)](?:\s{3,}|\t+)[0-9๐-๙]{1,3}\s*$")
_OPEN_YEAR = regex.compile(r"(?:ปี|ปีงบประมาณ)\s*$")
_ERA = regex.compile(r"(?:พ\s?\.\s?ศ\s?\.\s*)?(?:25[0-9]{2}|๒๕[๐-๙]{2})\b")
"""A year that the next line gives: "… ประจำปีงบประมาณ" over "พ.ศ. ๒๕๖๙ …"."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, or one grid. `gap` says that a blank line or a page break stood before it.

    `wrapped` says that the right margin of a page ended the line before it; `rules` are the decisions that
    made it.

    `label` is a numbered label ("ยุทธศาสตร์ที่ ๑"), `lead` the fields of an unnumbered one ("ค่าเป้าหมาย :
    …"), `printed` its `text` then lacks; `item` is a leading item number.
    """

    text: str
    raw: str
    place: Place
    gap: bool
    bullet: bool = False
    bold: bool = False
    indent: float = 0.0
    label: Label | None = None
    item: ItemNumber | None = None
    lead: tuple[str, ...] = ()
    printed: str | None = None
    titles: tuple[str, ...] = ()
    grid: Grid | None = None
    contents: bool = False
    wrapped: bool = False
    rules: tuple[str, ...] = ()
    size: float | None = None
    display: bool = False
    after_end: bool = False
    explains: bool = False

    @property
    def label_field(self) -> str | None:
        """The field of the numbered label."""
        return self.label.field if self.label else None

    @property
    def starts(self) -> bool:
        """Whether this paragraph starts something of its own, so that it cannot go on with the one above."""
        return self.opens or bool(self.titles)

    @property
    def opens(self) -> bool:
        """The same of a line that was wrapped: words that are a title elsewhere are none in it."""
        return bool(self.label or self.item or self.lead or self.bullet or self.grid)


def paragraphs(document: Document) -> tuple[Paragraph, ...]:
    """All paragraphs of a document, without page numbers and lines of a table of contents."""
    joined: list[Paragraph] = []
    plain = plain_leads(document)
    pieces = list(_pieces(document))
    for piece, below in zip_longest(pieces, pieces[1:]):
        last = joined[-1] if joined else None
        if last is not None and not piece.starts:
            plainly = plain_lead(plain, piece.text) if last.item or last.bullet or last.lead else None
            piece = _led(piece, plainly or lead_below(last.label_field, last.text, piece.text))
        with tracing() as trace:
            goes_on = last is not None and not _names_list(last, piece, below) and _goes_on(last, piece)
        if last is not None and goes_on:
            joined[-1] = replace(_join(last, piece), rules=_rules(last, piece, trace))
        else:
            joined.append(piece)
    kept = (p for p in joined if not (p.contents and is_on("contents_line_dropped")))
    return tuple(part for p in kept for part in _split_inner_label(p))


def _rules(last: Paragraph, piece: Paragraph, trace: Trace) -> tuple[str, ...]:
    return merged((Trace(last.rules), Trace(piece.rules), trace))


def _pieces(document: Document) -> Iterator[Paragraph]:
    furniture, margins, body = Furniture(document), Margins(document), body_size(document)
    numbered = clauses(document)
    open_line: Line | None = None
    for page in document.pages:
        step = line_step(page.blocks)
        last: Block | None = None
        for at, block in enumerate(page.blocks):
            gap = last is None or _is_apart(last, block, step)
            if isinstance(block, Grid) and furniture.is_foot(block, page.blocks):
                continue
            if isinstance(block, Grid):
                for part in parted(block):
                    if isinstance(part, Line):
                        yield replace(_read_line(part, True), rules=("caption_out_of_table",))
                    else:
                        yield Paragraph("", "", part.place, gap, grid=part)
                open_line = None
            elif furniture.holds(page, at):
                continue
            else:
                wrapped = open_line is not None and margins.wraps(open_line, block)
                ended = open_line is not None and not wrapped and margins.ends(open_line)
                display = body > 0 and (block.size or 0.0) >= body + DISPLAY
                close = display and not _is_apart_for_its_size(last, block)
                parts = _parts(block, gap and not close, open_line)
                clause = numbered.get(id(block))
                if clause is not None and decided("clauses_count_on", not block.bullet):
                    parts = [_as_clause(parts[0], clause)]
                for piece in parts:
                    yield replace(
                        piece,
                        wrapped=wrapped and (last is None or not gap),
                        after_end=ended,
                        size=block.size,
                        display=display,
                    )
                open_line = block
            last = block


def _is_apart_for_its_size(above: Block | None, line: Line) -> bool:
    """Whether more than the usual white stands above a line in larger type than the text."""
    if not isinstance(above, Line) or above.place.bbox is None or line.place.bbox is None or not line.size:
        return True
    return not 0 < line.place.bbox[1] - above.place.bbox[1] <= WIDEST_STEP * line.size


def _parts(line: Line, gap: bool, above: Line | None) -> list[Paragraph]:
    """What a line is: one paragraph, a label with its first item, or the end of a name in bold and the text
    that explains it."""
    whole = _read_line(line, gap)
    begins = bool(whole.item or whole.label)
    goes_on = above is not None and above.bold and not begins
    least = LEAST_END if goes_on else LEAST_NAME
    if least <= line.bold_lead < len(line.text) and (begins or goes_on):
        name, rest = line.text[: line.bold_lead].rstrip(), line.text[line.bold_lead :].strip()
        named = _read_line(replace(line, text=name, bold=True), gap)
        if (named.item or named.label or not begins) and named.text:
            text = Paragraph(
                rest, line.raw, line.place, False, indent=line.indent + 2 * INDENTED, explains=True
            )
            return [named, text]
    return _label_and_first_item(whole)


def _label_and_first_item(part: Paragraph) -> list[Paragraph]:
    """A label with the first item of its list in one line: "เป้าประสงค์ : ๑. ชุมชนสะอาด" is both."""
    item = split_item_number(part.text) if part.lead and not part.bullet else None
    if item is None or not item.rest or item.number.rpartition(".")[2] != "1":
        return [part]
    label = replace(part, text=part.printed or "", titles=part.lead, lead=(), printed=None)
    return [label, replace(part, gap=False, lead=(), printed=None, item=item, text=item.rest.strip())]


def _is_apart(above: Block, below: Block, step: float) -> bool:
    """Whether a blank line stands between two blocks: in a text by line numbers, on a PDF page by the
    distance."""
    if isinstance(below, Line) and (below.goes_on or below.begins):
        return below.begins
    a, b = above.place, below.place
    if a.bbox is not None and b.bbox is not None:
        down = b.bbox[1] - a.bbox[1]
        return isinstance(above, Grid) or down > min(GAP * step, farthest_step(above, below)) or down < 0
    end = a.line_end or a.line_start
    return end is None or b.line_start is None or b.line_start > end + 1


def _read_line(line: Line, gap: bool) -> Paragraph:
    text = line.text.strip()
    dotted = bool(_CONTENTS_LINE.search(text)) and not text.endswith(("พ.ศ.....", "พ.ศ. ....", "พ.ศ. ..."))
    contents = line.contents or dotted
    contents = contents or (
        bool(_TRAILING_PAGE.search(line.raw))
        and (vocabulary().label(text) or split_item_number(text)) is not None
    )
    base = Paragraph(text, line.raw, line.place, gap, line.bullet, line.bold, line.indent, contents=contents)
    return _recognise(base)


def _recognise(p: Paragraph) -> Paragraph:
    """The paragraph with its label, item number or lead found."""
    if len(p.text) > MAX_HEADING and not regex.match(r"[\s(]*[0-9๐-๙]", p.text):
        return p
    label = vocabulary().label(p.text)
    if label is not None:
        return replace(p, label=label, text=label.rest)
    item = split_item_number(p.text)
    inner = vocabulary().label(item.rest.strip()) if item is not None else None
    if inner is not None and inner.field in STRATEGIC and inner.rest and not p.bullet:
        return replace(p, label=inner, text=inner.rest)
    if item is not None:
        return replace(
            p, item=item, text=item.rest.strip(), titles=vocabulary().title_fields(item.rest.strip())
        )
    titles = vocabulary().title_fields(p.text.rstrip(" :："))
    return _led(replace(p, titles=titles), lead_of(p.text, bold=p.bold and p.gap) or wide_lead(p.raw))


def _as_clause(p: Paragraph, clause: ItemNumber) -> Paragraph:
    named = _recognise(replace(p, text=clause.rest, titles=()))
    return replace(named, item=clause, text=clause.rest, label=None, lead=(), printed=None)


def _led(p: Paragraph, lead: Lead | None) -> Paragraph:
    return replace(p, lead=lead[0], printed=lead[1], text=lead[2], titles=()) if lead else p


@decision("name_over_its_list")
def _names_list(last: Paragraph, piece: Paragraph, below: Paragraph | None) -> bool:
    """Whether a line below a list item is the name of the next list ("แนวทางการพัฒนา" over "๑) …"), though the
    line above it is full."""
    named = piece.titles[:1] and piece.titles[0] not in STRATEGIC
    if not named or piece.opens or below is None or not (last.item or last.bullet):
        return False
    first = (
        below.item is not None
        and below.item.number == "1"
        and not last.text.endswith(vocabulary().unfinished)
    )
    return first and len(piece.text) < WRAPPED_LEAST


def _goes_on(last: Paragraph, piece: Paragraph) -> bool:
    if piece.explains:
        return False
    untitled = last.label is not None and not last.text and piece.grid is None
    clause = piece.item is not None and piece.item.style == CLAUSE
    plain = not (piece.label or piece.bullet or piece.lead or (piece.item and not clause))
    if decided("label_takes_title_below", untitled and plain):
        return True
    if last.display and last.grid is None and piece.display and not piece.gap:
        own = not piece.opens and not last.contents
        return decided("display_title_goes_on", last.size == piece.size and own)
    if decided("type_sets_title_apart", _is_set_apart(last, piece)):
        return False
    if decided("label_inside_a_sentence", piece.label is not None and _mentions(last, piece)):
        return True
    told = piece.wrapped and not piece.opens and not last.contents and not piece.contents
    if decided("closing_words_begin_anew", closes(piece.text)):
        return False
    if decided("wrapped_line_goes_on", told):
        return True
    if not piece.gap and not piece.opens and _is_cut_off(last):
        return True
    dated = _ERA.match(piece.text) and _OPEN_YEAR.search(last.text) and last.grid is None
    if decided("year_goes_on_below", dated and not piece.opens):
        return True
    if piece.starts or last.grid is not None:
        return False
    if piece.gap:
        return False
    if last.titles and not last.text.endswith(("และ", "/")):
        return False
    if last.contents or piece.contents:
        return last.contents and piece.contents
    if decided("parallel_lines_are_a_list", not piece.wrapped and begin_alike(last.text, piece.text)):
        return False
    if decided("title_ended_on_purpose", _was_ended(last, piece)):
        return False
    if decided("long_line_goes_on", _last_line_length(last) >= WRAPPED_LEAST):
        return True
    titled = last.label is not None and len(last.text) > 0 and not piece.bold and not piece.after_end
    titled = titled and _last_line_length(piece) <= _last_line_length(last)
    return decided("short_title_goes_on", titled)


def _was_ended(last: Paragraph, piece: Paragraph) -> bool:
    """Whether a labelled title was ended on purpose: room was left in its column, or the first word of a
    longer line below had room behind it."""
    if last.label is None or not last.text:
        return False
    own, below = _last_line_length(last), _last_line_length(piece)
    room = own + len(first_word(piece.text)) < below and below >= WRAPPED_LEAST
    return piece.after_end or (room and piece.place.bbox is None)


def _is_set_apart(last: Paragraph, piece: Paragraph) -> bool:
    """Whether type tells a title from the text below it: its size, or its weight where the text begins
    anew."""
    if last.grid is not None or piece.grid is not None:
        return False
    if (
        last.size
        and piece.size
        and abs(last.size - piece.size) >= DISPLAY
        and (last.display or piece.display)
    ):
        return True
    return last.bold and not piece.bold


def _mentions(last: Paragraph, piece: Paragraph) -> bool:
    """Whether a wrapped line only happens to begin with a label: "…สอดคล้องกับแผนแม่บท" over "ประเด็นที่ ๒๑ ด้าน…".

    It stands at the margin of a paragraph whose first line is indented, in the same type, as one of its
    lines.
    """
    return (
        piece.wrapped
        and not piece.bullet
        and piece.bold == last.bold
        and last.grid is None
        and not last.contents
        and last.indent - piece.indent > INDENTED
        and not decided("centred_lines_are_apart", _are_centred(last, piece))
    )


def _are_centred(last: Paragraph, piece: Paragraph) -> bool:
    """Whether two labelled lines of unlike lengths are printed about one middle, as those over a form are."""
    a, b = last.place.bbox, piece.place.bbox
    return (
        last.label is not None
        and a is not None
        and b is not None
        and abs((a[0] + a[2]) - (b[0] + b[2])) <= 2 * OFF_CENTRE
    )


@decision("cut_off_item_goes_on")
def _is_cut_off(p: Paragraph) -> bool:
    """Whether a list item ends with a word that needs another: "… โดยพัฒนาตาม" over "แนวทาง ดังนี้"."""
    unfinished = p.text.rstrip().endswith(vocabulary().unfinished)
    return p.item is not None and unfinished and _last_line_length(p) >= WRAPPED_LEAST


def _last_line_length(p: Paragraph) -> int:
    return len(p.raw.rstrip("\n").rsplit("\n", 1)[-1].strip())


def _join(last: Paragraph, piece: Paragraph) -> Paragraph:
    printed = piece.place.bbox is not None
    between = joint(last.text, piece.text) if printed else " "
    text = f"{last.text}{between}{piece.text}".strip()
    return replace(
        last, text=text, raw=f"{last.raw}\n{piece.raw}", place=last.place.to(piece.place), titles=()
    )


def _split_inner_label(p: Paragraph, about: tuple[str | None, ...] = ()) -> Iterator[Paragraph]:
    """ "ตัวชี้วัดที่ ๒.๑ : … ค่าเป้าหมาย : …" are two: the indicator and its target."""
    begins = p.label or p.lead or (p.item and vocabulary().starts_with_field(p.text) not in ACTIONS)
    about = (*about, p.label_field, *p.lead)
    found = told_inside(p.text, about) if begins and is_on("inner_label_splits") else None
    if found is None:
        yield p
        return
    rules = merged((Trace(p.rules), Trace(("inner_label_splits",))))
    label, fields = found
    yield replace(p, text=p.text[: label.start()].strip(), rules=rules)
    rest = p.text[label.end() :].strip()
    piece = Paragraph(rest, p.raw, p.place, gap=False, lead=fields, rules=rules)
    yield from _split_inner_label(piece, about)

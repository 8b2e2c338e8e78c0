"""Whether what stands in a column goes on with what stands above it.

A page break cuts rows in two: the lower half starts in the middle of a sentence or of a numbered list.
Tables without rules do the same to long cells. These functions look at two texts, the one above and the
one below.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TypeAlias

from pipeline.evidence.decisions import decided, decision
from pipeline.patterns import regex
from pipeline.thai.bullets import BULLETS
from pipeline.thai.numerals import Item, ItemNumber, split_item_number, split_run_on, to_arabic
from pipeline.vocabulary import vocabulary

_NESTING = ("1.", "1)", "(1)")
"""How numbers are printed, outermost first: "๑)" may be a part of "๑.", and "๑." is none of "๑)"."""

_BULLET = regex.compile(rf"^\s*(?:[{BULLETS}]|[-–](?=\s|$|[ก-ฮเ-ไ]))\s*")
_WORDS = regex.compile(r"\s*[\"“(]?[ก-ฮเ-ไA-Za-z]")
_LABEL_END = regex.compile(r"\s*(?:\([A-Za-z]+\))?\s*[:：]?\s*")
_SUB_LABEL = regex.compile(r"(?P<word>[ก-๙]{3,20})ที่\s*(?P<number>[0-9๐-๙]+)")
_NEW_PROJECT = regex.compile(r"^(?:โครงการ|แผนงาน)")
_NEW_ACTION = regex.compile(r"^(?:โครงการ|กิจกรรม(?!หลัก|ย่อย)|มาตรการ|แผนงาน|ภารกิจ|ผลผลิต(?!\s*[:(]))")


LabelAt: TypeAlias = tuple[int, str]
"""An inner label of a cell: where it begins in the cell's text, and its words."""


def is_bullet(text: str) -> bool:
    """Whether a text starts with a list bullet."""
    return bool(_BULLET.match(text))


def without_bullet(text: str) -> str:
    """A text without the bullet it starts with.

    >>> without_bullet("- อบรมแกนนำ"), without_bullet("-๕ องศา")
    ('อบรมแกนนำ', '-๕ องศา')
    """
    return _BULLET.sub("", text).strip()


def _last_number(text: str) -> tuple[str, str] | None:
    """The style and number of the last item of the list in a text, or None where there is no list."""
    items = [i for i in split_run_on(text) if i.number is not None]
    return (items[-1].style or "", items[-1].number or "") if items else None


def _first_style(text: str) -> str:
    """The style of the first item of the list in a text, "" where there is no list."""
    return next((i.style or "" for i in split_run_on(text) if i.number is not None), "")


@decision("list_counts_on")
def follows(above: str, below: str) -> bool:
    """Whether `below` starts with the item after the last one of a list inside `above`.

    >>> follows("โครงการโรงเรียนสีขาว ๑. อบรมแกนนำ", "๒. จัดค่าย")
    True
    >>> follows("๑. โครงการโรงเรียนสีขาว", "๒. โครงการจัดค่าย")
    False
    """
    item = split_item_number(below)
    if item is None:
        return _sub_label_follows(above, below)
    inner = above
    own = split_item_number(above)
    if own is not None and own.style == item.style:
        inner = own.rest
    return _before(item, inner)


def _before(item: ItemNumber, above: str) -> bool:
    """Whether the item before `item` stands in a text, in the same printed form."""
    head, dot, last = item.number.rpartition(".")
    if not last.isdigit() or int(last) < 2:
        return False
    return _printed(f"{head}{dot}{int(last) - 1}", item.style).search(to_arabic(above)) is not None


def _printed(number: str, style: str) -> regex.Pattern[str]:
    """An item number as it is printed in a text of Arabic digits."""
    opening = r"\(\s?" if style.startswith("(") else r"(?:^|(?<=[\s/]))"
    closing = r"\s?\)" if style.endswith(")") else r"\s?\.(?!\d)" if style.endswith(".") else r"(?![\d.])"
    return regex.compile(f"{opening}{regex.escape(number)}{closing}")


def _place_of(number: str, style: str, text: str) -> int | None:
    """Where an item with its words begins in a text, None where it does not."""
    found = (m for m in _printed(number, style).finditer(to_arabic(text)) if _WORDS.match(text, m.end()))
    return next((m.start() for m in found), None)


def _sub_label_follows(above: str, below: str) -> bool:
    """ "กิจกรรมที่ ๓ …" below a text that has "กิจกรรมที่ ๒ …" within it goes on with it.

    >>> _sub_label_follows("ค่ายดนตรี กิจกรรมที่ ๒ ซ้อมวง", "กิจกรรมที่ ๓ แสดง")
    True
    >>> _sub_label_follows("กิจกรรมที่ ๒ ซ้อมวง", "กิจกรรมที่ ๓ แสดง")
    False
    """
    label = _SUB_LABEL.match(below.strip())
    if label is None:
        return False
    above = above.strip()
    within = [m for m in _SUB_LABEL.finditer(above) if m["word"] == label["word"]]
    if not within or not within[0].start():
        return False
    numbers = [int(to_arabic(m["number"])) for m in within]
    return int(to_arabic(label["number"])) == numbers[-1] + 1


def _next(number: str) -> str:
    head, dot, last = number.rpartition(".")
    return f"{head}{dot}{int(last) + 1}" if last.isdigit() else number


def goes_on(above: str, below: str, *, breaks: bool, owned: bool) -> bool:
    """Whether the cell `below` goes on with the record text `above`.

    `breaks`: a page break stands between. `owned`: the row of `below` has an agency or another thing of
    its own that a new record brings with it.
    """
    words = vocabulary()
    text = below.strip()
    if not above.strip() or not text:
        return False
    if follows(above, text):
        return True
    if split_item_number(text) is not None or words.label(text) is not None:
        return False
    if is_bullet(text):
        return decided("bullet_goes_on", not owned)
    if (_NEW_PROJECT if breaks and not owned else _NEW_ACTION).match(text):
        return False
    unfinished = text.startswith(words.continues) or above.rstrip().endswith(words.unfinished)
    if decided("unfinished_words_go_on", not owned and unfinished):
        return True
    return decided("cell_goes_on_over_page_break", breaks and not owned)


def split_record_tail(above: str, below: str) -> tuple[str, str]:
    """As `split_tail`, for a column of records: the record above is number n, and the tail ends where n
    + 1 begins. Where the record has a list of its own, n + 1 begins a line.

    >>> split_record_tail("๕. จัดทำหลักสูตร และ", "นำไปใช้\\n๖. แจ้งผู้ปกครอง")
    ('นำไปใช้', '๖. แจ้งผู้ปกครอง')
    """
    own = split_item_number(above)
    if own is None or split_item_number(below) is not None:
        return "", below
    at = _place_of(_next(own.number), own.style, below)
    lists = _place_of("1", own.style, own.rest) is not None
    if at is None or (lists and not below[:at].endswith("\n")):
        return "", below
    return below[:at].strip(), below[at:].strip()


def split_tail(above: str, below: str) -> tuple[str, str]:
    """The part of `below` that still belongs to the text above a page break, and the rest.

    The tail ends where a list starts again at its first number, or where a labelled or numbered piece begins.

    >>> split_tail("๑) สำรวจ ๒) สรุปผลและ", "รายงานผล ๑) จัดประชุม ๒) ติดตาม")
    ('รายงานผล', '๑) จัดประชุม ๒) ติดตาม')
    """
    if not above.strip() or not below.strip():
        return "", below
    last = _last_number(above)
    first = _goes_on_at(below, last) if last is not None else 0
    if first:
        tail, rest = split_tail(above, below[first:])
        return f"{below[:first]}{tail}".strip(), rest
    items = split_run_on(below)
    numbered = [i for i in items if i.number is not None]
    if not numbered:
        return "", below
    if numbered[0] is not items[0] and vocabulary().announces(below[: numbered[0].start].strip()):
        return "", below
    if numbered[0] is not items[0]:
        return (
            _cut(below, numbered[0])
            if _is_first(numbered[0]) or last is None
            else _cut_at_restart(below, numbered, last, _first_style(above))
        )
    if last is not None and not _is_first(numbered[0]):
        return _cut_at_restart(below, numbered, last, _first_style(above))
    return "", below


def split_labelled_tail(
    above: str, below: str, labels_above: Sequence[LabelAt], labels_below: Sequence[LabelAt]
) -> tuple[str, str]:
    """As `split_tail`, for cells with inner labels: what stands before the label that opens the next block
    goes on with the cell above.

    A block has each of its labels once: a label that the last block above has already opens the next one,
    and so does one that blocks begin with ("ผลผลิต", before "ผลลัพธ์"). A list that starts again at
    its first number is new, unless the cell above ends with its label.

    >>> below = "แกนนำ ผลลัพธ์ รู้ ผลผลิต คู่มือ"
    >>> split_labelled_tail("ผลผลิต อบรม", below, [(0, "ผลผลิต")], [(6, "ผลลัพธ์"), (18, "ผลผลิต")])
    ('แกนนำ ผลลัพธ์ รู้', 'ผลผลิต คู่มือ')
    """
    if not above.strip():
        return "", below
    bullets = _leading_bullets(below)
    if bullets and is_bullet(above.strip().rsplit("\n", 1)[-1]) | (" - " in above.rsplit("\n", 1)[-1]):
        return below[:bullets].strip(), below[bullets:].strip()
    if not labels_below:
        return split_tail(above, below)
    item = split_item_number(below)
    if item is not None and item.number == "1" and not _ends_with_label(above, labels_above):
        return split_tail(above, below)
    at = _next_block([label for _, label in labels_above], labels_below)
    if at is not None:
        return below[:at].strip(), below[at:].strip()
    return (below.strip(), "") if labels_above else split_tail(above, below)


def _ends_with_label(text: str, labels: Sequence[LabelAt]) -> bool:
    """Whether nothing follows the last label of a text."""
    return bool(labels) and _LABEL_END.fullmatch(text, labels[-1][0] + len(labels[-1][1])) is not None


def _next_block(labels_above: Sequence[str], labels_below: Sequence[LabelAt]) -> int | None:
    """Where the first label of another block stands, None where all go on with the block above."""
    opening = vocabulary().opening_labels
    block: set[str] = set()
    for label in labels_above:
        block = {label} if label in block or label in opening else block | {label}
    for start, label in labels_below:
        if label in block or label in opening or not block:
            return start
        block.add(label)
    return None


def _leading_bullets(text: str) -> int:
    """Where the bulleted lines at the start of a cell end; 0 where it starts with none or has nothing
    else."""
    at = 0
    for line in text.splitlines(keepends=True):
        if not is_bullet(line):
            return at
        at += len(line)
    return 0


def _is_first(item: Item) -> bool:
    return item.number is not None and item.number.rpartition(".")[2] in ("1", "ก")


def _cut(text: str, item: Item) -> tuple[str, str]:
    return text[: item.start].strip(), text[item.start :].strip()


def _cut_at_restart(text: str, numbered: list[Item], last: tuple[str, str], outer: str) -> tuple[str, str]:
    """Items that count on from the list above are its tail; the list that starts again is not, nor are
    paragraphs without a number below the last item.

    `outer` is the style of the list above, of which the items may be the parts of one item.
    """
    first = numbered[0]
    counts_on = first.style == last[0] and first.number == _next(last[1])
    if first.style == last[0] and not counts_on and not _is_first(first):
        return "", text
    restart = next((i.start for i in numbered[1:] if _is_first(i) and i.style == first.style), None)
    if restart is None:
        inner = _NESTING.index(first.style) if first.style in _NESTING else 0
        restart = _line_of_first(text, {outer, *_NESTING[:inner]} - {first.style})
    if restart is None and counts_on:
        restart = _place_of("1", last[0], text)
    if restart is not None:
        return text[:restart].strip(), text[restart:].strip()
    end = _end_of_items(text)
    return (text[:end].strip(), text[end:].strip()) if counts_on else ("", text)


def _goes_on_at(text: str, last: tuple[str, str]) -> int:
    """Where the item after the last one above stands in a text, before any list that starts again; 0 where
    it does not or the text begins with it."""
    style, number = last
    at = _place_of(_next(number), style, text)
    restart = _place_of("1", style, text)
    return 0 if at is None or (restart is not None and restart < at) else at


def _line_of_first(text: str, styles: Collection[str]) -> int | None:
    """Where the first line stands that begins a list of one of the styles."""
    at = 0
    for line in text.splitlines(keepends=True):
        item = split_item_number(line)
        if item is not None and item.style in styles and item.number.rpartition(".")[2] == "1":
            return at
        at += len(line)
    return None


def _end_of_items(text: str) -> int:
    """Where the last line of a text ends that begins an item."""
    at = end = 0
    for line in text.splitlines(keepends=True):
        at += len(line)
        if split_item_number(line) is not None or is_bullet(line):
            end = at
    return end

"""Whatever tree of items a book prints: what is counted adds up to its total, and every total is checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from .books import ITEMS, added_up, budget, read

MOST_PARTS, DEPTH = 4, 4


@dataclass(frozen=True)
class Item:
    """A line item: its own amount, or what its parts come to."""

    parts: tuple[Item, ...] = ()
    own: int = 0

    @property
    def amount(self) -> int:
        return sum(p.amount for p in self.parts) if self.parts else self.own


leaves = st.builds(Item, own=st.integers(1, 10**9))
trees = st.recursive(
    leaves,
    lambda parts: st.builds(Item, parts=st.lists(parts, min_size=1, max_size=MOST_PARTS).map(tuple)),
    max_leaves=12,
)
roots = st.builds(Item, parts=st.lists(trees, min_size=1, max_size=MOST_PARTS).map(tuple))


def printed(item: Item, number: tuple[int, ...] = ()) -> Iterator[tuple[Item, str]]:
    """The items below one, each with its number: 1., 1.1, 1.1.1, and under these (1), (1.1), …"""
    for at, part in enumerate(item.parts, start=1):
        own = (*number, at)
        yield part, _number(own)
        yield from printed(part, own)


def _number(parts: tuple[int, ...]) -> str:
    dotted, bracketed = parts[:DEPTH], parts[DEPTH:]
    if bracketed:
        return f"({'.'.join(map(str, bracketed))})"
    return f"{dotted[0]}." if len(dotted) == 1 else ".".join(map(str, dotted))


@settings(max_examples=60, deadline=None)
@given(roots)
def test_what_is_counted_adds_up_and_every_total_holds(root: Item) -> None:
    lines = [(item, f"{number} ค่าใช้จ่าย") for item, number in printed(root)]
    records = read(
        "\n".join(
            [
                ITEMS,
                f"**ผลผลิต : สวนสาธารณะ {root.amount:,} บาท**",
                *(f"{text} {item.amount:,} บาท" for item, text in lines),
            ]
        )
    )
    assert added_up(records) == root.amount
    assert budget(records, "ผลผลิต : สวนสาธารณะ").checked == "ok"
    rows = [b for b in records.budgets if b.description != "ผลผลิต : สวนสาธารณะ"]
    assert [b.description for b in rows] == [text for _, text in lines]
    assert [b.is_total for b in rows] == [bool(item.parts) for item, _ in lines]
    assert all(b.checked == "ok" for b in rows if b.is_total)

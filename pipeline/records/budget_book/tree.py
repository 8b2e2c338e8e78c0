"""How line items nest by their numbers: 1. › 1.1 › 1.1.1 › (1), or 1. › 1.1 › 1) › (1)."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.records.budget_book.printed import ItemNumber
from pipeline.records.budget_book.state import MOST_DEPTH, sum_of
from pipeline.records.drafts import BudgetDraft


@dataclass(slots=True)
class Item:
    """A line item: its number, its description, its amount where one is printed, and what stands under it;
    `beside` are its amounts on another basis (asked for, where `draft` is granted)."""

    number: ItemNumber | None
    description: str
    draft: BudgetDraft | None
    children: list[Item] = field(default_factory=list)
    years: list[BudgetDraft] = field(default_factory=list)
    envelope: BudgetDraft | None = None
    envelope_parts: list[BudgetDraft] = field(default_factory=list)
    beside: list[BudgetDraft] = field(default_factory=list)


def _is_complete(item: Item, above: Item) -> bool:
    """Whether an item is one of a code, or its parts come to its amount, less than all of the one above."""
    if item.number is not None and item.number.style == "coded":
        return True
    parts = [part.draft for part in item.children if part.draft is not None]
    beside = [part.draft for part in above.children if part.draft is not None]
    if item.draft is None or above.draft is None or not parts:
        return False
    return sum_of(parts) == sum_of([item.draft]) and sum_of(beside) < sum_of([above.draft])


class ItemTree:
    """The items from the last "ผลผลิต : …" or "โครงการ : …" to where the reader stands."""

    def __init__(self) -> None:
        self.root: Item | None = None
        self._open: list[Item] = []

    def start(self, root: Item) -> None:
        """A new list of items."""
        self.root, self._open = root, []

    @property
    def last(self) -> Item | None:
        """The item printed last, which notes and years under it belong to."""
        return self._open[-1] if self._open else self.root

    @property
    def category(self) -> tuple[str, ...]:
        """The descriptions of all open items, outermost first."""
        return tuple(i.description for i in self._open)

    def fits(self, number: ItemNumber) -> bool:
        """Whether a number can come next: a first child, or the next of an open item.

        >>> tree = ItemTree()
        >>> tree.fits(ItemNumber("dotted", (1,), "1.")), tree.fits(ItemNumber("dotted", (1, 2), "1.2"))
        (True, False)
        """
        if number.style == "coded":
            return bool(self._open)
        return (number.parts[-1] == 1 and len(number.parts) == 1) or self._above(number) is not None

    def place(self, number: ItemNumber) -> None:
        """Close the open items that an item with this number does not stand under; one with a code is the
        innermost."""
        above = None if number.style == "coded" else self._above(number) or self._below_head(number)
        if number.style == "coded":
            self._close_complete()
        if above is not None:
            del self._open[above:]
            return
        alike = [i for i, item in enumerate(self._open) if item.number and item.number.style == number.style]
        if alike:
            del self._open[alike[0] :]
        elif number.style == "dotted":
            self._open.clear()

    def _above(self, number: ItemNumber) -> int | None:
        """How many open items stay open above an item that follows one of them or is its first child."""
        *head, last = number.parts
        for at in reversed(range(len(self._open))):
            known = self._open[at].number
            if known is None:
                continue
            same = known.style == number.style
            if same and len(known.parts) == len(number.parts) and known.parts[:-1] == tuple(head):
                if last == known.parts[-1] + 1:
                    return at
            elif known.parts == tuple(head) and last == 1:
                return at + 1
        return None

    def _close_complete(self) -> None:
        """Close the innermost items whose parts come to their amounts: a code below belongs further out."""
        while len(self._open) > 1 and _is_complete(self._open[-1], self._open[-2]):
            self._open.pop()

    def _below_head(self, number: ItemNumber) -> int | None:
        """How many open items stay open above one whose number skips some: "1.4" after "1.2" is of "1."."""
        head = number.parts[:-1]
        for at in reversed(range(len(self._open))):
            known = self._open[at].number
            if head and known is not None and known.style == number.style and known.parts == head:
                return at + 1
        return None

    def add(self, item: Item) -> None:
        """An item under the open ones; it stands open itself."""
        del self._open[MOST_DEPTH:]
        above = self.last
        if above is not None:
            above.children.append(item)
        self._open.append(item)

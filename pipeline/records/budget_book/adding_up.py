"""Which line items of a budget book are totals, and what each of them adds up."""

from __future__ import annotations

from pipeline.records.budget_book.state import Agency, sum_of
from pipeline.records.budget_book.tree import Item
from pipeline.records.drafts import BudgetDraft


def add_up(item: Item | None, agency: Agency | None) -> None:
    """Tell totals from items, down the tree: what has items under it is the sum of them."""
    if item is None:
        return
    for child in item.children:
        add_up(child, agency)
    parts = [p for child in item.children for p in _drafts(child)]
    draft = item.draft
    if draft is not None and parts:
        draft.parts = parts
        draft.is_total = sum_of(parts) >= sum_of([draft])
        if not draft.is_total:
            _count_above(item, draft.fiscal_year_be)
    if item.envelope is not None:
        item.envelope.parts = item.envelope_parts or item.years
        for part in item.envelope_parts:
            if part.fund is None:
                part.parts = item.years
    _add_up_beside(item)
    leaves = [draft] if draft is not None and not draft.is_total else []
    if leaves and item.years and draft is not None:
        own = [y for y in item.years if y.fiscal_year_be == draft.fiscal_year_be]
        if len(own) == 1 and sum_of(own) == sum_of([draft]):
            draft.is_total, draft.parts = True, own
        else:
            for year in own:
                year.is_total = True
    if agency is not None:
        agency.items.extend(d for d in (*leaves, *item.years) if not d.is_total)


def _add_up_beside(item: Item) -> None:
    """The amounts on other bases add up those of the items below."""
    for at, draft in enumerate(item.beside):
        draft.parts = [child.beside[at] for child in item.children if at < len(child.beside)]
        draft.is_total = draft.is_total or bool(draft.parts)


def _drafts(item: Item) -> list[BudgetDraft]:
    """The amount of an item, or those below it where it has none."""
    return [item.draft] if item.draft is not None else [d for c in item.children for d in _drafts(c)]


def _count_above(item: Item, year: int | None) -> None:
    """A list of some of an item's parts only ("of which"): the item itself is counted, the listed parts
    of its year not again."""
    for child in item.children:
        for draft in (child.draft, *child.years):
            if draft is not None and draft.fiscal_year_be == year:
                draft.is_total = True
        _count_above(child, year)

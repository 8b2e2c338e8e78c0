"""The headline: how well documents are read by a family that nothing was learned from.

    python -m evaluation.families

One family of our own gold after the other is left out: what columns mean is learned from the other families
and from random plans of the forms for training, the names of columns that only the family prints are taken
out of the vocabulary, and the family is read with that. Labels of headings and rules stay as they are, so a
family that they were written for is still known to them; random plans of the forms for testing, and the first
runs, tell more.
"""

from __future__ import annotations

from collections.abc import Iterable

import typer

from evaluation.gold import Example, examples
from evaluation.score import judged, summed, table
from evaluation.scorer import Judged
from evaluation.train_columns import Named, learned, of_gold, of_plans
from pipeline.evidence.column_role import weighing
from pipeline.vocabulary import speaking, squeeze, vocabulary

LEAST_NAME = 4
"""A known name shorter than this stands in too many others to be told from them (letters)."""


def left_out(gold: list[Example]) -> dict[str, dict[str, Judged]]:
    """The records of each family, read with what is known without it."""
    plans = of_plans()
    found = {}
    for family in dict.fromkeys(example.family for example in gold):
        others = [*of_gold(e for e in gold if e.family != family), *plans]
        own = [e for e in gold if e.family == family]
        only = _names(of_gold(own)) - _names(others)
        with speaking(vocabulary().without_columns(only)), weighing(learned(others).table()):
            found[family] = summed(kinds for _, kinds in judged(own))
        typer.echo(f"{table(family, found[family])}  ({len(only)} names left out)")
    return found


def _names(columns: Iterable[Named]) -> set[str]:
    """The known names of columns that headers hold."""
    headers = {squeeze(column.header) for column in columns}
    known = vocabulary().column_names
    return {
        n for n in known if len(n) >= LEAST_NAME and any(n in h for h in headers)
    } | headers & known.keys()


def main() -> None:
    """Print the scores of each family and of all."""
    typer.echo(table("all", summed(left_out(list(examples())).values())))


if __name__ == "__main__":
    typer.run(main)

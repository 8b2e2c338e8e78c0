"""Makes plans with their gold, and writes them into a folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from evaluation.plans.forms import POOLS, Form, random_form
from evaluation.plans.layouts import LAYOUTS
from evaluation.plans.plan import Plan, Size, random_plan
from evaluation.plans.printing.html import as_html
from evaluation.plans.printing.office import write_excel, write_word
from evaluation.plans.printing.pdf import write_pdf
from evaluation.plans.printing.text import Lines, as_text
from evaluation.plans.writer import Gold, Writer

FORMATS = ("txt", "html", "docx", "xlsx", "pdf")


@dataclass(frozen=True, slots=True)
class Told:
    """A plan told in a form, with the records that a person reads in it."""

    plan: Plan
    form: Form
    writer: Writer

    @property
    def title(self) -> str:
        """What its files are titled."""
        return f"แผนปฏิบัติการ {self.plan.issuer}"

    def gold(self, where: Lines | None = None) -> Gold:
        """The gold records; `where` says on which lines the blocks stand, if they stand on lines."""
        return {kind: [_placed(r, where) for r in records] for kind, records in self.writer.gold.items()}


def tell(plan: Plan, form: Form, random: Random) -> Told:
    """Put a plan on paper in a form."""
    writer = Writer(plan, form, random)
    LAYOUTS[form.layout](writer)
    return Told(plan, form, writer)


def told_at_random(seed: int, pool: str, layout: str | None = None, size: Size | None = None) -> Told:
    """A random plan in a random form of a pool ("training" or "testing").

    >>> told_at_random(3, "training").form == told_at_random(3, "training").form
    True
    """
    random = Random(f"{pool}{seed}")
    form = random_form(random, POOLS[pool], layout)
    return tell(random_plan(random, size), form, random)


def _placed(record: dict[str, Any], where: Lines | None) -> dict[str, Any]:
    fields = {name: value for name, value in record.items() if name != "at"}
    if where is None:
        return fields
    lines = sorted({line for key in record["at"] for line in where[key]})
    return {"line": lines[0], "lines": lines, **fields}


def write(told: Told, path: Path) -> Gold:
    """Write a plan as a file of the format that its suffix names; the gold of that file."""
    paper = told.writer.paper
    match path.suffix:
        case ".txt":
            text, where = as_text(paper, told.form.text_table)
            path.write_text(text, "utf-8")
            return told.gold(where)
        case ".html":
            path.write_text(as_html(paper, told.title), "utf-8")
        case ".docx":
            write_word(paper, path)
        case ".xlsx":
            write_excel(paper, path)
        case ".pdf":
            write_pdf(as_html(paper, told.title), path)
        case _:
            raise ValueError(f"no such format: {path.suffix}")
    return told.gold()


def write_folder(folder: Path, pool: str, count: int, seed: int, formats: tuple[str, ...]) -> None:
    """Write `count` plans with their gold and a list of them (`sets.json`), layout after layout."""
    folder.mkdir(parents=True, exist_ok=True)
    layouts, sets = POOLS[pool].layouts, {}
    for at in range(count):
        layout = layouts[at % len(layouts)]
        told = told_at_random(seed + at, pool, layout)
        name = f"{pool}-{layout}-{seed + at}.{formats[at % len(formats)]}"
        gold = write(told, folder / name)
        golden = f"{Path(name).stem}.gold.json"
        (folder / golden).write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", "utf-8")
        sets[Path(name).stem] = {"file": name, "gold": golden}
    (folder / "sets.json").write_text(json.dumps(sets, indent=1) + "\n", "utf-8")

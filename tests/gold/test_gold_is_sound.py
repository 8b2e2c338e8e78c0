"""The gold is sound: texts stand on their lines, links lead somewhere.

Uses no pipeline code; the normaliser is a copy of the scorer's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

HERE = Path(__file__).parent
SETS: dict[str, dict[str, Path]] = {
    name: {part: HERE / parts[part] for part in ("file", "gold")}
    for name, parts in json.loads((HERE / "sets.json").read_text(encoding="utf-8")).items()
}
NAMES = sorted(SETS)
ELSEWHERE = (
    "agency-first-html-tables",
    "local-development-plan",
    "progress-report",
    "strategy-map-targets",
)
"""Documents whose rows print texts, figures and statuses on other lines than the first:
`test_gold_in_detail.py` has them."""
TEXT_FIELD = {
    "headings": "title",
    "strategies": "title",
    "measures": "text",
    "indicators": "text",
    "budgets": "text",
}
SAME = 85.0
WRAPPED = 3  # lines a title or item may run over
THAI = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")
DROP = re.compile(r"<[^>]*>|[\s\u200b-\u200f\ufeff\u00ad]+|[\"'“”‘’•●➢➤▪·\-–—.,:;()\[\]{}/*_…|]+")
MILLION = 1_000_000

Record = dict[str, Any]


def key(text: str) -> str:
    return SARA_AM.sub("\\1\u0e33", DROP.sub("", text.translate(THAI))).lower()


def lines_of(name: str) -> list[str]:
    return SETS[name]["file"].read_bytes().decode("utf-8").split("\n")


def gold_of(name: str) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads(SETS[name]["gold"].read_text(encoding="utf-8"))
    return gold


def window(lines: list[str], record: Record) -> str:
    """The printed lines a record stands on; a title may wrap where the line is no table row."""
    own = record.get("lines") or [record["line"]]
    text = "".join(lines[n - 1] for n in own)
    if len(own) == 1 and "\t" not in text and "|" not in text:
        text = "".join(lines[own[0] - 1 : own[0] - 1 + WRAPPED])
    return key(text)


def stands_there(text: str, printed: str, several_lines: bool) -> bool:
    wanted = key(text)
    if several_lines:
        return LCSseq.similarity(wanted, printed) >= SAME / 100 * len(wanted)
    return len(printed) >= SAME / 100 * len(wanted) and fuzz.partial_ratio(wanted, printed) >= SAME


def records(gold: dict[str, Any]) -> Iterator[tuple[str, Record]]:
    for table in TEXT_FIELD:
        for record in gold[table]:
            yield table, record


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ELSEWHERE])
def test_every_text_stands_on_its_line(name: str) -> None:
    lines, gold = lines_of(name), gold_of(name)
    astray = [
        (table, record["line"], record[TEXT_FIELD[table]])
        for table, record in records(gold)
        if not stands_there(
            record[TEXT_FIELD[table]], window(lines, record), len(record.get("lines") or []) > 1
        )
    ]
    assert astray == []


@pytest.mark.parametrize("name", NAMES)
def test_paths_parents_and_owners_lead_to_records(name: str) -> None:
    gold = gold_of(name)
    paths = {record["path"] for record in gold["strategies"]} | {None}
    texts = {record["text"] for record in gold["measures"]} | {None}
    for record in gold["measures"]:
        assert record["path"] in paths, record
        assert record["parent"] in texts, record
    for record in gold["budgets"]:
        assert record["path"] in paths, record
        assert record["owner"] in texts, record
    for record in gold["indicators"]:
        known = paths if record["owner_type"] == "strategy" else texts
        assert record["owner"] in known, record


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ELSEWHERE])
def test_amounts_and_targets_are_printed_on_their_line(name: str) -> None:
    lines, gold = lines_of(name), gold_of(name)

    def figures(record: Record) -> set[float]:
        printed = "\n".join(lines[record["line"] - 1 : record["line"] + WRAPPED]).translate(THAI)
        found = {float(f.replace(",", "")) for f in re.findall(r"\d[\d,]*(?:\.\d+)?", printed)}
        return found | {f * MILLION for f in found}

    for record in gold["budgets"]:
        for amount in (record["amount_min"], record["amount_max"]):
            assert not amount or any(abs(amount - f) < 1 for f in figures(record)), record
    for record in gold["indicators"]:
        wanted = [target["value"] for target in record.get("targets", [])]
        wanted += [] if record["target_value"] is None else [record["target_value"]]
        assert set(map(float, wanted)) <= figures(record), record


@pytest.mark.parametrize("name", ["road-safety-circulars", "marine-litter-letters", "energy-saving-circular"])
def test_a_letter_begins_on_the_line_of_its_number_or_of_its_form(name: str) -> None:
    lines = lines_of(name)
    for letter in gold_of(name)["letters"]:
        opening = letter["number"] or f"ประกาศ{letter['from']}"
        assert key(opening) in key(lines[letter["line"] - 1])


@pytest.mark.parametrize(
    "name",
    [
        "provincial-integrity-report",
        "hospital-annual-plan",
        "road-safety-circulars",
        "handicraft-layout-plan",
        "marine-litter-letters",
        "subdistrict-four-year-plan",
        "orchard-department-strategy",
    ],
)
def test_the_grand_total_is_the_sum_of_the_items(name: str) -> None:
    budgets = [b for b in gold_of(name)["budgets"] if b["amount_min"] is not None]
    items = sum(b["amount_min"] for b in budgets if not b["is_total"])
    assert items == max(b["amount_min"] for b in budgets if b["is_total"])


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ELSEWHERE])
def test_a_status_is_printed_on_the_line_of_its_measure(name: str) -> None:
    lines = lines_of(name)
    for measure in gold_of(name)["measures"]:
        if measure.get("status"):
            assert measure["status"] in lines[measure["line"] - 1], measure

"""The hand-made gold says only what its documents print, where they print it.

No pipeline code is used here: these checks guard the gold itself against slips of the pen.
"""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz import fuzz

HERE = Path(__file__).parent
SETS: dict[str, dict[str, str]] = json.loads((HERE / "sets.json").read_text(encoding="utf-8"))
TABLES = ("letters", "headings", "strategies", "measures", "indicators", "budgets")
TEXT_FIELDS = {
    "headings": "title",
    "strategies": "title",
    "measures": "text",
    "indicators": "text",
    "budgets": "text",
}
SAME = 85.0
WRAPPED_LINES = 3
"""A title or an item may go on over this many lines below the one it starts on."""

THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
SARA_AM = re.compile("ํ([่้๊๋]?)า|([่้๊๋])ํา")
IGNORED = re.compile(r"<[^>]*>|[\s\u200b-\u200f\ufeff\u00ad]+|[\"'“”‘’•●➢➤▪·\-–—.,:;()\[\]{}/*_…|]+")
LAST_OF_PATH = re.compile(r"[GDP]?[\d.]+")
PATH_MARK = {"goal": "G", "dimension": "D", "plan": "P", "strategy": "", "tactic": ""}

Record = dict[str, Any]


def key(text: object) -> str:
    """The letters and digits by which two texts are compared."""
    plain = html.unescape(str(text)).translate(THAI_DIGITS)
    return SARA_AM.sub(r"\1\2ำ", IGNORED.sub("", plain)).lower()


class Document:
    """A document and its gold."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines = (HERE / SETS[name]["file"]).read_text(encoding="utf-8").split("\n")
        self.gold: dict[str, Any] = json.loads((HERE / SETS[name]["gold"]).read_text(encoding="utf-8"))

    def near(self, record: Record) -> str:
        """The key of the lines that a record names, and of those just below."""
        named = record.get("lines") or [record["line"]]
        wanted = sorted({n + below for n in named for below in range(WRAPPED_LINES + 1)})
        return key(" ".join(self.lines[n - 1] for n in wanted if n <= len(self.lines)))

    def says(self, text: str, where: str) -> bool:
        """Whether `where` holds the text, whole or (a row that goes on after a page break) in two parts."""
        wanted = key(text)
        if not wanted or wanted in where or fuzz.partial_ratio(wanted, where) >= SAME:
            return True
        return any(key(text[:at]) in where and key(text[at:]) in where for at in range(1, len(text)))


DOCUMENTS = {name: Document(name) for name in SETS}
IN_PIECES = ("handicraft-layout-plan", "subdistrict-four-year-plan", "groundwater-ministry-plan")
"""Documents whose lines print pieces of several cells or names: their words stand apart on the page."""
every_document = pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)


def test_every_document_of_the_folder_has_gold_and_is_in_the_sets() -> None:
    documents = {path.name for path in HERE.iterdir() if path.suffix in (".txt", ".html")}
    assert documents == {spec["file"] for spec in SETS.values()}
    assert {path.name for path in HERE.glob("*.gold.json")} == {spec["gold"] for spec in SETS.values()}


@every_document
def test_documents_are_of_a_readable_length(document: Document) -> None:
    assert 50 <= len(document.lines) <= 250


@every_document
def test_lines_exist_and_records_follow_the_document(document: Document) -> None:
    for table in TABLES:
        for record in document.gold[table]:
            named = record.get("lines") or [record["line"]]
            assert record["line"] == named[0], (table, record)
            assert named == sorted(set(named)), (table, record)
            assert 1 <= named[0] <= named[-1] <= len(document.lines), (table, record)
        starts = [record["line"] for record in document.gold[table]]
        assert starts == sorted(starts), f"{table} are not in the order of the document"


@every_document
@pytest.mark.parametrize(("table", "field"), TEXT_FIELDS.items())
def test_every_text_is_printed_where_the_gold_says(document: Document, table: str, field: str) -> None:
    missing = [r for r in document.gold[table] if not document.says(r[field], document.near(r))]
    assert not missing


@every_document
def test_every_record_starts_on_a_line_that_it_names(document: Document) -> None:
    if document.name in IN_PIECES:
        pytest.skip("its lines print pieces of several cells")
    for table, field in TEXT_FIELDS.items():
        if table == "headings":
            continue
        for record in document.gold[table]:
            printed = key(" ".join(document.lines[n - 1] for n in record.get("lines") or [record["line"]]))
            assert fuzz.partial_ratio(key(record[field])[:20], printed) >= SAME, record


@every_document
def test_texts_carry_no_bullet_item_number_or_label(document: Document) -> None:
    lead = re.compile(r"^\s*(?:[-•●]|\(?[๐-๙\d]+[.)]\s|ตัวชี้วัดที่|กลยุทธ์ที่|ยุทธศาสตร์ที่|เป้าประสงค์ที่|มิติที่|โครงการที่)")
    texts = [r["title"] for r in document.gold["strategies"]]
    texts += [r["text"] for table in ("measures", "indicators") for r in document.gold[table]]
    assert not [text for text in texts if lead.search(text)]


@every_document
def test_labels_and_numbers_of_headings_are_printed(document: Document) -> None:
    for heading in document.gold["headings"]:
        printed = document.near(heading)
        assert document.says(heading["label"] or "", printed), heading
        assert key(heading["number"] or "") in printed, heading


@every_document
def test_a_strategic_node_is_one_record_and_its_path_leads_to_it(document: Document) -> None:
    nodes = [s for s in document.gold["strategies"] if not s.get("neutral") and s["path"]]
    assert not [path for path, n in Counter(s["path"] for s in nodes).items() if n > 1]
    paths = {s["path"] for s in nodes}
    for node in nodes:
        above, _, last = node["path"].rpartition("/")
        assert not above or above in paths, node
        assert LAST_OF_PATH.fullmatch(last), node
        assert last == PATH_MARK[node["kind"]] + node["number"], node


@every_document
def test_measures_stand_under_a_node_of_the_document(document: Document) -> None:
    paths = {s["path"] for s in document.gold["strategies"]}
    texts = {m["text"] for m in document.gold["measures"]}
    numbers = {i["number"] for i in document.gold["indicators"]}
    for measure in document.gold["measures"]:
        assert measure["kind"] in {"measure", "project", "activity", "step"}
        assert measure["path"] is None or measure["path"] in paths, measure
        assert measure["parent"] is None or measure["parent"] in texts, measure
        assert measure["kind"] != "step" or measure["parent"] or measure.get("neutral"), measure
        assert measure["indicator_number"] is None or measure["indicator_number"] in numbers, measure


@every_document
def test_agencies_and_methods_are_printed_in_the_document(document: Document) -> None:
    if document.name in IN_PIECES:
        pytest.skip("its lines print pieces of several names")
    whole = key(" ".join(document.lines))
    for measure in document.gold["measures"]:
        for agency in measure["agencies"] or []:
            assert key(agency) in whole, measure
        assert document.says(measure["method"] or "", document.near(measure)), measure
        for item in measure.get("items", []):
            assert key(item) in document.near(measure), measure
    for node in document.gold["strategies"]:
        said = [*node["objectives"], *node["outcomes"], node["lead"] or "", node["support"] or ""]
        assert all(key(text) in whole for text in said), node


@every_document
def test_owners_of_indicators_and_budgets_are_records(document: Document) -> None:
    paths = {s["path"] for s in document.gold["strategies"]}
    titles = {s["title"] for s in document.gold["strategies"]}
    texts = {m["text"] for m in document.gold["measures"]}
    for indicator in document.gold["indicators"]:
        if indicator["owner_type"] == "measure":
            assert indicator["owner"] in texts, indicator
        elif indicator["owner_type"] == "strategy":
            assert indicator["owner"] in paths, indicator
            assert indicator.get("owner_title") is None or indicator["owner_title"] in titles, indicator
        else:
            assert indicator["owner"] is None, indicator
    for budget in document.gold["budgets"]:
        assert budget["owner"] in texts or (budget["owner"] is None and budget["is_total"]), budget
        assert budget["path"] is None or budget["path"] in paths, budget


def figures(text: str) -> set[float]:
    """Every number of a text, Thai or Arabic, without thousands separators; torn ones also put together."""
    plain = html.unescape(text).translate(THAI_DIGITS)
    mended = re.sub(r"(?<=\d) (?=\d)", "", plain)
    return {float(n.replace(",", "")) for n in re.findall(r"\d[\d,]*(?:\.\d+)?", f"{plain}\n{mended}")}


@every_document
def test_targets_and_amounts_are_figures_of_their_row(document: Document) -> None:
    for indicator in document.gold["indicators"]:
        named = indicator.get("lines") or [indicator["line"], indicator["line"] + 1]
        row = figures("\n".join(document.lines[n - 1] for n in named))
        if indicator["target_value"] is not None:
            assert float(indicator["target_value"]) in row, indicator
        for target in indicator.get("targets", []):
            assert float(target["value"]) in row, (indicator["text"], target)
    for budget in document.gold["budgets"]:
        low, high = budget["amount_min"], budget["amount_max"]
        assert (low is None) == (high is None)
        if low:
            unit = 1_000_000 if low >= 1_000_000 and not figures(budget["text"]) >= {float(low)} else 1
            assert {float(low), float(high)} <= {round(n * unit, 2) for n in figures(budget["text"])}, budget


@every_document
def test_letters_print_their_number_date_subject_and_signatory(document: Document) -> None:
    for letter in document.gold["letters"]:
        page = key(" ".join(document.lines[max(letter["line"] - 15, 0) : letter["line"] + 60]))
        for field in ("number", "subject", "to", "signatory", "position", "from"):
            assert letter[field] is None or key(letter[field]) in page, (field, letter)
        for said in [*letter["enclosures"], *letter["references"]]:
            assert key(said) in page, said
        year, _, day = letter["date"].split("-")
        assert {float(day), float(int(year) + 543)} <= figures("\n".join(document.lines)), letter

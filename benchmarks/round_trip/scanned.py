"""Text documents printed by Chromium, scanned, read by OCR, and scored like the text itself.

    python -m benchmarks.round_trip.scanned ../shared WORK [--fonts Sarabun Norasi] [--sets 000 002]

WORK takes fonts, HTML, PDF files and snapshots. Beside the scorer's figures the table has the share of the
amounts of gold that were read exactly. Needs what the round trip needs, and the extra `ocr` with Tesseract.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from pathlib import Path

import pandas as pd

from benchmarks.round_trip.__main__ import FONTS, print_sets, table
from benchmarks.round_trip.fonts import fonts
from benchmarks.round_trip.scans import scan_pdf
from benchmarks.round_trip.scoring import (
    Figures,
    TextSet,
    figures,
    text_sets,
    without_lines,
    write_sets,
    write_text,
)
from pipeline.run import RunSettings, run
from pipeline.work.isolation import WorkLimits

SECONDS = 7200
"""What a document may take: a scanned page takes seconds, and longer on a machine that does other things."""
Amount = tuple[float | None, float | None]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", type=Path, help="the folder of corpus and eval")
    parser.add_argument("work", type=Path, help="a folder for everything that is made")
    parser.add_argument("--fonts", nargs="+", choices=FONTS, default=["Sarabun", "Norasi"])
    parser.add_argument("--sets", nargs="+", help="only these sets")
    args = parser.parse_args()
    shared, work = args.shared.resolve(), args.work.resolve()
    sets = [one for one in text_sets(shared) if not args.sets or one.name in args.sets]
    texts = work / "text" / "raw"
    texts.mkdir(parents=True, exist_ok=True)
    for one in sets:
        write_text(one, texts)
    write_sets(sets, work / "sets.json")
    results = {"text": read_back(shared, work, sets, "text")}
    (work / "fonts").mkdir(exist_ok=True)
    for font in fonts(tuple(args.fonts), work / "fonts"):
        name = f"{font.family}-scanned"
        raw = work / name / "raw"
        raw.mkdir(parents=True, exist_ok=True)
        pages = sum(scan_pdf(pdf, raw / pdf.name) for pdf in print_sets(sets, work, font, "chromium"))
        began = time.monotonic()
        results[name] = read_back(shared, work, sets, name)
        print(f"{name}: {pages} pages, {(time.monotonic() - began) / pages:.1f} seconds a page", flush=True)
    print(table(results))


def read_back(shared: Path, work: Path, sets: list[TextSet], name: str) -> Figures:
    """The scorer's figures for `WORK/name`, and for each set with amounts the share of them that is exact."""
    run(work / name / "raw", work / name / "out", RunSettings(limits=WorkLimits(seconds=SECONDS)))
    snapshot = without_lines(work / name / "out" / "latest", work / name / "tables")
    found = figures(shared, snapshot, work / "sets.json")
    for one in sets:
        share = exact_amounts(one, snapshot)
        if share is not None:
            found[one.name]["amounts exact"] = {"F1": share, "strict": share}
    return found


def exact_amounts(one: TextSet, snapshot: Path) -> float | None:
    """The share of a set's amounts in gold that stand in the budgets read from its document."""
    gold = Counter(map(_amount, json.loads(one.gold.read_text(encoding="utf-8")).get("budgets", [])))
    documents = pd.read_parquet(snapshot / "documents.parquet")
    own = documents[documents["source_path"].map(lambda path: Path(path).stem) == one.path.stem]["doc_id"]
    budgets = pd.read_parquet(snapshot / "budgets.parquet")
    read = Counter(map(_amount, budgets[budgets["doc_id"].isin(own)].to_dict("records")))
    return (gold & read).total() / gold.total() if gold else None


def _amount(row: dict[str, float | None]) -> Amount:
    least, most = (None if pd.isna(row.get(n)) else float(row[n] or 0) for n in ("amount_min", "amount_max"))
    return least, most


if __name__ == "__main__":
    main()

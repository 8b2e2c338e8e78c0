"""Text documents printed to PDF in several fonts by two printers, read back, and scored like the text itself.

    python -m benchmarks.round_trip ../shared WORK [--fonts Sarabun Garuda] [--printers chromium]

WORK takes fonts, HTML, PDF files and snapshots. Needs: Chromium, LibreOffice, the Debian package
fonts-thai-tlwg, npm (for Sarabun, the first time), fonttools.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from benchmarks.round_trip.fonts import INSTALLED, Font, environment, fonts
from benchmarks.round_trip.layout import html_pages
from benchmarks.round_trip.printing import PRINTERS
from benchmarks.round_trip.scoring import (
    Figures,
    TextSet,
    figures,
    means,
    text_sets,
    without_lines,
    write_sets,
    write_text,
)
from pipeline.read import read
from pipeline.run import run

FONTS = ("Sarabun", *INSTALLED)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", type=Path, help="the folder of corpus and eval")
    parser.add_argument("work", type=Path, help="a folder for everything that is made")
    parser.add_argument("--fonts", nargs="+", choices=FONTS, default=FONTS)
    parser.add_argument("--printers", nargs="+", choices=list(PRINTERS), default=list(PRINTERS))
    parser.add_argument("--sets", nargs="+", help="only these sets")
    args = parser.parse_args()
    shared, work = args.shared.resolve(), args.work.resolve()
    sets = [one for one in text_sets(shared) if not args.sets or one.name in args.sets]
    texts = _folder(work / "text" / "raw")
    for one in sets:
        write_text(one, texts)
    write_sets(sets, work / "sets.json")
    results = {"text": _read_back(shared, work, "text")}
    for font in fonts(tuple(args.fonts), _folder(work / "fonts")):
        for printer in args.printers:
            name = f"{font.family}-{printer}"
            print_sets(sets, work, font, printer)
            results[name] = _read_back(shared, work, name)
            print(
                f"{name}: F1 {means(results[name])[0]:.4f} strict {means(results[name])[1]:.4f}", flush=True
            )
    print(table(results))


def print_sets(sets: list[TextSet], work: Path, font: Font, printer: str) -> list[Path]:
    """The PDF files of the documents in a font, made by a printer, in `work`."""
    pages, pdfs = _folder(work / "html" / font.family), _folder(work / f"{font.family}-{printer}" / "raw")
    made = []
    for one in sets:
        html, pdf = pages / f"{one.path.stem}.html", pdfs / f"{one.path.stem}.pdf"
        text = read(work / "text" / "raw" / one.path.name)
        html.write_text(html_pages(text, font), encoding="utf-8")
        PRINTERS[printer](html, pdf, environment(font, work / "fonts" / "config"))
        made.append(pdf)
    return made


def _read_back(shared: Path, work: Path, name: str) -> Figures:
    out = work / name / "out"
    shutil.rmtree(out, ignore_errors=True)
    run(work / name / "raw", out)
    return figures(shared, without_lines(out / "latest", work / name / "tables"), work / "sets.json")


def _folder(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    return path


def table(results: dict[str, Figures]) -> str:
    """A Markdown table: a row a set and type of record, and their means; a column a font and printer."""
    pairs = [(name, kind) for name, by_type in results["text"].items() for kind in by_type]
    names = list(results)
    lines = [f"| set | records | {' | '.join(names)} |", f"| --- | --- |{' ---: |' * len(names)}"]
    for name, kind in pairs:
        found = [results[column][name].get(kind, {"F1": 0.0, "strict": 0.0}) for column in names]
        lines.append(f"| {name} | {kind} | " + " | ".join(f"{f['F1']:.3f}" for f in found) + " |")
    for number, label in enumerate(("mean F1", "mean strict")):
        values = [means(results[column])[number] for column in names]
        lines.append(f"| **{label}** | | " + " | ".join(f"{value:.4f}" for value in values) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()

"""Readers of PDF files side by side: how fast, and how right, on the same pages in the same run.

    python -m benchmarks.peers ../shared/corpus/pdf ../shared/eval/page-text.json [--pages 48] [--write]

The first pages of each book are cut out into a file, and each reader reads that file: whole, with what it
does once a file. Speed is processor time a page, without what is imported and loaded once; F1 is that of all
runs of five characters without white space, of the pages whose text a person has read. PyMuPDF and pypdf take
part where they are installed. `--write` puts the tables into docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TypeAlias

import pdfplumber
import pypdfium2

from pipeline.read.pdf import iter_pages

Reader: TypeAlias = Callable[[Path], list[str]]
"""Reads a file into the text of each page."""
PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
_BEGIN, _END = "<!-- figures -->\n", "<!-- end of figures -->\n"
OURS = "thaiplan: text and tables"


def thaiplan(path: Path) -> list[str]:
    return [page.printed or "" for page in iter_pages(path)]


def plumber(path: Path) -> list[str]:
    with pdfplumber.open(path) as pdf:
        return [page.extract_text() for page in pdf.pages if page.extract_tables() is not None]


def pdfium(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


def poppler(path: Path) -> list[str]:
    command = ["pdftotext", "-layout", str(path), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\f")[:-1]


def mupdf(path: Path) -> list[str]:
    import pymupdf

    with pymupdf.open(path) as pdf:
        return [page.get_text() for page in pdf if page.find_tables() is not None]


def pypdf(path: Path) -> list[str]:
    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader(path).pages]


def readers() -> Iterator[tuple[str, Reader]]:
    yield OURS, thaiplan
    yield "pdfplumber: text and tables", plumber
    yield "PDFium: text alone", pdfium
    if shutil.which("pdftotext"):
        yield "pdftotext -layout: text alone", poppler
    if find_spec("pymupdf"):
        yield "PyMuPDF: text and tables", mupdf
    if find_spec("pypdf"):
        yield "pypdf: text alone", pypdf


def cut(book: Path, numbers: list[int], to: Path) -> Path:
    """The pages (from 1) of a book in a file of their own."""
    with pypdfium2.PdfDocument(book) as whole, pypdfium2.PdfDocument.new() as part:
        part.import_pages(whole, [number - 1 for number in numbers])
        part.save(to)
    return to


def processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + used.ru_utime + used.ru_stime


def grams(text: str) -> Counter[str]:
    bare = re.sub(r"\s+", "", text)
    return Counter(bare[at : at + 5] for at in range(len(bare) - 4))


def f1(read: str, wanted: str) -> float:
    one, two = grams(read), grams(wanted)
    return 2 * sum((one & two).values()) / max(1, sum(one.values()) + sum(two.values()))


def measured(path: Path, first: Path, wanted: dict[int, str]) -> Iterator[tuple[str, float, float]]:
    """Of each reader its name, milliseconds a page and mean F1 of the `wanted` pages (from 1)."""
    for name, read in readers():
        read(first)  # what is imported and loaded once is not counted
        before = processor_seconds()
        texts = read(path)
        spent = processor_seconds() - before
        right = sum(f1(texts[page - 1], text) for page, text in wanted.items()) / len(wanted)
        yield name, spent / len(texts) * 1000, right


def table(number: int, rows: list[tuple[str, float, float]], pages: int) -> str:
    ours = next(spent for name, spent, _ in rows if name == OURS)
    lines = [
        f"Book {number}, {pages} pages:\n",
        "| Reader | ms a page | times thaiplan | Thai text F1 |",
        "| --- | ---: | ---: | ---: |",
        *(f"| {name} | {spent:.1f} | {spent / ours:.2f} | {right:.4f} |" for name, spent, right in rows),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("books", type=Path, help="folder of the books")
    parser.add_argument("reference", type=Path, help="text of pages, by book and page")
    parser.add_argument("--pages", type=int, default=48, help="so many pages of each book")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/benchmarks.md")
    given = parser.parse_args()
    reference = json.loads(given.reference.read_text(encoding="utf-8"))
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, texts) in enumerate(sorted(reference.items()), start=1):
            part = cut(given.books / name, list(range(1, given.pages + 1)), Path(folder) / "pages.pdf")
            first = cut(given.books / name, [1], Path(folder) / "first.pdf")
            wanted = {int(page): text for page, text in texts.items() if int(page) <= given.pages}
            found.append(table(number, list(measured(part, first, wanted)), given.pages))
            print(found[-1])
    if given.write:
        head, _, rest = PAGE.read_text(encoding="utf-8").partition(_BEGIN)
        _, _, tail = rest.partition(_END)
        PAGE.write_text(f"{head}{_BEGIN}\n" + "\n".join(found) + f"\n{_END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()

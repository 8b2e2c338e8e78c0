"""Speed and memory of the PDF reader beside pdfplumber's, on the same pages in the same run.

    python benchmarks/pdf_speed.py ../shared/corpus/pdf/*.pdf [--pages 40]

Speed is pages per second of processor time on one core: this reader's text, lines and tables against
pdfplumber's `extract_text` and `extract_tables`. Peak memory is that of a process of its own that reads the
whole book, page by page and then as one document.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2

from pipeline.read.files import identify
from pipeline.read.pdf import iter_pages, read_pdf


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def ours(path: Path) -> int:
    return sum(1 for _ in iter_pages(path))


def plumber(path: Path, numbers: list[int]) -> None:
    with pdfplumber.open(path) as pdf:
        for number in numbers:
            page = pdf.pages[number]
            page.extract_text()
            page.extract_tables()
            page.close()


def peak_megabytes(how: str, path: Path) -> float:
    """Peak memory of a process that reads the book, less nothing: interpreter and libraries included."""
    run = subprocess.run(
        [sys.executable, __file__, "--child", how, str(path)], capture_output=True, text=True, check=True
    )
    return float(run.stdout)


def child(how: str, path: Path) -> None:
    if how == "pages":
        ours(path)
    else:
        read_pdf(path, source=identify(path))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=40, help="pages of each file that pdfplumber reads")
    parser.add_argument("--child", choices=["pages", "document"], help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        child(args.child, args.files[0])
        return
    ours(args.files[-1])  # dictionaries and fonts are loaded once a process
    plumber(args.files[-1], [0])
    ratios = []
    for path in args.files:
        count = len(pypdfium2.PdfDocument(path))
        numbers = list(range(0, count, max(1, count // args.pages)))[: args.pages]
        own = seconds(lambda path=path: ours(path)) / count
        theirs = seconds(lambda path=path, numbers=numbers: plumber(path, numbers)) / len(numbers)
        ratios.append(theirs / own)
        print(
            f"{path.name}: {count} pages, {1 / own:.0f} pages/s ({own * 1000:.1f} ms a page), "
            f"pdfplumber {1 / theirs:.1f} pages/s ({theirs * 1000:.0f} ms a page): {theirs / own:.1f} times; "
            f"peak {peak_megabytes('pages', path):.0f} MB by pages, "
            f"{peak_megabytes('document', path):.0f} MB whole"
        )
    print(f"LEAST {min(ratios):.1f} times as fast as pdfplumber")


if __name__ == "__main__":
    main()

"""Print the text of PDF files as printed, a form feed between pages: `python -m pipeline.read.pdf FILE`."""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.read.pdf.reader import iter_pages


def main(paths: list[str]) -> int:
    """Print each file; the exit code is 1 if one of them cannot be read."""
    failed = 0
    for path in paths:
        try:
            for page in iter_pages(Path(path)):
                sys.stdout.write(("\f" if page.number > 1 else "") + (page.printed or "") + "\n")
        except ReadError as error:
            print(error, file=sys.stderr)
            failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

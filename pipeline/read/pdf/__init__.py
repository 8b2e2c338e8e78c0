"""Reading PDF files: characters by their place on the page, lines, columns, tables.

`read_pdf` gives a `Document`; `iter_pages` its pages one at a time.
"""

from __future__ import annotations

from pipeline.read.pdf.reader import iter_pages, read_pdf

__all__ = ["iter_pages", "read_pdf"]

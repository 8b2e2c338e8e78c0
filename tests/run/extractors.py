"""What the tests of runs have done to files, in a module of its own: the processes that do it start with
nothing else.
"""

import os
import time
from dataclasses import replace

from pipeline.model import Document
from pipeline.read import read
from pipeline.records.types import DocumentRecord, FindingRecord, Heading, RecordSet
from pipeline.run.sources import SourceFile


def titles(file: SourceFile) -> RecordSet:
    """A heading for every line, so that these tests are about running and not about extraction."""
    if file.path.name.startswith("poison"):
        os._exit(9)
    document = read(file.path, source_path=file.source_path)
    lines = [block.text for block in document.blocks]
    headings = tuple(
        Heading(
            doc_id=document.source.doc_id,
            heading_id=f"{document.source.doc_id[:12]}{number:04x}",
            parent_id=None,
            level=1,
            label=None,
            number=None,
            title=line,
        )
        for number, line in enumerate(lines)
    )
    return RecordSet(document=row(document), headings=headings)


def row(document: Document) -> DocumentRecord:
    return DocumentRecord.of(document.source, document.engine, len(document.pages), "ok")


def broken(file: SourceFile) -> RecordSet:
    raise ZeroDivisionError("no lines to divide by")


def without_a_module(file: SourceFile) -> RecordSet:
    raise ModuleNotFoundError("No module named 'regex'")


def titles_without_privilege(file: SourceFile) -> RecordSet:
    """Root may read everything, so where the tests run as root a closed file is read as somebody else."""
    if os.geteuid() != 0 or file.path.stat().st_mode & 0o444:
        return titles(file)
    os.seteuid(65534)
    try:
        return titles(file)
    finally:
        os.seteuid(0)


def moody(file: SourceFile) -> RecordSet:
    """Does what the file says."""
    text = file.path.read_text(encoding="utf-8")
    if "ค้าง" in text and (file.path.parent / "hang").exists():
        time.sleep(60)
    if "เปลี่ยน" in text and (file.path.parent / "change").exists():
        file.path.write_text(text + "อีกบรรทัด\n", encoding="utf-8")
    found = titles(file)
    if "ภาพสแกน" in text:
        missing = FindingRecord(
            finding_id="0" * 16,
            doc_id=found.document.doc_id,
            severity="error",
            code=text.split()[1],
            message="pages that are pictures were not read",
        )
        return RecordSet(document=replace(found.document, status="partial"), findings=(missing,))
    return found

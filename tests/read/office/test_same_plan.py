"""A plan gives the same records, whether it comes as a text, Word, Excel or older file, or as CSV."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.extract import extract
from pipeline.read import read
from pipeline.records.types import RecordSet
from tests.read.office.plans import Plan, as_excel, as_text, as_word, plan
from tests.samples.office_files import word_file

PLANS = 24


def told(records: RecordSet) -> dict[str, list[tuple[object, ...]]]:
    """What the records say, without where it stood."""
    measures = {m.measure_id: m.text for m in records.measures}
    return {
        "strategies": [(s.kind, s.number, s.path, s.title) for s in records.strategies],
        "measures": [(m.kind, m.text, m.path, m.agencies, m.years_be) for m in records.measures],
        "indicators": [(i.text, i.owner_type, i.target_value, i.target_unit) for i in records.indicators],
        "budgets": [
            (b.amount_min, b.amount_max, b.fiscal_year_be, measures.get(b.measure_id or ""))
            for b in records.budgets
        ],
    }


def told_of(content: bytes, name: str, folder: Path) -> dict[str, list[tuple[object, ...]]]:
    path = folder / name
    path.write_bytes(content)
    return told(extract(read(path)))


@pytest.mark.parametrize("seed", range(PLANS))
@pytest.mark.parametrize(("name", "write"), [("แผน.docx", as_word), ("แผน.xlsx", as_excel)])
def test_an_office_file_gives_the_records_of_the_same_text(
    name: str, write: Callable[[Plan], bytes], seed: int, tmp_path: Path
) -> None:
    made = plan(seed)
    expected = told_of(as_text(made), "แผน.txt", tmp_path)
    assert told_of(write(made), name, tmp_path) == expected
    projects = [p for _, projects in made.issues for p in projects]
    assert [m[1] for m in expected["measures"]] == [p.name for p in projects]
    assert [b[0] for b in expected["budgets"]] == [p.baht for p in projects]


@pytest.mark.night
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
@pytest.mark.parametrize("suffix", ["doc", "odt", "rtf", "xls", "ods", "pdf"])
@pytest.mark.parametrize("seed", range(3))
def test_older_files_give_the_records_of_the_same_text(suffix: str, seed: int, tmp_path: Path) -> None:
    made = plan(seed)
    source = "แผน.xlsx" if suffix in ("xls", "ods") else "แผน.docx"
    (tmp_path / source).write_bytes(as_excel(made) if suffix in ("xls", "ods") else as_word(made))
    saved(tmp_path / source, suffix)
    expected = told_of(as_text(made), "แผน.txt", tmp_path)
    assert told(extract(read((tmp_path / source).with_suffix(f".{suffix}")))) == expected


def saved(path: Path, suffix: str) -> None:
    """Save a file as one of another kind beside it, with LibreOffice."""
    profile = (path.parent / "profile").as_uri()
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", suffix),
            *("--outdir", str(path.parent), str(path)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )


def test_a_word_file_without_a_table_is_read_as_its_paragraphs(tmp_path: Path) -> None:
    path = tmp_path / "แผน.docx"
    path.write_bytes(word_file(["<w:p><w:r><w:t>วิสัยทัศน์</w:t></w:r></w:p>"]))
    assert [block.text for block in read(path).blocks] == ["วิสัยทัศน์"]  # type: ignore[union-attr]

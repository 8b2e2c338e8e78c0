"""A plan gives the same records, whether it comes as a text, Word, Excel, PDF or older file."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from pipeline.extract import extract
from pipeline.read import read
from pipeline.records.types import RecordSet
from tests.read.office.plans import Plan, as_excel, as_text, as_word, plan
from tests.samples.office_files import word_file

PLANS = 24
needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")


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


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the plans as Word files and, beside each, as LibreOffice prints it to PDF."""
    folder = tmp_path_factory.mktemp("printed")
    for seed in range(PLANS):
        (folder / f"{seed}.docx").write_bytes(as_word(plan(seed)))
    saved(sorted(folder.glob("*.docx")), "pdf")
    return folder


@needs_libreoffice
@pytest.mark.xdist_group("libreoffice")
@pytest.mark.parametrize("seed", range(PLANS))
def test_the_printed_page_gives_the_records_of_the_same_text(
    seed: int, printed: Path, tmp_path: Path
) -> None:
    expected = told_of(as_text(plan(seed)), "แผน.txt", tmp_path)
    assert told(extract(read(printed / f"{seed}.pdf"))) == expected


@pytest.mark.night
@needs_libreoffice
@pytest.mark.parametrize("suffix", ["doc", "odt", "rtf", "xls", "ods"])
def test_older_files_give_the_records_of_the_same_text(suffix: str, tmp_path: Path) -> None:
    """LibreOffice writes "?" for the Thai label of a list into an .rtf file: there it is typed."""
    of_sheets = suffix in ("xls", "ods")
    sources = [tmp_path / f"{seed}.{'xlsx' if of_sheets else 'docx'}" for seed in range(PLANS)]
    for seed, source in enumerate(sources):
        made = plan(seed)
        source.write_bytes(as_excel(made) if of_sheets else as_word(made, typed=suffix == "rtf"))
    saved(sources, suffix)
    for seed, source in enumerate(sources):
        expected = told_of(as_text(plan(seed)), "แผน.txt", tmp_path)
        assert told(extract(read(source.with_suffix(f".{suffix}")))) == expected, seed


def saved(paths: Sequence[Path], suffix: str) -> None:
    """Save files as ones of another kind beside them, with LibreOffice."""
    folder = paths[0].parent
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"),
            *("--convert-to", suffix, "--outdir", str(folder), *map(str, paths)),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )


def test_a_word_file_without_a_table_is_read_as_its_paragraphs(tmp_path: Path) -> None:
    path = tmp_path / "แผน.docx"
    path.write_bytes(word_file(["<w:p><w:r><w:t>วิสัยทัศน์</w:t></w:r></w:p>"]))
    assert [block.text for block in read(path).blocks] == ["วิสัยทัศน์"]  # type: ignore[union-attr]

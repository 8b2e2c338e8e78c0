"""Keys that last are those of one record only, whatever nights went before."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline import schema
from pipeline.errors import ReadError
from pipeline.publish import validate
from pipeline.publish.check import check
from pipeline.publish.stores.folder import latest_snapshot
from pipeline.read import read
from pipeline.records.types import DocumentRecord, RecordSet, Strategy
from pipeline.run import RunSettings, reading
from pipeline.run import job as running
from pipeline.run.sources import SourceFile
from tests.run.test_refresh import NIGHT

LINES = [
    f"ยุทธศาสตร์ที่ {number} {words}" for number, words in enumerate(("น้ำสะอาด", "ป่าชุมชน", "ถนน", "ตลาด") * 4)
]
NAMES = ("ก.txt", "ข.txt", "ค.txt", "ง.md")


def strategies(file: SourceFile) -> RecordSet:
    """A strategy for every line; a line "ล้ม" fails the document."""
    document = read(file.path, source_path=file.source_path)
    lines = [block.text for block in document.blocks]
    if "ล้ม" in lines:
        raise ReadError(file.path, "it is damaged")
    source = document.source
    found = tuple(
        Strategy(
            doc_id=source.doc_id,
            strategy_id=f"{source.doc_id[:12]}{number:04x}",
            parent_id=None,
            kind="strategy",
            label=None,
            number=None,
            path=None,
            title=line,
        )
        for number, line in enumerate(lines)
        if line.startswith("ยุทธ")
    )
    return RecordSet(document=DocumentRecord.of(source, document.engine, 1, "ok"), strategies=found)


class Nights:
    """A folder, and a run on it night after night; each finds its keys repeated or not."""

    def __init__(self, path: Path) -> None:
        self.raw, self.processed = path / "raw", path / "processed"
        self.raw.mkdir(parents=True)
        self.number = 0

    def write(self, name: str, lines: list[str]) -> None:
        (self.raw / name).write_text("\n\n".join(lines) + "\n", encoding="utf-8")

    def run(self, **more) -> None:
        self.number += 1
        moment = NIGHT + timedelta(days=self.number)
        settings = RunSettings(**({"workers": 1, "keep": 2} | more))
        running.run(self.raw, self.processed, settings, clock=lambda: moment, extractor=strategies)

    def repeated(self) -> dict[str, list[str]]:
        found = {}
        for table in schema.tables():
            rows = pq.read_table(latest_snapshot(self.processed) / f"{table}.parquet")
            if "record_key" in rows.column_names:
                counts = Counter(rows.column("record_key").to_pylist())
                found[table] = [key for key, count in counts.items() if count > 1 or key is None]
        return {table: keys for table, keys in found.items() if keys}


@pytest.fixture
def nights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Nights:
    # No process for each document, and no look at rows that are sound: this is about keys.
    monkeypatch.setattr(reading, "isolated", lambda work, item, *_: work(item))
    monkeypatch.setattr(validate, "broken_values", lambda *_: [])
    return Nights(tmp_path)


def _change(nights: Nights, chance: random.Random) -> None:
    there = sorted(path.name for path in nights.raw.iterdir())
    name = chance.choice(NAMES)
    match chance.randrange(7):
        case 0 | 1 | 2:
            nights.write(
                name, chance.sample(LINES[:6], chance.randint(1, 4)) if chance.random() < 0.7 else LINES
            )
        case 3:
            other = chance.choice(there)
            (nights.raw / name).write_bytes((nights.raw / other).read_bytes())
        case 4:
            (nights.raw / chance.choice(there)).replace(nights.raw / name)
        case 5 if len(there) > 1:
            (nights.raw / chance.choice(there)).unlink()
        case _:
            nights.write(name, ["ล้ม"] if chance.random() < 0.5 else ["ว่าง"])


def many_nights(nights: Nights, seed: int, count: int) -> None:
    chance = random.Random(seed)
    nights.write("ก.txt", LINES)
    for _ in range(count):
        for _ in range(chance.randint(1, 3)):
            _change(nights, chance)
        nights.run(keep_good=chance.random() < 0.8, force=chance.random() < 0.1)
        assert nights.repeated() == {}, (seed, nights.number)
    assert check(nights.processed).problems == ()


def test_a_document_whose_old_bytes_come_back_takes_no_key_that_another_has_by_now(nights: Nights) -> None:
    one, two = LINES[:12], LINES[12:14]
    nights.write("ก.txt", one)
    nights.write("ข.txt", one)
    nights.run()
    nights.write("ก.txt", two)
    nights.run(keep_good=False)
    nights.write("ข.txt", LINES[:11])
    nights.run()
    nights.write("ก.txt", one)
    nights.run()
    assert nights.repeated() == {}


def test_a_bad_upload_that_stands_twice_takes_no_key_of_the_good_version_that_stays(nights: Nights) -> None:
    nights.write("ก.txt", LINES[:12])
    nights.run()
    for name in ("ก.txt", "ข.txt"):
        nights.write(name, LINES[:2])
    nights.run()
    assert nights.repeated() == {}


@pytest.mark.parametrize("seed", range(1))
def test_no_two_records_have_one_key(nights: Nights, seed: int) -> None:
    many_nights(nights, seed, 6)


@pytest.mark.night
@pytest.mark.parametrize("seed", range(1, 101))
def test_no_two_records_have_one_key_after_many_nights(nights: Nights, seed: int) -> None:
    many_nights(nights, seed, 30)

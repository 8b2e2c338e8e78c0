"""How publishing grows with the size of a snapshot: time and peak memory, each size in a process of its own.

Documents of 100 measures and 100 indicators each are validated, put by in batches and assembled, as a run
does it; then one document is left out and the snapshot refreshed from the one before.

    python -m benchmarks.scale FOLDER [--documents 1000 --documents 10000]
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from pipeline.ids import record_id
from pipeline.publish.snapshot import entries_of, publish, write_snapshot
from pipeline.publish.stores.base import open_snapshot
from pipeline.publish.stores.local import LocalStore
from pipeline.records.types import DocumentRecord, Indicator, Measure, RecordSet

EACH = 100
"""Measures of a document, and indicators."""
MOMENT = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
VERSION = "0.0.0+benchmark"
MAX_FILE_BYTES = 32 * 2**20


def record_sets(count: int) -> Iterator[RecordSet]:
    """Plans whose words differ as those of real ones do."""
    for number in range(count):
        path = f"แผน-{number:06}.txt"
        digest = sha256(path.encode()).hexdigest()
        doc_id = digest[:16]
        measures = tuple(
            Measure(
                doc_id=doc_id,
                measure_id=record_id(doc_id, "measures", item),
                strategy_id=None,
                parent_id=None,
                kind="project",
                number=str(item),
                text=f"โครงการพัฒนาแหล่งน้ำและฟื้นฟูป่าต้นน้ำ ตำบลที่ {number} ระยะที่ {item}",
                path=None,
                agencies=("กรมทรัพยากรน้ำ", f"องค์การบริหารส่วนตำบลที่ {number % 997}"),
                years_be=(2569, 2570),
                text_raw=f"{item}. โครงการพัฒนาแหล่งน้ำและฟื้นฟูป่าต้นน้ำ ตำบลที่ {number} ระยะที่ {item}",
            )
            for item in range(EACH)
        )
        indicators = tuple(
            Indicator(
                doc_id=doc_id,
                indicator_id=record_id(doc_id, "indicators", item),
                owner_type="measure",
                owner_id=measure.measure_id,
                number=None,
                text=f"จำนวนครัวเรือนที่มีน้ำใช้ตลอดปี ไม่น้อยกว่า {number % 89 + item} ครัวเรือน",
                unit="ครัวเรือน",
                target_value=float(number % 89 + item),
                target_comparator=">=",
            )
            for item, measure in enumerate(measures)
        )
        document = DocumentRecord(
            doc_id=doc_id,
            source_path=path,
            sha256=digest,
            bytes=4096,
            media_type="text/plain",
            engine="text",
            pages=1,
            status="ok",
        )
        yield RecordSet(document=document, measures=measures, indicators=indicators)


def one_size(folder: Path, count: int) -> None:
    """Publishes and refreshes a snapshot of so many documents, and prints what it took."""
    started = perf_counter()
    publish(record_sets(count), folder, clock=lambda: MOMENT, pipeline_version=VERSION)
    published = perf_counter()
    store = LocalStore(folder)
    latest = store.latest()
    assert latest is not None
    entries = entries_of(open_snapshot(store, latest))
    del entries[count // 2]
    with store.lock():
        snapshot = write_snapshot(
            store, entries, moment=MOMENT, pipeline_version=VERSION, max_file_bytes=MAX_FILE_BYTES
        )
    refreshed = perf_counter()
    rows = snapshot.tables["measures"] + snapshot.tables["indicators"]
    print(
        f"{count:>9,} {rows:>10,} {published - started:>10.1f} {refreshed - published:>10.1f}"
        f" {_peak_megabytes():>8,.0f}"
    )


def _peak_megabytes() -> float:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(folder: Path, documents: Annotated[list[int] | None, typer.Option()] = None) -> None:
    """Each size in a process of its own, as memory that was used once is not given back."""
    print("documents       rows  publish s  refresh s  peak MB")
    for count in documents or [1_000, 10_000]:
        target = folder / str(count)
        code = f"from benchmarks.scale import one_size, Path; one_size(Path({str(target)!r}), {count})"
        subprocess.run([sys.executable, "-c", code], check=True)


if __name__ == "__main__":
    typer.run(main)

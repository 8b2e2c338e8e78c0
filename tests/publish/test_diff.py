import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.errors import PublishError, SnapshotError
from pipeline.publish import batches
from pipeline.publish.assemble import Entry
from pipeline.publish.diff import (
    BudgetChange,
    Diff,
    RecordChange,
    changes,
    choose_snapshots,
    diff,
    diff_snapshots,
    json_text,
    short_lines,
    write_parquet,
)
from pipeline.publish.rows import flatten, to_arrow
from pipeline.publish.snapshot import write_snapshot
from pipeline.publish.stored import Part, StoredTables
from pipeline.publish.stores.base import open_snapshot
from pipeline.publish.stores.local import LocalStore
from pipeline.records.types import RecordSet
from tests.publish.builders import NOW, VERSION, document, failed, plan, with_budget, with_measures

PATH = "แผนอำเภอ.txt"


class Night:
    """Snapshots of record sets, one a day. A document that was there before is taken over, as runs do."""

    def __init__(self, processed: Path) -> None:
        self.processed = processed
        self._shelf: dict[tuple[str, str, str], StoredTables] = {}
        self._day = 0

    def publish(self, *sets: RecordSet, version: str = VERSION) -> StoredTables:
        moment = NOW + timedelta(days=self._day)
        self._day += 1
        store = LocalStore(self.processed)
        with store.lock():
            entries = [self._entry(one, version, moment) for one in sets]
            snapshot = write_snapshot(store, entries, moment=moment, pipeline_version=version)
        return open_snapshot(store, snapshot.name)

    def _entry(self, one: RecordSet, version: str, moment: datetime) -> Entry:
        document = replace(one.document, pipeline_version=version, ingested_at=moment)
        key = (document.doc_id, document.status, version)
        if key not in self._shelf:
            tables = flatten([replace(one, document=document)])
            content = batches.to_bytes({name: to_arrow(name, rows)[0] for name, rows in tables.items()})
            self._shelf[key] = batches.from_file(lambda: io.BytesIO(content))
        return Entry(document.source_path, document.media_type, self._shelf[key], 0)


@pytest.fixture
def night(tmp_path: Path) -> Night:
    return Night(tmp_path / "processed")


def kinds(found: Diff) -> list[tuple[str, str | None, str | None]]:
    return [
        (one.change, one.before and one.before.source_path, one.after and one.after.source_path)
        for one in found.documents
    ]


def counted(found: Diff) -> dict[str, tuple[int, int, int]]:
    return {one.table: (one.added, one.removed, one.changed) for one in found.tables}


def of(found: Diff, table: str, change: str) -> list[RecordChange]:
    return [one for one in found.records if (one.table, one.change) == (table, change)]


def fields(one: RecordChange) -> dict[str, tuple[object, object]]:
    return {field.field: (field.before, field.after) for field in one.fields}


def sums(found: Diff, by: str) -> dict[str | None, tuple[Decimal, Decimal]]:
    return {one.name: (one.before, one.after) for one in found.budgets if one.by == by}


def revised(measures: Sequence[str], before: Sequence[str], night: Night) -> Diff:
    """What changed when the measures of a plan were these, and now are those."""
    old = night.publish(with_measures(PATH, before, content="ฉบับที่ ๑"))
    new = night.publish(with_measures(PATH, measures, content="ฉบับที่ ๒"))
    return diff(old, new)


# ---- documents


def test_a_snapshot_does_not_differ_from_itself(night: Night) -> None:
    one = night.publish(plan())
    found = diff(one, one)
    assert (found.documents, found.tables, list(found.records), found.findings) == ((), (), [], ())
    assert [budget.by for budget in found.budgets] == ["total"]


def test_without_an_earlier_snapshot_everything_is_new(night: Night) -> None:
    found = diff(None, night.publish(plan()))
    assert kinds(found) == [("added", None, PATH)]
    assert counted(found)["measures"] == (2, 0, 0)
    assert [one.record for one in of(found, "measures", "added")] == [
        "1 โครงการห้องสมุดเคลื่อนที่",
        "1 สำรวจความต้องการของชุมชน",
    ]


def test_documents_are_added_and_removed_with_their_records(night: Night) -> None:
    old = night.publish(plan("ก.txt"), plan("ข.txt"))
    new = night.publish(plan("ข.txt"), plan("ค.txt"))
    found = diff(old, new)
    assert kinds(found) == [("added", None, "ค.txt"), ("removed", "ก.txt", None)]
    assert counted(found)["strategies"] == (2, 2, 0)
    assert counted(found)["cells"] == (2, 2, 0)
    assert {one.document for one in of(found, "budgets", "removed")} == {"ก.txt"}


def test_a_renamed_file_has_the_same_records(night: Night) -> None:
    old = night.publish(plan("เก่า.txt", content="แผน"))
    new = night.publish(plan("ใหม่.txt", content="แผน"))
    found = diff(old, new)
    assert kinds(found) == [("renamed", "เก่า.txt", "ใหม่.txt")]
    assert found.tables == ()


def test_a_file_that_made_room_for_another_was_renamed_and_the_other_added(night: Night) -> None:
    old = night.publish(plan("แผน.txt", content="แผนปีก่อน"))
    new = night.publish(plan("แผน-เดิม.txt", content="แผนปีก่อน"), plan("แผน.txt", content="แผนปีนี้"))
    found = diff(old, new)
    assert sorted(kinds(found)) == [
        ("added", None, "แผน.txt"),
        ("renamed", "แผน.txt", "แผน-เดิม.txt"),
    ]
    assert counted(found)["measures"] == (2, 0, 0)


def test_a_copy_is_a_new_file_without_new_records(night: Night) -> None:
    old = night.publish(plan("ก.txt", content="แผน"))
    new = night.publish(plan("ก.txt", content="แผน"), plan("สำเนา.txt", content="แผน"))
    found = diff(old, new)
    assert kinds(found) == [("added", None, "สำเนา.txt")]
    assert list(found.records) == []


def test_a_document_that_can_be_read_at_last_brings_its_records(night: Night) -> None:
    old = night.publish(failed(PATH, "the file is encrypted"))
    new = night.publish(plan(PATH), version="0.2.0")
    (one,) = diff(old, new).documents
    assert (one.change, one.outcome) == ("reread", "sound")
    assert counted(diff(old, new))["measures"] == (2, 0, 0)


def test_a_document_that_fails_says_why(night: Night) -> None:
    old = night.publish(plan(PATH))
    new = night.publish(failed(PATH, "it takes more memory than there is"), version="0.2.0")
    (one,) = diff(old, new).documents
    assert (one.change, one.outcome) == ("reread", "failing")
    assert one.before
    assert one.after
    assert (one.before.status, one.after.status, one.after.error) == (
        "ok",
        "failed",
        "it takes more memory than there is",
    )
    assert [(one.code, one.before, one.after) for one in diff(old, new).findings] == [
        ("document_failed", 0, 1),
        ("total_mismatch", 1, 0),
    ]


def test_a_new_document_that_fails_is_failing(night: Night) -> None:
    found = diff(night.publish(plan()), night.publish(plan(), failed("เสีย.pdf", "it is damaged")))
    assert [(one.change, one.outcome) for one in found.documents] == [("added", "failing")]


def test_what_a_document_says_of_itself_is_compared(night: Night) -> None:
    one, two = plan(), plan()
    two = replace(two, document=replace(two.document, title="แผนพัฒนาอำเภอ (ฉบับทบทวน)"))
    (change,) = diff(night.publish(one), night.publish(two, version="0.2.0")).documents
    assert [(field.field, field.after) for field in change.fields] == [("title", "แผนพัฒนาอำเภอ (ฉบับทบทวน)")]


# ---- records, paired


def test_another_pipeline_version_that_reads_the_same_changes_no_record(night: Night) -> None:
    found = diff(night.publish(plan()), night.publish(plan(), version="0.2.0"))
    assert kinds(found) == [("reread", PATH, PATH)]
    assert list(found.records) == []


def test_the_same_id_with_other_content_is_a_changed_record(night: Night) -> None:
    one = plan()
    measure = replace(one.measures[0], text="โครงการรถส่งยา", number="9", fund="งบกลาง", kind="activity")
    two = replace(one, measures=(measure, *one.measures[1:]))
    found = diff(night.publish(one), night.publish(two, version="0.2.0"))
    (change,) = of(found, "measures", "changed")
    assert change.id_before == change.id_after == measure.measure_id
    assert fields(change)["fund"] == (None, "งบกลาง")
    assert fields(change)["text"] == ("โครงการห้องสมุดเคลื่อนที่", "โครงการรถส่งยา")


def test_where_a_record_stands_is_no_content(night: Night) -> None:
    one = plan()
    moved = [
        replace(measure, place=replace(measure.place, line_start=80, line_end=90)) for measure in one.measures
    ]
    two = replace(one, measures=tuple(moved))
    assert list(diff(night.publish(one), night.publish(two, version="0.2.0")).records) == []


def test_a_record_before_others_changes_only_their_ids(night: Night) -> None:
    two = with_measures(PATH, ["ขุดบ่อ", "สร้างถนน", "ซ่อมสะพาน"], content="แผน")
    one = with_measures(PATH, ["สร้างถนน", "ซ่อมสะพาน"], content="แผน")
    found = diff(night.publish(one), night.publish(two, version="0.2.0"))
    assert counted(found)["measures"] == (1, 0, 0)
    assert [one.record for one in of(found, "measures", "added")] == ["ขุดบ่อ"]


def test_a_revised_document_keeps_the_records_that_say_the_same(night: Night) -> None:
    old, new = night.publish(plan(PATH, content="ก")), night.publish(plan(PATH, content="ข"))
    found = diff(old, new)
    assert kinds(found) == [("revised", PATH, PATH)]
    assert list(found.records) == []
    assert found.tables == ()


def test_of_a_revised_document_only_what_differs_is_told(night: Night) -> None:
    found = revised(
        ["สร้างถนนสายหลัก ระยะทาง ๑๒ กิโลเมตร", "ซ่อมสะพานข้ามคลอง", "ปลูกป่าชายเลน"],
        ["สร้างถนนสายหลัก ระยะทาง ๑๐ กิโลเมตร", "ซ่อมสะพานข้ามคลอง", "จัดงานวันเด็ก"],
        night,
    )
    (change,) = of(found, "measures", "changed")
    assert fields(change) == {
        "text": ("สร้างถนนสายหลัก ระยะทาง ๑๐ กิโลเมตร", "สร้างถนนสายหลัก ระยะทาง ๑๒ กิโลเมตร")
    }
    assert [one.record for one in of(found, "measures", "added")] == ["ปลูกป่าชายเลน"]
    assert [one.record for one in of(found, "measures", "removed")] == ["จัดงานวันเด็ก"]


def test_of_records_with_the_same_words_as_many_are_gone_as_there_are_fewer(night: Night) -> None:
    found = revised(["ประชุมติดตามผล"], ["ประชุมติดตามผล"] * 3, night)
    assert counted(found)["measures"] == (0, 2, 0)


def test_a_record_is_known_by_its_number_when_its_words_are_others(night: Night) -> None:
    one, two = plan(PATH, content="ก"), plan(PATH, content="ข")
    tactic = replace(two.strategies[1], title="เปิดศูนย์เรียนรู้ทุกตำบล")
    found = diff(night.publish(one), night.publish(replace(two, strategies=(two.strategies[0], tactic))))
    (change,) = found.records
    assert (change.table, change.change, change.record) == (
        "strategies",
        "changed",
        "1/1.2 เปิดศูนย์เรียนรู้ทุกตำบล",
    )


def test_references_are_compared_by_what_they_refer_to(night: Night) -> None:
    one, two = plan(PATH, content="ก"), plan(PATH, content="ข")
    top = two.strategies[0].strategy_id
    moved = replace(two.measures[0], strategy_id=top)
    found = diff(night.publish(one), night.publish(replace(two, measures=(moved, two.measures[1]))))
    (change,) = found.records
    assert fields(change) == {"strategy_id": ("1/1.2 ส่งเสริมการอ่านในชุมชน", "1 การพัฒนาคุณภาพชีวิต")}


def test_a_target_is_known_by_its_indicator_and_year(night: Night) -> None:
    one, two = plan(PATH, content="ก"), plan(PATH, content="ข")
    target = replace(two.targets[0], value=8.0)
    (change,) = diff(night.publish(one), night.publish(replace(two, targets=(target,)))).records
    assert (change.table, fields(change)) == ("targets", {"value": (6.5, 8.0)})
    assert change.belongs_to == "1.1 จำนวนหมู่บ้านที่มีมุมหนังสือ ไม่น้อยกว่า ๑๒ แห่ง"


# ---- budgets


def test_sums_are_given_by_node_agency_and_year(night: Night) -> None:
    one, two = plan(PATH, content="ก"), plan(PATH, content="ข")
    found = diff(night.publish(one), night.publish(with_budget(two, Decimal("250000.00"))))
    changed = (Decimal("100000.50"), Decimal("250000.00"))
    assert sums(found, "total") == {None: changed}
    assert sums(found, "top") == {"การพัฒนาคุณภาพชีวิต": changed}
    assert sums(found, "strategy") == {"ส่งเสริมการอ่านในชุมชน": changed}
    assert sums(found, "agency") == {"ห้องสมุดประชาชนอำเภอ": changed}
    assert sums(found, "fiscal_year") == {"2566": changed}
    assert found.budgets[0].difference == Decimal("149999.50")


def test_an_agency_has_the_sum_of_the_whole_snapshot(night: Night) -> None:
    other = plan("อื่น.txt")
    old = night.publish(other, plan(PATH, content="ก"))
    new = night.publish(other, with_budget(plan(PATH, content="ข"), Decimal("100001.50")))
    found = diff(old, new)
    both = {"ห้องสมุดประชาชนอำเภอ": (Decimal("200001.00"), Decimal("200002.00"))}
    assert sums(found, "agency") == both
    assert sums(found, "total") == {None: both["ห้องสมุดประชาชนอำเภอ"]}
    assert sums(found, "strategy") == {"ส่งเสริมการอ่านในชุมชน": (Decimal("100000.50"), Decimal("100001.50"))}


def test_totals_are_not_added_up_and_ranges_count_with_their_upper_end(night: Night) -> None:
    one = plan()
    budget = one.budgets[0]
    between = replace(budget, amount_min=Decimal("2000000"), amount_max=Decimal("3000000"))
    printed_total = replace(budget, budget_id="0" * 16, is_total=True)
    note = replace(budget, budget_id="1" * 16, amount_min=None, amount_max=None)
    found = diff(None, night.publish(replace(one, budgets=(between, printed_total, note))))
    assert found.budgets[0].after == Decimal("3000000.00")


def test_a_node_that_was_renamed_has_one_line(night: Night) -> None:
    one, two = plan(PATH, content="ก"), with_budget(plan(PATH, content="ข"), Decimal("1.00"))
    tactic = replace(two.strategies[1], title="ส่งเสริมการอ่านในชุมชนและโรงเรียน")
    found = diff(night.publish(one), night.publish(replace(two, strategies=(two.strategies[0], tactic))))
    assert [one for one in found.budgets if one.by == "strategy"] == [
        BudgetChange(
            by="strategy",
            before=Decimal("100000.50"),
            after=Decimal("1.00"),
            document=PATH,
            path="1/1.2",
            name="ส่งเสริมการอ่านในชุมชนและโรงเรียน",
            top="การพัฒนาคุณภาพชีวิต",
        )
    ]


# ---- only what changed is read


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[tuple[tuple[str, ...], int]]:
    """Which columns were read, of how many rows."""
    reads: list[tuple[tuple[str, ...], int]] = []
    original = Part.read

    def counting(part: Part, columns: Sequence[str] | None = None, group: int | None = None) -> pa.Table:
        rows = original(part, columns, group)
        reads.append((tuple(rows.column_names), rows.num_rows))
        return rows

    monkeypatch.setattr(Part, "read", counting)
    return reads


def test_files_that_are_the_same_are_not_read(night: Night, read: list) -> None:
    many = [plan(f"{number}.txt") for number in range(20)]
    old, new = night.publish(*many), night.publish(*many)
    read.clear()
    assert diff(old, new).tables == ()
    assert [columns for columns, _ in read] == [("amount_min", "amount_max", "is_total")]
    read.clear()
    assert short_lines(changes(old, new)) == ("nothing",)
    assert read == [(("amount_min", "amount_max", "is_total"), 20)]


def test_only_the_rows_of_changed_documents_are_looked_at(
    night: Night, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.publish.diff.reading import DocumentRows

    many = [plan(f"{number}.txt") for number in range(20)]
    old = night.publish(*many)
    new = night.publish(*many[:-1], plan("19.txt", content="ฉบับใหม่"))
    looked_at = set()
    original = DocumentRows.read

    def noting(rows: DocumentRows, table: str, doc_id: str | None, *more: object) -> pa.Table:
        looked_at.add(doc_id)
        return original(rows, table, doc_id, *more)

    monkeypatch.setattr(DocumentRows, "read", noting)
    found = diff(old, new)
    assert kinds(found) == [("revised", "19.txt", "19.txt")]
    assert looked_at == {many[-1].document.doc_id, document("19.txt", "ฉบับใหม่").doc_id}


# ---- which snapshots


def chosen(processed: Path | str, *given: str) -> tuple[str, ...]:
    return tuple(one.name for one in choose_snapshots(processed, *given))


def test_the_two_newest_are_compared_unless_others_are_named(night: Night, tmp_path: Path) -> None:
    for number in range(3):
        night.publish(plan(content=str(number)))
    first, second, third = LocalStore(night.processed).names()
    paths = [str(night.processed / name) for name in (first, second)]
    assert chosen(night.processed) == (second, third)
    assert chosen(night.processed, first) == (first, third)
    assert chosen(night.processed, "latest", first) == (third, first)
    assert chosen(tmp_path / "elsewhere", *paths) == (first, second)
    found = diff_snapshots(*choose_snapshots(night.processed, first, second))
    assert (found.old, found.new) == (first, second)


def test_snapshots_may_be_anywhere(night: Night) -> None:
    night.publish(plan(content="ก"))
    night.publish(plan(content="ข"))
    first, second = LocalStore(night.processed).names()
    fs = fsspec.filesystem("memory")
    fs.put(str(night.processed / first), f"/old/{first}", recursive=True)
    found = diff_snapshots(*choose_snapshots(night.processed, f"memory://old/{first}"))
    assert (found.old, found.new, kinds(found)) == (first, second, [("revised", PATH, PATH)])
    fs.rm("/old", recursive=True)


def test_without_an_earlier_snapshot_there_is_advice(night: Night) -> None:
    with pytest.raises(SnapshotError, match="thaiplan run"):
        choose_snapshots(night.processed)
    night.publish(plan())
    with pytest.raises(SnapshotError, match="no snapshot before"):
        choose_snapshots(night.processed)
    with pytest.raises(SnapshotError, match="the newest are: 2026"):
        choose_snapshots(night.processed, "2020-01-01T000000Z-000000")


def test_a_damaged_snapshot_is_an_error_that_says_so(night: Night) -> None:
    night.publish(plan(content="ก"))
    night.publish(plan(content="ข"))
    both = choose_snapshots(night.processed)
    (night.processed / both[0].name / "measures.parquet").write_bytes(b"PAR1")
    with pytest.raises(SnapshotError, match="thaiplan check"):
        diff_snapshots(*both)


def test_a_snapshot_of_an_earlier_release_may_lack_columns(night: Night) -> None:
    night.publish(plan(content="ก"))
    night.publish(plan(content="ข"))
    both = choose_snapshots(night.processed)
    measures = night.processed / both[0].name / "measures.parquet"
    pq.write_table(pq.read_table(measures).drop_columns(["status"]), measures)
    assert list(diff_snapshots(*both).records) == []


# ---- what is written


@pytest.fixture
def both(night: Night) -> Iterator[Diff]:
    old = night.publish(plan(PATH, content="ก"), plan("เก่า.txt"))
    new = night.publish(
        with_budget(plan(PATH, content="ข"), Decimal("250000.00")), failed("ไฟล์เสีย.pdf", "damaged")
    )
    return diff(old, new)


def test_the_short_form_counts(night: Night) -> None:
    old = night.publish(plan(PATH, content="ก"), plan("เก่า.txt"))
    new = night.publish(
        with_budget(plan(PATH, content="ข"), Decimal("250000.00")), failed("เสีย.pdf", "damaged")
    )
    assert short_lines(changes(old, new)) == (
        "+1 document, -1, 1 revised, 1 now failing",
        "letters -1; headings -1; strategies -2; measures -2; indicators -1; targets -1; "
        "budgets -1 ~1; risks -1; cells -2; findings -1",
        "budgets 200,001.00 → 250,000.00 baht (+49,999.00)",
    )


def test_json_has_all_of_it(both: Diff) -> None:
    told = json.loads("".join(json_text(both)))
    assert list(told) == ["old", "new", "documents", "tables", "findings", "budgets", "records"]
    assert [one["change"] for one in told["documents"]] == ["revised", "added", "removed"]
    assert told["budgets"][0]["difference"] == "49999.00"
    (changed,) = (one for one in told["records"] if one["change"] == "changed")
    assert {"field": "amount_max", "before": "100000.50", "after": "250000.00"} in changed["fields"]
    assert len(told["records"]) == sum(1 for _ in both.records)


def test_parquet_has_a_row_a_change(both: Diff, tmp_path: Path) -> None:
    write_parquet(both, tmp_path / "changes")
    write_parquet(both, tmp_path / "changes")
    tables = {file.stem: pq.read_table(file) for file in (tmp_path / "changes").iterdir()}
    assert sorted(tables) == ["budget_changes", "document_changes", "record_changes"]
    assert tables["document_changes"].column("status_after").to_pylist() == ["ok", "failed", None]
    assert tables["budget_changes"].column("after").to_pylist()[0] == Decimal("250000.00")
    rows = tables["record_changes"].to_pylist()
    changed = [row for row in rows if row["change"] == "changed" and row["field"] == "amount_min"]
    assert [(row["before"], row["after"]) for row in changed] == [("100000.50", "250000.00")]
    removed = [row["before"] for row in rows if (row["table"], row["change"]) == ("strategies", "removed")]
    assert removed == ["1 การพัฒนาคุณภาพชีวิต", "1/1.2 ส่งเสริมการอ่านในชุมชน"]


def test_a_diff_without_changes_gives_empty_tables(night: Night, tmp_path: Path) -> None:
    one = night.publish(plan())
    write_parquet(diff(one, one), tmp_path)
    assert pq.read_table(tmp_path / "record_changes.parquet").num_rows == 0


def test_a_folder_that_cannot_be_written_is_an_error(both: Diff, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PublishError, match="cannot be written"):
        write_parquet(both, tmp_path / "file")

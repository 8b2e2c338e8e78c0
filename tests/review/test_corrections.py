"""Corrections are kept, are put into the records of later runs, and are reported where they no longer fit."""

import json
import multiprocessing
import os
import signal
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from pipeline.errors import ThaiplanError
from pipeline.review.corrections import Anchor, Correction, Corrections, add, file_of, read_file
from pipeline.run import RunSettings, run

PLAN = """แผนปฏิบัติการตลาดริมน้ำ เทศบาลตำบลบ้านสวน
พ.ศ. ๒๕๖๘

ยุทธศาสตร์ที่ ๑ ตลาดสะอาด
โครงการ\tหน่วยงาน\tงบประมาณ (บาท)
๑. โครงการล้างตลาดทุกเดือน\tกองสาธารณสุข\t๑๐๐,๐๐๐
๒. โครงการถังขยะแยกประเภท\tกองช่าง\t๕๐,๐๐๐
รวม\t\t๑๕๐,๐๐๐
"""
ONE = RunSettings(workers=1)


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "ตลาด.txt").write_text(PLAN, "utf-8")
    run(tmp_path / "raw", tmp_path / "processed", ONE)
    return tmp_path


def table(dataset: Path, name: str) -> pd.DataFrame:
    return pd.read_parquet(dataset / "processed" / "latest" / f"{name}.parquet")


def correction(row: pd.Series, **more: object) -> Correction:
    values = {
        "id": "c1",
        "action": "change",
        "table": "budgets",
        "who": "สมศรี",
        "when": "2026-01-05T09:00:00Z",
    }
    anchor = Anchor(
        row.budget_id if "budget_id" in row else row.measure_id,
        row.record_key,
        " ".join(row.text_raw.split()),
        line_start=int(row.line_start),
        line_end=int(row.line_end),
    )
    return Correction(**(values | more), anchor=anchor)


def budget(dataset: Path, amount: int) -> pd.Series:
    budgets = table(dataset, "budgets")
    return budgets[budgets.amount_min == Decimal(amount)].iloc[0]


def save(dataset: Path, *corrections: Correction) -> None:
    document = table(dataset, "documents").iloc[0]
    add(dataset / "corrections", document.source_path, document.sha256, corrections)


def rerun(dataset: Path):
    return run(dataset / "raw", dataset / "processed", ONE)


def change_amount(dataset: Path) -> list[Correction]:
    row, values = budget(dataset, 50_000), {"old": "50000", "new": "60000", "why": "อ่านผิด"}
    fields = ("amount_min", "amount_max")
    return [correction(row, id=f"c-{field}", field=field, **values) for field in fields]


def test_a_corrected_amount_is_in_the_next_snapshot_and_sums_are_checked_with_it(dataset: Path) -> None:
    save(dataset, *change_amount(dataset))
    assert rerun(dataset).read == 1
    corrected = budget(dataset, 60_000)
    assert corrected.corrected
    assert "total_mismatch" in set(table(dataset, "findings").code)
    assert rerun(dataset).read == 0, "nothing has changed since"


def test_a_withdrawn_correction_is_no_longer_in_the_records(dataset: Path) -> None:
    both = change_amount(dataset)
    save(dataset, *both)
    rerun(dataset)
    save(dataset, *(replace(one, id=f"w-{one.id}", action="withdraw", old=one.id, new=None) for one in both))
    assert rerun(dataset).read == 1
    assert not budget(dataset, 50_000).corrected
    assert len(read_file(file_of(dataset / "corrections", "ตลาด.txt")).corrections) == 4


def test_a_deleted_project_leaves_its_money_and_an_added_one_is_there(dataset: Path) -> None:
    project = table(dataset, "measures").iloc[1]
    save(
        dataset,
        correction(project, table="measures", action="delete"),
        Correction(
            id="c3",
            action="add",
            table="measures",
            who="สมศรี",
            when="2026-01-05T09:00:00Z",
            new={"kind": "project", "text": "โครงการป้ายตลาด"},
            anchor=Anchor(words="โครงการป้ายตลาด", line_start=7, line_end=7),
        ),
    )
    summary = rerun(dataset)
    assert summary.records["rejects"] == 0
    measures = table(dataset, "measures")
    assert project.text not in set(measures.text)
    assert measures[measures.text == "โครงการป้ายตลาด"].corrected.all()
    assert budget(dataset, 50_000).measure_id is None or pd.isna(budget(dataset, 50_000).measure_id)


def test_a_record_that_is_marked_as_right_is_sure(dataset: Path) -> None:
    project = table(dataset, "measures").iloc[1]
    save(dataset, correction(project, table="measures", action="right"))
    rerun(dataset)
    right = table(dataset, "measures").iloc[1]
    assert right.confidence == 1
    assert not right.corrected
    assert "confirmed_by_person" in right.rules


def test_a_correction_follows_its_record_into_a_revised_document(dataset: Path) -> None:
    save(dataset, *change_amount(dataset))
    revised = PLAN.replace("ตลาดสะอาด\n", "ตลาดสะอาด\nยุทธศาสตร์นี้ปรับปรุงตามมติที่ประชุม\n")
    (dataset / "raw" / "ตลาด.txt").write_text(revised, "utf-8")
    rerun(dataset)
    assert budget(dataset, 60_000).corrected
    assert "correction_unused" not in set(table(dataset, "findings").code)


def test_a_correction_whose_words_are_gone_is_reported(dataset: Path) -> None:
    save(dataset, *change_amount(dataset))
    (dataset / "raw" / "ตลาด.txt").write_text(PLAN.replace("๕๐,๐๐๐", "๗๐,๐๐๐"), "utf-8")
    rerun(dataset)
    findings = table(dataset, "findings")
    messages = findings[findings.code == "correction_unused"].message
    assert [message for message in messages if "สมศรี" in message]
    assert not table(dataset, "budgets").corrected.any()


def test_a_renamed_document_keeps_its_corrections(dataset: Path) -> None:
    save(dataset, *change_amount(dataset))
    (dataset / "raw" / "ตลาด.txt").rename(dataset / "raw" / "ตลาดใหม่.txt")
    rerun(dataset)
    assert budget(dataset, 60_000).corrected


def test_a_document_that_is_renamed_later_revised_and_renamed_again_keeps_them(
    dataset: Path,
) -> None:
    save(dataset, *change_amount(dataset))
    before, after = dataset / "raw" / "ตลาด.txt", dataset / "raw" / "ตลาดใหม่.txt"
    before.rename(after)
    rerun(dataset)
    after.write_text(PLAN.replace("ตลาดสะอาด\n", "ตลาดสะอาด\nปรับปรุงตามมติที่ประชุม\n"), "utf-8")
    rerun(dataset)
    assert budget(dataset, 60_000).corrected
    after.rename(before.with_name("ตลาดฉบับใช้จริง.txt"))
    rerun(dataset)
    assert budget(dataset, 60_000).corrected


def test_a_copy_of_a_corrected_document_that_becomes_another_has_no_corrections(dataset: Path) -> None:
    save(dataset, *change_amount(dataset))
    copy = dataset / "raw" / "ตลาด ๒๕๖๙.txt"
    copy.write_text(PLAN, "utf-8")
    rerun(dataset)
    copy.write_text(PLAN.replace("ตลาดสะอาด\n", "ตลาดสะอาด\nปรับปรุงตามมติที่ประชุม\n"), "utf-8")
    rerun(dataset)
    assert sorted(table(dataset, "budgets").query("corrected").amount_min) == [60_000]
    assert "correction_unused" not in set(table(dataset, "findings").code)


def test_a_file_of_corrections_that_cannot_be_understood_stops_the_run_and_stays(dataset: Path) -> None:
    save(dataset, *change_amount(dataset))
    file = file_of(dataset / "corrections", "ตลาด.txt")
    file.write_text("{half", "utf-8")
    with pytest.raises(ThaiplanError, match="no file of corrections"):
        rerun(dataset)
    with pytest.raises(ThaiplanError, match="no file of corrections"):
        add(dataset / "corrections", "ตลาด.txt", "0", ())
    assert file.read_text("utf-8") == "{half"


def test_corrections_never_stand_outside_their_folder(tmp_path: Path) -> None:
    with pytest.raises(ThaiplanError, match="outside"):
        file_of(tmp_path / "corrections", "../../etc/แผน.txt")


def _save_on_and_on(folder: Path, told: Path) -> None:
    with told.open("a") as out:
        for number in range(10_000):
            one = Correction(str(number), "right", "measures", "สมศรี", "2026-01-05T09:00:00Z")
            add(folder, "แผน.txt", "0", [one])
            out.write(f"{number}\n")
            out.flush()


def _kill_while_saving(folder: Path, seconds: float) -> int:
    told = folder / f"told-{seconds}"
    process = multiprocessing.get_context("fork").Process(target=_save_on_and_on, args=(folder, told))
    process.start()
    time.sleep(seconds)
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    return len(told.read_text().splitlines()) if told.exists() else 0


def test_a_kill_while_saving_loses_nothing_that_was_saved(tmp_path: Path) -> None:
    saved = 0
    for turn in range(10):
        saved += _kill_while_saving(tmp_path, 0.05 + 0.011 * turn)
    kept = read_file(tmp_path / "แผน.txt.json").corrections
    assert saved <= len(kept) <= saved + 10
    assert len(Corrections(tmp_path).documents) == 1
    assert json.loads((tmp_path / "แผน.txt.json").read_text("utf-8"))["source_path"] == "แผน.txt"

"""A small dataset to review: a plan in text whose title tries to be a script, and a budget in it."""

from pathlib import Path

import pytest

from pipeline.run import RunSettings, run

PLAN = """แผนปฏิบัติการต้านการทุจริต &lt;script&gt;document.title = "เสียท่า"&lt;/script&gt;
พ.ศ. ๒๕๖๘

ยุทธศาสตร์ที่ ๑ ป้องกันการทุจริตเชิงนโยบาย
โครงการ\tหน่วยงาน\tงบประมาณ (บาท)
๑. โครงการอบรมต้านทุจริต &lt;img src=x onerror=alert(1)&gt;\tกองคลัง\t๑๐๐,๐๐๐
๒. โครงการสายด่วนร้องเรียน\tกองช่าง\t๕๐,๐๐๐
รวม\t\t๑๕๐,๐๐๐

หมายเหตุที่ไม่มีใครอ่าน
"""
ONE = RunSettings(workers=1)


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset as a run leaves it. Do not write to it: take `reviewed`."""
    folder = tmp_path_factory.mktemp("reviewed")
    (folder / "raw").mkdir()
    (folder / "raw" / "ต้านทุจริต.txt").write_text(PLAN, "utf-8")
    sample = Path(__file__).parents[2] / "data" / "raw" / "watershed-plan.pdf"
    (folder / "raw" / "ลุ่มน้ำ.pdf").write_bytes(sample.read_bytes())
    run(folder / "raw", folder / "processed", ONE)
    return folder


@pytest.fixture
def reviewed(published: Path, tmp_path: Path) -> Path:
    """A copy of the dataset to correct."""
    import shutil

    shutil.copytree(published, tmp_path / "d", symlinks=True)
    return tmp_path / "d"

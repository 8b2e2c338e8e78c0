"""The Word and Excel samples of data/raw: the plans of an invented town, as its offices would write them."""

from __future__ import annotations

from pathlib import Path

try:
    from tests.samples.office_files import Value, cell, excel_file, numbered_list, paragraph, table, word_file
except ImportError:  # beside make_samples.py, which is run as a script
    from office_files import Value, cell, excel_file, numbered_list, paragraph, table, word_file

WORD, EXCEL = "town-plan.docx", "town-budget.xlsx"

_HEAD = ("ลำดับ", "โครงการ", "ตัวชี้วัด", "งบประมาณ (บาท)", "หน่วยงานรับผิดชอบ")


def word_sample() -> bytes:
    """A plan whose strategies and tactics are numbered by Word, with a merged column of agencies."""
    definition, use = numbered_list(
        1, [("thaiNumbers", "ยุทธศาสตร์ที่ %1", 1), ("thaiNumbers", "กลยุทธ์ที่ %1.%2", 1)]
    )
    body = [
        paragraph("แผนพัฒนาเทศบาลเมืองธารทอง ประจำปีงบประมาณ พ.ศ. ๒๕๖๘", bold=True),
        paragraph("เมืองน่าอยู่สำหรับทุกวัย", style="Heading1", numbered=(1, 0)),
        paragraph("ดูแลผู้สูงอายุถึงบ้าน", style="Heading2", numbered=(1, 1)),
        table(
            [
                _HEAD,
                (
                    "๑",
                    "โครงการเยี่ยมบ้านผู้สูงอายุ",
                    "เยี่ยมบ้าน ๓๐๐ หลัง",
                    "๔๕๐,๐๐๐",
                    cell("กองสาธารณสุข", merge="restart"),
                ),
                ("๒", "โครงการอบรมผู้ดูแล", "ผู้ผ่านการอบรม ๖๐ คน", "๙๐,๐๐๐", cell("", merge="continue")),
            ]
        ),
        paragraph("เศรษฐกิจริมน้ำ", style="Heading1", numbered=(1, 0)),
        paragraph("ฟื้นตลาดเก่า", style="Heading2", numbered=(1, 1)),
        table([_HEAD, ("๑", "โครงการตลาดเช้าริมธาร", "ผู้ค้า ๔๐ ราย", "๒๐๐,๐๐๐", "กองสวัสดิการสังคม")]),
    ]
    return word_file(body, definition + use)


def excel_sample() -> bytes:
    """Two sheets of projects with amounts as numbers, each under title rows."""
    water: list[list[Value]] = [
        ["แผนปฏิบัติการกองช่าง เทศบาลเมืองธารทอง ปีงบประมาณ พ.ศ. 2568"],
        ["ยุทธศาสตร์ที่ 1 น้ำสะอาดทั่วถึง"],
        [*_HEAD],
        [1, "โครงการขยายเขตประปา", "ครัวเรือนมีน้ำใช้ 120 ครัวเรือน", 1250000, "กองช่าง"],
        [2, "โครงการล้างถังกรองน้ำ", "ล้างถังกรอง 8 ถัง", 64000, "กองช่าง"],
    ]
    roads: list[list[Value]] = [
        ["ยุทธศาสตร์ที่ 2 ถนนปลอดภัย"],
        [*_HEAD],
        [1, "โครงการทาสีทางม้าลาย", "ทางม้าลาย 15 แห่ง", 180000, "กองช่าง"],
    ]
    return excel_file({"น้ำ": water, "ถนน": roads})


def write(folder: Path) -> None:
    """Write both samples to `folder`."""
    (folder / WORD).write_bytes(word_sample())
    (folder / EXCEL).write_bytes(excel_sample())

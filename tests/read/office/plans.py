"""Small plans that were made up, each as the same content for a text, Word or Excel file."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.samples.office_files import Value, cell, excel_file, numbered_list, paragraph, table, word_file

_ISSUES = (
    "พัฒนาแหล่งน้ำเพื่อการเกษตร",
    "ยกระดับคุณภาพชีวิตผู้สูงอายุ",
    "ส่งเสริมการท่องเที่ยวชุมชน",
    "จัดการขยะอย่างยั่งยืน",
    "เสริมสร้างความปลอดภัยทางถนน",
    "พัฒนาทักษะดิจิทัลของเยาวชน",
)
_WORKS = (
    "ขุดลอกคลองส่งน้ำ",
    "อบรมอาสาสมัครดูแลผู้สูงอายุ",
    "จัดตลาดนัดวัฒนธรรม",
    "คัดแยกขยะต้นทาง",
    "ปรับปรุงทางแยกจุดเสี่ยง",
    "ค่ายนักเขียนโปรแกรมรุ่นเยาว์",
    "ตรวจสุขภาพเคลื่อนที่",
    "ปลูกป่าชายเลน",
    "ซ่อมแซมฝายชะลอน้ำ",
)
_OFFICES = ("กองช่าง", "กองสาธารณสุข", "สำนักปลัด", "กองการศึกษา")
_HEADER = ("ลำดับ", "โครงการ", "ตัวชี้วัด", "งบประมาณ (บาท)", "หน่วยงานรับผิดชอบ")


@dataclass(frozen=True)
class Project:
    """A row of a plan's table."""

    name: str
    indicator: str
    baht: int
    office: str


@dataclass(frozen=True)
class Plan:
    """A plan: its title, and the projects of each strategic issue."""

    title: str
    issues: tuple[tuple[str, tuple[Project, ...]], ...]


def plan(seed: int) -> Plan:
    """A plan that is always the same for a seed."""
    chance = random.Random(seed)
    issues = []
    for issue in chance.sample(_ISSUES, chance.randint(1, 3)):
        projects = tuple(
            Project(
                f"โครงการ{name}",
                f"ร้อยละ {chance.randrange(50, 100, 5)} ของเป้าหมายแล้วเสร็จ",
                chance.randrange(5, 900) * 1_000,
                chance.choice(_OFFICES),
            )
            for name in chance.sample(_WORKS, chance.randint(2, 4))
        )
        issues.append((issue, projects))
    return Plan(f"แผนปฏิบัติการประจำปีงบประมาณ พ.ศ. {2566 + seed % 4}", tuple(issues))


def _rows(projects: tuple[Project, ...]) -> list[list[str]]:
    return [[str(n), p.name, p.indicator, f"{p.baht:,}", p.office] for n, p in enumerate(projects, 1)]


def as_text(made: Plan) -> bytes:
    """The plan as a text file with tables of tabs."""
    lines = [made.title, ""]
    for number, (issue, projects) in enumerate(made.issues, 1):
        lines += [f"ยุทธศาสตร์ที่ {number} {issue}", ""]
        lines += ["\t".join(row) for row in [list(_HEADER), *_rows(projects)]]
        lines.append("")
    return "\n".join(lines).encode()


def as_word(made: Plan, *, typed: bool = False) -> bytes:
    """The plan as a Word file, whose strategies are numbered by Word, or where `typed` by hand."""
    definition, use = numbered_list(1, [("decimal", "ยุทธศาสตร์ที่ %1", 1)])
    body = [paragraph(made.title, bold=True)]
    for number, (issue, projects) in enumerate(made.issues, 1):
        if typed:
            body.append(paragraph(f"ยุทธศาสตร์ที่ {number} {issue}", style="Heading1"))
        else:
            body.append(paragraph(issue, style="Heading1", numbered=(1, 0)))
        body.append(table([[cell(name) for name in _HEADER], *_rows(projects)]))
    return word_file(body, definition + use)


def as_excel(made: Plan) -> bytes:
    """The plan as an Excel file of one sheet, its tables one below the other, its amounts numbers."""
    rows: list[list[Value]] = [[made.title], []]
    for number, (issue, projects) in enumerate(made.issues, 1):
        rows += [[f"ยุทธศาสตร์ที่ {number} {issue}"], list(_HEADER)]
        rows += [[n, p.name, p.indicator, p.baht, p.office] for n, p in enumerate(projects, 1)]
        rows.append([])
    return excel_file({"แผน": rows}, merges=("A1:E1",))

"""How a plan is told: words, numbers, columns, units, and what stands around it.

Two sets of forms share no word and no order of columns: those of `TRAINING` teach, those of `TESTING` show
how well a form that nobody has seen is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Literal, TypeAlias

MoneyUnit: TypeAlias = Literal["header", "above", "cell", "million"]
TextTable: TypeAlias = Literal["tabs", "pipes", "html"]
TEXT_TABLES: tuple[TextTable, ...] = ("tabs", "pipes", "html")
Marker: TypeAlias = Literal["1.", "1)", "(1)", "•", "-", "➢", "1.)", "▪", "*"]


@dataclass(frozen=True, slots=True)
class Form:
    """One way to tell a plan.

    `names` has the column name and the label of each field, `orders` the columns of the layout's table.
    """

    layout: str
    names: Mapping[str, str]
    order: tuple[str, ...]
    after: str
    total: str
    year: str
    thai_digits: bool
    dotted: bool
    marker: Marker
    unit: MoneyUnit
    mark: str
    joint: str
    says_project: bool
    repeats_header: bool
    rows_a_page: int
    parts: bool
    contents: bool
    quotes: bool
    text_table: TextTable


@dataclass(frozen=True, slots=True)
class Pool:
    """The words and orders that a set of forms chooses from."""

    layouts: tuple[str, ...]
    names: Mapping[str, tuple[str, ...]]
    orders: Mapping[str, tuple[tuple[str, ...], ...]]
    after: tuple[str, ...]
    totals: tuple[str, ...]
    years: tuple[str, ...]
    markers: tuple[Marker, ...]
    units: tuple[MoneyUnit, ...]
    marks: tuple[str, ...]
    joints: tuple[str, ...]


TRAINING = Pool(
    layouts=(
        "lists",
        "tables",
        "wide",
        "dividers",
        "targets",
        "inline",
        "steps",
        "sheets",
        "kpi_sheets",
        "local",
        "monthly",
        "year_rows",
        "labelled_lines",
    ),
    names={
        "strategy": ("ยุทธศาสตร์ที่", "ประเด็นการพัฒนาที่", "ประเด็นยุทธศาสตร์ที่", "แผนยุทธศาสตร์ที่", "ยุทธศาสตร์การพัฒนาที่"),
        "goal": ("เป้าประสงค์ที่", "เป้าประสงค์เชิงยุทธศาสตร์ที่", "เป้าหมายที่", "เป้าหมายเชิงยุทธศาสตร์ที่"),
        "tactic": ("กลยุทธ์ที่", "กลยุทธ์", "กลวิธีที่"),
        "strategy_column": ("ยุทธศาสตร์", "ประเด็นการพัฒนา", "ประเด็นยุทธศาสตร์", "ยุทธศาสตร์การพัฒนา"),
        "tactic_column": ("กลยุทธ์", "กลยุทธ์หลัก", "กลวิธี"),
        "goals": ("เป้าประสงค์", "เป้าหมายหลัก", "เป้าหมายการพัฒนา"),
        "indicators": ("ตัวชี้วัด", "ตัวชี้วัดเป้าประสงค์", "ตัวบ่งชี้ความสำเร็จ"),
        "measures": ("แนวทางการพัฒนา", "มาตรการ", "แนวทางการดำเนินงาน", "แนวทางปฏิบัติ"),
        "number": ("ที่", "ลำดับ", "ลำดับที่"),
        "project": (
            "โครงการ",
            "โครงการ/กิจกรรม",
            "ชื่อโครงการ",
            "ชุดโครงการ",
            "รายชื่อโครงการ",
            "โครงการสำคัญ",
            "โครงการที่จะดำเนินการ",
        ),
        "indicator": ("ตัวชี้วัด", "ตัวชี้วัดความสำเร็จ", "ตัวบ่งชี้ผลสำเร็จ", "ตัวชี้วัดผลงาน", "ดัชนีชี้วัด"),
        "target": ("ค่าเป้าหมาย", "เป้าหมาย", "ค่าเป้าหมายของตัวชี้วัด", "ระดับเป้าหมาย", "เป้าหมายตัวชี้วัด"),
        "unit": ("หน่วยนับ", "หน่วยวัด", "หน่วย"),
        "budget": ("งบประมาณ", "วงเงินงบประมาณ", "กรอบวงเงิน", "จำนวนเงินที่เสนอขอ", "งปม.", "ประมาณการค่าใช้จ่าย"),
        "agency": (
            "ผู้รับผิดชอบ",
            "หน่วยงานรับผิดชอบ",
            "ผู้ประสานงาน",
            "หน่วยงานเจ้าของเรื่อง",
            "ส่วนงานรับผิดชอบ",
            "กองที่รับผิดชอบ",
        ),
        "years": ("ปีที่ดำเนินการ", "ระยะเวลาดำเนินการ", "ปีงบประมาณที่ดำเนินการ", "ช่วงปีที่ดำเนินงาน"),
        "step": ("ขั้นตอนการดำเนินงาน", "กิจกรรมย่อย/ขั้นตอน", "ขั้นตอน"),
    },
    orders={
        "tables": (
            ("number", "project", "indicator", "target", "budget", "agency"),
            ("number", "project", "budgets", "agency"),
            ("project", "indicator", "years", "budget", "agency"),
            ("number", "agency", "project", "budget", "indicator", "target"),
            ("project", "indicator", "target", "unit", "agency", "budget"),
            ("number", "project", "years", "budgets", "agency"),
            ("project", "budgets", "indicator", "agency"),
        ),
        "wide": (
            ("strategy", "tactic", "project", "indicator", "target", "budget", "agency"),
            ("strategy", "tactic", "agency", "project", "budget", "indicator"),
            ("strategy", "project", "indicator", "target", "unit", "budget", "agency"),
        ),
        "dividers": (
            ("number", "project", "indicator", "budget", "agency"),
            ("number", "project", "budgets", "agency"),
            ("project", "years", "agency", "budget"),
            ("number", "project", "agency", "indicator", "target", "budget"),
        ),
        "targets": (
            ("indicator", "unit", "targets"),
            ("indicator", "targets", "agency"),
            ("number", "indicator", "unit", "targets", "agency"),
            ("agency", "indicator", "targets"),
        ),
        "steps": (
            ("number", "project", "step", "years", "budget", "agency"),
            ("project", "step", "agency", "budget"),
        ),
    },
    after=(" ", " : ", " – ", ": ", ". "),
    totals=("รวม", "รวมทั้งสิ้น", "รวมงบประมาณ", "ยอดรวม", "รวมเงิน"),
    years=("{}", "ปี {}", "พ.ศ. {}", "ปีงบประมาณ {}", "ปีที่ {n} ({})"),
    markers=("1.", "(1)", "•", "1)", "-", "➢"),
    units=("header", "cell", "above", "million"),
    marks=("✓", "/", "●", "x", "↔"),
    joints=(" / ", "\n", ", ", " และ"),
)

TESTING = Pool(
    layouts=(
        "lists",
        "tables",
        "wide",
        "dividers",
        "targets",
        "indicator_cards",
        "project_cards",
        "sources",
        "matrix",
        "lettered",
        "objectives",
        "logical_frames",
        "paired_cards",
        "two_parts",
    ),
    names={
        "strategy": ("เข็มมุ่งที่", "ยุทธศาสตร์หลักที่", "วาระการพัฒนาที่"),
        "goal": ("เป้าหมายสำคัญที่", "วัตถุประสงค์เชิงยุทธศาสตร์ที่"),
        "tactic": ("กลยุทธ์ย่อยที่", "ยุทธวิธีที่"),
        "strategy_column": ("ยุทธศาสตร์หลัก", "เข็มมุ่ง"),
        "tactic_column": ("กลยุทธ์ย่อย", "ยุทธวิธี"),
        "goals": ("เป้าหมายสำคัญ", "เป้าประสงค์หลัก"),
        "indicators": ("ตัววัดผล", "ตัวชี้วัดและเป้าหมาย"),
        "measures": ("แนวทาง/มาตรการ", "สิ่งที่จะดำเนินการ"),
        "number": ("ข้อ", "ลำดับโครงการ"),
        "project": ("งาน/โครงการ", "แผนงาน/โครงการ", "โครงการตามแผน"),
        "indicator": ("ตัววัด", "ตัวชี้วัดระดับโครงการ", "เครื่องชี้วัด"),
        "target": ("เกณฑ์เป้าหมาย", "ค่าที่คาดหวัง", "เป้าหมายปลายแผน"),
        "unit": ("หน่วยนับที่ใช้", "หน่วยของตัวชี้วัด"),
        "budget": ("เงินที่ใช้", "งบดำเนินการ", "วงเงินรวม", "ค่าใช้จ่ายโดยประมาณ"),
        "agency": ("เจ้าภาพ", "ผู้ดำเนินการ", "หน่วยปฏิบัติ", "กอง/สำนัก"),
        "years": ("กรอบเวลา", "แผนการดำเนินงานรายปี"),
        "step": ("วิธีการทำงาน", "ลำดับงาน"),
    },
    orders={
        "tables": (
            ("project", "agency", "budget", "indicator", "target"),
            ("number", "project", "indicator", "unit", "target", "budgets"),
            ("agency", "project", "years", "budget"),
            ("number", "project", "agency", "budgets"),
        ),
        "wide": (
            ("strategy", "tactic", "project", "budgets", "agency"),
            ("strategy", "project", "agency", "years", "budget"),
        ),
        "dividers": (
            ("project", "indicator", "budget"),
            ("number", "project", "budget", "years", "agency"),
        ),
        "targets": (("indicator", "agency", "unit", "targets"), ("indicator", "targets", "unit")),
    },
    after=(" - ", " "),
    totals=("รวมทั้งหมด", "รวมเป็นเงิน", "รวมค่าใช้จ่าย"),
    years=("ปีงบ {}", "แผนปี {}", "ปี พ.ศ. {}"),
    markers=("1.)", "▪", "*"),
    units=("above", "million", "header", "cell"),
    marks=("■", "→", "X"),
    joints=("; ", " ร่วมกับ "),
)
POOLS: dict[str, Pool] = {"training": TRAINING, "testing": TESTING}


def random_form(random: Random, pool: Pool, layout: str | None = None) -> Form:
    """A form of a pool; `layout` says which layout, one at random if not given."""
    layout = layout or random.choice(pool.layouts)
    return Form(
        layout=layout,
        names={field: random.choice(names) for field, names in pool.names.items()},
        order=random.choice(pool.orders.get(layout, ((),))),
        after=random.choice(pool.after),
        total=random.choice(pool.totals),
        year=random.choice(pool.years),
        thai_digits=_toss(random, 0.6),
        dotted=_toss(random, 0.6),
        marker=random.choice(pool.markers),
        unit=random.choice(pool.units),
        mark=random.choice(pool.marks),
        joint=random.choice(pool.joints),
        says_project=_toss(random, 0.7),
        repeats_header=_toss(random, 0.7),
        rows_a_page=random.choice((3, 5, 9, 99)),
        parts=_toss(random, 0.5),
        contents=_toss(random, 0.3),
        quotes=_toss(random, 0.3),
        text_table=random.choice(TEXT_TABLES),
    )


def _toss(random: Random, likely: float) -> bool:
    return random.random() < likely

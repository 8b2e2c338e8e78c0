"""Plans told in objectives with key results, in logical frames, in cards of pairs, and in two parts."""

from __future__ import annotations

from dataclasses import replace

from evaluation.plans.layouts.front import front
from evaluation.plans.layouts.prose import tactics
from evaluation.plans.paper import Cell, Row, Table
from evaluation.plans.plan import Goal, Indicator, Project, Size, random_plan
from evaluation.plans.words import GOALS, PLACES, THINGS
from evaluation.plans.writer import Writer

RESULTS = (("Objective", "Key Results"), ("วัตถุประสงค์ (Objective)", "ผลลัพธ์สำคัญ (Key Result)"))
CODES = (("O{}. ", "KR{}.{} "), ("O{}: ", "KR {}.{} : "), ("{}. ", "{}.{} "))
FRAMES = (
    ("ระดับวัตถุประสงค์", "ตัวชี้วัดความสำเร็จ (OVI)", "แหล่งตรวจสอบ (MOV)", "ข้อสมมติฐาน"),
    ("คำสรุป", "ตัวบ่งชี้ความสำเร็จ", "วิธีพิสูจน์", "เงื่อนไขความสำเร็จ"),
)
LEVELS = ("วัตถุประสงค์ทั่วไป (Goal)", "วัตถุประสงค์โครงการ (Purpose)")
OFFICES = ("หน่วยงานรับผิดชอบ", "เจ้าของโครงการ")
MONEY = ("งบประมาณ", "วงเงิน")


def objectives(writer: Writer) -> None:
    """One table of objectives whose cells span their key results."""
    front(writer)
    names, codes = writer.random.choice(RESULTS), writer.random.choice(CODES)
    head = (*names, writer.name("target"), writer.name("unit"), writer.name("agency"))
    rows: list[Row] = []
    pairs = [(goal, strategy) for strategy in writer.plan.strategies for goal in strategy.goals]
    for number, (goal, strategy) in enumerate(pairs, 1):
        rows += _objective(writer, goal, number, codes, strategy.tactics[0].projects[0].agencies[0])
    writer.paper.blocks.append(Table((_row(writer, *head),), tuple(rows)))


def _objective(writer: Writer, goal: Goal, number: int, codes: tuple[str, str], office: str) -> list[Row]:
    rows = []
    for at, indicator in enumerate(goal.indicators, 1):
        key, figure = writer.paper.key(), indicator.targets[-1]
        result = writer.digits(codes[1].format(number, at)) + indicator.text
        cells = [Cell(text) for text in (result, writer.digits(figure), indicator.unit, office)]
        if at == 1:
            writer.node("goal", key, str(number), f"G{number}", goal.title)
            title = writer.digits(codes[0].format(number)) + goal.title
            cells = [Cell(title, rows=len(goal.indicators)), *cells]
        writer.indicator([key], indicator, "strategy", f"G{number}", target_value=figure, unit=indicator.unit)
        rows.append(Row(key, tuple(cells)))
    return rows


def logical_frames(writer: Writer) -> None:
    """A logical frame for each project of a tactic, with its activities and money below."""
    front(writer)
    names = writer.random.choice(FRAMES)
    for path, projects in tactics(writer):
        for project in projects[:2]:
            name, amount = f"โครงการ{project.name}", sum(project.money)
            key = writer.paper.write(f"ชื่อโครงการ {name}", "heading")
            writer.neutral_heading(key, None, "", name)
            writer.measure([key], name, path)
            levels = zip(LEVELS, project.indicators, strict=False)
            rows = tuple(_level(writer, level, i, name) for level, i in levels)
            writer.paper.blocks.append(Table((_row(writer, *names),), rows))
            writer.paper.write("กิจกรรม", "label")
            for number, step in enumerate(project.steps, 1):
                key = writer.paper.write(writer.item(number, step), "item")
                writer.measure([key], step, path, kind="activity", parent=name)
            key = writer.paper.write(f"งบประมาณ : {writer.money(amount)}")
            writer.budget([key], amount, name, text=writer.money(amount))


def _level(writer: Writer, level: str, indicator: Indicator, project: str) -> Row:
    line = f"{indicator.text} {writer.target(indicator)}"
    goal = writer.random.choice(GOALS).format(thing=writer.random.choice(THINGS))
    row = _row(writer, f"{level}\n{goal}", line, "รายงานประจำปี", "นโยบายมีความต่อเนื่อง")
    said = {"target_value": indicator.targets[-1]}
    writer.indicator([row.key], replace(indicator, text=line), "measure", project, **said)
    return row


def paired_cards(writer: Writer) -> None:
    """A card for each project of a tactic, two names and what they say in a row."""
    front(writer)
    names = writer.random.choice(OFFICES), writer.random.choice(MONEY)
    for path, projects in tactics(writer):
        for project in projects[:2]:
            _paired_card(writer, project, path, names)


def _paired_card(writer: Writer, project: Project, path: str, names: tuple[str, str]) -> None:
    name, amount, indicator = f"โครงการ{project.name}", sum(project.money), project.indicators[0]
    measured, year = f"{indicator.text} {writer.target(indicator)}", writer.plan.years[0]
    period, place = writer.digits(f"ต.ค. {year - 1} - ก.ย. {year}"), f"ตำบล{writer.random.choice(PLACES)}"
    titled = Row(writer.paper.key(), (Cell("ชื่อโครงการ"), Cell(name, cols=3)))
    rows = (
        titled,
        _row(writer, names[0], project.agencies[0], names[1], writer.money(amount)),
        _row(writer, "ระยะเวลา", period, "สถานที่", place),
        Row(writer.paper.key(), (Cell("ตัวชี้วัด"), Cell(measured, cols=3))),
    )
    writer.paper.blocks.append(Table((), rows))
    writer.paper.write("")
    writer.measure([titled.key], name, path, agencies=[project.agencies[0]])
    writer.budget([rows[1].key], amount, name, text=writer.money(amount))
    said = {"target_value": indicator.targets[-1]}
    writer.indicator([rows[3].key], replace(indicator, text=measured), "measure", name, **said)


def two_parts(writer: Writer) -> None:
    """Two plans, one after the other, that count from 1 both."""
    years = writer.plan.years
    for number, title in enumerate(("แผนปฏิบัติการระยะแรก", "แผนปฏิบัติการระยะที่สอง"), 1):
        key = writer.paper.write(writer.digits(f"ส่วนที่ {number} {title}"), "heading")
        writer.heading_read(key, "ส่วนที่", str(number), title)
        if number > 1:
            writer.plan = replace(random_plan(writer.random, Size(projects=3, years=len(years))), years=years)
        for path, projects in tactics(writer):
            head = (writer.name("number"), writer.name("project"), f"{writer.name('budget')} (บาท)")
            rows = tuple(_numbered(writer, p, n, path) for n, p in enumerate(projects, 1))
            writer.paper.blocks.append(Table((_row(writer, *head, writer.name("agency")),), rows))


def _numbered(writer: Writer, project: Project, number: int, path: str) -> Row:
    name, amount = writer.project(project), sum(project.money)
    figure = writer.digits(f"{amount:,}")
    row = _row(writer, writer.digits(number), name, figure, writer.form.joint.join(project.agencies))
    writer.measure([row.key], name, path, agencies=list(project.agencies))
    writer.budget([row.key], amount, name, text=figure)
    return row


def _row(writer: Writer, *texts: str) -> Row:
    return Row(writer.paper.key(), tuple(map(Cell, texts)))

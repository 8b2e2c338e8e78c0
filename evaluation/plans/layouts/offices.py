"""Plans as municipal offices tell them: years of money between aims and results, months of two years, a row a
year, and projects in labelled lines."""

from __future__ import annotations

from dataclasses import replace

from evaluation.plans.layouts.front import front
from evaluation.plans.layouts.prose import tactics
from evaluation.plans.paper import Cell, Row, Table
from evaluation.plans.plan import Project
from evaluation.plans.words import LINES, PLACES
from evaluation.plans.writer import Writer

MONTHS = ("ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.")
AIMS = ("วัตถุประสงค์", "วัตถุประสงค์ของโครงการ")
RESULTS = ("ผลที่คาดว่าจะได้รับ", "ประโยชน์ที่คาดว่าจะได้รับ")
DETAILS = ("รายละเอียดของกิจกรรมที่เกิดขึ้นจากโครงการ", "สาระสำคัญ")
PLACED = ("สถานที่ดำเนินการ", "พื้นที่ดำเนินการ")
OF_A_YEAR = ("ปีงบประมาณ", "ปี พ.ศ.")
REASONS = ("ที่มาและความจำเป็น", "หลักการและเหตุผล")


def local(writer: Writer) -> None:
    """A table under each tactic: aims, output, money of each year, indicator, result, office."""
    front(writer)
    one_of = writer.random.choice
    names = (writer.name("number"), "โครงการ", one_of(AIMS), "เป้าหมาย\n(ผลผลิตของโครงการ)")
    after = ("ตัวชี้วัด\n(KPI)", one_of(RESULTS), "หน่วยงาน\nรับผิดชอบหลัก")
    years = writer.plan.years
    for path, projects in tactics(writer):
        first = [Cell(n, rows=2) for n in names]
        first += [Cell("งบประมาณ", cols=len(years)), *(Cell(n, rows=2) for n in after)]
        second = [Cell(writer.digits(f"{year}\n(บาท)")) for year in years]
        head = (Row(writer.paper.key(), tuple(first)), Row(writer.paper.key(), tuple(second)))
        rows = [_local_row(writer, p, n, path) for n, p in enumerate(projects, 1)]
        rows.append(_local_sum(writer, projects))
        writer.paper.blocks.append(Table(head, tuple(rows)))


def _local_row(writer: Writer, project: Project, number: int, path: str) -> Row:
    key, name, indicator = writer.paper.key(), writer.project(project), project.indicators[0]
    writer.measure([key], name, path, agencies=[project.agencies[0]])
    writer.indicator([key], indicator, "measure", name)
    for year, amount in zip(writer.plan.years, project.money, strict=True):
        if amount:
            writer.budget([key], amount, name, year, text=_figure(writer, amount))
    money = [_figure(writer, amount) for amount in project.money]
    told = [writer.digits(number), name, f"เพื่อ{project.name}", writer.target(indicator), *money]
    told += [indicator.text, "ประชาชนได้รับประโยชน์อย่างทั่วถึง", project.agencies[0]]
    return Row(key, tuple(Cell(text) for text in told))


def _local_sum(writer: Writer, projects: tuple[Project, ...]) -> Row:
    key = writer.paper.key()
    sums = [sum(amounts) for amounts in zip(*(p.money for p in projects), strict=True)]
    for year, amount in zip(writer.plan.years, sums, strict=True):
        if amount:
            writer.budget([key], amount, None, year, text=_figure(writer, amount))
    told = [writer.digits(f"รวม {len(projects)} โครงการ"), "", "", "", *(_figure(writer, a) for a in sums)]
    return Row(key, tuple(Cell(text) for text in (*told, "", "", "")))


def monthly(writer: Writer) -> None:
    """A table under each tactic with the months of a fiscal year below the two years that they are of."""
    front(writer)
    one_of, year = writer.random.choice, writer.plan.years[0]
    names = (writer.name("number"), "โครงการ/กิจกรรม", one_of(DETAILS), "งบประมาณ\n(บาท)", one_of(PLACED))
    for path, projects in tactics(writer):
        first = [Cell(name, rows=2) for name in (*names, "หน่วยงาน\nรับผิดชอบ")]
        first += [
            Cell(writer.digits(f"พ.ศ. {year - 1}"), cols=3),
            Cell(writer.digits(f"พ.ศ. {year}"), cols=9),
        ]
        second = tuple(Cell(month) for month in MONTHS)
        head = (Row(writer.paper.key(), tuple(first)), Row(writer.paper.key(), second))
        rows = tuple(_monthly_row(writer, p, n, path) for n, p in enumerate(projects, 1))
        writer.paper.blocks.append(Table(head, rows))


def _monthly_row(writer: Writer, project: Project, number: int, path: str) -> Row:
    key, name, amount = writer.paper.key(), writer.project(project), sum(project.money)
    begins, months = writer.random.randint(0, 8), writer.random.randint(1, 4)
    writer.measure([key], name, path, agencies=[project.agencies[0]])
    writer.budget([key], amount, name, text=_figure(writer, amount))
    place = f"ตำบล{writer.random.choice(PLACES)}"
    told = [writer.digits(number), name, f"จัดกิจกรรม{project.name}", _figure(writer, amount), place]
    marks = [writer.form.mark if begins <= month < begins + months else "" for month in range(len(MONTHS))]
    return Row(key, tuple(Cell(text) for text in (*told, project.agencies[0], *marks)))


def year_rows(writer: Writer) -> None:
    """A table under each tactic with a row for each year of a project, whose name spans them."""
    front(writer)
    of_a_year = writer.random.choice(OF_A_YEAR)
    for path, projects in tactics(writer):
        names = (writer.name("project"), of_a_year, f"{writer.name('budget')} (บาท)", writer.name("agency"))
        head = Row(writer.paper.key(), tuple(map(Cell, names)))
        rows = [row for project in projects for row in _rows_of_years(writer, project, path)]
        writer.paper.blocks.append(Table((head,), tuple(rows)))


def _rows_of_years(writer: Writer, project: Project, path: str) -> list[Row]:
    name = writer.project(project)
    yearly = [(y, a) for y, a in zip(writer.plan.years, project.money, strict=True) if a]
    rows = []
    for at, (year, amount) in enumerate(yearly):
        key = writer.paper.key()
        writer.budget([key], amount, name, year, text=_figure(writer, amount))
        cells = [Cell(writer.digits(year)), Cell(_figure(writer, amount))]
        if at == 0:
            writer.measure([key], name, path, agencies=[project.agencies[0]])
            spanned = len(yearly)
            cells = [Cell(name, rows=spanned), *cells, Cell(project.agencies[0], rows=spanned)]
        rows.append(Row(key, tuple(cells)))
    return rows


def labelled_lines(writer: Writer) -> None:
    """Lines for each project of a tactic: its name, office, reasons, indicators, steps and money."""
    front(writer)
    reason = writer.random.choice(REASONS)
    for path, projects in tactics(writer):
        for project in projects[:2]:
            name, amount = f"โครงการ{project.name}", sum(project.money)
            key = writer.paper.write(f"ชื่อโครงการ : {name}", "label")
            writer.neutral_heading(key, None, "", name)
            writer.measure([key], name, path, agencies=[project.agencies[0]])
            writer.paper.write(f"{writer.name('agency')} : {project.agencies[0]}")
            writer.paper.write(f"{reason} : {writer.random.choice(LINES)}")
            writer.paper.write(f"{writer.name('indicators')} :", "label")
            for number, indicator in enumerate(project.indicators, 1):
                line = f"{indicator.text} {writer.target(indicator)}"
                key = writer.paper.write(writer.item(number, line), "item")
                said = {"target_value": indicator.targets[-1]}
                writer.indicator([key], replace(indicator, text=line), "measure", name, **said)
            writer.paper.write(f"{writer.name('step')} :", "label")
            for number, step in enumerate(project.steps, 1):
                key = writer.paper.write(writer.item(number, step), "item")
                writer.measure([key], step, path, kind="step", parent=name)
            key = writer.paper.write(f"{writer.name('budget')} : {writer.money(amount)}")
            writer.budget([key], amount, name, text=writer.money(amount))


def _figure(writer: Writer, amount: int) -> str:
    return writer.digits(f"{amount:,}") if amount else "-"

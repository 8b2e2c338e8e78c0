"""What stands before a plan proper: title, contents, reasons, and what it says of plans of others."""

from __future__ import annotations

from evaluation.plans.words import LINES, PLACES, THINGS
from evaluation.plans.writer import Writer


def front(writer: Writer) -> None:
    """The first pages."""
    plan, form = writer.plan, writer.form
    first, last = plan.years[0], plan.years[-1]
    span = f"ประจำปีงบประมาณ พ.ศ. {first}" if first == last else f"(พ.ศ. {first} - {last})"
    writer.paper.write(writer.digits(f"แผนปฏิบัติการ {span}"), "title")
    writer.paper.write(plan.issuer, "title")
    if form.contents:
        _contents(writer)
    writer.section(1, "บทนำ" if form.parts else "ความเป็นมา")
    for line in writer.random.sample(LINES, 2):
        writer.paper.write(line)
    if form.quotes:
        _quotes(writer)
    writer.paper.write("วิสัยทัศน์", "label")
    writer.paper.write(f"“เมือง{writer.random.choice(THINGS)} ที่ทุกคนเป็นเจ้าของ”")
    writer.section(2, "รายละเอียดแผนปฏิบัติการ")


def _contents(writer: Writer) -> None:
    writer.paper.write("สารบัญ", "label")
    titles = [writer.labelled("strategy", str(n), s.title) for n, s in enumerate(writer.plan.strategies, 1)]
    for page, title in enumerate(["บทนำ", *titles], 1):
        writer.paper.write(f"{title} {'.' * 30} {writer.digits(page)}")


def _quotes(writer: Writer) -> None:
    place, thing = writer.random.choice(PLACES), writer.random.choice(THINGS)
    number = writer.digits(writer.random.randint(2, 5))
    writer.paper.write(f"แผนฉบับนี้สอดคล้องกับแผนพัฒนาจังหวัด{place} ประเด็นการพัฒนาที่ {number} เรื่อง{thing} ด้วย")

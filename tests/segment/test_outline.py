"""Which paragraphs are headings, which are items of lists, and what each stands under."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Document, Line, Page, Place, Source
from pipeline.segment import Node, Outline, segment
from tests.records.documents import document


def outline(printed: str) -> Outline:
    return segment(document(printed))


def kinds(printed: str) -> list[tuple[str, str]]:
    return [(n.kind, n.text) for n in outline(printed).nodes]


def path(found: Outline, node: Node) -> list[str]:
    return [n.text for n in reversed(found.ancestors(node))]


def test_labelled_headings_make_a_tree() -> None:
    found = outline("""
        ส่วนที่ ๑ บทนำ

        ยุทธศาสตร์ที่ ๑ พัฒนาเมือง

        กลยุทธ์ที่ ๑.๑ รักษาคลอง

        กลยุทธ์ที่ ๑.๒ รักษาต้นไม้

        ยุทธศาสตร์ที่ ๒ พัฒนาคน

        ส่วนที่ ๒ ติดตาม
    """)

    assert [(n.kind, n.level, path(found, n)) for n in found.nodes] == [
        ("heading", 1, []),
        ("heading", 2, ["บทนำ"]),
        ("heading", 3, ["บทนำ", "พัฒนาเมือง"]),
        ("heading", 3, ["บทนำ", "พัฒนาเมือง"]),
        ("heading", 2, ["บทนำ"]),
        ("heading", 1, []),
    ]


def test_bare_numbers_with_something_below_them_are_headings() -> None:
    assert kinds("""
        ๑. วิสัยทัศน์

        เป็นเมืองน่าอยู่ที่ผู้คนมีความสุขและอยู่ร่วมกับธรรมชาติอย่างยั่งยืน

        ๒. พันธกิจ

        ดูแลคลองและต้นไม้ของเมืองร่วมกับประชาชนทุกกลุ่มทุกวัยทุกพื้นที่
    """)[::2] == [("heading", "วิสัยทัศน์"), ("heading", "พันธกิจ")]


def test_bare_numbers_that_just_follow_each_other_are_a_list() -> None:
    assert {
        kind
        for kind, _ in kinds("""
        ๑. ขุดคลอง
        ๒. ปลูกต้นไม้
        ๓. ติดไฟ
    """)
    } == {"item"}


def test_deeper_numbers_stand_under_shallower_ones() -> None:
    found = outline("""
        ๔. แผนงาน

        ๔.๑ งานช่าง

        ขุดคลองทุกสายในเขตเทศบาลให้น้ำไหลสะดวกตลอดปี

        ๔.๒ งานสวน

        ปลูกต้นไม้ริมถนนทุกสายในเขตเทศบาลให้ร่มรื่นตลอดปี

        ๕. ติดตาม

        รายงานผลทุกหกเดือนต่อสภาเทศบาลและเผยแพร่ต่อประชาชน
    """)

    headings = [
        (n.number, [a.number for a in found.ancestors(n)]) for n in found.nodes if n.kind == "heading"
    ]
    assert headings == [("4", []), ("4.1", ["4"]), ("4.2", ["4"]), ("5", [])]


def test_numbers_in_brackets_and_letters_are_always_items() -> None:
    assert [
        kind
        for kind, _ in kinds("""
        (๑) ขุดคลอง

        รายละเอียดของการขุดคลองในแต่ละปีเป็นไปตามที่กองช่างกำหนดไว้

        ๒) ปลูกต้นไม้

        ก. ติดไฟ
    """)
    ] == ["item", "text", "item", "item"]


def test_a_bulleted_list_of_labels_is_a_list() -> None:
    assert kinds("""
        - ยุทธศาสตร์ที่ ๑ พัฒนาเมือง
        - ยุทธศาสตร์ที่ ๒ พัฒนาคน
    """) == [("item", "พัฒนาเมือง"), ("item", "พัฒนาคน")]


def test_a_bare_section_word_is_a_label() -> None:
    (node,) = outline("ตัวชี้วัด").nodes

    assert (node.kind, node.fields, node.label) == ("label", ("indicator",), None)


def test_a_section_word_behind_a_number_heads_a_section() -> None:
    found = outline("""
        ๑. เป้าประสงค์และตัวชี้วัด

        (๑) เมืองสะอาด

        ๒. กลยุทธ์

        (๑) จัดการขยะ
    """)

    assert [(n.kind, n.fields) for n in found.nodes][::2] == [
        ("heading", ("goal", "indicator")),
        ("heading", ("tactic",)),
    ]


def test_a_list_that_starts_again_before_a_heading_belongs_below_it() -> None:
    found = outline("""
        กลยุทธ์ที่ ๑.๑ รักษาคลอง

        ๑) ขุดคลอง

        ๒) เก็บขยะ

        ๑) ปลูกต้นไม้

        กลยุทธ์ที่ ๑.๒ รักษาต้นไม้

        ๒) ตัดกิ่ง
    """)

    assert [(n.text, path(found, n)) for n in found.nodes if n.kind == "item"] == [
        ("ขุดคลอง", ["รักษาคลอง"]),
        ("เก็บขยะ", ["รักษาคลอง"]),
        ("ปลูกต้นไม้", ["รักษาต้นไม้"]),
        ("ตัดกิ่ง", ["รักษาต้นไม้"]),
    ]


LINES = st.lists(
    st.sampled_from(
        [
            "ยุทธศาสตร์ที่ ๑ พัฒนาเมือง",
            "กลยุทธ์ที่ ๑.๑ รักษาคลอง",
            "๑. ขุดคลอง",
            "๒. ปลูกต้นไม้",
            "๑.๑ งานช่าง",
            "(๑) ก้าวแรก",
            "- รายการ",
            "ตัวชี้วัด",
            "ข้อความธรรมดา",
            "",
            "โครงการ\tงบประมาณ\n๑. ขุด\t๕,๐๐๐",
        ]
    ),
    max_size=14,
).map("\n".join)


@given(LINES.filter(str.strip))
def test_every_node_stands_under_a_heading_above_it(text: str) -> None:
    found = outline(text)

    assert [n.index for n in found.nodes] == list(range(len(found.nodes)))
    for node in found.nodes:
        assert node.parent is None or node.parent < node.index
        assert node.level == len(found.ancestors(node)) + 1
        assert all(a.kind == "heading" for a in found.ancestors(node))


def test_a_number_goes_on_with_the_section_list_rather_than_skipping_in_an_inner_one() -> None:
    assert kinds("""
        ๑. ที่มา

        เล่าความเป็นมา

        ๒. ยุทธศาสตร์

        ยุทธศาสตร์ที่ ๑ ดูแลคลอง

        เป้าประสงค์

        ๑. คลองใส

        กลยุทธ์

        ๓. การติดตาม

        ติดตามทุกปี
    """) == [
        ("heading", "ที่มา"),
        ("text", "เล่าความเป็นมา"),
        ("heading", "ยุทธศาสตร์"),
        ("heading", "ดูแลคลอง"),
        ("label", "เป้าประสงค์"),
        ("item", "คลองใส"),
        ("label", "กลยุทธ์"),
        ("heading", "การติดตาม"),
        ("text", "ติดตามทุกปี"),
    ]


def test_numbers_in_bold_do_not_go_on_with_plain_ones() -> None:
    """A list of two references stands between the bold headings ๒ and ๓."""
    printed = [
        ("๑. ยุทธศาสตร์ด้านน้ำ", True),
        ("ดูแลแหล่งน้ำทุกแห่งในตำบลให้สะอาดและพอใช้", False),
        ("๒. ยุทธศาสตร์ด้านป่า", True),
        ("ความเชื่อมโยงกับแผนอื่นของจังหวัดและกลุ่มจังหวัด", False),
        ("๑. แผนจังหวัด", False),
        ("๒. แผนกลุ่มจังหวัด", False),
        ("๓. ยุทธศาสตร์ด้านคน", True),
        ("ดูแลคนทุกวัยในตำบลให้อยู่ดีกินดี", False),
    ]
    lines = tuple(
        Line(text, text, Place(1, bbox=(60.0, 40.0 * at, 60.0 + 6.0 * len(text), 40.0 * at + 14)), bold=bold)
        for at, (text, bold) in enumerate(printed, 1)
    )
    source = Source("แผน.pdf", "d" * 16, "d" * 64, 1, "application/pdf")

    found = segment(Document(source, "pdf", (Page(1, lines),)))

    assert [(n.number, n.text) for n in found.nodes if n.kind == "heading"] == [
        ("1", "ยุทธศาสตร์ด้านน้ำ"),
        ("2", "ยุทธศาสตร์ด้านป่า"),
        ("3", "ยุทธศาสตร์ด้านคน"),
    ]


def test_a_number_of_three_figures_goes_on_with_the_headings_before_it_whatever_mark_it_has() -> None:
    told = "เนื้อความของหัวข้อนี้กล่าวถึงวิธีทำงานของเทศบาลในการดูแลแหล่งน้ำของชุมชนตลอดทั้งปี"
    found = kinds(f"""
        ๓.๑.๑ การเก็บน้ำ

        {told}

        ๓.๑.๒ การใช้น้ำ

        {told}

        - ๓.๑.๓ การระบายน้ำ

        {told}
    """)

    assert [text for kind, text in found if kind == "heading"] == ["การเก็บน้ำ", "การใช้น้ำ", "การระบายน้ำ"]


def test_the_end_of_a_bold_name_ends_it_also_where_the_line_ends() -> None:
    def line(text: str, top: float, *, bold: bool = False, lead: int = 0) -> Line:
        box = (70.0, top, 520.0, top + 14)
        return Line(text, text, Place(1, bbox=box), bold=bold, bold_lead=lead, size=16.0)

    name = "ตัวชี้วัดที่ ๒.๑ จำนวนครัวเรือนริมคลองที่มีถังดักไขมันและใช้งานได้จริงตลอดทั้งปีงบประมาณ"
    lines = (
        line(name, 100, bold=True),
        line("ที่ลดลง นับจากการสำรวจของกองช่างในเดือนสุดท้ายของปีก่อนหน้า และเทียบกับปีที่เริ่มแผน", 120, lead=7),
        line("แล้วรายงานต่อสภาเทศบาลในการประชุมสมัยแรกของปี", 140),
    )

    found = segment(
        Document(Source("แผน.pdf", "d" * 16, "d" * 64, 1, "application/pdf"), "pdf", (Page(1, lines),))
    )

    assert found.nodes[0].text.endswith("ที่ลดลง")
    assert found.nodes[1].text.startswith("นับจากการสำรวจ")

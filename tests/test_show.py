from decimal import Decimal

import pytest

from pipeline.model import Place
from pipeline.one_page import on_page
from pipeline.records.types import (
    Budget,
    DocumentRecord,
    FindingRecord,
    Indicator,
    Letter,
    Measure,
    RecordSet,
    Strategy,
    Target,
)
from pipeline.show import Node, show, summarised
from pipeline.terminal.output import print_tree

DOC = "d" * 16


def document(**more: object) -> DocumentRecord:
    values = {
        "doc_id": DOC,
        "source_path": "แผน.txt",
        "sha256": "0" * 64,
        "bytes": 10,
        "media_type": "text/plain",
        "engine": "text",
        "pages": 1,
        "status": "ok",
        "title": "แผนปฏิบัติการเมืองสะอาด",
    }
    return DocumentRecord(**(values | more))


def strategy(number: str, title: str, *, kind: str = "strategy", parent: str | None = None) -> Strategy:
    label = {"strategy": "ยุทธศาสตร์ที่", "tactic": "กลยุทธ์ที่"}[kind]
    return Strategy(
        doc_id=DOC,
        strategy_id=f"s{number}",
        parent_id=parent,
        kind=kind,
        label=label,
        number=number,
        path=number,
        title=title,
        place=Place(line_start=10, line_end=10),
    )


def measure(name: str, text: str, *, under: str | None = None, step_of: str | None = None, **more) -> Measure:
    kind = "step" if step_of else "measure"
    return Measure(
        doc_id=DOC,
        measure_id=name,
        strategy_id=under,
        parent_id=step_of,
        kind=kind,
        number=None,
        text=text,
        path=None,
        **more,
    )


def budget(name: str, under: str | None, **more) -> Budget:
    return Budget(doc_id=DOC, budget_id=name, measure_id=under, strategy_id=None, path=None, **more)


def outline(node: Node) -> list:
    return [f"{node.kind} {node.text}", *(outline(child) for child in node.children)]


def only(node: Node, kind: str) -> Node:
    (found,) = [child for child in node.children if child.kind == kind]
    return found


def test_a_page_has_its_records_and_what_they_hang_under() -> None:
    records = RecordSet(
        document=document(),
        strategies=(
            strategy("1", "การจัดการขยะ"),
            strategy("1.1", "ลดขยะต้นทาง", kind="tactic", parent="s1"),
            strategy("2", "เมืองสีเขียว"),
        ),
        measures=(
            measure("m1", "คัดแยกขยะในครัวเรือน", under="s1.1", place=Place(page=3)),
            measure("m2", "อบรมแกนนำชุมชน", under="s1.1", step_of="m1", place=Place(page=4)),
            measure("m3", "ปลูกต้นไม้ริมทาง", under="s2", place=Place(page=5)),
        ),
        budgets=(budget("b1", "m2", amount_min=Decimal(500), amount_max=Decimal(500), place=Place(page=4)),),
    )
    found = on_page(records, 4)
    assert outline(show(found)) == [
        "document แผนปฏิบัติการเมืองสะอาด",
        [
            "strategy ยุทธศาสตร์ที่ 1 การจัดการขยะ",
            [
                "tactic กลยุทธ์ที่ 1.1 ลดขยะต้นทาง",
                ["measure คัดแยกขยะในครัวเรือน", ["step อบรมแกนนำชุมชน", ["budget 500 baht"]]],
            ],
        ],
    ]
    assert on_page(records, 9).measures == ()


def test_records_hang_under_the_node_they_belong_to() -> None:
    records = RecordSet(
        document=document(),
        strategies=(
            strategy("1", "การจัดการขยะ"),
            strategy("1.1", "ลดขยะต้นทาง", kind="tactic", parent="s1"),
        ),
        measures=(
            measure("m1", "คัดแยกขยะในครัวเรือน", under="s1.1"),
            measure("m2", "อบรมแกนนำชุมชน", under="s1.1", step_of="m1"),
        ),
        indicators=(
            Indicator(
                doc_id=DOC,
                indicator_id="i1",
                owner_type="measure",
                owner_id="m1",
                number=None,
                text="ครัวเรือนที่คัดแยกขยะ",
            ),
        ),
        budgets=(budget("b1", "m1", amount_min=Decimal(100_000), amount_max=Decimal(100_000)),),
    )
    assert outline(show(records)) == [
        "document แผนปฏิบัติการเมืองสะอาด",
        [
            "strategy ยุทธศาสตร์ที่ 1 การจัดการขยะ",
            [
                "tactic กลยุทธ์ที่ 1.1 ลดขยะต้นทาง",
                [
                    "measure คัดแยกขยะในครัวเรือน",
                    ["indicator ครัวเรือนที่คัดแยกขยะ"],
                    ["budget 100,000 baht"],
                    ["step อบรมแกนนำชุมชน"],
                ],
            ],
        ],
    ]


def test_a_record_whose_owner_is_unknown_is_shown_under_the_document() -> None:
    records = RecordSet(document=document(), measures=(measure("m1", "ปลูกต้นไม้", under="gone"),))
    assert outline(show(records))[1] == ["measure ปลูกต้นไม้"]


def test_a_measure_says_who_when_and_where() -> None:
    given = measure(
        "m1",
        "ปลูกต้นไม้",
        agencies=("กองช่าง", "กองคลัง"),
        years_be=(2566, 2567),
        place=Place(page=2, line_start=4, line_end=6),
    )
    root = show(RecordSet(document=document(), measures=(given,)))
    assert only(root, "measure").notes == ("กองช่าง, กองคลัง", "2566, 2567")
    assert only(root, "measure").place == "page 2, line 4–6"


def test_a_step_does_not_repeat_what_its_measure_says() -> None:
    given = measure("m1", "ปลูกต้นไม้", agencies=("กองช่าง",), years_be=(2566,))
    step = measure("m2", "เตรียมกล้าไม้", step_of="m1", agencies=("กองช่าง",), years_be=(2567,))
    root = show(RecordSet(document=document(), measures=(given, step)))
    assert only(only(root, "measure"), "step").notes == ("2567",)


def test_an_indicator_says_its_target_and_the_figures_of_the_years() -> None:
    indicator = Indicator(
        doc_id=DOC,
        indicator_id="i1",
        owner_type="document",
        owner_id=None,
        number="1",
        text="ความพึงพอใจ",
        unit="ร้อยละ",
        target_value=80.0,
        target_unit="percent",
        target_comparator=">=",
        target_year_be=2567,
    )
    targets = (
        Target(doc_id=DOC, indicator_id="i1", fiscal_year_be=2566, value=75.5),
        Target(doc_id=DOC, indicator_id="i1", fiscal_year_be=2565, value=70, basis="actual"),
    )
    root = show(RecordSet(document=document(), indicators=(indicator,), targets=targets))
    assert only(root, "indicator").notes == ("target >=80 ร้อยละ in 2567", "2566: 75.5; 2565: 70 (actual)")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"amount_min": Decimal("1000000"), "amount_max": Decimal("1000000")}, "1,000,000 baht"),
        ({"amount_min": Decimal("0.5"), "amount_max": Decimal("0.5")}, "0.50 baht"),
        (
            {"amount_min": Decimal(1_000_000), "amount_max": Decimal(1_000_000), "approximate": True},
            "about 1,000,000 baht",
        ),
        ({"text": "ตามงบประมาณที่ได้รับจัดสรร"}, "ตามงบประมาณที่ได้รับจัดสรร"),
    ],
)
def test_money_is_shown_in_baht_and_a_note_in_its_own_words(given: dict, words: str) -> None:
    root = show(RecordSet(document=document(), budgets=(budget("b1", None, **given),)))
    assert only(root, "budget").text == words


def test_a_letter_shows_subject_number_date_and_what_it_encloses() -> None:
    letter = Letter(
        doc_id=DOC,
        letter_id="l1",
        number="มท 0809.2/ว 5213",
        subject="ซักซ้อมแนวทางการจัดทำแผน",
        addressee="ผู้ว่าราชการจังหวัด ทุกจังหวัด",
        enclosures=("แบบรายงาน",),
    )
    node = only(show(RecordSet(document=document(), letters=(letter,))), "letter")
    assert node.text == "ซักซ้อมแนวทางการจัดทำแผน"
    assert node.notes == ("มท 0809.2/ว 5213", "to ผู้ว่าราชการจังหวัด ทุกจังหวัด")
    assert outline(node)[1:] == [["enclosure แบบรายงาน"]]


def test_doubtful_records_and_findings_are_flagged_where_they_belong() -> None:
    def finding(code: str, record_id: str | None) -> FindingRecord:
        return FindingRecord(
            finding_id=code,
            doc_id=DOC,
            severity="warning",
            code=code,
            message="ตรวจสอบ",
            record_id=record_id,
            expected="100",
            actual="90",
        )

    records = RecordSet(
        document=document(),
        measures=(measure("m1", "ปลูกต้นไม้", confidence=0.4),),
        findings=(finding("total_mismatch", "m1"), finding("row_without_record", None)),
    )
    root = show(records)
    assert only(root, "measure").warnings == (
        "confidence 0.40",
        "warning total_mismatch: ตรวจสอบ (expected 100, found 90)",
    )
    assert only(root, "warning").text == "row_without_record: ตรวจสอบ (expected 100, found 90)"


def test_a_sum_that_adds_up_is_a_remark_and_no_warning() -> None:
    total = budget("b1", None, amount_min=Decimal(90), amount_max=Decimal(90), is_total=True)
    finding = FindingRecord(
        finding_id="f", doc_id=DOC, severity="info", code="total_ok", message="ตรงกัน", record_id="b1"
    )
    root = show(RecordSet(document=document(), budgets=(total,), findings=(finding,)))
    assert only(root, "total").notes == ("total_ok",)
    assert only(root, "total").warnings == ()


def test_output_that_is_no_terminal_has_one_uncut_line_a_node(capsys: pytest.CaptureFixture[str]) -> None:
    long = "พัฒนาศักยภาพบุคลากร " * 30
    print_tree(Node("document", "แผน", children=(Node("measure", long, ("กองคลัง",)),)), full=False)
    assert capsys.readouterr().out == f"แผน\n└── measure {long.strip()} (กองคลัง)\n"


def test_a_terminal_gets_lines_cut_to_its_width(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "50")
    print_tree(Node("document", "แผน", children=(Node("measure", "ab" * 90, ("กองคลัง",)),)), full=False)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert "…" in lines[1]
    assert "กองคลัง" in lines[1]


def test_control_characters_of_a_document_do_not_reach_the_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_tree(Node("document", "แผน\x1b[2J\u202e"), full=True)
    assert capsys.readouterr().out == "แผน\\x1b[2J\\u202e\n"


def test_a_long_tree_is_cut_at_a_level_that_counts_what_is_below() -> None:
    leaves = tuple(Node("measure", f"โครงการที่ {n}") for n in range(200))
    tree = Node(
        "document", "แผน", children=tuple(Node("strategy", f"ที่ {n}", children=leaves) for n in (1, 2))
    )
    assert [child.notes for child in summarised(tree).children] == [("200 more below",)] * 2
    assert summarised(tree, depth=2) == tree
    small = Node("document", "แผน", children=leaves)
    assert summarised(small) == small


def test_a_book_with_hundreds_of_records_right_below_it_shows_some_of_each_kind() -> None:
    projects = tuple(Node("measure", f"โครงการที่ {number}") for number in range(400))
    tree = Node("document", "เล่มงบประมาณ", children=(*projects, Node("indicator", "ร้อยละของครัวเรือน")))
    shown = summarised(tree)
    assert len(shown.children) == 42
    assert [child.kind for child in shown.children[-2:]] == ["indicator", "measure"]
    assert shown.children[-1].notes[0] == "360 more"
    assert summarised(tree, depth=1) == tree

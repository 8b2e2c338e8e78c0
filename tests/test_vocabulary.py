"""What words mean: labels with numbers, section titles, names of columns, rows and cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.vocabulary import Label, squeeze, vocabulary

WORDS = vocabulary()


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("ยุทธศาสตร์ที่ ๑ พัฒนาเมือง", Label("strategy", "ยุทธศาสตร์ที่", "1", "พัฒนาเมือง")),
        ("ยุทธศาสตร์ที่ ๑ : พัฒนาเมือง", Label("strategy", "ยุทธศาสตร์ที่", "1", "พัฒนาเมือง")),
        ("ประเด็นยุทธศาสตร์ที่ ๒", Label("strategy", "ประเด็นยุทธศาสตร์ที่", "2", "")),
        ("กลยุทธ์ที่ ๑.๒ รักษาคลอง", Label("tactic", "กลยุทธ์ที่", "1.2", "รักษาคลอง")),
        ("กลยุทธ์ ๑ . ๒ รักษาคลอง", Label("tactic", "กลยุทธ์", "1.2", "รักษาคลอง")),
        ("ตัวชี้วัดที่ ๑.๑ : ร้อยละ", Label("indicator", "ตัวชี้วัดที่", "1.1", "ร้อยละ")),
        ("เป้าประสงค์ที่ ๓ เมืองสะอาด", Label("goal", "เป้าประสงค์ที่", "3", "เมืองสะอาด")),
        ("มิติที่ ๑ โปร่งใส", Label("dimension", "มิติที่", "1", "โปร่งใส")),
        ("โครงการที่ 5 : ขุดคลอง", Label("project", "โครงการที่", "5", "ขุดคลอง")),
        ("ส่วนที่ ๒ แผน", Label("part", "ส่วนที่", "2", "แผน")),
        ("Strategy 2: People", Label("strategy", "Strategy", "2", "People")),
        ("KPI 1.1 : Users", Label("indicator", "KPI", "1.1", "Users")),
        ("เป้าประสงค์ที่ 1.1 (Goal 1.1) : เมืองสะอาด", Label("goal", "เป้าประสงค์ที่", "1.1", "เมืองสะอาด")),
    ],
)
def test_a_label_is_a_word_with_a_number(line: str, label: Label) -> None:
    assert WORDS.label(line) == label


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("ยุทธศาสตรที่ ๑ พัฒนาเมือง", "strategy"),
        ("ยุทธคาสตร์ที่ ๑ พัฒนาเมือง", "strategy"),
        ("กลยุทธที่ ๑.๑ รักษาคลอง", "tactic"),
        ("ตัวชิ้วัดที่ ๑.๑ ร้อยละ", "indicator"),
        ("เป้าประสงคที่ ๑ เมืองสะอาด", "goal"),
    ],
)
def test_one_wrong_letter_in_a_long_label_is_forgiven(line: str, field: str) -> None:
    found = WORDS.label(line)

    assert found is not None
    assert found.field == field


@pytest.mark.parametrize(
    "line",
    [
        "ยุทธศาสตร์การพัฒนาเมือง",
        "ตามยุทธศาสตร์ที่ ๑",
        "ตัวชี้วัด ๒๐ % ของครู",
        "โครงการ ๑,๐๐๐ ต้น",
        "กิจกรรม ๕/๒",
        "ยุทธศาสตร์ ๓ ด้าน",
        "มิติที่ ๓ และมิติที่ ๔ ทำพร้อมกัน",
        "กลยุทธ์ที่ ๑ ถึง ๓ ใช้ทุกปี",
        "",
    ],
)
def test_a_word_without_a_number_of_its_own_is_no_label(line: str) -> None:
    assert WORDS.label(line) is None


def test_labels_within_a_text_are_found_in_order() -> None:
    found = WORDS.labels_in("รวมงบประมาณตามตัวชี้วัดที่ ๑.๑ ของยุทธศาสตร์ที่ ๑")

    assert [(n.field, n.number) for n in found] == [("indicator", "1.1"), ("strategy", "1")]


@pytest.mark.parametrize(
    ("title", "fields"),
    [
        ("ตัวชี้วัด", ("indicator",)),
        ("ตัวชี้วัดความสำเร็จ", ("indicator",)),
        ("เป้าประสงค์และตัวชี้วัด", ("goal", "indicator")),
        ("กลยุทธ์ และแนวทางการพัฒนา", ("tactic", "measure")),
        ("โครงการ / กิจกรรม", ("project", "activity")),
        ("หน่วยงานที่รับผิดชอบหลัก", ("agency",)),
        ("วิสัยทัศน์", ("vision",)),
        ("Goals and KPIs", ()),
        ("ตัวชี้วัต", ("indicator",)),
    ],
)
def test_a_title_names_the_fields_it_is_made_of(title: str, fields: tuple[str, ...]) -> None:
    assert WORDS.title_fields(title) == fields


@pytest.mark.parametrize(
    "title",
    [
        "การพัฒนาตัวชี้วัดของหน่วยงานในระดับพื้นที่",
        "ส่งเสริมการมีส่วนร่วมของประชาชนในโครงการของรัฐ",
        "ขุดลอกคลอง",
        "ยุทธ",
        "",
        "ก" * 400,
    ],
)
def test_a_title_that_mentions_a_field_among_other_words_names_none(title: str) -> None:
    assert WORDS.title_fields(title) == ()


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("ที่", "number"),
        ("รายการ", "project"),
        ("งบประมาณ (บาท)", "budget"),
        ("วงเงินงบประมาณ (ล้านบาท)", "budget"),
        ("ระยะเวลาดำเนินการ", "duration"),
        ("ค่าเป้าหมาย", "target"),
        ("หน่วยนับ", "unit"),
        ("ผลที่คาดว่าจะได้รับ", "outcome"),
        ("Responsible Agency", "agency"),
        ("Budget (Baht)", "budget"),
        ("หน่วยงาน\nที่รับผิดชอบ", "agency"),
        ("งบ ประ มาณ", "budget"),
    ],
)
def test_a_column_is_told_by_its_name(header: str, field: str) -> None:
    assert WORDS.column_fields(header)[:1] == (field,)


def test_some_words_mean_a_field_only_at_the_head_of_a_column() -> None:
    assert WORDS.column_fields("รายการ") == ("project",)
    assert WORDS.title_fields("รายการ") == ()


@pytest.mark.parametrize(
    ("text", "field"),
    [("แผนงานการศึกษา", "plan"), ("โครงการขุดคลอง", "project"), ("แผนงาน/โครงการ", None), ("แผนงาน", None)],
)
def test_a_title_may_begin_with_the_word_of_its_field(text: str, field: str | None) -> None:
    assert WORDS.starts_with_field(text) == field


@pytest.mark.parametrize(
    "text", ["รวม", "รวมทั้งสิ้น", "รวมงบประมาณตามตัวชี้วัดที่ ๑.๑", "รวม ๓ โครงการ", "มิติที่ ๑ รวม", "Total / รวม"]
)
def test_totals_begin_so(text: str) -> None:
    assert WORDS.is_total(text)


@pytest.mark.parametrize("text", ["รวมพลังชุมชน", "รวบรวมข้อมูล", "รวมกลุ่มเกษตรกร", "โครงการรวม", ""])
def test_other_words_that_begin_so_are_no_totals(text: str) -> None:
    assert not WORDS.is_total(text)


@pytest.mark.parametrize("text", ["อยู่ระหว่างดำเนินการ", "ดำเนินการแล้วเสร็จ", " แล้วเสร็จ ", "อยู่ระหว่างดำเนินกาว"])
def test_a_status_is_all_of_a_text(text: str) -> None:
    assert WORDS.status(text) == text.strip()


@pytest.mark.parametrize("text", ["", "อยู่ระหว่างดำเนินการจัดซื้อที่ดินเพื่อสร้างสวนสาธารณะ", "ขุดคลอง"])
def test_a_sentence_about_progress_is_no_status(text: str) -> None:
    assert WORDS.status(text) is None


@pytest.mark.parametrize("text", ["↔", "← →", "<-->", "✓", "/", "X X", "◄───►".replace("─", "-")])
def test_marks_of_a_grid(text: str) -> None:
    assert WORDS.is_mark(text)


@pytest.mark.parametrize("text", ["", "๑", "กองช่าง", "-", "X ๒"])
def test_other_cells_are_no_marks(text: str) -> None:
    assert not WORDS.is_mark(text)


@pytest.mark.parametrize("text", ["-", "–", "ไม่มี", "......", "____", "… …"])
def test_a_cell_may_say_in_print_that_it_is_empty(text: str) -> None:
    assert WORDS.is_nothing(text)


def test_a_title_may_say_that_it_goes_on() -> None:
    assert WORDS.is_continued("พัฒนาเมือง (ต่อ)")
    assert not WORDS.is_continued("พัฒนาเมืองต่อเนื่อง")


def test_squeezing_keeps_letters_only() -> None:
    assert squeeze("แนวทางปฏิบัติ / มาตรการ:") == "แนวทางปฏิบัติ/มาตรการ"


def test_fields_rank_from_the_outside_in() -> None:
    ranks = [
        WORDS.rank(f)
        for f in ("dimension", "strategy", "goal", "tactic", "measure", "project", "activity", "step")
    ]

    assert ranks == sorted(ranks)
    assert WORDS.rank("indicator") > WORDS.rank("step")
    assert WORDS.rank(None) == WORDS.rank("no such field")


def test_every_word_of_the_vocabulary_is_understood_as_its_field() -> None:
    for field in WORDS.fields.values():
        for word in field.words:
            assert field.name in WORDS.title_fields(word), word
        for word in (*field.words, *field.columns):
            assert field.name in WORDS.column_fields(word), word
        for word in field.numbered:
            found = WORDS.label(f"{word}ที่ ๑ ขุดคลอง")
            assert found is not None, word
            assert found.field == field.name, word


@given(st.text(max_size=120))
def test_any_text_can_be_asked_about(text: str) -> None:
    label = WORDS.label(text)
    assert label is None or label.field in WORDS.fields
    assert set(WORDS.title_fields(text)) | set(WORDS.column_fields(text)) <= set(WORDS.fields)
    assert WORDS.is_total(text) in (True, False)
    assert WORDS.status(text) in (None, text.strip())

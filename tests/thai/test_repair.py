import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Cell, Document, Grid, Line, Page, Place, Row, Source
from pipeline.thai.repair import PLAN, fix_and_explain, repair, repair_document

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "text"
WORDS = [
    "มี",
    "การ",
    "บันทึก",
    "น้ำ",
    "จำนวน",
    "สำนักงาน",
    "ที่",
    "ก็",
    "ประชาคม",
    "เป็น",
    "และ",
    "๑๕,๐๐๐",
    "2566",
    "ๆ",
    "ณ",
]

broken_thai = st.text("กขณนมรวสหอาำะเแโใไัิีุู่้๊๋์็ํๅๆฯ  \n.,01๑๒abÉÊř\u200b\u00a0\uf713\uf886\x84\ufffd()", max_size=40)


@st.composite
def torn_thai(draw):
    text = " ".join(draw(st.lists(st.sampled_from(WORDS), max_size=6)))
    return "".join(letter + (" " if draw(st.integers(0, 3)) == 0 else "") for letter in text)


@settings(max_examples=400)
@given(st.one_of(broken_thai, torn_thai()))
def test_a_repaired_text_needs_no_repair(text):
    repaired = repair(text)
    assert repair(repaired) == repaired


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
def test_clean_thai_stays(text):
    assert repair(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "อปท. ต้นแบบ ๙ แห่ง",
        "“ยุทธศาสตร์” (ร่าง) – พ.ศ. ๒๕๖๖",
        "ก.ถ. และ ก.กลาง",
        "Best Practice ฯลฯ",
        "วิจัย / พัฒนา",
        "สส. ณ วัดป่า",
    ],
)
def test_spelling_punctuation_and_abbreviations_stay(text):
    assert repair(text) == text


def test_the_mistakes_of_ocr_are_not_rewritten():
    assert repair("plugged สำนึก ๐ปท. ระวีงการ องค์รปกครอง") == "plugged สำนึก ๐ปท. ระวีงการ องค์รปกครอง"


def test_fixes_build_upon_one_another():
    assert repair("ท\uf702\uf713ส\u200bํ านักงาน บั น ทึ ก เเล ะ") == "ที่สำนักงาน บันทึก และ"


def test_each_fix_that_acted_is_named_with_the_places_it_changed():
    explained = fix_and_explain("สํารวจและสํานักงาน เเผน")
    assert explained.text == "สำรวจและสำนักงาน แผน"
    assert explained.actions == (("compose_sara_am", 2), ("merge_doubled_vowels", 1))
    assert fix_and_explain("สำรวจ").actions == ()


def test_every_fix_of_the_plan_has_its_own_name_and_says_what_it_is_for():
    assert len({fix.__name__ for fix in PLAN}) == len(PLAN)
    assert all(fix.__doc__ and ">>>" in fix.__doc__ for fix in PLAN)


def document(**fields):
    place = Place(line_start=1, line_end=1)
    grid = Grid((Row((Cell("เเผน\n• สํารวจ", "เเผน<br>สํารวจ", 0, place),), place),), place)
    source = Source("a.txt", "0" * 16, "0" * 64, 1, "text/plain")
    return Document(source, "text", (Page(1, (Line("สํานักงาน", "สํานักงาน", place), grid)),), **fields)


def test_a_document_is_repaired_in_lines_and_cells_and_keeps_what_was_read():
    line, grid = repair_document(document()).blocks
    assert (line.text, line.raw) == ("สำนักงาน", "สํานักงาน")
    cell = grid.rows[0].cells[0]
    assert (cell.text, cell.raw) == ("แผน\n• สำรวจ", "เเผน<br>สํารวจ")


def test_a_document_says_which_repairs_acted_and_how_sound_its_text_is():
    repaired = repair_document(document(repairs=(("compose_sara_am", 1), ("glyph_order", 4))))
    assert repaired.repairs == (("compose_sara_am", 3), ("merge_doubled_vowels", 1), ("glyph_order", 4))
    assert repaired.text_quality is not None
    assert repaired.text_quality > 0.9
    assert repair_document(document(text_quality=0.5)).text_quality == 0.5


def test_hostile_text_takes_no_longer_than_its_length_allows():
    began = time.process_time()
    for piece in ("ก า ", "่", "ก ํ า", "1 5,0 0 0 ", "เ ", "ก ข "):
        fix_and_explain(piece * (20_000 // len(piece)))
    assert time.process_time() - began < 5


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not beside the checkout")
def test_real_documents_are_left_almost_as_they_are_and_quickly():
    texts = [path.read_text("utf-8") for path in sorted(CORPUS.glob("*.txt"))]
    began = time.process_time()
    actions = [fix_and_explain(line).actions for text in texts for line in text.splitlines()]
    assert time.process_time() - began < 3
    assert sum(bool(acted) for acted in actions) < 20

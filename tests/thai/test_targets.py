import pytest

from pipeline.thai.targets import find_target_in_indicator, parse_target


@pytest.mark.parametrize(
    ("text", "value", "unit", "comparator"),
    [
        ("ร้อยละ ๘๐", 80, "percent", "="),
        ("80%", 80, "percent", "="),
        ("ไม่น้อยกว่าร้อย ละ ๘๐", 80, "percent", ">="),
        ("สูงกว่าร้อยละ ๙๐", 90, "percent", ">"),
        ("ไม่เกินร้อยละ ๕", 5, "percent", "<="),
        ("ลดลงร้อยละ ๑๐", 10, "percent", "-"),
        ("ลดลงไม่ต่ำกว่าร้อยละ ๑๐", 10, "percent", "-"),
        ("เพิ่มขึ้นร้อยละ ๕ ต่อปี", 5, "percent", "+"),
        ("เพิ่มสูงขึ้นมากกว่าร้อยละ ๘๕", 85, "percent", ">"),
        ("ร้อยละ ๘๐ ขึ้นไป", 80, "percent", ">="),
        ("ไม่น้อยกว่า ๒ ครั้ง", 2, "times", ">="),
        ("อย่างน้อยปีละ ๑ ครั้ง", 1, "times", ">="),
        ("ปีละ ๒ ครั้ง เป็นอย่างน้อย", 2, "times", ">="),
        ("๒-๓ ครั้ง", 2, "times", ">="),
        ("ระดับ ๕", 5, "level", "="),
        ("ระดับ ๓ ขึ้นไป", 3, "level", ">="),
        ("จำนวน ๖๐๐ คน", 600, "persons", "="),
        ("๑,๐๐๐ ราย", 1000, "persons", "="),
        ("๕ ล้านไร่", 5_000_000, "rai", "="),
        ("ภายใน ๑๕ วัน", 15, "days", "<="),
        ("๘๕.๕๐", 85.5, None, "="),
        ("12 (หน่วยงาน)", 12, None, "="),
    ],
)
def test_targets_of_a_cell(text, value, unit, comparator):
    target = parse_target(text)
    assert target is not None
    assert (target.value, target.unit, target.comparator) == (value, unit, comparator)


@pytest.mark.parametrize("text", ["-", "", "๒๕๖๖", "มี", "ปี ๒๕๖๖ หน่วยงาน", "ไตรมาส ๑-๒", "ครั้งที่ ๕", "ป. ๑-๖"])
def test_cells_without_a_target(text):
    assert parse_target(text) is None


def test_a_target_keeps_its_printed_unit_and_the_year_it_is_for():
    target = parse_target("ปี ๒๕๖๖ จำนวนคดีในภาพรวมลดลงร้อยละ ๑๐")
    assert target is not None
    assert (target.value, target.unit_thai, target.year_be) == (10, "ร้อยละ", 2566)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("จัดประชุมชี้แจง จำนวน ๑๒ ครั้ง", 12, "times"),
        ("มีหน่วยงานต้นแบบอย่างน้อย ๙ แห่ง", 9, "places"),
        ("จำนวนศูนย์เรียนรู้เพิ่มขึ้น ๒ แห่ง", 2, "places"),
        ("ครูผู้สอน จำนวน ๑๒คน", 12, "persons"),
        ("มีแผนที่น้ำท่วมครบ ๙ คุ้งน้ำ", 9, "items"),
        ("เด็กสูงตามเกณฑ์ร้อยละ ๗๐", 70, "percent"),
        ("คณะทำงาน ๔๐ คน ประชาชน ๓๐ คน", 40, "persons"),
        ("ร้อยละ ๘๐ของผู้เรียนมีความพึงพอใจ", 80, "percent"),
        ("ร้อยละของเรื่องร้องเรียนที่แล้วเสร็จ ไม่น้อยกว่า ๙๐", 90, "percent"),
        ("ผลคะแนน ITA ไม่ต่ำกว่า ๘๕", 85, "points"),
        ("ผ่านเกณฑ์การประเมิน (๘๕ คะแนนขึ้นไป)", 85, "points"),
        ("แนวทางแก้ไขปัญหาไม่น้อยกว่า ๑ มาตรการ/แนวทาง", 1, "measures"),
        ("มีหลักสูตรครบทั้ง ๘ กลุ่มสาระ", 8, "learning areas"),
        ("ตอบข้อร้องเรียนภายใน ๑๕ วัน ไม่น้อยกว่าร้อยละ ๘๐", 80, "percent"),
        ("จำนวนวันพักเฉลี่ยของนักท่องเที่ยว ๒.๕ วัน", 2.5, "days"),
        ("จำนวนตู้กดน้ำสาธารณะ ๑๔๐ ตู้", 140, "items"),
        ("จำนวนกังหันที่ติดตั้ง ๔ กังหัน", 4, "items"),
        ("เด็กอายุต่ำกว่า ๕ ปี ได้รับวัคซีน ร้อยละ ๙๐", 90, "percent"),
        ("คลิปวิดีโอ ความยาวไม่เกิน ๒ นาที จำนวน ๑ คลิป", 1, "clips"),
    ],
)
def test_targets_inside_an_indicator(text, value, unit):
    target = find_target_in_indicator(text)
    assert target is not None
    assert (target.value, target.unit) == (value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "ร้อยละของประชาชนที่พึงพอใจ",
        "จำนวนผู้เข้าร่วมโครงการ",
        "ร้อยละของผู้เข้าสอบที่ผ่านเกณฑ์คะแนนร้อยละ ๕๐",
        "ร้อยละของครัวเรือนที่คัดแยกขยะตามเกณฑ์ร้อยละ ๕๐",
        "ร้อยละของหน่วยงานที่ได้คะแนนไม่น้อยกว่า ๘๕ คะแนน",
        "จำนวนหน่วยงานที่ผ่านระดับ ๓ ขึ้นไป",
        "จำนวนสหกรณ์ที่เข้มแข็งระดับ ๑",
        "จำนวนครัวเรือน (อย่างน้อย ๑ คน) ที่ได้รับความรู้",
        "จำนวนวันที่ค่า PM2.5 เกินมาตรฐาน",
        "เด็กอายุต่ำกว่า ๕ ปี",
        "นักเรียนอายุ ๑๒-๒๔ ปี",
        "นักเรียนชั้น ป. ๑-๖",
        "ดำเนินการไตรมาส ๑-๒",
        "การประชุมครั้งที่ ๕",
        "แผนตามมาตรา ๓๓",
        "ความยาวไม่เกิน ๒ นาที",
        "ยุทธศาสตร์ชาติ ๒๐ ปี",
        "ขับเคลื่อนประเทศไทย ๔.๐",
        "ระดับความสำเร็จ พ.ศ. ๒๕๕๗ - ๒๕๖๐",
    ],
)
def test_descriptions_are_no_targets(text):
    assert find_target_in_indicator(text) is None


def test_the_year_of_a_target_is_not_the_year_it_is_compared_with():
    target = find_target_in_indicator("ความโปร่งใสดีขึ้น อย่างน้อยร้อยละ ๒๐ ในปี ๒๕๖๐ เทียบกับปี ๒๕๕๖")
    assert target is not None
    assert (target.value, target.comparator, target.year_be) == (20, ">=", 2560)

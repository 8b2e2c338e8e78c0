"""Words of plans that nobody made: titles, projects, indicators, agencies, places, put together at random."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

VERBS = ("พัฒนา", "ส่งเสริม", "ยกระดับ", "ปรับปรุง", "ขยาย", "สนับสนุน", "เสริมสร้าง", "ฟื้นฟู", "อนุรักษ์", "ขับเคลื่อน")
THINGS = (
    "ระบบประปาชุมชน",
    "แหล่งน้ำเพื่อการเกษตร",
    "การจัดการขยะมูลฝอย",
    "พื้นที่สีเขียวริมคลอง",
    "ทักษะดิจิทัลของเยาวชน",
    "การท่องเที่ยวโดยชุมชน",
    "สุขภาวะผู้สูงอายุ",
    "ตลาดสินค้าเกษตรปลอดภัย",
    "ระบบเตือนภัยน้ำหลาก",
    "ศูนย์เรียนรู้ตลอดชีวิต",
    "ความปลอดภัยทางถนน",
    "งานหัตถกรรมพื้นถิ่น",
    "ป่าต้นน้ำ",
    "บริการแพทย์ทางไกล",
    "ฐานข้อมูลที่ดินและอาคาร",
    "วิสาหกิจเพื่อสังคม",
    "คุณภาพอากาศในเขตเมือง",
    "หลักสูตรวิชาชีพระยะสั้น",
    "เครือข่ายอาสาสมัครหมู่บ้าน",
    "ระบบบริการประชาชนออนไลน์",
    "การจัดการความรู้ขององค์กร",
    "พลังงานแสงอาทิตย์ในอาคาร",
)
TAILS = (
    "อย่างมีส่วนร่วม",
    "ในพื้นที่ต้นแบบ",
    "ให้ได้มาตรฐาน",
    "ด้วยข้อมูลเปิด",
    "แบบครบวงจร",
    "สู่ความยั่งยืน",
    "ทุกตำบล",
    "ร่วมกับภาคีเครือข่าย",
    "ระยะที่สอง",
    "รับการเปลี่ยนแปลงสภาพภูมิอากาศ",
    "เพื่อคนทุกวัย",
)
GOALS = (
    "ประชาชนเข้าถึง{thing}ได้อย่างทั่วถึง",
    "{thing}มีคุณภาพเป็นที่ยอมรับของผู้รับบริการ",
    "ชุมชนมีส่วนร่วมดูแล{thing}อย่างต่อเนื่อง",
    "หน่วยงานบริหาร{thing}ได้อย่างคุ้มค่าและโปร่งใส",
    "{thing}เติบโตและพึ่งตนเองได้",
)
GROUPS = ("ครัวเรือน", "เกษตรกร", "เยาวชน", "ผู้สูงอายุ", "บุคลากร", "ผู้ประกอบการ", "ผู้เข้ารับการอบรม", "นักเรียน")
DEEDS = (
    "ผ่านเกณฑ์การประเมิน",
    "พึงพอใจต่อการให้บริการ",
    "นำความรู้ไปใช้ประโยชน์",
    "เข้าร่วมกิจกรรมครบถ้วน",
    "มีรายได้เพิ่มขึ้น",
    "ได้รับบริการภายในเวลาที่กำหนด",
)
COUNTED = (
    ("หมู่บ้าน", "หมู่บ้าน", "ผ่านเกณฑ์หมู่บ้านน่าอยู่"),
    ("แหล่งน้ำ", "แห่ง", "ได้รับการฟื้นฟู"),
    ("อาสาสมัคร", "คน", "ผ่านการฝึกทบทวน"),
    ("ผลิตภัณฑ์ชุมชน", "รายการ", "ได้รับการรับรอง"),
    ("ศูนย์เรียนรู้", "แห่ง", "เปิดให้บริการ"),
    ("หลักสูตร", "หลักสูตร", "ได้รับการปรับปรุง"),
    ("เวทีรับฟังความคิดเห็น", "ครั้ง", "จัดขึ้นในชุมชน"),
    ("จุดเสี่ยงบนถนน", "จุด", "ได้รับการแก้ไข"),
)
STEPS = (
    "ประชุมชี้แจงคณะทำงานเรื่อง{thing}",
    "สำรวจข้อมูลพื้นฐานด้าน{thing}",
    "จัดอบรมแกนนำเรื่อง{thing}",
    "ลงพื้นที่ติดตามงาน{thing}",
    "สรุปบทเรียนและเผยแพร่ผลงาน{thing}",
)
LINES = (
    "คณะทำงานได้ทบทวนสภาพแวดล้อมและรับฟังความเห็นของผู้มีส่วนได้ส่วนเสียจากทุกพื้นที่ก่อนจัดทำแผนฉบับนี้",
    "ผลการดำเนินงานที่ผ่านมาบรรลุตามที่ตั้งไว้เป็นส่วนใหญ่ แต่ยังต้องเร่งแก้ปัญหาการประสานงานระหว่างหน่วยงาน",
    "แผนฉบับนี้จะใช้เป็นกรอบในการจัดสรรทรัพยากร และจะทบทวนอย่างน้อยปีละหนึ่งครั้ง",
)
PLACES = ("ธารทอง", "เวียงผาแดง", "ดอนมะปราง", "คลองสามพราย", "นาเกลือใหม่", "ป่าสักหลวง", "บึงบัวงาม", "เขาพระยืน")
OFFICES: dict[str, tuple[str, ...]] = {
    "เทศบาลตำบล": ("กองช่าง", "กองการศึกษา", "สำนักปลัดเทศบาล", "กองสาธารณสุขและสิ่งแวดล้อม", "กองคลัง"),
    "องค์การบริหารส่วนตำบล": ("กองช่าง", "สำนักปลัด", "กองสวัสดิการสังคม", "กองส่งเสริมการเกษตร"),
    "มหาวิทยาลัย": ("สำนักวิชาการ", "คณะวิทยาศาสตร์", "กองแผนงาน", "สำนักคอมพิวเตอร์", "กองพัฒนานักศึกษา"),
    "สำนักงานเกษตรจังหวัด": ("กลุ่มอารักขาพืช", "กลุ่มส่งเสริมและพัฒนาการผลิต", "ฝ่ายบริหารทั่วไป", "กลุ่มยุทธศาสตร์และสารสนเทศ"),
    "โรงพยาบาล": ("กลุ่มงานการพยาบาล", "กลุ่มงานเวชศาสตร์ชุมชน", "ฝ่ายบริหารงานทั่วไป", "กลุ่มงานเทคนิคการแพทย์"),
}
_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def in_thai(text: object) -> str:
    """A text with Thai digits.

    >>> in_thai(2569)
    '๒๕๖๙'
    """
    return str(text).translate(_THAI)


@dataclass
class Words:
    """Texts at random, none of them twice."""

    random: Random
    used: set[str] = field(default_factory=set)

    def once(self, make: Callable[[], str]) -> str:
        """A text that was not made before."""
        while (text := make()) in self.used:
            pass
        self.used.add(text)
        return text

    def pick(self, of: Sequence[str]) -> str:
        """One of several."""
        return self.random.choice(of)

    def title(self) -> str:
        """The title of a strategy or a tactic."""
        return self.once(lambda: f"{self.pick(VERBS)}{self.pick(THINGS)}{self.pick((*TAILS, ''))}")

    def goal(self) -> str:
        """What a goal says."""
        return self.once(lambda: self.pick(GOALS).format(thing=self.pick(THINGS)))

    def project(self) -> str:
        """The name of a project, without the word for one."""
        return self.once(lambda: f"{self.pick(VERBS)}{self.pick(THINGS)}{self.pick(TAILS)}")

    def step(self) -> str:
        """A step of a project."""
        return self.once(lambda: self.pick(STEPS).format(thing=self.pick(THINGS)))

    def share(self) -> str:
        """An indicator in percent."""
        return self.once(
            lambda: (
                f"ร้อยละของ{self.pick(GROUPS)}ที่{self.pick(DEEDS)}{self.pick(('', 'ด้าน' + self.pick(THINGS)))}"
            )
        )

    def count(self) -> tuple[str, str]:
        """An indicator that counts, and what it counts in."""
        thing, unit, deed = self.random.choice(COUNTED)
        tails = ("", "ตามแผน", "ในแต่ละปี", *TAILS)
        return self.once(lambda: f"จำนวน{thing}ที่{deed}{self.pick(tails)}"), unit

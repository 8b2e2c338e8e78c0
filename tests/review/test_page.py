"""The review page: what it shows, whom it answers, and what it saves."""

import json
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from jinja2 import Environment, PackageLoader
from PIL import Image
from starlette.testclient import TestClient

from pipeline.review.app import make_app
from pipeline.review.index import Filter
from pipeline.review.protect import Guard
from pipeline.review.serve import ReviewSettings, open_desk
from pipeline.review.words import Words
from pipeline.run import RunSettings, run
from tests.samples.office_files import paragraph, word_file

PORT, TOKEN = 8765, "secret"
HERE = f"http://127.0.0.1:{PORT}"
ORIGIN = {"Origin": HERE}


def client_of(dataset: Path, token: str = TOKEN) -> TestClient:
    desk = open_desk(ReviewSettings(dataset / "processed"))
    client = TestClient(make_app(desk, Guard(PORT, TOKEN)), base_url=HERE)
    if token:
        client.get("/", params={"token": token})
    return client


@pytest.fixture
def client(reviewed: Path) -> TestClient:
    return client_of(reviewed)


def rows(dataset: Path, table: str) -> pd.DataFrame:
    return pd.read_parquet(dataset / "processed" / "latest" / f"{table}.parquet")


def doc_id(dataset: Path, name: str) -> str:
    documents = rows(dataset, "documents")
    return documents[documents.source_path == name].doc_id.iloc[0]


def test_the_link_puts_its_token_into_a_cookie_and_out_of_the_address(reviewed: Path) -> None:
    client = client_of(reviewed, token="")
    answer = client.get("/", params={"token": TOKEN, "lang": "th"}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/?lang=th"
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert "samesite=strict" in answer.headers["set-cookie"].lower()


@pytest.mark.parametrize("path", ["/", "/search?q=a", "/static/review.js", "/doc/x/image/1"])
def test_without_the_token_nothing_is_shown(reviewed: Path, path: str) -> None:
    assert client_of(reviewed, token="").get(path).status_code == 403
    assert client_of(reviewed, token="wrong").get(path).status_code == 403


@pytest.mark.parametrize("host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:1"])
def test_another_host_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("origin", [{"Origin": "http://evil.example"}, {"Origin": "null"}, {}])
def test_another_origin_changes_nothing(client: TestClient, reviewed: Path, origin: dict[str, str]) -> None:
    path, _ = budget_address(reviewed)
    assert client.post(path, data={"who": "ก", "action": "right"}, headers=origin).status_code == 403
    assert not (reviewed / "corrections").exists()


def test_every_answer_forbids_scripts_of_others(client: TestClient) -> None:
    policy = client.get("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_too_long_a_request_is_refused(client: TestClient, reviewed: Path) -> None:
    path, _ = budget_address(reviewed)
    assert client.post(path, data={"who": "ก" * 500_000}, headers=ORIGIN).status_code == 413


def test_what_a_document_says_stays_text(client: TestClient, reviewed: Path) -> None:
    document = doc_id(reviewed, "ต้านทุจริต.txt")
    for path in ("/", f"/doc/{document}", f"/doc/{document}/sheet/1", "/search?q=<script>"):
        page = client.get(path).text
        assert "<script>document" not in page
        assert "<img src=x" not in page
        assert "<script>" not in page


def test_the_list_says_how_each_document_stands(client: TestClient) -> None:
    page = client.get("/").text
    assert "ต้านทุจริต.txt" in page
    assert "อ่านครบ" in page
    assert "งบประมาณ" in page


def test_a_word_is_found_in_all_its_compounds(client: TestClient) -> None:
    page = client.get("/search", params={"q": "ทุจริต"}).text
    assert "ป้องกันการทุจริตเชิงนโยบาย" in page
    assert "โครงการอบรมต้านทุจริต" in page
    assert "สายด่วน" not in page


def listed(client: TestClient, dataset: Path, **asked: str) -> list[str]:
    address = f"/doc/{doc_id(dataset, 'ต้านทุจริต.txt')}/records"
    return re.findall(r'data-table="(\w+)"', client.get(address, params=asked).text)


@pytest.mark.parametrize("many", [20_000, 0])
def test_words_are_found_the_same_whether_few_or_many_records_have_them(
    reviewed: Path, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.review.index._MANY", many)
    index = open_desk(ReviewSettings(reviewed / "processed")).index
    index.fill()
    wanted = ("ทุจริต", "ทุจริต อบ", "สายด่วน", "อบ ๑", "ไม่มีคำนี้")
    found = [[one["kind"] for one in index.records(None, Filter(words=words))[0]] for words in wanted]
    assert found == [["headings", "strategies", "measures"], ["measures"], ["measures"], ["measures"], []]


def test_documents_are_found_by_name_and_listed_a_hundred_at_a_time(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert re.findall(r"ต้านทุจริต\.txt|ลุ่มน้ำ\.pdf", client.get("/?name=ทุจริต").text) == ["ต้านทุจริต.txt"]
    assert "data-document" not in client.get("/?status=failed").text
    monkeypatch.setattr("pipeline.review.index.DOCUMENTS_SIZE", 1)
    monkeypatch.setattr("pipeline.review.app.DOCUMENTS_SIZE", 1)
    first = client.get("/").text
    assert first.count("data-document") == 1
    assert client.get("/?offset=1").text.count("data-document") == 1
    assert "?offset=1" in first


def test_records_are_filtered(client: TestClient, reviewed: Path) -> None:
    everything = listed(client, reviewed)
    assert set(listed(client, reviewed, table="budgets")) == {"budgets"}
    assert 0 < len(listed(client, reviewed, agency="กองคลัง")) < len(everything)
    assert listed(client, reviewed, year="2599") == []
    assert listed(client, reviewed, unsure="1") == []
    assert listed(client, reviewed, q="สายด่วน") == ["measures"]
    assert "budgets" in listed(client, reviewed, finding="total_ok")


def test_a_page_is_shown_with_its_boxes_and_with_what_gave_no_record(
    client: TestClient, reviewed: Path
) -> None:
    document = doc_id(reviewed, "ลุ่มน้ำ.pdf")
    page = client.get(f"/doc/{document}/sheet/2").text
    assert page.count('class="box') > 5
    image = client.get(f"/doc/{document}/image/2")
    assert image.headers["content-type"] == "image/jpeg"
    assert image.content.startswith(b"\xff\xd8")
    assert client.get(f"/doc/{document}/sheet/99").status_code == 404


def test_findings_of_one_kind_are_one_mark_that_counts_them() -> None:
    said = [{"code": "target_not_parsed", "severity": "warning", "message": word} for word in ("ก", "ข")]
    record = {"confidence": 0.5, "corrected": False, "pending": (), "findings": said}
    macros = Environment(loader=PackageLoader("pipeline.review"), autoescape=True).get_template("macros.html")
    shown = macros.module.badges(record, Words("th"))  # type: ignore[attr-defined]
    assert shown.count('"chip warning"') == 1
    assert "×2</span>" in shown


def test_lines_of_a_text_that_gave_no_record_are_shaded(client: TestClient, reviewed: Path) -> None:
    page = client.get(f"/doc/{doc_id(reviewed, 'ต้านทุจริต.txt')}/sheet/1").text
    assert re.search(r'class="gap" value="10" data-line="10"><code>หมายเหตุที่ไม่มีใครอ่าน', page)
    assert re.search(r'class="" value="6"', page)


def test_a_path_that_leads_out_of_the_dataset_is_not_opened(reviewed: Path) -> None:
    desk = open_desk(ReviewSettings(reviewed / "processed"))
    (reviewed / "secret.txt").write_text("ความลับ", "utf-8")
    (reviewed / "raw" / "link.txt").symlink_to(reviewed / "secret.txt")
    for path in ("../secret.txt", str(reviewed / "secret.txt"), "link.txt"):
        assert desk.source({"source_path": path}) is None


def budget_address(dataset: Path) -> tuple[str, pd.Series]:
    budgets = rows(dataset, "budgets")
    budget = budgets[
        (budgets.doc_id == doc_id(dataset, "ต้านทุจริต.txt")) & (budgets.amount_min == 50_000)
    ].iloc[0]
    return f"/doc/{budget.doc_id}/record/budgets/{budget.budget_id}", budget


def test_a_correction_is_saved_shown_and_in_the_next_run(client: TestClient, reviewed: Path) -> None:
    path, _ = budget_address(reviewed)
    given = {"who": "สมศรี", "why": "เลขเลือน", "amount_min": "๖๐,๐๐๐", "amount_max": "50000"}
    assert client.post(path, data=given, headers=ORIGIN).status_code == 204
    (file,) = (reviewed / "corrections").glob("*.json")
    told = json.loads(file.read_text("utf-8"))["corrections"]
    assert [(one["field"], one["old"], one["new"], one["who"]) for one in told] == [
        ("amount_min", "50000", "60000", "สมศรี"),
        ("amount_max", "50000", "60000", "สมศรี"),
    ]
    assert "รอ thaiplan run" in client.get(f"{path.partition('/record')[0]}/records").text
    run(reviewed / "raw", reviewed / "processed", RunSettings(workers=1))
    assert rows(reviewed, "budgets").query("corrected").amount_min.tolist() == [60_000]
    page = client_of(reviewed).get(f"{path.partition('/record')[0]}/records").text
    assert "รอ thaiplan run" not in page
    assert "แก้ไขแล้ว" in page
    assert "ยอดรวมไม่ตรง" in page.split('<li class="record')[1], "the sum that no longer agrees comes first"


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"who": "", "amount_min": "1"}, "who"),
        ({"who": "ก", "amount_min": "หกหมื่น"}, "“หกหมื่น” ไม่ใช่ตัวเลข"),
        ({"who": "ก", "basis": "guess"}, "ต้องเป็นค่าใดค่าหนึ่ง"),
        ({"who": "ก", "amount_min": "NaN"}, "ไม่ใช่ตัวเลข"),
    ],
)
def test_what_cannot_be_is_not_saved(
    client: TestClient, reviewed: Path, given: dict[str, str], problem: str
) -> None:
    path, _ = budget_address(reviewed)
    answer = client.post(path, data=given, headers=ORIGIN)
    assert answer.status_code == 422
    assert problem in answer.text
    assert not (reviewed / "corrections").exists()


def test_a_missing_record_is_added_where_it_stands(client: TestClient, reviewed: Path) -> None:
    document = doc_id(reviewed, "ต้านทุจริต.txt")
    given = {
        "who": "สมศรี",
        "kind": "measure",
        "text": "หมายเหตุที่ไม่มีใครอ่าน",
        "line_start": "10",
        "line_end": "10",
    }
    answer = client.post(f"/doc/{document}/new/measures", data=given, headers=ORIGIN)
    assert answer.status_code == 204, answer.text
    run(reviewed / "raw", reviewed / "processed", RunSettings(workers=1))
    (added,) = rows(reviewed, "measures").query("corrected").itertuples()
    assert (added.text, added.line_start) == ("หมายเหตุที่ไม่มีใครอ่าน", 10)


def test_a_correction_can_be_withdrawn(client: TestClient, reviewed: Path) -> None:
    path, budget = budget_address(reviewed)
    client.post(path, data={"who": "สมศรี", "action": "right"}, headers=ORIGIN)
    page = client.get(f"/doc/{budget.doc_id}").text
    (name,) = re.findall(r'class="withdraw" data-id="(\w+)"', page)
    answer = client.post(f"/doc/{budget.doc_id}/withdraw/{name}", data={"who": "สมศรี"}, headers=ORIGIN)
    assert answer.status_code == 204
    assert 'class="withdraw"' not in client.get(f"/doc/{budget.doc_id}").text


def test_the_page_speaks_english_too(client: TestClient) -> None:
    answer = client.post("/language", data={"language": "en", "back": "//evil.example"}, headers=ORIGIN)
    assert "evil" not in str(answer.url)
    assert "Documents" in client.get("/").text


def post(client: TestClient, address: str, **given: str) -> None:
    answer = client.post(address, data={"who": "สมศรี", **given}, headers=ORIGIN)
    assert answer.status_code == 204, answer.text


def test_records_are_merged_and_what_hung_under_them_hangs_under_one(
    client: TestClient, reviewed: Path
) -> None:
    document = doc_id(reviewed, "ต้านทุจริต.txt")
    measures = rows(reviewed, "measures").query("doc_id == @document")
    names = "&".join(f"name={one}" for one in measures.measure_id)
    form = client.get(f"/doc/{document}/merge/measures?{names}").text
    assert "โครงการสายด่วนร้องเรียน</textarea>" in form
    text = "โครงการต้านทุจริตและรับร้องเรียน"
    post(client, f"/doc/{document}/merge/measures?{names}", text=text, agencies="กองคลัง\nกองช่าง")
    listed = client.get(f"/doc/{document}/records?table=measures").text
    assert (listed.count("chip pending"), listed.count('class="record gone"')) == (2, 1)
    run(reviewed / "raw", reviewed / "processed", RunSettings(workers=1))
    assert "correction_unused" not in set(rows(reviewed, "findings").code)
    (measure,) = rows(reviewed, "measures").query("doc_id == @document").itertuples()
    assert (measure.text, list(measure.agencies)) == (text, ["กองคลัง", "กองช่าง"])
    assert (measure.line_start, measure.line_end) == (6, 7)
    budgets = rows(reviewed, "budgets").query("doc_id == @document and not is_total")
    assert set(budgets.measure_id) == {measure.measure_id}
    assert "chip pending" not in client.get(f"/doc/{document}").text, "the page goes on to the new snapshot"


def test_a_record_is_split_into_records_of_their_own(client: TestClient, reviewed: Path) -> None:
    path, budget = budget_address(reviewed)
    parts = {
        "amount_min.1": "20000",
        "amount_max.1": "20000",
        "amount_min.2": "30000",
        "amount_max.2": "30000",
    }
    assert 'name="amount_min.2"' in client.get(f"{path}/split").text
    post(client, f"{path}/split", **parts)
    run(reviewed / "raw", reviewed / "processed", RunSettings(workers=1))
    split = rows(reviewed, "budgets").query("corrected")
    assert split.amount_min.tolist() == [20_000, 30_000]
    assert split.budget_id.nunique() == 2
    assert set(split.measure_id) == {budget.measure_id}
    assert "chip pending" not in client_of(reviewed).get(f"/doc/{budget.doc_id}/records").text


def test_records_of_two_tables_or_a_single_one_are_not_merged(client: TestClient, reviewed: Path) -> None:
    path, budget = budget_address(reviewed)
    for names in (f"name={budget.budget_id}", f"name={budget.budget_id}&name={budget.measure_id}"):
        assert client.get(f"/doc/{budget.doc_id}/merge/budgets?{names}").status_code == 404
    same = {"who": "ก", "text.1": "ก", "text.2": "ก"}
    assert client.post(f"{path}/split", data=same, headers=ORIGIN).status_code == 422


def test_a_link_of_a_workbook_leads_to_its_page(client: TestClient, reviewed: Path) -> None:
    document = doc_id(reviewed, "ลุ่มน้ำ.pdf")
    answer = client.get(f"/documents/{document}?page=2")
    assert answer.url.path == f"/doc/{document}"
    assert 'data-sheet="2"' in answer.text


def test_what_is_said_of_a_document_is_corrected_too(client: TestClient, reviewed: Path) -> None:
    document = doc_id(reviewed, "ต้านทุจริต.txt")
    address = f"/doc/{document}/record/documents/{document}"
    assert 'name="issuer"' in client.get(address).text
    assert 'value="delete"' not in client.get(address).text
    post(client, address, issuer="เทศบาลตำบลบ้านสวน")
    refused = client.post(address, data={"who": "ก", "action": "delete"}, headers=ORIGIN)
    assert refused.status_code == 422
    run(reviewed / "raw", reviewed / "processed", RunSettings(workers=1))
    assert "เทศบาลตำบลบ้านสวน" in set(rows(reviewed, "documents").issuer)


NAMES = ("โครงการขยายเขตประปา", "โครงการล้างถังกรองน้ำ", "นายสมชาย ใจดี")


def test_rows_of_a_workbook_that_gave_no_record_are_shaded(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ("แผนปฏิบัติการกองช่าง ปีงบประมาณ พ.ศ. 2568",),
        ("ที่", "โครงการ", "งบประมาณ (บาท)", "หน่วยงาน"),
        (1, "โครงการขยายเขตประปา", 1_250_000, "กองช่าง"),
        (2, "โครงการล้างถังกรองน้ำ", 64_000, "กองช่าง"),
        ("ลำดับ", "ชื่อผู้ประสานงาน", "โทรศัพท์", "ห้อง"),
        (1, "นายสมชาย ใจดี", "0 2000 0000", "2/1"),
    ):
        book.active.append(row)
    (tmp_path / "raw").mkdir()
    book.save(tmp_path / "raw" / "งบ.xlsx")
    run(tmp_path / "raw", tmp_path / "processed", RunSettings(workers=1))
    page = client_of(tmp_path).get(f"/doc/{doc_id(tmp_path, 'งบ.xlsx')}/sheet/1").text
    lines = re.findall(r"<tr( class=\"gap\")?[^>]*>(.*?)</tr>", page)
    gaps = {name: bool(gap) for gap, cells in lines for name in NAMES if name in cells}
    assert gaps == dict(zip(NAMES, (False, False, True), strict=True))


def test_each_sheet_of_a_workbook_is_a_page_of_its_own(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, project in (("กองช่าง", "โครงการซ่อมถนน"), ("กองคลัง", "โครงการจัดเก็บภาษี")):
        sheet = book.create_sheet(name)
        for row in (("ที่", "โครงการ", "งบประมาณ (บาท)"), (1, project, 50_000)):
            sheet.append(row)
    del book["Sheet"]
    (tmp_path / "raw").mkdir()
    book.save(tmp_path / "raw" / "แผน.xlsx")
    run(tmp_path / "raw", tmp_path / "processed", RunSettings(workers=1))
    client, document = client_of(tmp_path), doc_id(tmp_path, "แผน.xlsx")
    second = client.get(f"/doc/{document}/sheet/2").text
    assert ("/ 2" in second, "กองคลัง" in second) == (True, True)
    assert ("โครงการจัดเก็บภาษี" in second, "โครงการซ่อมถนน" in second) == (True, False)
    found = client.get(f"/doc/{document}/records", params={"q": "จัดเก็บภาษี"}).text
    assert 'data-sheet="2"' in found


def test_a_word_file_shows_its_paragraphs_and_a_picture_its_page(tmp_path: Path) -> None:
    """A paragraph leads to its record, and what gave none is shaded."""
    (tmp_path / "raw").mkdir()
    said = ("ยุทธศาสตร์ที่ ๑ พัฒนาแหล่งน้ำ", "โครงการ", "๑. โครงการขุดลอกคลองบ้านสวน", "ลายมือชื่อผู้จัดทำแผน")
    (tmp_path / "raw" / "แผน.docx").write_bytes(word_file([paragraph(text) for text in said]))
    Image.new("L", (120, 90), 255).save(tmp_path / "raw" / "หน้า.png")
    run(tmp_path / "raw", tmp_path / "processed", RunSettings(workers=1))
    client = client_of(tmp_path)
    page = client.get(f"/doc/{doc_id(tmp_path, 'แผน.docx')}/sheet/1").text
    rows = re.findall(r'<div class="row( gap)?"[^>]*><p ([^>]*)>(.*?)</p>', page)
    assert [text for _, _, text in rows] == list(said)
    assert ("data-name" in rows[0][1], bool(rows[0][0])) == (True, False)
    assert ("data-name" in rows[3][1], bool(rows[3][0])) == (False, True)
    scanned = client.get(f"/doc/{doc_id(tmp_path, 'หน้า.png')}/image/1")
    assert scanned.headers["content-type"] == "image/jpeg"


def test_nobody_waits_for_pandas_before_a_document_is_shown(reviewed: Path) -> None:
    code = """
import sys
from pathlib import Path
from pipeline.review.index import Filter
from pipeline.review.serve import ReviewSettings, open_desk

index = open_desk(ReviewSettings(Path(sys.argv[1]))).index
for document in index.documents()[0]:
    assert index.records(document["doc_id"], Filter())[1]
    assert index.boxes(document["doc_id"], 1) is not None
print("pandas" in sys.modules)
"""
    command = [sys.executable, "-c", code, str(reviewed / "processed")]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "False\n"

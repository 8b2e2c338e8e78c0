"""The review page in a real browser; skipped where Chromium or its driver is missing."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from pipeline.run import RunSettings, run

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
from selenium.common.exceptions import StaleElementReferenceException  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
pytestmark = [
    pytest.mark.skipif(
        not (CHROMIUM and DRIVER), reason="Chromium is missing: apt install chromium chromium-driver"
    ),
    pytest.mark.xdist_group("browser"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1280,800"):
        options.add_argument(argument)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture
def link(reviewed: Path) -> Iterator[str]:
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "review", "--no-browser"]
    server = subprocess.Popen([*command, str(reviewed / "processed")], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    address = next(line for line in server.stdout if line.startswith("http")).strip()
    yield address
    server.terminate()
    server.wait(20)


class Screen:
    """What a reviewer does and sees."""

    def __init__(self, browser: webdriver.Chrome, link: str) -> None:
        self.browser = browser
        browser.get(link)

    def wait(self, condition):
        waiting = WebDriverWait(self.browser, 30, ignored_exceptions=[StaleElementReferenceException])
        return waiting.until(lambda _: condition())

    def all(self, selector: str):
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector: str):
        return self.wait(lambda: next(iter(self.all(selector)), None))

    def click(self, element) -> None:
        self.browser.execute_script(
            "arguments[0].dispatchEvent(new MouseEvent('click', {bubbles: true}))", element
        )

    def open(self, name: str) -> None:
        cards = self.wait(lambda: self.all(".card"))
        (card,) = [card for card in cards if name in card.text]
        self.click(card.find_element(By.CSS_SELECTOR, ".card-title"))
        self.wait(lambda: "/doc/" in self.browser.current_url)
        self.wait(lambda: self.all(".paper img") or self.all(".lines li"))


@pytest.fixture
def screen(browser: webdriver.Chrome, link: str) -> Screen:
    return Screen(browser, link)


def test_a_record_highlights_its_box_and_a_box_its_record(screen: Screen) -> None:
    screen.open("ลุ่มน้ำ.pdf")
    record = screen.wait(lambda: screen.all("#list .record"))[2]
    name = record.get_attribute("data-name")
    screen.click(record)
    screen.wait(lambda: screen.all(f'.box.on[data-name="{name}"]'))
    other = next(b for b in screen.all("rect.box") if b.get_attribute("data-name") != name)
    wanted = other.get_attribute("data-name")
    screen.click(other)
    screen.wait(lambda: screen.all(f'.record.on[data-name="{wanted}"]'))


def test_a_correction_made_in_the_browser_is_in_the_next_run(screen: Screen, reviewed: Path) -> None:
    screen.open("ต้านทุจริต.txt")
    screen.browser.execute_script(
        "const t = document.querySelector('#filters [name=table]'); t.value = 'budgets';"
        "t.dispatchEvent(new Event('change', {bubbles: true}))"
    )
    screen.wait(lambda: {r.get_attribute("data-table") for r in screen.all("#list .record")} == {"budgets"})
    screen.wait(
        lambda: screen.click(next(r for r in screen.all("#list .record") if "\n50,000" in r.text)) or True
    )
    field = screen.one("#editor [name=amount_min]")
    screen.browser.execute_script("arguments[0].value = '๖๐,๐๐๐'", field)
    screen.browser.execute_script("arguments[0].value = 'สมศรี'", screen.one("#editor [name=who]"))
    screen.click(screen.one("#editor button.main"))
    screen.wait(lambda: screen.all(".chip.pending"))
    run(reviewed / "raw", reviewed / "processed", RunSettings(workers=1))
    budgets = pd.read_parquet(reviewed / "processed" / "latest" / "budgets.parquet")
    assert budgets.query("corrected").amount_min.tolist() == [60_000]
    source = reviewed / "raw" / "ต้านทุจริต.txt"
    source.write_text(source.read_text("utf-8").replace("พ.ศ. ๒๕๖๘", "พ.ศ. ๒๕๖๘ (ฉบับปรับปรุง)"), "utf-8")
    run(reviewed / "raw", reviewed / "processed", RunSettings(workers=1))
    revised = pd.read_parquet(reviewed / "processed" / "latest" / "budgets.parquet")
    assert revised.query("corrected").amount_min.tolist() == [60_000], "kept in a revised document"


def fill(screen: Screen, selector: str, value: str) -> None:
    screen.browser.execute_script("arguments[0].value = arguments[1]", screen.one(selector), value)


def only(screen: Screen, table: str):
    """The records of one table, in their order."""
    screen.browser.execute_script(
        "const f = document.getElementById('filters'); f.order.value = 'page'; f.table.value = arguments[0];"
        "f.table.dispatchEvent(new Event('change', {bubbles: true}))",
        table,
    )
    screen.wait(lambda: {r.get_attribute("data-table") for r in screen.all("#list .record")} == {table})
    return screen.all("#list .record")


def save(screen: Screen) -> None:
    fill(screen, "#editor [name=who]", "สมศรี")
    screen.click(screen.one("#editor form button.main:not(.merge)"))
    screen.wait(lambda: not screen.all("#editor form"))


def test_records_are_merged_split_and_added_in_the_browser(screen: Screen, reviewed: Path) -> None:
    screen.open("ต้านทุจริต.txt")
    first, second = (r.get_attribute("data-name") for r in only(screen, "measures"))
    screen.click(screen.one(f"#r-{first}"))
    screen.click(screen.one("#editor .pick"))
    screen.click(screen.one(f"#r-{second}"))
    screen.wait(lambda: screen.one("#editor .merge").is_enabled())
    screen.click(screen.one("#editor .merge"))
    screen.wait(lambda: "โครงการสายด่วน" in (screen.one("#editor [name=text]").get_attribute("value") or ""))
    save(screen)
    screen.wait(lambda: len(screen.all(".record.gone")) == 1)
    amount = next(r for r in only(screen, "budgets") if "\n50,000" in r.text)
    screen.click(amount)
    screen.click(screen.one("#editor .form"))
    for part, value in (("1", "20000"), ("2", "30000")):
        fill(screen, f"#editor [name='amount_min.{part}']", value)
        fill(screen, f"#editor [name='amount_max.{part}']", value)
    save(screen)
    screen.click(next(line for line in screen.all(".lines .gap") if "หมายเหตุ" in line.text))
    screen.wait(lambda: screen.one("#editor [name=text]").get_attribute("value"))
    fill(screen, "#editor [name=kind]", "measure")
    save(screen)
    run(reviewed / "raw", reviewed / "processed", RunSettings(workers=1))
    latest = reviewed / "processed" / "latest"
    added = pd.read_parquet(latest / "measures.parquet").query("corrected")
    assert sorted(added.line_start) == [6, 10]
    assert set(pd.read_parquet(latest / "budgets.parquet").query("corrected").amount_min) == {20_000, 30_000}
    assert "correction_unused" not in set(pd.read_parquet(latest / "findings.parquet").code)


def test_records_are_filtered_and_keys_go_through_them(screen: Screen) -> None:
    screen.open("ต้านทุจริต.txt")
    names = [record.get_attribute("data-name") for record in only(screen, "measures")]
    assert len(names) == 2
    for key, at, wanted in (("j", 0, 1), ("k", 1, 0)):
        screen.click(screen.one(f"#r-{names[at]}"))
        screen.wait(lambda: screen.all("#editor form"))
        screen.browser.execute_script("document.activeElement.blur()")
        screen.one("body").send_keys(key)
        screen.wait(lambda there=wanted: screen.all(f"#r-{names[there]}.on"))


def test_words_are_found_and_a_script_in_a_title_stays_text(screen: Screen) -> None:
    field = screen.one(".find input")
    screen.browser.execute_script("arguments[0].value = 'ทุจริต'; arguments[0].form.submit()", field)
    screen.wait(lambda: "/search" in screen.browser.current_url)
    assert any("ต้านทุจริต" in one.text for one in screen.wait(lambda: screen.all(".record")))
    screen.browser.get(re.sub(r"/search.*", "/", screen.browser.current_url))
    assert any("<script>" in one.text for one in screen.wait(lambda: screen.all(".card")))
    assert "เสียท่า" not in screen.browser.title


def test_a_stranger_sees_nothing(browser: webdriver.Chrome, link: str) -> None:
    browser.delete_all_cookies()
    browser.get(link.partition("?")[0])
    assert "thaiplan review" in browser.page_source
    assert "ต้านทุจริต" not in browser.page_source


def test_a_narrow_screen_has_no_sideways_scrolling(screen: Screen) -> None:
    size = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    screen.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        for name in (None, "ลุ่มน้ำ.pdf"):
            if name:
                screen.open(name)
            assert screen.browser.execute_script("return document.documentElement.scrollWidth") <= 390
    finally:
        screen.browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})

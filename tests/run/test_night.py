"""A night that goes wrong: what stays, what the report says, who is told, and the exit code."""

from __future__ import annotations

import json
import os
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

import pyarrow.parquet as pq
import pytest

from pipeline.errors import HeldBackError, PublishError
from pipeline.publish.check import check
from pipeline.publish.diff import choose_snapshots, diff_snapshots
from pipeline.publish.stores import folder as folders
from pipeline.run import RunSettings, notify, run
from pipeline.run.night import Telling, night
from pipeline.run.thresholds import parse_threshold

PLAN = """แผนปฏิบัติการชุมชนริมคลอง พ.ศ. ๒๕๖๗
ยุทธศาสตร์ที่ ๑ การพัฒนาคุณภาพชีวิต
กลยุทธ์ที่ ๑.๑ ส่งเสริมสุขภาพ
โครงการที่ ๑ อบรมอาสาสมัครสาธารณสุข งบประมาณ ๕๐,๐๐๐ บาท
โครงการที่ ๒ จัดตั้งศูนย์สุขภาพชุมชน งบประมาณ ๑๒๐,๐๐๐ บาท
โครงการที่ ๓ ปรับปรุงลานกีฬา งบประมาณ ๘๐,๐๐๐ บาท
"""
EMPTY_PLAN = "เอกสารนี้ไม่มีรายการใด\n"
RECORDS = ("strategies", "measures", "budgets")
ONE = RunSettings(workers=1)


class Town:
    """Documents and their snapshots."""

    def __init__(self, path: Path) -> None:
        self.raw, self.processed = path / "raw", path / "processed"
        self.raw.mkdir()
        self.write("แผน.txt", PLAN)
        self.write("อื่น.txt", PLAN.replace("ริมคลอง", "ริมทะเล"))
        run(self.raw, self.processed, ONE)

    def write(self, name: str, text: str) -> None:
        (self.raw / name).write_text(text, encoding="utf-8")

    def column(self, table: str, name: str) -> list:
        return pq.read_table(self.processed / "latest" / f"{table}.parquet").column(name).to_pylist()

    def keys(self) -> dict[str, set[str]]:
        return {table: set(self.column(table, "record_key")) for table in ("documents", *RECORDS)}

    def statuses(self) -> dict[str, str]:
        paths = self.column("documents", "source_path")
        return dict(zip(paths, self.column("documents", "status"), strict=True))


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def test_a_revised_document_keeps_its_keys_and_a_renamed_one_all_of_them(town: Town) -> None:
    before = town.keys()
    assert len(before["measures"]) == len(town.column("measures", "record_key")) >= 6
    town.write("แผน.txt", PLAN.replace("๕๐,๐๐๐", "๕๕,๐๐๐"))
    run(town.raw, town.processed, ONE)
    assert town.keys() == before
    (town.raw / "แผน.txt").rename(town.raw / "แผนฉบับใหม่.txt")
    run(town.raw, town.processed, ONE)
    assert town.keys() == before
    run(town.raw, town.processed, RunSettings(workers=1, force=True))
    assert town.keys() == before


def test_what_is_added_to_a_document_gets_a_key_of_its_own(town: Town) -> None:
    before = town.keys()
    town.write("แผน.txt", PLAN + "โครงการที่ ๔ ปลูกต้นไม้ริมทาง งบประมาณ ๑๐,๐๐๐ บาท\n")
    run(town.raw, town.processed, ONE)
    after = town.keys()
    assert before["measures"] < after["measures"]
    assert len(after["measures"] - before["measures"]) == 1
    found = diff_snapshots(*choose_snapshots(town.processed))
    assert [one.change for one in found.records if one.table == "measures"] == ["added"]


@pytest.mark.parametrize("bad", ["", EMPTY_PLAN], ids=["unreadable", "without records"])
def test_the_last_good_version_of_a_bad_upload_stays(town: Town, bad: str) -> None:
    before = town.keys()
    town.write("แผน.txt", bad)
    summary = run(town.raw, town.processed, ONE)
    assert town.keys() == before
    assert town.statuses() == {"แผน.txt": "stale", "อื่น.txt": "ok"}
    ((path, kept),) = [(one.source_path, one.kept) for one in summary.losses]
    assert (path, kept) == ("แผน.txt", True)
    assert "document_stale" in town.column("findings", "code")
    assert check(town.processed).problems == ()
    again = run(town.raw, town.processed, ONE)
    assert (again.read, town.statuses()["แผน.txt"]) == (0, "stale")
    town.write("แผน.txt", PLAN)
    run(town.raw, town.processed, ONE)
    assert (town.statuses()["แผน.txt"], town.keys()) == ("ok", before)


@pytest.mark.parametrize("settings", [{"keep_good": False}, {"accept": ("แผน.txt",)}])
def test_a_document_can_be_taken_as_it_is(town: Town, settings: dict) -> None:
    town.write("แผน.txt", EMPTY_PLAN)
    run(town.raw, town.processed, ONE)
    assert town.statuses()["แผน.txt"] == "stale"
    run(town.raw, town.processed, RunSettings(workers=1, **settings))
    assert town.statuses()["แผน.txt"] == "ok"
    assert run(town.raw, town.processed, ONE).losses == ()


def test_a_threshold_holds_the_snapshot_back_and_keeps_what_was_read(town: Town) -> None:
    latest = (town.processed / "latest").resolve()
    town.write("แผน.txt", PLAN.replace("๑๒๐,๐๐๐", "๒๐,๐๐๐"))
    strict = RunSettings(workers=1, fail_if=(parse_threshold("money:5%"),))
    with pytest.raises(HeldBackError, match=r"money: 500,000\.00 → 400,000\.00"):
        run(town.raw, town.processed, strict)
    assert (town.processed / "latest").resolve() == latest
    assert run(town.raw, town.processed, ONE).read == 0
    assert (town.processed / "latest").resolve() != latest


def test_a_full_disk_leaves_yesterday_and_says_so(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = town.keys()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folders, "sync_folder", full)
    town.write("แผน.txt", PLAN.replace("๕๐,๐๐๐", "๕๕,๐๐๐"))
    telling = Telling(report=tmp_path / "night.html")
    with pytest.raises(PublishError, match="the disk is full"):
        night(town.raw, town.processed, ONE, telling)
    assert town.keys() == before
    page = telling.report.read_text("utf-8")
    assert "ไม่ได้เผยแพร่ชุดข้อมูล" in page
    assert "ดิสก์เต็ม" in page, "the reason is in the language of the page"


class Hook(BaseHTTPRequestHandler):
    """A webhook on loopback."""

    told: ClassVar[list[dict]] = []

    def do_POST(self) -> None:
        self.told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def hook() -> Iterator[tuple[str, list[dict]]]:
    Hook.told = []
    with HTTPServer(("127.0.0.1", 0), Hook) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/hook", Hook.told
        server.shutdown()


def test_a_webhook_hears_what_happened_and_the_report_is_escaped(
    town: Town, tmp_path: Path, hook: tuple[str, list[dict]]
) -> None:
    url, told = hook
    town.write("<script>alert(1)<script>.txt", "")
    telling = Telling(report=tmp_path / "night.html", language="en", notify=(url,))
    night(town.raw, town.processed, ONE, telling)
    (message,) = told
    assert (message["event"], message["outcome"]) == ("finished", "look")
    assert "the file is empty" in message["text"]
    page = telling.report.read_text("utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert not any(word in page for word in ("http://", "https://", "src="))
    night(town.raw, town.processed, ONE, Telling(notify=(url,)))
    assert told[1]["outcome"] == "look", "words for programs are the same in every language"
    assert told[1]["text"].startswith("thaiplan: เผยแพร่ชุดข้อมูลแล้ว")
    assert "ไฟล์ว่างเปล่า" in told[1]["text"]


class Mailbox(socketserver.StreamRequestHandler):
    """A mail server on loopback, as simple as one can be."""

    mails: ClassVar[list[str]] = []

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                text = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    text += part
                self.mails.append(text.decode())
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")


def test_a_mail_goes_to_the_server_that_was_named() -> None:
    Mailbox.mails = []
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Mailbox) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        target = f"mailto:plan@example.go.th?smtp=127.0.0.1:{server.server_address[1]}"
        notify.notify(target, "thaiplan: published", "แผน.txt: the file is empty", {})
        server.shutdown()
    (mail,) = Mailbox.mails
    assert "To: plan@example.go.th" in mail


def test_a_lost_webhook_loses_no_night(
    town: Town, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(notify, "TRIES", 1)
    town.write("ใหม่.txt", PLAN.replace("ริมคลอง", "ริมเขา"))
    summary = night(town.raw, town.processed, ONE, Telling(notify=("http://127.0.0.1:9/secret",)))
    assert summary.documents == {"ok": 3}
    said = capsys.readouterr().err
    assert "nobody could be told" in said
    assert "secret" not in said


def test_who_cannot_even_say_that_nobody_was_told_has_published_all_the_same(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        def write(self, _: str) -> None:
            raise OSError(28, "No space left on device")

        def flush(self) -> None:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(notify, "TRIES", 1)
    monkeypatch.setattr(sys, "stderr", Full())
    telling = Telling(log_json=True, report=town.raw / "none" / "x.html", notify=("http://127.0.0.1:9/x",))
    assert night(town.raw, town.processed, ONE, telling).documents == {"ok": 2}


def test_a_night_in_which_all_of_it_goes_wrong_keeps_yesterday(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = town.keys()
    monkeypatch.setattr(notify, "TRIES", 1)
    telling = Telling(report=tmp_path / "night.html", language="en", notify=("http://127.0.0.1:9/hook",))
    town.write("แผน.txt", "")
    town.write("อื่น.txt", EMPTY_PLAN)
    summary = night(town.raw, town.processed, ONE, telling)
    assert (town.keys(), summary.documents) == (before, {"stale": 2})
    page = telling.report.read_text("utf-8")
    assert all(words in page for words in ("แผน.txt", "the file is empty", "อื่น.txt"))
    assert "nobody could be told" in capsys.readouterr().err

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folders, "sync_folder", full)
    town.write("อื่น.txt", PLAN)
    with pytest.raises(PublishError, match="the disk is full"):
        night(town.raw, town.processed, ONE, telling)
    assert town.keys() == before
    assert check(town.processed).problems == ()
    assert "the disk is full" in telling.report.read_text("utf-8")


@pytest.mark.parametrize(
    ("options", "code"),
    [([], 3), (["--no-keep-good"], 3), (["--fail-if", "empty"], 4), (["--fail-if", "nonsense"], 2)],
)
def test_the_exit_code_says_what_happened(town: Town, options: list[str], code: int) -> None:
    town.write("แผน.txt", "")
    program = [sys.executable, "-c", "from pipeline.cli import main; main()", "run", "--quiet", "--workers=1"]
    done = subprocess.run(
        [*program, *options, town.raw, town.processed], capture_output=True, text=True, env=os.environ
    )
    assert done.returncode == code, done.stderr


@pytest.mark.parametrize("smtp", ["x:nan", "x:99999999", "x:-1"])
def test_a_mail_server_without_a_port_is_no_place_to_tell(smtp: str) -> None:
    with pytest.raises(ValueError, match="is no place to tell"):
        notify.check_target(f"mailto:plan@example.go.th?smtp={smtp}")


def test_a_webhook_that_answers_rubbish_is_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    class Rubbish(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.rfile.readline()
            self.wfile.write(b"rubbish\r\n\r\n")

    monkeypatch.setattr(notify, "TRIES", 1)
    with socketserver.TCPServer(("127.0.0.1", 0), Rubbish) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        with pytest.raises(notify.NotifyError, match="nobody could be told"):
            notify.notify(f"http://127.0.0.1:{server.server_address[1]}/x", "s", "t", {})

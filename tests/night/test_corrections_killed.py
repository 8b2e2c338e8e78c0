"""The review server and the run are killed a thousand times while corrections are being saved.

What the server said is saved is there afterwards; no file is half-written; the next run puts all of it in.
"""

import http.client
import multiprocessing
import os
import random
import signal
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import quote, urlencode, urlparse

import pandas as pd
import pytest
import uvicorn  # noqa: F401  # so that the processes need not import it anew

from pipeline.review import serve as serving
from pipeline.review.corrections import Anchor, Correction, add, read_file
from pipeline.review.desk import Desk
from pipeline.review.serve import ReviewSettings
from pipeline.run import RunSettings, run

SERVER_KILLS, RUN_KILLS, KILLS_A_FOLDER = 850, 150, 50
PLAN = """แผนปฏิบัติการตลาดริมน้ำ เทศบาลตำบลบ้านสวน
พ.ศ. ๒๕๖๘

ยุทธศาสตร์ที่ ๑ ตลาดสะอาด
โครงการ\tหน่วยงาน\tงบประมาณ (บาท)
๑. โครงการล้างตลาดทุกเดือน\tกองสาธารณสุข\t๑๐๐,๐๐๐
๒. โครงการถังขยะแยกประเภท\tกองช่าง\t๕๐,๐๐๐
"""
FORK = multiprocessing.get_context("fork")
pytestmark = [pytest.mark.night, pytest.mark.xdist_group("killed")]


def dataset(folder: Path) -> Path:
    (folder / "raw").mkdir(parents=True)
    (folder / "raw" / "ตลาด.txt").write_text(PLAN, "utf-8")
    run(folder / "raw", folder / "processed", RunSettings(workers=1))
    return folder


def kept(folder: Path) -> list[str]:
    """The reasons of all corrections in the file, each of which is unlike all others."""
    file = folder / "corrections" / "ตลาด.txt.json"
    return [one.why for one in read_file(file).corrections] if file.exists() else []


def serve(folder: Path, told: Connection) -> None:
    def printed(text: str, **_: object) -> None:
        told.send(text)

    serving.print = printed  # type: ignore[attr-defined]
    Desk.warm = lambda _: None  # type: ignore[method-assign]  # nobody looks at pages here
    serving.serve(ReviewSettings(folder / "processed"), 0, browser=False)


class Reviewer(threading.Thread):
    """Saves one correction after another, and remembers which of them the server said it has."""

    def __init__(self, link: str, path: str, name: str) -> None:
        super().__init__(daemon=True)
        self.saved: list[str] = []
        self._at, self._path, self._name = urlparse(link), path, name

    def run(self) -> None:
        host = self._at.netloc
        cookie = f"thaiplan-{self._at.port}={self._at.query.partition('=')[2]}"
        head = {
            "Cookie": cookie,
            "Origin": f"http://{host}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            for number in range(10_000):
                why = f"{self._name}-{number}"
                body = urlencode({"who": "สมศรี", "why": why, "action": "right"})
                there = http.client.HTTPConnection(host, timeout=10)
                there.request("POST", self._path, body, head)
                if there.getresponse().status == 204:
                    self.saved.append(why)
        except (OSError, http.client.HTTPException):
            return


def kill(process: multiprocessing.process.BaseProcess) -> None:
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.join()


def test_what_the_review_server_has_saved_survives_its_death(tmp_path: Path) -> None:
    chance, total = random.Random(15), 0
    for turn in range(SERVER_KILLS):
        if turn % KILLS_A_FOLDER == 0:
            folder, saved = dataset(tmp_path / str(turn)), list[str]()
            row = pd.read_parquet(folder / "processed" / "latest" / "budgets.parquet").iloc[0]
            path = f"/doc/{row.doc_id}/record/budgets/{quote(row.budget_id)}"
        here, there = FORK.Pipe()
        server = FORK.Process(target=serve, args=(folder, there))
        server.start()
        link = here.recv().split("\n")[1]
        reviewer = Reviewer(link, path, str(turn))
        reviewer.start()
        patience = time.monotonic() + (10 if turn % 4 else 0)
        while not reviewer.saved and time.monotonic() < patience:
            time.sleep(0.005)
        time.sleep(chance.uniform(0.0, 0.1))
        kill(server)
        reviewer.join()
        saved += reviewer.saved
        total += len(reviewer.saved)
        now = kept(folder)
        assert [why for why in saved if why not in set(now)] == [], "lost"
        assert len(now) == len(set(now)) <= len(saved) + turn % KILLS_A_FOLDER + 1
    print(f"{SERVER_KILLS} kills of the server, {total} corrections saved, none lost")


def test_corrections_are_put_in_however_often_the_run_is_killed(tmp_path: Path) -> None:
    chance, folder = random.Random(16), dataset(tmp_path)
    budgets = pd.read_parquet(folder / "processed" / "latest" / "budgets.parquet")
    row = budgets[budgets.amount_min == 50_000].iloc[0]
    sha = pd.read_parquet(folder / "processed" / "latest" / "documents.parquet").sha256.iloc[0]
    anchor = Anchor(row.budget_id, row.record_key, " ".join(row.text_raw.split()))
    amount = 50_000
    for turn in range(RUN_KILLS):
        settings = RunSettings(workers=1)
        running = FORK.Process(target=run, args=(folder / "raw", folder / "processed", settings))
        running.start()
        until = time.monotonic() + chance.uniform(0.02, 1.5)
        while time.monotonic() < until:
            change = {"field": "amount_min", "old": str(amount), "new": str(amount + 1)}
            one = Correction(
                f"{amount}", "change", "budgets", "สมศรี", "2026-01-05T09:00:00Z", **change, anchor=anchor
            )
            add(folder / "corrections", "ตลาด.txt", sha, [one])
            amount += 1
            time.sleep(chance.uniform(0.0, 0.2))
        kill(running)
        assert len(read_file(folder / "corrections" / "ตลาด.txt.json").corrections) == amount - 50_000
        assert pd.read_parquet(folder / "processed" / "latest" / "budgets.parquet").shape[0] == 2, turn
    run(folder / "raw", folder / "processed", RunSettings(workers=1))
    corrected = pd.read_parquet(folder / "processed" / "latest" / "budgets.parquet").query("corrected")
    assert corrected.amount_min.tolist() == [amount]
    print(f"{RUN_KILLS} kills of the run, {amount - 50_000} corrections saved, all of them put in")

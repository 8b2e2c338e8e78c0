"""Hostile and damaged office files end with a reason, within limits; nothing in them is run or fetched."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from pipeline.errors import ReadError
from pipeline.read import read
from tests.damaged.alone import read_alone
from tests.read.office.hostile import HARMLESS, QUICK, SLOW, TEXT, damaged

SECONDS = 120
QUICK_SEEDS, NIGHT_SEEDS = range(6), range(6, 56)

posix = pytest.mark.skipif(os.name != "posix", reason="a process with limits needs a POSIX system")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a document made a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize("name", QUICK)
def test_a_hostile_file_fails_with_a_reason(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(QUICK[name]())
    with pytest.raises(ReadError) as failed:
        read(path)
    assert len(failed.value.reason) > 10


@pytest.mark.parametrize("name", HARMLESS)
def test_what_could_be_run_or_fetched_is_not_and_the_text_is_read(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(HARMLESS[name]())
    (block,) = read(path).blocks
    assert getattr(block, "text", "") == TEXT


def _ends_with_a_reason(path: Path) -> None:
    try:
        document = read(path)
    except ReadError as error:
        reason = error.reason
    else:
        reason = f"it has {len(document.pages)} pages"
    assert reason


@pytest.mark.parametrize("seed", QUICK_SEEDS)
def test_a_damaged_file_is_read_or_fails_with_a_reason(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.read.pdf.ocr.tesseract.missing", lambda: "Tesseract is not asked")
    for name, content in damaged(range(seed, seed + 1)):
        path = tmp_path / name
        path.write_bytes(content)
        _ends_with_a_reason(path)


@posix
@pytest.mark.night
@pytest.mark.parametrize("name", [*QUICK, *HARMLESS, *SLOW])
def test_each_ends_within_the_limits_of_a_run(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes({**QUICK, **HARMLESS, **SLOW}[name]())
    outcome = read_alone(path, SECONDS)
    assert not outcome.stopped, outcome
    assert outcome.status in (("ok",) if name in HARMLESS else ("failed",)), outcome
    assert outcome.reason or name in HARMLESS


@posix
@pytest.mark.night
def test_three_hundred_damaged_files_end_within_the_limits_of_a_run(tmp_path: Path) -> None:
    ended = 0
    for name, content in damaged(NIGHT_SEEDS):
        path = tmp_path / name
        path.write_bytes(content)
        outcome = read_alone(path, SECONDS)
        assert not outcome.stopped, (name, outcome)
        assert outcome.status == "ok" or outcome.reason, (name, outcome)
        ended += 1
    assert ended >= 300

"""Runs on what an earlier run left, after something happened to it."""

import json
import os
import shutil
import zipfile
from pathlib import Path

import pytest

from pipeline.events import DamageFound
from pipeline.publish.check import check
from pipeline.publish.keys import LastingKeys
from pipeline.publish.spool import Spool
from pipeline.publish.stores.folder import latest_snapshot
from pipeline.publish.stores.local import LocalStore
from pipeline.run import RunSettings
from pipeline.run import job as running
from pipeline.version import pipeline_version
from tests.run.extractors import titles
from tests.run.test_job import MOMENT
from tests.run.test_refresh import Folder, folder  # noqa: F401  # a fixture

posix = pytest.mark.skipif(os.name != "posix", reason="there are no named pipes")


def flip(path: Path, at: float = 0.4) -> None:
    """Damages one byte; a second name of the same file has the damage too."""
    content = bytearray(path.read_bytes())
    content[int(len(content) * at)] ^= 0xFF
    path.write_bytes(content)


def apart(snapshot: Path) -> None:
    """Gives a snapshot files of its own, as after a copy to another disk."""
    for file in snapshot.glob("*.parquet"):
        copy = shutil.copy2(file, file.with_suffix(".copy"))
        Path(copy).replace(file)


def damage_told(folder: Folder) -> list[DamageFound]:  # noqa: F811
    told: list = []
    settings = RunSettings(workers=1)
    running.run(
        folder.raw, folder.processed, settings, tell=told.append, clock=lambda: MOMENT, extractor=titles
    )
    return [one for one in told if isinstance(one, DamageFound)]


@pytest.mark.parametrize("table", ["documents", "headings", "findings", "cells"])
@pytest.mark.parametrize("at", [0.1, 0.9])
def test_a_damaged_table_is_read_anew_and_not_handed_on(folder: Folder, table: str, at: float) -> None:  # noqa: F811
    flip(latest_snapshot(folder.processed) / f"{table}.parquet", at)
    assert folder.run().read == 3
    assert check(folder.processed).ok


def test_the_last_sound_snapshot_is_built_upon(folder: Folder) -> None:  # noqa: F811
    folder.write("1.txt", "แผนที่ 1 ฉบับแก้ไข\n")
    folder.run()
    apart(latest_snapshot(folder.processed))
    flip(latest_snapshot(folder.processed) / "headings.parquet")
    assert folder.run().read == 1
    assert folder.read == ["1.txt"]


def test_damage_night_after_night_never_removes_the_last_sound_snapshot(folder: Folder) -> None:  # noqa: F811
    for _ in range(3):
        flip(latest_snapshot(folder.processed) / "headings.parquet")
        folder.run(keep=1)
        assert check(folder.processed).ok


def test_damage_is_told(folder: Folder) -> None:  # noqa: F811
    flip(latest_snapshot(folder.processed) / "headings.parquet")
    (found,) = damage_told(folder)
    assert "headings is not what was published" in found.reason


@pytest.mark.parametrize(
    "package",
    ["[" * 100_000, "[]", "null", '{"resources": 1}', '{"resources": ["documents"]}', '{"resources": [{}]}'],
    ids=["nested", "list", "null", "number", "text", "empty"],
)
def test_a_package_of_anything_is_no_reason_to_stop(folder: Folder, package: str) -> None:  # noqa: F811
    (latest_snapshot(folder.processed) / "datapackage.json").write_text(package, encoding="utf-8")
    assert not check(folder.processed).ok
    assert folder.run().read == 3


def test_a_package_that_names_files_elsewhere_is_not_followed(folder: Folder) -> None:  # noqa: F811
    path = latest_snapshot(folder.processed) / "datapackage.json"
    package = json.loads(path.read_bytes())
    package["resources"][0]["path"] = "../../secret.parquet"
    path.write_text(json.dumps(package), encoding="utf-8")
    assert folder.run().read == 3


@posix
@pytest.mark.parametrize("name", ["datapackage.json", "documents.parquet", "headings.parquet"])
def test_a_pipe_in_a_snapshot_does_not_hang_a_run_or_a_check(folder: Folder, name: str) -> None:  # noqa: F811
    path = latest_snapshot(folder.processed) / name
    path.unlink()
    os.mkfifo(path)
    assert not check(folder.processed).ok
    assert folder.run().read == 3


@pytest.mark.parametrize(
    "seen",
    ["[" * 100_000, "[]", '{"0.txt": "text"}', '{"0.txt": [1, 2, 3]}', '{"0.txt": ["", "x", -1, true]}'],
    ids=["nested", "list", "text", "numbers", "no hash"],
)
def test_what_is_known_of_files_may_be_anything(folder: Folder, seen: str) -> None:  # noqa: F811
    (folder.processed / ".work" / "seen.json").write_text(seen, encoding="utf-8")
    assert folder.run().read == 0


@posix
@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo], ids=["folder", "pipe"])
@pytest.mark.parametrize(
    "name", ["seen.json", "batch-{}-000007.zip", "batch-0.0.0-000001.zip", "batch-{}-x.zip"]
)
def test_odd_things_in_the_work_folder_stop_nothing(folder: Folder, name: str, make) -> None:  # noqa: F811
    path = folder.processed / ".work" / name.format(pipeline_version())
    path.unlink(missing_ok=True)
    make(path)
    folder.write("1.txt", "แผนที่ 1 ฉบับแก้ไข\n")
    folder.run()
    assert folder.read == ["1.txt"]


@pytest.mark.parametrize("at", [0.02, 0.2, 0.4, 0.6, 0.8, 0.98])
def test_a_batch_with_one_damaged_byte_is_set_aside_and_its_documents_read_anew(
    folder: Folder,  # noqa: F811
    at: float,
) -> None:
    changed = folder.write("1.txt", "แผนที่ 1 ฉบับแก้ไข\n")
    store = LocalStore(folder.processed)
    with store.lock():
        spool = Spool(store, LastingKeys(None, []), moment=MOMENT, pipeline_version=pipeline_version())
        spool.add(titles(running.SourceFile(changed, "1.txt")))
        spool.flush()
    (batch,) = (folder.processed / ".work").glob("batch-*.zip")
    assert zipfile.is_zipfile(batch)
    flip(batch, at)
    found = damage_told(folder)
    assert check(folder.processed).ok
    # A byte that nobody reads, such as a member's time, is no damage.
    assert len(found) == len(list(batch.parent.glob("damaged-batch-*")))
    assert not batch.exists()
    assert folder.run().read == 0


def test_the_same_bytes_of_two_kinds_are_one_document_of_the_first_path(folder: Folder) -> None:  # noqa: F811
    folder.write("ก.md", "แผนกลาง\nแผนงานย่อย\n")
    folder.write("ข.txt", "แผนกลาง\nแผนงานย่อย\n")
    folder.run()
    assert folder.read == ["ก.md"]
    assert folder.rows("rejects") == []
    rows = folder.documents()
    assert (rows["ข.txt"]["duplicate_of"], rows["ข.txt"]["media_type"]) == ("ก.md", "text/plain")
    folder.run()
    assert folder.read == []
    (folder.raw / "ก.md").unlink()
    folder.run()
    assert folder.read == ["ข.txt"]


def test_bytes_that_the_first_kind_cannot_be_are_read_as_the_next(folder: Folder) -> None:  # noqa: F811
    folder.write("ก.pdf", "แผนกลาง\nแผนงานย่อย\n")
    folder.write("ข.txt", "แผนกลาง\nแผนงานย่อย\n")
    assert [path for path, _ in folder.run().failures] == ["ก.pdf"]
    assert folder.documents()["ข.txt"]["status"] == "ok"
    folder.run()
    assert folder.read == []

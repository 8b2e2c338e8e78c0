"""Whatever fails, and wherever: what was published stays, and nothing half-written is left."""

import errno
import gc
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import PublishError, SnapshotError
from pipeline.publish import snapshot, tables
from pipeline.publish.check import check
from pipeline.publish.snapshot import publish
from pipeline.publish.stores import folder
from pipeline.publish.stores.folder import latest_snapshot
from pipeline.publish.stores.local import LocalStore
from tests.publish.builders import VERSION, clock, plan


def publish_plan(processed: Path, content: str = "แผน") -> Path:
    sets = [plan("ก.txt", content), plan("ข.txt", f"{content}ฉบับแก้ไข")]
    return publish(sets, processed, clock=clock, pipeline_version=VERSION).path


def entries(processed: Path) -> list[str]:
    """What is there, but for the folder of the work in progress, which stays."""
    return sorted(entry.name for entry in processed.iterdir() if entry.name != ".work")


class PulledPlug(BaseException):
    """Something that no code expects."""


STEPS: list[tuple[Any, str, tuple[int, ...]]] = [
    (Path, "mkdir", (1, 2)),
    (tables.TableWriter, "__init__", (1, 12)),
    (tables._HashingFile, "write", (1, 20)),
    (tables.TableWriter, "add", (5,)),
    (tables.TableWriter, "close", (1, 12)),
    (tables._HashingFile, "finish", (2,)),
    (snapshot, "_digest", (1,)),
    (snapshot, "snapshot_name", (1,)),
    (snapshot, "descriptor", (1,)),
    (snapshot, "write_file", (1,)),
    (os, "fsync", (1, 12)),
    (folder, "sync_folder", (1, 2, 3)),
    (Path, "rename", (1,)),
    (folder, "point_latest", (1,)),
    (Path, "symlink_to", (1,)),
    (Path, "replace", (1,)),
]
"""What publishing calls, in turn, and at which of the calls to stop."""


def fail(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, at: int, error: BaseException) -> list[int]:
    """Makes the `at`-th call of a function raise; gives back a counter of its calls."""
    # A writer that an earlier test broke ends its file when it is collected; that would count as a call.
    gc.collect()
    real: Callable[..., Any] = getattr(owner, name)
    calls = [0]

    def failing(*args: Any, **kwargs: Any) -> Any:
        calls[0] += 1
        if calls[0] == at:
            raise error
        return real(*args, **kwargs)

    monkeypatch.setattr(owner, name, failing)
    return calls


@pytest.mark.parametrize(("owner", "name", "at"), [(*step, at) for *step, times in STEPS for at in times])
def test_stopping_at_any_step_leaves_the_old_snapshot_or_the_new_one_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, at: int
) -> None:
    before = publish_plan(tmp_path)
    with monkeypatch.context() as patch, suppress(PulledPlug):
        calls = fail(patch, owner, name, at, PulledPlug())
        publish_plan(tmp_path, "แผนใหม่")
    assert calls[0] >= at
    latest = latest_snapshot(tmp_path)
    assert entries(tmp_path) == sorted({"latest", before.name, latest.name})
    assert check(tmp_path).problems == ()


def test_once_latest_names_the_new_snapshot_it_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last thing that publishing does is to see the new name of `latest` on the disk."""
    syncs: list[Path] = []
    named: list[int] = []
    sync, point = folder.sync_folder, folder.point_latest

    def failing(place: Path) -> None:
        syncs.append(place)
        if named:
            raise OSError(errno.EIO, "flush")
        sync(place)

    monkeypatch.setattr(folder, "sync_folder", failing)
    monkeypatch.setattr(folder, "point_latest", lambda *given: (point(*given), named.append(1)))
    newest = publish_plan(tmp_path)
    assert latest_snapshot(tmp_path) == newest
    assert syncs[-1] == tmp_path


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "the file system is read-only"),
        (errno.EACCES, "there is no permission to write"),
        (errno.EIO, "the disk fails"),
    ],
)
@pytest.mark.parametrize(
    ("owner", "name"), [(tables._HashingFile, "write"), (Path, "mkdir"), (Path, "rename")]
)
def test_what_the_system_refuses_is_told_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, number: int, words: str
) -> None:
    before = publish_plan(tmp_path)
    with monkeypatch.context() as patch:
        fail(patch, owner, name, 1, OSError(number, os.strerror(number)))
        with pytest.raises(PublishError) as raised:
            publish_plan(tmp_path, "แผนใหม่")
    assert words in raised.value.reason
    assert "what was published before is untouched" in raised.value.reason
    assert raised.value.advice
    assert entries(tmp_path) == sorted(["latest", before.name])
    assert latest_snapshot(tmp_path) == before


def test_a_target_below_a_file_is_an_error_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PublishError, match=r"file.*not a folder.*choose another folder"):
        publish_plan(tmp_path / "file")
    with pytest.raises(PublishError, match="not a folder"):
        publish_plan(tmp_path / "file" / "processed")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_an_error_that_says_so(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(PublishError, match="there is no permission to write"):
            publish_plan(tmp_path / "processed")
    finally:
        tmp_path.chmod(0o700)


def no_links(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(1314, "A required privilege is not held by the client")

    monkeypatch.setattr(Path, "symlink_to", refused)


def test_where_links_may_not_be_made_latest_is_a_folder_of_the_same_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_links(monkeypatch)
    for content in ("แผน", "แผนใหม่"):
        newest = publish_plan(tmp_path, content)
        assert not (tmp_path / "latest").is_symlink()
        assert latest_snapshot(tmp_path) == newest
        assert entries(tmp_path / "latest") == entries(newest)
        assert check(tmp_path).problems == ()
    assert not [name for name in entries(tmp_path) if name.startswith(".")]


def test_the_files_are_copied_where_they_cannot_be_linked_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_links(monkeypatch)
    monkeypatch.setattr(os, "link", Path.symlink_to)
    newest = publish_plan(tmp_path)
    for file in newest.iterdir():
        assert (tmp_path / "latest" / file.name).read_bytes() == file.read_bytes()


@pytest.mark.parametrize("at", [1, 2, 3])
def test_when_the_folder_cannot_be_swapped_the_old_one_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    no_links(monkeypatch)
    before = publish_plan(tmp_path)
    with monkeypatch.context() as patch:
        fail(patch, Path, "rename", at, OSError(errno.EACCES, "in use"))
        with pytest.raises(PublishError):
            publish_plan(tmp_path, "แผนใหม่")
    assert latest_snapshot(tmp_path) == before
    assert entries(tmp_path) == sorted(["latest", before.name])


def test_a_link_takes_the_place_of_a_folder_once_links_may_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        no_links(patch)
        publish_plan(tmp_path)
    newest = publish_plan(tmp_path, "แผนใหม่")
    assert (tmp_path / "latest").is_symlink()
    assert latest_snapshot(tmp_path) == newest


def test_where_there_is_no_snapshot_the_error_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match=r"no snapshot has been published here.*thaiplan run"):
        latest_snapshot(tmp_path)
    (tmp_path / "latest").symlink_to("2026-11-21T020000Z-3f9c2a")
    with pytest.raises(SnapshotError, match="it names the snapshot 2026-11-21T020000Z-3f9c2a, which is gone"):
        latest_snapshot(tmp_path)


def test_where_a_kill_came_between_the_two_steps_of_an_exchange_the_next_run_mends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_links(monkeypatch)
    before = publish_plan(tmp_path)
    with monkeypatch.context() as patch:
        # As a kill would: nothing is put back or cleaned up.
        patch.setattr(folder, "_swap", lambda new, place: place.rename(new.with_name(f"{new.name}-old")))
        patch.setattr(folder.shutil, "rmtree", lambda *_, **__: None)
        with suppress(PublishError):
            publish_plan(tmp_path, "แผนใหม่")
    assert not (tmp_path / "latest").exists()
    store = LocalStore(tmp_path)
    with store.lock():
        store.tidy()
    assert store.latest() in store.names()
    assert check(tmp_path).problems == ()
    assert before.name in store.names()
    assert not list(tmp_path.glob(".writing-*"))


def test_a_snapshot_that_somebody_reads_stays_for_another_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = publish_plan(tmp_path)
    publish_plan(tmp_path, "แผนใหม่")
    fail(monkeypatch, Path, "rename", 1, PermissionError(errno.EACCES, "in use"))
    with pytest.raises(PublishError, match="no permission"):
        LocalStore(tmp_path).remove(before.name)
    assert (before / "documents.parquet").is_file()

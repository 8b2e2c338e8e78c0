"""A store of objects, in memory: what does not need S3. tests/cluster has the rest."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.errors import PublishError, SnapshotError, ThaiplanError
from pipeline.locations import filesystem, reaching
from pipeline.publish import register
from pipeline.publish.package import FILE_NAME
from pipeline.publish.stores import lease
from pipeline.publish.stores.local import LocalStore
from pipeline.publish.stores.objects import ObjectStore
from pipeline.publish.stores.open import downloaded, open_store

URL = "memory://plans/processed"
FIRST, SECOND = "2026-11-20T020000Z-aaaaaa", "2026-11-21T020000Z-bbbbbb"


@pytest.fixture
def fs(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    monkeypatch.setattr(register, "SETTLE_SECONDS", 0.0)
    memory, _ = filesystem(URL)
    memory.store.clear()
    yield memory
    memory.store.clear()


@pytest.fixture
def store(fs) -> Iterator[ObjectStore]:
    store = ObjectStore(URL)
    with store.lock():
        yield store


def publish(store: ObjectStore, name: str, plans: bytes = b"PAR1 plans") -> None:
    with store.staging() as folder:
        (folder / "plans.parquet").write_bytes(plans)
        (folder / FILE_NAME).write_text(f'{{"snapshot": "{name}"}}')
        store.put(folder, name)


def test_a_location_is_a_folder_or_a_url(tmp_path: Path, fs) -> None:
    assert isinstance(open_store(tmp_path), LocalStore)
    assert isinstance(open_store(tmp_path.as_uri()), LocalStore)
    assert isinstance(open_store(URL), ObjectStore)
    with pytest.raises(ThaiplanError, match="name a folder or another URL"):
        open_store("gopher://plans")


def test_latest_names_what_was_published_last(store: ObjectStore, fs) -> None:
    assert store.latest() is None
    publish(store, FIRST)
    publish(store, SECOND)
    assert (store.latest(), store.names()) == (SECOND, [FIRST, SECOND])
    assert fs.cat_file("/plans/processed/latest") == SECOND.encode()
    assert store.package(FIRST) == {"snapshot": FIRST}
    assert store.location(FIRST) == f"{URL}/{FIRST}"


def test_a_file_that_is_taken_over_is_copied_by_the_store(store: ObjectStore) -> None:
    publish(store, FIRST, b"PAR1 as it was")
    with store.staging() as folder:
        store.file(FIRST, "plans.parquet").link(folder / "plans.parquet")
        (folder / "folder").mkdir()
        (folder / "plans.parquet").rename(folder / "folder" / "part.parquet")
        (folder / FILE_NAME).write_text("{}")
        store.put(folder, SECOND)
    taken = store.file(SECOND, "folder/part.parquet")
    assert (taken.size, taken.open().read()) == (14, b"PAR1 as it was")


def test_a_snapshot_without_its_package_is_none_and_goes(store: ObjectStore, fs) -> None:
    publish(store, FIRST)
    fs.pipe_file(f"/plans/processed/{SECOND}/plans.parquet", b"PAR1")
    fs.pipe_file("/plans/processed/latest", SECOND.encode())
    assert (store.latest(), store.names()) == (None, [FIRST])
    store.tidy()
    assert not fs.exists(f"/plans/processed/{SECOND}")
    assert store.names() == [FIRST]


def test_a_snapshot_that_is_removed_is_gone(store: ObjectStore) -> None:
    publish(store, FIRST)
    store.remove(FIRST)
    assert (store.names(), store.latest()) == ([], None)
    with pytest.raises(SnapshotError):
        store.package(FIRST)


def test_work_in_progress_is_kept_and_replaced(store: ObjectStore) -> None:
    for content in (b"first", b"second"):
        store.write_work("seen.json", content)
        with store.open_work("seen.json") as file:
            assert file.read() == content
    assert store.work_names() == ["seen.json"]
    store.remove_work("seen.json")
    store.remove_work("seen.json")
    assert store.work_names() == []
    with pytest.raises(FileNotFoundError):
        store.open_work("seen.json")


def test_a_second_writer_is_told_who_the_first_is(store: ObjectStore) -> None:
    with pytest.raises(PublishError, match=r"another run is writing there: process \d+ on .*, since "):
        ObjectStore(URL).lock().__enter__()


def test_the_lock_is_free_again_afterwards(fs) -> None:
    for _ in range(2):
        with ObjectStore(URL).lock():
            pass


def test_a_lock_that_nobody_renews_is_taken_over(store: ObjectStore, fs) -> None:
    old = datetime.now(UTC) - timedelta(seconds=lease.LEASE_SECONDS + 1)
    fs.store["/plans/processed/.work/lock"].modified = old
    with ObjectStore(URL).lock(), pytest.raises(PublishError, match="another run has taken over"):
        store.write_work("seen.json", b"{}")


def test_nobody_publishes_over_a_snapshot_not_seen(store: ObjectStore, fs) -> None:
    fs.pipe_file("/plans/processed/latest", FIRST.encode())
    with pytest.raises(PublishError, match="another run has published there"):
        publish(store, SECOND)
    assert fs.cat_file("/plans/processed/latest") == FIRST.encode()


def test_a_copy_of_the_latest_snapshot_can_be_had(store: ObjectStore) -> None:
    publish(store, FIRST)
    for url in (URL, f"{URL}/{FIRST}"):
        with downloaded(url) as (folder, found):
            assert found == f"{URL}/{FIRST}"
            assert (folder / "plans.parquet").read_bytes() == b"PAR1 plans"


def test_a_store_that_refuses_is_told_in_words() -> None:
    with (
        pytest.raises(PublishError, match=r"access is denied: Forbidden\. What to do: see that the cred"),
        reaching("s3://plans", PublishError),
    ):
        raise PermissionError("Forbidden")
    with pytest.raises(ZeroDivisionError), reaching("s3://plans"):
        io.BytesIO().tell() // 0


CALLS = ("cat_file", "cp_file", "exists", "ls", "pipe_file", "put_file", "rm", "rm_file", "info")


@pytest.mark.parametrize("last", range(8))
def test_a_store_that_fails_in_the_middle_leaves_the_old_snapshot_or_the_new_one_whole(
    store: ObjectStore, fs, monkeypatch: pytest.MonkeyPatch, last: int
) -> None:
    publish(store, FIRST)
    answered = iter(range(1_000))

    def failing(work):
        def call(*given, **more):
            if next(answered) >= last:
                raise OSError("503 Slow Down")
            return work(*given, **more)

        return call

    with monkeypatch.context() as patch:
        for name in CALLS:
            patch.setattr(fs, name, failing(getattr(fs, name)))
        with suppress(PublishError):
            publish(store, SECOND)
    store.tidy()
    latest = store.latest()
    assert latest in (FIRST, SECOND)
    assert store.package(latest) == {"snapshot": latest}
    with store.file(latest, "plans.parquet").open() as file:
        assert file.read() == b"PAR1 plans"
    third = SECOND.replace("21T", "22T")
    publish(store, third)
    assert store.latest() == third

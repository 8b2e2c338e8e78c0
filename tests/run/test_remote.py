"""Documents that are objects, in memory."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline.errors import ReadError, StoppedError, ThaiplanError
from pipeline.locations import filesystem
from pipeline.run.remote import fetched, identify_remote, remote_files
from pipeline.run.sources import SourceFile

URL = "memory://raw"


@pytest.fixture
def fs() -> Iterator[object]:
    memory, _ = filesystem(URL)
    memory.store.clear()
    yield memory
    memory.store.clear()


def put(fs, name: str, content: str = "แผน") -> SourceFile:
    fs.pipe_file(f"/raw/{name}", content.encode())
    return next(file for file in remote_files(URL) if file.url == f"{URL}/{name}")


def test_objects_are_named_by_their_path_and_sorted(fs) -> None:
    for name in ("ข.txt", "a/z.txt", "a.txt", ".hidden/b.txt", "ก/.c.txt"):
        fs.pipe_file(f"/raw/{name}", b"x")
    assert [file.source_path for file in remote_files(URL)] == ["a.txt", "a/z.txt", "ข.txt"]


def test_an_object_is_known_by_the_hash_of_its_bytes(fs) -> None:
    source = identify_remote(put(fs, "ปี ๒๕๖๗/แผน.PDF"))
    assert (source.path, source.size, source.media_type) == ("ปี ๒๕๖๗/แผน.PDF", 9, "application/pdf")
    assert source.doc_id == source.sha256[:16]


def test_a_fetched_object_is_a_file_of_its_kind_while_it_is_read(fs) -> None:
    with fetched(put(fs, "แผน\u202e.TXT"), seconds=60) as local:
        assert (local.path.suffix, local.path.read_text(encoding="utf-8")) == (".txt", "แผน")
        assert local.source_path == "แผน\u202e.TXT"
    assert not local.path.exists()


def test_an_object_that_is_gone_fails_its_document(fs) -> None:
    file = put(fs, "a.txt")
    fs.rm_file("/raw/a.txt")
    with pytest.raises(ReadError, match="the object cannot be read"):
        identify_remote(file)
    with pytest.raises(ReadError), fetched(file, seconds=60):
        pass


def test_fetching_has_a_time_limit(fs) -> None:
    with pytest.raises(StoppedError, match="time limit"), fetched(put(fs, "a.txt"), seconds=-1):
        pass


def test_a_place_that_is_not_there_is_an_error(fs) -> None:
    with pytest.raises(ThaiplanError, match="no such place"):
        remote_files("memory://nowhere")

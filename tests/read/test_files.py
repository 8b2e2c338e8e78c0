from __future__ import annotations

import os
import threading
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.errors import ReadError
from pipeline.read import identify, read
from pipeline.read.files import unchanged
from pipeline.read.limits import Limits


def test_a_document_knows_its_source(tmp_path: Path) -> None:
    path = tmp_path / "แผน.TXT"
    path.write_bytes("แผนพัฒนา\n".encode())
    source = read(path, source_path="ปี ๖๗/แผน.TXT").source
    digest = sha256("แผนพัฒนา\n".encode()).hexdigest()
    assert (source.path, source.sha256, source.doc_id) == ("ปี ๖๗/แผน.TXT", digest, digest[:16])
    assert (source.size, source.media_type) == (25, "text/plain")


@pytest.mark.parametrize("name", ["plan.md", "plan.html", "plan.htm", "plan.markdown"])
def test_markdown_and_html_files_are_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("<h1>แผนพัฒนา</h1>", "utf-8")
    (line,) = read(path).blocks
    assert line.place.line_start == 1


def test_an_unknown_kind_of_file_is_named_with_the_kinds_that_are_read(tmp_path: Path) -> None:
    path = tmp_path / "แผน.dwg"
    path.write_bytes(b"PK")
    with pytest.raises(ReadError, match=r"unknown kind of file '\.dwg'.*\.pdf"):
        read(path)


def test_an_empty_file_still_has_an_identity(tmp_path: Path) -> None:
    path = tmp_path / "ว่าง.txt"
    path.touch()
    assert identify(path).size == 0
    with pytest.raises(ReadError, match="empty"):
        read(path)


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "ใหญ่.txt"
    path.write_bytes(b"x" * 2_000)
    with pytest.raises(ReadError, match=r"0\.0 MB; the limit is 0\.0 MB"):
        read(path, limits=Limits(text_bytes=1_000))


def test_a_binary_file_named_txt_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ภาพ.txt"
    path.write_bytes(bytes(range(256)) * 4)
    with pytest.raises(ReadError, match="binary"):
        read(path)


def test_a_missing_file_a_broken_link_and_a_folder_say_so(tmp_path: Path) -> None:
    link = tmp_path / "ลิงก์.txt"
    link.symlink_to(tmp_path / "ไม่มี.txt")
    folder = tmp_path / "แฟ้ม.txt"
    folder.mkdir()
    for path, why in (
        (tmp_path / "ไม่มี.txt", "does not exist"),
        (link, "points to nothing"),
        (folder, "a folder"),
    ):
        with pytest.raises(ReadError, match=why):
            read(path)


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "ท่อ.txt"
    os.mkfifo(path)
    with pytest.raises(ReadError, match="pipe"):
        read(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_says_so(tmp_path: Path) -> None:
    path = tmp_path / "ลับ.txt"
    path.write_text("แผน")
    path.chmod(0)
    with pytest.raises(ReadError, match="permission"):
        read(path)


def test_a_file_name_cannot_forge_a_message(tmp_path: Path) -> None:
    path = tmp_path / "แผน\nok: \u202egnp.txt"
    path.touch()
    with pytest.raises(ReadError) as caught:
        read(path)
    assert "\n" not in str(caught.value)
    assert "\u202e" not in str(caught.value)
    assert "\\n" in str(caught.value)


def test_a_file_too_large_for_any_document_is_not_read_for_its_hash(tmp_path: Path) -> None:
    path = tmp_path / "ดิสก์.iso"
    with path.open("wb") as out:
        out.truncate(10**12)
    with pytest.raises(ReadError, match=r"1000000\.0 MB; the limit is 2000\.0 MB"):
        identify(path)


def test_a_link_in_a_circle_and_a_device_are_refused(tmp_path: Path) -> None:
    circle, device = tmp_path / "วน.txt", tmp_path / "ไม่รู้จบ.txt"
    circle.symlink_to(circle)
    device.symlink_to("/dev/zero")
    with pytest.raises(ReadError, match="cannot be opened"):
        read(circle)
    with pytest.raises(ReadError, match="device"):
        read(device)


def test_a_file_that_is_written_to_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "แผน.txt"
    path.write_text("แผนพัฒนา", "utf-8")
    with (
        pytest.raises(ReadError, match="changed while it was read"),
        unchanged(path, "แผน.txt"),
        path.open("a") as out,
    ):
        out.write("เมือง")


def test_what_went_wrong_because_a_file_changed_is_put_down_to_the_change(tmp_path: Path) -> None:
    path = tmp_path / "แผน.pdf"
    path.write_bytes(b"%PDF-1.7")

    def read_what_is_left() -> None:
        path.write_bytes(b"")
        raise ReadError("แผน.pdf", "the file is empty")

    with pytest.raises(ReadError, match="changed while it was read"), unchanged(path, "แผน.pdf"):
        read_what_is_left()


def test_a_file_that_is_only_removed_was_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "แผน.txt"
    path.write_text("แผนพัฒนา", "utf-8")
    with unchanged(path, "แผน.txt"):
        path.unlink()
    assert not path.exists()


def test_of_a_file_that_grows_no_more_is_read_than_it_had(tmp_path: Path) -> None:
    path = tmp_path / "โตขึ้น.txt"
    path.write_bytes(b"plan " * 2_000_000)
    with path.open("ab") as out:
        writing = threading.Event()

        def grow() -> None:
            while not writing.wait(0.0005):
                out.write(b"more ")
                out.flush()

        writer = threading.Thread(target=grow)
        writer.start()
        try:
            with pytest.raises(ReadError, match="changed while it was read"):
                identify(path)
        finally:
            writing.set()
            writer.join()

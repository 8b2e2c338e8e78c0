import os
import subprocess
from pathlib import Path

import pytest

from pipeline.run.sources import source_files


def names(raw: Path) -> list[str]:
    return [file.source_path for file in source_files(raw)]


def put(path: Path, content: str = "แผน") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def test_files_of_all_folders_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    for name in ("ข.txt", "a/z.txt", "a.txt", "ก/ย่อย/แผน.md"):
        put(tmp_path / name)
    assert names(tmp_path) == ["a.txt", "a/z.txt", "ก/ย่อย/แผน.md", "ข.txt"]


def test_names_that_start_with_a_dot_are_left_out(tmp_path: Path) -> None:
    put(tmp_path / ".gitkeep")
    put(tmp_path / ".cache" / "a.txt")
    put(tmp_path / "a.txt")
    assert names(tmp_path) == ["a.txt"]


def test_a_link_to_a_folder_is_named_but_not_followed(tmp_path: Path) -> None:
    put(tmp_path / "plans" / "a.txt")
    (tmp_path / "plans" / "round").symlink_to(tmp_path)
    assert names(tmp_path) == ["plans/a.txt", "plans/round"]


def test_links_to_files_and_broken_links_are_files(tmp_path: Path) -> None:
    put(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to("a.txt")
    (tmp_path / "c.txt").symlink_to("gone.txt")
    assert names(tmp_path) == ["a.txt", "b.txt", "c.txt"]


def test_a_name_that_is_no_utf8_is_written_with_escapes(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xa1\xa2.txt")).write_text("แผน", encoding="utf-8")
    assert names(tmp_path) == [r"\xa1\xa2.txt"]


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        source_files(tmp_path / "none")


def test_folders_a_thousand_deep_are_no_end(tmp_path: Path) -> None:
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1_500):
        os.mkdir("ก", dir_fd=here)
        below = os.open("ก", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(os.open("แผน.txt", os.O_CREAT, dir_fd=here))
    os.close(here)
    put(tmp_path / "ข.txt")
    # Where paths may not be that long, the last folder that can be named stands for what is in it.
    deep, shallow = names(tmp_path)
    assert deep.startswith("ก/" * 900)
    assert shallow == "ข.txt"
    # What cleans temporary folders up walks them by recursion.
    subprocess.run(["rm", "-rf", str(tmp_path / "ก")], check=True)


def test_a_link_out_of_the_folder_is_marked_unless_links_are_followed(tmp_path: Path) -> None:
    secret = put(tmp_path / "elsewhere" / "secret.txt")
    put(tmp_path / "raw" / "a.txt")
    (tmp_path / "raw" / "b.txt").symlink_to("a.txt")
    (tmp_path / "raw" / "c.txt").symlink_to(secret)
    raw = tmp_path / "raw"
    assert [file.outside for file in source_files(raw)] == [False, False, True]
    assert [file.outside for file in source_files(raw, follow_links=True)] == [False, False, False]

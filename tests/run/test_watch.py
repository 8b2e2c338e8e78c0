"""`thaiplan run --watch` waits until documents have changed, and have settled."""

from pathlib import Path

from pipeline.run.watch import changes


def test_a_file_that_is_still_being_copied_is_waited_for(tmp_path: Path) -> None:
    steps = iter(["ก", "กข", None, None])
    looks = []

    def wait(_seconds: float) -> None:
        looks.append(1)
        if (text := next(steps)) is not None:
            (tmp_path / "แผน.txt").write_text(text, "utf-8")

    watching = changes(tmp_path, None, wait=wait)
    next(watching)
    next(watching)
    assert (tmp_path / "แผน.txt").read_text("utf-8") == "กข"
    assert len(looks) == 3


def test_a_correction_is_a_change(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "corrections").mkdir()
    saved = iter([True, False, False])

    def wait(_seconds: float) -> None:
        if next(saved):
            (tmp_path / "corrections" / "แผน.txt.json").write_text("{}", "utf-8")

    watching = changes(tmp_path / "raw", tmp_path / "corrections", wait=wait)
    next(watching)
    next(watching)

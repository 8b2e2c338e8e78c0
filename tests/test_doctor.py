from pathlib import Path

import pytest

from pipeline.doctor import examine


def test_what_is_missing_comes_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    examined = {one.name: one for one in examine(tmp_path / "processed")}
    assert examined["Tesseract"].health == "missing"
    assert "apt install tesseract-ocr" in examined["Tesseract"].advice
    assert examined["write rights"].health == "ok"
    assert all(one.advice for one in examined.values() if one.health != "ok")

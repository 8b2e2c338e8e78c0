"""Pages that OCR has read, kept until their document is done: a run that was killed goes on from there.

A page is one JSON file of plain values, in a folder of the document's hash in one of the pipeline's version.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.read.pdf.ocr.page import OcrPage
from pipeline.read.pdf.rule_scan import Rules
from pipeline.read.pdf.words import Words
from pipeline.version import pipeline_version


class KeptPages:
    """The pages of one document that OCR has read, in `folder`; without a folder none are kept."""

    def __init__(self, folder: Path | None, sha256: str) -> None:
        self._folder = folder / pipeline_version() / sha256 if folder is not None else None

    def find(self, number: int) -> OcrPage | None:
        """The page `number` as it was read before; None where it was not, or what is kept is damaged."""
        if self._folder is None:
            return None
        try:
            return _page(json.loads((self._folder / f"{number}.json").read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, number: int, page: OcrPage) -> None:
        """Keep a page. Where that cannot be done it is read again another time."""
        if self._folder is None:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            part = self._folder / f"{number}.part"
            part.write_text(json.dumps(_plain(page), ensure_ascii=False), encoding="utf-8")
            os.replace(part, self._folder / f"{number}.json")  # noqa: PTH105  # in one step
        except OSError:
            return

    def clear(self) -> None:
        """Remove the pages of a document that is done."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)


def _plain(page: OcrPage) -> dict[str, object]:
    return {
        "text": list(page.words.text),
        "words": {name: array.tolist() for name, array in page.words.arrays().items() if name != "gap"},
        # JSON has no infinity: the gap before the first word of a row.
        "gap": [gap if np.isfinite(gap) else None for gap in page.words.gap.tolist()],
        "horizontal": page.rules.horizontal.tolist(),
        "vertical": page.rules.vertical.tolist(),
        "certainties": list(page.certainties),
        "turns": page.turns,
        "has_ink": page.has_ink,
        "unread": page.unread,
        "disputed": [list(pair) for pair in page.disputed],
    }


def _page(plain: Any) -> OcrPage:
    """The page of plain values. Raises ValueError, KeyError or TypeError for values that are none."""
    arrays: dict[str, Any] = {
        name: np.array(values, dtype=_TYPES.get(name, np.float64)) for name, values in plain["words"].items()
    }
    gap = np.array([np.inf if value is None else value for value in plain["gap"]], dtype=np.float64)
    words = Words(tuple(map(str, plain["text"])), gap=gap, **arrays)
    level, upright = (
        np.array(plain[name], dtype=np.float64).reshape(-1, 4) for name in ("horizontal", "vertical")
    )
    certainties = tuple(map(float, plain["certainties"]))
    if not len(words.text) == len(certainties) == len(gap) == len(words.left):
        raise ValueError("the page is not whole")
    turns, unread = int(plain["turns"]), int(plain["unread"])
    disputed = tuple((str(text), str(other)) for text, other in plain["disputed"])
    rules = Rules(level, upright)
    return OcrPage(words, rules, certainties, turns, bool(plain["has_ink"]), unread, disputed)


_TYPES = {"row": np.int64, "bold": np.bool_}

"""Records of whole documents against gold records made by reading: the real ones, and those of our own.

The scorer and the real documents stand beside the checkout, in `../shared`; where they do not, there is
nothing to compare with.
"""

from __future__ import annotations

import json
import shutil
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from statistics import mean
from types import ModuleType
from typing import TypeAlias

import pytest

from pipeline.run import RunSettings, run

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "shared"
CORPUS = SHARED / "corpus" / "text"
SCORER = SHARED / "eval" / "score.py"
CORPUS_SETS = SHARED / "eval" / "sets.json"
OWN_SETS = HERE / "gold" / "sets.json"

Scores: TypeAlias = dict[tuple[str, str], tuple[float, float]]
"""F1 and strict F1 of every (set, record type) pair."""

needs_scorer = pytest.mark.skipif(not SCORER.exists(), reason=f"no scorer at {SCORER}")
needs_corpus = pytest.mark.skipif(not CORPUS.exists(), reason=f"no real documents at {CORPUS}")


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    found = spec_from_file_location("score", SCORER)
    assert found is not None
    assert found.loader is not None
    module = module_from_spec(found)
    found.loader.exec_module(module)
    return module


def scores(scorer: ModuleType, documents: Path, sets: Path, processed: Path) -> Scores:
    summary = run(documents, processed, RunSettings(workers=1))
    assert summary.failures == ()
    tables = scorer.Tables(processed / "latest")
    found: Scores = {}
    for name, spec in json.loads(sets.read_text("utf-8")).items():
        gold = json.loads((sets.parent / spec["gold"]).read_text("utf-8"))
        for kind, measured in scorer.score_set(tables, spec, gold, False).items():
            found[name, kind] = (measured["F1"], measured["strict"])
    return found


def means(found: Scores) -> tuple[float, float]:
    return mean(f1 for f1, _ in found.values()), mean(strict for _, strict in found.values())


def below(found: Scores, least: float) -> dict[tuple[str, str], float]:
    return {pair: f1 for pair, (f1, _) in found.items() if f1 < least}


@needs_scorer
@needs_corpus
def test_real_documents_are_read_as_a_person_reads_them(scorer: ModuleType, tmp_path: Path) -> None:
    found = scores(scorer, CORPUS, CORPUS_SETS, tmp_path / "out")
    f1, strict = means(found)

    assert f1 >= 0.98
    assert strict >= 0.95
    assert below(found, 0.95) == {}


@needs_scorer
def test_our_own_documents_are_read_as_a_person_reads_them(scorer: ModuleType, tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    for spec in json.loads(OWN_SETS.read_text("utf-8")).values():
        shutil.copy(OWN_SETS.parent / spec["file"], documents)

    found = scores(scorer, documents, OWN_SETS, tmp_path / "out")
    f1, strict = means(found)

    assert f1 >= 0.99
    assert strict >= 0.98
    assert below(found, 0.95) == {}

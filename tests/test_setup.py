import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [
        *project["build-system"]["requires"],
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["dev"],
    ]
    names = {normal(re.match(r"[\w.-]+", requirement)[0]) for requirement in asked}
    assert names - locked().keys() == set(), "run `make lock`"
    cluster = [
        *project["project"]["optional-dependencies"]["cluster"],
        *project["project"]["optional-dependencies"]["dev-cluster"][1:],
    ]
    names |= {normal(re.match(r"[\w.-]+", requirement)[0]) for requirement in cluster}
    assert names - locked("constraints-cluster.txt").keys() == set(), "run `make lock`"


def locked(lock: str = "constraints.txt") -> dict[str, str]:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    return {normal(line.split("==")[0]): line for line in lines if not line.startswith("#")}


def test_both_locks_have_the_same_versions_but_for_what_s3_wants_older() -> None:
    one, cluster = locked(), locked("constraints-cluster.txt")
    assert {name for name, line in one.items() if cluster.get(name, line) != line} == {"python-dateutil"}


@pytest.mark.parametrize("lock", ["constraints.txt", "constraints-cluster.txt"])
def test_the_lock_names_versions_and_nothing_of_one_machine(lock: str) -> None:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"#.*|[\w.-]+==[\w.!+-]+", line)] == []

"""What a command does without, so that it starts at once."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from types import ModuleType


class _Absent(MetaPathFinder):
    """Says of packages that they are not there."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    def find_spec(self, name: str, _path: Sequence[str] | None, _target: ModuleType | None = None) -> None:
        """Raises ModuleNotFoundError for one of them; leaves all others to who comes next."""
        if name in self._names:
            raise ModuleNotFoundError(f"{name} is not used by the commands", name=name)


def do_without_pandas() -> None:
    """Keeps Arrow from importing pandas, which takes half a second, with the first value that it converts.

    No command uses pandas. Where it has been imported already, by a program that calls a command, it stays.
    """
    if "pandas" not in sys.modules:
        sys.meta_path.insert(0, _Absent(frozenset({"pandas"})))

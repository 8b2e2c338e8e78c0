"""Thai government plans, circulars and budget books as validated Parquet tables.

As a library, five functions named as the commands: `read`, `extract`, `run`, `open` and `diff`.

    import pipeline as thaiplan

    plan = thaiplan.extract("plan.pdf")
    print(plan.measures.to_pandas())
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.library import Record, Table, Tables, Why, diff, extract, open, read, run

__all__ = ["Record", "Table", "Tables", "Why", "diff", "extract", "open", "read", "run"]


def __getattr__(name: str) -> Any:
    """What the library offers, imported when it is asked for: `thaiplan --help` answers at once."""
    if name in __all__:
        from pipeline import library

        return getattr(library, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class _Room(ModuleType):
    """A module of the package that has the name of a function of the library, and can be called as that."""

    def __call__(self, *given: Any, **named: Any) -> Any:
        from pipeline import library

        return getattr(library, self.__name__.rpartition(".")[2])(*given, **named)


class _Package(ModuleType):
    """The package: once `pipeline.read` the module is imported, it takes the place of `pipeline.read`
    the function."""

    def __setattr__(self, name: str, value: object) -> None:
        if name in __all__ and isinstance(value, ModuleType):
            value.__class__ = _Room
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package

"""Patterns that are compiled when they are first used.

There are hundreds, and one document asks for few of them. `from pipeline.patterns import re` and
`from pipeline.patterns import regex` are these modules with such a `compile`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Pattern:
    """A pattern that is not compiled yet. What it is asked for first compiles it; then it is only a holder
    of the compiled one's methods, which are as quick to call as before.

    Raises the error of a wrong pattern then, not before.

    >>> import re
    >>> years = Pattern(re.compile, "25[0-9]{2}", 0)
    >>> years.pattern
    '25[0-9]{2}'
    >>> years.findall("ปี 2566 ถึง 2570")
    ['2566', '2570']
    """

    def __init__(self, compiled_by: Callable[..., Any], pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._compiled_by = compiled_by
        self._given = flags

    def __getattr__(self, name: str) -> Any:
        """What the compiled pattern has of this name."""
        if name.startswith("_"):  # what copying and pickling ask of anything
            raise AttributeError(name)
        compiled = self._compiled_by(self.pattern, self._given)
        self.__dict__.update({each: getattr(compiled, each) for each in dir(compiled) if each[0] != "_"})
        self.__class__ = _Compiled  # type: ignore[assignment]
        return getattr(compiled, name)


class _Compiled:
    """The same once it has been compiled: with no method of its own that slows down each look at it."""

"""`regex`, whose patterns are compiled when they are first used."""

from __future__ import annotations

from typing import AnyStr, cast

import regex as compiling
from regex import *  # noqa: F403

from pipeline.patterns import Pattern as _Lazy


def compile(pattern: AnyStr, flags: int = 0) -> compiling.Pattern[AnyStr]:  # type: ignore[no-redef]
    """A pattern that compiles itself when it is first used."""
    return cast("compiling.Pattern[AnyStr]", _Lazy(compiling.compile, pattern, flags))

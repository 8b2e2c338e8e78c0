"""How an answer comes back from a child process: as plain values (MessagePack) that can only become data.

A document that takes over the process that reads it may answer what it likes. A pickle would run what it
names; here an answer is made of numbers, texts and the classes of data that this module lists, or is none.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeAlias

import msgpack

from pipeline import errors
from pipeline.errors import ThaiplanError

DATA = ("pipeline.records.types", "pipeline.model", "pipeline.review.pages")
"""Modules whose dataclasses may be answers."""
_DECIMAL, _DATE, _DATETIME, _PATH, _LARGE = range(5)
_CLASS = "\0"
"""With that begins the name of a class, which its values stand behind: no other key of a mapping does."""
_NOT_TOLD = (KeyboardInterrupt, SystemExit, GeneratorExit)


class AnswerError(Exception):
    """What came back is no answer."""


def packed(value: object) -> bytes:
    """A value as bytes. Raises TypeError for what is neither plain nor a dataclass of `DATA`.

    >>> unpacked(packed({"ปี": (2569, None), "ล้านบาท": Decimal("1.50")}))
    {'ปี': (2569, None), 'ล้านบาท': Decimal('1.50')}
    """
    data: bytes = msgpack.packb(value, default=_plain, unicode_errors="surrogatepass")
    return data


def unpacked(data: bytes) -> Any:
    """The value of bytes; lists are tuples now. Raises AnswerError for what `packed` cannot have written."""
    try:
        return msgpack.unpackb(
            data,
            ext_hook=_made,
            object_hook=_object,
            use_list=False,
            strict_map_key=False,
            unicode_errors="surrogatepass",
        )
    except (
        ValueError,
        TypeError,
        ArithmeticError,
        LookupError,
        RecursionError,
        msgpack.UnpackException,
    ) as error:
        raise AnswerError(f"{type(error).__name__}: {error}") from error


def packed_error(error: BaseException) -> bytes:
    """An exception as bytes: this package's and Python's own with what they say, of others the words."""
    if isinstance(error, ThaiplanError):
        told: tuple[object, ...] = (type(error).__name__, error.file, error.reason, error.advice)
    elif isinstance(error, OSError) and error.errno is not None:
        named = error.filename if isinstance(error.filename, str) else None
        told = ("OSError", error.errno, str(error.strerror), named)
    elif isinstance(error, ImportError):
        told = (type(error).__name__, str(error), error.name)
    elif getattr(builtins, type(error).__name__, None) is type(error):
        told = (type(error).__name__, str(error))
    else:
        told = ("RuntimeError", f"{type(error).__name__}: {error}")
    return packed(told)


def unpacked_error(data: bytes) -> Exception:
    """The exception that is to be raised for one that was packed. Raises AnswerError for what is none."""
    match unpacked(data):
        case (str(name), str(file), str(reason), str(advice)) if _is_kind(errors, name, ThaiplanError):
            made: Exception = getattr(errors, name)(file, reason, advice)
        case ("OSError", int(number), str(words), named) if named is None or isinstance(named, str):
            made = OSError(number, words, named)
        case (str(name), str(words), str() | None as module) if _is_kind(builtins, name, ImportError):
            made = getattr(builtins, name)(words, name=module)
        case (str(name), str(words)) if _is_kind(builtins, name, Exception):
            try:
                made = getattr(builtins, name)(words)
            except TypeError:  # such as UnicodeDecodeError, which takes five
                made = RuntimeError(f"{name}: {words}")
        case (str(name), str(words)):
            made = RuntimeError(f"{name}: {words}")
        case _:
            raise AnswerError("it tells of no error")
    return made


def _is_kind(module: object, name: str, kind: type[Exception]) -> bool:
    found = getattr(module, name, None)
    return isinstance(found, type) and issubclass(found, kind) and not issubclass(found, _NOT_TOLD)


def _plain(value: object) -> Any:
    kind = type(value)
    if kind not in _known:
        _known[kind] = _parts(kind)
    known = _known[kind]
    if known is not None:
        name, parts = known
        return {name: parts(value)}
    if isinstance(value, Decimal):
        return msgpack.ExtType(_DECIMAL, str(value).encode())
    if isinstance(value, datetime):
        return msgpack.ExtType(_DATETIME, value.isoformat().encode())
    if isinstance(value, date):
        return msgpack.ExtType(_DATE, value.isoformat().encode())
    if isinstance(value, Path):
        return msgpack.ExtType(_PATH, str(value).encode("utf-8", "surrogatepass"))
    if isinstance(value, int):
        return msgpack.ExtType(_LARGE, value.to_bytes(value.bit_length() // 8 + 1, signed=True))
    if kind.__module__ == "numpy" and hasattr(value, "item"):
        return value.item()  # a number that was taken from an array
    raise TypeError(f"a {kind.__name__} is no answer")


def _made(code: int, data: bytes) -> Any:
    if code == _LARGE:
        return int.from_bytes(data, signed=True)
    return _FROM_TEXT[code](data.decode("utf-8", "surrogatepass"))


def _object(told: dict[Any, Any]) -> Any:
    for name in told:
        if isinstance(name, str) and name.startswith(_CLASS):
            kind, names = _kinds()[name]
            return kind(**dict(zip(names, told[name], strict=True)))
    return told


_FROM_TEXT: Mapping[int, Callable[[str], Any]] = {
    _DECIMAL: Decimal,
    _DATE: date.fromisoformat,
    _DATETIME: datetime.fromisoformat,
    _PATH: Path,
}


_Parts: TypeAlias = tuple[str, Callable[[Any], tuple[Any, ...]]]
_known: dict[type, _Parts | None] = {}


def _parts(kind: type) -> _Parts | None:
    """The name of a class of data, and what takes the values of its fields; None where it is none."""
    if not is_dataclass(kind) or kind.__module__ not in DATA:
        return None
    names = [one.name for one in fields(kind)]
    get = attrgetter(*names)
    return _CLASS + kind.__name__, get if len(names) > 1 else lambda value: (get(value),)


@cache
def _kinds() -> Mapping[str, tuple[type, tuple[str, ...]]]:
    """The classes of data by their names, each with those of its fields."""
    return {
        _CLASS + kind.__name__: (kind, tuple(one.name for one in fields(kind)))
        for module in DATA
        for kind in vars(import_module(module)).values()
        if isinstance(kind, type) and is_dataclass(kind) and kind.__module__ == module
    }

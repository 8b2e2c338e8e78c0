"""Answers of a child process: plain values, and nothing that could be run."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import msgpack
import numpy as np
import pytest

from pipeline.errors import ReadError, StoppedError
from pipeline.extract import extract
from pipeline.read import read
from pipeline.work.wire import AnswerError, packed, packed_error, unpacked, unpacked_error

SAMPLE = Path(__file__).parent.parent.parent / "data" / "raw" / "action-plan.txt"


def test_the_records_of_a_document_come_back_as_they_were() -> None:
    records = extract(read(SAMPLE))
    assert unpacked(packed(records)) == records


@pytest.mark.parametrize(
    "value",
    [
        (None, True, -1, 2**200, -(2**90), 1.5, "แผน", "\udcff", b"\x00", (), ("ก", ("ข",))),
        (Decimal("-1200.50"), date(2026, 1, 5), datetime(2026, 1, 5, 9, tzinfo=UTC), Path("แผน.txt")),
        {"ปี": 2569, 7: None},
    ],
)
def test_plain_values_come_back(value: object) -> None:
    assert unpacked(packed(value)) == value


def test_numbers_of_arrays_come_back_as_numbers() -> None:
    assert unpacked(packed((np.float32(1.5), np.int64(7), np.bool_(True), np.float64(2.5)))) == (
        1.5,
        7,
        True,
        2.5,
    )


@pytest.mark.parametrize("value", [object(), print, Exception, {"\0x"}, ReadError("ก", "ข")])
def test_nothing_else_is_an_answer(value: object) -> None:
    with pytest.raises(TypeError, match="is no answer"):
        packed(value)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xc1",
        packed("แผน")[:-1],
        packed("แผน") + b"\x00",
        b"\x91" * 100_000,
        msgpack.packb({"\0Popen": ["true"]}),
        msgpack.packb({"\0Place": [1]}),
        msgpack.packb({"\0Place": 7}),
        msgpack.packb(msgpack.ExtType(99, b"")),
        msgpack.packb(msgpack.ExtType(0, b"no number")),
        b"\xdd\xff\xff\xff\xff",
    ],
)
def test_what_is_no_answer_is_told(data: bytes) -> None:
    with pytest.raises(AnswerError):
        unpacked(data)


@pytest.mark.parametrize(
    "error",
    [
        ReadError("แผน.pdf", "the file is empty", "remove it"),
        StoppedError("", "killed"),
        FileNotFoundError(2, "No such file or directory", "แผน.pdf"),
        MemoryError(),
        ModuleNotFoundError("No module named 'x'", name="x"),
        ZeroDivisionError("division by zero"),
    ],
)
def test_errors_come_back_as_what_they_are(error: Exception) -> None:
    found = unpacked_error(packed_error(error))
    assert (type(found), str(found)) == (type(error), str(error))


@pytest.mark.parametrize(
    "told", [("SystemExit", "0"), ("Popen", "x"), ("KeyboardInterrupt", ""), ("print", "x")]
)
def test_an_error_of_another_kind_is_only_words(told: tuple[str, str]) -> None:
    assert type(unpacked_error(packed(told))) is RuntimeError


def test_a_text_is_no_error() -> None:
    with pytest.raises(AnswerError):
        unpacked_error(packed("แผน"))

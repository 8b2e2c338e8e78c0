"""What is published is what was extracted: records read back from the tables are the records that went in."""

import tempfile
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pyarrow.parquet as pq
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import schema
from pipeline.model import Place
from pipeline.publish.check import check
from pipeline.publish.constraints import broken_values
from pipeline.publish.snapshot import publish
from pipeline.publish.validate import validate
from pipeline.records.types import (
    TABLES,
    Budget,
    CellRecord,
    DocumentRecord,
    Heading,
    Indicator,
    Letter,
    Measure,
    RecordSet,
    Strategy,
    Target,
)
from tests.publish.builders import NOW, VERSION, clock, document

PLACE = {field.name for field in fields(Place)}

text = st.text(
    st.sampled_from("กขคงจฉชซญดตถทธนบปผฝพฟมยรลวศสหอาิีืุูเแโไำ่้์ๆ๐๑๒๙ abc/\"'\n\t\u200b|<>=-"), max_size=30
)
words = text.map(str.strip).filter(bool)
texts = st.lists(text, max_size=4).map(tuple)
years = st.integers(2400, 2700)
half = st.sampled_from([0.0, 0.25, 0.5, 1.0])
"""Numbers that a 32-bit float holds exactly."""
points = st.integers(-8000, 8000).map(lambda number: number / 4)
money = st.none() | st.decimals(0, Decimal("9999999999999999.99"), places=2)
figures = st.floats(-1e15, 1e15)
numbers = st.none() | st.sampled_from(["1", "4.2", "ก", "1)", "(2)"])
paths = st.none() | st.sampled_from(["1", "1/1.2", "G1/1.2", "D3"])
places = st.builds(
    Place,
    page=st.none() | st.integers(1, 9999),
    line_start=st.none() | st.integers(1, 10**6),
    line_end=st.none() | st.integers(1, 10**6),
    bbox=st.none() | st.tuples(points, points, points, points),
)


def literal(record: type, name: str) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(get_type_hints(record)[name]))


@st.composite
def record_sets(draw: st.DrawFn) -> RecordSet:
    """A document whose records refer to one another, with any text and any figure that the schemas allow."""
    doc = document("แผน.txt")
    ids = iter(f"{number:016x}" for number in range(10**6))

    def some(record: type, **values: Any) -> list[Any]:
        common = {"doc_id": st.just(doc.doc_id), "place": places, "confidence": half, "text_raw": text}
        return draw(st.lists(st.builds(record, **{**common, **values}), max_size=4))

    def identified(key: str, records: list[Any]) -> tuple[Any, ...]:
        return tuple(replace(record, **{key: next(ids)}) for record in records)

    def among(records: tuple[Any, ...], key: str) -> st.SearchStrategy[Any]:
        return st.none() | st.sampled_from([None, *(getattr(record, key) for record in records)])

    nameless = {"number": numbers, "parent_id": st.none()}
    strategies = identified(
        "strategy_id",
        some(
            Strategy,
            strategy_id=st.just(""),
            kind=literal(Strategy, "kind"),
            label=st.none() | text,
            path=paths,
            title=text,
            objectives=texts,
            outcomes=texts,
            lead_agencies=texts,
            support_agencies=texts,
            **nameless,
        ),
    )
    measures = identified(
        "measure_id",
        some(
            Measure,
            measure_id=st.just(""),
            strategy_id=among(strategies, "strategy_id"),
            kind=literal(Measure, "kind"),
            text=words,
            path=paths,
            method=st.none() | text,
            agencies=texts,
            years_be=st.lists(years, max_size=3).map(tuple),
            fund=st.none() | text,
            items=texts,
            **nameless,
        ),
    )
    indicators = identified(
        "indicator_id",
        some(
            Indicator,
            indicator_id=st.just(""),
            owner_type=st.just("measure"),
            owner_id=among(measures, "measure_id"),
            number=numbers,
            text=words,
            target_value=st.none() | figures,
            target_comparator=st.none() | st.sampled_from(["=", ">=", ">", "<=", "<", "+", "-"]),
            target_year_be=st.none() | years,
        ),
    )
    targets = tuple(
        Target(doc_id=doc.doc_id, indicator_id=one.indicator_id, fiscal_year_be=year, value=draw(figures))
        for one in indicators
        for year in draw(st.sets(years, max_size=2))
    )
    budgets = identified(
        "budget_id",
        some(
            Budget,
            budget_id=st.just(""),
            measure_id=among(measures, "measure_id"),
            strategy_id=among(strategies, "strategy_id"),
            path=paths,
            is_total=st.booleans(),
            text=text,
            amount_min=money,
            amount_max=money,
            approximate=st.booleans(),
            fiscal_year_be=st.none() | years,
            category=texts,
        ),
    )
    letters = identified(
        "letter_id",
        some(
            Letter,
            letter_id=st.just(""),
            issued_on=st.none() | st.dates(date(1900, 1, 1), date(2150, 12, 31)),
            subject=st.none() | text,
            references=texts,
        ),
    )
    headings = identified(
        "heading_id",
        some(
            Heading,
            heading_id=st.just(""),
            level=st.integers(1, 9),
            label=st.none() | text,
            title=text,
            **nameless,
        ),
    )
    cells = tuple(
        replace(cell, row=number)
        for number, cell in enumerate(
            some(CellRecord, table_id=st.just("t1"), row=st.just(0), col=st.integers(0, 20), text=text)
        )
    )
    return RecordSet(
        document=doc,
        letters=letters,
        headings=headings,
        strategies=strategies,
        measures=measures,
        indicators=indicators,
        targets=targets,
        budgets=budgets,
        cells=cells,
    )


def read_back(table: str, like: type, snapshot: Path) -> list[Any]:
    """The records of a table, built again from its rows."""
    names = {field.name for field in fields(like)}
    records = []
    for row in pq.read_table(snapshot / f"{table}.parquet").to_pylist():
        values = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
        if "place" in names:
            values["place"] = Place(**{name: values.pop(name) for name in PLACE})
        records.append(like(**values))
    return records


@given(record_sets())
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_records_come_back_as_they_went_in(records: RecordSet) -> None:
    with tempfile.TemporaryDirectory() as folder:
        snapshot = publish([records], Path(folder), clock=clock, pipeline_version=VERSION)
        assert snapshot.tables["rejects"] == 0
        for table in TABLES[1:]:
            written = getattr(records, table)
            if written:
                found = read_back(table, type(written[0]), snapshot.path)
                assert [replace(one, record_key=None) for one in found] == list(written)
                assert len({one.record_key for one in found} - {None}) == len(found)
        stamped = replace(records.document, ingested_at=NOW.replace(tzinfo=None), pipeline_version=VERSION)
        (document,) = read_back("documents", DocumentRecord, snapshot.path)
        assert document.record_key
        assert replace(document, record_key=None) == stamped
        assert check(snapshot.path).problems == ()


@given(st.data())
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_in_a_record_it_is_published_or_rejected(data: st.DataObject) -> None:
    records = data.draw(record_sets())
    filled = [name for name in TABLES[1:] if getattr(records, name)]
    table = data.draw(st.sampled_from(["documents", *filled]))
    record = records.document if table == "documents" else getattr(records, table)[0]
    names = set(schema.load(table).names) & {field.name for field in fields(record)}
    name = data.draw(st.sampled_from(sorted(names - {"source_path", "ingested_at"})))
    odd = ["", "\ud800", -1, 10**30, float("nan"), float("-inf"), None, True, Decimal("1e-9")]
    broken = replace(record, **{name: data.draw(st.sampled_from(odd))})
    if table == "documents":
        records = replace(records, document=replace(broken, ingested_at=NOW))
    else:
        records = replace(
            records,
            document=replace(records.document, ingested_at=NOW),
            **{table: (broken, *getattr(records, table)[1:])},
        )
    tables = validate([records])
    for published, rows in tables.items():
        assert broken_values(published, rows) == [], published
    rejected = tables["rejects"].column("table").to_pylist()
    assert tables["documents"].num_rows == 1
    for kept in filled:
        assert tables[kept].num_rows + rejected.count(kept) == len(getattr(records, kept)), kept

"""Records of scanned pages are as sure as OCR was of their words."""

from __future__ import annotations

from pipeline.model import Page, Place
from pipeline.records.certainty import as_sure_as_read
from pipeline.records.types import Heading, Record

SCANNED = Page(2, (), certainty=(((10, 10, 50, 20), 0.9), ((60, 10, 90, 20), 0.5), ((10, 300, 50, 310), 1.0)))


def confidence(place: Place, sure: float = 1.0) -> float:
    (record,) = as_sure_as_read([Record(doc_id="d", place=place, confidence=sure)], [Page(1, ()), SCANNED])
    return record.confidence


def test_a_record_is_as_sure_as_the_words_in_its_box() -> None:
    assert confidence(Place(2, bbox=(10, 10, 95, 22))) == 0.7
    assert confidence(Place(2, bbox=(10, 300, 50, 310)), sure=0.8) == 0.8


def test_a_record_is_no_surer_than_a_figure_that_reads_in_two_ways() -> None:
    words = (((10, 10, 50, 20), 0.9), ((60, 10, 90, 20), 0.3))
    record = Record(doc_id="d", place=Place(2, bbox=(10, 10, 95, 22)), confidence=1.0)
    (lowered,) = as_sure_as_read([record], [Page(2, (), certainty=words)])
    assert lowered.confidence == 0.3


def test_a_record_without_a_box_is_as_sure_as_its_page() -> None:
    assert confidence(Place(2)) == 0.8


def test_records_that_were_read_from_text_stay() -> None:
    assert confidence(Place(1, bbox=(10, 10, 95, 22))) == 1.0
    heading = Heading(
        doc_id="d", heading_id="h", parent_id=None, level=1, label=None, number=None, title="แผนงาน"
    )
    assert as_sure_as_read([heading], [Page(1, ())]) == (heading,)

"""A title that names the agency whose budget the pages below it are, where its part has no first page of its
own: "งบประมาณรายจ่ายประจำปี 2565 ของสำนักงานเขตริมคลองโดยสังเขป"."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import Line
from pipeline.patterns import regex
from pipeline.thai.numerals import to_arabic
from pipeline.vocabulary import vocabulary

LONGEST_TITLE = 160
"""No such title is longer (characters)."""

_TITLE = regex.compile(
    r"งบประมาณ[ก-๎. ]{4,40}?(?P<year>25\d\d)\s*ของ\s*(?P<name>[ก-๎][^0-9]*?)\s*(?:โดย\s?สังเขป|โดยสรุป)?"
)


@dataclass(frozen=True, slots=True)
class AgencyTitle:
    """The agency that a title names, and the year (Buddhist Era) of its budget."""

    name: str
    year: int


def agency_title(line: Line) -> AgencyTitle | None:
    """The agency and the year of a line that is such a title, None of any other.

    >>> from pipeline.model import Place
    >>> agency_title(Line("งบประมาณรายจ่ายประจำปี 2565 ของสำนักงานเขตริมคลองโดยสังเขป", "", Place()))
    AgencyTitle(name='สำนักงานเขตริมคลอง', year=2565)
    >>> agency_title(Line("งบประมาณรายจ่ายประจำปี 2565", "", Place())) is None
    True
    """
    text = to_arabic(" ".join(line.text.split()))
    found = _TITLE.fullmatch(text) if len(text) <= LONGEST_TITLE else None
    if found is None or vocabulary().announces(text):
        return None
    return AgencyTitle(found["name"], int(found["year"]))

"""What the address of a page of the review asks for."""

from __future__ import annotations

from starlette.requests import Request

from pipeline.review.index import DocumentFilter, Filter

MOST_TEXT = 200
"""Letters of what is looked for, and of a name."""


def number_asked(request: Request, name: str) -> int | None:
    """A number in the address; None where there is none."""
    given = request.query_params.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else None


def documents_asked(request: Request) -> DocumentFilter:
    """Which documents are to be listed."""
    asked = request.query_params
    return DocumentFilter(
        words=asked.get("name", "")[:MOST_TEXT],
        status=asked.get("status", ""),
        quality=asked.get("quality", ""),
        order=asked.get("order", ""),
    )


def records_asked(request: Request) -> Filter:
    """Which records are to be listed."""
    asked = request.query_params
    percent = number_asked(request, "unsure")
    return Filter(
        table=asked.get("table", ""),
        finding=asked.get("finding", ""),
        unsure=None if percent is None else percent / 100,
        agency=asked.get("agency", ""),
        year=number_asked(request, "year"),
        words=asked.get("q", "")[:MOST_TEXT],
        sheet=number_asked(request, "on"),
        order=asked.get("order", "unsure"),
    )


def pages_around(request: Request, offset: int, count: int, size: int) -> dict[str, str]:
    """The addresses of what stands before and behind that which is listed, `size` at once."""
    links = {}
    for name, there in (("previous", max(offset - size, 0)), ("next", offset + size)):
        if 0 <= there < count and there != offset:
            links[name] = f"?{request.url.include_query_params(offset=there).query}"
    return links

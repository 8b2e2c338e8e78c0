"""The review page: routes, and what their templates are given. Everything that is shown is escaped."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from jinja2 import Environment, FileSystemLoader
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from pipeline.errors import ThaiplanError
from pipeline.read.files import MEDIA_TYPES
from pipeline.review.asked import MOST_TEXT, documents_asked, number_asked, pages_around, records_asked
from pipeline.review.corrections import Anchor
from pipeline.review.desk import Author, Desk, RefusedError
from pipeline.review.entries import SHEETS
from pipeline.review.index import DOCUMENTS_SIZE, MOST_COUNTED, PAGE_SIZE, DocumentFilter
from pipeline.review.pages import PAGED
from pipeline.review.protect import Guard
from pipeline.review.said import details, heading, money
from pipeline.review.values import ADDABLE, editable, grouped, shown
from pipeline.review.words import Language, Words

_HERE = Path(__file__).parent
_LANGUAGE = "thaiplan-language"
WRITTEN = tuple(MEDIA_TYPES[suffix] for suffix in (".docx", ".docm", ".doc", ".rtf", ".odt", ".ppt", ".pptx"))
"""Kinds of documents that are paragraphs and tables."""
_MOST_MERGED, _MOST_PARTS = 20, 6
_FEW_DOCUMENTS = 8
"""So many are seen at a glance, without a filter."""
_FILL_SECONDS = 3.0
"""A search waits so long for the documents that are not yet in the index."""


def make_app(desk: Desk, guard: Guard, language: Language = "th") -> Starlette:
    """The web application over one snapshot."""
    site = _Site(desk, language)
    doc = "/doc/{doc_id:str}"
    routes = [
        Route("/", site.documents),
        Route("/search", site.search),
        Route("/language", site.choose_language, methods=["POST"]),
        Route("/documents/{doc_id:str}", site.from_workbook),
        Route(doc, site.document),
        Route(doc + "/records", site.records),
        Route(doc + "/sheet/{sheet:int}", site.sheet),
        Route(doc + "/image/{sheet:int}", site.image),
        Route(doc + "/record/{table:str}/{name:str}", site.record),
        Route(doc + "/record/{table:str}/{name:str}", site.correct, methods=["POST"]),
        Route(doc + "/record/{table:str}/{name:str}/split", site.parts),
        Route(doc + "/record/{table:str}/{name:str}/split", site.split, methods=["POST"]),
        Route(doc + "/merge/{table:str}", site.merged),
        Route(doc + "/merge/{table:str}", site.merge, methods=["POST"]),
        Route(doc + "/new/{table:str}", site.blank),
        Route(doc + "/new/{table:str}", site.append, methods=["POST"]),
        Route(doc + "/withdraw/{correction:str}", site.withdraw, methods=["POST"]),
        Mount("/static", StaticFiles(directory=_HERE / "static")),
    ]
    return Starlette(routes=routes, middleware=[Middleware(BaseHTTPMiddleware, dispatch=guard)])


class _Site:
    def __init__(self, desk: Desk, language: Language) -> None:
        self._desk, self._language = desk, language
        self._templates = Environment(loader=FileSystemLoader(_HERE / "templates"), autoescape=True)
        self._templates.filters |= {"shown": shown, "grouped": grouped, "money": money}

    def _page(self, request: Request, template: str, status: int = 200, **given: Any) -> HTMLResponse:
        words = self._words(request)
        html = self._templates.get_template(template).render(
            w=words, snapshot=self._desk.snapshot, heading=heading, details=details, **given
        )
        return HTMLResponse(html, status)

    def _words(self, request: Request) -> Words:
        chosen = request.cookies.get(_LANGUAGE)
        return Words("en" if chosen == "en" else "th" if chosen == "th" else self._language)

    def _refused(self, request: Request, error: RefusedError) -> Response:
        field, colon, why = str(error).partition(": ")
        words = self._words(request)
        return PlainTextResponse(f"{field}: {words.problem(why)}" if colon else words.problem(field), 422)

    def _document(self, request: Request) -> dict[str, Any]:
        document = self._desk.index.document(request.path_params["doc_id"])
        if document is None:
            raise HTTPException(404)
        return document

    def documents(self, request: Request) -> Response:
        self._desk.renew()
        wanted, offset = documents_asked(request), number_asked(request, "offset") or 0
        documents, count = self._desk.index.documents(wanted, offset)
        return self._page(
            request,
            "documents.html",
            documents=documents,
            count=count,
            wanted=wanted,
            is_filtered=wanted != DocumentFilter() or count > _FEW_DOCUMENTS,
            pager=pages_around(request, offset, count, DOCUMENTS_SIZE),
            query="",
        )

    def search(self, request: Request) -> Response:
        wanted, offset = records_asked(request), number_asked(request, "offset") or 0
        self._desk.renew()
        self._desk.index.fill(_FILL_SECONDS)
        records, count = self._desk.index.records(None, wanted, offset)
        filled, documents = self._desk.index.progress()
        found = [self._desk.index.document(one) for one in {record["doc_id"] for record in records}]
        titles = {one["doc_id"]: one["title"] or one["source_path"] for one in found if one}
        return self._page(
            request,
            "search.html",
            records=records,
            count=count,
            most_counted=MOST_COUNTED,
            titles=titles,
            wanted=wanted,
            query=wanted.words,
            filled=filled,
            documents=documents,
            choices=self._desk.index.choices(None),
            pager=pages_around(request, offset, count, PAGE_SIZE),
        )

    async def choose_language(self, request: Request) -> Response:
        form = await _form(request)
        back = form.get("back", "/")
        response = RedirectResponse(
            back if back.startswith("/") and back[1:2] not in ("/", "\\") else "/", 303
        )
        chosen = "en" if form.get("language") == "en" else "th"
        response.set_cookie(_LANGUAGE, chosen, samesite="strict", httponly=True)
        return response

    def from_workbook(self, request: Request) -> Response:
        """Where the links of an exported workbook lead to."""
        page = number_asked(request, "page")
        return RedirectResponse(
            f"/doc/{request.path_params['doc_id']}" + (f"?sheet={page}" if page else ""), 303
        )

    def document(self, request: Request) -> Response:
        self._desk.renew()
        document = self._document(request)
        file = self._desk.source(document)
        corrections = self._desk.corrections(document)
        listed = self._listed(request, document)
        sheet, chosen = number_asked(request, "sheet") or 1, request.query_params.get("record", "")
        if listed["records"] and not chosen and sheet == 1:
            sheet, chosen = listed["records"][0]["sheet"], listed["records"][0]["name"]
        self._desk.paint_ahead(document, sheet)
        return self._page(
            request,
            "document.html",
            document=document,
            wanted=records_asked(request),
            choices=self._desk.index.choices(document["doc_id"]),
            listed=listed,
            findings=self._desk.index.findings(document["doc_id"]),
            corrections=corrections,
            sheet=max(1, sheet),
            chosen=chosen,
            is_stale=file is not None and not self._desk.is_as_read(document, file),
            addable=ADDABLE,
            query="",
        )

    def _listed(self, request: Request, document: dict[str, Any]) -> dict[str, Any]:
        offset = number_asked(request, "offset") or 0
        records, count = self._desk.index.records(document["doc_id"], records_asked(request), offset)
        corrections = self._desk.corrections(document)
        records = [self._desk.overlaid(one, corrections) for one in records]
        return {"records": records, "count": count, "pager": pages_around(request, offset, count, PAGE_SIZE)}

    def records(self, request: Request) -> Response:
        document = self._document(request)
        return self._page(request, "records.html", document=document, listed=self._listed(request, document))

    def sheet(self, request: Request) -> Response:
        document, number = self._document(request), request.path_params["sheet"]
        source = self._desk.source(document)
        given: dict[str, Any] = {
            "document": document,
            "number": number,
            "picture": None,
            "lines": (),
            "rows": (),
            "cells": (),
        }
        given |= {"sheets": max(document["pages"], 1), "problem": "", "places": ()}
        words = self._words(request)
        kind = document["media_type"]
        try:
            if kind in PAGED:
                given["picture"] = self._desk.page(document, number) if source else None
                given["places"] = self._desk.index.places(document["doc_id"], number)
            elif kind.startswith("text/"):
                given["lines"], given["sheets"] = self._desk.lines(document, number)
                given["places"] = self._desk.index.places(document["doc_id"], number)
            else:
                given |= self._cells(document, number)
        except ThaiplanError as error:
            given["problem"] = f"{words('no_page')}: {error.reason}"
        except IndexError:
            raise HTTPException(404) from None
        given["unit"] = "page" if kind in PAGED else "sheet" if kind in SHEETS else "part"
        if source is None and not given["cells"]:
            given["problem"] = f"{words('no_source')}: {document['source_path']}"
        return self._page(request, "sheet.html", **given)

    def _cells(self, document: dict[str, Any], sheet: int) -> dict[str, Any]:
        """What is shown of a document that has neither pages nor lines."""
        index, doc_id = self._desk.index, document["doc_id"]
        given: dict[str, Any] = {"sheets": 1, "found": index.by_anchor(doc_id)}
        if document["media_type"] in WRITTEN:
            return given | {"rows": self._desk.rows(document), "said": index.said(doc_id)}
        given["sheets"] = max(document["pages"] or 1, 1) if document["media_type"] in SHEETS else 1
        return given | {"cells": index.cells(doc_id, sheet), "unused": index.unused_rows(doc_id, sheet)}

    def image(self, request: Request) -> Response:
        try:
            picture = self._desk.page(self._document(request), request.path_params["sheet"])
        except (ThaiplanError, IndexError):
            raise HTTPException(404) from None
        return Response(
            picture.jpeg, media_type="image/jpeg", headers={"Cache-Control": "private, max-age=600"}
        )

    def _record(self, request: Request, document: dict[str, Any]) -> dict[str, Any]:
        given = request.path_params
        if given["table"] == "documents":
            return self._desk.about(document)
        record = self._desk.index.record(document["doc_id"], given["table"], given["name"])
        if record is None:
            raise HTTPException(404)
        return record

    def record(self, request: Request) -> Response:
        document = self._document(request)
        record = self._desk.overlaid(self._record(request, document), self._desk.corrections(document))
        return self._page(
            request,
            "record.html",
            document=document,
            record=record,
            fields=editable(record["kind"]),
            is_joinable=record["kind"] in ADDABLE,
        )

    async def correct(self, request: Request) -> Response:
        document = self._document(request)
        record, form = self._record(request, document), await _form(request)
        try:
            author = _author(form)
            match form.get("action"):
                case "right" | "delete" as action:
                    self._desk.mark(document, record, action, author)
                case _:
                    self._desk.change(document, record, form, author)
        except RefusedError as error:
            return self._refused(request, error)
        return Response(status_code=204)

    def _several(self, request: Request, document: dict[str, Any]) -> list[dict[str, Any]]:
        """The records that are to be merged, in the order of the document."""
        table, names = request.path_params["table"], request.query_params.getlist("name")
        found = [self._desk.index.record(document["doc_id"], table, name) for name in names[:_MOST_MERGED]]
        if table not in ADDABLE or len(found) < 2 or None in found:
            raise HTTPException(404)
        return sorted((one for one in found if one), key=lambda one: one["id"])

    def merged(self, request: Request) -> Response:
        document = self._document(request)
        records = self._several(request, document)
        return self._page(
            request,
            "merge.html",
            document=document,
            records=records,
            values=self._desk.merged(document, records),
            table=records[0]["kind"],
            fields=editable(records[0]["kind"]),
        )

    async def merge(self, request: Request) -> Response:
        document, form = self._document(request), await _form(request)
        try:
            self._desk.merge(document, self._several(request, document), form, _author(form))
        except RefusedError as error:
            return self._refused(request, error)
        return Response(status_code=204)

    def parts(self, request: Request) -> Response:
        document = self._document(request)
        record = self._desk.overlaid(self._record(request, document), self._desk.corrections(document))
        return self._page(
            request,
            "split.html",
            document=document,
            record=record,
            parts=min(max(number_asked(request, "parts") or 2, 2), _MOST_PARTS),
            fields=editable(record["kind"]),
        )

    async def split(self, request: Request) -> Response:
        document, form = self._document(request), await _form(request)
        parts: dict[str, dict[str, str]] = {}
        for name, value in form.items():
            column, dot, part = name.rpartition(".")
            if dot:
                parts.setdefault(part, {})[column] = value
        try:
            record = self._record(request, document)
            self._desk.split(document, record, [parts[part] for part in sorted(parts)], _author(form))
        except RefusedError as error:
            return self._refused(request, error)
        return Response(status_code=204)

    def blank(self, request: Request) -> Response:
        table = request.path_params["table"]
        if table not in ADDABLE:
            raise HTTPException(404)
        document = self._document(request)
        return self._page(
            request, "new.html", document=document, table=table, fields=editable(table), addable=ADDABLE
        )

    async def append(self, request: Request) -> Response:
        document, form = self._document(request), await _form(request)
        try:
            anchor = _anchor(form)
            self._desk.append(document, request.path_params["table"], form, anchor, _author(form))
        except RefusedError as error:
            return self._refused(request, error)
        return Response(status_code=204)

    async def withdraw(self, request: Request) -> Response:
        try:
            author = _author(await _form(request))
            self._desk.withdraw(self._document(request), request.path_params["correction"], author)
        except RefusedError as error:
            return self._refused(request, error)
        return Response(status_code=204)


async def _form(request: Request) -> dict[str, str]:
    """The fields of a form that was sent URL-encoded, as a page of ours does."""
    try:
        body = (await request.body()).decode()
        return dict(parse_qsl(body, keep_blank_values=True, max_num_fields=200, errors="strict"))
    except ValueError:
        raise HTTPException(400) from None


def _author(form: dict[str, str]) -> Author:
    who = " ".join(form.get("who", "").split())[:MOST_TEXT]
    if not who:
        raise RefusedError("who: it must not be empty")
    return Author(who, " ".join(form.get("why", "").split())[: 5 * MOST_TEXT])


def _anchor(form: dict[str, str]) -> Anchor:
    try:
        box = tuple(round(float(edge), 2) for edge in form.get("bbox", "").split(",") if edge)
        page, first, last = (
            int(form[name]) if form.get(name) else None for name in ("page", "line_start", "line_end")
        )
    except ValueError:
        raise RefusedError("the place is none") from None
    at = form.get("anchor", "")[:MOST_TEXT] or None
    if len(box) not in (0, 4):
        raise RefusedError("the place is none")
    return Anchor("", None, form.get("words", "")[:MOST_TEXT], page, first, last, box or None, at)

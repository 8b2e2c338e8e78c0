"""The morning report: one page of HTML that says how the night went, in Thai or English.

It stands alone, without scripts and without anything from elsewhere, and everything that comes from
documents is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING, Literal, TypeAlias

from pipeline import schema
from pipeline.catalogue import said, speaking
from pipeline.publish.diff import short_lines

if TYPE_CHECKING:
    from pipeline.run.job import RunSummary

Language: TypeAlias = Literal["th", "en"]
SHOWN = 50
"""So many documents are listed; the others are counted."""

_WORDS: Mapping[str, tuple[str, str]] = {
    "title": ("รายงานการอ่านเอกสารประจำคืน", "The night's documents"),
    "published": ("เผยแพร่ชุดข้อมูลแล้ว", "A snapshot was published"),
    "look": ("เผยแพร่ชุดข้อมูลแล้ว แต่มีเอกสารที่ควรตรวจดู", "A snapshot was published; some documents need a look"),
    "not_published": (
        "ไม่ได้เผยแพร่ชุดข้อมูล ข้อมูลของคืนก่อนยังอยู่ครบ",
        "Nothing was published; the tables of the night before stand as they were",
    ),
    "reason": ("สาเหตุ", "Reason"),
    "snapshot": ("ชุดข้อมูล", "Snapshot"),
    "read": ("อ่านใหม่", "Read"),
    "carried": ("ใช้ผลเดิม", "Carried over"),
    "seconds": ("ใช้เวลา (วินาที)", "Seconds"),
    "changes": ("สิ่งที่เปลี่ยนไป", "What changed"),
    "lost": ("เอกสารที่เสียหายหรือข้อมูลหายไป", "Documents that fail now or have lost records"),
    "failed": ("เอกสารที่อ่านไม่ได้", "Documents that could not be read"),
    "empty": ("เอกสารที่อ่านได้แต่ไม่มีข้อมูล", "Documents that were read and gave no records"),
    "document": ("เอกสาร", "Document"),
    "before": ("เดิม", "Before"),
    "after": ("ตอนนี้", "Now"),
    "kept": ("คงข้อมูลเดิมไว้", "Kept as it was"),
    "yes": ("ใช่", "yes"),
    "no": ("ไม่", "no"),
    "rows": ("จำนวนแถว", "Rows"),
    "table": ("ตาราง", "Table"),
    "findings": ("ข้อสังเกต", "Findings"),
    "more": ("และอีก", "and more:"),
    "ok": ("อ่านได้ทั้งหมด", "ok"),
    "partial": ("อ่านได้บางส่วน", "partial"),
    "stale": ("คงรุ่นที่ดีล่าสุดไว้", "stale"),
    "status_failed": ("อ่านไม่ได้", "failed"),
}
_STYLE = """
body{font:16px/1.6 'Noto Sans Thai','Sarabun','TH Sarabun New',Tahoma,sans-serif;
max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}
h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}table{border-collapse:collapse}
td,th{border-bottom:1px solid #ccc;padding:.2rem .8rem .2rem 0;text-align:left;vertical-align:top}
td.n,th.n{text-align:right}p.good,p.look,p.bad{padding:.6rem 1rem;border-left:.4rem solid}
p.good{border-color:#2a7a3b;background:#eef7f0}p.look{border-color:#b36b00;background:#fdf5e6}
p.bad{border-color:#b00020;background:#fdecee}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


@dataclass(frozen=True, slots=True)
class _Page:
    """Writes in one language."""

    language: Language

    def word(self, name: str) -> str:
        return _WORDS[name][0 if self.language == "th" else 1]

    def line(self, kind: str, name: str) -> str:
        return f'<p class="{kind}"><strong>{escape(self.word(name))}</strong></p>'

    def table(self, heads: Iterable[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
        yield "<table><tr>" + "".join(f"<th>{escape(self.word(head))}</th>" for head in heads) + "</tr>"
        for row in rows[:SHOWN]:
            yield "<tr>" + "".join(map(_cell, row)) + "</tr>"
        yield "</table>"
        if len(rows) > SHOWN:
            yield f"<p>{escape(self.word('more'))} {len(rows) - SHOWN:,}</p>"

    def section(self, name: str, heads: Iterable[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
        if rows:
            yield f"<h2>{escape(self.word(name))}</h2>"
            yield from self.table(heads, rows)

    def whole(self, moment: datetime, parts: Iterable[str]) -> str:
        time = moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
        title = escape(self.word("title"))
        head = (
            f'<!doctype html><html lang="{self.language}"><head><meta charset="utf-8">'
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
            f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
            f"<style>{_STYLE}</style></head><body><h1>{title}</h1><p>{time}</p>"
        )
        return head + "\n".join(parts) + "</body></html>\n"


def _cell(value: object) -> str:
    if isinstance(value, int):
        return f'<td class="n">{value:,}</td>'
    return f"<td>{escape(str(value))}</td>"


def report(moment: datetime, summary: RunSummary | None, error: str | None, language: Language = "th") -> str:
    """The page about a run that published a snapshot, or about one that did not, for the reason `error`."""
    page = _Page(language)
    with speaking(language):
        if summary is None:
            reason = f"<p>{escape(page.word('reason'))}: {escape(said(error or ''))}</p>"
            return page.whole(moment, [page.line("bad", "not_published"), reason])
        return page.whole(moment, _parts(page, summary))


def _parts(page: _Page, summary: RunSummary) -> Iterator[str]:
    needs_look = bool(summary.failures or summary.losses)
    yield page.line("look", "look") if needs_look else page.line("good", "published")
    figures: list[tuple[object, object]] = [
        (page.word("snapshot"), str(summary.snapshot)),
        (page.word("read"), summary.read),
        (page.word("carried"), summary.carried),
        *((page.word(_status(name)), count) for name, count in summary.documents.items()),
        (page.word("seconds"), f"{summary.seconds:.1f}"),
    ]
    yield from page.table((), figures)
    losses = [
        (one.source_path, one.before, one.after, page.word("yes" if one.kept else "no"), said(one.reason))
        for one in summary.losses
    ]
    yield from page.section("lost", ("document", "before", "after", "kept", "reason"), losses)
    failures = [(path, said(reason)) for path, reason in summary.failures]
    yield from page.section("failed", ("document", "reason"), failures)
    failed = {path for path, _ in summary.failures}
    empty = [(path,) for path, count in summary.yields.items() if not count and path not in failed]
    yield from page.section("empty", ("document",), empty)
    if summary.changes is not None:
        yield f"<h2>{escape(page.word('changes'))}</h2>"
        yield from (f"<p>{escape(line)}</p>" for line in short_lines(summary.changes))
    titles = [(_table_title(name, page.language), count) for name, count in summary.records.items()]
    yield from page.section("rows", ("table", "rows"), titles)


def _status(name: str) -> str:
    return "status_failed" if name == "failed" else name


def _table_title(name: str, language: Language) -> str:
    table = schema.load(name)
    return f"{table.title_th if language == 'th' else table.title} ({name})"

"""The corrections that people have made: one small file a document, which is only ever added to.

`<folder>/<source path>.json` says who changed what, when and why, from which value to which, and what each
correction is anchored to. A save writes a new file beside the old one, flushes it, and renames it: a kill at
any moment leaves the old file or the new one. What is withdrawn stays, with an entry that says so.
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

from pipeline.errors import ThaiplanError
from pipeline.locations import Location, parse

Action: TypeAlias = Literal["change", "delete", "add", "right", "merge", "split", "withdraw"]
FORMAT = 1
_LONGEST_NAME = 200
"""Bytes of a file's name, of the 255 that file systems allow: `.json` and a temporary name's end follow."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a correction holds on to: the record's id and lasting key, its words in the source, its place."""

    record_id: str = ""
    record_key: str | None = None
    words: str = ""
    page: int | None = None
    line_start: int | None = None
    line_end: int | None = None
    bbox: tuple[float, ...] | None = None
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing that a person has said of a record.

    `change` puts `new` in place of `old` in `field`; `add` makes a record of the values in `new`; `merge`
    puts the records of `others` into that of `anchor`, which then has the values in `new`; `split` makes a
    record of each of the values in the list `new`, the first of them the record itself. `withdraw` takes
    back the correction whose id is `old`. Values are as in JSON: money and dates are text.
    """

    id: str
    action: Action
    table: str
    who: str
    when: str
    why: str = ""
    field: str | None = None
    old: Any = None
    new: Any = None
    anchor: Anchor = dataclasses.field(default_factory=Anchor)
    others: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True)
class CorrectedDocument:
    """The corrections of one document, in the order in which they were made.

    `sha256` are the hashes of its versions that somebody has corrected or a run has seen since, `moved_to`
    the paths at which it has stood since it was `source_path`.
    """

    source_path: str
    sha256: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    moved_to: tuple[str, ...] = ()

    @property
    def valid(self) -> tuple[Correction, ...]:
        """The corrections that nobody has withdrawn."""
        gone = {one.old for one in self.corrections if one.action == "withdraw"}
        return tuple(one for one in self.corrections if one.action != "withdraw" and one.id not in gone)


def fingerprint(corrections: Iterable[Correction]) -> str | None:
    """What tells these corrections from any others; None where there are none.

    >>> fingerprint([]) is None
    True
    """
    told = [asdict(one) for one in corrections]
    if not told:
        return None
    return sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


class Corrections:
    """All corrections of a folder, by the document they are about."""

    def __init__(self, folder: Path | None) -> None:
        self._by_path: dict[str, CorrectedDocument] = {}
        self._by_hash: dict[str, CorrectedDocument] = {}
        files = sorted(folder.rglob("*.json")) if folder and folder.is_dir() else ()
        for file in files:
            document = read_file(file)
            self._by_path[document.source_path] = document
            self._by_hash.update(dict.fromkeys(document.sha256, document))
        self.documents = tuple(self._by_path.values())
        """All documents that somebody has corrected."""
        for document in self.documents:
            for path in document.moved_to:
                self._by_path.setdefault(path, document)

    def document(self, source_path: str, digest: str) -> CorrectedDocument | None:
        """What is kept of a document: by its bytes, wherever it stands now, else by its path."""
        at_path = self._by_path.get(source_path)
        if at_path is None or digest not in at_path.sha256:
            at_path = self._by_hash.get(digest, at_path)
        return at_path

    def of(self, source_path: str, digest: str) -> tuple[Correction, ...]:
        """The corrections of a document."""
        found = self.document(source_path, digest)
        return found.valid if found else ()


NO_CORRECTIONS = Corrections(None)


def corrections_beside(processed: Location) -> Path | None:
    """The folder `corrections` beside that of the snapshots; None for snapshots in a store.

    >>> corrections_beside("s3://plans/processed") is None
    True
    """
    where = parse(processed)
    return where.absolute().parent / "corrections" if isinstance(where, Path) else None


def file_of(folder: Path, source_path: str) -> Path:
    """Where the corrections of a document are. Raises ThaiplanError for a path that leads out of the folder.

    >>> file_of(Path("data/corrections"), "2568/แผน.pdf").as_posix()
    'data/corrections/2568/แผน.pdf.json'
    """
    parent, _, name = source_path.rpartition("/")
    if len(name.encode()) > _LONGEST_NAME:
        short = name.encode()[: _LONGEST_NAME - 13].decode(errors="ignore")
        name = f"{short}-{sha256(name.encode()).hexdigest()[:12]}"
    file = folder / parent / f"{name}.json"
    if not file.resolve().is_relative_to(folder.resolve()):
        raise ThaiplanError(source_path, "its corrections would stand outside the folder", "rename the file")
    return file


def read_file(file: Path) -> CorrectedDocument:
    """The corrections in a file. Raises ThaiplanError where it cannot be understood: nothing is guessed."""
    try:
        content = json.loads(file.read_text("utf-8"))
        if content["format"] != FORMAT:
            raise ValueError(f"format {content['format']} is not {FORMAT}")
        return CorrectedDocument(
            content["source_path"],
            tuple(content["sha256"]),
            tuple(map(_correction, content["corrections"])),
            tuple(content.get("moved_to", ())),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ThaiplanError(
            file, f"it is no file of corrections: {error}", "mend it, or move it away"
        ) from error


def add(folder: Path, source_path: str, digest: str, corrections: Iterable[Correction]) -> CorrectedDocument:
    """Adds corrections of the document with the hash `digest` to its file; they are on the disk when this
    returns.

    Raises ThaiplanError where the file there cannot be understood, which is left as it is.
    """
    return _extend(folder, source_path, digest, corrections=tuple(corrections))


def follow(folder: Path, documents: Mapping[str, str]) -> None:
    """Notes where the corrected documents of a run stand now, and the hashes of their bytes.

    So one that is renamed in one week and revised in another is still known. `documents` are the hashes of
    all documents by path. A copy is none that moved: the other one is still there. What cannot be noted is
    left to the next run.
    """
    with suppress(OSError, ThaiplanError):
        known = Corrections(folder)
        for path, digest in documents.items():
            one = known.document(path, digest)
            if one is None:
                continue
            stood = (one.source_path, *one.moved_to)
            has_moved = path not in stood and not any(before in documents for before in stood)
            if has_moved or (path in stood and digest not in one.sha256):
                _extend(folder, one.source_path, digest, moved_to=(path,) if has_moved else ())


def _extend(
    folder: Path,
    source_path: str,
    digest: str,
    *,
    corrections: tuple[Correction, ...] = (),
    moved_to: tuple[str, ...] = (),
) -> CorrectedDocument:
    # Imported here: those who read corrections have no use for it.
    from filelock import FileLock

    file = file_of(folder, source_path)
    file.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(file.with_name(f".{file.name}.lock")):
        before = read_file(file) if file.exists() else CorrectedDocument(source_path)
        after = CorrectedDocument(
            source_path,
            tuple(dict.fromkeys((*before.sha256, digest))),
            (*before.corrections, *corrections),
            (*before.moved_to, *moved_to),
        )
        _write(file, _to_json(after))
    return after


def _write(file: Path, text: str) -> None:
    temporary = file.with_name(f".{file.name}.new")
    with temporary.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    temporary.replace(file)
    if os.name == "posix":
        handle = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _to_json(document: CorrectedDocument) -> str:
    content = {
        "format": FORMAT,
        "source_path": document.source_path,
        "sha256": document.sha256,
        **({"moved_to": document.moved_to} if document.moved_to else {}),
        "corrections": [_plain(one) for one in document.corrections],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _plain(one: Correction) -> dict[str, Any]:
    told = asdict(one)
    told["anchor"] = _told(told["anchor"])
    told["others"] = [_told(anchor) for anchor in told["others"]]
    return told if one.others else {name: value for name, value in told.items() if name != "others"}


def _told(anchor: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in anchor.items() if value not in (None, "")}


def _correction(told: Mapping[str, Any]) -> Correction:
    if told["action"] not in get_args(Action):
        raise ValueError(f"there is no action {told['action']!r}")
    known = {name: value for name, value in told.items() if name in _CORRECTION - {"anchor", "others"}}
    others = tuple(map(_anchor, told.get("others", ())))
    return Correction(**known, anchor=_anchor(told.get("anchor", {})), others=others)


def _anchor(told: Mapping[str, Any]) -> Anchor:
    anchor = {name: value for name, value in told.items() if name in _ANCHOR}
    if anchor.get("bbox") is not None:
        anchor["bbox"] = tuple(float(edge) for edge in anchor["bbox"])
    return Anchor(**anchor)


_ANCHOR = frozenset(one.name for one in fields(Anchor))
_CORRECTION = frozenset(one.name for one in fields(Correction))

"""`thaiplan review`: the review page of a snapshot, served to this machine's browser."""

from __future__ import annotations

import secrets
import socket
import tempfile
import threading
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pipeline.errors import SnapshotError, ThaiplanError
from pipeline.publish.stores.local import WORK
from pipeline.review.app import make_app
from pipeline.review.corrections import Corrections, corrections_beside
from pipeline.review.desk import Desk
from pipeline.review.index import Index
from pipeline.review.protect import Guard
from pipeline.review.snapshots import Looked, latest_name, look_at
from pipeline.review.words import Language
from pipeline.version import pipeline_version
from pipeline.work.isolation import stop_children

_HOST = "127.0.0.1"
_WAIT_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class ReviewSettings:
    """Where things are: the snapshots, the sources (beside them in `raw`, if not given), the corrections."""

    processed: Path
    raw: Path | None = None
    corrections: Path | None = None
    language: Language = "th"


def serve(settings: ReviewSettings, port: int, *, browser: bool) -> None:
    """Serves the review page on loopback until it is interrupted; port 0 takes a free one.

    Raises ThaiplanError where there is no snapshot, or the port is taken.
    """
    import uvicorn

    with _listening(port) as listener:
        port = listener.getsockname()[1]
        desk = open_desk(settings)
        token = secrets.token_urlsafe(32)
        app = make_app(desk, Guard(port, token), settings.language)
        link = f"http://{_HOST}:{port}/?token={token}"
        print(f"{desk.snapshot}\n{link}\nCtrl-C ends it.", flush=True)
        if browser:
            threading.Timer(_WAIT_SECONDS, webbrowser.open, (link,)).start()
        config = uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=1)
        desk.warm()
        try:
            uvicorn.Server(config).run(sockets=[listener])
        finally:
            desk.index.close()
            stop_children()


@contextmanager
def _listening(port: int) -> Iterator[socket.socket]:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((_HOST, port))
            listener.listen()  # whoever opens the link at once is served a moment later
        except OSError as error:
            reason = f"port {port} cannot be used: {error.strerror}"
            raise ThaiplanError("", reason, "name another with --port") from error
        yield listener


def open_desk(settings: ReviewSettings) -> Desk:
    """The snapshot with its index, which is made where there is none yet."""
    looked = look_at(settings.processed)
    corrections = settings.corrections or corrections_beside(looked.processed)
    assert corrections is not None
    Corrections(corrections)  # a file that cannot be understood is told of at once
    beside = looked.processed.resolve().parent / "raw"
    raw = settings.raw or (beside if beside.is_dir() else None)
    _forget_others(looked)
    return Desk(_index(looked), raw, corrections, looked.name, partial(_newer, settings.processed))


def _newer(processed: Path, known: str) -> tuple[Index, str] | None:
    """The latest snapshot of a folder, where it is another one and can be read."""
    try:
        name = latest_name(processed)
        looked = look_at(processed) if name not in (None, known) else None
    except SnapshotError:
        return None  # what is on the table is still good
    return (_index(looked), looked.name) if looked else None


def _index(looked: Looked) -> Index:
    folder, name = _place(looked)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return Index(looked.tables, folder / name)
    except OSError:
        # Snapshots that nobody may write to can still be looked at.
        return Index(looked.tables, Path(tempfile.mkdtemp(prefix="thaiplan-review-")) / name)


def _forget_others(looked: Looked) -> None:
    """Removes the indexes of other snapshots, or of other versions, that nobody asks any more."""
    folder, name = _place(looked)
    with suppress(OSError):
        for old in folder.iterdir():
            if not old.name.startswith(name):
                old.unlink(missing_ok=True)


def _place(looked: Looked) -> tuple[Path, str]:
    name = f"{looked.name}-{pipeline_version().partition('+')[2]}.sqlite"
    return looked.processed.resolve() / WORK / ".review", name

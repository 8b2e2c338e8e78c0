"""Tells somebody how a run went: a POST to a webhook, or a mail. What cannot be told is lost, never
the night."""

from __future__ import annotations

import json
import os
import smtplib
import time
from collections.abc import Mapping
from email.message import EmailMessage
from http.client import HTTPException
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from pipeline.errors import ThaiplanError

SECONDS = 10.0
"""How long a webhook or a mail server may take, each time."""
TRIES = 3
_PAUSE = 1.0
_USER, _PASSWORD = "THAIPLAN_SMTP_USER", "THAIPLAN_SMTP_PASSWORD"
_EXAMPLES = "https://HOST/PATH, or mailto:NAME@HOST?smtp=HOST:PORT"


class NotifyError(ThaiplanError):
    """Somebody could not be told. What was published is there all the same."""


def check_target(target: str) -> str:
    """The target as it is. Raises ValueError where nobody could be told by it.

    >>> check_target("mailto:plan@example.go.th?smtp=localhost:25")
    'mailto:plan@example.go.th?smtp=localhost:25'
    """
    if not _is_place(target):
        raise ValueError(f"{target!r} is no place to tell of the run; write {_EXAMPLES}")
    return target


def _is_place(target: str) -> bool:
    try:
        parts = urlsplit(target)
        # A port that is none is told when it is asked for.
        _ = parts.port, _mail_server(target).port
    except ValueError:
        return False
    is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    return target.isprintable() and (is_web or (parts.scheme == "mailto" and "@" in parts.path))


def _mail_server(target: str) -> SplitResult:
    return urlsplit(f"//{parse_qs(urlsplit(target).query).get('smtp', ['localhost:25'])[0]}")


def notify(target: str, subject: str, text: str, facts: Mapping[str, Any], *, pause: float = _PAUSE) -> None:
    """Tells `target` (see `check_target`). A webhook gets `text` with `facts` as JSON, a mail the text.

    Raises NotifyError after so many tries.
    """
    send = _mail if target.startswith("mailto:") else _post
    for again in range(1, TRIES + 1):
        try:
            return send(target, subject, text, facts)
        except (OSError, smtplib.SMTPException, HTTPException, ValueError) as error:
            if again == TRIES:
                # A webhook's path is often its secret.
                where = urlsplit(target)._replace(path="", query="").geturl() if send is _post else "mail"
                raise NotifyError(
                    where, f"nobody could be told: {error}", "see whether it is reachable"
                ) from error
            time.sleep(pause * again)
    return None


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """A webhook that leads elsewhere is not followed: its answer is an error."""


def _post(target: str, subject: str, text: str, facts: Mapping[str, Any]) -> None:
    body = json.dumps({"text": f"{subject}\n{text}", **facts}, ensure_ascii=False, default=str).encode()
    request = Request(target, body, {"Content-Type": "application/json; charset=utf-8"})
    with build_opener(_NoRedirects).open(request, timeout=SECONDS) as answer:
        answer.read(1)


def _mail(target: str, subject: str, text: str, _facts: Mapping[str, Any]) -> None:
    parts = urlsplit(target)
    asked = parse_qs(parts.query)
    to = unquote(parts.path)
    server = _mail_server(target)
    message = EmailMessage()
    message["Subject"] = " ".join(subject.split())
    message["From"] = asked.get("from", ["thaiplan@localhost"])[0]
    message["To"] = to
    message.set_content(text)
    with smtplib.SMTP(server.hostname or "localhost", server.port or 25, timeout=SECONDS) as smtp:
        smtp.ehlo()
        if smtp.has_extn("starttls"):
            smtp.starttls()
            smtp.ehlo()
        if os.environ.get(_USER):
            smtp.login(os.environ[_USER], os.environ.get(_PASSWORD, ""))
        smtp.send_message(message)

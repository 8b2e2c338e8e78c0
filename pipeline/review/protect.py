"""Who may ask the review page: this machine's browser with the token of the link, and no other page in it."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
MOST_BYTES = 200_000
"""Of a request's body."""
Next = Callable[[Request], Awaitable[Response]]


class Guard:
    """Refuses what does not come from the link's own page.

    The token stands in the link once and then in a cookie that no other site's request carries; `Host` must
    be the address served, so that no other name can be pointed at this machine; what changes something must
    name this page as its `Origin`.
    """

    def __init__(self, port: int, token: str) -> None:
        self._port, self._token = port, token
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    @property
    def cookie(self) -> str:
        """The name of the cookie: ports share cookies, tokens they must not."""
        return f"thaiplan-{self._port}"

    async def __call__(self, request: Request, call_next: Next) -> Response:
        """Lets a request through, or says why not."""
        response = self._refusal(request) or self._entry(request) or await call_next(request)
        response.headers.update(_HEADERS)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def _refusal(self, request: Request) -> Response | None:
        host, origin = request.headers.get("host", ""), request.headers.get("origin")
        if host not in self._hosts:
            return PlainTextResponse("This address is not served here.", 400)
        if origin is not None and origin != f"http://{host}":
            return PlainTextResponse("Another site may not ask this page.", 403)
        if request.method not in ("GET", "HEAD") and origin is None:
            return PlainTextResponse("Only the review page itself may change something.", 403)
        if request.headers.get("sec-fetch-site", "same-origin") == "cross-site" and request.method != "GET":
            return PlainTextResponse("Another site may not ask this page.", 403)
        if not request.headers.get("content-length", "0").isdigit():
            return PlainTextResponse("How long is it?", 411)
        if (
            int(request.headers.get("content-length", "0")) > MOST_BYTES
            or "transfer-encoding" in request.headers
        ):
            return PlainTextResponse("That is too much.", 413)
        if not (
            self._known(request.cookies.get(self.cookie)) or self._known(request.query_params.get("token"))
        ):
            return PlainTextResponse("Open the link that `thaiplan review` has printed.", 403)
        return None

    def _entry(self, request: Request) -> Response | None:
        """Puts the token of the link into a cookie, and takes it out of the address."""
        if not self._known(request.query_params.get("token")) or request.method != "GET":
            return None
        rest = urlencode([(name, v) for name, v in request.query_params.multi_items() if name != "token"])
        response = RedirectResponse(request.url.path + (f"?{rest}" if rest else ""), 303)
        response.set_cookie(self.cookie, self._token, httponly=True, samesite="strict", path="/")
        return response

    def _known(self, given: str | None) -> bool:
        return given is not None and secrets.compare_digest(given.encode(), self._token.encode())

"""Who may ask: looks at each request's head before anything else of it is read."""

from __future__ import annotations

import hmac
import ipaddress
import re
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

from .connections import all_connections
from .settings import Settings

HEADER = "NESTServerAuth"
_HARMLESS = ("/", "/api", "/runs")
_SENT_UNASKED = ("GET", "HEAD", "POST")
"""The methods of requests that a page may send anywhere: browsers ask first (CORS) for others, and for most headers."""


class Access:
    """Refuses requests without the token, and those that web pages of other origins have a browser send.

    Args:
        app: answers what is not refused
    """

    def __init__(self, app: Any, settings: Settings):
        self._app = app
        self._token = settings.token.encode()
        self._origins = re.compile(settings.origins)
        self._host = settings.host.lower()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        why = self._why_not(scope, Headers(scope=scope))
        if why:  # a body that may follow is not read
            await PlainTextResponse(why, 403, {"Connection": "close"})(scope, receive, send)
            return
        all_connections.begin(scope["client"])
        try:
            await self._app(scope, receive, send)
        finally:
            all_connections.finish(scope["client"])

    def _why_not(self, scope: Any, headers: Headers) -> str:
        origin = headers.get("Origin")
        if origin is not None and not self._origins.fullmatch(origin):
            return f"Unauthorized: pages of {origin[:100]} may not ask (the server's option --origins)"
        if self._token:
            given = headers.get(HEADER, "").encode("latin-1", "replace")
            if hmac.compare_digest(given, self._token):
                return ""
            return f"Unauthorized: the header {HEADER} must be the token that the server shows when it starts"
        return self._why_not_without_token(scope, headers, origin)

    def _why_not_without_token(self, scope: Any, headers: Headers, origin: str | None) -> str:
        """Without a token, what a browser says about where a request comes from is all there is."""
        host = headers.get("Host", "").lower()
        name = host.rpartition(":")[0] if re.search(r":\d*$", host) else host
        if name not in ("localhost", self._host) and not _is_address(name):
            return "Unauthorized: a server without token is asked as localhost, by its address, or by the name of --host"
        if origin is not None:  # it is allowed, and browsers do not let pages choose it
            return ""
        if headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            return "Unauthorized: other pages may not ask"
        if scope["path"] in _HARMLESS or scope["method"] not in _SENT_UNASKED or HEADER in headers:
            return ""
        kind = headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if scope["method"] == "POST" and kind == "application/json":
            return ""
        return (
            "Unauthorized: a server without token takes calls by POST with Content-Type: application/json, "
            f"or with a header {HEADER}, whatever it is: no page can have a browser send these unasked"
        )


def _is_address(host: str) -> bool:
    """Whether a host is an IP address: a name could be anyone's, and lead here."""
    try:
        ipaddress.ip_address(host[1:-1] if host.startswith("[") and host.endswith("]") else host)
    except ValueError:
        return False
    return True

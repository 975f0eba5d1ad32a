"""The gate before every page: who may ask, and what a browser may do with the answer.

The desk listens on this machine only, and still any page that the reader's browser has open could send it requests, under a
name that its owner lets point here (DNS rebinding). So a request is answered only under the names the desk knows itself by; a
page may load nothing but the desk's own files, run no script but its own, and be shown in nobody's frame.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Content security policy of every page: nothing inline, nothing from elsewhere."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""Sent with every answer. No other site learns where a reader came from; with "no-referrer" a browser would not say where
its own forms come from either.
"""

LOCAL = ("127.0.0.1", "localhost", "[::1]")
"""Names of this machine that need nobody's name server."""


class Guard:
    """Refuses what comes under another name, and sends the headers with every answer."""

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...] = LOCAL) -> None:
        self.app, self.hosts = app, frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", POLICY)
                headers.setdefault("Cache-Control", "no-store")
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        answer = self.app if self._known(Headers(scope=scope)) else _misdirected
        await answer(scope, receive, guarded)

    def _known(self, headers: Headers) -> bool:
        return _name(headers.get("host", "")) in self.hosts


_misdirected = PlainTextResponse("The desk is not known by this name; open it as http://127.0.0.1 with its port.\n", 421)


def _name(host: str) -> str:
    """A Host header without its port, "" for what is none."""
    name, colon, port = host.rpartition(":")
    if host.endswith("]") or not colon:
        return host.lower()
    return name.lower() if port.isdigit() else ""


COOKIE = "rashomon-desk"
"""The cookie that a form's token belongs to. It says nothing of anybody."""


class Tokens:
    """Tokens that forms carry, so that no other page can send one. A secret that lives as long as the process signs them."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)

    def visitor(self, cookies: Mapping[str, str]) -> str:
        """The visitor of these cookies, or a new one."""
        known = cookies.get(COOKIE, "")
        return known if 20 <= len(known) <= 64 and known.isascii() else secrets.token_urlsafe(24)

    def token(self, visitor: str) -> str:
        """What this visitor's forms carry."""
        return hmac.new(self._secret, visitor.encode(), hashlib.sha256).hexdigest()

    def holds(self, cookies: Mapping[str, str], token: str) -> bool:
        """Whether a form came from a page that was shown to whoever sends it."""
        known = cookies.get(COOKIE, "")
        return bool(known) and hmac.compare_digest(self.token(known), token)


def same_origin(headers: Headers) -> bool:
    """Whether a browser says that a request comes from the desk's own page; also true for programs, which say nothing."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site not in (None, "same-origin", "none"):
        return False
    return origin is None or urlsplit(origin).netloc == headers.get("host", "")

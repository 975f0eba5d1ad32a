"""Who looks at a page: the token of their forms, and the name that they sign with, if they have."""

from __future__ import annotations

from urllib.parse import quote, unquote

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from rashomon.desk.guard import COOKIE, Tokens
from rashomon.desk.scenes import Scenes

REVIEWER = "rashomon-reviewer"
"""The cookie with the name that signs verdicts."""

SIXTY_DAYS = 60 * 24 * 3600


class Reader(Struct, frozen=True):
    """`visitor` is the random name of this browser, `token` what its forms carry, `by` the name that signs, "" for none."""

    visitor: str
    token: str
    by: str


def reader(request: Request, tokens: Tokens, scenes: Scenes) -> Reader:
    """Who sends this request."""
    visitor = tokens.visitor(request.cookies)
    return Reader(visitor, tokens.token(visitor), signer(request, scenes))


def signer(request: Request, scenes: Scenes) -> str:
    """The name that signs: of this browser, else of rashomon.toml."""
    return unquote(request.cookies.get(REVIEWER, "")) or scenes.case().config.review.reviewer


def known(request: Request, answer: Response, who: Reader) -> Response:
    """The answer with the visitor's cookie, where the browser has none yet."""
    if request.cookies.get(COOKIE) != who.visitor:
        remember(answer, COOKIE, who.visitor)
    return answer


def sign(answer: Response, by: str) -> None:
    """Remember the name that signs."""
    remember(answer, REVIEWER, quote(by, safe=""))


def remember(answer: Response, name: str, value: str) -> None:
    """A cookie that no script reads and no other page sends."""
    answer.set_cookie(name, value, max_age=SIXTY_DAYS, httponly=True, samesite="strict", path="/")

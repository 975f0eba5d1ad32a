"""Who looks at a page: the token of their forms, and the name that they sign with, if they have."""

from __future__ import annotations

from urllib.parse import quote, unquote

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from rashomon.desk.guard import COOKIE, Tokens
from rashomon.desk.scenes import Scenes
from rashomon.ledger import LedgerError, moment

REVIEWER = "rashomon-reviewer"
"""The cookie with the name that signs verdicts."""

SIXTY_DAYS = 60 * 24 * 3600


LOOKED = "rashomon-looked"
"""The cookie with the last moment of the ledger that this browser was shown the changes up to."""


class Reader(Struct, frozen=True):
    """`visitor` is the random name of this browser, `token` what its forms carry, `by` the name that signs, "" for none;
    `looked` the moment up to which this browser knows the case, "" where it is new.
    """

    visitor: str
    token: str
    by: str
    looked: str


def reader(request: Request, tokens: Tokens, scenes: Scenes) -> Reader:
    """Who sends this request."""
    visitor = tokens.visitor(request.cookies)
    return Reader(visitor, tokens.token(visitor), signer(request, scenes), _moment(request.cookies.get(LOOKED, "")))


def signer(request: Request, scenes: Scenes) -> str:
    """The name that signs: of this browser, else of rashomon.toml."""
    return unquote(request.cookies.get(REVIEWER, "")) or scenes.case().config.review.reviewer


def _moment(text: str) -> str:
    try:
        return moment(text) if text else ""
    except LedgerError:
        return ""


def known(request: Request, answer: Response, who: Reader) -> Response:
    """The answer with the visitor's cookie, where the browser has none yet."""
    if request.cookies.get(COOKIE) != who.visitor:
        remember(answer, COOKIE, who.visitor)
    return answer


def looked(request: Request, answer: Response, who: Reader, moments: tuple[str, ...]) -> None:
    """Remember up to where this browser knows the case: at its first page, and whenever it is shown what changed up to now."""
    told = request.url.path == "/changes" and not request.query_params.get("asof")
    if moments and (told or not who.looked):
        remember(answer, LOOKED, moments[-1])


def sign(answer: Response, by: str) -> None:
    """Remember the name that signs."""
    remember(answer, REVIEWER, quote(by, safe=""))


def remember(answer: Response, name: str, value: str) -> None:
    """A cookie that no script reads and no other page sends."""
    answer.set_cookie(name, value, max_age=SIXTY_DAYS, httponly=True, samesite="strict", path="/")

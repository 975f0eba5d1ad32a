"""What a reader sends: forms of the desk's own pages, and JSON of programs on this machine."""

from __future__ import annotations

from typing import TypeVar
from urllib.parse import parse_qsl

import msgspec
from starlette.requests import Request

from rashomon.desk.guard import Tokens, same_origin
from rashomon.desk.problem import RefusedError

S = TypeVar("S")

MOST_BYTES = 256 * 1024
"""A longer body is refused: no verdict is as long."""

FORM, JSON = "application/x-www-form-urlencoded", "application/json"


async def form(request: Request, tokens: Tokens) -> dict[str, str]:
    """The fields of a form that one of the desk's pages showed to whoever sends it. Raises RefusedError for any other."""
    data = await _body(request, FORM)
    try:
        pairs = parse_qsl(data.decode(), keep_blank_values=True, max_num_fields=200)
    except ValueError as error:
        raise RefusedError(400, f"the form cannot be read: {error}") from None
    fields = dict(pairs)
    if not tokens.holds(request.cookies, fields.pop("token", "")):
        raise RefusedError(403, "This form is from another sitting. Go back, load the page again and send it once more.")
    return fields


async def json(request: Request, shape: type[S]) -> S:
    """The body of a program's request in its shape. A browser cannot send one from another page: it would have to ask first
    whether it may, and nothing here says so. Raises RefusedError.
    """
    data = await _body(request, JSON)
    try:
        return msgspec.json.decode(data, type=shape)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise RefusedError(400, f"the body cannot be read: {error}") from None


async def _body(request: Request, kind: str) -> bytes:
    if not same_origin(request.headers):
        raise RefusedError(403, "This was sent by a page that is not the desk's.")
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != kind:
        raise RefusedError(415, f"the body has to be {kind}")
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > MOST_BYTES:
            raise RefusedError(413, "the body is too long")
    return bytes(data)

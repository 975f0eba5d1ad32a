"""Answers: a value as JSON, an error as a page for a person or as problem+json for a program."""

from __future__ import annotations

import logging
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from rashomon.desk import frame
from rashomon.desk.problem import TYPE, problem
from rashomon.desk.scenes import Scenes

LOG = logging.getLogger("rashomon.desk")


def json(value: Any, status: int = 200, mime: str = "application/json") -> Response:
    """A value as JSON."""
    return Response(msgspec.json.encode(value), status, media_type=mime)


def failed(request: Request, error: Exception, scenes: Scenes) -> Response:
    """An error as a page for a person, as problem+json for a program."""
    found = problem(error)
    if found.status >= 500:
        LOG.error("%s %s", request.method, request.url.path, exc_info=error)
    if request.url.path.startswith("/api/"):
        return json(found, found.status, TYPE)
    return HTMLResponse(frame.failed(found, scenes), found.status)

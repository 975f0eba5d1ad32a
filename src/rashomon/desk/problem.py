"""What went wrong, for a person and for a program (RFC 9457, application/problem+json): one clear sentence each."""

from __future__ import annotations

from http import HTTPStatus

from msgspec import Struct
from starlette.exceptions import HTTPException

from rashomon.case import RashomonError, ReviewError, UnknownNameError
from rashomon.desk.query import QueryError
from rashomon.export import ExportError
from rashomon.ledger import LedgerBusyError, LedgerError

TYPE = "application/problem+json"


class Problem(Struct, frozen=True):
    """RFC 9457. `type` is "about:blank": the status says which sort of problem it is."""

    status: int
    title: str
    detail: str
    type: str = "about:blank"


class RefusedError(Exception):
    """A request that may not be answered, whoever sent it. `status` is the HTTP status."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status


def problem(error: Exception) -> Problem:
    """The problem that an error is. What nobody foresaw is told without its inner words, which may hold anything."""
    status, detail = _read(error)
    return Problem(status=status, title=HTTPStatus(status).phrase, detail=detail)


def _read(error: Exception) -> tuple[int, str]:
    if isinstance(error, HTTPException):
        return error.status_code, "" if error.detail == HTTPStatus(error.status_code).phrase else error.detail
    if isinstance(error, RefusedError):
        return error.status, str(error)
    for kind, status in STATUS.items():
        if isinstance(error, kind):
            return status, str(error)
    return 500, "The desk could not answer this. The terminal that it was started from says more."


STATUS: dict[type[Exception], int] = {
    UnknownNameError: 404,
    ReviewError: 422,
    QueryError: 400,
    LedgerBusyError: 503,
    ExportError: 501,
    LedgerError: 500,
    RashomonError: 500,
}
"""The first that fits counts. What the project says itself is one clear sentence, and told."""

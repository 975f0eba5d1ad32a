"""Moments of our knowing: one fixed form, so that moments compare as strings.

Invariant: every `recorded_at` of a ledger looks like `2020-02-27T23:00:00.000000Z`, 27 characters, UTC.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

from rashomon.ledger.errors import LedgerError

_CLOCK = re.compile(r"[T ]")


def moment(text: str) -> str:
    """An ISO 8601 date or datetime in the ledger's form. No offset means UTC; a date alone means the end of that day.

    Raises LedgerError for anything else.
    """
    text = text.strip()
    try:
        if not _CLOCK.search(text):
            return _form(datetime.combine(date.fromisoformat(text), time.max, UTC))
        given = datetime.fromisoformat(text)
        return _form(given.replace(tzinfo=UTC) if given.tzinfo is None else given.astimezone(UTC))
    except (ValueError, OverflowError) as error:
        raise LedgerError(
            f"{text!r} is no moment: write an ISO date or time such as 2020-02-27 or 2020-02-27T23:00Z"
        ) from error


def _form(value: datetime) -> str:
    return value.strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")

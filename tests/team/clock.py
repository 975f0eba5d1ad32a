"""A clock that tests move, and the codes that an app shows."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pyotp

from rashomon.team import Made

PASSWORD = "correct horse battery"


class Clock:
    """Seconds since 1970, standing still until moved."""

    def __init__(self) -> None:
        self.at = 1_800_000_000

    def __call__(self) -> int:
        return self.at


def code(made: Made, at: int) -> str:
    """What the app of this user shows then."""
    [key] = parse_qs(urlsplit(made.otpauth).query)["secret"]
    return pyotp.TOTP(key).at(at)

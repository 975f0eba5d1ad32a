"""Codes of an authenticator app (RFC 6238: six digits, SHA-1, thirty seconds, what every app speaks)."""

from __future__ import annotations

import hmac

from rashomon.team.errors import TeamError

PERIOD = 30
"""Seconds of one code."""

DRIFT = 1
"""Steps that a phone's clock may be off, either way (RFC 6238, section 5.2)."""


def secret() -> str:
    """A fresh secret, 160 bits in base 32."""
    try:
        import pyotp
    except ImportError:
        raise TeamError("accounts need two packages more: install them with `pip install 'rashomon[team]'`") from None
    return pyotp.random_base32()


def address(key: str, name: str, case: str) -> str:
    """The secret as an `otpauth://` address, for an app to take in."""
    import pyotp

    return pyotp.TOTP(key).provisioning_uri(name=name, issuer_name=f"rashomon {case}".replace(":", " "))


def step_of(code: str, key: str, at: int) -> int | None:
    """The step (number of thirty seconds since 1970) whose code this is, of those that are near; None where it is wrong."""
    import pyotp

    given = "".join(code.split()).encode("utf-8", "surrogatepass")
    maker, now = pyotp.TOTP(key), at // PERIOD
    near = [step for step in range(now - DRIFT, now + DRIFT + 1) if step >= 0]
    right = [step for step in near if hmac.compare_digest(maker.at(step * PERIOD).encode(), given)]
    return max(right, default=None)

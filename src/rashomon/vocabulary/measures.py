"""What is counted. Only like measures are compared."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Measure(Struct, frozen=True, forbid_unknown_fields=True):
    """One measure. `counts` says what its number is a number of; `includes` the measures that it lumps together
    ("killed_or_wounded" includes killed and wounded), which is why it is never compared with one of them.
    """

    title: str
    counts: Literal["people", "things", "acts", "area"]
    example: str
    includes: tuple[str, ...] = ()

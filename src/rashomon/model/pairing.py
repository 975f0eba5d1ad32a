"""Which claims tell the same happening, and why."""

from __future__ import annotations

from msgspec import Struct

from rashomon.model.key import digest
from rashomon.model.reading import Method


class Feature(Struct, frozen=True, kw_only=True):
    """One reason for or against: `name` of the feature, its `weight` in the score, `reason` in a line for the reader."""

    name: str
    weight: float
    reason: str


class Pair(Struct, frozen=True, kw_only=True):
    """Two claims (by key, `a < b`) that were compared and found to tell the same happening."""

    a: str
    b: str
    score: float
    features: tuple[Feature, ...] = ()


class Pairing(Struct, frozen=True, kw_only=True):
    """The result of comparing the claims of a set of readings. `readings` are their ids, sorted. `apart` are pairs that were
    compared and found to tell different happenings although a chain of `pairs` leads from one to the other. `judged` is
    `Standing.judged` of the claims that were compared: what people's verdicts changed in the readings.
    """

    method: Method
    readings: tuple[str, ...]
    pairs: tuple[Pair, ...] = ()
    apart: tuple[Pair, ...] = ()
    judged: str = ""

    @property
    def id(self) -> str:
        """Digest of method, readings and what verdicts changed in them: present means done."""
        return digest(["pairing", self.method, self.readings, *filter(None, [self.judged])])

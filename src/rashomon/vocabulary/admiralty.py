"""The Admiralty code: grades of two axes, and the rules by which one is suggested, in words."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from msgspec import Struct

from rashomon.vocabulary.loader import packaged

Reliability = Literal["A", "B", "C", "D", "E", "F"]
Credibility = Literal["1", "2", "3", "4", "5", "6"]
Axis = Literal["reliability", "credibility"]


class Rule(Struct, frozen=True, forbid_unknown_fields=True):
    """The grade that a rule suggests, and when."""

    grade: str
    words: str


class Counting(Struct, frozen=True, forbid_unknown_fields=True):
    """Bounds of the rules on sources: a number of incidents, and shares of those that are settled."""

    fewest: int
    mostly_refuted: float
    nearly_all_refuted: float
    seldom_refuted: float


class Admiralty(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file. The rules stand in the order in which they are tried."""

    reliability: dict[Reliability, str]
    credibility: dict[Credibility, str]
    counting: Counting
    reliability_rules: dict[str, Rule]
    credibility_rules: dict[str, Rule]

    def means(self, grade: str) -> str:
        """The words of a grade of either axis."""
        words: dict[str, str] = {
            str(key): text for table in (self.reliability, self.credibility) for key, text in table.items()
        }
        return words[grade]

    def grades(self, axis: Axis) -> tuple[str, ...]:
        """The grades of an axis."""
        return tuple(self.reliability if axis == "reliability" else self.credibility)


@lru_cache(maxsize=1)
def admiralty() -> Admiralty:
    """The code that ships with the package."""
    return packaged("admiralty", Admiralty)

"""Policies: how one number or grade is made of many positions, in words. The rules are in `reconcile/policies.py`."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from rashomon.vocabulary.loader import packaged


class Policy(Struct, frozen=True, forbid_unknown_fields=True):
    """One policy. `words`: the rule as a person would apply it; `source`: whose rule it is and where it is written down;
    `marks`: what it codes beside the figures, and what each value means.
    """

    title: str
    words: str
    source: str
    marks: dict[str, dict[str, str]] = {}


@lru_cache(maxsize=1)
def policies() -> dict[str, Policy]:
    """The policies that ship with the package, by their names."""
    return packaged("policies", dict[str, Policy])

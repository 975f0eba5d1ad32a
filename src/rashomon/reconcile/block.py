"""Blocking: which accounts of different documents are compared at all.

Accounts share a block where they agree in kind group and day and in one thing more (place, figure, side, words, country of
the report). Blocks that are too full are walked in the order of publication, each account with its next neighbours only, so
that the work grows with the number of accounts and not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import floor

from rashomon.reconcile.telling import Telling
from rashomon.vocabulary.comparing import same_kinds

NEIGHBOURS = 40
"""How many following accounts each one of a full block is compared with."""

LONGEST = 6
"""A longer time than this many days is looked for by months only."""

MONTH, YEAR = 30, 400

WORDS = 6
"""How many of its words an account of one day is looked for by."""

CELL = 0.5
"""Size of the cells of the place blocks in degrees (about 50 km)."""

Block = tuple[str, ...]


def candidates(tellings: Iterable[Telling], near: Iterable[tuple[str, str]] = ()) -> Iterator[tuple[Telling, Telling]]:
    """Pairs of accounts of different documents that might be the same, each once, in a fixed order. `near`: addresses of
    reports that are alike as a whole.
    """
    tellings = list(tellings)
    blocks: dict[Block, list[Telling]] = defaultdict(list)
    for telling in sorted(tellings, key=lambda t: (t.said or 0.0, t.keys)):
        for name in sorted(block_names(telling)):
            blocks[name].append(telling)
    seen: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    for name in sorted(blocks):
        members = blocks[name]
        for n, first in enumerate(members):
            for second in members[n + 1 : n + 1 + NEIGHBOURS]:
                pair = (first.keys, second.keys) if first.keys < second.keys else (second.keys, first.keys)
                if first.address != second.address and pair not in seen:
                    seen.add(pair)
                    yield first, second
    for first, second in _of_neighbours(tellings, near):
        pair = (first.keys, second.keys) if first.keys < second.keys else (second.keys, first.keys)
        if pair not in seen:
            seen.add(pair)
            yield first, second


def _of_neighbours(tellings: list[Telling], near: Iterable[tuple[str, str]]) -> Iterator[tuple[Telling, Telling]]:
    """Accounts of one kind group in reports that are alike."""
    by_address: dict[str, list[Telling]] = defaultdict(list)
    for telling in sorted(tellings, key=lambda t: t.keys):
        by_address[telling.address].append(telling)
    for a, b in near:
        for first in by_address[a]:
            for second in by_address[b]:
                if _groups(first) & _groups(second):
                    yield first, second


def _groups(telling: Telling) -> set[str]:
    """The groups of its kinds; that nobody was there is also said of the violence that is told of there."""
    found = {group for kind in telling.kinds for group in same_kinds().groups_of.get(kind, ())}
    return found | {"violence"} if found == {"stationed"} and telling.stances == {"deny"} else found


def block_names(telling: Telling) -> set[Block]:
    """The blocks that this account is in."""
    groups = _groups(telling)
    days, months = _days(telling)
    places, others = _places(telling), _others(telling)
    loose = _loose(telling) if telling.precise else set()
    times = [(day, places | others | loose) for day in days] + [(month, places) for month in months]
    return {(group, time, what) for group in groups for time, whats in times for what in whats}


def _days(telling: Telling) -> tuple[set[str], set[str]]:
    """Each day that it may be of, and the months, where accounts that are dated by the month are looked for."""
    if telling.span is None:
        if telling.said is None:
            return {"undated"}, set()
        return {str(floor(telling.said) - back) for back in range(4)}, set()
    first, last = floor(telling.span.start), floor(max(telling.span.start, telling.span.end - 1e-6))
    months = {f"month {n}" for n in range(floor(first / MONTH), floor(last / MONTH) + 1)} if last - first < YEAR else set()
    return ({str(day) for day in range(first, last + 1)} if last - first < LONGEST else set()), months


def _places(telling: Telling) -> set[str]:
    """The beginnings of the names, for spellings, and the cells of the map, for neighbours."""
    found = {f"place {place.name[:4]}" for place in telling.spots}
    for place in telling.spots:
        if place.lat is not None and place.lon is not None and place.reach < 100:
            row, column = place.lat / CELL, place.lon / CELL
            found |= {f"cell {round(row + r)} {round(column + c)}" for r in (-0.25, 0.25) for c in (-0.25, 0.25)}
    return found


def _others(telling: Telling) -> set[str]:
    """Counts above two, and the sides."""
    counts = {f"{f.measure} {f.low:g} {f.high:g}" for f in telling.figures if f.low > 2}
    return counts | {f"against {party}" for party in telling.targets} | {f"by {party}" for party in telling.actors}


def _loose(telling: Telling) -> set[str]:
    """For accounts of one day that name no place or side: where the report plays, and the longest words, which are rare."""
    words = sorted(telling.words, key=lambda word: (-len(word), word))[:WORDS]
    return {f"in {country}" for country in telling.setting.countries} | {f"word {word}" for word in words}

"""Relations between incidents: part of, after, in answer to, and the same place at another time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from rashomon.model import Relation
from rashomon.reconcile.spacetime import Span, Spot, distance, same_name
from rashomon.reconcile.telling import Told
from rashomon.vocabulary.comparing import ReferringWords, same_kinds

SOON = 4.0
"""Days within which an answer, or what follows from violence, is looked for."""

LATER = 1100.0
"""Days within which the same happening at the same place is worth telling."""

NEAR_KM = 60.0


class Outline(Struct, frozen=True, kw_only=True):
    """An incident as its neighbours see it."""

    id: str
    title: str
    kind: str
    span: Span | None
    spot: Spot | None
    actors: frozenset[str]
    targets: frozenset[str]
    told: tuple[Told, ...]


def relations(outlines: Sequence[Outline], words: ReferringWords) -> dict[str, tuple[Relation, ...]]:
    """The relations of each incident, by its id. Only incidents of one area or one report are looked at."""
    found: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for a, b in _neighbours(outlines):
        for later, earlier in ((a, b), (b, a)):
            for kind, reason in _between(later, earlier, words):
                found[later.id].add((kind, earlier.id, reason))
    return {
        name: tuple(Relation(type=k, incident=i, reason=r) for k, i, r in sorted(entries))  # type: ignore[arg-type]  # of `_between`
        for name, entries in found.items()
    }


def _neighbours(outlines: Sequence[Outline]) -> Iterator[tuple[Outline, Outline]]:
    """Pairs that share a cell of the map, a place's name or a report, each once."""
    blocks: dict[str, list[Outline]] = defaultdict(list)
    for outline in sorted(outlines, key=lambda o: (o.span.start if o.span else 0.0, o.id)):
        for name in sorted(_blocks(outline)):
            blocks[name].append(outline)
    seen: set[tuple[str, str]] = set()
    for name in sorted(blocks):
        members = blocks[name]
        for n, a in enumerate(members):
            for b in members[n + 1 : n + 25]:
                if (a.id, b.id) not in seen:
                    seen.add((a.id, b.id))
                    yield a, b


def _blocks(outline: Outline) -> set[str]:
    names = {f"in {told.document.address}" for told in outline.told}
    if outline.spot is not None:
        names.add(f"at {outline.spot.name}")
        if outline.spot.lat is not None and outline.spot.lon is not None:
            names.add(f"near {round(outline.spot.lat)} {round(outline.spot.lon)}")
    return names


def _between(later: Outline, earlier: Outline, words: ReferringWords) -> Iterator[tuple[str, str]]:
    """What the first one is to the second one."""
    if later.span is None or earlier.span is None:
        return
    kinds = same_kinds()
    alike = bool(kinds.groups_of.get(later.kind, frozenset()) & kinds.groups_of.get(earlier.kind, frozenset()))
    here = later.spot is not None and earlier.spot is not None and same_name(later.spot, earlier.spot)
    fine = here and later.spot is not None and later.spot.fine
    near = here or _near(later.spot, earlier.spot)
    days = later.span.start - earlier.span.start
    if fine and _like(later.kind, earlier.kind) and 1 <= days <= LATER and later.span.start >= earlier.span.end - 0.01:
        yield "same_place_other_time", f"{later.kind} and {earlier.kind} at one place, {days:.0f} days apart"
    if 0 <= days <= SOON and later.id != earlier.id and _answers(later, earlier, words):
        yield "retaliates", "told as an answer to it"
    elif near and 0 <= days <= SOON and later.kind in kinds.aftermath and _violent(earlier.kind) and later.kind != earlier.kind:
        yield "follows", f"{later.kind} within {SOON:.0f} days of violence at the same place"
    if (
        near
        and not alike
        and later.kind in kinds.groups["ground"]
        and _violent(earlier.kind)
        and _inside(later.span, earlier.span)
    ):
        yield "part_of", f"{later.kind} on the day of the fighting there"


def _like(x: str, y: str) -> bool:
    kinds = same_kinds()
    return x == y or kinds.close(x, y) or (bool({x, y} & set(kinds.general)) and _violent(x) and _violent(y))


def _near(a: Spot | None, b: Spot | None) -> bool:
    km = distance(a, b) if a and b else None
    return km is not None and km <= NEAR_KM


def _violent(kind: str) -> bool:
    return kind in same_kinds().groups["violence"] or kind == "shootdown"


def _inside(part: Span, whole: Span) -> bool:
    return whole.start <= part.start and part.end <= whole.end + 0.01 and whole.length <= SOON


def _answers(later: Outline, earlier: Outline, words: ReferringWords) -> bool:
    """A claim of the later one says in words of answering that it answers, in a report that also tells the earlier one."""
    if not _violent(later.kind) or not _violent(earlier.kind):
        return False
    if later.actors and earlier.targets and not later.actors & earlier.targets and not later.targets & earlier.actors:
        return False
    told_in = {told.document.address for told in earlier.told}
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, words.retaliation))})", re.IGNORECASE)
    return any(told.document.address in told_in and pattern.search(told.claim.anchor.sentence) for told in later.told)

"""Relations between incidents: part of, after, in answer to, in denial of, and the same place at another time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from rashomon.model import Relation
from rashomon.reconcile.spacetime import Span, Spot, distance, elsewhere, same_name
from rashomon.reconcile.telling import Told
from rashomon.reconcile.wording import beginning
from rashomon.vocabulary.comparing import ReferringWords, same_kinds

SOON = 4.0
"""Days within which an answer, or what follows from violence, is looked for."""

LATER = 1100.0
"""Days within which the same happening at the same place is worth telling."""

NEAR_KM = 60.0
"""Flight, release and arrest are told of the places around."""

SAME_KM = 15.0
"""Ground is part of the fighting at its edge."""


class Outline(Struct, frozen=True, kw_only=True):
    """An incident as its neighbours see it; `whole` where it sums up several happenings or a long time, `denying` where all its
    accounts deny.
    """

    id: str
    title: str
    kind: str
    span: Span | None
    spot: Spot | None
    actors: frozenset[str]
    targets: frozenset[str]
    hit: frozenset[str]
    told: tuple[Told, ...]
    whole: bool = False
    denying: bool = False


def relations(outlines: Sequence[Outline], words: ReferringWords) -> dict[str, tuple[Relation, ...]]:
    """The relations of each incident, by its id. Only incidents of one area or one report are looked at."""
    found: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    provoked: dict[str, list[tuple[tuple[bool, bool, float, str], Outline]]] = defaultdict(list)
    for a, b in _neighbours(outlines):
        for later, earlier in ((a, b), (b, a)):
            for kind, reason in _between(later, earlier):
                found[later.id].add((kind, earlier.id, reason))
            fit = _provoked(later, earlier, words)
            if fit is not None:
                provoked[later.id].append((fit, earlier))
    for name, candidates in provoked.items():
        (told, turned, _, _), earlier = max(candidates, key=lambda entry: entry[0])
        found[name].add(("retaliates", earlier.id, _why(told, turned)))
    return {
        name: tuple(Relation(type=k, incident=i, reason=r) for k, i, r in sorted(entries))  # type: ignore[arg-type]  # of `_between`
        for name, entries in found.items()
    }


def _why(told: bool, turned: bool) -> str:
    if told and turned:
        return "told as an answer to it in the same report, by the side that was hit"
    return (
        "told as an answer to it in the same report" if told else "told as an answer, by the side that was hit shortly before"
    )


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


def _between(later: Outline, earlier: Outline) -> Iterator[tuple[str, str]]:
    """What the first one is to the second one, apart from answering it."""
    if _part(later, earlier):
        yield "part_of", f"one {later.kind} of those that the other sums up"
    yield from _aftermath(later, earlier)
    yield from _denial(later, earlier)
    if later.span is None or earlier.span is None:
        return
    kinds = same_kinds()
    alike = bool(kinds.groups_of.get(later.kind, frozenset()) & kinds.groups_of.get(earlier.kind, frozenset()))
    here = later.spot is not None and earlier.spot is not None and same_name(later.spot, earlier.spot)
    fine = here and later.spot is not None and later.spot.fine
    days = later.span.start - earlier.span.start
    if fine and _like(later.kind, earlier.kind) and 1 <= days <= LATER and later.span.start >= earlier.span.end - 0.01:
        yield "same_place_other_time", f"{later.kind} and {earlier.kind} at one place, {days:.0f} days apart"
    ground = later.kind in kinds.groups["ground"] and _violent(earlier.kind) and not alike
    if ground and (here or _near(later.spot, earlier.spot, SAME_KM)) and _inside(later.span, earlier.span):
        yield "part_of", f"{later.kind} on the day of the fighting there"


def _aftermath(later: Outline, earlier: Outline) -> Iterator[tuple[str, str]]:
    """Flight, release, arrest or aid after violence there; undated ones only in a report that tells both."""
    if later.kind not in same_kinds().aftermath or not _harsh(earlier.kind) or earlier.span is None or earlier.whole:
        return
    here = later.spot is not None and earlier.spot is not None and same_name(later.spot, earlier.spot)
    near = here or _near(later.spot, earlier.spot, NEAR_KM)
    reported = _one_report(later, earlier)
    if later.span is None:
        if reported and near and later.spot is not None and later.spot.fine:
            yield "follows", f"{later.kind} after {earlier.kind} at the same place, told in one report"
    elif earlier.span.start <= later.span.end and later.span.start <= earlier.span.start + SOON:
        if near:
            yield "follows", f"{later.kind} within {SOON:.0f} days of {earlier.kind} at the same place"
        elif reported and _unplaced(later, earlier):
            yield "follows", f"{later.kind} within {SOON:.0f} days of {earlier.kind}, told in one report"


def _denial(denial: Outline, told: Outline) -> Iterator[tuple[str, str]]:
    """That nobody was or acted there: about violence at that place and time, or told in one report where it names no place; by
    the side that is said to have done it, where both name one.
    """
    if not denial.denying or told.denying or told.whole or not _violent(told.kind) or told.span is None:
        return
    if denial.actors and told.actors and not denial.actors & told.actors:
        return
    if denial.span is not None and not _meet(denial.span, told.span):
        return
    here = denial.spot is not None and told.spot is not None and same_name(denial.spot, told.spot)
    if here or _near(denial.spot, told.spot, SAME_KM):
        yield "denies", f"a denial of {denial.kind} at the place of the {told.kind}"
    elif denial.spot is None and denial.span is not None and _one_report(denial, told):
        yield "denies", f"a denial of {denial.kind} of that day, told in one report with the {told.kind}"


def _meet(a: Span, b: Span) -> bool:
    return max(a.start, b.start) < min(a.end, b.end)


def _part(part: Outline, whole: Outline) -> bool:
    """Whether the second one sums up several happenings of which the first may be one: of its kind, against the same side,
    within its time and place.
    """
    if not whole.whole or part.whole or not _like(part.kind, whole.kind) or not part.hit & whole.hit:
        return False
    if part.actors and whole.actors and not part.actors & whole.actors:
        return False
    if part.span is None or (part.spot and whole.spot and elsewhere(part.spot, whole.spot)):
        return False
    if whole.span is None:
        return _one_report(part, whole)
    return whole.span.start - 0.01 <= part.span.start and part.span.end <= whole.span.end + 0.01


def _one_report(a: Outline, b: Outline) -> bool:
    return not {t.document.address for t in a.told}.isdisjoint(t.document.address for t in b.told)


def _unplaced(a: Outline, b: Outline) -> bool:
    """Whether one of them is told without a place, or only within a wide one."""
    return any(o.spot is None or not o.spot.fine for o in (a, b))


def _like(x: str, y: str) -> bool:
    kinds = same_kinds()
    return x == y or kinds.close(x, y) or (bool({x, y} & set(kinds.general)) and _violent(x) and _violent(y))


def _near(a: Spot | None, b: Spot | None, within: float) -> bool:
    km = distance(a, b) if a and b else None
    return km is not None and km <= within and bool(a and a.fine and b and b.fine)


def _harsh(kind: str) -> bool:
    return _violent(kind) or kind in same_kinds().groups["closed-in"]


def _violent(kind: str) -> bool:
    return kind in same_kinds().groups["violence"] or kind == "shootdown"


def _inside(part: Span, whole: Span) -> bool:
    return whole.start <= part.start and part.end <= whole.end + 0.01 and whole.length <= SOON


def _provoked(later: Outline, earlier: Outline, words: ReferringWords) -> tuple[bool, bool, float, str] | None:
    """How well the first one answers the second one, None if it does not: whether a report that says so tells both, whether the
    side that was hit strikes back, and how soon (in days, negative). A report may say "in reply" without the other happening
    having been read in it; then the sides must be turned.
    """
    if not (_violent(later.kind) and _violent(earlier.kind) and later.span and earlier.span) or later.id == earlier.id:
        return None
    days = later.span.start - earlier.span.start
    if not 0 <= days <= SOON:
        return None
    saying = frozenset(t.document.address for t in later.told if _answering(words.retaliation, t.claim.anchor.sentence))
    told = not saying.isdisjoint(t.document.address for t in earlier.told)
    turned = bool(later.actors & earlier.hit) and not later.hit & earlier.hit
    if not saying or not (told or (turned and later.hit != earlier.hit)):
        return None
    return told, turned, -days, earlier.id


@lru_cache(maxsize=65536)
def _answering(begun: tuple[str, ...], sentence: str) -> bool:
    """Whether a sentence says that it is an answer."""
    return beginning(begun).search(sentence) is not None

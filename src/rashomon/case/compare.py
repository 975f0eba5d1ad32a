"""Two engines over the same documents, claim by claim: what both tell, what only one tells, and where they differ.

No engine is the measure of the other; which of them is right is what the sentences beside each claim are for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from rashomon.model import Actor, Claim, Quantity, Reading, normalised

SHARED = 0.5
"""Share of the shorter quote that two claims of one happening have in common."""


class Difference(Struct, frozen=True):
    """A slot that two claims fill differently; None = not told."""

    slot: str
    a: str | None
    b: str | None


class Compared(Struct, frozen=True):
    """A claim of both engines (`a` and `b`), or of one (the other is None)."""

    document: str
    a: Claim | None
    b: Claim | None
    differences: tuple[Difference, ...] = ()


class Agreement(Struct, frozen=True):
    """In how many of the claims that both tell a slot is the same; `told` of them fill it in at least one engine."""

    slot: str
    same: int
    told: int


class Comparison(Struct, frozen=True):
    """What came of it. `a` and `b` are the engines as asked for, `documents` how many both of them read."""

    a: str
    b: str
    documents: int
    claims: tuple[Compared, ...]

    def both(self) -> tuple[Compared, ...]:
        """Claims that both engines tell."""
        return tuple(each for each in self.claims if each.a and each.b)

    def agreement(self) -> tuple[Agreement, ...]:
        """Slot by slot, over the claims that both tell."""
        rows = [(each.a, each.b) for each in self.both() if each.a and each.b]
        values = {name: [(slot(a), slot(b)) for a, b in rows] for name, slot in SLOTS.items()}
        return tuple(
            Agreement(name, sum(same(name, x, y) for x, y in pairs if x or y), sum(bool(x or y) for x, y in pairs))
            for name, pairs in values.items()
        )


def _sides(actors: Sequence[Actor]) -> str | None:
    return ", ".join(sorted({actor.party or actor.name or actor.text for actor in actors})) or None


def _figure(figure: Quantity) -> str:
    low = "" if figure.low is None else f"{figure.low:g}"
    high = "" if figure.high is None else f"{figure.high:g}"
    return f"{figure.measure} {low if low == high else f'{low}..{high}'}"


def _when(claim: Claim) -> str | None:
    if claim.when is None:
        return None
    return "/".join(dict.fromkeys(filter(None, (claim.when.earliest, claim.when.latest)))) or claim.when.text


def _place(claim: Claim) -> str | None:
    return (claim.place.name or claim.place.text) if claim.place else None


SLOTS: dict[str, Callable[[Claim], str | None]] = {
    "kind": lambda claim: claim.kind,
    "stance": lambda claim: claim.stance,
    "certainty": lambda claim: claim.certainty,
    "speaker": lambda claim: (claim.speakers[0].actor or claim.speakers[0].name) if claim.speakers else None,
    "actors": lambda claim: _sides(claim.actors),
    "targets": lambda claim: _sides(claim.targets),
    "weapons": lambda claim: ", ".join(sorted({span.text.casefold() for span in claim.weapons})) or None,
    "place": _place,
    "time": _when,
    "figures": lambda claim: "; ".join(sorted(map(_figure, claim.figures))) or None,
    "evidence": lambda claim: ", ".join(sorted(claim.evidence)) or None,
}
"""The slots that are compared, each as one word or phrase."""


NAMES = frozenset({"speaker", "place"})
"""Slots that hold a name: it may be longer in one engine ("the governor", "Goma" and "Goma city")."""


def same(slot: str, a: str | None, b: str | None) -> bool:
    """Whether two engines say the same in a slot."""
    if slot not in NAMES or a is None or b is None:
        return a == b
    one, other = f" {normalised(a)} ", f" {normalised(b)} "
    return one in other or other in one


def compare(a: str, first: Sequence[Reading], b: str, second: Sequence[Reading]) -> Comparison:
    """Compare the linked readings of two engines; documents that only one of them read take no part."""
    others = {reading.address: reading for reading in second}
    shared = [(reading, others[reading.address]) for reading in first if reading.address in others]
    claims = tuple(each for one, other in shared for each in _document(one, other))
    return Comparison(a, b, len(shared), claims)


def _document(one: Reading, other: Reading) -> Iterator[Compared]:
    """All claims of one document in the order of the text, those of one happening side by side."""
    taken = dict(_pairs(one.claims, other.claims))
    rows = [_compared(one.address, claim, other.claims[taken[n]] if n in taken else None) for n, claim in enumerate(one.claims)]
    left = set(range(len(other.claims))) - set(taken.values())
    rows += [Compared(one.address, None, other.claims[n]) for n in left]
    yield from sorted(rows, key=lambda row: min((c.anchor.start, c.anchor.end, c.key) for c in (row.a, row.b) if c))


def _compared(document: str, a: Claim, b: Claim | None) -> Compared:
    if b is None:
        return Compared(document, a, None)
    values = [(name, slot(a), slot(b)) for name, slot in SLOTS.items()]
    return Compared(document, a, b, tuple(Difference(name, x, y) for name, x, y in values if not same(name, x, y)))


def _pairs(one: Sequence[Claim], other: Sequence[Claim]) -> Iterator[tuple[int, int]]:
    """Which claims tell the same, one to one: those that share most of their words and agree in most slots first."""
    near = [(_likeness(a, b), n, m) for n, a in enumerate(one) for m, b in enumerate(other)]
    ones: set[int] = set()
    others: set[int] = set()
    for likeness, n, m in sorted(near, key=lambda row: (-row[0], row[1], row[2])):
        if likeness and n not in ones and m not in others:
            ones.add(n)
            others.add(m)
            yield n, m


def _likeness(a: Claim, b: Claim) -> float:
    shared = min(a.anchor.end, b.anchor.end) - max(a.anchor.start, b.anchor.start)
    lengths = a.anchor.end - a.anchor.start, b.anchor.end - b.anchor.start
    if shared <= 0 or shared < SHARED * min(lengths):
        return 0.0
    return shared / (sum(lengths) - shared) + sum(same(name, slot(a), slot(b)) for name, slot in SLOTS.items())

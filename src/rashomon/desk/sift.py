"""Facets: which incidents have which party, kind, place, source, standing, section; how many there are of each.

Every value of a facet is one integer whose bits are the incidents that have it, so that sifting and counting are a few
machine operations however many incidents there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import numpy as np
from msgspec import Struct

from rashomon.desk.query import Sifted
from rashomon.desk.scenes import Scene
from rashomon.export.brief import words
from rashomon.model import Incident

FACETS = {
    "standing": "Standing",
    "party": "Party",
    "kind": "Kind",
    "place": "Place",
    "source": "Source",
    "section": "Section",
}
"""Names of the filters and how a page calls them, in the order in which it shows them."""

STANDINGS = {
    "contested": "contested",
    "corroborated": "agreed",
    "revised": "revised",
    "superseded": "replaced",
    "single": "one origin only",
}
"""`revised`: a voice changed a figure. An incident has each standing that any of its questions has; `single` only where
nothing else is there.
"""

SECTIONS = {
    "headline": "headline",
    "body": "body",
    "update": "update",
    "quote": "quotation",
    "caption": "caption",
}

SHOWN = 12
"""Values of a facet that a page shows before "more"."""


class Option(Struct, frozen=True):
    """One value of a facet: how it is written in a link, how a reader reads it, and how many incidents have it besides what
    the other filters ask for.
    """

    value: str
    said: str
    count: int
    chosen: bool


class Facet(Struct, frozen=True):
    """One facet with its values, the most frequent first."""

    name: str
    said: str
    options: tuple[Option, ...]
    more: tuple[Option, ...]


class Sift:
    """The facets of a scene's incidents. `days` are those on which each may have happened, `starts` the first of them."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.all = (1 << len(scene.incidents)) - 1
        bits: dict[str, dict[str, int]] = {name: {} for name in FACETS}
        days: dict[str, list[int]] = defaultdict(list)
        starts: dict[str, list[int]] = defaultdict(list)
        numbers: dict[tuple[str, str], list[int]] = defaultdict(list)
        for n, incident in enumerate(scene.incidents):
            for pair in set(_values(incident, scene)):
                numbers[pair].append(n)
            for at, day in enumerate(_days(incident)):
                days[day].append(n)
                if at == 0:
                    starts[day].append(n)
        for (name, value), found in numbers.items():
            bits[name][value] = _bits(found)
        self.days = {day: _bits(found) for day, found in sorted(days.items())}
        self.starts = {day: _bits(found) for day, found in sorted(starts.items())}
        self.bits = bits

    @classmethod
    def of(cls, scene: Scene) -> Sift:
        """Those of a scene, made once."""
        return scene.once("sift", cls)

    def chosen(self, query: Sifted, without: str = "") -> int:
        """The incidents that a query asks for, as bits; `without` one of its filters ("time" for since and until)."""
        found = self.all
        for name in FACETS:
            wanted: tuple[str, ...] = getattr(query, name)
            if wanted and name != without:
                found &= union(self.bits[name].get(value, 0) for value in wanted)
        if (query.since or query.until) and without != "time":
            found &= self.between(query.since, query.until)
        return found

    def between(self, since: str, until: str) -> int:
        """Those that happened, or may have, on some day from `since` to `until`; dates may be cut ("2020-02")."""
        until = until + "\uffff" if until else "\uffff"
        return union(bits for day, bits in self.days.items() if since <= day <= until)

    def incidents(self, found: int) -> list[Incident]:
        """The incidents of these bits, in their order."""
        return [self.scene.incidents[n] for n in numbers(found)]

    def facets(self, query: Sifted) -> Iterator[Facet]:
        """What the page offers: each count says how many incidents there are besides the other filters."""
        for name, said in FACETS.items():
            base = self.chosen(query, without=name)
            wanted = set(getattr(query, name))
            counted = [(value, (bits & base).bit_count()) for value, bits in self.bits[name].items()]
            counted += [(value, 0) for value in sorted(wanted - set(self.bits[name]))]
            kept = [(value, count) for value, count in counted if count or value in wanted]
            kept.sort(key=lambda e: (e[0] not in wanted, -e[1], e[0]))
            options = [Option(value, self.said(name, value), count, value in wanted) for value, count in kept]
            at = max(SHOWN, len(wanted))
            yield Facet(name, said, tuple(options[:at]), tuple(options[at:]))

    def said(self, name: str, value: str) -> str:
        """A value as a reader reads it."""
        if name == "party":
            return self.scene.index.party(value)
        if name == "kind":
            return self.scene.index.kind(value)
        return words.plain({"standing": STANDINGS, "section": SECTIONS}.get(name, {}).get(value, value))


def standings(incident: Incident) -> list[str]:
    """Every standing that an incident has, the most telling first."""
    has = {str(point.standing) for point in incident.points} | ({"revised"} if incident.revisions else set())
    found = [name for name in STANDINGS if name in has and name != "single"]
    return found or ["single"]


def _values(incident: Incident, scene: Scene) -> Iterator[tuple[str, str]]:
    yield "kind", incident.kind
    yield from (("standing", name) for name in standings(incident))
    if incident.place:
        yield "place", incident.place.name or incident.place.text
    for claim in scene.index.told(incident):
        yield "section", claim.section
        yield "source", scene.index.document(claim).source.name
        for actor in (*claim.actors, *claim.targets):
            if actor.party:
                yield "party", actor.party


MOST_DAYS = 400
"""An incident whose time is less exact than this is put on its first and last day only."""


def _days(incident: Incident) -> Iterator[str]:
    when = incident.when
    if when is None or not (when.earliest or when.latest):
        return
    first, last = ((when.earliest or when.latest or "")[:10], (when.latest or when.earliest or "")[:10])
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        yield first
        return
    if not 0 <= (end - start).days <= MOST_DAYS:
        yield from dict.fromkeys((first, last))
        return
    for n in range((end - start).days + 1):
        yield (start + timedelta(days=n)).isoformat()


def numbers(found: int) -> list[int]:
    """The numbers of the bits that are set, from the lowest."""
    data = np.frombuffer(found.to_bytes((found.bit_length() + 7) // 8, "little"), np.uint8)
    set_: list[int] = np.flatnonzero(np.unpackbits(data, bitorder="little")).tolist()
    return set_


def _bits(found: Iterable[int]) -> int:
    """The integer whose bits these are."""
    at = np.fromiter(found, np.int64)
    data = np.zeros(int(at.max()) + 1, np.uint8)
    data[at] = 1
    return int.from_bytes(np.packbits(data, bitorder="little").tobytes(), "little")


def union(values: Iterable[int]) -> int:
    """All bits that any of these has."""
    found = 0
    for bits in values:
        found |= bits
    return found

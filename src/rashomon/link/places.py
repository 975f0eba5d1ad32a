"""Which place is meant: candidates for every name of a document, chosen together.

Invariant: the result depends on the document alone and not on the order of its mentions; one name means one place in one
document, unless the text itself says otherwise ("Tripoli, Lebanon").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from math import exp, log10, sqrt

from msgspec import Struct

from rashomon.link.gazetteer import Gazetteer
from rashomon.link.mention import BESIDE, Mention, mention
from rashomon.link.site import Site, kilometres
from rashomon.link.spelling import plain
from rashomon.model import Document, Place
from rashomon.vocabulary.places import PlaceWords

ROUNDS = 6
"""Most rounds until the choices no longer move; two or three are usual, and a cycle must end."""
CANDIDATES = 24
"""Most candidates of one name that are weighed, largest first."""
NEIGHBOURHOOD_KM = 150.0
"""Distance over which the support of another place falls to a third: about the size of a theatre."""
SUPPORTED = 3
"""How many countries of a document are searched for names with a slip of the pen."""
SMALL_TOWN, STEEP = 4.0, 0.2
"""log10 of the population from which a city's size speaks for it, and how much each further power of ten does."""

# What speaks for a candidate. Weights were set by hand so that the text's own words outweigh everything, then its other
# places, then size; the shares are rounded because finer ones made no difference on newspaper text.
SAID, NOT_SAID = 1.6, -0.9
FEATURE, NOT_FEATURE = 0.5, -0.4
COHERENCE = 1.5
NAMED_COUNTRY = 0.5
PUBLISHER = 0.35
OWN_NAME, BY_SOUND, BY_SLIP = 0.35, -0.3, -0.5
PRIOR = {"country": 1.2, "admin1": 0.7, "province": 0.7, "admin2": 0.45, "region": 1.0, "sea": 0.9, "district": 0.4}
SMALL = 0.38
OUTSHONE, LARGE = 1.0, 100_000

_OWNED = re.compile(r"(?:['’]s?)? (?:(?:[a-z-]+ )*of (?:the )?)?")
"""What may stand between "Syria" and a place in it: a possessive, or words like "northern town of"."""

_EXTENT = {"country": 3, "admin1": 2, "province": 2, "region": 2, "admin2": 1, "district": 1}
_CONTAINERS = frozenset(_EXTENT)


class Candidate(Struct, frozen=True):
    """A site that a name may mean, and how the name leads to it: name | sound | slip."""

    site: Site
    how: str


class Name(Struct, frozen=True, dict=True):
    """All mentions of one name in a document with one set of words around it, and the candidates for it."""

    key: str
    mentions: tuple[Mention, ...]
    candidates: tuple[Candidate, ...]
    containers: tuple[Site, ...] = ()
    states: tuple[str, ...] = ()

    @cached_property
    def weight(self) -> float:
        """How much it says about the others: named often, and of one possible place only."""
        return sqrt(len(self.mentions)) / sqrt(len(self.candidates))


class Hints(Struct, frozen=True, dict=True):
    """What the document says beside its places. `states`: for each name or adjective of a state the offset at which it ends,
    the country, and whether it is an adjective ("Syrian"); `home`: the country of the publisher.
    """

    states: tuple[tuple[int, str, bool], ...] = ()
    home: str | None = None

    @cached_property
    def shares(self) -> dict[str, float]:
        """Each country's share of all mentions of states."""
        counts = Counter(country for _, country, _ in self.states)
        return {country: n / counts.total() for country, n in counts.items()}


def resolve(
    document: Document, mentions: Iterable[Place], gazetteer: Gazetteer, language: PlaceWords, hints: Hints
) -> dict[tuple[int, int], Place]:
    """Each mention (by its offsets) with the place it means. A name that nothing is known of keeps its text as its name."""
    said = {(place.start, place.end): place for place in mentions}
    read = [mention(place, document.text, language) for _, place in sorted(said.items())]
    names = _names(read, document, gazetteer, hints)
    chosen = _choose(names, hints)
    found = dict(said)
    for name in names:
        for one in name.mentions:
            candidate, basis = chosen[name.key]
            found[one.start, one.end] = _linked(said[one.start, one.end], one, candidate.site, basis)
    return {key: place if place.name else _by_country(place, gazetteer, hints) for key, place in found.items()}


def _by_country(place: Place, gazetteer: Gazetteer, hints: Hints) -> Place:
    """A mention with only a country's name in it ("Syrian territory", "Syria and Iraq"), or one of which nothing is known."""
    inside = [country for end, country, _ in hints.states if place.start < end <= place.end]
    for site in gazetteer.site(f"country:{inside[0]}") if inside else ():
        return Place(
            text=place.text, start=place.start, end=place.end, name=site.name, country=site.country,
            lat=site.lat, lon=site.lon, precision="country", id=site.id, basis="only its country is named",
        )  # fmt: skip
    return _unlinked(place)


def _unlinked(place: Place) -> Place:
    return Place(text=place.text, start=place.start, end=place.end, name=place.text, basis="not in the gazetteer")


def _linked(place: Place, said: Mention, site: Site, basis: str) -> Place:
    # "northern Syria region" is no province of it, and the point of a city is not that of its quarter
    coarse = (site.kind == "country" and said.finer != "line") or (site.settlement and said.finer == "exact")
    if site.boundless:
        return Place(text=place.text, start=place.start, end=place.end, name=site.name, id=site.id, basis=basis)
    return Place(
        text=place.text, start=place.start, end=place.end, name=site.name, country=site.country or None,
        lat=site.lat, lon=site.lon, precision=site.precision if coarse else said.finer or site.precision,
        id=site.id, admin1=site.admin1 or None, basis=basis,
    )  # fmt: skip


def _names(read: Sequence[Mention], document: Document, gazetteer: Gazetteer, hints: Hints) -> list[Name]:
    """The document's names with their candidates; mentions that the text places in different containers are kept apart."""
    groups: dict[str, list[Mention]] = {}
    containers: dict[str, set[Site]] = {}
    states: dict[str, set[str]] = {}
    first: dict[str, tuple[str, ...]] = {}
    for one in read:
        key = plain(one.names[-1]) if one.names else plain(one.text)
        around = _containers(one, gazetteer)
        groups.setdefault(key, []).append(one)
        containers.setdefault(key, set()).update(around)
        states.setdefault(key, set()).update(_states_beside(one, document.text, hints))
        first.setdefault(key, one.names)
    countries = _countries(read, gazetteer, hints)
    names = []
    for key, group in sorted(groups.items()):
        options = _candidates([one for m in group for one in m.names], gazetteer, countries)
        if options:
            names.append(
                Name(key, tuple(group), options, tuple(sorted(containers[key], key=_site_id)), tuple(sorted(states[key])))
            )
    return names


def _site_id(site: Site) -> str:
    return site.id


def _containers(one: Mention, gazetteer: Gazetteer) -> tuple[Site, ...]:
    """The regions, provinces or countries that the text says it lies in: those of the first name that is one."""
    for name in one.within:
        sites = tuple(site for site in gazetteer.named(name) if site.kind in _CONTAINERS)
        if sites and name[:1].isupper():
            return sites
    return ()


def _states_beside(one: Mention, text: str, hints: Hints) -> set[str]:
    """Countries that stand directly before as owner or kind: "Syria's Hasakeh", "the Ukrainian town of Lyman"."""
    found = set()
    for end, country, adjective in hints.states:
        between = text[end : one.start]
        owned = adjective or between[1:] or text[end - 1] == "s"
        if end <= one.start and len(between) <= BESIDE and owned and _OWNED.fullmatch(between):
            found.add(country)
    return found


def _countries(read: Sequence[Mention], gazetteer: Gazetteer, hints: Hints) -> tuple[str, ...]:
    """The countries that the document is about, by its names of countries and by names that lie in one country only."""
    counts: Counter[str] = Counter(country for _, country, _ in hints.states)
    for one in read:
        for name in one.names[:1]:
            lands = {site.country for site in gazetteer.named(name) if site.population > 50_000 or site.kind in _CONTAINERS}
            if len(lands) == 1:
                counts[lands.pop()] += 2
    return tuple(country for country, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])) if country)


def _candidates(names: Sequence[str], gazetteer: Gazetteer, countries: Sequence[str]) -> tuple[Candidate, ...]:
    """Sites of exactly this name; else of this sound in the document's countries; else with a slip of the pen there."""
    for name in dict.fromkeys(names):
        exact = gazetteer.named(name)
        heard = tuple(site for site in gazetteer.sounding(name) if site.country in countries and site not in exact)
        if exact or heard:
            options = [Candidate(site, "name") for site in exact] + [Candidate(site, "sound") for site in heard]
            return tuple(sorted(options, key=lambda c: (-prior(c.site), c.site.id))[:CANDIDATES])
    for name in dict.fromkeys(names):
        slips = [site for country in countries[:SUPPORTED] for site in gazetteer.slipped(name, country)]
        if slips:
            return tuple(Candidate(site, "slip") for site in slips[:CANDIDATES])
    return ()


def prior(site: Site) -> float:
    """How likely a site is meant when nothing else is known: by its kind, a city by the logarithm of its population."""
    if site.population:
        return max(SMALL, SMALL + STEEP * (log10(site.population) - SMALL_TOWN))
    return PRIOR.get(site.kind, SMALL)


def _choose(names: Sequence[Name], hints: Hints) -> dict[str, tuple[Candidate, str]]:
    """The best candidate of each name, given the best ones of all others, until nothing moves any more."""
    alone = {name.key: [(_alone(name, c, hints), c) for c in name.candidates] for name in names}
    chosen = {key: _best(scores) for key, scores in alone.items()}
    for _ in range(ROUNDS):
        again = {
            name.key: _best([(score + COHERENCE * _coherence(name, c.site, names, chosen), c) for score, c in alone[name.key]])
            for name in names
        }
        if again == chosen:
            break
        chosen = again
    return {name.key: (chosen[name.key], _basis(name, chosen[name.key], names, chosen)) for name in names}


def _best(scores: Sequence[tuple[float, Candidate]]) -> Candidate:
    return max(scores, key=lambda pair: (round(pair[0], 9), pair[1].site.population, pair[1].site.id))[1]


def _alone(name: Name, candidate: Candidate, hints: Hints) -> float:
    """What speaks for a candidate without looking at the document's other places."""
    site = candidate.site
    score = prior(site) + {"name": 0.0, "sound": BY_SOUND, "slip": BY_SLIP}[candidate.how]
    score += OWN_NAME if plain(site.name) == name.key else 0.0
    score += NAMED_COUNTRY * hints.shares.get(site.country, 0.0) + (PUBLISHER if hints.home == site.country else 0.0)
    if name.containers and not _lists(name):
        score += SAID if any(_lies_in(site, around) for around in name.containers) else NOT_SAID
    if name.states:
        score += SAID / 2 if site.country in name.states else NOT_SAID / 2
    score -= OUTSHONE if _outshone(name, site) else 0.0
    wanted = {kind for one in name.mentions for kind in one.kinds}
    if wanted:
        score += FEATURE if site.kind in wanted else NOT_FEATURE
    return score


def _outshone(name: Name, site: Site) -> bool:
    """Whether a small town only bears the name of a country or a continent ("Africa", "America"), which the text then means
    unless it says what the town lies in.
    """
    large = any(c.site.kind == "country" or c.site.boundless for c in name.candidates if c.how == "name")
    return large and site.settlement and site.population < LARGE and not name.containers and not name.states


def _lists(name: Name) -> bool:
    """Whether the name after the comma stands beside this one and not above it: "Georgia, Alabama and Texas"."""
    rank = max(_EXTENT[around.kind] for around in name.containers)
    return any(plain(c.site.name) == name.key and _EXTENT.get(c.site.kind, 0) >= rank for c in name.candidates)


def _lies_in(site: Site, around: Site) -> bool:
    if site.id == around.id or site.country != around.country:
        return False
    if around.kind == "country":
        return True
    if around.kind in ("admin1", "province"):
        return site.unit == around.unit if around.unit else site.admin1 == around.name
    return kilometres(site, around) <= NEIGHBOURHOOD_KM / 2


def _coherence(name: Name, site: Site, names: Sequence[Name], chosen: Mapping[str, Candidate]) -> float:
    """Mean nearness to the other names' choices, weighted by how sure those are; 0 to 1."""
    total = weight = 0.0
    for other in names:
        if other.key != name.key:
            total += other.weight * nearness(site, chosen[other.key].site)
            weight += other.weight
    return total / weight if weight else 0.0


def nearness(a: Site, b: Site) -> float:
    """1 for the same spot, falling with distance; two places of one country or province are near whatever the distance."""
    same = 0.0
    if a.country and a.country == b.country:
        same = 0.75 if a.unit and a.unit == b.unit else 0.4
    if "country" in (a.kind, b.kind):
        return same
    return max(same, exp(-kilometres(a, b) / NEIGHBOURHOOD_KM))


def _basis(name: Name, candidate: Candidate, names: Sequence[Name], chosen: Mapping[str, Candidate]) -> str:
    """Why this one, in words."""
    site = candidate.site
    how = {"name": "", "sound": f"spelling of {site.name}; ", "slip": f"slip of the pen for {site.name}; "}[candidate.how]
    if name.containers and not _lists(name) and any(_lies_in(site, around) for around in name.containers):
        return f"{how}the text names what it lies in"
    if len(name.candidates) == 1:
        return f"{how}only one of that name"
    if site.country in name.states:
        return f"{how}the text names its country"
    near = [chosen[o.key].site.name for o in names if o.key != name.key and nearness(site, chosen[o.key].site) >= 0.4]
    if near:
        return f"{how}near the document's other places ({', '.join(near[:3])})"
    return f"{how}largest of that name"

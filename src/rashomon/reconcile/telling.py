"""What comparison sees of a claim, or of several claims that one document tells of the same happening.

Invariant: a telling depends on its claims and their document alone, never on the rest of the set, so that a new document
can be compared without looking at the old ones again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct, structs

from rashomon.model import EVIDENCE_ROLES, Claim, Document, Quantity, Reading
from rashomon.reconcile.spacetime import Span, Spot, folded, instant, interval, spot
from rashomon.vocabulary.comparing import ReferringWords, same_kinds

PRECISE = 2.1
"""A time of up to two days dates a happening; "last week" only says when to look for it."""

_WORD = re.compile(r"[^\W\d_]{4,}")


class Setting(Struct, frozen=True):
    """Where a document plays: the folded names of all places it mentions, and their countries."""

    names: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()


class Told(Struct, frozen=True):
    """A claim with the document that tells it and where that document plays."""

    claim: Claim
    document: Document
    setting: Setting = Setting()


class Figure(Struct, frozen=True, order=True):
    """A figure as comparison sees it; infinite where it is open."""

    measure: str
    low: float
    high: float
    party: str = ""


class Telling(Struct, frozen=True, kw_only=True):
    """One document's account of one happening. `keys` its claims; `start`, `end` where the first one stands; `span` when
    it happened, `precise` if that is a day or two, `dated` where the claim's own sentence says so; `said` when the document
    was published; `setting` where the whole document plays.
    """

    keys: tuple[str, ...]
    address: str
    publisher: str
    start: int
    end: int
    sentence: str
    kinds: frozenset[str]
    section: str
    span: Span | None
    dated: bool
    spots: tuple[Spot, ...]
    actors: frozenset[str]
    targets: frozenset[str]
    figures: frozenset[Figure]
    words: frozenset[str]
    stances: frozenset[str]
    voices: frozenset[str]
    cumulative: bool
    background: bool
    said: float | None
    setting: Setting

    @property
    def precise(self) -> bool:
        """Whether it is dated to a day or two."""
        return self.span is not None and self.span.length <= PRECISE

    @property
    def place(self) -> Spot | None:
        """The finest place."""
        return self.spots[0] if self.spots else None


def evidence(documents: Iterable[Document], readings: Iterable[Reading]) -> dict[str, Told]:
    """The claims that may count, by key, in the order of their keys. Repetition and order of the input change nothing."""
    known = {document.address: document for document in sorted(documents, key=lambda d: (d.address, d.id))}
    found: dict[str, Told] = {}
    for reading in sorted(readings, key=lambda r: (r.address, r.id)):
        document = known.get(reading.address)
        if document is not None:
            where = setting(reading)
            found |= {c.key: Told(c, document, where) for c in reading.claims if c.section in EVIDENCE_ROLES}
    return {key: found[key] for key in sorted(found)}


def setting(reading: Reading) -> Setting:
    """All places that a document mentions, in claims or elsewhere."""
    places = [*reading.mentions.places, *(claim.place for claim in reading.claims if claim.place is not None)]
    names = {folded(name) for place in places for name in (place.text, place.name) if name}
    return Setting(frozenset(names), frozenset(place.country for place in places if place.country))


def own(told: Told, start: int) -> bool:
    """Whether something that stands at `start` stands in the claim's own sentence."""
    anchor = told.claim.anchor
    begin = told.document.text.rfind(anchor.sentence, 0, anchor.start + len(anchor.sentence))
    return begin < 0 or begin <= start <= begin + len(anchor.sentence)


def telling(told: Told, words: ReferringWords) -> Telling:
    """One claim as comparison sees it."""
    claim, document = told.claim, told.document
    place = spot(claim.place, sure=claim.place is not None and own(told, claim.place.start))
    span = interval(claim.when)
    return Telling(
        keys=(claim.key,),
        address=document.address,
        publisher=document.source.owner or document.source.name,
        start=claim.anchor.start,
        end=claim.anchor.end,
        sentence=claim.anchor.sentence,
        kinds=frozenset({claim.kind}),
        section=claim.section,
        span=span,
        dated=claim.when is not None and own(told, claim.when.start),
        spots=(place,) if place else (),
        actors=frozenset(a.party for a in claim.actors if a.party),
        targets=frozenset(a.party for a in claim.targets if a.party),
        figures=frozenset(figure(f) for f in claim.figures if not f.cumulative),
        words=content(claim, words),
        stances=frozenset({claim.stance}),
        voices=frozenset({folded(claim.speakers[0].name) if claim.speakers else ""}),
        cumulative=bool(claim.figures)
        and all(f.cumulative for f in claim.figures)
        and not (span is not None and span.length <= PRECISE),
        background=claim.background,
        said=instant(document.published.value) if document.published else None,
        setting=told.setting,
    )


def figure(quantity: Quantity) -> Figure:
    """The figure with infinite bounds where it is open."""
    low = 0.0 if quantity.low is None else quantity.low
    return Figure(quantity.measure, low, float("inf") if quantity.high is None else quantity.high, quantity.party or "")


def content(claim: Claim, words: ReferringWords) -> frozenset[str]:
    """The words of the clause that might tell one happening from another, without the name of the place."""
    place = set(folded(f"{claim.place.text} {claim.place.name}").split()) if claim.place else set()
    found = {stem(word) for word in _WORD.findall(folded(claim.anchor.quote))}
    return frozenset(found - place - _stems(words.uninformative))


@lru_cache(maxsize=8)
def _stems(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(stem, words))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The word without the commonest endings; enough to find "shells" again in "shell"."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def pooled(a: Telling, b: Telling) -> Telling:
    """Both as one telling. The order matters for nothing but `start`, `end`, which are those of the later one in the text."""
    first, last = sorted((a, b), key=lambda t: (t.start, t.keys))
    span = narrower(a, b)
    spots = tuple(sorted({*a.spots, *b.spots}, key=lambda s: (not s.sure, s.reach, s.lat is None, s.name, s.id or "")))
    return structs.replace(
        last,
        keys=tuple(sorted({*a.keys, *b.keys})),
        kinds=a.kinds | b.kinds,
        section=first.section,
        span=span,
        dated=(a.dated and span == a.span) or (b.dated and span == b.span),
        spots=spots,
        actors=a.actors | b.actors,
        targets=a.targets | b.targets,
        figures=a.figures | b.figures,
        words=a.words | b.words,
        stances=a.stances | b.stances,
        voices=a.voices | b.voices,
        cumulative=a.cumulative and b.cumulative,
        background=a.background and b.background,
    )


def narrower(a: Telling, b: Telling) -> Span | None:
    """The time that is told in so many words, then the shorter one, then the earlier one."""
    spans = [(not t.dated, t.span.length, t.span) for t in (a, b) if t.span is not None]
    return min(spans)[2] if spans else None


def with_lead(claims: list[Telling]) -> list[Telling]:
    """The claims of one document, with what goes without saying in it: those without a place at the one that most others give,
    those without a time on the day, if only one is told. Neither is sure, and what is told as background, as a running total
    or of talks and aid is left as it is.
    """
    places = Counter(t.spots[0] for t in claims if t.spots and t.spots[0].fine and not t.background)
    days = {t.span for t in claims if t.span is not None and t.precise and not t.background}
    lead = min(places, key=lambda s: (-places[s], s.name, s.id or "")) if places else None
    usual = lead is not None and 2 * places[lead] > sum(places.values())
    spots = (structs.replace(lead, sure=False),) if lead is not None and usual else ()
    day = next(iter(days)) if len(days) == 1 else None
    return [_led(t, spots, day) for t in claims]


def _led(telling: Telling, spots: tuple[Spot, ...], day: Span | None) -> Telling:
    if telling.background or telling.cumulative or telling.kinds <= frozenset(same_kinds().recurring):
        return telling
    if not telling.spots and spots:
        telling = structs.replace(telling, spots=spots)
    if telling.span is None and day is not None:
        telling = structs.replace(telling, span=day, dated=False)
    return telling

"""What comparison sees of a claim, or of several claims that one document tells of the same happening.

Invariant: a telling depends on its claims and their document alone, never on the rest of the set, so that a new document
can be compared without looking at the old ones again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from msgspec import Struct, structs

from rashomon.model import EVIDENCE_ROLES, Claim, Document, Quantity, Reading
from rashomon.reconcile.spacetime import A_NIGHT, Span, Spot, elsewhere, folded, gap, instant, interval, spot
from rashomon.vocabulary.comparing import ReferringWords, same_kinds

PRECISE = 2.1
"""A time of up to two days dates a happening; "last week" only says when to look for it."""

LONG = 2.6
"""A time of more days than this is one over which things are summed up, unless it is a month or a year by its name."""

CALENDAR = {"week": 8.0, "month": 32.0, "season": 100.0, "quarter": 100.0, "year": 367.0}
"""Days that a week, month … named as such may have."""

ACCUSATION, DENIAL, NO_EVIDENCE = "accusation", "denial", "no-evidence"

_CLAUSE = re.compile(r"[,;:.!?](?:\s|$)|\band (?:said|says|added)\b")
_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)es$")
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
    was published; `setting` where the whole document plays; `bare` where the claim's own sentence names no place; `lasting`
    where it tells of a long time ("over the past weeks"); `hit` the sides that lose something or are struck, without civilians;
    `charges` where it is about who did some other happening; `answers` where it is told as an answer to another one.
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
    bare: bool = False
    lasting: bool = False
    hit: frozenset[str] = frozenset()
    charges: bool = False
    answers: bool = False
    focused: bool = False
    calendar: frozenset[str] = frozenset()

    @property
    def precise(self) -> bool:
        """Whether it is dated to a day or two."""
        return self.span is not None and self.span.length <= PRECISE

    @property
    def vague(self) -> bool:
        """Whether its own words name no place, day or count."""
        return self.bare and not self.dated and not self.figures and not self.cumulative

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
    if rose(claim, words):
        claim = structs.replace(claim, when=None)
        told = structs.replace(told, claim=claim)
    place = happened_at(told)
    dated = claim.when is not None and own(told, claim.when.start)
    span = happened_in(told)
    actors, targets, hit = sides(claim)
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
        dated=dated,
        spots=(place,) if place else (),
        actors=actors,
        targets=targets,
        figures=frozenset(figure(f, whose(f, claim)) for f in claim.figures if not f.cumulative),
        words=content(claim, words),
        stances=frozenset({claim.stance}),
        voices=frozenset({folded(claim.speakers[0].name) if claim.speakers else ""}),
        cumulative=bool(claim.figures)
        and all(f.cumulative for f in claim.figures)
        and not (span is not None and span.length <= PRECISE),
        background=claim.background,
        said=instant(document.published.value) if document.published else None,
        setting=told.setting,
        bare=place is None or not place.sure,
        lasting=lasting(told),
        hit=hit,
        charges=charges(claim, words),
        calendar=calendar(told, span),
        answers=_pattern(words.retaliation).search(claim.anchor.quote) is not None,
    )


_DAY_OF_YEAR = re.compile(r"\A(?:XXXX|\d{4})-(\d\d-\d\d)(?!\d)")
_DAY_OF_WEEK = re.compile(r"\A(?:XXXX|\d{4})-WXX-([1-7])")


def calendar(told: Told, span: Span | None) -> frozenset[str]:
    """What is known of its day where the year is not: the day of the year ("03-07"), the day of the week ("5")."""
    if span is not None:
        if span.length > PRECISE:
            return frozenset()
        day = date.fromordinal(int(span.start))
        return frozenset({day.isoformat()[5:], str(day.isoweekday())})
    value = (told.claim.when.value if told.claim.when else None) or ""
    return frozenset(found[1] for pattern in (_DAY_OF_YEAR, _DAY_OF_WEEK) if (found := pattern.match(value)))


def rose(claim: Claim, words: ReferringWords) -> bool:
    """Whether a toll is told to have risen; the day on which it rose is not the day of the happening."""
    return bool(claim.figures) and claim.revises and _pattern(words.rising).search(claim.anchor.sentence) is not None


def charges(claim: Claim, words: ReferringWords) -> bool:
    """Whether it is words about a deed: an accusation or a denial of violence, not one of lying or supporting, or the remark
    that there is no evidence.
    """
    if claim.kind == NO_EVIDENCE:
        return True
    begun = {ACCUSATION: words.charges, DENIAL: words.disclaims}.get(claim.kind, ())
    sentence = claim.anchor.sentence
    said = _CLAUSE.split(sentence[max(0, sentence.find(claim.anchor.quote)) :], maxsplit=1)[0].casefold()
    return any(re.search(rf"\b{re.escape(word)}", said) for word in begun)


def happened_at(told: Told) -> Spot | None:
    """Where it happened. A country that stands beside the clause ("accused Russia of …") is rather a side: troops were not
    there.
    """
    place, anchor = told.claim.place, told.claim.anchor
    if place is None or any(s.start <= place.start < s.end for s in told.claim.speakers):
        return None  # "Ankara said": a capital that speaks
    beside = place.precision == "country" and not anchor.start <= place.start < anchor.end
    if beside and told.claim.kind in same_kinds().groups["stationed"]:
        return None
    return spot(place, sure=own(told, place.start) and not beside)


def happened_in(told: Told) -> Span | None:
    """When it happened. A long time that the claim took over from the sentences before says nothing about it."""
    span, when = interval(told.claim.when), told.claim.when
    if span is None or when is None or span.length <= PRECISE or own(told, when.start):
        return span
    return None


def lasting(told: Told) -> bool:
    """Whether the claim sums up a long time ("in the past 17 days", "since January"): no telling of one happening. A month by
    its name only says when to look for it.
    """
    span, when = happened_in(told), told.claim.when
    if span is None or when is None or span.length <= LONG:
        return False
    return (when.value or "").startswith("P") or span.length > CALENDAR.get(when.precision or "", LONG)


def sides(claim: Claim) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The parties that act, those acted upon, and those that are hit. Nobody strikes himself: the side whose losses are counted
    is not the one that caused them, and who is named as both without a count is the one who acts.
    """
    kinds = same_kinds()
    actors = frozenset(a.party for a in claim.actors if a.party)
    targets = frozenset(a.party for a in claim.targets if a.party)
    struck = frozenset(a.party for a in claim.targets if a.party and claim.anchor.start <= a.start < claim.anchor.end) - {"CIV"}
    if len(targets) > 1 and claim.kind in kinds.mutual:
        targets = struck  # of several sides that other clauses name, nobody knows whose losses these are
    counted = (whose(f, claim) for f in claim.figures if f.measure in kinds.harms)
    lost = frozenset(party for party in counted if party) - {"CIV"}
    lost = lost & targets or (frozenset() if targets else lost)
    violent = any(claim.kind in kinds.groups[group] for group in ("violence", "in-the-air"))
    if violent and claim.kind not in kinds.mutual:
        actors -= lost
        targets -= actors
    return actors, targets, (lost or struck & targets) if violent else frozenset()


def figure(quantity: Quantity, party: str | None) -> Figure:
    """The figure with infinite bounds where it is open."""
    low = 0.0 if quantity.low is None else quantity.low
    return Figure(quantity.measure, low, float("inf") if quantity.high is None else quantity.high, party or "")


def whose(quantity: Quantity, claim: Claim) -> str | None:
    """Whose losses a figure counts: a side that the claim itself tells of, where it tells of any ("33 KIA" are no group's)."""
    sides = {a.party for a in (*claim.actors, *claim.targets) if a.party}
    return quantity.party if not sides or quantity.party == "CIV" or quantity.party in sides else None


def content(claim: Claim, words: ReferringWords) -> frozenset[str]:
    """The words of the clause that might tell one happening from another, without the name of the place."""
    place = set(folded(f"{claim.place.text} {claim.place.name}").split()) if claim.place else set()
    found = {stem(word) for word in _WORD.findall(folded(claim.anchor.quote))}
    return frozenset(found - place - _stems(words.uninformative))


@lru_cache(maxsize=8)
def _pattern(begun: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, begun))})", re.IGNORECASE)


@lru_cache(maxsize=8)
def _stems(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(stem, words))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The word without the commonest endings; enough to find "shells" again in "shell"."""
    endings = ("ing", "ed", "es", "s") if _SIBILANT.search(word) else ("ing", "ed", "s")
    for ending in endings:
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
        bare=a.bare and b.bare,
        lasting=a.lasting and b.lasting,
        hit=a.hit | b.hit,
        answers=a.answers or b.answers,
        focused=a.focused,
        calendar=a.calendar | b.calendar,
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
    claims = as_news(claims)
    telling = [t for t in claims if not (t.vague or t.background)]
    places = Counter(t.spots[0] for t in telling if t.spots and t.spots[0].fine)
    days = {t.span for t in telling if t.span is not None and t.precise}
    lead = min(places, key=lambda s: (-places[s], s.name, s.id or "")) if places else None
    usual = lead is not None and 2 * places[lead] > sum(places.values())
    spots = (structs.replace(lead, sure=False),) if lead is not None and usual else ()
    day = next(iter(days)) if len(days) == 1 else None
    one = focused(claims)
    return [structs.replace(_led(t, spots, day), focused=one) for t in claims]


def as_news(claims: list[Telling]) -> list[Telling]:
    """What a report begins with is its news, however long ago it was: neither it nor what happened on its day is history."""
    violent = frozenset(same_kinds().groups["violence"])
    lead = min((t for t in claims if t.kinds & violent and not t.vague), key=lambda t: (t.start, t.end, t.keys), default=None)
    if lead is None or not lead.background:
        return claims
    return [
        structs.replace(t, background=False)
        if t.background and (t.sentence == lead.sentence or (t.span is not None and t.span == lead.span))
        else t
        for t in claims
    ]


FOCUS = 0.7
"""Share of the dated and placed claims of a report that tell of its first happening where it tells of hardly another."""


def focused(claims: list[Telling]) -> bool:
    """Whether a report tells of one happening: most of its claims say the same day, the same place and the same side that
    acts.
    """
    violent = frozenset(same_kinds().groups["violence"])
    news = sorted(
        (t for t in claims if t.kinds & violent and not (t.vague or t.background or t.lasting)),
        key=lambda t: (t.start, t.keys),
    )
    days = [t.span for t in news if t.span is not None and t.precise and t.dated]
    places = [t.spots[0] for t in news if t.spots and t.spots[0].fine and t.spots[0].sure and t.spots[0].lat is not None]
    if not news or not (days or places):
        return False
    same_day = max((sum(gap(one, day) <= A_NIGHT for day in days) for one in set(days)), default=0)
    here = max((sum(not elsewhere(one, place) for place in places) for one in set(places)), default=0)
    acting = Counter(party for t in news for party in t.actors)
    by_one = max(acting.values(), default=0) >= FOCUS * sum(bool(t.actors) for t in news)
    return by_one and same_day >= FOCUS * len(days) and here >= FOCUS * len(places)


def _led(telling: Telling, spots: tuple[Spot, ...], day: Span | None) -> Telling:
    if telling.background or telling.cumulative or telling.kinds <= frozenset(same_kinds().recurring):
        return telling
    if not telling.spots and spots:
        telling = structs.replace(telling, spots=spots)
    if telling.span is None and day is not None:
        telling = structs.replace(telling, span=day, dated=False)
    return telling

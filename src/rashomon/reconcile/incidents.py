"""Incidents: clusters of claims with a name, a neutral title, points, revisions and relations.

An incident is named after its oldest account, so that a new account of the same happening does not rename it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct, structs

from rashomon.model import Document, Incident, Pairing, Place, Reading, Verdict, When, incident_name
from rashomon.reconcile.beside import Stationed
from rashomon.reconcile.changes import attributed
from rashomon.reconcile.gather import gather, rejected
from rashomon.reconcile.origins import outlets
from rashomon.reconcile.points import Question, Room, point, questions
from rashomon.reconcile.relations import Outline, relations
from rashomon.reconcile.revisions import revisions
from rashomon.reconcile.slots import PRESENCE, holdings
from rashomon.reconcile.spacetime import REACH_KM, interval, spot
from rashomon.reconcile.tally import tally
from rashomon.reconcile.telling import DENIAL, PRECISE, Told, evidence, happened_in, lasting, sides, telling
from rashomon.reconcile.voices import identities, said_at
from rashomon.vocabulary import Vocabulary
from rashomon.vocabulary.comparing import referring_words, same_kinds

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


class Draft(Struct, frozen=True, kw_only=True):
    """An incident before its neighbours are known."""

    told: tuple[Told, ...]
    incident: Incident
    outline: Outline


def incidents(
    documents: Sequence[Document],
    readings: Sequence[Reading],
    pairing: Pairing,
    vocabulary: Vocabulary,
    verdicts: Sequence[Verdict] = (),
) -> tuple[Incident, ...]:
    """The incidents that these pairs make, by time and name. Claims that people rejected take no part; verdicts on pairs
    override the pairing. Order and repetition of the arguments change nothing.
    """
    words = referring_words(vocabulary.language.code)
    gone = rejected(verdicts)
    told = {key: entry for key, entry in attributed(evidence(documents, readings)).items() if key not in gone}
    clusters = gather({key: telling(entry, words) for key, entry in told.items()}, pairing.pairs, verdicts, pairing.apart)
    drafts = [_draft([told[key] for key in keys], vocabulary) for keys in clusters if tells(keys, told)]
    stationed = Stationed(draft.outline for draft in drafts)
    drafts = [_with_presence(draft, stationed, vocabulary) for draft in drafts]
    related = relations([draft.outline for draft in drafts], words)
    made = [structs.replace(d.incident, relations=related.get(d.incident.id, ())) for d in drafts]
    return tuple(sorted(made, key=lambda i: (i.when.earliest or "9999" if i.when else "9999", i.id)))


def tells(keys: Sequence[str], told: Mapping[str, Told]) -> bool:
    """Whether a cluster tells a happening: several accounts of it, or one that can be dated or placed and is no mere
    talk about something else.
    """
    claims = [told[key].claim for key in keys]
    if all(claim.kind in same_kinds().about for claim in claims):
        return len({claim.anchor.address for claim in claims}) > 1
    return len(claims) > 1 or claims[0].place is not None or happened_in(told[keys[0]]) is not None or bool(claims[0].figures)


def _draft(told: list[Told], vocabulary: Vocabulary) -> Draft:
    ordered = sorted(told, key=lambda t: (_first_said(t), t.claim.key))
    asked, room = _asked(ordered, vocabulary)
    points = tuple(point(question, room) for question in asked)
    kind, place, when = _kind(ordered), _place(ordered), _when(ordered)
    name = incident_name(ordered[0].claim.key)
    incident = Incident(
        id=name,
        title=title(kind, place, when),
        kind=kind,
        claims=tuple(t.claim.key for t in ordered),
        documents=tuple(dict.fromkeys(t.document.address for t in ordered)),
        place=place,
        when=when,
        figures=tuple(tally(q, p) for q, p in zip(asked, points, strict=True) if p.slot in vocabulary.measures),
        points=points,
        revisions=revisions(asked, vocabulary),
    )
    return Draft(told=tuple(ordered), incident=incident, outline=_outline(incident, ordered))


def _asked(told: Sequence[Told], vocabulary: Vocabulary) -> tuple[list[Question], Room]:
    found = holdings(told, vocabulary)
    documents = {t.document.address: t.document for t in told}
    room = Room(
        names=identities(holding.voice for holding in found),
        outlets=outlets(documents.values()),
        documents=documents,
        told=tuple(told),
        vocabulary=vocabulary,
    )
    return questions(found, room), room


def _with_presence(draft: Draft, stationed: Stationed, vocabulary: Vocabulary) -> Draft:
    """Whether troops were there is asked of the strike as well, where others tell of it at its place and time."""
    near = stationed.beside(draft.outline)
    if not near:
        return draft
    asked, room = _asked([*draft.told, *near], vocabulary)
    presence = tuple(point(question, room) for question in asked if question.slot == PRESENCE)
    others = tuple(p for p in draft.incident.points if p.slot != PRESENCE)
    return structs.replace(draft, incident=structs.replace(draft.incident, points=(*others, *presence)))


def _first_said(told: Told) -> float:
    said = said_at(told)
    return float("inf") if said is None else said


def _kind(told: Sequence[Told]) -> str:
    """The kind that most claims tell; general kinds only where nobody is more exact, and talk about it last."""
    kinds = same_kinds()
    votes = Counter(t.claim.kind for t in told)
    general = {kind: n for n, kind in enumerate(kinds.general, start=1)}
    return min(votes, key=lambda k: (k in kinds.about, general.get(k, 0), -votes[k], k))


def _place(told: Sequence[Told]) -> Place | None:
    """The place that most claims give among the finest."""
    places = [t.claim.place for t in told if t.claim.place is not None]
    names = Counter(p.name or p.text for p in places)
    ranked = sorted(places, key=lambda p: (p.lat is None, _reach(p), -names[p.name or p.text], p.name or p.text, p.start))
    return ranked[0] if ranked else None


def _reach(place: Place) -> float:
    return REACH_KM.get(place.precision or "settlement", REACH_KM["settlement"])


def _when(told: Sequence[Told]) -> When | None:
    """The time that most claims give among the precise ones, else the narrowest."""
    times = [(span, t.claim.when) for t in told if t.claim.when is not None and (span := happened_in(t)) is not None]
    if not times:
        return None
    votes = Counter(span for span, _ in times)
    best = min(times, key=lambda e: (e[0].length > PRECISE, -votes[e[0]], e[0].length, e[0], e[1].start, e[1].text))
    return best[1]


def title(kind: str, place: Place | None, when: When | None) -> str:
    """Neutral words of our own: "Air strike at Balyun, 27 February 2020"."""
    text = kind.replace("-", " ").capitalize()
    if place is not None:
        before = "on" if place.precision == "line" else "in" if _wide(place) else "at"
        text += f" {before} {place.name or place.text}"
    dated = _dated(when)
    return f"{text}, {dated}" if dated else text


def _wide(place: Place) -> bool:
    """Whether it is an area: a part of the world that the gazetteer knows has no precision of its own."""
    return place.precision not in ("exact", "settlement") if place.precision else place.id is not None


def _dated(when: When | None) -> str | None:
    first = (when.earliest or "")[:10] if when else ""
    last = (when.latest or "")[:10] if when else ""
    if len(first) != 10 or len(last) != 10:
        return None
    if first == last:
        return _day(first)
    if first[:7] == last[:7]:
        whole = first.endswith("-01") and int(last[8:]) >= 28
        return f"{MONTHS[int(first[5:7]) - 1]} {first[:4]}" if whole else f"{int(first[8:])} to {_day(last)}"
    return f"{_day(first)} to {_day(last)}"


def _day(iso: str) -> str:
    return f"{int(iso[8:10])} {MONTHS[int(iso[5:7]) - 1]} {iso[:4]}"


def _outline(incident: Incident, told: Sequence[Told]) -> Outline:
    doing = [sides(t.claim) for t in told if t.claim.kind not in same_kinds().about]
    return Outline(
        id=incident.id,
        title=incident.title,
        kind=incident.kind,
        span=interval(incident.when),
        spot=spot(incident.place),
        actors=frozenset(party for side in doing for party in side[0]),
        targets=frozenset(party for side in doing for party in side[1]),
        hit=frozenset(party for side in doing for party in side[2]),
        told=tuple(told),
        whole=any(lasting(t) or any(f.cumulative for f in t.claim.figures) for t in told)
        and not any(f for t in told for f in t.claim.figures if not f.cumulative and not lasting(t)),
        denying=all(t.claim.stance == "deny" or t.claim.kind == DENIAL for t in told),
    )

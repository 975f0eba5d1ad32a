"""Reports and claims of our own invention, made in one line each, for the tests of reconciling."""

from __future__ import annotations

from typing import Any

from msgspec import structs

from rashomon.model import (
    Actor,
    Anchor,
    Claim,
    Document,
    Incident,
    Method,
    Passage,
    Place,
    Point,
    Published,
    Quantity,
    Reading,
    Source,
    Span,
    Speaker,
    When,
    claim_key,
)
from rashomon.reconcile import incidents, pair
from rashomon.vocabulary import Vocabulary, shipped

PLACES = {
    "Tell Zayn": ("settlement", 35.80, 36.60, "SYR"),
    "Tal Zein": ("settlement", 35.80, 36.60, "SYR"),
    "Zayn quarry": ("exact", 35.81, 36.61, "SYR"),
    "Deir Qasra": ("settlement", 36.60, 37.60, "SYR"),
    "Idlib": ("province", 35.8, 36.6, "SYR"),
    "Kharkiv": ("settlement", 49.99, 36.23, "UKR"),
}
METHOD = Method(name="by hand", version="1", config="none")


def document(
    name: str, text: str, published: str | None = "2020-03-02", publisher: str = "Daily Courier", **more: Any
) -> Document:
    """A report whose whole text is body, unless `passages` says otherwise."""
    source = more.pop("source", None) or Source(id=publisher.casefold(), name=publisher, **more.pop("about_source", {}))
    return Document(
        address=name,
        name=name,
        source=source,
        capture=f"capture of {name}",
        text=text,
        passages=more.pop("passages", (Passage(role="body", start=0, end=len(text)),)),
        lang="en",
        published=Published(value=published, basis="stated") if published else None,
        **more,
    )


def party(name: str, **more: Any) -> Actor:
    """An actor of that party."""
    return Actor(text=name, start=0, end=0, name=name, id=name, party=name, **more)


def speaker(name: str, side: str | None = None) -> Speaker:
    """Who says it."""
    return Speaker(text=name, start=0, end=0, name=name, actor=side, party=side)


def place(name: str) -> Place:
    """One of `PLACES`, or a name that no gazetteer knows."""
    if name not in PLACES:
        return Place(text=name, start=0, end=0, name=name)
    precision, lat, lon, country = PLACES[name]
    return Place(text=name, start=0, end=0, name=name, precision=precision, lat=lat, lon=lon, country=country)  # type: ignore[arg-type]


def when(text: str) -> When:
    """ "2020-03-01" or "2020-03-01/2020-03-07"."""
    first, _, last = text.partition("/")
    return When(text=text, start=0, end=0, earliest=first, latest=last or first)


def figure(measure: str, low: float | None, high: float | None = -1, **more: Any) -> Quantity:
    """An exact figure unless `high` is given; None is open."""
    return Quantity(measure=measure, text=more.pop("text", ""), start=more.pop("start", 0), end=more.pop("end", 0), low=low,
                    high=low if high == -1 else high, **more)  # fmt: skip


def claim(of: Document, quote: str, kind: str, **more: Any) -> Claim:
    """A claim whose clause stands in the report's text. Places and times, which stand in its sentence, by name, parties by id,
    figures as made above.

    Figures without offsets are put where their `text` stands in the clause.
    """
    start = of.text.index(quote)
    left = max((at + len(mark) for mark in (". ", "\n") if (at := of.text.rfind(mark, 0, start)) >= 0), default=0)
    right = of.text.find(". ", start + len(quote) - 1)
    sentence = of.text[left : right + 1 if right >= 0 else len(of.text)]
    figures = tuple(_pinned(f, of.text, start, quote) for f in more.pop("figures", ()))
    where, at = more.pop("place", None), more.pop("when", None)
    return Claim(
        key=claim_key(of.address, sentence, kind, start),
        anchor=Anchor(address=of.address, sentence=sentence, quote=quote, start=start, end=start + len(quote)),
        section=more.pop("section", "body"),
        kind=kind,
        actors=tuple(party(name) for name in more.pop("actors", ())),
        targets=tuple(party(name) for name in more.pop("targets", ())),
        weapons=tuple(Span(start=start, end=start, text=name) for name in more.pop("weapons", ())),
        place=structs.replace(place(where), start=start, end=start) if where else None,
        when=structs.replace(when(at), start=start, end=start) if at else None,
        figures=figures,
        **more,
    )


def _pinned(quantity: Quantity, text: str, start: int, quote: str) -> Quantity:
    if not quantity.text:
        return quantity
    at = text.index(quantity.text, start, start + len(quote))
    return figure(quantity.measure, quantity.low, quantity.high, text=quantity.text, start=at, end=at + len(quantity.text),
                  of=quantity.of, party=quantity.party, cumulative=quantity.cumulative, hedge=quantity.hedge)  # fmt: skip


def reading(of: Document, *claims: Claim) -> Reading:
    """What was read in the report."""
    return Reading(address=of.address, method=METHOD, input=of.id, claims=claims)


class Case:
    """Reports with their claims, reconciled."""

    def __init__(self, *entries: tuple[Document, tuple[Claim, ...]], vocabulary: Vocabulary | None = None) -> None:
        self.vocabulary = vocabulary or shipped()
        self.documents = [of for of, _ in entries]
        self.readings = [reading(of, *claims) for of, claims in entries]
        self.pairing = pair(self.documents, self.readings, self.vocabulary)

    def incidents(self, *verdicts: Any) -> tuple[Incident, ...]:
        """The incidents, under these verdicts."""
        return incidents(self.documents, self.readings, self.pairing, self.vocabulary, verdicts)

    def home(self, of: Claim, *verdicts: Any) -> Incident | None:
        """The incident that this claim is in."""
        return next((i for i in self.incidents(*verdicts) if of.key in i.claims), None)

    def together(self, a: Claim, b: Claim) -> bool:
        """Whether two claims are told of one incident."""
        home = self.home(a)
        return home is not None and b.key in home.claims


def point(incident: Incident | None, slot: str, side: str | None = None) -> Point:
    """The point of that slot and party."""
    assert incident is not None
    found = [p for p in incident.points if p.slot == slot and (side is None or p.party == side)]
    assert len(found) == 1, (slot, [(p.slot, p.party, p.of) for p in incident.points])
    return found[0]


def values(of: Point) -> set[Any]:
    """The answers, figures as (low, high)."""
    return {v if isinstance(v, str) else (v.low, v.high) for v in (position.value for position in of.positions)}

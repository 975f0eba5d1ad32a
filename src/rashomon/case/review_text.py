"""What a reviewer is shown of a claim: as it was read, its surroundings, and the words in which a correction is written."""

from __future__ import annotations

from collections.abc import Callable

from rashomon.case.view import View
from rashomon.model import Actor, Claim, Document, Place, Quantity, Speaker, When
from rashomon.model.correction import SLOTS

NONE = "-"


def seen_claim(view: View, key: str) -> tuple[Claim, Document] | None:
    """A claim as it was read, without anybody's correction; as it is kept where it is not read any more."""
    if not view.has_claim(key):
        return None
    claim, document = view.claim(key)
    return view.as_read.get(key, claim), document


def around(claim: Claim, document: Document, most: int) -> tuple[str, str]:
    """The text before and after a claim's sentence, so many characters of it."""
    anchor, text = claim.anchor, document.text
    begin = text.rfind(anchor.sentence, 0, anchor.start + len(anchor.sentence))
    begin, end = (begin, begin + len(anchor.sentence)) if begin >= 0 else (anchor.start, anchor.end)
    return text[max(0, begin - most) : begin], text[end : end + most]


def as_text(claim: Claim) -> dict[str, str]:
    """Each slot of a claim as a person would write it: `{"figures": "killed TUR 33", "time": "2020-02-27", …}`."""
    return {slot: _SAID[slot](claim) or NONE for slot in SLOTS}


def _sides(actors: tuple[Actor, ...]) -> str:
    return "; ".join(_side(actor) for actor in actors)


def _side(actor: Actor) -> str:
    """The id where there is one, else the name with the side."""
    name = actor.id or (actor.party if actor.party == "CIV" else None)
    if name is None:
        name = actor.text or actor.name or ""
        name += f" ({actor.party})" if actor.party else ""
    return f"{name} ({actor.role})" if actor.role else name


def _speakers(speakers: tuple[Speaker, ...]) -> str:
    return "; ".join(f"{s.name} ({s.party})" if s.party else s.name for s in speakers)


def _place(place: Place | None) -> str:
    if place is None:
        return ""
    name = place.name or place.text
    return f"{name} @ {place.lat:g}, {place.lon:g}" if place.lat is not None and place.lon is not None else name


def _time(when: When | None) -> str:
    if when is None:
        return ""
    ends = list(dict.fromkeys(end for end in (when.earliest, when.latest) if end))
    return "/".join(ends) or f"({when.text})"


def _figure(figure: Quantity) -> str:
    low, high = figure.low, figure.high
    if low is None:
        number = f"at most {_number(high)}"
    elif high is None:
        number = f"{_number(low)}+"
    else:
        number = _number(low) if low == high else f"{_number(low)}-{_number(high)}"
    parts = (figure.measure, figure.party, number, "in total" if figure.cumulative else None, figure.of)
    return " ".join(part for part in parts if part)


def _number(value: float | None) -> str:
    return "" if value is None else str(int(value)) if value.is_integer() else str(value)


def _yes(value: bool) -> str:
    return "yes" if value else "no"


_SAID: dict[str, Callable[[Claim], str]] = {
    "kind": lambda c: c.kind,
    "stance": lambda c: c.stance,
    "certainty": lambda c: c.certainty,
    "speakers": lambda c: _speakers(c.speakers),
    "actors": lambda c: _sides(c.actors),
    "targets": lambda c: _sides(c.targets),
    "weapons": lambda c: "; ".join(span.text for span in c.weapons),
    "place": lambda c: _place(c.place),
    "time": lambda c: _time(c.when),
    "figures": lambda c: "; ".join(map(_figure, c.figures)),
    "evidence": lambda c: "; ".join(c.evidence),
    "against_interest": lambda c: _yes(c.against_interest),
    "background": lambda c: _yes(c.background),
    "revises": lambda c: _yes(c.revises),
}

"""Corrections: what a person says a claim tells, slot by slot, laid over what was read.

A correction holds no offsets, so that it outlives a re-reading: its words are found in the claim's clause or sentence again
when it is applied. Words that do not stand there get an empty span within the clause, which keeps the invariant
`document.text[start:end] == text`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec
from msgspec import UNSET, Struct, UnsetType, structs

from rashomon.model.anchor import Span
from rashomon.model.claim import Actor, ActorRole, Certainty, Claim, Place, Precision, Quantity, Speaker, Stance, When

BY_HAND = "a person's correction"
"""The `basis` of a place or time that a person gave."""


class Who(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """An actor or a target. `text` in the text's own words, where it has any; the rest as in `Actor`."""

    text: str = ""
    name: str | None = None
    id: str | None = None
    party: str | None = None
    kind: str | None = None
    role: ActorRole | None = None


class Where(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A place; as in `Place`."""

    name: str
    text: str = ""
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: Precision | None = None
    id: str | None = None
    admin1: str | None = None


class Time(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """When it happened: ISO dates or datetimes, inclusive; as in `When`."""

    earliest: str
    latest: str
    text: str = ""
    precision: str | None = None


class Count(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A figure; as in `Quantity`."""

    measure: str
    low: float | None = None
    high: float | None = None
    text: str = ""
    of: str | None = None
    party: str | None = None
    cumulative: bool = False
    hedge: str | None = None


class Says(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A speaker; as in `Speaker`."""

    name: str
    text: str = ""
    actor: str | None = None
    party: str | None = None


class Correction(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The slots that a person sets; what is left out stays as it was read. `place` and `time` may be None: none is told."""

    kind: str | UnsetType = UNSET
    stance: Stance | UnsetType = UNSET
    certainty: Certainty | UnsetType = UNSET
    speakers: tuple[Says, ...] | UnsetType = UNSET
    actors: tuple[Who, ...] | UnsetType = UNSET
    targets: tuple[Who, ...] | UnsetType = UNSET
    weapons: tuple[str, ...] | UnsetType = UNSET
    place: Where | UnsetType | None = UNSET
    time: Time | UnsetType | None = UNSET
    figures: tuple[Count, ...] | UnsetType = UNSET
    evidence: tuple[str, ...] | UnsetType = UNSET
    against_interest: bool | UnsetType = UNSET
    background: bool | UnsetType = UNSET
    revises: bool | UnsetType = UNSET


SLOTS = Correction.__struct_fields__


def correction(body: dict[str, Any] | None) -> Correction | None:
    """The stored body of a verdict in its shape; None where it has none or another shape, which corrects nothing."""
    try:
        return msgspec.convert(body, Correction) if body else None
    except msgspec.ValidationError:
        return None


def corrected(claim: Claim, body: dict[str, Any] | None, text: str) -> Claim:
    """The claim with a correction laid over it. `text` is its document's. What the body leaves out stays as it was read."""
    given = correction(body)
    if given is None:
        return claim
    pin = _Pin(claim, text)
    changes = {name: value for name in SLOTS if (value := getattr(given, name)) is not UNSET}
    made = {name: _MAKE[name](value, pin) if name in _MAKE else value for name, value in changes.items()}
    if "time" in made:
        made["when"] = made.pop("time")
    return structs.replace(claim, **made)


def holds(claim: Claim, text: str) -> bool:
    """Whether all of a claim still stands in a text, offset by offset."""
    anchor = claim.anchor
    spans = [(anchor.start, anchor.end, anchor.quote), *_spans(msgspec.to_builtins(claim))]
    return all(text[start:end] == said for start, end, said in spans)


def _spans(value: Any) -> Iterator[tuple[int, int, str]]:
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys():
            yield value["start"], value["end"], value["text"]
        value = tuple(value.values())
    if isinstance(value, list | tuple):
        for part in value:
            yield from _spans(part)


class _Pin:
    """Finds words of a claim again."""

    def __init__(self, claim: Claim, text: str) -> None:
        self.claim, self.text = claim, text
        anchor = claim.anchor
        begin = text.rfind(anchor.sentence, 0, anchor.start + len(anchor.sentence))
        self.ranges = [(anchor.start, anchor.end)]
        self.ranges += [(begin, begin + len(anchor.sentence))] if begin >= 0 else []
        speaking = [(s.start, s.end) for s in claim.speakers]
        self.clear = next(
            (n for n in range(anchor.start, anchor.end) if not any(start <= n < end for start, end in speaking)), anchor.start
        )

    def __call__(self, *words: str | None, clear: bool = False) -> Span:
        """Where the first of these words that are found stand; else an empty span within the clause. `clear`: not where a
        speaker stands, for "Ankara said" tells no place.
        """
        for word in filter(None, words):
            for start, end in self.ranges:
                for found in re.compile(rf"(?<!\w){re.escape(word)}(?!\w)").finditer(self.text, start, end):
                    if not (clear and self._speaks(found.start())):
                        return Span(start=found.start(), end=found.end(), text=word)
        at = self.clear if clear else self.claim.anchor.start
        return Span(start=at, end=at, text="")

    def _speaks(self, at: int) -> bool:
        return any(speaker.start <= at < speaker.end for speaker in self.claim.speakers)


def _side(value: Who, pin: _Pin) -> Actor:
    span = pin(value.text, value.name)
    return Actor(
        text=span.text,
        start=span.start,
        end=span.end,
        name=value.name or value.text or value.party,
        id=value.id,
        party=value.party,
        kind=value.kind,
        role=value.role,
    )


def _sides(values: Sequence[Who], pin: _Pin) -> tuple[Actor, ...]:
    return tuple(_side(value, pin) for value in values)


def _place(value: Where | None, pin: _Pin) -> Place | None:
    if value is None:
        return None
    span = pin(value.text, value.name, clear=True)
    more = structs.asdict(value) | {"text": span.text, "start": span.start, "end": span.end, "basis": BY_HAND}
    return Place(**more)


def _time(value: Time | None, pin: _Pin) -> When | None:
    if value is None:
        return None
    span = pin(value.text)
    more = structs.asdict(value) | {"text": span.text, "start": span.start, "end": span.end, "basis": BY_HAND}
    return When(**more)


def _figures(values: Sequence[Count], pin: _Pin) -> tuple[Quantity, ...]:
    spans = [pin(value.text, _digits(value)) for value in values]
    return tuple(
        Quantity(**(structs.asdict(value) | {"text": span.text, "start": span.start, "end": span.end}))
        for value, span in zip(values, spans, strict=True)
    )


def _digits(value: Count) -> str:
    number = value.low if value.low is not None else value.high
    return f"{number:g}" if number is not None else ""


def _speakers(values: Sequence[Says], pin: _Pin) -> tuple[Speaker, ...]:
    """A speaker who was read already keeps where he stands and the words of saying."""
    known = {speaker.name: speaker for speaker in pin.claim.speakers}
    made = []
    for value in values:
        before = known.get(value.name)
        if before is not None:
            actor, party = value.actor or before.actor, value.party or before.party
            made.append(structs.replace(before, actor=actor, party=party))
        else:
            span = pin(value.text, value.name)
            made.append(Speaker(**(structs.asdict(value) | {"text": span.text, "start": span.start, "end": span.end})))
    return tuple(made)


def _weapons(values: Sequence[str], pin: _Pin) -> tuple[Span, ...]:
    """A weapon is its word; one that the sentence does not name has no span of its own and keeps its word."""
    found = [(value, pin(value)) for value in values]
    return tuple(span if span.text else structs.replace(span, text=value) for value, span in found)


_MAKE: dict[str, Callable[[Any, _Pin], Any]] = {
    "speakers": _speakers,
    "actors": _sides,
    "targets": _sides,
    "weapons": _weapons,
    "place": _place,
    "time": _time,
    "figures": _figures,
}

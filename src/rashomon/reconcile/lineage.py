"""Lineage: the origin graph of an incident: which voices hang together, why, and who only repeats whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from rashomon.model import Document, Incident, Reading, Voice
from rashomon.reconcile.changes import attributed
from rashomon.reconcile.held import root_of
from rashomon.reconcile.origins import PLAIN, Outlets, bonds, hanging, outlets
from rashomon.reconcile.slots import Holding, holdings
from rashomon.reconcile.telling import evidence
from rashomon.reconcile.voices import Voicing, identities
from rashomon.vocabulary import Vocabulary


class Bond(Struct, frozen=True, kw_only=True):
    """Why voices are one origin: `reason` in words, and the claims of those that it holds together, each voice's first one."""

    reason: str
    claims: tuple[str, ...]


class Repeats(Struct, frozen=True, kw_only=True):
    """That a publisher gives in its own words what a voice says: `who` in `document`, `whom`, and for which questions."""

    who: str
    document: str
    whom: str
    slots: tuple[str, ...]


class Origin(Struct, frozen=True, kw_only=True):
    """One origin: its `voices`, each with its first claim; the `bonds` that make them one; and what of it only `repeats`."""

    voices: tuple[Voice, ...]
    bonds: tuple[Bond, ...] = ()
    repeats: tuple[Repeats, ...] = ()


def lineage(
    incident: Incident, documents: Sequence[Document], readings: Sequence[Reading], vocabulary: Vocabulary
) -> tuple[Origin, ...]:
    """The origins of all that is said of an incident, those with most voices first. An answer's own origins may be fewer: its
    publisher's words count for the voice that they repeat.
    """
    wanted = set(incident.claims)
    told = [one for key, one in attributed(evidence(documents, readings)).items() if key in wanted]
    found = holdings(told, vocabulary)
    names = identities(holding.voice for holding in found)
    known = outlets({one.document.address: one.document for one in told}.values())
    first: dict[Voicing, Holding] = {}
    for holding in found:
        first.setdefault(holding.voice, holding)
    voices = sorted(first, key=lambda v: (first[v].order, v.name))
    repeated = _repeats(found, names, known, vocabulary)
    groups = hanging([(voice, names[voice]) for voice in voices], known)
    made = [_origin([voices[n] for n in group], names, known, first, repeated) for group in groups]
    return tuple(sorted(made, key=lambda origin: (-len(origin.voices), origin.voices[0].claim)))


def _origin(
    group: Sequence[Voicing],
    names: Mapping[Voicing, str],
    known: Outlets,
    first: Mapping[Voicing, Holding],
    repeated: Mapping[Voicing, tuple[Repeats, ...]],
) -> Origin:
    held: dict[str, list[Voicing]] = defaultdict(list)
    why: dict[str, list[str]] = defaultdict(list)
    for voice in group:
        for key, reason in bonds(voice, names[voice], known).items():
            held[key].append(voice)
            why[key].append(reason)
    together = [key for key in sorted(held) if len(held[key]) > 1]
    return Origin(
        voices=tuple(_voice(first[voice]) for voice in group),
        bonds=tuple(Bond(reason=_telling(why[k]), claims=tuple(first[v].told.claim.key for v in held[k])) for k in together),
        repeats=tuple(one for voice in group for one in repeated.get(voice, ())),
    )


def _telling(reasons: Iterable[str]) -> str:
    """Of several reasons the one that says most: a reprint and a passing on before one report's own."""
    return min(reasons, key=lambda reason: (reason.startswith(PLAIN), reason))


def _repeats(
    found: Iterable[Holding], names: Mapping[Voicing, str], known: Outlets, vocabulary: Vocabulary
) -> dict[Voicing, tuple[Repeats, ...]]:
    """What each publisher gives in its own words that goes back to another voice, question by question."""
    asked: dict[tuple[str, str | None, str | None], list[Holding]] = defaultdict(list)
    called: dict[str, str] = {}
    for holding in found:
        asked[holding.question].append(holding)
        called.setdefault(names[holding.voice], holding.voice.name)
    slots: dict[tuple[Voicing, str], set[str]] = defaultdict(set)
    for answers in asked.values():
        for holding in answers:
            root = root_of(holding, answers, names, known.texts, vocabulary)
            if root != names[holding.voice]:
                slots[holding.voice, root].add(holding.slot)
    made: dict[Voicing, list[Repeats]] = defaultdict(list)
    for (voice, root), what in sorted(slots.items(), key=lambda entry: (entry[0][1], entry[0][0].name, entry[0][0].address)):
        made[voice].append(Repeats(who=voice.name, document=voice.address, whom=called[root], slots=tuple(sorted(what))))
    return {voice: tuple(found) for voice, found in made.items()}


def _voice(holding: Holding) -> Voice:
    published = holding.told.document.published
    return Voice(
        name=holding.voice.name,
        actor=holding.voice.actor,
        document=holding.voice.address,
        published=published.value if published else None,
        claim=holding.told.claim.key,
    )

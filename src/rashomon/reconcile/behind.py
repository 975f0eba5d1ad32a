"""What stands behind a number: the claims that give it, and the sides of the voices that make them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rashomon.model import Bounds, Document, Incident, Point, Position, Quantity, Reading, Value, Voice
from rashomon.reconcile.changes import attributed
from rashomon.reconcile.origins import count, outlets
from rashomon.reconcile.slots import ACTOR, HAPPENED
from rashomon.reconcile.telling import Told, evidence
from rashomon.reconcile.tied import own_loss
from rashomon.reconcile.voices import identities, voicing
from rashomon.vocabulary import Vocabulary


def accounts(documents: Iterable[Document], readings: Iterable[Reading]) -> dict[str, Told]:
    """The claims that may count, by key, as reconciling takes them. Order and repetition change nothing."""
    return attributed(evidence(documents, readings))


def holders(positions: Iterable[Position]) -> tuple[str, ...]:
    """The claims of all voices of these positions, each once."""
    return tuple(dict.fromkeys(voice.claim for position in positions for voice in position.voices))


def figures(key: str, point: Point, told: Mapping[str, Told]) -> list[Quantity]:
    """The figures of a claim that may answer this question: those of its side, else those of nobody's."""
    found = [f for f in told[key].claim.figures if f.measure == point.slot and not f.cumulative] if key in told else []
    return [f for f in found if f.party == point.party] or [f for f in found if f.party is None or point.party is None]


def behind(number: float, point: Point, incident: Incident, told: Mapping[str, Told]) -> tuple[str, ...]:
    """The claims that give this number to this question: those of today's answers first; else earlier ones of the incident;
    else all of the answers whose range it lies in, or that it was made of.
    """
    today = holders(point.positions)
    for keys in (today, incident.claims):
        found = _giving(number, keys, point, told)
        if found:
            return found
    return holders(p for p in point.positions if _within(number, p)) or today


def giving(number: float, position: Position, point: Point, told: Mapping[str, Told]) -> tuple[str, ...]:
    """The claims of one answer that give this number, else all of them: the number is then made of their ranges."""
    keys = holders([position])
    return _giving(number, keys, point, told) or keys


def _giving(number: float, keys: Iterable[str], point: Point, told: Mapping[str, Told]) -> tuple[str, ...]:
    return tuple(key for key in keys if any(number in (f.low or 0.0, f.high) for f in figures(key, point, told)))


def _within(number: float, position: Position) -> bool:
    value = position.value
    if not isinstance(value, Bounds):
        return False
    return (value.low or 0.0) <= number <= (float("inf") if value.high is None else value.high)


def origins(keys: Iterable[str], told: Mapping[str, Told], vocabulary: Vocabulary) -> int:
    """From how many independent origins these claims come."""
    claims = [told[key] for key in dict.fromkeys(keys) if key in told]
    voices = [voicing(one, vocabulary) for one in claims]
    names = identities(voices)
    known = outlets({one.document.address: one.document for one in claims}.values())
    return count([(voice, names[voice]) for voice in dict.fromkeys(voices)], known)


def side(voice: Voice, told: Mapping[str, Told], vocabulary: Vocabulary) -> str | None:
    """The party for which a voice speaks, None for nobody's."""
    found = voicing(told[voice.claim], vocabulary) if voice.claim in told else None
    if found is not None and found.name == voice.name:
        return found.party
    return voice.actor if voice.actor in vocabulary.parties and voice.actor != "CIV" else None


def conceding(point: Point, position: Position, told: Mapping[str, Told], vocabulary: Vocabulary) -> Sequence[Voice]:
    """The voices for whom this answer is one against their own interest (as `Position.against_interest`, voice by voice)."""
    if not position.against_interest:
        return ()
    return [voice for voice in position.voices if _conceded(point, position, voice, told, vocabulary)]


def refuting(answer: Value, conceded: Value) -> bool:
    """Whether a concession rules an answer out: of losses only one of more, for a side that counts fewer of its own than others
    do has conceded nothing to them.
    """
    if isinstance(answer, Bounds) and isinstance(conceded, Bounds):
        return answer.high is not None and (conceded.low or 0.0) > answer.high
    return True


def _conceded(point: Point, position: Position, voice: Voice, told: Mapping[str, Told], vocabulary: Vocabulary) -> bool:
    if voice.claim not in told:
        return False
    own, one = side(voice, told, vocabulary), told[voice.claim]
    if point.party != "CIV" and own_loss(point.slot, position.value, own, one, vocabulary):
        return True
    if not one.claim.against_interest:
        return False
    if point.slot == ACTOR:
        return own is not None and position.value == own
    return point.slot == HAPPENED or (isinstance(position.value, Bounds) and (own is None or point.party in (None, own)))

"""Points: the open questions of an incident, with who holds which answer.

Standing: `contested` where current answers exclude each other (but for early counts that a later one has outgrown); else
`corroborated` where two or more independent origins agree; else `superseded` where one voice replaced its own earlier answer
and nobody holds the old one; else `single`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations, pairwise

from msgspec import Struct

from rashomon.model import Bounds, Document, Point, Position, Voice
from rashomon.model.incident import StandingName
from rashomon.reconcile.agree import agree, limits, narrowed
from rashomon.reconcile.arithmetic import note
from rashomon.reconcile.growing import early, outgrown
from rashomon.reconcile.held import Track, moved, tracks
from rashomon.reconcile.origins import Outlets, count
from rashomon.reconcile.slots import ACTOR, HAPPENED, KIND, PLACE, TIME, UNSUPPORTED, Holding
from rashomon.reconcile.telling import Told
from rashomon.reconcile.tied import own_loss
from rashomon.reconcile.voices import Voicing
from rashomon.vocabulary import Vocabulary
from rashomon.vocabulary.comparing import same_kinds

ORDER = ("happened", "actor", "target", "kind", "weapon", "place", "time", "presence", "notified")


class Room(Struct, frozen=True, kw_only=True):
    """What is known about an incident: its claims, its voices' identities, what their reports have to do with each other."""

    names: dict[Voicing, str]
    outlets: Outlets
    documents: dict[str, Document]
    told: tuple[Told, ...]
    vocabulary: Vocabulary


class Question(Struct, frozen=True, kw_only=True):
    """One question with the ways of all voices through it."""

    slot: str
    party: str | None
    of: str | None
    asked: tuple[Holding, ...]
    tracks: tuple[Track, ...]


def questions(found: Sequence[Holding], room: Room) -> list[Question]:
    """The questions that these answers answer, in the order of the slots."""
    asked: dict[tuple[str, str | None, str | None], list[Holding]] = defaultdict(list)
    for holding in found:
        asked[holding.question].append(holding)
    rank = {slot: n for n, slot in enumerate(ORDER)}
    ordered = sorted(asked, key=lambda q: (rank.get(q[0], len(rank)), q[0], q[1] or "", q[2] or ""))
    made = [
        Question(slot=q[0], party=q[1], of=q[2], asked=tuple(asked[q]), tracks=tuple(_settled(q[0], asked[q], room)))
        for q in ordered
    ]
    return [question for question in made if question.tracks]


def _settled(slot: str, asked: list[Holding], room: Room) -> list[Track]:
    """A denial of who or how is an answer only where somebody says so, and general kinds only where nobody is more exact."""
    said = {str(h.value) for h in asked}
    kept = [h for h in asked if not str(h.value).startswith("not ") or str(h.value).removeprefix("not ") in said]
    kept = [h for h in kept if not h.part] or kept  # a part answers nothing about the total that others give
    if slot == HAPPENED:
        kept = _without_corrections(_without_doubters(kept))
    if slot in (PLACE, TIME):
        kept = _without_hearsay(kept, room)
    if slot == ACTOR:
        kept = _without_disclaimers(kept, room)
    if slot == KIND:
        kept = [h for h in kept if h.value not in same_kinds().general] or kept
    return tracks(kept, room.names, room.outlets.texts, room.vocabulary) if kept else []


def _without_doubters(asked: list[Holding]) -> list[Holding]:
    """Who finds no evidence tells the happening only as the claim of others."""
    doubting = {h.voice for h in asked if h.value == UNSUPPORTED}
    return [h for h in asked if h.value != UNSUPPORTED and h.voice not in doubting]


def _without_hearsay(asked: list[Holding], room: Room) -> list[Holding]:
    """A place or time that a claim took over from the sentences before bears out what others say and contradicts nobody."""
    sure = [h for h in asked if h.sure]
    return [h for h in asked if h.sure or not sure or any(agree(h, other, room.vocabulary) for other in sure)]


def _without_disclaimers(asked: list[Holding], room: Room) -> list[Holding]:
    """Who says "not we, they did it" has named who did it."""
    naming = {room.names[h.voice] for h in asked if not str(h.value).startswith("not ")}
    return [h for h in asked if not str(h.value).startswith("not ") or room.names[h.voice] not in naming]


def _without_corrections(asked: list[Holding]) -> list[Holding]:
    """A voice that tells the happening otherwise ("it was their shells") denies how, not that it happened."""
    telling = {(h.voice, h.said) for h in asked if h.value == "yes"}
    return [h for h in asked if h.value == "yes" or (h.voice, h.said) not in telling]


def point(question: Question, room: Room) -> Point:
    """The question with its positions and their standing."""
    groups = grouped(question, room)
    positions = [_position(group, question, room) for group in groups]
    found = standing(question, positions, room)
    return Point(
        slot=question.slot,
        party=question.party,
        of=label(question),
        standing=found,
        positions=tuple(sorted(positions, key=lambda p: (-p.origins, _text(p)))),
        note=doubts(question) or note(question, room.told) or (early(question) if found != "contested" else None),
    )


def doubts(question: Question) -> str | None:
    """Who finds no evidence for the happening."""
    names = sorted({h.voice.name for h in question.asked if h.value == UNSUPPORTED})
    return f"no evidence, says {', '.join(names)}" if names else None


def label(question: Question) -> str | None:
    """What is counted, in the words that most accounts use; None where people as such are."""
    words = [holding.counted_as for holding in question.asked if holding.counted_as]
    return min(words, key=lambda w: (-words.count(w), len(w), w)) if question.of and words else question.of


def grouped(question: Question, room: Room) -> list[list[tuple[Track, Holding]]]:
    """Current answers that agree, together. Exact answers are taken first, so that "at least 12" joins a "17" and not the
    other way about; an answer that agrees with several groups joins the nearest.
    """
    current = [(track, holding) for track in question.tracks for holding in track.now]
    groups: list[list[tuple[Track, Holding]]] = []
    for track, holding in sorted(current, key=lambda entry: _exactness(entry[1])):
        fitting = [g for g in groups if all(agree(holding, other, room.vocabulary) for _, other in g)]
        if fitting:
            min(fitting, key=lambda g: _farness(holding, g[0][1])).append((track, holding))
        else:
            groups.append([(track, holding)])
    return groups


def _exactness(holding: Holding) -> tuple[float, float, str, str]:
    low, high = limits(holding)
    reach = holding.spot.reach if holding.spot else 0.0
    return (high - low) if isinstance(holding.value, Bounds) else reach, low, str(holding.value), holding.told.claim.key


def _farness(a: Holding, b: Holding) -> tuple[bool, float]:
    return a.value != b.value, abs(limits(a)[0] - limits(b)[0])


def _position(group: list[tuple[Track, Holding]], question: Question, room: Room) -> Position:
    """One answer with all who hold it, also those who repeat the voices that hold it now."""
    value = narrowed([holding for _, holding in group])
    holders: dict[tuple[str, str, str], Holding] = {}
    for track, now in group:
        for held in track.repeated:
            if held is now or (agree(held, now, room.vocabulary) and not held.part):
                holders.setdefault((held.voice.name, held.voice.address, held.told.claim.key), held)
    named = [holders[key] for key in sorted(holders, key=lambda k: holders[k].order)]
    return Position(
        value=value,
        voices=tuple(dict.fromkeys(_voice(holding) for holding in named)),
        origins=count([(_origin(track, now, room), track.root) for track, now in group], room.outlets),
        against_interest=any(_conceded(holding, question, room) for holding in named),
    )


def _conceded(holding: Holding, question: Question, room: Room) -> bool:
    """Whether this answer itself harms the side of who gives it: its own loss or setback, or that it did it. Where and by what
    it was hit is no concession, and what the same claim says of the enemy's losses is none either.
    """
    side = holding.voice.party
    if question.party != "CIV" and own_loss(question.slot, holding.value, side, holding.told, room.vocabulary):
        return True
    if not holding.told.claim.against_interest:
        return False
    if question.slot == ACTOR:
        return side is not None and holding.value == side
    own = side is None or question.party in (None, side)
    return question.slot == HAPPENED or (isinstance(holding.value, Bounds) and own)


def _origin(track: Track, now: Holding, room: Room) -> Voicing:
    """The voice that the answer goes back to, also where its latest wording is the publisher's."""
    spoken = (voice for h in track.repeated for voice in (h.voice, h.source) if voice is not None)
    return next((voice for voice in spoken if room.names.get(voice) == track.root), now.voice)


def _voice(holding: Holding) -> Voice:
    published = holding.told.document.published
    return Voice(
        name=holding.voice.name,
        actor=holding.voice.actor,
        document=holding.voice.address,
        published=published.value if published else None,
        claim=holding.told.claim.key,
    )


def standing(question: Question, positions: Sequence[Position], room: Room) -> StandingName:
    """As the head of this module says."""
    past = {track.root for track, _ in outgrown(question)}
    if any(_exclude(a, b, room) for a, b in combinations(question.tracks, 2) if not past & {a.root, b.root}):
        return "contested"
    if any(position.origins > 1 for position in positions):
        return "corroborated"
    changed = any(moved(a, b, room.vocabulary) for track in question.tracks for a, b in pairwise(track.steps))
    return "superseded" if changed else "single"


def _exclude(a: Track, b: Track, room: Room) -> bool:
    """Whether no answer that one voice holds now agrees with any that the other one holds."""
    return not any(agree(x, y, room.vocabulary) for x in a.now for y in b.now)


def _text(position: Position) -> str:
    value = position.value
    return f"{value.low} {value.high}" if isinstance(value, Bounds) else value

"""Revisions: one voice's change of answer, upwards, downwards, withdrawn, or into another measure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from rashomon.model import Bounds, Held, Revision, Value
from rashomon.model.incident import Direction
from rashomon.reconcile.changes import silent
from rashomon.reconcile.held import moved
from rashomon.reconcile.points import Question, label
from rashomon.reconcile.slots import KIND, PLACE, TIME, Holding
from rashomon.vocabulary import Vocabulary
from rashomon.vocabulary.comparing import referring_words


def revisions(asked: Sequence[Question], vocabulary: Vocabulary) -> tuple[Revision, ...]:
    """All changes, by question and time."""
    found = [*_within(asked, vocabulary), *_into_other_measure(asked, vocabulary)]
    return tuple(dict.fromkeys(found))


def _within(asked: Iterable[Question], vocabulary: Vocabulary) -> Iterator[Revision]:
    """From one step of a voice to its next."""
    for question in asked:
        for track in question.tracks:
            for before, after in pairwise(track.steps):
                old, new = _named(before), _named(after)
                if moved(before, after, vocabulary) and _meant(old, new):
                    yield _revision(question, old, new, _direction(old.value, new.value), vocabulary)


def _named(step: Sequence[Holding]) -> Holding:
    """Of several answers of one time the first that names something, not one that only rules something out."""
    return next((holding for holding in step if not str(holding.value).startswith("not ")), step[0])


def _meant(before: Holding, after: Holding) -> bool:
    """A report may name several places and times for one happening; another one is a correction only where a later report
    gives it, or where the text says so. Who denied a strike and admits it has answered anew whether, not how.
    """
    if before.slot == KIND and str(before.value).startswith("not "):
        return False
    if before.slot not in (PLACE, TIME):
        return True
    if after.told.claim.revises:
        return before.sure and after.sure  # what was taken over from sentences before is no answer to take back
    exact = before.slot == TIME or bool(before.spot and before.spot.fine and after.spot and after.spot.fine)
    return exact and before.voice.address != after.voice.address


def _direction(before: Value, after: Value) -> Direction:
    """Figures move up or down; another answer to any other question withdraws the old one."""
    if isinstance(before, Bounds) and isinstance(after, Bounds):
        return "up" if _ends(after) > _ends(before) else "down"
    return "withdrawn"


def _announced(before: Holding, after: Holding, vocabulary: Vocabulary) -> bool:
    return (after.told.claim.revises or before.given_up) and not silent(after.told, referring_words(vocabulary.language.code))


def _ends(bounds: Bounds) -> tuple[float, float]:
    """What two ranges are compared by: the lower end, then the upper one ("up to ten")."""
    return bounds.low or 0.0, float("inf") if bounds.high is None else bounds.high


def _revision(question: Question, before: Holding, after: Holding, direction: Direction, vocabulary: Vocabulary) -> Revision:
    return Revision(
        slot=question.slot,
        voice=after.voice.name,
        before=Held(value=before.value, claim=before.told.claim.key),
        after=Held(value=after.value, claim=after.told.claim.key),
        direction=direction,
        announced=_announced(before, after, vocabulary),
        party=question.party,
        of=label(question),
    )


def _into_other_measure(asked: Sequence[Question], vocabulary: Vocabulary) -> Iterator[Revision]:
    """A voice that counted killed or wounded together and later counts only the killed has not changed its figure but its
    measure; the two are never compared as if they were the same.
    """
    for lump in asked:
        measure = vocabulary.measures.get(lump.slot)
        for part in asked:
            if measure is None or part.slot not in measure.includes or not _one_side(lump, part):
                continue
            for first, second in ((lump, part), (part, lump)):
                yield from _moved(first, second, vocabulary)
            yield from _hardened(lump, part, vocabulary)


def _one_side(a: Question, b: Question) -> bool:
    return a.of == b.of and (a.party == b.party or a.party is None or b.party is None)


def _moved(first: Question, second: Question, vocabulary: Vocabulary) -> Iterator[Revision]:
    """Voices that answered the first question and afterwards only the second."""
    later = {track.root: track for track in second.tracks}
    for track in first.tracks:
        other = later.get(track.root)
        if other is None:
            continue
        before, after = track.now[0], other.steps[0][0]
        if after.order > before.order and (after.said != before.said or after.told.claim.revises):
            yield _other_measure(first, second, before, after, vocabulary)


def _hardened(lump: Question, part: Question, vocabulary: Vocabulary) -> Iterator[Revision]:
    """A publisher that passed on so many killed or wounded and later says in its own words that just as many were killed."""
    roots = {track.root for track in lump.tracks}
    for track in part.tracks:
        after = track.steps[0][0]
        if track.root in roots or not (after.voice.own or after.voice.name == after.told.document.source.name):
            continue
        passed_on = [h for other in lump.tracks for h in other.repeated if h.voice.outlet == after.voice.outlet]
        same = [h for h in passed_on if h.value == after.value and (h.said or 0.0) < (after.said or 0.0)]
        if same:
            yield _other_measure(lump, part, max(same, key=lambda h: h.order), after, vocabulary)


def _other_measure(first: Question, second: Question, before: Holding, after: Holding, vocabulary: Vocabulary) -> Revision:
    return Revision(
        slot=first.slot,
        voice=after.voice.name,
        before=Held(value=before.value, claim=before.told.claim.key, slot=first.slot),
        after=Held(value=after.value, claim=after.told.claim.key, slot=second.slot),
        direction="other_measure",
        announced=_announced(before, after, vocabulary),
        party=first.party or second.party,
        of=first.of,
    )

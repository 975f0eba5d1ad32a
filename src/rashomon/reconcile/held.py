"""What each voice holds now, and what it held before.

A voice's position is its latest value. Who merely repeats another voice holds what that voice says: where it moves on, the
repetition moves with it. `Track` is one voice's way through one question.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct

from rashomon.model import Bounds
from rashomon.reconcile.agree import agree, limits
from rashomon.reconcile.changes import corrects
from rashomon.reconcile.slots import ACTOR, KIND, TARGET, WEAPON, Holding
from rashomon.reconcile.voices import Voicing
from rashomon.vocabulary import Vocabulary
from rashomon.vocabulary.comparing import referring_words

SEVERAL = frozenset({ACTOR, TARGET, WEAPON, KIND})
"""Questions that one voice may answer with several values at once ("a joint operation")."""

LATER = 0.5
"""Days after which another organ of the same side replaces what the first one said, unless it had held its view before."""


class Track(Struct, frozen=True, kw_only=True):
    """`root`: the voice. `steps`: its answers by time of saying, each step those that it gave at one time. `repeated`: all
    answers, with who gave them, that go back to this voice.
    """

    root: str
    steps: tuple[tuple[Holding, ...], ...]
    repeated: tuple[Holding, ...]

    @property
    def now(self) -> tuple[Holding, ...]:
        """The latest answer; several for a question that allows it."""
        return self.steps[-1]


def tracks(
    asked: Sequence[Holding], names: Mapping[Voicing, str], texts: Mapping[str, str], vocabulary: Vocabulary
) -> list[Track]:
    """The ways of all voices through one question. `names`: identity of each voice; `texts`: the original of each document."""
    by_root: dict[str, list[Holding]] = defaultdict(list)
    for holding in asked:
        by_root[root_of(holding, asked, names, texts, vocabulary)].append(holding)
    found = [_track(root, by_root[root]) for root in sorted(by_root)]
    kept = [track for track in found if track is not None and not _replaced(track, found)]
    return _corrected(kept, vocabulary)


def root_of(
    holding: Holding, asked: Sequence[Holding], names: Mapping[Voicing, str], texts: Mapping[str, str], vocabulary: Vocabulary
) -> str:
    """Whose answer this is: the publisher's own words are those of the voice that it quotes for the same in the same report,
    and a headline sums up what the voice says with whom the report begins.
    """
    if not holding.voice.own or holding.voice.organ:
        return names[holding.voice]
    home = texts.get(holding.voice.address, holding.voice.address)
    quoted = sorted(
        (other.order, names[other.voice])
        for other in asked
        if not other.voice.own
        and texts.get(other.voice.address, other.voice.address) == home
        and agree(other, holding, vocabulary)
    )
    quoted = quoted or _quoted_before(holding, asked, names)
    if quoted:
        return quoted[0][1]
    if holding.source is not None and not holding.source.own and holding.source in names:
        return names[holding.source]
    original = sorted(names[h.voice] for h in asked if h.voice.own and h.voice.address == home and h is not holding)
    return original[0] if original and home != holding.voice.address else names[holding.voice]


def _quoted_before(
    holding: Holding, asked: Sequence[Holding], names: Mapping[Voicing, str]
) -> list[tuple[tuple[float, bool, int, str], str]]:
    """The voices from whom its publisher had the same figure in an earlier report."""
    if not isinstance(holding.value, Bounds) or holding.said is None:
        return []
    return sorted(
        (other.order, names[other.voice])
        for other in asked
        if not other.voice.own
        and other.voice.outlet == holding.voice.outlet
        and other.value == holding.value
        and other.said is not None
        and other.said < holding.said
    )


def _track(root: str, found: list[Holding]) -> Track | None:
    """By time of saying; of several figures at one time the total is the answer. A part ("three of the wounded died") replaces
    no total.
    """
    whole = [holding for holding in found if not holding.part] or found
    times: dict[float | None, list[Holding]] = defaultdict(list)
    for holding in sorted(whole, key=lambda h: h.order):
        times[holding.said].append(holding)
    steps: list[tuple[Holding, ...]] = []
    for said in sorted(times, key=lambda t: float("-inf") if t is None else t):
        steps += _steps(times[said])
    kept = [step for n, step in enumerate(steps) if n == 0 or not _same(step, steps[n - 1])]
    return Track(root=root, steps=tuple(kept), repeated=tuple(found)) if kept else None


def _steps(at_once: list[Holding]) -> list[tuple[Holding, ...]]:
    """The answers of one time as one step, or as two where the text itself gives an earlier value."""
    if at_once[0].slot in SEVERAL:
        return [tuple(at_once)]
    before = [h for h in at_once if h.given_up]
    current = [h for h in at_once if not h.given_up] or before
    if current is before:
        before = []
    revising = [h for h in current if h.told.claim.revises]
    if not before and len(revising) > 1 and len({h.told.claim.key for h in revising}) == 1:
        *before, last = sorted(revising, key=lambda h: h.start)
        return [(before[-1],), (last,)]
    if revising and not before:
        before = [h for h in current if not h.told.claim.revises and h.value != _total(revising).value and not h.part]
    chosen = _total(revising or current)
    earlier = [h for h in before if h.value != chosen.value]
    return [*([(_total(earlier),)] if earlier else []), (chosen,)]


def _total(several: Sequence[Holding]) -> Holding:
    """Of several counts in one telling the largest that is no part of another; of other answers the last."""
    if not isinstance(several[0].value, Bounds):
        return max(several, key=lambda h: h.order)
    whole = [h for h in several if not h.part] or list(several)
    return max(whole, key=lambda h: (limits(h)[0], -limits(h)[1], h.order))


def _same(a: tuple[Holding, ...], b: tuple[Holding, ...]) -> bool:
    return {str(h.value) for h in a} == {str(h.value) for h in b}


def moved(before: Sequence[Holding], after: Sequence[Holding], vocabulary: Vocabulary) -> bool:
    """Whether a voice changed its answer: another figure, or an answer that excludes all that it gave before. To say the same
    more or less exactly is no change ("57", then "dozens"), unless the text itself says that it is one.
    """
    if isinstance(before[0].value, Bounds) and isinstance(after[0].value, Bounds):
        told_so = after[0].told.claim.revises
        return before[0].value != after[0].value and (told_so or not _vaguer(before[0].value, after[0].value))
    return not any(agree(x, y, vocabulary) for x in before for y in after)


def _vaguer(before: Bounds, after: Bounds) -> bool:
    """Whether the later range only takes the earlier one in. Of two open ones ("at least 39", "at least 50") neither does."""
    if before.high is None and after.high is None:
        return False
    top = before.high if before.high is not None else before.low
    return (after.low or 0) <= (before.low or 0) and (after.high is None or after.high >= (top or 0))


def _corrected(found: Sequence[Track], vocabulary: Vocabulary) -> list[Track]:
    """What a publisher had passed on and then corrects by itself stands no longer, whoever had said it: its way goes on in the
    correction.
    """
    found_by = {track.root: _correction(track, found, vocabulary) for track in found}
    given_up: dict[str, list[tuple[Track, Holding]]] = defaultdict(list)
    for track in found:
        heir = found_by[track.root]
        while heir is not None and (next_ := found_by[heir[0].root]) is not None:
            heir = next_  # a correction that was corrected itself
        if heir is not None:
            given_up[heir[0].root].append((track, heir[1]))
    return [_after(track, given_up[track.root]) for track in found if found_by[track.root] is None]


def _after(track: Track, given_up: Sequence[tuple[Track, Holding]]) -> Track:
    """The way with the answers before it that it corrects, and the correction."""
    ordered = sorted(given_up, key=lambda entry: (entry[0].now[0].order, entry[0].root))
    steps = tuple(step for one, correction in ordered for step in (one.now, (correction,)))
    return Track(root=track.root, steps=(*steps, *track.steps), repeated=track.repeated)


def _correction(track: Track, others: Sequence[Track], vocabulary: Vocabulary) -> tuple[Track, Holding] | None:
    """Another answer of the same publisher in a later report that says it corrects one, with the way that it is on now."""
    now, words = track.now, referring_words(vocabulary.language.code)
    outlets = {h.voice.outlet for h in track.repeated}
    last = max((h.said for h in track.repeated if h.said is not None), default=None)
    if len(outlets) != 1 or last is None or (now[0].voice.organ and not _passed_on(now[0])):
        return None
    later = [
        (not held.voice.own, held.order, other.root, other, held)
        for other in others
        for held in other.repeated
        if other is not track and held.said is not None and held.said > last and held.voice.outlet in outlets and held.sure
        if corrects(held.told, words) and not any(agree(x, held, vocabulary) for x in now)
        if any(agree(x, held, vocabulary) for x in other.now)
    ]
    return min(later, key=lambda found: found[:3])[3:] if later else None


def _passed_on(holding: Holding) -> bool:
    """Whether a publisher passes on what somebody else says."""
    return bool(holding.told.claim.speakers) and not holding.voice.own


def _replaced(track: Track, others: Sequence[Track | None]) -> bool:
    """Whether another organ of the same side has moved on from this one's answer since: one side has one position, except
    where its organs contradict each other (the other had held its view already when this one spoke).
    """
    last = track.now[0]
    if not (last.voice.organ and last.voice.party and isinstance(last.value, Bounds)) or last.said is None:
        return False
    for other in others:
        if other is None or other is track:
            continue
        newer = other.now[0]
        if newer.voice.party != last.voice.party or newer.said is None or newer.said < last.said + LATER:
            continue
        held_before = any(h.said is not None and h.said <= last.said and h.value == newer.value for h in other.repeated)
        if newer.value != last.value and not held_before:
            return True
    return False

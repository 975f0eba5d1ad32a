"""Who is one side, friends or enemies on a day, by the dated ties of the vocabulary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from msgspec import Struct

from rashomon.model import Bounds, Value
from rashomon.reconcile.agree import holds
from rashomon.reconcile.spacetime import folded
from rashomon.reconcile.telling import Told, happened_in
from rashomon.reconcile.voices import said_at
from rashomon.vocabulary import Vocabulary
from rashomon.vocabulary.comparing import same_kinds
from rashomon.vocabulary.parties import Tie

ONE_SIDE = frozenset({"part_of"})
FRIENDS = frozenset({"ally", "supports"})
ENEMIES = frozenset({"opposes"})


def own_loss(slot: str, value: Value, side: str | None, told: Told, vocabulary: Vocabulary) -> bool:
    """Whether an answer tells a loss of the side of who gives it, as its own claim counts it. Who counts "enemy servicemen" or
    "terrorists" in that claim counts somebody else's, whatever side was read.
    """
    if not isinstance(value, Bounds) or value.high == 0 or slot not in same_kinds().harms or told.claim.stance != "assert":
        return False
    counted = {f.party for f in told.claim.figures if f.measure == slot and not f.cumulative} - {None, "CIV"}
    if side in (None, "CIV") or not counted or any(_of_others(f.of, vocabulary) for f in told.claim.figures):
        return False
    day = day_of(told)
    return all(related(side or "", party or "", day, vocabulary)[0] == "own" for party in counted)


def _of_others(counted: str | None, vocabulary: Vocabulary) -> bool:
    """Whether what is counted is called by a word for the enemy or a loaded one: few of these are for the own side, and a mark
    too few is better than one too many.
    """
    text = f" {folded(counted or '')} "
    return any(f" {word} " in text for word in _known(vocabulary).loaded)


def day_of(told: Told) -> float | None:
    """When what is told happened, else when it was told."""
    span = happened_in(told)
    return span.start if span is not None else said_at(told)


def related(a: str, b: str, day: float | None, vocabulary: Vocabulary) -> tuple[str | None, str | None]:
    """What b is to a on a day, "own", "friend" or "enemy", with the tie in words. One side are a party, what it is part of and
    what is part of it; enemies those that a side, or else its friend, opposes. On an unknown day only ties without dates hold.
    """
    if not b:
        return None, None
    if a == b:
        return "own", None
    mine, theirs = _side(a, day, vocabulary), _side(b, day, vocabulary)
    if b in mine:
        return "own", mine[b]
    hostile, friendly = (_nearest(a, b, mine, theirs, kinds, day, vocabulary) for kinds in (ENEMIES, FRIENDS))
    if hostile or friendly:
        return ("enemy", hostile) if hostile else ("friend", friendly)
    for friend, why in sorted(_tied(a, FRIENDS, day, vocabulary)):
        hostile = _nearest(friend, b, {friend: None}, theirs, ENEMIES, day, vocabulary)
        if hostile:
            return "enemy", _chain(why, hostile)
    return None, None


def _nearest(
    a: str,
    b: str,
    mine: Mapping[str, str | None],
    theirs: Mapping[str, str | None],
    kinds: frozenset[str],
    day: float | None,
    vocabulary: Vocabulary,
) -> str | None:
    """The tie of these kinds between two sides in words; of several the one nearest to the parties themselves."""
    found = [
        ((one != a) + (other != b), _chain(mine[one], said, theirs[other]))
        for one in mine
        for other, said in _tied(one, kinds, day, vocabulary)
        if other in theirs
    ]
    return min(found)[1] if found else None


def _chain(*ties: str | None) -> str:
    return ", ".join(tie for tie in ties if tie)


def _side(party: str, day: float | None, vocabulary: Vocabulary) -> dict[str, str | None]:
    """A party and those that are one side with it, each with the tie in words."""
    return {party: None, **dict(sorted(_tied(party, ONE_SIDE, day, vocabulary)))}


def _tied(party: str, kinds: frozenset[str], day: float | None, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    for other, owner, tie in _known(vocabulary).ties.get(party, ()):
        undated = tie.since is None and tie.until is None
        if tie.type in kinds and (undated if day is None else holds(tie, day)):
            yield other, _said(owner, tie)


def _said(owner: str, tie: Tie) -> str:
    """ "RUS ally of SYR since 2015-09"."""
    kind = {"ally": "ally of", "part_of": "part of"}.get(tie.type, tie.type)
    dates = (f" since {tie.since}" if tie.since else "") + (f" until {tie.until}" if tie.until else "")
    return f"{owner} {kind} {tie.to}{dates}"


class Known(Struct, frozen=True):
    """For each party whom it has a tie to or from, and whose tie it is; the words for enemies and the loaded ones, folded."""

    ties: dict[str, list[tuple[str, str, Tie]]]
    loaded: frozenset[str]


_KNOWN: dict[int, tuple[Vocabulary, Known]] = {}


def _known(vocabulary: Vocabulary) -> Known:
    """Made once for a vocabulary."""
    known = _KNOWN.get(id(vocabulary))
    if known is None or known[0] is not vocabulary:
        _KNOWN.clear()
        _KNOWN[id(vocabulary)] = known = (vocabulary, Known(_all_ties(vocabulary), _all_loaded(vocabulary)))
    return known[1]


def _all_ties(vocabulary: Vocabulary) -> dict[str, list[tuple[str, str, Tie]]]:
    made: dict[str, list[tuple[str, str, Tie]]] = defaultdict(list)
    for party, entry in vocabulary.parties.items():
        for tie in entry.ties:
            made[party].append((tie.to, party, tie))
            made[tie.to].append((party, party, tie))
    return dict(made)


def _all_loaded(vocabulary: Vocabulary) -> frozenset[str]:
    names = (word for word, entry in vocabulary.framing.items() if entry.refers in ("fighters", "government"))
    return frozenset(folded(word) for word in (*vocabulary.language.actors.hostile, *names))

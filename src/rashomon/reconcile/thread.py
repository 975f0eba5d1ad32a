"""Threads: the claims of one document that tell the same happening, found in the order of its text.

A thread depends on its document alone. Each claim joins the best fitting thread before it, as a reader would take it.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct, structs

from rashomon.model import Feature, Pair
from rashomon.reconcile.compare import ENOUGH_WITHIN, compare
from rashomon.reconcile.telling import ACCUSATION, DENIAL, Telling, pooled
from rashomon.vocabulary.comparing import same_kinds

ABOUT = 2.4
"""Score of the pair of words about a happening with the happening: sure enough within one report."""

HEADLINE = "headline"
"""It comes last: it may be about any of the happenings that its report tells."""

MEMORY = 40
"""Threads that a claim is compared with: the last ones that were spoken of."""


class Thread(Struct, eq=False):
    """What one document tells of one happening: `firm`, what those of its `claims` say that name a place, a day or a count of
    their own, and `told`, all of it, each as one account; `firm` is None where there are only vague ones.
    """

    firm: Telling | None
    told: Telling
    claims: list[Telling]

    @property
    def whole(self) -> Telling:
        """The account as other reports' are compared with it: vague claims only add their keys, behind the others."""
        if self.firm is None:
            return self.told
        return structs.replace(self.firm, keys=(*self.firm.keys, *sorted({*self.told.keys} - {*self.firm.keys})))


def threads(claims: Iterable[Telling]) -> tuple[list[Telling], list[Pair]]:
    """The threads of one document, and the pairs that made them.

    A vague claim hangs on to what it fits best, but what names a place, a day or a count of its own is never compared with it:
    one more vague word parts nothing.
    """
    grown: list[Thread] = []
    pairs: list[Pair] = []
    for claim in sorted(claims, key=lambda t: (t.section == HEADLINE, t.start, t.end, t.keys)):
        if not _taken(claim, grown, pairs):
            grown.append(Thread(None if claim.vague else claim, claim, [claim]))
    loose = [thread for thread in grown if thread.firm is None]
    kept = [thread for thread in grown if thread.firm is not None]
    kept += [thread for thread in loose if not _hung(thread, kept, pairs)]
    return [thread.whole for thread in kept], pairs


def _taken(claim: Telling, grown: list[Thread], pairs: list[Pair]) -> bool:
    """Whether the claim has joined the thread that fits it best."""
    last = [t for t in grown if claim.vague or t.firm is not None][-MEMORY:]
    told = [(thread.told if claim.vague else thread.firm or thread.told) for thread in last]
    spoken_of = subject(claim, told)
    best = spoken_of or _best(claim, told)
    if best is None:
        return False
    thread = last[told.index(best)]
    pairs.append(joined(claim, _alike(claim, thread)) if spoken_of is None else spoken(claim, thread.claims))
    said = claim if spoken_of is None else quiet(claim, best)
    if not claim.vague:
        thread.firm = pooled(best, said)
    thread.told = pooled(thread.told, said)
    thread.claims.append(claim)
    grown.remove(thread)
    grown.append(thread)
    return True


def _alike(claim: Telling, thread: Thread) -> list[Telling]:
    """The claims of the thread that this one may be paired with: for a firm one the firm ones."""
    return [other for other in thread.claims if claim.vague or not other.vague]


def _hung(loose: Thread, grown: list[Thread], pairs: list[Pair]) -> bool:
    """Whether vague claims, told before there was anything to hang on to, belong to what was told after them."""
    told = [thread.told for thread in grown[-MEMORY:]]
    best = _best(loose.told, told)
    if best is None:
        return False
    thread = grown[-MEMORY:][told.index(best)]
    pairs.append(joined(loose.claims[0], thread.claims))
    thread.told = pooled(thread.told, loose.told)
    thread.claims += loose.claims
    return True


def _best(claim: Telling, grown: list[Telling]) -> Telling | None:
    scored = [(*compare(claim, thread), thread.start, thread) for thread in grown]
    fitting = [entry for entry in scored if entry[0] >= ENOUGH_WITHIN or unopposed(claim, entry[0], entry[1])]
    return max(fitting, key=lambda entry: (entry[0], entry[2]))[3] if fitting else None


UNOPPOSED, OPPOSED = 1.0, -0.5
"""A claim whose sentence names no place goes on with what its report tells from this score on, where no feature weighs this
much against it.
"""


def unopposed(claim: Telling, score: float, features: tuple[Feature, ...]) -> bool:
    """Whether nothing speaks against a claim without a place of its own being told of the same."""
    return claim.bare and score >= UNOPPOSED and all(f.weight > OPPOSED for f in features)


def subject(claim: Telling, grown: list[Telling]) -> Telling | None:
    """What an accusation, a denial or a want of evidence without a place of its own is about: the violence told last that
    can be meant. Who is accused did not suffer it; who denies it may have done it. Troops that "were there" are those of whose
    presence somewhere was told before.
    """
    if not claim.bare:
        return None
    if claim.kinds <= frozenset(same_kinds().groups["stationed"]):
        return next((t for t in reversed(grown) if not t.bare and t.kinds & claim.kinds and t.actors & claim.actors), None)
    if not claim.charges:
        return None
    for thread in sorted(grown, key=lambda t: -t.start):
        violent = thread.kinds & frozenset(same_kinds().groups["violence"]) and not thread.background and not thread.lasting
        placed = any(spot.fine and spot.sure for spot in thread.spots)
        told = thread.hit or thread.actors or thread.targets or thread.figures or placed
        if violent and told and not thread.cumulative and _meant(claim, thread):
            return thread
    return None


def _meant(claim: Telling, thread: Telling) -> bool:
    if ACCUSATION in claim.kinds:
        return not claim.targets & thread.hit and not (thread.hit and claim.actors & thread.actors)
    if DENIAL in claim.kinds:
        return bool(claim.actors & thread.actors) or (not claim.actors & thread.hit and not (thread.actors and thread.hit))
    return True


def quiet(claim: Telling, thread: Telling) -> Telling:
    """An account of words: it does not say when, where and to whom."""
    return structs.replace(
        claim, kinds=thread.kinds, span=None, spots=(), actors=frozenset(), targets=frozenset(), hit=frozenset()
    )


def spoken(claim: Telling, others: list[Telling]) -> Pair:
    """The pair for words about a happening."""
    last = max(others, key=lambda t: (t.start, t.keys))
    a, b = sorted((claim.keys[0], last.keys[0]))
    told = Feature(name="subject", weight=ABOUT, reason=f"{_kinds(claim)} of what was told before it")
    return Pair(a=a, b=b, score=ABOUT, features=(told,))


def _kinds(claim: Telling) -> str:
    return ", ".join(sorted(claim.kinds))


def joined(claim: Telling, others: list[Telling]) -> Pair:
    """The pair that shows why the claim is told of the same happening: with the account that is most like it."""
    scored = [(compare(claim, other), other) for other in others]
    (score, features), other = max(scored, key=lambda entry: (entry[0][0], entry[1].keys))
    a, b = sorted((claim.keys[0], other.keys[0]))
    return Pair(a=a, b=b, score=max(score, ENOUGH_WITHIN), features=features)

"""Threads: the claims of one document that tell the same happening, found in the order of its text.

A thread depends on its document alone. Each claim joins the best fitting thread before it, as a reader would take it.
"""

from __future__ import annotations

from collections.abc import Iterable

from rashomon.model import Pair
from rashomon.reconcile.compare import ENOUGH_WITHIN, compare
from rashomon.reconcile.telling import Telling, pooled

MEMORY = 40
"""Threads that a claim is compared with: the last ones that were spoken of."""


def threads(claims: Iterable[Telling]) -> tuple[list[Telling], list[Pair]]:
    """The threads of one document, and the pairs that made them."""
    grown: list[Telling] = []
    members: dict[tuple[str, ...], list[Telling]] = {}
    pairs: list[Pair] = []
    for claim in sorted(claims, key=lambda t: (t.start, t.end, t.keys)):
        best = _best(claim, grown[-MEMORY:])
        if best is None:
            grown.append(claim)
            members[claim.keys] = [claim]
            continue
        own = members.pop(best.keys)
        pairs.append(joined(claim, own))
        grown.remove(best)
        grown.append(pooled(best, claim))
        members[grown[-1].keys] = [*own, claim]
    return grown, pairs


def _best(claim: Telling, grown: list[Telling]) -> Telling | None:
    scored = [(compare(claim, thread)[0], thread.start, thread) for thread in grown]
    fitting = [entry for entry in scored if entry[0] >= ENOUGH_WITHIN]
    return max(fitting, key=lambda entry: entry[:2])[2] if fitting else None


def joined(claim: Telling, others: list[Telling]) -> Pair:
    """The pair that shows why the claim is told of the same happening: with the account that is most like it."""
    scored = [(compare(claim, other), other) for other in others]
    (score, features), other = max(scored, key=lambda entry: (entry[0][0], entry[1].keys))
    a, b = sorted((claim.keys[0], other.keys[0]))
    return Pair(a=a, b=b, score=max(score, ENOUGH_WITHIN), features=features)

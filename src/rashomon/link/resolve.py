"""What a side says that it will do is what it intends, not what it foresees."""

from __future__ import annotations

import re
from functools import lru_cache

from rashomon.model import Claim
from rashomon.model.claim import Stance


def stance(claim: Claim, own: str | None, resolving: tuple[str, ...]) -> Stance:
    """The stance of a linked claim: a prediction becomes an intention where the one who acts is the side of the one who says
    it (`own`) and the clause says so by one of the verbs `resolving` ("will").
    """
    acts = {actor.party for actor in claim.actors if actor.party}
    if claim.stance == "predict" and own and acts == {own} and _pattern(resolving).search(claim.anchor.quote):
        return "intend"
    return claim.stance


@lru_cache(maxsize=8)
def _pattern(verbs: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        "|".join(rf"\b{re.escape(verb)}\b" if verb[0].isalpha() else re.escape(verb) for verb in verbs), re.IGNORECASE
    )

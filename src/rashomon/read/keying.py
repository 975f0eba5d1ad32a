"""The keys of a document's claims: the same for every engine, so that a verdict finds its claim whoever read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import structs

from rashomon.model import Claim, claim_key, normalised
from rashomon.vocabulary import Kind


def keyed(claims: Sequence[Claim], kinds: Mapping[str, Kind]) -> tuple[Claim, ...]:
    """Claims with their keys: of several of one family in a sentence, or in one that differs only in its typography (a
    comment that quotes the article), each has its number.
    """
    seen: Counter[tuple[str, str]] = Counter()
    out = []
    for claim in claims:
        at = (normalised(claim.anchor.sentence), kinds[claim.kind].family)
        out.append(structs.replace(claim, key=claim_key(claim.anchor.address, *at, seen[at])))
        seen[at] += 1
    return tuple(out)

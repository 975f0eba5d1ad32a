"""Changes that a report tells of: whose they are, and that an earlier account no longer stands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from msgspec import structs

from rashomon.model import Claim, Speaker
from rashomon.reconcile.telling import ACCUSATION, Told, rose
from rashomon.reconcile.wording import beginning
from rashomon.vocabulary.comparing import ReferringWords, same_kinds

NEGATIVE = re.compile(r"\b(?:no|not|never|without|nor|neither|nobody)\b|n['’]t\b", re.IGNORECASE)

BEFORE = 600
"""Characters before a change within which the voice is looked for that "it later downgraded" is about."""


def as_meant(claims: Iterable[Told], words: ReferringWords) -> tuple[Told, ...]:
    """The claims of one incident with what their sentences say of change: a figure that replaces an earlier one, an account
    that is taken back, and by whom.
    """
    told = tuple(claims)
    return tuple(_changed(one, told, words) for one in told)


def _changed(told: Told, others: Sequence[Told], words: ReferringWords) -> Told:
    claim = told.claim
    sentence = claim.anchor.sentence.casefold()
    if claim.kind in same_kinds().mutual and claim.stance == "assert" and _none(claim):
        return structs.replace(told, claim=structs.replace(claim, stance="deny"))
    if claim.kind in same_kinds().groups["stationed"] and claim.stance == "assert" and NEGATIVE.search(claim.anchor.quote):
        return structs.replace(told, claim=structs.replace(claim, stance="deny"))
    if claim.speakers and any(word in sentence for word in words.withdrawing) and claim.stance == "assert":
        return structs.replace(told, claim=structs.replace(claim, stance="deny", revises=True))
    if not claim.figures or not (claim.revises or any(word in sentence for word in words.revising)):
        return told
    speakers = claim.speakers or _reviser(told, others)
    changed = structs.replace(claim, revises=True, speakers=speakers)
    return structs.replace(told, claim=structs.replace(changed, when=None) if rose(changed, words) else changed)


def attributed(told: Mapping[str, Told]) -> dict[str, Told]:
    """The claims by key, those that tell what somebody is accused of in the same sentence told by the accuser: "X accused Y of
    bombing the market, killing 19" is no report of the publisher's own.
    """
    accusing: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for one in told.values():
        if one.claim.kind == ACCUSATION and one.claim.stance == "assert" and not one.claim.speakers:
            accusing[one.document.address, one.claim.anchor.sentence].append(one.claim)
    return {key: _by_accuser(one, accusing[one.document.address, one.claim.anchor.sentence]) for key, one in told.items()}


def _by_accuser(told: Told, accusing: Sequence[Claim]) -> Told:
    claim = told.claim
    if claim.speakers or claim.kind in same_kinds().about:
        return told
    for other in accusing:
        who = next((actor for actor in other.actors if actor.party or actor.name), None)
        if who is not None and other.anchor.start < claim.anchor.start < other.anchor.end:
            name = who.name or who.text
            by = Speaker(text=who.text, start=who.start, end=who.end, name=name, actor=who.id, party=who.party)
            return structs.replace(told, claim=structs.replace(claim, speakers=(by,)))
    return told


def _none(claim: Claim) -> bool:
    """Whether all that it counts is none ("not one helicopter was lost")."""
    return bool(claim.figures) and all(figure.high == 0 for figure in claim.figures)


def _reviser(told: Told, others: Sequence[Told]) -> tuple[Speaker, ...]:
    """Who counted the same side's losses just before, in the same report; nobody, if the publisher did."""
    start = told.claim.anchor.start
    before = [
        other.claim
        for other in others
        if other.document.address == told.document.address
        and 0 < start - other.claim.anchor.end <= BEFORE
        and _side(other.claim) & _side(told.claim)
    ]
    return max(before, key=lambda c: (c.anchor.start, c.key)).speakers if before else ()


def _side(claim: Claim) -> set[str | None]:
    return {figure.party for figure in claim.figures}


def silent(told: Told, words: ReferringWords) -> bool:
    """Whether the report says that the change was made without a word."""
    return any(word in told.claim.anchor.sentence.casefold() for word in words.silently)


def corrects(told: Told, words: ReferringWords) -> bool:
    """Whether the report says that it corrects an earlier one."""
    return _says(words.correcting, told.document.text)


@lru_cache(maxsize=4096)
def _says(words: tuple[str, ...], text: str) -> bool:
    return beginning(words).search(text) is not None

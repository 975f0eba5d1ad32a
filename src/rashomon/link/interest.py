"""Against interest: a voice says what its own side would rather not have said.

The house's rule: "a side that reports its own loss, or a source that names its own side's setback". Read narrowly, because a
false mark makes a claim look stronger than it is:
- only what is told as having happened (asserted, not denied, demanded, feared or planned);
- the voice is the claim's first speaker, else the publisher; nobody's voice has no side;
- own side = its party, what that party is part of, and its allies on the day (dated ties);
- own loss = its own fighters, officials or equipment killed, wounded, captured or destroyed. Civilians are not its fighters:
  their deaths accuse the enemy and so serve the speaker;
- own setback = own withdrawal; own ground taken by someone else.
A deed of one's own that others find shameful is no mark: armed groups boast of executions.
"""

from __future__ import annotations

from collections.abc import Mapping

from rashomon.model import Claim, Document
from rashomon.vocabulary import Party, Tie, Vocabulary

LOSSES = frozenset(
    {"killed", "wounded", "killed_or_wounded", "captured", "missing", "destroyed", "damaged", "destroyed_or_damaged"}
)
"""Measures that hurt whoever they count."""


CONCEDED = frozenset({"casualties", "losses", "shootdown", "destruction", "accident", "abduction"})
"""Kinds that tell a loss of the target even without a figure."""

OWN_TIES = frozenset({"part_of", "ally"})


def against_interest(claim: Claim, document: Document, vocabulary: Vocabulary) -> bool:
    """Whether this linked claim harms the side of the voice that makes it (see the module's rule)."""
    if claim.stance != "assert":
        return False
    voice = claim.speakers[0].party if claim.speakers else document.source.party
    if not voice or voice == "CIV":
        return False
    own = side_of(voice, document.published.value[:10] if document.published else None, vocabulary.parties)
    return _lost(claim, own) or _gave_way(claim, own)


def side_of(party: str, day: str | None, parties: Mapping[str, Party]) -> frozenset[str]:
    """A party, what it is part of and what is part of it, and its allies, on a day (None: undated ties only count)."""
    near = {party}
    for key, other in parties.items():
        ties = [(key, tie) for tie in other.ties if tie.type in OWN_TIES and _holds(tie, day)]
        near.update(tie.to for holder, tie in ties if holder == party)
        near.update(holder for holder, tie in ties if tie.to == party)
    return frozenset(near)


def _holds(tie: Tie, day: str | None) -> bool:
    """Whether a tie holds on a day; bounds may be a year, a month or a day, and count as a whole."""
    if day is None:
        return tie.since is None and tie.until is None
    return (tie.since is None or tie.since <= day) and (tie.until is None or day[: len(tie.until)] <= tie.until)


def _lost(claim: Claim, own: frozenset[str]) -> bool:
    """Its own people or things were killed, wounded, captured or destroyed, and not by itself."""
    if any(figure.measure in LOSSES and figure.party in own for figure in claim.figures):
        return True
    hit = {target.party for target in claim.targets if target.party}
    done_by = {actor.party for actor in claim.actors if actor.party}
    return claim.kind in CONCEDED and bool(hit & own) and not done_by & own


def _gave_way(claim: Claim, own: frozenset[str]) -> bool:
    """It withdrew, or somebody else took its ground."""
    acting = {actor.party for actor in claim.actors if actor.party}
    if claim.kind == "withdrawal":
        return bool(acting) and acting <= own
    lost_ground = {target.party for target in claim.targets if target.party}
    return claim.kind in ("territory-taken", "advance") and bool(lost_ground & own) and bool(acting) and not acting & own

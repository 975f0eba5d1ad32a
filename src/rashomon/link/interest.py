"""Against interest: a voice says what its own side would rather not have said.

The house's rule: "a side that reports its own loss, or a source that names its own side's setback". Read narrowly, because a
false mark makes a claim look stronger than it is:
- only what is told as having happened (asserted, not denied, demanded, feared or planned);
- the voice is the claim's first speaker, else a publisher that speaks for a side (a ministry, a state's medium, an armed
  group, or an unknown one whose name says that it is somebody's organ); an outlet that only leans to a side concedes
  nothing when it reports in its own voice; nobody's voice has no side;
- own side = its party, what that party is part of, and its allies on the day (dated ties); of a publisher without the allies;
- own loss = its own fighters, officials or equipment killed, wounded, captured or destroyed. Civilians are not its fighters:
  their deaths accuse the enemy and so serve the speaker;
- own setback = own withdrawal; own ground taken by someone else.
A deed of one's own that others find shameful is no mark: armed groups boast of executions.
"""

from __future__ import annotations

from rashomon.link.ties import OWN_TIES, side_of
from rashomon.model import Claim, Document
from rashomon.vocabulary import Vocabulary

LOSSES = frozenset(
    {"killed", "wounded", "killed_or_wounded", "captured", "missing", "destroyed", "damaged", "destroyed_or_damaged"}
)
"""Measures that hurt whoever they count."""

SIDED = frozenset({"state organ", "state media", "armed group"})
"""Kinds of publishers that speak for a side when they name no speaker."""

PARTS = frozenset({"part_of"})
"""Ties that make a publisher and another party one."""

CONCEDED = frozenset({"casualties", "losses", "shootdown", "destruction", "accident", "abduction"})
"""Kinds that tell a loss of the target even without a figure."""


def against_interest(claim: Claim, document: Document, vocabulary: Vocabulary, organ: str | None = None) -> bool:
    """Whether this linked claim harms the side of the voice that makes it (see the module's rule). `organ`: the party whose
    organ an unknown publisher calls itself.
    """
    if claim.stance != "assert":
        return False
    own = _own_side(claim, document, vocabulary, organ)
    return bool(own) and (_lost(claim, own) or _gave_way(claim, own))


def _own_side(claim: Claim, document: Document, vocabulary: Vocabulary, organ: str | None) -> frozenset[str]:
    """Everybody whose harm is the voice's own; nobody where it has no side."""
    publisher = document.source.party if document.source.kind in SIDED else organ
    voice = claim.speakers[0].party if claim.speakers else publisher
    if not voice or voice == "CIV":
        return frozenset()
    day = document.published.value[:10] if document.published else None
    return side_of(voice, day, vocabulary.parties, OWN_TIES if claim.speakers else PARTS)


def _lost(claim: Claim, own: frozenset[str]) -> bool:
    """Its own people or things were killed, wounded, captured or destroyed, and not by itself."""
    if any(figure.measure in LOSSES and figure.party in own and figure.high != 0 for figure in claim.figures):
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

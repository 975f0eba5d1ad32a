"""The nouns: frozen values; no I/O, no clock, no network."""

from rashomon.model.anchor import Anchor, Span
from rashomon.model.claim import Actor, Certainty, Claim, Place, Quantity, Speaker, Stance, When
from rashomon.model.correction import Correction, corrected
from rashomon.model.document import EVIDENCE_ROLES, Capture, Document, Passage, Published, Role
from rashomon.model.entry import Body, Edition, Entry, Exchange, Failure, Redaction
from rashomon.model.incident import (
    Bounds,
    Held,
    Incident,
    Point,
    Position,
    Relation,
    Revision,
    Tally,
    Value,
    Voice,
)
from rashomon.model.key import canonical_json, claim_key, digest, digest_bytes, incident_name, normalised
from rashomon.model.pairing import Feature, Pair, Pairing
from rashomon.model.reading import Attribution, Mentions, Method, Reading, reading_id
from rashomon.model.source import Source
from rashomon.model.standing import Standing
from rashomon.model.verdict import Decision, Judgement, Verdict, judgements, latest, ruling

__all__ = [
    "EVIDENCE_ROLES",
    "Actor",
    "Anchor",
    "Attribution",
    "Body",
    "Bounds",
    "Capture",
    "Certainty",
    "Claim",
    "Correction",
    "Decision",
    "Document",
    "Edition",
    "Entry",
    "Exchange",
    "Failure",
    "Feature",
    "Held",
    "Incident",
    "Judgement",
    "Mentions",
    "Method",
    "Pair",
    "Pairing",
    "Passage",
    "Place",
    "Point",
    "Position",
    "Published",
    "Quantity",
    "Reading",
    "Redaction",
    "Relation",
    "Revision",
    "Role",
    "Source",
    "Span",
    "Speaker",
    "Stance",
    "Standing",
    "Tally",
    "Value",
    "Verdict",
    "Voice",
    "When",
    "canonical_json",
    "claim_key",
    "corrected",
    "digest",
    "digest_bytes",
    "incident_name",
    "judgements",
    "latest",
    "normalised",
    "reading_id",
    "ruling",
]

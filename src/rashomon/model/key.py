"""Hashing as a documented contract: what has the same content has the same id, on every machine.

Invariant: `digest(x)` depends on the value alone, never on the order of keys, the clock, the place in a batch or the
process. Every id of the ledger is made here, so that a reader of the ledger can make each of them again.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Any

import msgspec

ID_LENGTH = 32
"""Hex digits of an id: 128 bits, so that a collision among 1e9 entries has a chance below 1e-20."""

KEY_LENGTH = 16
"""Hex digits of a claim's key and an incident's name: 64 bits, short enough to be read aloud."""

_ENCODER = msgspec.json.Encoder(order="deterministic")


def canonical_json(value: Any) -> bytes:
    """The bytes that are hashed and stored: UTF-8 JSON, keys sorted, no white space, defaults left out as declared."""
    return _ENCODER.encode(value)


def digest(value: Any, length: int = ID_LENGTH) -> str:
    """Hex SHA-256 of the canonical JSON of `value`, cut to `length` digits."""
    return hashlib.sha256(canonical_json(value)).hexdigest()[:length]


def digest_bytes(data: bytes) -> str:
    """Hex SHA-256 of raw bytes, cut to `ID_LENGTH`: the id of a capture and of a blob."""
    return hashlib.sha256(data).hexdigest()[:ID_LENGTH]


def normalised(text: str) -> str:
    """A sentence as a key sees it: letters and digits only, folded; typography, case and accents make no difference."""
    text = unicodedata.normalize("NFKD", text)
    return re.sub(r"[\W_]+", " ", "".join(c for c in text if not unicodedata.combining(c))).strip().casefold()


def claim_key(address: str, sentence: str, family: str, nth: int) -> str:
    """The key of a claim: document address + normalised sentence + kind family + its number among such claims.

    Offsets and the exact quote take no part, so a reviewer's verdict finds its claim again when an engine moves the
    edges of a quote or a page changes its typography (house rules of identity, 2).
    """
    return digest([address, normalised(sentence), family, nth], KEY_LENGTH)


def incident_name(key: str) -> str:
    """The id of the incident whose oldest account is the claim of this key: nothing is minted (identity, 4)."""
    return digest(["incident", key], KEY_LENGTH)

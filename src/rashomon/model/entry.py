"""Lines of the ledger."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct

from rashomon.model.document import Capture, Document
from rashomon.model.key import digest
from rashomon.model.pairing import Pairing
from rashomon.model.reading import Reading

Decision = Literal["accept", "reject", "correct", "same", "different", "unsure"]


class Verdict(Struct, frozen=True, kw_only=True):
    """A person's judgement. `about` is a claim key, or two keys `a|b` with a < b; `seen` the digest of what the reviewer
    saw; `body` the corrected fields for `correct`; `replaces` the id of the verdict that it takes the place of, so that
    accept, reject, accept again are three entries and not one.
    """

    about: str
    seen: str
    decision: Decision
    by: str
    body: dict[str, Any] | None = None
    note: str = ""
    replaces: str | None = None

    @property
    def id(self) -> str:
        """Digest of everything."""
        return digest(["verdict", self])


class Failure(Struct, frozen=True, kw_only=True):
    """Something that could not be taken in or read. `about` is the file or address, `stage` add | read | link,
    `reason` one clear sentence that names the place and what to do.
    """

    about: str
    stage: str
    reason: str

    @property
    def id(self) -> str:
        """Digest of everything."""
        return digest(["failure", self])


class Redaction(Struct, frozen=True, kw_only=True):
    """A blob or text that had to be removed. `about` is the hash that stays in the ledger; `verify` accepts its absence."""

    about: str
    reason: str
    by: str

    @property
    def id(self) -> str:
        """Digest of everything."""
        return digest(["redaction", self])


Body = Capture | Document | Reading | Pairing | Verdict | Failure | Redaction


class Entry(Struct, frozen=True, kw_only=True):
    """One appended line. `seq` grows by one, `recorded_at` is our knowing (ISO UTC); neither takes part in `id`."""

    seq: int
    id: str
    kind: str
    about: str
    made_by: str
    recorded_at: str
    body: Body

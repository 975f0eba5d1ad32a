"""Lines of the ledger."""

from __future__ import annotations

from msgspec import Struct

from rashomon.model.document import Capture, Document
from rashomon.model.key import digest
from rashomon.model.pairing import Pairing
from rashomon.model.reading import Reading
from rashomon.model.verdict import Verdict


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


class Exchange(Struct, frozen=True, kw_only=True):
    """One question put to a language model, and what came back.

    `about` is the address of the document, `reading` the id of the reading that it belongs to (which exists only where all of
    the document was read), `input` its `Document.reading_input`, `start:end` the stretch of the text that was asked about.
    `answer` is the hash of the raw answer, kept as a blob to the byte (less the key, should a server repeat it); `status` the
    HTTP status; `tokens_in` and `tokens_out` what the server counted, None where it does not say. `refused` counts what of the
    answer was not taken, by reason.
    """

    about: str
    reading: str
    input: str
    start: int
    end: int
    request: str
    answer: str
    status: int
    tokens_in: int | None = None
    tokens_out: int | None = None
    refused: dict[str, int] = {}

    @property
    def id(self) -> str:
        """Digest of everything."""
        return digest(["exchange", self])


class Edition(Struct, frozen=True, kw_only=True):
    """Something that was published, to the byte. `about` is the export's name ("brief"), `blob` the hash of its bytes, `size`
    how many there are; `upto` and `seal` number and seal of the last line of the ledger that it was made from (0 and empty: of
    an empty ledger); `asof` the moment that it shows, None where it shows what was known when it was made. `replaces` is the
    edition of that export before it, so that a text that is published again after another one is an edition of its own.
    """

    about: str
    blob: str
    size: int
    upto: int
    seal: str
    by: str
    asof: str | None = None
    note: str = ""
    replaces: str | None = None

    @property
    def id(self) -> str:
        """Digest of everything."""
        return digest(["edition", self])


Body = Capture | Document | Reading | Pairing | Verdict | Failure | Redaction | Exchange | Edition


class Entry(Struct, frozen=True, kw_only=True):
    """One appended line. `seq` grows by one, `recorded_at` is our knowing (ISO UTC); neither takes part in `id`."""

    seq: int
    id: str
    kind: str
    about: str
    made_by: str
    recorded_at: str
    body: Body

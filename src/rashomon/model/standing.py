"""What the ledger holds at a moment: the input of every export, page and fold."""

from __future__ import annotations

from msgspec import Struct

from rashomon.model.document import Document
from rashomon.model.entry import Failure, Verdict
from rashomon.model.incident import Incident
from rashomon.model.pairing import Pairing
from rashomon.model.reading import Reading


class Standing(Struct, frozen=True, kw_only=True):
    """The ledger folded to one moment.

    `documents`: the current version of each address, in the order of their addresses; `readings`: the linked reading of
    each document that has one; `pairing`: the latest one, if any; `incidents`: derived from it; `challenged`: ids of
    verdicts whose claim reads differently now; `asof`: the ISO moment asked for, None = now.
    """

    documents: tuple[Document, ...] = ()
    readings: tuple[Reading, ...] = ()
    pairing: Pairing | None = None
    incidents: tuple[Incident, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    challenged: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()
    asof: str | None = None

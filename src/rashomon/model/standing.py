"""What the ledger holds at a moment: the input of every export, page and fold."""

from __future__ import annotations

from msgspec import Struct

from rashomon.model.document import Document
from rashomon.model.entry import Failure
from rashomon.model.incident import Incident
from rashomon.model.pairing import Pairing
from rashomon.model.reading import Reading
from rashomon.model.verdict import Verdict


class Standing(Struct, frozen=True, kw_only=True):
    """The ledger folded to one moment.

    `documents`: the current version of each address, in the order of their addresses; `readings`: the linked reading of
    each document that has one, with people's corrections laid over it, `as_read` the same without them; `pairing`: the latest
    one, if any; `incidents`: derived from it; `verdicts`: each person's last one on each thing; `challenged`: ids of those
    whose claim reads differently now; `judged`: digest of what verdicts change in the readings, "" if nothing; `asof`: the ISO
    moment asked for, None = now.
    """

    documents: tuple[Document, ...] = ()
    readings: tuple[Reading, ...] = ()
    as_read: tuple[Reading, ...] = ()
    pairing: Pairing | None = None
    incidents: tuple[Incident, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    challenged: tuple[str, ...] = ()
    judged: str = ""
    failures: tuple[Failure, ...] = ()
    asof: str | None = None

"""rashomon: who claims what, on what evidence, where accounts agree, contradict, and how figures moved.

import rashomon as rn
case = rn.open("cases/idlib")
case.add("articles/*.html"); case.read(); case.reconcile()
case.incidents().to_pandas()
rn.read(rn.parse(html, url=url))          # no store needed
"""

from __future__ import annotations

from importlib.metadata import version

import rashomon.read  # noqa: F401  before the function of that name below, which its room would else hide
from rashomon.case import Case, CaseError, RashomonError, Report, Review, ReviewError, Rows, UnknownNameError, View, new
from rashomon.case import open_case as open  # the house's word: rn.open
from rashomon.case.reader import Reader, Task
from rashomon.ingest import IngestError, Item
from rashomon.ingest import parse as _parse
from rashomon.ledger import LedgerError
from rashomon.model import Claim, Document, Edition, Incident, Point, Position, Reading, Revision
from rashomon.reconcile import Change
from rashomon.vocabulary import Vocabulary, VocabularyError, load

__version__ = version("rashomon")

__all__ = [
    "Case", "CaseError", "Change", "Claim", "Document", "Edition", "Incident", "IngestError", "LedgerError", "Point",
    "Position", "RashomonError", "Reading", "Report", "Review", "ReviewError", "Revision", "Rows", "UnknownNameError", "View",
    "Vocabulary", "VocabularyError", "__version__", "load", "new", "open", "parse", "read",
]  # fmt: skip


def parse(
    content: str | bytes,
    *,
    url: str | None = None,
    name: str | None = None,
    publisher: str | None = None,
    published: str | None = None,
    mime: str | None = None,
) -> Document:
    """A document from the text or HTML of a report, with its passages. Nothing is stored and nothing is fetched.

    `published` is an ISO date or time; `mime` is "text/html" or "text/plain" (default: HTML where it begins like HTML).
    Raises IngestError for what cannot be read as text.
    """
    data = content.encode() if isinstance(content, str) else content
    kind = mime or ("text/html" if data.lstrip()[:1] == b"<" else "text/plain")
    label = name or url or "document"
    item = Item(address=label, name=label, where=label, data=data, mime=kind, url=url, publisher=publisher, published=published)
    return _parse(item, load())[1]


def read(document: Document) -> Reading:
    """The claims of one document, linked to parties, places and dates. Loads the engine once (some seconds)."""
    done = Reader(engine="embedded").prepare().do(Task(document))
    if done.linked is None:
        raise RashomonError(done.failure.reason if done.failure else f"{document.address}: could not be read")
    return done.linked

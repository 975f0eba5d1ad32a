"""What a removal has to cover: a name that is taken out of a page must not stay in what was read from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rashomon.model.document import Document
from rashomon.model.entry import Edition, Entry, Exchange
from rashomon.model.key import digest
from rashomon.model.reading import Reading
from rashomon.model.verdict import Verdict, things


def derived(entries: Iterable[Entry], target: str) -> list[str]:
    """Ids of the entries that go with `target` (a blob's hash or an entry's id): itself, and whatever was made from it.

    A capture takes its documents with it, a document its readings and what a language model was asked and answered about it, an
    engine's reading the linked ones, and a reading the notes and corrections that people wrote on its claims.
    """
    found, inputs, claims = list[str](), set[str](), set[str]()
    versions: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        body = entry.body
        hit = target == entry.id
        if isinstance(body, Document):
            versions[body.address].append(body.id)
            hit = hit or body.capture == target
            inputs |= {body.reading_input} if hit else set()
        elif isinstance(body, Reading):
            hit = hit or body.input in inputs
            inputs |= {digest([body.id, version]) for version in versions[body.address]} if hit else set()
            claims |= {claim.key for claim in body.claims} if hit else set()
        elif isinstance(body, Exchange):
            hit = hit or body.input in inputs
        elif isinstance(body, Verdict):
            hit = hit or (bool(body.body or body.note) and not claims.isdisjoint(things(body.about)))
        if hit and entry.kind != "capture":  # a capture's line tells only that something was there
            found.append(entry.id)
    return found


def answers(entries: Iterable[Entry], ids: Iterable[str]) -> list[str]:
    """Hashes of the raw answers of those exchanges among these entries."""
    wanted = set(ids)
    return [e.body.answer for e in entries if e.id in wanted and isinstance(e.body, Exchange)]


def editions(entries: Iterable[Entry], ids: Iterable[str]) -> list[str]:
    """Hashes of the bytes of those editions among these entries, and of all editions that may show something of the others: all
    that were made since the first of them was there. What was published cannot be searched for a name as surely as it can be
    wiped; the line keeps the digest of what it was.
    """
    entries, wanted = list(entries), set(ids)
    own = {entry.id for entry in entries if isinstance(entry.body, Edition)} & wanted
    first = min((entry.seq for entry in entries if entry.id in wanted - own), default=None)
    made = ((entry.id, entry.body) for entry in entries if isinstance(entry.body, Edition))
    return [edition.blob for id_, edition in made if id_ in own or (first is not None and edition.upto >= first)]

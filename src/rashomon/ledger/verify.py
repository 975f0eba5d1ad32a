"""Is the ledger what was written? Every hash, id and seal is made again from what is stored."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from rashomon.ledger import bodies, sql
from rashomon.ledger.errors import LedgerError
from rashomon.ledger.store import Row, Store
from rashomon.model.document import Capture
from rashomon.model.entry import Body, Edition, Exchange
from rashomon.model.key import digest_bytes

_PAGE = 500


def problems(store: Store) -> list[str]:
    """One sentence for each thing that is wrong; empty where every line is as it was written. Never raises for damage."""
    found: list[str] = []
    try:
        for problem in chain(_blobs(store, _redacted(store)), _lines(store)):
            found.append(problem)
    except LedgerError as error:
        found.append(str(error))
    return found


def _pages(store: Store, text: str, after: int | str) -> Iterator[Row]:
    while rows := store.rows(text, after=after, many=_PAGE):
        yield from rows
        after = rows[-1][0]


def _redacted(store: Store) -> set[str]:
    return {row[3] for row in _pages(store, sql.BARE_LINES, -1) if row[2] == "redaction"}


def _blobs(store: Store, redacted: set[str]) -> Iterator[str]:
    for hash_, coding, data in _pages(store, sql.BLOBS, ""):
        if data is None:
            if hash_ not in redacted:
                yield f"blob {hash_} was emptied, and no redaction says why"
        elif hash_ in redacted:
            yield f"blob {hash_} was redacted, and its bytes are still there"
        elif _hash(coding, data) != hash_:
            yield f"blob {hash_} was changed: its bytes have another hash"


def _hash(coding: str, data: bytes) -> str | None:
    try:
        return digest_bytes(bodies.unpack(coding, data))
    except (LedgerError, TypeError):
        return None


def _lines(store: Store) -> Iterator[str]:
    previous, number, latest = "", 0, ""
    for seq, *line, seal in _pages(store, sql.BARE_LINES, -1):
        number += 1
        if seq != number:
            yield f"line {number} is missing: the next one is {seq}"
            number = seq
        if bodies.chained(previous, (str(seq), *line)) != seal:
            yield f"line {seq} does not follow from the one before: it was edited, moved, or something before it was removed"
        if str(line[4]) < latest:
            yield f"line {seq} was recorded before the one above it"
        yield from _body(store, seq, line)
        previous, latest = seal, str(line[4])
    head = store.rows(sql.GET_META, name="head")
    if (head[0][0] if head else "") != previous:
        yield f"the last line is not the one that was written last: lines after {number} were removed"


def _body(store: Store, seq: int, line: list[str]) -> Iterator[str]:
    """What is wrong between a line and its body."""
    id_, kind, about, _, _, hash_ = line
    found = store.rows(sql.GET_BLOB, hash=hash_)
    if not found:
        yield f"line {seq} has no body: blob {hash_} is gone"
        return
    coding, data = found[0]
    if data is None or _hash(coding, data) != hash_:
        return  # redacted, or told by `_blobs` already
    try:
        body = bodies.decode(kind, bodies.unpack(coding, data))
    except LedgerError as error:
        yield f"line {seq}: {error}"
        return
    if (body.id, bodies.about(body)) != (id_, about):
        yield f"line {seq} says that it is {id_} about {about}, and its body says {body.id} about {bodies.about(body)}"
    if {key for (key,) in store.rows(sql.KEYS_OF, seq=seq)} != bodies.keys(body):
        yield f"line {seq} is not found under all of its keys: the index was changed"
    yield from _raw(store, seq, body)


def _raw(store: Store, seq: int, body: Body) -> Iterator[str]:
    if isinstance(body, Capture) and not store.rows(sql.GET_BLOB, hash=body.id):
        yield f"line {seq} is a capture whose bytes {body.id} are missing"
    if isinstance(body, Exchange) and not store.rows(sql.GET_BLOB, hash=body.answer):
        yield f"line {seq} is an exchange whose raw answer {body.answer} is missing"
    if isinstance(body, Edition):
        yield from _published(store, seq, body)


def _published(store: Store, seq: int, edition: Edition) -> Iterator[str]:
    """What is wrong with an edition: its bytes, and the line of the ledger that it says it was made from."""
    found = store.rows(sql.GET_BLOB, hash=edition.blob)
    if not found:
        yield f"line {seq} is an edition whose bytes {edition.blob} are missing"
    elif found[0][1] is not None and _hash(*found[0]) == edition.blob and _size(*found[0]) != edition.size:
        yield f"line {seq} is an edition of {edition.size} bytes, and {_size(*found[0])} are stored"
    seals = store.rows(sql.SEAL_OF, seq=edition.upto)
    if edition.upto >= seq or (seals[0][0] if seals else "") != edition.seal:
        yield f"line {seq} is an edition made from the lines up to {edition.upto}, and these are others than it says"


def _size(coding: str, data: bytes) -> int:
    return len(bodies.unpack(coding, data))

"""Bodies as they are stored: canonical JSON by hash, a kind's name instead of a class path, compressed where it pays."""

from __future__ import annotations

import zlib
from typing import get_args

import msgspec

from rashomon.ledger.errors import LedgerError
from rashomon.model.document import Capture, Document
from rashomon.model.entry import Body, Edition, Exchange
from rashomon.model.key import digest
from rashomon.model.pairing import Pairing
from rashomon.model.reading import Reading
from rashomon.model.verdict import Verdict, things

KINDS: dict[str, type[Body]] = {shape.__name__.lower(): shape for shape in get_args(Body)}
"""The name of each kind of line, as stored, with its shape."""

_DECODERS = {kind: msgspec.json.Decoder(shape) for kind, shape in KINDS.items()}
LONGEST_KEY = 1000
"""Bytes of UTF-8. PostgreSQL's B-tree takes 2,704 a row."""

_PAYS = 0.9
"""Compression is kept where it saves a tenth or more; otherwise the plain bytes are read faster."""


def kind_of(body: Body) -> str:
    """The stored name of a body's kind."""
    return type(body).__name__.lower()


def decode(kind: str, data: bytes) -> Body:
    """A stored body. Raises LedgerError where the kind is unknown or the bytes do not have its shape."""
    if kind not in _DECODERS:
        raise LedgerError(
            f"the ledger holds a line of kind {kind!r}, which this version of rashomon does not know: use a newer one"
        )
    try:
        return _DECODERS[kind].decode(data)
    except msgspec.MsgspecError as error:
        raise LedgerError(f"a stored {kind} cannot be read: {error}; run `rashomon verify`") from error


def pack(data: bytes) -> tuple[str, bytes]:
    """Bytes as stored, with the name of their coding."""
    packed = zlib.compress(data, 6)
    return ("zlib", packed) if len(packed) < _PAYS * len(data) else ("plain", data)


def unpack(coding: str, data: bytes) -> bytes:
    """The plain bytes. Raises LedgerError where they are damaged."""
    try:
        return zlib.decompress(data) if coding == "zlib" else data
    except zlib.error as error:
        raise LedgerError(f"a stored blob is damaged ({error}): run `rashomon verify`") from error


def about(body: Body) -> str:
    """What a line is about: an address, a key or a hash."""
    if isinstance(body, Capture):
        return body.url or body.id
    if isinstance(body, Document | Reading):
        return body.address
    return "claims" if isinstance(body, Pairing) else body.about


def filed(key: str) -> str:
    """A key as the index has it: itself, or a digest where it is too long for the index of some database."""
    return key if len(key.encode("utf-8", "surrogatepass")) <= LONGEST_KEY else digest(["key", key])


def keys(body: Body) -> frozenset[str]:
    """Every key under which a line is found again, as filed: its id, what it is about, the claims of a reading, both of a
    pair, the reading and the raw answer of an exchange, the bytes of an edition.
    """
    found = {body.id, about(body)}
    if isinstance(body, Reading):
        found |= {claim.key for claim in body.claims}
    elif isinstance(body, Document):
        found.add(body.capture)
    elif isinstance(body, Exchange):
        found |= {body.reading, body.answer}
    elif isinstance(body, Edition):
        found.add(body.blob)
    elif isinstance(body, Verdict):
        found |= set(things(body.about))
    return frozenset(map(filed, found))


def chained(previous: str, line: tuple[str, ...]) -> str:
    """The tamper-evident seal of a line: digest of the line before and of everything stored in this one."""
    return digest([previous, *line])

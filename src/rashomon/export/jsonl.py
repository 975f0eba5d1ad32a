"""JSON lines that stay lines in every reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from rashomon.export.pieces import Record

_BREAKS = {char.encode(): b"\\u%04x" % ord(char) for char in "\x85\u2028\u2029"}
"""JSON lets these three stand as they are, and some readers (Python's `splitlines`) break a line at them."""


def line(record: Record) -> bytes:
    """One record as a line, UTF-8, keys in their order."""
    data = msgspec.json.encode(record)
    for char, escape in _BREAKS.items():
        data = data.replace(char, escape)
    return data + b"\n"


def lines(records: Iterable[Record]) -> Iterator[bytes]:
    """Each record as a line."""
    return map(line, records)

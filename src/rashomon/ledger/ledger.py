"""The ledger: append-only, content-addressed, one writer.

Invariant: a line is never changed and never moved. What is known at a moment is the lines up to it, in the order of seq;
`recorded_at` never runs backwards, so as-of is always a beginning of the ledger. Only a redaction empties a body, and the
line, its hash and its seal stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from rashomon.ledger import bodies, sql
from rashomon.ledger.address import is_address
from rashomon.ledger.copying import copy, moved, retire
from rashomon.ledger.errors import LedgerError
from rashomon.ledger.moment import moment
from rashomon.ledger.postgres import open_postgres
from rashomon.ledger.prepare import still_here
from rashomon.ledger.redact import answers, derived, editions
from rashomon.ledger.settle import read_by, settle
from rashomon.ledger.sqlite import open_sqlite
from rashomon.ledger.store import Row, Store
from rashomon.ledger.verify import problems
from rashomon.model.document import Document
from rashomon.model.entry import Body, Entry, Redaction
from rashomon.model.key import canonical_json, digest_bytes
from rashomon.model.reading import Reading
from rashomon.model.standing import Standing

WAIT_SECONDS = 10.0
"""How long a second writer waits for the first one before it says so."""

PAGE = 500
"""Lines fetched at a time: bounds memory, and lets a reader see a steady view without a long lock."""

_ALWAYS = "9999-12-31T23:59:59.999999Z"


class Ledger:
    """One ledger. Use it as a context manager; `Ledger.open` makes one."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @classmethod
    def open(cls, place: Path | str, readonly: bool = False, retired: bool = False) -> Self:
        """The ledger in this file, or (postgresql://…) in this database; made if absent, unless `readonly`. One that was moved
        elsewhere is opened only as `retired`. Raises LedgerError with one clear sentence.
        """
        if isinstance(place, str) and is_address(place):
            return cls(open_postgres(place, readonly, retired))
        return cls(open_sqlite(Path(place), readonly, retired))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back. Everything appended is on the disk already."""
        self._store.close()

    @property
    def name(self) -> str:
        """How messages call the place: the path, or the address without a password."""
        return self._store.name

    def move(self, to: Ledger) -> int:
        """Copy everything into another ledger, which is empty or a beginning of this one, check it, and retire this one;
        returns how many lines were added there. Done again, it completes what was interrupted. Raises LedgerError where the
        other holds anything else.
        """
        where = moved(self._store)
        if where not in (None, to.name):
            raise LedgerError(f"the ledger {self.name} was moved to {where} already: name that one in rashomon.toml")
        added = copy(self._store, to._store)
        retire(self._store, to.name)
        return added

    # ------------------------------------------------------------ writing

    @contextmanager
    def writing(self, wait: float = WAIT_SECONDS) -> Iterator[Self]:
        """Be the one writer for as long as the block lasts, across processes.

        A command that appends many times holds this around all of it. A second one waits up to `wait` seconds and then
        raises LedgerBusyError. Single appends take the pen by themselves.
        """
        with self._store.pen(wait):
            yield self

    def append(self, bodies_: Iterable[Body], made_by: str, at: str, blobs: Iterable[bytes] = ()) -> int:
        """Record these bodies, with the raw bytes that belong to them, in one transaction; returns how many were new.

        A body whose id is present is passed over, so that appending a batch twice adds nothing; so is a document parsed
        from a capture that was redacted. `at` is the moment of
        our knowing (ISO 8601); one that is earlier than the latest line's is recorded as the latest line's.
        """
        with self._step():
            for data in blobs:
                self._put(digest_bytes(data), data)
            return sum(self._line(body, made_by, moment(at)) for body in bodies_)

    def put_blob(self, data: bytes) -> str:
        """Keep these bytes; returns their hash. Bytes that were redacted are not taken in again."""
        hash_ = digest_bytes(data)
        with self._step():
            self._put(hash_, data)
        return hash_

    def redact(self, hash_: str, reason: str, by: str, at: str) -> tuple[str, ...]:
        """Remove what stands under a hash or an entry's id, and everything made from it; returns the hashes emptied.

        The lines stay, with their seals; one Redaction each says who removed what and why. The bytes are wiped from the
        database's files. Redacting a capture covers its raw bytes, the documents parsed from it, their readings, whatever a
        language model answered about them, and the editions that were published since.
        """
        with self._step():
            ids = derived(self.entries(), hash_)
            hashes = [hash_, *(self._store.rows(sql.BODY_OF, id=id_)[0][0] for id_ in ids)]
            hashes += [*answers(self.entries(), ids), *editions(self.entries(), ids)]
            found = [each for each in dict.fromkeys(hashes) if self._held(each)]
            if not found:
                raise LedgerError(f"nothing to redact stands under {hash_} in {self._store.name}: check the hash")
            for each in found:
                self._store.run(sql.EMPTY_BLOB, hash=each)
                self._line(Redaction(about=each, reason=reason, by=by), by, moment(at))
        self._store.scrub()
        return tuple(found)

    @contextmanager
    def _step(self) -> Iterator[None]:
        with self._store.pen(WAIT_SECONDS), self._store.transaction():
            still_here(self._store)
            yield

    def _put(self, hash_: str, data: bytes) -> None:
        coding, packed = bodies.pack(data)
        self._store.run(sql.PUT_BLOB, hash=hash_, coding=coding, data=packed)

    def _line(self, body: Body, made_by: str, at: str) -> bool:
        """Append one line unless it is there; whether it was new."""
        id_ = body.id
        if self.has(id_) or (isinstance(body, Document) and self._emptied(body.capture)):
            return False
        data = canonical_json(body)
        hash_ = digest_bytes(data)
        self._put(hash_, data)
        last = self._store.rows(sql.LAST)
        seq, previous, latest = last[0] if last else (0, "", "")
        line = (str(seq + 1), id_, bodies.kind_of(body), bodies.about(body), made_by, max(at, latest), hash_)
        seal = bodies.chained(previous, line)
        names = ("id", "kind", "about", "made_by", "recorded_at", "body_hash")
        self._store.run(sql.PUT_ENTRY, seq=seq + 1, chain=seal, **dict(zip(names, line[1:], strict=True)))
        self._store.many(sql.PUT_KEY, ({"key": key, "seq": seq + 1} for key in sorted(bodies.keys(body))))
        self._store.run(sql.SET_META, name="head", value=seal)
        return True

    # ------------------------------------------------------------ reading

    @property
    def head(self) -> str | None:
        """The seal of the last line: who notes it elsewhere can prove later that nothing before it was changed."""
        return self.last()[1] or None

    def last(self, asof: str | None = None) -> tuple[int, str]:
        """Number and seal of the last line, or of the last one up to a moment; 0 and "" where there is none."""
        found = self._store.rows(sql.LAST_AT, until=_ALWAYS if asof is None else moment(asof))
        return found[0] if found else (0, "")

    def moments(self, since: str = "") -> list[str]:
        """The moments at which lines were appended, oldest first; only those after one of them."""
        return [recorded_at for (recorded_at,) in self._store.rows(sql.MOMENTS, since=since)]

    def has(self, id_: str) -> bool:
        """Whether a line with this id is there: present means done."""
        return bool(self._store.rows(sql.HAS_ENTRY, id=id_))

    def blob(self, hash_: str) -> bytes:
        """The bytes under this hash. Raises LedgerError where there are none, or where they were redacted."""
        found = self._store.rows(sql.GET_BLOB, hash=hash_)
        if not found:
            raise LedgerError(f"no blob {hash_} in {self._store.name}")
        coding, data = found[0]
        if data is None:
            raise LedgerError(f"the blob {hash_} was redacted: {self._redaction(hash_).reason}")
        return bodies.unpack(coding, data)

    def entries(self, kind: str | None = None, asof: str | None = None, about: str | None = None) -> Iterator[Entry]:
        """The lines in the order of seq: of one kind ("verdict"), up to a moment, found under one key.

        A body that was redacted is given as the Redaction that covers it.
        """
        if kind is not None and kind not in bodies.KINDS:
            raise LedgerError(f"no kind of line is called {kind!r}: the kinds are {', '.join(sorted(bodies.KINDS))}")
        texts = {(False, False): sql.LINES, (True, False): sql.LINES_OF_KIND, (False, True): sql.LINES_OF_KEY}
        text = texts.get((kind is not None, about is not None), sql.LINES_OF_KIND_AND_KEY)
        key = None if about is None else bodies.filed(about)
        wanted = {name: value for name, value in (("kind", kind), ("key", key)) if value is not None}
        until = _ALWAYS if asof is None else moment(asof)
        after = 0
        while rows := self._store.rows(text, **wanted, after=after, until=until, many=PAGE):
            yield from map(self._entry, rows)
            after = rows[-1][0]

    def history(self, key: str) -> list[Entry]:
        """Every line about a claim's key, an address, a capture or a line's id, oldest first.

        Of a claim: the readings that contain it and the verdicts on it, alone or in a pair. An incident has the name of
        its oldest account, so its id finds that account.
        """
        return list(self.entries(about=key))

    def standing(self, asof: str | None = None, engine: str | None = None) -> Standing:
        """What holds, now or as of a moment, without incidents, which reconciling derives from it.

        Of a document that several engines read, the readings of `engine` count before later ones of another.
        """
        return settle(self.entries(asof=asof), None if asof is None else moment(asof), engine)

    def read_by(self, engine: str, asof: str | None = None) -> list[Reading]:
        """The linked readings of one engine ("embedded", "llm") or one of its versions ("llm@1+a-model"), in the order of the
        documents; up to a moment.
        """
        return read_by(self.entries(asof=asof), engine)

    def verify(self) -> list[str]:
        """Everything that is wrong with this ledger, one sentence each; empty means good."""
        return problems(self._store)

    def _entry(self, row: Row) -> Entry:
        seq, id_, kind, about, made_by, recorded_at, hash_, _, coding, data = row
        body = self._redaction(hash_) if data is None else bodies.decode(kind, bodies.unpack(coding, data))
        return Entry(seq=seq, id=id_, kind=kind, about=about, made_by=made_by, recorded_at=recorded_at, body=body)

    def _held(self, hash_: str) -> bool:
        found = self._store.rows(sql.GET_BLOB, hash=hash_)
        return bool(found) and found[0][1] is not None

    def _emptied(self, hash_: str) -> bool:
        found = self._store.rows(sql.GET_BLOB, hash=hash_)
        return bool(found) and found[0][1] is None

    def _redaction(self, hash_: str) -> Redaction:
        for entry in self.entries(kind="redaction", about=hash_):
            if isinstance(entry.body, Redaction):
                return entry.body
        raise LedgerError(f"the body {hash_} is gone from {self._store.name} without a redaction: run `rashomon verify`")

"""One ledger into another database: the same lines, the same seals, the same bytes.

Invariant: a copy only ever adds what follows on what is there. A target that holds anything else is refused, so that two
ledgers are never mixed; an interrupted copy leaves nothing, and one that is run again brings the target up to date.
"""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.ledger import sql
from rashomon.ledger.errors import LedgerError
from rashomon.ledger.store import Row, Store
from rashomon.ledger.verify import problems

WAIT_SECONDS = 10.0
_PAGE = 200


def copy(source: Store, target: Store) -> int:
    """Bring `target` up to `source`; returns how many lines were added. Nobody else writes either meanwhile. Everything is
    checked before it counts. Raises LedgerError, and leaves the target as it was, where it holds another ledger or anything is
    damaged.
    """
    with source.pen(WAIT_SECONDS), target.pen(WAIT_SECONDS):
        with target.transaction():
            after = _common(source, target)
            emptied = _blobs(source, target)
            added = _lines(source, target, after)
            head = source.rows(sql.GET_META, name="head")
            if head:
                target.run(sql.SET_META, name="head", value=head[0][0])
            target.run(sql.DROP_META, name="moved")
            if found := problems(target):
                raise LedgerError(f"nothing was copied, because {source.name} is damaged: {found[0]}; run `rashomon verify`")
        if emptied:
            target.scrub()
        return added


def retire(store: Store, to: str) -> None:
    """Mark a ledger as moved, so that nobody goes on writing what nobody will read."""
    with store.pen(WAIT_SECONDS), store.transaction():
        store.run(sql.SET_META, name="moved", value=to)


def moved(store: Store) -> str | None:
    """Where this ledger was moved to, if it was."""
    found = store.rows(sql.GET_META, name="moved")
    return str(found[0][0]) if found else None


def _common(source: Store, target: Store) -> int:
    """The number of the target's last line, which the source has as well."""
    last = target.rows(sql.LAST)
    if not last:
        return 0
    number, seal, _ = last[0]
    if source.rows(sql.SEAL_OF, seq=number) != [(seal,)]:
        raise LedgerError(
            f"{target.name} holds another ledger, of {number} lines, or one that has gone on since: choose an empty database"
        )
    return int(number)


def _blobs(source: Store, target: Store) -> bool:
    """All bodies and captures; whether any had to be emptied in the target."""
    emptied = False
    for page in _pages(source, sql.BLOBS, ""):
        target.many(sql.PUT_BLOB, ({"hash": hash_, "coding": coding, "data": data} for hash_, coding, data in page))
        for hash_ in (hash_ for hash_, _, data in page if data is None):
            if target.rows(sql.GET_BLOB, hash=hash_)[0][1] is not None:
                target.run(sql.EMPTY_BLOB, hash=hash_)
                emptied = True
    return emptied


def _lines(source: Store, target: Store, after: int) -> int:
    names = ("seq", "id", "kind", "about", "made_by", "recorded_at", "body_hash", "chain")
    added = 0
    for page in _pages(source, sql.BARE_LINES, after):
        target.many(sql.PUT_ENTRY, (dict(zip(names, row, strict=True)) for row in page))
        keys = source.rows(sql.KEYS_BETWEEN, first=page[0][0], last=page[-1][0])
        target.many(sql.PUT_KEY, ({"key": key, "seq": seq} for key, seq in keys))
        added += len(page)
    return added


def _pages(store: Store, text: str, after: int | str) -> Iterator[list[Row]]:
    while rows := store.rows(text, after=after, many=_PAGE):
        yield rows
        after = rows[-1][0]

"""Names of parties in a row of words: longest first, whatever the case ending, possessive or spelling of the article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from rashomon.link.words import Word, words
from rashomon.vocabulary import Party, shipped

Form = Literal["name", "adjective", "metonym", "organ", "person"]
_FORMS: tuple[tuple[Form, str], ...] = (
    ("name", "names"), ("adjective", "adjectives"), ("metonym", "metonyms"), ("organ", "organs"), ("person", "people"),
)  # fmt: skip
_SHORT = 4
"""Names of up to so many letters, all capitals ("IS", "UN", "PA", "SAA"), must stand in capitals: "is" is no party."""


class Hit(Struct, frozen=True):
    """Words `first:last` of a row name one of `ids` (several where a name is shared), in this form."""

    first: int
    last: int
    ids: tuple[str, ...]
    form: Form


class _Entry(Struct, frozen=True):
    keys: tuple[str, ...]
    id: str
    form: Form
    capital: bool
    upper: bool


class Matcher:
    """Compiled once for a vocabulary. About 100,000 phrases a second.

    Where a case's own party and a shipped one share a name, the case's own is meant: who writes a file of parties knows the
    conflict.
    """

    def __init__(self, parties: Mapping[str, Party]) -> None:
        self._entries: dict[str, list[_Entry]] = {}
        known = shipped().parties
        self._own = frozenset(key for key, party in parties.items() if known.get(key) != party)
        for key, party in parties.items():
            for form, field in _FORMS:
                for name in getattr(party, field):
                    self._add(name, key, form)
        self.instead = dict(self._replaced())
        for entries in self._entries.values():
            entries.sort(key=lambda entry: (-len(entry.keys), entry.id, entry.form))

    def _replaced(self) -> Iterator[tuple[str, str]]:
        """Shipped parties whose name a party of the case's own bears, each with that party."""
        for entries in self._entries.values():
            for own in (entry for entry in entries if entry.id in self._own and entry.form == "name"):
                same = (e for e in entries if e.id not in self._own and e.form == "name" and e.keys == own.keys)
                yield from ((entry.id, own.id) for entry in same)

    def _add(self, name: str, party: str, form: Form) -> None:
        row = [word for word in words(name) if word.key not in ",;()[]&/"]
        if row and row[0].key == "the":
            row = row[1:]
        if not row:
            return
        bare = name.replace(".", "")
        keys = tuple(word.key for word in row)
        entry = _Entry(keys, party, form, row[0].capital, bare.isupper() and len(bare) <= _SHORT)
        self._entries.setdefault(keys[0], []).append(entry)

    def hits(self, row: Sequence[Word]) -> tuple[Hit, ...]:
        """Names in a row of words, from left to right, none inside another."""
        found, i = [], 0
        while i < len(row):
            hit = self._at(row, i)
            if hit:
                found.append(hit)
            i = hit.last if hit else i + 1
        return tuple(found)

    def _at(self, row: Sequence[Word], i: int) -> Hit | None:
        best: list[_Entry] = []
        for entry in self._starting(row[i].key):
            if best and len(entry.keys) < len(best[0].keys):
                break
            if _matches(entry, row, i):
                best.append(entry)
        whole = [entry for entry in best if row[i + len(entry.keys) - 1].key == entry.keys[-1]]
        best = whole or best  # "ISIS" is no possessive of "ISI"
        if not best:
            return None
        best = [entry for entry in best if entry.id in self._own] or best
        ids = tuple(dict.fromkeys(entry.id for entry in best))
        return Hit(i, i + len(best[0].keys), ids, best[0].form)

    def _starting(self, key: str) -> Iterator[_Entry]:
        yield from self._entries.get(key, ())
        if key.endswith("s"):  # "Syrias" lost its apostrophe
            yield from (entry for entry in self._entries.get(key[:-1], ()) if len(entry.keys) == 1)


def _matches(entry: _Entry, row: Sequence[Word], i: int) -> bool:
    if i + len(entry.keys) > len(row) or (entry.capital and not row[i].capital):
        return False
    if entry.upper and not (row[i].upper or row[i].key == entry.keys[0] + "s"):
        return False
    last = len(entry.keys) - 1
    return all(
        row[i + n].key == key or (n == last and len(key) > 2 and row[i + n].key == key + "s")
        for n, key in enumerate(entry.keys)
    )

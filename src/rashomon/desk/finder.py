"""Full-text search: SQLite's FTS5 over the passages of documents and over claims with the names of what they are linked to.

The index is an unnamed database, which lives in memory and on the disk's scratch space and goes away with the process: no copy
of a text is left beside the ledger, where a redaction would not reach it. Documents and readings are named by their content,
so each is indexed once, whatever moments are looked at; what is found is held against the scene, which knows what counts then.
"""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterable, Iterator

from msgspec import Struct

from rashomon.desk.scenes import Scene
from rashomon.export.brief import words
from rashomon.model import EVIDENCE_ROLES, Claim, Document

OPEN, CLOSE = "\x02", "\x03"
"""Signs that SQLite puts around what was found; no text that is shown holds them."""

MOST_WORDS = 24
"""Words of a query that are looked for."""

SNIPPET = 28
"""Words of a passage that are shown around what was found."""

TABLES = (
    "CREATE TABLE units (n INTEGER PRIMARY KEY, id TEXT UNIQUE)",
    "CREATE TABLE places (n INTEGER PRIMARY KEY, unit INTEGER, address TEXT, key TEXT, first INTEGER, last INTEGER)",
    "CREATE VIRTUAL TABLE texts USING fts5(words, names, tokenize = 'unicode61 remove_diacritics 2')",
)

FIND = """SELECT texts.rowid, units.id, key FROM texts JOIN places ON places.n = texts.rowid JOIN units ON units.n = unit
    WHERE texts MATCH ? AND (key IS NULL) = ? ORDER BY rank, texts.rowid"""

SHOW = f"""SELECT address, key, first, last,
    snippet(texts, 0, '{OPEN}', '{CLOSE}', '…', {SNIPPET}), highlight(texts, 1, '{OPEN}', '{CLOSE}')
    FROM texts JOIN places ON places.n = texts.rowid WHERE texts MATCH ? AND texts.rowid = ?"""  # noqa: S608  # constants


class Piece(Struct, frozen=True):
    """A stretch of text; `hit` where it is what was looked for."""

    text: str
    hit: bool


class Hit(Struct, frozen=True):
    """A place that was found: in the document of this `address` from `first` to `last`; `key` of a claim, "" for a passage."""

    address: str
    key: str
    first: int
    last: int
    text: tuple[Piece, ...]
    names: tuple[Piece, ...]


class Finder:
    """One index for all scenes of a case."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._base = sqlite3.connect("", check_same_thread=False, isolation_level=None)
        for text in TABLES:
            self._base.execute(text)

    def find(self, scene: Scene, query: str, claims: bool) -> Iterator[Hit]:
        """Claims that nobody rejected, or passages, that have all words of the query, the best first; nothing for a query
        without words. What is shown of a hit is looked up when it is asked for.
        """
        asked = match(query)
        if not asked:
            return
        with self._lock:
            units = self._taken_in(scene)
            found = self._base.execute(FIND, (asked, not claims)).fetchall()
        for n, unit, key in found:
            if unit in units and (key is None or key in scene.index.claims):
                with self._lock:
                    address, key, first, last, text, names = self._base.execute(SHOW, (asked, n)).fetchone()
                yield Hit(address, key or "", first, last, tuple(_pieces(text)), tuple(_pieces(names)))

    def _taken_in(self, scene: Scene) -> frozenset[str]:
        """Index what of the scene is not indexed yet; the ids of all that counts in it."""

        def make(scene: Scene) -> frozenset[str]:
            known = {id_ for (id_,) in self._base.execute("SELECT id FROM units")}
            standing = scene.view.standing
            documents = {document.id: document for document in standing.documents}
            readings = {reading.id: reading for reading in standing.as_read}
            self._base.execute("BEGIN")
            for id_ in documents.keys() - known:
                self._add(id_, documents[id_].address, _passages(documents[id_]))
            for id_ in readings.keys() - known:
                self._add(id_, readings[id_].address, _claims(readings[id_].claims, scene))
            self._base.execute("COMMIT")
            return frozenset(documents) | frozenset(readings)

        return scene.once("found", make)

    def _add(self, id_: str, address: str, rows: Iterable[tuple[str | None, int, int, str, str]]) -> None:
        unit = self._base.execute("INSERT INTO units (id) VALUES (?)", (id_,)).lastrowid
        for key, first, last, text, names in rows:
            place = (unit, address, key, first, last)
            n = self._base.execute(
                "INSERT INTO places (unit, address, key, first, last) VALUES (?, ?, ?, ?, ?)", place
            ).lastrowid
            self._base.execute("INSERT INTO texts (rowid, words, names) VALUES (?, ?, ?)", (n, text, names))


def match(query: str) -> str:
    """What a person writes as FTS5 reads it: words and "phrases" that must all be there, `word*` a beginning, `-word` what
    must not; everything else of its language is taken for words.
    """
    kept: list[str] = []
    without: list[str] = []
    for minus, phrase, word in re.findall(r'(-?)(?:"([^"]*)"|([^\s"]+))', query.replace("\x00", " ")):
        text = phrase or word
        if not re.search(r"\w", text):
            continue
        quoted = '"' + text.rstrip("*").replace('"', " ") + '"' + ("*" if word.endswith("*") else "")
        (without if minus else kept).append(quoted)
    if not kept:
        return ""
    return " AND ".join(kept[:MOST_WORDS]) + "".join(f" NOT {each}" for each in without[:MOST_WORDS])


def _passages(document: Document) -> Iterator[tuple[None, int, int, str, str]]:
    for passage in document.passages:
        if passage.role in EVIDENCE_ROLES:
            text = document.text[passage.start : passage.end]
            yield None, passage.start, passage.end, _clean(text), ""


def _claims(claims: Iterable[Claim], scene: Scene) -> Iterator[tuple[str, int, int, str, str]]:
    """The sentence of each claim; beside it the names that it was linked to, which the text may write otherwise."""
    for claim in claims:
        if claim.section in EVIDENCE_ROLES:
            names = [scene.index.kind(claim.kind), *(speaker.name for speaker in claim.speakers)]
            names += [actor.name for actor in (*claim.actors, *claim.targets) if actor.name]
            names += [claim.place.name] if claim.place and claim.place.name else []
            said = ", ".join(dict.fromkeys(names))
            yield claim.key, claim.anchor.start, claim.anchor.end, _clean(claim.anchor.sentence), _clean(said)


def _clean(text: str) -> str:
    return words.plain(text)


def _pieces(text: str) -> Iterator[Piece]:
    """Around what was found, and that itself."""
    for n, part in enumerate(re.split(f"[{OPEN}{CLOSE}]", text)):
        if part:
            yield Piece(part, n % 2 == 1)

"""The ledger's SQL: one text for every database.

Only what SQLite and PostgreSQL both speak stands here; types that differ are `{integer}`, `{bytes}` and `{text}` (compared
byte by byte), filled in by the dialect, and values are named (`:seq`). Numbers of lines are given by the one writer, never by a
sequence of the database, because a PostgreSQL sequence has gaps.
"""

from __future__ import annotations

SCHEMA = "1"
"""Version of the tables. A ledger with another one is refused, never guessed at."""

TABLES = (
    # What the file is: 'schema'; 'head', the chain value of the last line, so that a cut-off tail is noticed; 'moved', where
    # the ledger went.
    "CREATE TABLE meta (name {text} PRIMARY KEY, value {text} NOT NULL)",
    # Bodies and raw captures by the hash of their plain bytes; data is NULL once redacted.
    "CREATE TABLE blobs (hash {text} PRIMARY KEY, coding {text} NOT NULL, data {bytes})",
    """CREATE TABLE entries (
        seq {integer} PRIMARY KEY,
        id {text} NOT NULL UNIQUE,
        kind {text} NOT NULL,
        about {text} NOT NULL,
        made_by {text} NOT NULL,
        recorded_at {text} NOT NULL,
        body_hash {text} NOT NULL REFERENCES blobs (hash),
        chain {text} NOT NULL
    )""",
    # Every key under which a line is found again. Derived from the bodies; verify compares.
    """CREATE TABLE keys (
        key {text} NOT NULL,
        seq {integer} NOT NULL REFERENCES entries (seq),
        PRIMARY KEY (key, seq)
    )""",
    "CREATE INDEX entries_by_kind ON entries (kind, seq)",
    "CREATE INDEX entries_by_body ON entries (body_hash)",
    "CREATE INDEX keys_by_seq ON keys (seq)",
)

GET_META = "SELECT value FROM meta WHERE name = :name"
SET_META = "INSERT INTO meta (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
DROP_META = "DELETE FROM meta WHERE name = :name"

PUT_BLOB = "INSERT INTO blobs (hash, coding, data) VALUES (:hash, :coding, :data) ON CONFLICT (hash) DO NOTHING"
GET_BLOB = "SELECT coding, data FROM blobs WHERE hash = :hash"
EMPTY_BLOB = "UPDATE blobs SET coding = 'redacted', data = NULL WHERE hash = :hash"
BLOBS = "SELECT hash, coding, data FROM blobs WHERE hash > :after ORDER BY hash LIMIT :many"

PUT_ENTRY = """INSERT INTO entries (seq, id, kind, about, made_by, recorded_at, body_hash, chain)
    VALUES (:seq, :id, :kind, :about, :made_by, :recorded_at, :body_hash, :chain)"""
PUT_KEY = "INSERT INTO keys (key, seq) VALUES (:key, :seq)"
HAS_ENTRY = "SELECT 1 FROM entries WHERE id = :id"
LAST = "SELECT seq, chain, recorded_at FROM entries ORDER BY seq DESC LIMIT 1"
LAST_AT = "SELECT seq, chain FROM entries WHERE recorded_at <= :until ORDER BY seq DESC LIMIT 1"
MOMENTS = "SELECT recorded_at FROM entries WHERE recorded_at > :since GROUP BY recorded_at ORDER BY recorded_at"
SEAL_OF = "SELECT chain FROM entries WHERE seq = :seq"
KEYS_OF = "SELECT key FROM keys WHERE seq = :seq"
KEYS_BETWEEN = "SELECT key, seq FROM keys WHERE seq BETWEEN :first AND :last"
BODY_OF = "SELECT body_hash FROM entries WHERE id = :id"

_LINE = """SELECT e.seq, e.id, e.kind, e.about, e.made_by, e.recorded_at, e.body_hash, e.chain, b.coding, b.data
    FROM entries e JOIN blobs b ON b.hash = e.body_hash"""
_PAGE = " AND e.seq > :after AND e.recorded_at <= :until ORDER BY e.seq LIMIT :many"
LINES = f"{_LINE} WHERE 1 = 1{_PAGE}"
LINES_OF_KIND = f"{_LINE} WHERE e.kind = :kind{_PAGE}"
LINES_OF_KEY = f"{_LINE} JOIN keys k ON k.seq = e.seq WHERE k.key = :key{_PAGE}"
LINES_OF_KIND_AND_KEY = f"{_LINE} JOIN keys k ON k.seq = e.seq WHERE e.kind = :kind AND k.key = :key{_PAGE}"
# verify must see lines whose blob has gone, so it looks at the two tables apart.
BARE_LINES = """SELECT seq, id, kind, about, made_by, recorded_at, body_hash, chain FROM entries
    WHERE seq > :after ORDER BY seq LIMIT :many"""

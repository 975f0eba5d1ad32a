"""Looking places up. A gazetteer is a value with a path: it may be sent to another process, which opens it for itself."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from rashomon.link import writing
from rashomon.link.importers import romanised
from rashomon.link.site import Named, Site
from rashomon.link.spelling import plain, skeleton, swapped
from rashomon.model.key import ID_LENGTH

FILE = f"gazetteer-{writing.LAYOUT}.sqlite"
_CODE = 3
"""Names of up to three letters: in capitals an abbreviation ("UAE", no airport's code), else a town's own name ("Hit")."""

_HEARD = 6
"""Letters of a skeleton from which a name may be known by its sound alone."""
_TOWN, _CITY = 15_000, 200_000
"""Inhabitants from which a place's own name, and from which any of its other names, is taken for a place's by itself."""


class GazetteerError(RuntimeError):
    """The gazetteer's file is missing, of another layout or damaged."""


def default_path() -> Path:
    """The user's own gazetteer: in XDG_CACHE_HOME, or ~/.cache where that is not set."""
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(cache) / "rashomon" / FILE


class Gazetteer:
    """Names to sites, read-only. Look-ups are cached; each thread of each process has its own connection."""

    def __init__(self, path: Path, digest: str) -> None:
        self.path = path
        self.digest = digest
        self._local = threading.local()
        self._owner = os.getpid()
        self._words: frozenset[str] | None = None
        self.named = lru_cache(maxsize=20000)(self._named)
        self.sounding = lru_cache(maxsize=20000)(self._sounding)
        self.slipped = lru_cache(maxsize=5000)(self._slipped)
        self._skeletons = lru_cache(maxsize=16)(self._skeletons_of)

    def __getstate__(self) -> dict[str, Any]:
        return {"path": self.path, "digest": self.digest}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(state["path"], state["digest"])  # type: ignore[misc]

    @classmethod
    def open(cls, path: Path | None = None) -> Gazetteer:
        """The gazetteer at `path`. Without a path the user's default one, built first where it is missing or out of date.

        Raises GazetteerError for a path that holds no gazetteer of this layout.
        """
        if path is not None:
            return cls(path, _digest_of(path))
        path = default_path()
        if not _is_current(path):
            writing.build(path)
        return cls(path, _digest_of(path))

    @classmethod
    def build(cls, path: Path, extra: Sequence[Path] = (), sources: Sequence[Named] | None = None) -> Gazetteer:
        """Build at `path` and open it. See `rashomon.link.writing.build`."""
        writing.build(path, extra, sources)
        return cls.open(path)

    def _rows(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        if os.getpid() != self._owner:  # forked: SQLite connections do not survive it
            self._local, self._owner = threading.local(), os.getpid()
        if not hasattr(self._local, "db"):
            self._local.db = _connect(self.path)
        rows: list[tuple[Any, ...]] = self._local.db.execute(query, values).fetchall()
        return rows

    def _named(self, name: str) -> tuple[Site, ...]:
        """Sites that bear exactly this name (typography apart), largest first."""
        key = plain(name)
        sites = self._sites(key, "names", "name")
        if len(key) > _CODE:
            return sites
        if name.replace(".", "").isupper():
            return tuple(site for site in sites if not site.id.startswith("geonames:"))
        return tuple(site for site in sites if plain(site.name) == key)

    def _sounding(self, name: str) -> tuple[Site, ...]:
        """Sites with a romanised name that sounds like this one."""
        sound = skeleton(name)
        return self._sites(sound, "sounds", "sound") if len(sound) >= _CODE else ()

    def _sites(self, key: str, table: str, column: str) -> tuple[Site, ...]:
        query = (
            f"select distinct s.id, s.name, s.country, s.kind, s.lat, s.lon, s.population, s.unit, s.admin1 "  # noqa: S608
            f"from {table} n join sites s on s.id = n.site where n.{column} = ? order by s.population desc, s.id"
        )
        return tuple(Site(*row) for row in self._rows(query, key))

    def _slipped(self, name: str, country: str) -> tuple[Site, ...]:
        """Sites of one country whose name is this one with a slip of the pen (see `spelling.swapped`)."""
        sound = skeleton(name)
        keys = {key for other, key in self._skeletons(country) if swapped(sound, other)}
        return tuple(site for key in sorted(keys) for site in self.site(key))

    def _skeletons_of(self, country: str) -> tuple[tuple[str, str], ...]:
        return tuple((row[0], row[1]) for row in self._rows("select sound, site from sounds where country = ?", country))

    def places(self) -> int:
        """How many places it holds."""
        return int(self._rows("select count(*) from sites")[0][0])

    def site(self, key: str) -> tuple[Site, ...]:
        """The site of this id, or nothing."""
        columns = "id, name, country, kind, lat, lon, population, unit, admin1"
        return tuple(Site(*row) for row in self._rows(f"select {columns} from sites where id = ?", key))  # noqa: S608

    def knows(self, name: str) -> bool:
        """Whether this can be the name of a place, to an engine that knows nothing but the words: written with a capital,
        no common word of the language, and borne by a place that reports speak of. Far stricter than `named`, for some
        hamlet bears almost every surname and every word.
        """
        key = plain(name)
        if not name[:1].isupper() or key in self._never():
            return False
        if any(_likely(site, key) for site in self.named(name)):
            return True
        heard = self.sounding(name) if len(skeleton(name)) >= _HEARD else ()
        return any(site.id.startswith("village:") or site.population >= _TOWN for site in heard)

    def _never(self) -> frozenset[str]:
        if self._words is None:
            self._words = frozenset(row[0] for row in self._rows("select word from never"))
        return self._words


def _likely(site: Site, key: str) -> bool:
    """Whether a name that is all that we know of may well mean this site."""
    if site.kind == "admin2":
        return " " in key
    if not site.id.startswith("geonames:"):
        return True
    own = plain(site.name) == key
    if romanised(site.country):
        return own or (site.population >= _TOWN and len(key) > _CODE)
    return site.population >= (_TOWN if own else _CITY)


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _is_current(path: Path) -> bool:
    """Whether the file at `path` is what would be built now; a missing or damaged one is not."""
    try:
        return path.exists() and _digest_of(path) == writing.inputs_digest()
    except GazetteerError:
        return False


def _digest_of(path: Path) -> str:
    try:
        db = _connect(path)
        try:
            meta = dict(db.execute("select key, value from meta"))
        finally:
            db.close()
    except sqlite3.Error as error:
        raise GazetteerError(f"{path} is no gazetteer ({error}); build one with Gazetteer.build") from error
    if meta.get("layout") != str(writing.LAYOUT) or len(meta.get("digest", "")) != ID_LENGTH:
        raise GazetteerError(f"{path} is a gazetteer of another version; build it again")
    return str(meta["digest"])

"""What the desk shows: the case at one moment with everything that its pages look up, worked out once and then only read.

A scene is known by the last line of the ledger that it was made from, so what another process appends is seen at the next
request, and whoever asks for the same moment is shown the same thing.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from concurrent.futures import Future, wait
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from msgspec import structs

from rashomon.case import Case, View, open_case
from rashomon.case.flow import told
from rashomon.case.review_queue import Item, queue
from rashomon.desk.query import QueryError
from rashomon.export.brief.index import Index
from rashomon.ledger import LedgerError, moment
from rashomon.model import Claim, Document, Edition, Entry, Incident, Pairing, Standing, digest
from rashomon.model.key import KEY_LENGTH
from rashomon.vocabulary import Vocabulary

KEPT = 4
"""Scenes held in memory: now, and a few moments of the past that somebody is looking at."""

PAGES = 48
"""Pages whose content a scene keeps, those asked for last."""

REVIEWERS = 6
"""Queues that a scene keeps, those asked for last."""

PATIENCE = 0.3
"""Seconds of work that a reader waits for where a case has grown; if it takes longer, what was known before is shown, and the
new is worked out beside.
"""

OWN = 5.0
"""Seconds that somebody who has just written waits to see it."""

REST = 8.0
"""How many times as long as that work took nobody begins it again: it shares a processor with those who read."""

T = TypeVar("T")


def document_id(address: str) -> str:
    """What a document is called in links: its address may hold anything, this holds letters and digits."""
    return digest(["document", address], KEY_LENGTH)


class Shared:
    """Things of which a case has one, whatever moment is looked at; made when they are first asked for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made: dict[type[object], object] = {}

    def __call__(self, kind: type[T]) -> T:
        with self._lock:
            if kind not in self._made:
                self._made[kind] = kind()
            return self._made[kind]  # type: ignore[return-value]  # made by this kind


class Scene:
    """A view with look-ups. `seal` and `upto` are those of the last line it was made from, `asof` the moment asked for;
    `entries` gives the lines about a name, `lines` those of a kind, `earlier` the scene of a moment; `shared` is what all
    scenes of the case have in common, `seconds` how much work it was.
    """

    def __init__(
        self,
        view: View,
        upto: int,
        seal: str,
        entries: Callable[[str], Iterable[Entry]],
        lines: Callable[[str], Iterable[Entry]],
        earlier: Callable[[str], Scene],
        shared: Shared,
    ) -> None:
        self.view, self.upto, self.seal = view, upto, seal
        self.entries, self.lines, self.earlier = entries, lines, earlier
        self.shared = shared
        self.seconds = 0.0
        self.asof = view.standing.asof
        self._lock, self._alone = threading.Lock(), dict[str, threading.Lock]()
        self._made: dict[str, object] = {}
        self._makers: dict[str, Callable[[Scene], object]] = {}
        self._pages: OrderedDict[Hashable, object] = OrderedDict()
        self._queues: OrderedDict[tuple[bool, str | None], tuple[Item, ...]] = OrderedDict()

    def once(self, name: str, make: Callable[[Scene], T]) -> T:
        """What this makes of the scene, made once however many ask for it at the same time."""
        if name not in self._made:
            with self._lock:
                alone = self._alone.setdefault(name, threading.Lock())
            with alone:
                if name not in self._made:
                    self._makers[name] = make
                    self._made[name] = make(self)
        return self._made[name]  # type: ignore[return-value]  # what was put there under this name

    def page(self, key: Hashable, make: Callable[[], T]) -> T:
        """What a page shows, kept for those who ask the same; of many the ones asked for last."""
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
                return self._pages[key]  # type: ignore[return-value]  # what was put there under this key
        made = make()
        with self._lock:
            self._pages[key] = made
            while len(self._pages) > PAGES:
                self._pages.popitem(last=False)
        return made

    def made_like(self, older: Scene) -> None:
        """Make what was made of an older scene, so that nobody waits for it here."""
        for name, make in list(older._makers.items()):
            self.once(name, make)
        for second, by in list(older._queues):
            self.queue(by, second)

    @property
    def index(self) -> Index:
        """Look-ups over claims that count as evidence and that nobody rejected."""
        return self.once(
            "index",
            lambda s: Index(structs.replace(s.view.standing, readings=told(s.view.standing)), s.view.words),
        )

    @property
    def incidents(self) -> tuple[Incident, ...]:
        """All incidents, oldest happening first."""
        return self.view.standing.incidents

    @cached_property
    def homes(self) -> dict[str, Incident]:
        """Claim key to incident."""
        return {key: incident for incident in self.incidents for key in incident.claims}

    @cached_property
    def by_id(self) -> dict[str, Incident]:
        """Incidents by their names of this moment."""
        return {incident.id: incident for incident in self.incidents}

    @cached_property
    def documents(self) -> dict[str, Document]:
        """Documents by the id that links use."""
        return {document_id(document.address): document for document in self.view.standing.documents}

    @cached_property
    def claims_of(self) -> dict[str, tuple[Claim, ...]]:
        """Every claim of a document by its address, in the order of the text; comments included, rejected ones not."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for reading in told(self.view.standing):
            found[reading.address] += reading.claims
        return {a: tuple(sorted(c, key=lambda claim: (claim.anchor.start, claim.anchor.end))) for a, c in found.items()}

    def editions(self) -> tuple[Entry, ...]:
        """The lines of everything that was published by then, latest first."""
        return tuple(reversed([entry for entry in self.lines("edition") if isinstance(entry.body, Edition)]))

    def queue(self, by: str | None, second: bool) -> tuple[Item, ...]:
        """What is worth a person's look, most useful first."""
        asked = second, by
        with self._lock:
            alone = self._alone.setdefault(f"queue {asked}", threading.Lock())
        with alone:
            if asked not in self._queues:
                self._queues[asked] = tuple(queue(self.view, by, second))
            found = self._queues[asked]
            with self._lock:
                self._queues.move_to_end(asked)
                while len(self._queues) > REVIEWERS:
                    gone, _ = self._queues.popitem(last=False)
                    self._alone.pop(f"queue {gone}", None)
            return found


class Scenes:
    """The scenes of one case folder. Each thread has its own connection to the ledger; what it reads is shared."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._local = threading.local()
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, str | None], Scene] = OrderedDict()
        self._shared, self._redacted = Shared(), 0
        self._moments: tuple[int, tuple[str, ...]] = (0, ())
        self._works: dict[str | None, Future[Scene]] = {}
        self._rested = 0.0

    def case(self) -> Case:
        """The case, opened by this thread."""
        if not hasattr(self._local, "case"):
            self._local.case = open_case(self.folder)
        found: Case = self._local.case
        return found

    def at(self, asof: str | None, longest: float = 0.0) -> Scene:
        """The case now, or as it was known at a moment. Where it has grown and working it out takes longer than a reader should
        wait, what is known of that moment already is given, while one thread works; who wrote waits for `longest` seconds.
        Raises QueryError for what is no moment.
        """
        then = _moment(asof)
        upto, seal = self.case().ledger.last(then)
        redacted = sum(1 for _ in self.case().ledger.entries(kind="redaction"))
        with self._lock:
            if redacted != self._redacted:  # what is removed is removed from the past as well
                self._kept.clear()
                self._shared, self._redacted = Shared(), redacted
            if (seal, then) in self._kept:
                self._kept.move_to_end((seal, then))
                return self._kept[seal, then]
            if twin := next((scene for (other, _), scene in self._kept.items() if other == seal), None):
                return self._keep(
                    seal, then, self._scene(structs.replace(twin.view.standing, asof=then), twin.view.words, then, upto, seal)
                )
            older = next((scene for (_, moment), scene in reversed(self._kept.items()) if moment == then), None)
            waits = older is None or older.seconds <= PATIENCE
            if older is not None and not waits and not longest and time.monotonic() < self._rested:
                return older
            work = self._works.get(then)
            begins = work is None
            work = self._works[then] = Future() if work is None else work
        if begins and waits:
            self._work_out(then, upto, seal, work, None)
        elif begins:
            threading.Thread(target=self._beside, args=(then, upto, seal, work, older), daemon=True).start()
        if waits or older is None:
            return work.result()
        if longest:
            wait([work], timeout=longest)
        return work.result() if work.done() and not work.exception() else older

    def _beside(self, then: str | None, upto: int, seal: str, work: Future[Scene], older: Scene | None) -> None:
        """Work out in a thread of its own, which closes what it opened."""
        begun = time.monotonic()
        try:
            self._work_out(then, upto, seal, work, older)
        finally:
            self._rested = time.monotonic() + REST * (time.monotonic() - begun)
            self.case().close()

    def _work_out(self, then: str | None, upto: int, seal: str, work: Future[Scene], older: Scene | None) -> None:
        try:
            begun = time.thread_time()
            view = self.case().asof(then) if then else self.case().view()
            scene = self._scene(view.standing, view.words, then, upto, seal)
            scene.seconds = time.thread_time() - begun
            if older is not None:
                scene.made_like(older)
        except BaseException as error:
            with self._lock:
                self._works.pop(then, None)
            work.set_exception(error)
            return
        with self._lock:
            self._works.pop(then, None)
            self._keep(seal, then, scene)
        work.set_result(scene)

    def _scene(self, standing: Standing, vocabulary: Vocabulary, then: str | None, upto: int, seal: str) -> Scene:
        """What holds, with its look-ups. It asks for earlier pairings and lines when it needs them, in whichever thread."""
        return Scene(
            View(
                standing,
                self.case().config.name,
                vocabulary,
                lambda: self._pairings(then),
                lambda: self._recorded(then),
            ),
            upto,
            seal,
            lambda name: self._entries(about=name, then=then),
            lambda kind: self._entries(kind=kind, then=then),
            self.at,
            self._shared,
        )

    def _keep(self, seal: str, then: str | None, scene: Scene) -> Scene:
        """The scene, as one of the few that are kept. The lock is held."""
        self._kept[seal, then] = scene
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return scene

    def _pairings(self, then: str | None) -> Iterator[Pairing]:
        entries = self.case().ledger.entries(kind="pairing", asof=then)
        return (entry.body for entry in entries if isinstance(entry.body, Pairing))

    def _recorded(self, then: str | None) -> dict[str, str]:
        return {entry.id: entry.recorded_at for entry in self.case().ledger.entries(kind="verdict", asof=then)}

    def _entries(self, then: str | None, about: str | None = None, kind: str | None = None) -> Iterator[Entry]:
        return self.case().ledger.entries(about=about, kind=kind, asof=then)

    def moments(self) -> tuple[str, ...]:
        """The moments at which the ledger grew, oldest first: what a slider over our knowing can stop at."""
        upto, _ = self.case().ledger.last()
        with self._lock:
            if upto != self._moments[0]:
                known = self._moments[1]
                self._moments = upto, (*known, *self.case().ledger.moments(known[-1] if known else ""))
            return self._moments[1]


def _moment(asof: str | None) -> str | None:
    try:
        return moment(asof) if asof else None
    except LedgerError as error:
        raise QueryError(f"asof: {error}") from None

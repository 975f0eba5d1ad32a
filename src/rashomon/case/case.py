"""One investigation: a folder with its settings and its ledger."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from msgspec import structs

from rashomon.case import assessing, config, editions, flow
from rashomon.case.assessing import Assessed
from rashomon.case.compare import Comparison, compare
from rashomon.case.errors import CaseError
from rashomon.case.reader import Reader
from rashomon.case.review import Review
from rashomon.case.review_alpha import Agreed, agreement
from rashomon.case.review_file import TakenIn, take_in
from rashomon.case.review_queue import Item, queue
from rashomon.case.rows import Rows
from rashomon.case.view import View
from rashomon.export.brief import FORMS
from rashomon.ledger import Ledger, moment
from rashomon.model import (
    Decision,
    Document,
    Edition,
    Entry,
    Incident,
    Method,
    Pairing,
    Reading,
    Verdict,
    digest,
    digest_bytes,
    ruling,
)
from rashomon.read import ENGINES, EngineError, Estimate
from rashomon.reconcile import Change, Record, Under, between, incidents
from rashomon.reconcile import method as reconciling
from rashomon.vocabulary import Vocabulary, load
from rashomon.vocabulary.admiralty import Axis

if TYPE_CHECKING:
    from rashomon.link.site import Site

LEDGER = config.LEDGER
SAMPLE = Path(__file__).parent.parent / "sample"


def now() -> str:
    """The moment, ISO 8601 in UTC to the microsecond: the only clock of the project."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def new(path: str | Path, sample: bool = False, database: str | None = None) -> Case:
    """Make a case folder; with `sample`, copy the documents of the shipped sample case into it. `database`: keep the ledger
    there (postgresql://…, or "env:NAME" for an address in the environment) instead of in the folder; a password in it is used
    now and written nowhere. A ledger that is there already is joined. Raises CaseError, LedgerError.
    """
    folder = Path(path)
    if (folder / config.FILE).exists():
        raise CaseError(f"{folder}: is a case already; choose another name")
    if database is not None:
        Ledger.open(config.place(folder, database)).close()  # before anything is made
    folder.mkdir(parents=True, exist_ok=True)
    settings = config.TEMPLATE.format(name=folder.resolve().name.replace("\\", "").replace('"', "'"))
    if sample:
        settings = settings.replace('# sources = "sources.yaml"', 'sources = "sample/sources.yaml"')
    if database is not None:
        settings = config.with_database(settings, config.shown(database))
    (folder / config.FILE).write_text(settings, encoding="utf-8")
    if sample:
        shutil.copytree(SAMPLE, folder / "sample", ignore=shutil.ignore_patterns("__pycache__", "*.py", "README.md"))
    return Case(folder, database)


def open_case(path: str | Path, database: str | None = None) -> Case:
    """Open an existing case folder. `database`: with the ledger there, whatever the settings say. Raises CaseError where there
    is none.
    """
    return Case(Path(path), database)


class Case:
    """The way to everything that is done with one case; each method is one command of the command line."""

    def __init__(self, folder: Path, database: str | None = None) -> None:
        self.folder = folder
        self.config = config.load(folder)
        self.ledger = Ledger.open(config.place(folder, database or self.config.database))

    def __enter__(self) -> Case:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the ledger."""
        self.ledger.close()

    def add(self, *paths: str | Path, progress: flow.Progress = flow.nobody) -> flow.Report:
        """Take in files, folders (with `manifest.json`), JSON lines, or patterns of them ("articles/*.html")."""
        with self.ledger.writing():
            return flow.add(self.ledger, list(_expand(paths)), self.vocabulary(), now, progress)

    def read(
        self, workers: int = 1, stale: bool = False, progress: flow.Progress = flow.nobody, engine: str | None = None
    ) -> flow.Report:
        """Read what has not been read; `stale` also what an earlier method read. `engine`: "llm" asks the language model of
        `[llm]` in rashomon.toml, the one thing here that may use a network; what it reads stands beside what is read already.

        `workers` are processes, 0 = one a core for large batches. They start the calling script anew, so a script that asks for
        more than one keeps its own work under `if __name__ == "__main__":`.
        """
        with self.ledger.writing():
            try:
                return flow.read(self.ledger, self.reader(engine), workers, now, stale, progress)
            except EngineError as error:
                raise CaseError(str(error)) from None

    def stale(self, engine: str | None = None) -> int:
        """How many documents were read by an earlier version, vocabulary or gazetteer."""
        try:
            return flow.stale(self.ledger, self.reader(engine))
        except EngineError as error:
            raise CaseError(str(error)) from None

    def estimate(self, engine: str, stale: bool = False) -> Estimate | None:
        """What `read` with this engine will take, in requests, tokens and money; None for one that costs only time."""
        try:
            return flow.estimate(self.ledger, self.reader(engine), stale)
        except EngineError as error:
            raise CaseError(str(error)) from None

    def reconcile(self) -> flow.Report:
        """Group the claims of all readings into incidents."""
        with self.ledger.writing():
            return flow.reconcile(self.ledger, self.vocabulary(), now, self._counting)

    def review(self, by: str | None = None, view: View | None = None) -> Review:
        """A session in which `by` (default: the reviewer of rashomon.toml) looks claims over and gives verdicts. `view`: what
        is looked at, where somebody has it already.
        """
        return Review(self.ledger, view or self.view(), by or self.config.review.reviewer, now, self._named)

    def queue(self, by: str | None = None, second: bool = False) -> Rows[Item]:
        """What is worth a person's look, most useful first: for `by` without what they judged already, for nobody in particular
        without what anybody did. `second`: also what others judged and `by` has not, without what they said.
        """
        return Rows.of(queue(self.view(), by, second))

    def judge(
        self, about: str | Sequence[str], decision: Decision, by: str, note: str = "", body: Mapping[str, Any] | None = None
    ) -> Verdict:
        """Record a person's verdict on a claim (its key), on two (`a|b`; an incident's name stands for its oldest account), on
        an incident, or on one of its questions. The person's latest verdict on the same thing takes the place of the one
        before; both stay in the ledger. `body`: for `correct`, slots and what is right ({"kind": "shelling"}).
        Raises ReviewError with what is wrong.
        """
        return self.review(by).judge(about, decision, body, note)

    def undo(self, by: str, *about: str) -> list[Verdict]:
        """Put back what this person said before, of one thing or of all in their last step; undo again takes that back."""
        return self.review(by).undo(*about)

    def merge(self, *names: str, by: str, note: str = "") -> list[Verdict]:
        """Say that incidents are one happening. Their old names go on resolving."""
        return self.review(by).merge(*names, note=note)

    def split(self, name: str, keys: Sequence[str], by: str, note: str = "") -> list[Verdict]:
        """Say that some claims of an incident are of another happening."""
        return self.review(by).split(name, keys, note)

    def take_in(self, path: str | Path, by: str | None = None) -> TakenIn:
        """Record the verdicts of a file (JSON lines or CSV) in one step. Bad rows are named and the rest goes on."""
        return take_in(Path(path), by or self.config.review.reviewer, self.review)

    def agreement(self, moment: str | None = None) -> Rows[Agreed]:
        """How far the reviewers agree beyond chance (Krippendorff's alpha), now or as of a moment."""
        return Rows.of(agreement(self._view(moment).standing.verdicts))

    def asof(self, moment: str) -> View:
        """The case as it was known at `moment` (ISO date or time): entries recorded later take no part. It is worked out anew;
        what was published then, to the byte, is an `edition`.
        """
        return self._view(moment)

    def view(self) -> View:
        """The case as it is known now."""
        return self._view(None)

    def documents(self, asof: str | None = None) -> Rows[Document]:
        """The current version of every document; with `asof`, here and below, as of that moment."""
        return self._view(asof).documents

    def incidents(self, asof: str | None = None) -> Rows[Incident]:
        """What the claims were grouped into."""
        return self._view(asof).incidents()

    def incident(self, name: str, asof: str | None = None) -> Incident:
        """One incident, by its id, an earlier id, or a unique beginning of one."""
        return self._view(asof).incident(name)

    def under(self, name: str, policy: str, asof: str | None = None) -> Under:
        """One incident under a policy ("ucdp", "airwars", …): one number or grade where the positions give many, each with the
        claims behind it. Without a policy, all positions stand.
        """
        return self._view(asof).under(name, policy)

    def sources(self, name: str | None = None, asof: str | None = None) -> Rows[Record]:
        """What each voice claimed, conceded, denied and revised, what became of it, whom it repeats, its words for each side;
        `name`: only voices of that name.
        """
        return self._view(asof).sources(name)

    def assess(self, thing: str, grade: str, by: str | None = None, note: str = "") -> Verdict:
        """Record a person's grade of the Admiralty code: A to F of a source (by its name), 1 to 6 of what a claim (its key) or
        an incident says. It stands above what is suggested; the same person's next one takes its place, both stay in the
        ledger. Raises ReviewError, UnknownNameError.
        """
        session = self.review(by)
        about = assessing.thing(session.view, thing, assessing.axis_of(grade))
        return session.judge(about, "assess", {assessing.GRADE: grade}, note)

    def assessment(self, thing: str, axis: Axis, asof: str | None = None) -> Assessed:
        """The reliability of a source, or the credibility of a claim or incident: what is suggested and why, and what people
        said.
        """
        view = self._view(asof)
        return assessing.assessed(view, assessing.thing(view, thing, axis))

    def assessments(self, asof: str | None = None) -> Rows[Assessed]:
        """Every source, every incident, and the claims that somebody assessed."""
        return Rows.of(assessing.assessments(self._view(asof)))

    def history(self, key: str, asof: str | None = None) -> Rows[Entry]:
        """Every entry of the ledger about a claim, a document or an incident, oldest first.

        An incident is named after its oldest account, so its history is that claim's, with what was said of it by any of its
        names.
        """
        incident = self._view(asof).find(key)
        names = {key, incident.id, incident.claims[0]} if incident else {key}
        found = {entry.seq: entry for name in names for entry in self.ledger.entries(about=name, asof=asof)}
        return Rows.of(found[seq] for seq in sorted(found))

    def diff(self, since: str, until: str | None = None) -> Rows[Change]:
        """What changed between two moments of our knowing (default: until now): what is new, newly contested or corroborated,
        revised, settled, withdrawn; each with its claims.
        """
        return Rows.of(between(self._view(since).standing.incidents, self._view(until).standing.incidents))

    def publish(
        self,
        format: str,
        by: str,
        note: str = "",
        asof: str | None = None,
        chosen: Sequence[str] | None = None,
        title: str | None = None,
        policy: str | None = None,
    ) -> Edition:
        """Keep an export as it is now, or as of a moment, as an edition: the bytes that people were given. The same bytes again
        are the edition that is there. `chosen`, `title` and `policy` are those of `View.brief`; its other forms are called
        "brief-md", "brief-docx" and "brief-pdf". Raises UnknownNameError for another format.
        """
        when = None if asof is None else moment(asof)

        def write() -> bytes:
            view = self._view(when)
            form = next((name for name, form in FORMS.items() if form.about == format), None)
            return view.brief(chosen, title, form, policy) if form else view.content(format)

        return editions.publish(self.ledger, write, format, by, note, when, now)

    def editions(self, asof: str | None = None) -> Rows[Entry]:
        """The entries of everything that was published, oldest first; their bodies are `Edition`s."""
        return Rows.of(editions.editions(self.ledger, asof))

    def edition(self, name: str, asof: str | None = None) -> bytes:
        """What was published, byte for byte: by an export's name ("brief") its latest edition of that moment, or an edition by
        the beginning of its id. Raises UnknownNameError where there is none, LedgerError where it was redacted.
        """
        return self.ledger.blob(editions.edition(self.ledger, name, asof).blob)

    def verify(self) -> list[str]:
        """What is wrong with the ledger, a sentence each; empty = every hash and every reference holds."""
        return self.ledger.verify()

    def methods(self, asof: str | None = None) -> list[tuple[Method, int]]:
        """The methods that made the readings and pairings of the ledger and those of today, with how many each has made."""
        made = Counter(e.body.method for e in self.ledger.entries(asof=asof) if isinstance(e.body, Reading | Pairing))
        today = (*self.reader().prepare().methods, reconciling(self.vocabulary()))
        return sorted(((method, made[method]) for method in {*made, *today}), key=lambda row: (str(row[0]), row[0].config))

    def vocabulary(self) -> Vocabulary:
        """The shipped vocabulary with this case's files laid over it."""
        return load(parties=self._file(self.config.vocabulary.parties), sources=self._file(self.config.vocabulary.sources))

    def reader(self, engine: str | None = None) -> Reader:
        """What the readings of this case by that engine (default: the configured one) depend on. Raises CaseError where there
        is no engine of that name.
        """
        name = engine or self.config.read.engine
        if name not in ENGINES:
            raise CaseError(f"no reading engine is called {name!r}; there are: {', '.join(sorted(ENGINES))}")
        parties, sources = self._file(self.config.vocabulary.parties), self._file(self.config.vocabulary.sources)
        places = tuple(path for extra in self.config.gazetteer.extra if (path := self._file(extra)))
        files = [path.read_bytes() for path in (parties, sources, *places) if path]
        stamp = digest([digest_bytes(data) for data in files])
        llm = self.config.llm if name == "llm" else None
        return Reader(engine=name, parties=parties, sources=sources, places=places, stamp=stamp, llm=llm)

    def compare_engines(self, a: str = "embedded", b: str = "llm", asof: str | None = None) -> Comparison:
        """Two engines over the documents that both have read, claim by claim. Either is an engine's name or the beginning of
        its name and version ("llm@1+a-model"). Raises CaseError where one has read nothing.
        """
        found = {name: self.ledger.read_by(name, asof) for name in (a, b)}
        for name, readings in found.items():
            if not readings:
                with_ = f" --with {name}" if name in ENGINES and name != "embedded" else ""
                raise CaseError(
                    f"{name} has read no document of this case; `rashomon read{with_}` does, `rashomon methods` lists"
                )
        return compare(a, found[a], b, found[b])

    def _view(self, moment: str | None) -> View:
        standing = self.ledger.standing(moment, self._counting)
        words = self.vocabulary()

        def past() -> Iterator[Pairing]:
            return (e.body for e in self.ledger.entries(kind="pairing", asof=moment) if isinstance(e.body, Pairing))

        def recorded() -> dict[str, str]:
            return {entry.id: entry.recorded_at for entry in self.ledger.entries(kind="verdict", asof=moment)}

        if standing.pairing is None:
            return View(standing, self.config.name, words, past, recorded)
        paired = set(standing.pairing.readings)
        readings = [reading for reading in standing.readings if reading.id in paired]
        found = incidents(standing.documents, readings, standing.pairing, words, ruling(standing.verdicts))
        return View(structs.replace(standing, incidents=found), self.config.name, words, past, recorded)

    @property
    def _counting(self) -> str | None:
        """Whose readings count where several engines read a document; None = the one made last."""
        return None if self.config.read.counts == "latest" else self.config.read.counts

    def _named(self, name: str) -> Sequence[Site]:
        """The places of this name in the case's gazetteer."""
        return self.reader().gazetteer().named(name)

    def _file(self, name: str | None) -> Path | None:
        if name is None:
            return None
        path = (self.folder / name).resolve()
        if not path.is_file():
            raise CaseError(
                f"{self.folder / config.FILE}: names {name}, which is not there; put the file there or take the line out"
            )
        return path


def _expand(paths: Iterable[str | Path]) -> Iterable[Path]:
    """Patterns to the files that they match; a pattern without a match stays, so that it is reported as missing."""
    for path in map(Path, paths):
        if path.exists() or not any(c in str(path) for c in "*?["):
            yield path
        else:
            yield from sorted(Path(path.anchor or ".").glob(str(path.relative_to(path.anchor)))) or [path]

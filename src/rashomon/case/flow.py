"""The flow of a case: bytes in, readings, a reconciled ledger. Each step can be killed and run again; nothing is lost.

Every step asks the ledger what is there already (ids are made of content, so "present" means "done"), works out the rest
and appends it document by document: one transaction a document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct, structs

from rashomon.case.crew import size, spread
from rashomon.case.reader import Done, Reader, Task
from rashomon.ingest import IngestError, Item, PassedOver, discover, is_read, parse
from rashomon.ledger import Ledger
from rashomon.model import Body, Document, Failure, Method, Reading, Standing, digest, ruling
from rashomon.read import Estimate
from rashomon.reconcile import pair
from rashomon.vocabulary import Vocabulary

Clock = Callable[[], str]
Progress = Callable[[int, int, str], None]


class Report(Struct, frozen=True, kw_only=True):
    """What a step did. `done` new ones, `present` that were there already, `versions` new versions of known documents,
    `stale` readings by an earlier method that were left as they are, `passed` files that are no reports (a README), `failures`
    one sentence each. Of a language model: `tokens_in` and `tokens_out` as its server counted them, and `refused`, what of its
    answers was not taken because it does not stand in the text or in the vocabulary, by reason.
    """

    step: str
    done: int = 0
    present: int = 0
    versions: int = 0
    stale: int = 0
    claims: int = 0
    passed: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()
    tokens_in: int = 0
    tokens_out: int = 0
    refused: dict[str, int] = {}


def nobody(done: int, total: int, what: str) -> None:
    """The progress of a step that nobody watches."""


def add(ledger: Ledger, paths: Sequence[Path], words: Vocabulary, clock: Clock, progress: Progress = nobody) -> Report:
    """Take in files, folders and JSON lines. What cannot be taken in is a failure; the rest goes on."""
    known = {document.address for document in ledger.standing().documents}
    done = present = versions = 0
    failures: list[Failure] = []
    passed: list[str] = []
    for n, item in enumerate(discover(paths)):
        if isinstance(item, PassedOver):
            passed.append(item.where)
            continue
        result: Document | Failure | None = item if isinstance(item, Failure) else _take_in(ledger, item, words, clock)
        if isinstance(result, Failure):
            ledger.append([result], "ingest", clock())
            failures.append(result)
        elif result is None:
            present += 1
        else:
            done += 1
            versions += result.address in known
            known.add(result.address)
        progress(n + 1, 0, "" if isinstance(item, Failure) else item.name)
    return Report(step="add", done=done, present=present, versions=versions, passed=tuple(passed), failures=tuple(failures))


def _take_in(ledger: Ledger, item: Item, words: Vocabulary, clock: Clock) -> Document | Failure | None:
    """The document if it is new, None if the ledger has it already, or why it cannot be taken in."""
    try:
        capture, document = parse(item, words)
    except IngestError as error:
        return Failure(about=item.address, stage="add", reason=str(error))
    if ledger.has(document.id):
        return None
    ledger.append([capture, document], "ingest", clock(), blobs=[item.data])
    return document


def read(
    ledger: Ledger, reader: Reader, workers: int, clock: Clock, stale: bool = False, progress: Progress = nobody
) -> Report:
    """Read and link what has not been read. Readings by an earlier method are left and counted, or (`stale`) done again."""
    documents = ledger.standing().documents
    unread = [_unread(document) for document in documents if not is_read(document.lang)]
    plans = _plans(ledger, reader, documents, stale)
    tasks = [plan for plan in plans if isinstance(plan, Task)]
    claims = tokens_in = tokens_out = 0
    refused: Counter[str] = Counter()
    failures = list(unread)
    ledger.append(unread, "read", clock())
    for n, done in enumerate(spread(reader, tasks, size(workers, len(tasks)))):
        _keep(ledger, done, clock)
        claims += len(done.linked.claims) if done.linked else 0
        failures += [done.failure] if done.failure else []
        for exchange in done.record.exchanges:
            tokens_in, tokens_out = tokens_in + (exchange.tokens_in or 0), tokens_out + (exchange.tokens_out or 0)
            refused.update(exchange.refused)
        progress(n + 1, len(tasks), done.document.name)
    return Report(
        step="read",
        done=len(tasks) - len(failures) + len(unread),
        present=plans.count("present"),
        stale=plans.count("stale"),
        claims=claims,
        failures=tuple(failures),
        tokens_in=tokens_in,
        tokens_out=tokens_out,
        refused=dict(sorted(refused.items())),
    )


def estimate(ledger: Ledger, reader: Reader, stale: bool = False) -> Estimate | None:
    """What `read` with the same arguments will take; None for an engine that costs only time."""
    plans = _plans(ledger, reader, ledger.standing().documents, stale)
    return reader.prepare().estimate([plan.document for plan in plans if isinstance(plan, Task) and plan.reading is None])


def _plans(ledger: Ledger, reader: Reader, documents: Sequence[Document], stale: bool) -> list[Task | str]:
    """What is left to do for each document in a language that is read."""
    known = [document for document in documents if is_read(document.lang)]
    methods = reader.prepare().methods if known else None
    return [_plan(ledger, document, methods, stale) for document in known if methods]


def stale(ledger: Ledger, reader: Reader) -> int:
    """How many documents an earlier version, vocabulary or gazetteer read: what `read(stale=True)` would read again."""
    methods = reader.prepare().methods
    documents = ledger.standing().documents
    return sum(_plan(ledger, document, methods, False) == "stale" for document in documents if is_read(document.lang))


def _unread(document: Document) -> Failure:
    reason = f"{document.address}: is in the language {document.lang!r}, which is not read yet; kept, but no claims come of it"
    return Failure(about=document.address, stage="read", reason=reason)


def _keep(ledger: Ledger, done: Done, clock: Clock) -> None:
    """Both readings or the failure, and what they rest on, in one transaction."""
    bodies: list[Body] = [body for body in (done.reading, done.linked, done.failure) if body is not None]
    made_by = str(done.reading.method) if done.reading else "read"
    ledger.append([*bodies, *done.record.exchanges], made_by, clock(), blobs=done.record.answers)


def _plan(ledger: Ledger, document: Document, methods: tuple[Method, Method], stale: bool) -> Task | str:
    """What is left to do for one document: a task, or "present" (done by these methods), or "stale" (by earlier ones)."""
    engine, linker = methods
    readings = [e.body for e in ledger.entries(kind="reading", about=document.address) if isinstance(e.body, Reading)]
    by_engine = [r for r in readings if r.method.name == engine.name and r.input == document.reading_input]
    raw = next((r for r in by_engine if r.method == engine), None) or (by_engine[-1] if by_engine else None)
    if raw is None or (stale and raw.method != engine):
        return Task(document)
    input_id = digest([raw.id, document.id])
    linked = [r.method for r in readings if r.method.name == linker.name and r.input == input_id]
    if not linked or (stale and linker not in linked):
        return Task(document, raw)
    return "present" if raw.method == engine and linker in linked else "stale"


def reconcile(ledger: Ledger, words: Vocabulary, clock: Clock, engine: str | None = None) -> Report:
    """Compare the claims of all current readings and store which tell the same happening. Nothing new: nothing is stored.
    `engine`: whose readings count where several engines read a document (default: the one made last).
    """
    standing = ledger.standing(engine=engine)
    pairing = structs.replace(pair(standing.documents, told(standing), words), judged=standing.judged)
    added = ledger.append([pairing], str(pairing.method), clock())
    claims = sum(len(reading.claims) for reading in standing.readings)
    return Report(step="reconcile", done=added, present=1 - added, claims=claims)


def told(standing: Standing) -> tuple[Reading, ...]:
    """The readings without the claims that people rejected: those are no account of anything."""
    gone = {verdict.about for verdict in ruling(standing.verdicts) if verdict.decision == "reject"}
    return tuple(
        structs.replace(reading, claims=tuple(claim for claim in reading.claims if claim.key not in gone))
        if any(claim.key in gone for claim in reading.claims)
        else reading
        for reading in standing.readings
    )

"""What the ledger knows beyond incidents: the record of voices, why two claims are one happening, history, and what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from rashomon.desk.scenes import Scene
from rashomon.export.brief import words
from rashomon.mcp.asked import Diff, History, Sources, Why, part
from rashomon.mcp.cited import NOTE, Citations, Cited
from rashomon.model import Document, Edition, Entry, Failure, Pairing, Reading, Redaction, Verdict
from rashomon.reconcile import Change, Changed, Later, Record, Worded, between

FEW = 5
"""Where more voices have the name that is asked for, their claims are counted only."""

EXAMPLES = 3
"""Citations of each sort in a voice's record."""


class Counted(Struct, frozen=True, kw_only=True):
    """How often, with the keys of the first claims where few were asked for."""

    count: int
    claims: tuple[str, ...]


class LoadedWord(Struct, frozen=True, kw_only=True):
    """A loaded word of a voice, what a neutral text would say, of whom, and how often."""

    word: str
    neutral: str
    of: str | None
    uses: int


class Voice(Struct, frozen=True, kw_only=True):
    """What a voice said in this case, and what became of it. It describes; it ranks nobody by truth."""

    id: str
    name: str
    names: tuple[str, ...]
    side: str | None
    kind: str | None
    documents: int
    claimed: Counted
    conceded: Counted
    denied: Counted
    revised: Counted
    borne_out_later: Counted
    contradicted_later: Counted
    repeats: tuple[str, ...]
    loaded_words: tuple[LoadedWord, ...]


class Voices(Struct, frozen=True, kw_only=True):
    """The voices that were asked for; `next` for `skip`, None at the end. `claims` everywhere are keys of `citations`; a list
    of more than a few voices cites none.
    """

    note: str = NOTE
    case: str
    as_of: str | None
    found: int
    next: int | None
    sources: tuple[Voice, ...]
    citations: tuple[Cited, ...]


class Weighed(Struct, frozen=True, kw_only=True):
    """One feature that was weighed."""

    feature: str
    weight: float
    reason: str


class Step(Struct, frozen=True, kw_only=True):
    """A pair of claims on the way from one to the other."""

    a: str
    b: str
    score: float
    reasons: tuple[str, ...]


class Because(Struct, frozen=True, kw_only=True):
    """Whether two are told of one incident, by which rule, and what was weighed."""

    note: str = NOTE
    case: str
    as_of: str | None
    together: bool
    rule: str
    score: float | None
    weighed: tuple[Weighed, ...]
    path: tuple[Step, ...]
    citations: tuple[Cited, ...]


class Line(Struct, frozen=True, kw_only=True):
    """One line of the ledger. `what` says what it records, in words; no text of a document stands here."""

    seq: int
    id: str
    kind: str
    about: str
    made_by: str
    recorded_at: str
    what: str


class Lines(Struct, frozen=True, kw_only=True):
    """The ledger's lines about one thing, oldest first; `next` for `skip`, None at the end."""

    note: str = NOTE
    case: str
    as_of: str | None
    found: int
    next: int | None
    lines: tuple[Line, ...]


class Moved(Struct, frozen=True, kw_only=True):
    """One thing that changed. `asked` None: it is about the incident itself."""

    what: str
    incident: str
    title: str
    asked: str | None
    was: str | None
    now: str | None
    before: tuple[str, ...]
    after: tuple[str, ...]
    voice: str | None
    claims: tuple[str, ...]


class Changes(Struct, frozen=True, kw_only=True):
    """What changed in what is known; `next` for `skip`, None at the end. `claims` are keys of `citations`."""

    note: str = NOTE
    case: str
    since: str
    as_of: str | None
    found: int
    next: int | None
    changes: tuple[Moved, ...]
    citations: tuple[Cited, ...]


def sources(scene: Scene, asked: Sources) -> Voices:
    """The record of the voices of a name, with claims where they are few; or of all, counted."""
    found = scene.view.sources(asked.name or None)
    citations = Citations(scene)
    rows, next_ = part(found, asked)
    voices = tuple(_voice(record, scene, citations, EXAMPLES if asked.name and len(found) <= FEW else 0) for record in rows)
    return Voices(
        case=scene.view.name,
        as_of=scene.asof,
        found=len(found),
        next=next_,
        sources=voices,
        citations=citations.all(),
    )


def _voice(record: Record, scene: Scene, citations: Citations, most: int) -> Voice:
    def counted(keys: tuple[str, ...]) -> Counted:
        return Counted(count=len(keys), claims=citations.cite(keys, most))

    def later(rows: tuple[Later, ...]) -> Counted:
        keys = tuple(key for row in rows for key in (row.claim, *(voice.claim for voice in row.by[:1])))
        return Counted(count=len(rows), claims=citations.cite(keys, 2 * most))

    def changed(rows: tuple[Changed, ...]) -> Counted:
        keys = tuple(key for row in rows for key in (row.before.claim, row.after.claim) if key)
        return Counted(count=len(rows), claims=citations.cite(keys, 2 * most))

    return Voice(
        id=record.id,
        name=words.plain(record.name),
        names=tuple(map(words.plain, record.names)),
        side=scene.index.party(record.party) if record.party else None,
        kind=record.kind,
        documents=len(record.documents),
        claimed=counted(record.claimed),
        conceded=counted(record.conceded),
        denied=counted(record.denied),
        revised=changed(record.revised),
        borne_out_later=later(record.borne_out),
        contradicted_later=later(record.contradicted),
        repeats=tuple(words.plain(repeated.whom) for repeated in record.repeats),
        loaded_words=tuple(_word(word, scene) for word in record.words),
    )


def _word(word: Worded, scene: Scene) -> LoadedWord:
    of = scene.index.party(word.party) if word.party else None
    return LoadedWord(word=words.plain(word.word), neutral=word.neutral, of=of, uses=len(word.uses))


def why(scene: Scene, asked: Why) -> Because:
    """Why two claims, or incidents, are one happening or are not."""
    found = scene.view.why(asked.a, asked.b)
    citations, keys = Citations(scene), (found.a, found.b, *(key for pair in found.path for key in (pair.a, pair.b)))
    citations.cite(keys, len(keys))
    steps = (Step(a=p.a, b=p.b, score=p.score, reasons=tuple(words.plain(f.reason) for f in p.features)) for p in found.path)
    return Because(
        case=scene.view.name,
        as_of=scene.asof,
        together=found.together,
        rule=words.plain(found.rule),
        score=found.score,
        weighed=tuple(Weighed(feature=f.name, weight=f.weight, reason=words.plain(f.reason)) for f in found.features),
        path=tuple(steps),
        citations=citations.all(),
    )


def history(scene: Scene, asked: History) -> Lines:
    """Every line of the ledger about a thing; an incident's are those of its oldest account, under any of its names."""
    incident = scene.view.find(asked.key)
    names = dict.fromkeys((asked.key, *((incident.id, incident.claims[0]) if incident else ())))
    found = sorted({entry.seq: entry for name in names for entry in scene.entries(name)}.values(), key=lambda e: e.seq)
    rows, next_ = part(found, asked)
    return Lines(
        case=scene.view.name,
        as_of=scene.asof,
        found=len(found),
        next=next_,
        lines=tuple(map(_line, rows)),
    )


def _line(entry: Entry) -> Line:
    return Line(
        seq=entry.seq,
        id=entry.id,
        kind=entry.kind,
        about=words.plain(entry.about),
        made_by=words.plain(entry.made_by),
        recorded_at=entry.recorded_at,
        what=words.plain(_what(entry)),
    )


def _what(entry: Entry) -> str:
    """What a line records."""
    match entry.body:
        case Document() as document:
            published = document.published.value if document.published else "at a time not known"
            return f"a version of the document, published {published} by {document.source.name}"
        case Reading() as reading:
            return f"a reading by {reading.method.name}@{reading.method.version}: {words.count(len(reading.claims), 'claim')}"
        case Verdict() as verdict:
            body = f" {verdict.body}" if verdict.body else ""
            return f"{verdict.by}: {verdict.decision}{body}{f' ({verdict.note})' if verdict.note else ''}"
        case Pairing() as pairing:
            return f"claims compared by {pairing.method.name}@{pairing.method.version}"
        case Edition() as edition:
            return f"an edition, published by {edition.by}{f' ({edition.note})' if edition.note else ''}"
        case Failure() as failure:
            return failure.reason
        case Redaction() as redaction:
            return f"removed by {redaction.by}: {redaction.reason}"
        case _:
            return entry.kind


def diff(scene: Scene, asked: Diff) -> Changes:
    """What changed between two moments of knowing."""
    before = scene.earlier(asked.since)
    found = between(before.view.standing.incidents, scene.view.standing.incidents)
    now, then = Citations(scene), Citations(before)
    rows, next_ = part(found, asked)
    changes = tuple(_moves(rows, scene, now, then))
    return Changes(
        case=scene.view.name,
        since=before.asof or asked.since,
        as_of=scene.asof,
        found=len(found),
        next=next_,
        changes=changes,
        citations=(*now.all(), *then.all()),
    )


def _moves(rows: Sequence[Change], scene: Scene, now: Citations, then: Citations) -> Iterator[Moved]:
    """Claims that are gone are cited as they were."""
    for row in rows:
        gone = (key for key in row.claims if key not in scene.index.claims)
        yield Moved(
            what=row.what,
            incident=row.incident,
            title=words.plain(row.title),
            asked=scene.index.asked(row.slot, row.party, row.of) if row.slot else None,
            was=row.was,
            now=row.now,
            before=tuple(scene.index.value(value, row.slot or "") for value in row.before),
            after=tuple(scene.index.value(value, row.slot or "") for value in row.after),
            voice=words.plain(row.voice) if row.voice else None,
            claims=(*now.cite(row.claims, EXAMPLES), *then.cite(gone, EXAMPLES)),
        )

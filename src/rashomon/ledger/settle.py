"""Entries to one standing: readings in, verdicts in, what holds now out. Pure functions over entries in the order of seq."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import structs

from rashomon.ledger.errors import LedgerError
from rashomon.ledger.moment import moment
from rashomon.model.claim import Claim
from rashomon.model.correction import corrected, holds
from rashomon.model.document import Document
from rashomon.model.entry import Entry, Failure
from rashomon.model.key import digest
from rashomon.model.pairing import Pairing
from rashomon.model.reading import Reading
from rashomon.model.standing import Standing
from rashomon.model.verdict import Verdict, latest, of_claims, ruling, things

LINKED = "link"
"""`Method.name` of a reading that the linker made; every other reading is an engine's, as said."""

_NOT_JUDGED = {"anchor", "start", "end"}


def seen_digest(*claims: Claim) -> str:
    """What a reviewer saw of a claim, or of the two claims of a pair, as a digest: `Verdict.seen`.

    Offsets and the edges of the quote take no part, so that an engine that moves them challenges nobody; everything
    that a claim says does.
    """
    return digest([_judged(msgspec.to_builtins(claim)) for claim in sorted(claims, key=lambda claim: claim.key)])


def _judged(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _judged(part) for name, part in value.items() if name not in _NOT_JUDGED}
    if isinstance(value, list | tuple):
        return [_judged(part) for part in value]
    # A whole number reads back from the ledger as a float: 12 and 12.0 are the same figure.
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def settle(entries: Iterable[Entry], asof: str | None = None, engine: str | None = None) -> Standing:
    """The standing that these entries (in the order of seq) add up to, without incidents.

    Of each document the reading recorded last counts; with `engine`, the last one of that engine where it has any. What people
    said stands over it: corrections are laid over the claims, and a claim that a person accepted or corrected stays where its
    words still stand, also when a later reading does not find it. Bodies that were redacted count as if they had never been
    recorded.
    """
    bodies: dict[type, list[Any]] = defaultdict(list)
    seqs: dict[int, int] = {}
    for entry in entries:
        bodies[type(entry.body)].append(entry.body)
        seqs[id(entry.body)] = entry.seq
    documents = _current(bodies[Document])
    as_read = _linked(documents, bodies[Reading], engine)
    verdicts = latest(bodies[Verdict])
    readings, judged = _judged_readings(documents, as_read, bodies[Reading], bodies[Verdict])
    return Standing(
        documents=tuple(documents),
        readings=tuple(readings),
        as_read=tuple(as_read),
        pairing=_pairing(bodies[Pairing], as_read, judged),
        verdicts=verdicts,
        challenged=tuple(_challenged(verdicts, as_read)),
        judged=judged,
        failures=tuple(_unmended(bodies[Failure], bodies[Document] + bodies[Reading], seqs)),
        asof=asof,
    )


def _current(documents: Sequence[Document]) -> list[Document]:
    """The current version of each address, by address.

    Of one capture the latest line holds, so that a corrected dateline replaces a wrong one even if it is earlier; of
    several captures the latest published, and where that is equal or missing the one recorded last.
    """
    captures: dict[tuple[str, str], Document] = {}
    for document in documents:
        place = (document.address, document.capture)
        captures.pop(place, None)  # so that the order of the dict is the order of the latest lines
        captures[place] = document
    current: dict[str, Document] = {}
    for document in captures.values():
        held = current.get(document.address)
        if held is None or not _earlier(document, held):
            current[document.address] = document
    return [current[address] for address in sorted(current)]


def _earlier(one: Document, other: Document) -> bool:
    """Whether the first was published before the second, as far as their dates can tell: a day is not before its hours."""
    if one.published is None or other.published is None:
        return False
    a, b = _instant(one.published.value), _instant(other.published.value)
    common = min(len(a), len(b))
    return a[:common] < b[:common]


def _instant(value: str) -> str:
    """A datetime in UTC, so that offsets compare; a day, month or year as it is."""
    try:
        return moment(value) if "T" in value else value
    except LedgerError:
        return value


def read_by(entries: Iterable[Entry], engine: str) -> list[Reading]:
    """The linked reading of each current document that this engine read: by its name ("llm") or by the beginning of its name
    and version ("llm@1+a-model").
    """
    bodies = [entry.body for entry in entries]
    documents = _current([body for body in bodies if isinstance(body, Document)])
    return _linked(documents, [body for body in bodies if isinstance(body, Reading)], engine, strict=True)


def _linked(
    documents: Sequence[Document], readings: Sequence[Reading], engine: str | None, strict: bool = False
) -> list[Reading]:
    """The linked reading of each document that has one, in the order of the documents; those of `engine` first, or alone."""
    said: dict[str, dict[str, str]] = defaultdict(dict)
    linked: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.method.name == LINKED:
            linked[reading.address].append(reading)
        else:
            said[reading.address][reading.id] = str(reading.method)
    found = []
    for document in documents:
        inputs = {digest([id_, document.id]): name for id_, name in said[document.address].items()}
        fitting = [reading for reading in linked[document.address] if reading.input in inputs]
        chosen = [reading for reading in fitting if engine and _is_of(inputs[reading.input], engine)]
        fitting = chosen if chosen or strict else fitting
        if fitting:
            found.append(fitting[-1])
    return found


def _is_of(method: str, engine: str) -> bool:
    return method.startswith(engine if "@" in engine else f"{engine}@")


def _pairing(pairings: Sequence[Pairing], readings: Sequence[Reading], judged: str) -> Pairing | None:
    """The latest pairing of just these readings as judged; else of these readings; else of all, which is then out of date."""
    ids = tuple(sorted(reading.id for reading in readings))
    fitting = [pairing for pairing in pairings if pairing.readings == ids] or list(pairings)
    exact = [pairing for pairing in fitting if pairing.judged == judged]
    return (exact or fitting)[-1] if fitting else None


def _judged_readings(
    documents: Sequence[Document], as_read: Sequence[Reading], ever: Sequence[Reading], verdicts: Sequence[Verdict]
) -> tuple[list[Reading], str]:
    """The readings with what stands of people's verdicts, and the digest of what that changes or takes out ("" = nothing).
    `ever`: all readings of the ledger; `verdicts`: all of its verdicts, because each says what somebody saw.
    """
    rulings = {v.about: v for v in ruling(verdicts) if of_claims(v.about) and "|" not in v.about}
    if not rulings:
        return list(as_read), ""
    texts = {document.address: document.text for document in documents}
    seen = {about: {v.seen for v in verdicts if v.about == about} for about in rulings}
    kept = _kept(rulings, seen, as_read, ever, texts)
    found = []
    effects: list[tuple[str, str, Any]] = []
    for reading in as_read:
        stays = kept.get(reading.address, [])
        if stays or any(claim.key in rulings for claim in reading.claims):
            both = sorted((*reading.claims, *stays), key=lambda c: (c.anchor.start, c.anchor.end, c.key))
            claims = both if stays else reading.claims
            effects += _effects(claims, stays, rulings)
            bodies = [(claim, rulings[claim.key].body if claim.key in rulings else None) for claim in claims]
            made = tuple(corrected(claim, body, texts[reading.address]) for claim, body in bodies)
            reading = structs.replace(reading, claims=made)
        found.append(reading)
    return found, digest(sorted(effects, key=str)) if effects else ""


def _effects(
    claims: Sequence[Claim], stays: Sequence[Claim], rulings: Mapping[str, Verdict]
) -> list[tuple[str, str, dict[str, Any] | None]]:
    """What the verdicts on these claims change: an accepted claim that is read as it was is changed by nothing."""
    judged = [(claim, rulings[claim.key]) for claim in claims if claim.key in rulings]
    return [(c.key, v.decision, v.body) for c, v in judged if v.body or v.decision == "reject" or c in stays]


def _kept(
    rulings: Mapping[str, Verdict],
    seen: Mapping[str, set[str]],
    as_read: Sequence[Reading],
    ever: Sequence[Reading],
    texts: Mapping[str, str],
) -> dict[str, list[Claim]]:
    """Claims that people accepted or corrected and that are not read any more, as somebody saw them last, where every word
    still stands in the document; by address.
    """
    present = {claim.key for reading in as_read for claim in reading.claims}
    wanted = {key for key, v in rulings.items() if key not in present and v.decision in ("accept", "correct")}
    found: dict[str, Claim] = {}
    for claim in (c for reading in ever for c in reading.claims if c.key in wanted) if wanted else ():
        if seen_digest(claim) in seen[claim.key] and holds(claim, texts.get(claim.anchor.address, "")):
            found[claim.key] = claim
    by_address: dict[str, list[Claim]] = defaultdict(list)
    for claim in found.values():
        by_address[claim.anchor.address].append(claim)
    return by_address


def _challenged(verdicts: Sequence[Verdict], readings: Sequence[Reading]) -> list[str]:
    """Ids of verdicts whose claims read differently from what the reviewer saw, or are gone since. Those about incidents and
    questions pin what is derived, which nobody knows here. One that was taken back says nothing that could be challenged.
    """
    claims: Mapping[str, Claim] = {claim.key: claim for reading in readings for claim in reading.claims}

    def stands(verdict: Verdict) -> bool:
        parts = [claims.get(key) for key in things(verdict.about)]
        known = [part for part in parts if part is not None]
        return seen_digest(*known) == verdict.seen

    judged = [v for v in verdicts if of_claims(v.about) and v.decision != "withdrawn"]
    return [verdict.id for verdict in judged if not stands(verdict)]


def _unmended(failures: Sequence[Failure], successes: Sequence[Document | Reading], seqs: Mapping[int, int]) -> list[Failure]:
    """Failures after which the same address was not taken in (stage `add`) or read (any other stage)."""
    latest: dict[tuple[str, bool], int] = {}
    for success in successes:
        latest[success.address, isinstance(success, Document)] = seqs[id(success)]
    return [f for f in failures if latest.get((f.about, f.stage == "add"), 0) < seqs[id(f)]]

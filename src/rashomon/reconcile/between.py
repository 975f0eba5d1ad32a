"""What changed between two moments: a fold over the incidents of both.

Invariant: between equal incidents nothing changed, and of every question at most one change of standing is told. An incident of
the later moment goes on from those of the earlier one that it shares claims with, above all from the one that it shares most
with; so names that changed, merges and splits are no new incidents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from rashomon.model import Incident, Point, Position, Revision, Value
from rashomon.model.incident import StandingName

What = Literal["new", "merged", "parted", "contested", "corroborated", "settled", "revised", "withdrawn"]

Asked = tuple[str, str | None, str | None]


class Change(Struct, frozen=True, kw_only=True):
    """One thing that changed. `what`:

    new           an incident, accounts of a known one (`slot` is None), a question, or an answer to a known one
    merged        incidents that are one now; `parted`: part of an incident that is one of its own now
    contested     answers to the question exclude each other now
    corroborated  two or more independent origins agree now
    settled       it was contested and is no longer; `now` says what it is
    revised       a voice changed its answer
    withdrawn     an answer that nobody holds any more or that is no longer corroborated, a question that nobody answers, an
                  incident that nobody tells

    `incident` is its name now, or then if it is gone; `slot`, `party`, `of` the question; `was` and `now` its standing;
    `before` and `after` the answers; `voice` who revised; `claims` the keys of the claims behind it.
    """

    what: What
    incident: str
    title: str
    claims: tuple[str, ...]
    slot: str | None = None
    party: str | None = None
    of: str | None = None
    was: StandingName | None = None
    now: StandingName | None = None
    before: tuple[Value, ...] = ()
    after: tuple[Value, ...] = ()
    voice: str | None = None


def between(before: Sequence[Incident], after: Sequence[Incident]) -> tuple[Change, ...]:
    """The changes, in the order of the later incidents; those that nobody tells any more come last."""
    homes = {key: n for n, incident in enumerate(before) for key in incident.claims}
    shared = [Counter(homes[key] for key in incident.claims if key in homes) for incident in after]
    heirs = _heirs(shared)
    found: list[Change] = []
    for n, incident in enumerate(after):
        past = sorted(shared[n], key=lambda home: (-shared[n][home], before[home].id))
        found += _named(incident, [before[home] for home in past], [heirs[home] == n for home in past])
        found += _points(incident, [before[home] for home in past])
        found += _revisions(incident, [before[home] for home in past])
    gone = [incident for n, incident in enumerate(before) if n not in heirs]
    return (*found, *(_of(incident, "withdrawn", incident.claims) for incident in gone))


def _heirs(shared: Sequence[Counter[int]]) -> dict[int, int]:
    """For each earlier incident the later one that has most of its claims; of equals the first."""
    heirs: dict[int, int] = {}
    for n, counts in enumerate(shared):
        for home in counts:
            if home not in heirs or counts[home] > shared[heirs[home]][home]:
                heirs[home] = n
    return heirs


def _named(incident: Incident, past: Sequence[Incident], inherits: Sequence[bool]) -> Iterator[Change]:
    """New, merged, parted, or told by more."""
    if not past:
        yield _of(incident, "new", incident.claims)
        return
    if not inherits[0]:
        yield _of(incident, "parted", incident.claims)
    joined = [one for one, heir in zip(past[1:], inherits[1:], strict=True) if heir]
    if joined:
        yield _of(incident, "merged", tuple(key for one in joined for key in one.claims if key in incident.claims))
    known = {key for one in past for key in one.claims}
    if more := tuple(key for key in incident.claims if key not in known):
        yield _of(incident, "new", more)


def _of(incident: Incident, what: What, claims: Iterable[str]) -> Change:
    return Change(what=what, incident=incident.id, title=incident.title, claims=tuple(dict.fromkeys(claims)))


def _asked(value: Point | Revision) -> Asked:
    return value.slot, value.party, value.of


def _points(incident: Incident, past: Sequence[Incident]) -> Iterator[Change]:
    known: dict[Asked, Point] = {}
    for one in past:
        for point in one.points:
            known.setdefault(_asked(point), point)
    moved = _moved(incident)
    for point in incident.points:
        yield from _point(incident, known.pop(_asked(point), None), point, bool(past), moved)
    for point in known.values():
        yield _question(incident, "withdrawn", point, None, _values(point.positions), (), _claims(point.positions))


def _moved(incident: Incident) -> frozenset[str]:
    """Claims whose answers voices gave up, and those that they gave instead: the revisions tell of them."""
    held = (held for revision in incident.revisions for held in (revision.before, revision.after))
    return frozenset(one.claim for one in held if one.claim)


def _point(incident: Incident, was: Point | None, now: Point, known: bool, moved: frozenset[str]) -> Iterator[Change]:
    what = _standing(was, now, known)
    old = was.positions if was else ()
    if what:
        behind = (*old, *now.positions) if what in ("settled", "withdrawn") else now.positions
        yield _question(incident, what, was, now, _values(old), _values(now.positions), _claims(behind))
    elif was:
        yield from _answers(incident, was, now, moved)


def _standing(was: Point | None, now: Point, known: bool) -> What | None:
    if was is not None and was.standing == now.standing:
        return None
    if now.standing == "contested":
        return "contested"
    if was is not None and was.standing == "contested":
        return "settled"
    if now.standing == "corroborated":
        return "corroborated"
    if was is not None:
        return "withdrawn" if was.standing == "corroborated" else None
    return "new" if known else None


def _answers(incident: Incident, was: Point, now: Point, moved: frozenset[str]) -> Iterator[Change]:
    """Answers that came and went although the standing is what it was. An answer that only became narrower, or whose voices
    moved to another one, has not gone.
    """
    before, after = set(_claims(was.positions)), set(_claims(now.positions))
    values = _values(was.positions), _values(now.positions)
    for position in now.positions:
        claims = set(_claims([position]))
        if position.value not in values[0] and not claims & (before | moved):
            yield _question(incident, "new", was, now, (), (position.value,), sorted(claims))
    for position in was.positions:
        claims = set(_claims([position]))
        if position.value not in values[1] and not claims & (after | moved):
            yield _question(incident, "withdrawn", was, now, (position.value,), (), sorted(claims))


def _question(
    incident: Incident,
    what: What,
    was: Point | None,
    now: Point | None,
    before: tuple[Value, ...],
    after: tuple[Value, ...],
    claims: Iterable[str],
) -> Change:
    slot, party, of = _asked(now or was)  # type: ignore[arg-type]  # one of them is there
    return Change(
        what=what,
        incident=incident.id,
        title=incident.title,
        claims=tuple(dict.fromkeys(claims)),
        slot=slot,
        party=party,
        of=of,
        was=was.standing if was else None,
        now=now.standing if now else None,
        before=before,
        after=after,
    )


def _values(positions: Iterable[Position]) -> tuple[Value, ...]:
    return tuple(position.value for position in positions)


def _claims(positions: Iterable[Position]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(voice.claim for position in positions for voice in position.voices))


def _revisions(incident: Incident, past: Sequence[Incident]) -> Iterator[Change]:
    known = {_same(revision) for one in past for revision in one.revisions}
    for revision in incident.revisions:
        if _same(revision) in known:
            continue
        held = (revision.before, revision.after)
        yield Change(
            what="withdrawn" if revision.direction == "withdrawn" else "revised",
            incident=incident.id,
            title=incident.title,
            claims=tuple(dict.fromkeys(one.claim for one in held if one.claim)),
            slot=revision.slot,
            party=revision.party,
            of=revision.of,
            before=tuple(one.value for one in held[:1] if one.value is not None),
            after=tuple(one.value for one in held[1:] if one.value is not None),
            voice=revision.voice,
        )


def _same(revision: Revision) -> tuple[object, ...]:
    """What makes a revision the same one although its question is called otherwise now."""
    return revision.slot, revision.voice, revision.before.value, revision.after.value, revision.direction

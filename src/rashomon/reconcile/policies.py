"""Policies: one number, answer or grade out of many positions, by a rule that somebody chose by name.

Invariant: no policy is in force by itself, and none changes an incident; each number lists the claims behind it, and where a
rule gives none the reason is said. The rules in words, and where they come from, are in `vocabulary/policies.yaml`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from rashomon.model import Bounds, Incident, Point, Position, Tally, Value
from rashomon.reconcile.behind import behind, conceding, figures, giving, holders, origins, side
from rashomon.reconcile.precision import ACLED_DAYS, ACLED_PLACES, UCDP_DAYS, UCDP_PLACES, dated, placed
from rashomon.reconcile.slots import ACTOR, HAPPENED, TARGET
from rashomon.reconcile.telling import Told, lasting
from rashomon.vocabulary import Vocabulary
from rashomon.vocabulary.comparing import same_kinds

KILLED, WOUNDED, LUMP = "killed", "wounded", "killed_or_wounded"
HARM = (KILLED, WOUNDED, LUMP)
CIVILIANS = "CIV"
SUMMED_UP = frozenset({"casualties", "losses"})
"""Kinds that tell losses of no one attack."""


class Number(Struct, frozen=True, kw_only=True):
    """A number with the claims (by key) that give it."""

    value: float
    claims: tuple[str, ...]


class Given(Struct, frozen=True, kw_only=True):
    """What a policy gives for one question: `value` for what is named, `low`, `best` and `high` for what is counted; None where
    it gives nothing. `claims` are those behind all of it, `reason` says why it is so, or why there is nothing.
    """

    slot: str
    reason: str
    party: str | None = None
    of: str | None = None
    value: str | None = None
    low: Number | None = None
    best: Number | None = None
    high: Number | None = None
    claims: tuple[str, ...] = ()


class Mark(Struct, frozen=True, kw_only=True):
    """A code that a policy gives the whole incident ("grading", "date_prec"); `value` None where it gives none."""

    name: str
    value: str | None
    reason: str
    claims: tuple[str, ...] = ()


class Under(Struct, frozen=True, kw_only=True):
    """An incident under a policy."""

    policy: str
    incident: str
    given: tuple[Given, ...]
    marks: tuple[Mark, ...] = ()


class Seen(Struct, frozen=True, kw_only=True):
    """What a rule may look at. `doubted`: claims of sources that people judged not usually reliable or worse."""

    incident: Incident
    told: Mapping[str, Told]
    vocabulary: Vocabulary
    doubted: frozenset[str] = frozenset()


Rule = Callable[[Seen], tuple[Iterable[Given], Iterable[Mark]]]


def under(
    incident: Incident, policy: str, told: Mapping[str, Told], vocabulary: Vocabulary, doubted: Collection[str] = ()
) -> Under:
    """The incident under the policy of that name. `told` as `accounts` gives it; `doubted`: keys of claims whose sources people
    judged D or E. Raises KeyError for another name.
    """
    seen = Seen(incident=incident, told=told, vocabulary=vocabulary, doubted=frozenset(doubted))
    given, marks = RULES[policy](seen)
    return Under(policy=policy, incident=incident.id, given=tuple(given), marks=tuple(marks))


# ------------------------------------------------------------ rules that hold for every question


def majority(seen: Seen) -> tuple[Iterable[Given], Iterable[Mark]]:
    """What more than half of the origins hold."""
    return (_majority(point, seen) for point in seen.incident.points), ()


def _majority(point: Point, seen: Seen) -> Given:
    total = sum(position.origins for position in point.positions)
    most = max(point.positions, key=lambda position: position.origins)
    if 2 * most.origins > total:
        return _answer(point, most, seen, f"{most.origins} of {_origins(total)}")
    return _nothing(point, f"no answer is held by more than half of the {_origins(total)}", holders(point.positions))


def corroborated(seen: Seen) -> tuple[Iterable[Given], Iterable[Mark]]:
    """What two or more independent origins agree on."""
    return (_corroborated(point, seen) for point in seen.incident.points), ()


def _corroborated(point: Point, seen: Seen) -> Given:
    agreed = [position for position in point.positions if position.origins > 1]
    others = sum(position.origins for position in point.positions if position.origins == 1)
    if len(agreed) == 1:
        beside = f"; {_origins(others)} otherwise" if others else ""
        return _answer(point, agreed[0], seen, f"{_origins(agreed[0].origins)} agree{beside}")
    why = "no two independent origins agree" if not agreed else f"{len(agreed)} answers have two or more origins each"
    return _nothing(point, why, holders(agreed or point.positions))


def conceded(seen: Seen) -> tuple[Iterable[Given], Iterable[Mark]]:
    """What a side says against its own interest."""
    return (_conceded(point, seen) for point in seen.incident.points), ()


def _conceded(point: Point, seen: Seen) -> Given:
    found = [(p, voices) for p in point.positions if (voices := conceding(point, p, seen.told, seen.vocabulary))]
    keys = tuple(dict.fromkeys(voice.claim for _, voices in found for voice in voices))
    who = ", ".join(sorted({voice.name for _, voices in found for voice in voices}))
    if not found:
        return _nothing(point, "nobody concedes it against own interest", ())
    if not isinstance(found[0][0].value, Bounds):
        answers = sorted({str(position.value) for position, _ in found})
        if len(answers) > 1:
            return _nothing(point, f"{who} concede different things: {', '.join(answers)}", keys)
        return _given(point, f"conceded by {who}", keys, value=answers[0])
    own = [(key, _range(f.low, f.high)) for key in keys for f in figures(key, point, seen.told)]
    own = own or [(v.claim, _bounds(position.value)) for position, voices in found for v in voices]
    return _counted(point, own, f"conceded by {who}")


# ------------------------------------------------------------ rules of event data sets


def ucdp(seen: Seen) -> tuple[Iterable[Given], Iterable[Mark]]:
    """Low, best, high of deaths; clarity and precision."""
    given = [_three(tally, seen) for tally in seen.incident.figures if tally.measure == KILLED]
    lumps = [point for point in seen.incident.points if point.slot == LUMP]
    why = "killed or wounded together: no number of deaths"
    return (*given, *(_nothing(p, why, holders(p.positions)) for p in lumps)), _ucdp_marks(seen)


def _three(tally: Tally, seen: Seen) -> Given:
    point = next(p for p in seen.incident.points if (p.slot, p.party, p.of) == (tally.measure, tally.party, tally.of))
    low, best, high = (_number(value, point, seen) for value in (tally.low, tally.best, tally.high))
    keys = tuple(dict.fromkeys(key for number in (low, best, high) if number for key in number.claims))
    answers = "one answer" if len(point.positions) == 1 else f"{len(point.positions)} answers"
    told = f"{answers} of {_origins(sum(position.origins for position in point.positions))}"
    why = told if high else f"{told}; somebody counts more without naming a limit"
    return _given(point, why, keys, low=low, best=best, high=high)


def _number(value: float | None, point: Point, seen: Seen) -> Number | None:
    return None if value is None else Number(value=value, claims=behind(value, point, seen.incident, seen.told))


def _ucdp_marks(seen: Seen) -> Iterator[Mark]:
    yield _clarity(seen)
    yield _dated("date_prec", seen, UCDP_DAYS)
    yield _placed("where_prec", seen, UCDP_PLACES)


def _clarity(seen: Seen) -> Mark:
    """2 where nobody tells of one event: losses of no one attack, running totals, accounts over a long time."""
    claims = [seen.told[key] for key in seen.incident.claims if key in seen.told]
    summed = [t for t in claims if _sums_up(t)]
    if seen.incident.kind in SUMMED_UP or (claims and len(summed) == len(claims)):
        keys = tuple(t.claim.key for t in summed) or seen.incident.claims
        return Mark(name="event_clarity", value="2", reason="told only in sum: no one attack is told", claims=keys)
    return Mark(name="event_clarity", value="1", reason="told as one event", claims=seen.incident.claims)


def _sums_up(told: Told) -> bool:
    return lasting(told) or any(figure.cumulative for figure in told.claim.figures)


def _dated(name: str, seen: Seen, days: tuple[tuple[float, str], ...]) -> Mark:
    when = seen.incident.when
    value, why = dated(when, days)
    span = (when.earliest, when.latest) if when else None
    keys = (k for k, t in _claims(seen) if t.claim.when and (t.claim.when.earliest, t.claim.when.latest) == span)
    return Mark(name=name, value=value, reason=why, claims=tuple(keys))


def _placed(name: str, seen: Seen, codes: dict[str, str]) -> Mark:
    place = seen.incident.place
    value, why = placed(place, codes)
    where = (place.name or place.text) if place else None
    keys = (k for k, t in _claims(seen) if t.claim.place and (t.claim.place.name or t.claim.place.text) == where)
    return Mark(name=name, value=value, reason=why, claims=tuple(keys))


def _claims(seen: Seen) -> Iterator[tuple[str, Told]]:
    return ((key, seen.told[key]) for key in seen.incident.claims if key in seen.told)


def acled(seen: Seen) -> tuple[Iterable[Given], Iterable[Mark]]:
    """The lowest count of deaths that stands; precision."""
    given = [_lowest(point, seen) for point in seen.incident.points if point.slot == KILLED]
    marks = (_dated("time_precision", seen, ACLED_DAYS), _placed("geo_precision", seen, ACLED_PLACES))
    return given, marks


def _lowest(point: Point, seen: Seen) -> Given:
    trusted = [p for p in point.positions if not seen.doubted.issuperset(holders([p]))]
    left = trusted or point.positions
    chosen = min(left, key=lambda position: _least(position.value))
    value = _least(chosen.value)
    number = Number(value=value, claims=giving(value, chosen, point, seen.told))
    why = f"the lowest of {len(left)} answers that stand" if len(left) > 1 else "the only answer that stands"
    if len(trusted) < len(point.positions) and trusted:
        gone = len(point.positions) - len(trusted)
        why += f"; {gone} {'comes' if gone == 1 else 'come'} from sources judged D or E alone"
    return _given(point, why, number.claims, best=number)


def _least(value: Value) -> float:
    """The lower end of a range; of "at most ten" ten, for nobody says that there were none."""
    low, high = _bounds(value)
    return low or high or 0.0


def airwars(seen: Seen) -> tuple[Iterable[Given], Iterable[Mark]]:
    """Minimum and maximum of people killed and wounded, and the grading of harm to civilians."""
    points = [point for point in seen.incident.points if point.slot in HARM]
    return [_range_of(point, seen) for point in points], (_grading(seen), *_conceded_harm(seen))


def _range_of(point: Point, seen: Seen) -> Given:
    ranges = [(key, end) for p in point.positions for key, end in _ends(p, point, seen)]
    return _counted(point, ranges, "lowest and highest answer that stands", best=False)


def _ends(position: Position, point: Point, seen: Seen) -> Iterator[tuple[str, tuple[float, float | None]]]:
    """The range of an answer beside each claim that gives an end of it."""
    low, high = _bounds(position.value)
    keys = [*giving(low, position, point, seen.told), *(giving(high, position, point, seen.told) if high is not None else ())]
    return ((key, (low, high)) for key in dict.fromkeys(keys))


def _grading(seen: Seen) -> Mark:
    harm = [p for p in seen.incident.points if p.slot in HARM and p.party == CIVILIANS]
    hurt = [position for point in harm for position in point.positions if _bounds(position.value)[1] != 0]
    violent = seen.incident.kind in same_kinds().groups["violence"]
    struck = [p for p in _positions(seen, TARGET) if violent and p.value == CIVILIANS]
    if not hurt and not struck:
        return _unharmed(harm, seen)
    if not any(p.value == "yes" for p in _positions(seen, HAPPENED)) and _positions(seen, HAPPENED):
        return _graded("discounted", "all deny by now that it happened", holders(_positions(seen, HAPPENED)))
    return _responsible(hurt or struck, seen)


def _unharmed(harm: Sequence[Point], seen: Seen) -> Mark:
    if not harm:
        return _graded(None, "nobody tells of harm to civilians", ())
    return _graded("discounted", "all who count the civilians count none", holders(p for h in harm for p in h.positions))


def _responsible(hurt: Sequence[Position], seen: Seen) -> Mark:
    """The grade by who is named as having done it, and by how many origins."""
    acting = [point for point in seen.incident.points if point.slot == ACTOR]
    named = [p for point in acting for p in point.positions if p.value != CIVILIANS and not str(p.value).startswith("not ")]
    owned = [key for position in named for key in _owning_up(position, seen)]
    telling = max(*(position.origins for position in hurt), origins(holders(hurt), seen.told, seen.vocabulary))
    if owned:
        return _graded("confirmed", "the side itself says that it did it and speaks of harm to civilians", tuple(owned))
    who = ", ".join(sorted(str(position.value) for position in named))
    if len(named) > 1 and any(point.standing == "contested" for point in acting):
        return _graded("contested", f"named as having done it: {who}", holders(named))
    if telling < 2:
        return _graded("weak", "one origin tells of it", holders(hurt))
    if not named:
        return _graded(None, f"{_origins(telling)} tell of it, but nobody says who did it", holders(hurt))
    return _graded("fair", f"{_origins(telling)} tell of it; named as having done it: {who}", holders([*hurt, *named]))


def _owning_up(position: Position, seen: Seen) -> list[str]:
    """The claims by which a side says that it did it, where it also speaks of civilians who were harmed."""
    party = str(position.value)
    own = [voice.claim for voice in position.voices if side(voice, seen.told, seen.vocabulary) == party]
    admitted = [key for key, _ in _own_count(party, HARM, seen)]
    return [*own, *(key for key in admitted if key not in own)] if own and admitted else []


def _own_count(party: str, slots: Sequence[str], seen: Seen) -> Iterator[tuple[str, tuple[float, float | None]]]:
    """What a side says of civilians harmed in a happening that it owns up to."""
    for point in seen.incident.points:
        if point.slot not in slots or point.party != CIVILIANS:
            continue
        for position in point.positions:
            for voice in position.voices:
                if side(voice, seen.told, seen.vocabulary) == party and _bounds(position.value)[1] != 0:
                    yield voice.claim, _bounds(position.value)


def _conceded_harm(seen: Seen) -> Iterator[Mark]:
    """How many civilians the side that owns up to it says it killed and wounded."""
    parties = [str(p.value) for p in _positions(seen, ACTOR) if _owning_up(p, seen)]
    for slot in (KILLED, WOUNDED):
        found = [entry for party in parties for entry in _own_count(party, (slot,), seen)]
        low, high = _extremes(found) if found else (None, None)
        said = f"{low.value:g}–{high.value:g}" if low and high else f"at least {low.value:g}" if low else None
        why = f"as {', '.join(parties)} counts" if found else "no side that owns up to it counts them"
        yield Mark(name=f"civilian_{slot}_conceded", value=said, reason=why, claims=tuple(dict.fromkeys(k for k, _ in found)))


def _graded(value: str | None, reason: str, claims: tuple[str, ...]) -> Mark:
    return Mark(name="grading", value=value, reason=reason, claims=tuple(dict.fromkeys(claims)))


RULES: dict[str, Rule] = {
    "airwars": airwars,
    "ucdp": ucdp,
    "acled": acled,
    "majority": majority,
    "corroborated": corroborated,
    "conceded": conceded,
}


# ------------------------------------------------------------ what the rules have in common


def _positions(seen: Seen, slot: str) -> list[Position]:
    return [position for point in seen.incident.points if point.slot == slot for position in point.positions]


def _bounds(value: Value) -> tuple[float, float | None]:
    return _range(value.low, value.high) if isinstance(value, Bounds) else (0.0, None)


def _range(low: float | None, high: float | None) -> tuple[float, float | None]:
    return low or 0.0, high


def _extremes(ranges: Sequence[tuple[str, tuple[float, float | None]]]) -> tuple[Number, Number | None]:
    """The lowest and the highest number; no highest where one counts more than all others without a limit."""
    low = min(found[0] for _, found in ranges)
    known = [high for _, (_, high) in ranges if high is not None]
    high = max(known, default=None)
    lowest = Number(value=low, claims=_of(ranges, lambda found: found[0] == low))
    if high is None or any(found[0] > high for _, found in ranges):
        return lowest, None
    return lowest, Number(value=high, claims=_of(ranges, lambda found: found[1] == high))


def _of(
    ranges: Sequence[tuple[str, tuple[float, float | None]]], wanted: Callable[[tuple[float, float | None]], bool]
) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for key, found in ranges if wanted(found)))


def _counted(point: Point, ranges: Sequence[tuple[str, tuple[float, float | None]]], reason: str, best: bool = True) -> Given:
    low, high = _extremes(ranges)
    one = low if best and high and low.value == high.value else None
    keys = tuple(dict.fromkeys(key for key, _ in ranges))
    return _given(point, reason, keys, low=low, best=one, high=high)


def _answer(point: Point, position: Position, seen: Seen, reason: str) -> Given:
    keys, value = holders([position]), position.value
    if not isinstance(value, Bounds):
        return _given(point, reason, keys, value=value)
    low, high = (
        None if end is None else Number(value=end, claims=giving(end, position, point, seen.told))
        for end in (value.low or 0.0, value.high)
    )
    return _given(point, reason, keys, low=low, best=low if low == high else None, high=high)


def _nothing(point: Point, reason: str, claims: tuple[str, ...]) -> Given:
    return _given(point, reason, claims)


def _given(
    point: Point,
    reason: str,
    claims: tuple[str, ...],
    value: str | None = None,
    low: Number | None = None,
    best: Number | None = None,
    high: Number | None = None,
) -> Given:
    return Given(
        slot=point.slot,
        party=point.party,
        of=point.of,
        reason=reason,
        value=value,
        low=low,
        best=best,
        high=high,
        claims=claims,
    )


def _origins(number: int) -> str:
    return f"{number} origin{'' if number == 1 else 's'}"

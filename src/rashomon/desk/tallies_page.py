"""Tallies: losses by party and measure under a rule that the reader chooses, each cell with the claims behind it; and tempo.

Nothing is summed that is told as a sum: losses of no one attack and running totals stand apart, for adding them would count
people twice. A sum over incidents still counts what these reports tell, which is not what happened.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct

from rashomon.case import Given, Number, Under, UnknownNameError
from rashomon.desk import links
from rashomon.desk.query import Sifted, written
from rashomon.desk.said import Said, said
from rashomon.desk.scenes import Scene
from rashomon.desk.sift import Sift
from rashomon.export.brief import words
from rashomon.model import Incident
from rashomon.reconcile.policies import SUMMED_UP
from rashomon.vocabulary.policies import policies

CHOSEN = "ucdp"
"""The rule that is shown where the link names none; the page says which it is."""


class TallyQuery(Sifted, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """`policy`: the rule; `cell`: a measure, a party and what was counted, parted by "/", whose incidents are listed."""

    policy: str = CHOSEN
    cell: str = ""


class Rule(Struct, frozen=True):
    """A rule that can be chosen."""

    name: str
    title: str
    words: str
    source: str
    chosen: bool
    link: str


class Cell(Struct, frozen=True):
    """A measure, party and thing counted, summed over incidents. None where the rule gives no such number; `open`: how many
    incidents have no upper number; `totals`: how many are told as sums and left out.
    """

    cell: str
    measure: str
    party: str | None
    of: str | None
    asked: str
    low: float | None
    best: float | None
    high: float | None
    incidents: int
    open: int
    totals: int
    link: str


class Part(Struct, frozen=True):
    """What one incident gives to a cell."""

    incident: str
    title: str
    low: float | None
    best: float | None
    high: float | None
    reason: str
    total: bool
    said: tuple[Said, ...]


class Answered(Struct, frozen=True):
    """How often one side's acts are said to follow on another's."""

    who: str
    whom: str
    how: str
    incidents: tuple[str, ...]


class TalliesPage(Struct, frozen=True):
    """What the page shows."""

    case: str
    asof: str | None
    found: int
    rules: tuple[Rule, ...]
    cells: tuple[Cell, ...]
    cell: Cell | None
    parts: tuple[Part, ...]
    tempo: tuple[Answered, ...]


Key = tuple[str, str | None, str | None]


def page(scene: Scene, query: TallyQuery) -> TalliesPage:
    """The table under that rule. Raises UnknownNameError for no such rule or cell."""
    found = Sift.of(scene)
    incidents = found.incidents(found.chosen(query))
    given = {under.incident: under for under in _under(scene, query.policy)}
    rows: dict[Key, list[tuple[Incident, Given]]] = defaultdict(list)
    for incident in incidents:
        for each in given[incident.id].given if incident.id in given else ():
            if each.slot in scene.view.words.measures and (each.low or each.best or each.high):
                rows[each.slot, each.party, each.of].append((incident, each))
    cells = {_name(key): _cell(key, parts, scene, query) for key, parts in rows.items()}
    if query.cell and query.cell not in cells:
        raise UnknownNameError(f"{query.cell}: no such losses are told under this rule")
    key = next((key for key in rows if _name(key) == query.cell), None)
    return TalliesPage(
        case=scene.view.name,
        asof=scene.asof,
        found=len(incidents),
        rules=tuple(_rules(query)),
        cells=tuple(sorted(cells.values(), key=_order)),
        cell=cells.get(query.cell),
        parts=tuple(_part(*row, scene) for row in rows[key]) if key else (),
        tempo=tuple(_tempo(incidents, scene)),
    )


def _under(scene: Scene, policy: str) -> tuple[Under, ...]:
    return scene.once(f"under {policy}", lambda s: tuple(s.view.all_under(policy)))


def _order(cell: Cell) -> tuple[bool, str, str, str]:
    return cell.measure not in ("killed", "wounded"), cell.measure, cell.party or "", cell.of or ""


def _name(key: Key) -> str:
    return "/".join(part or "" for part in key)


def _rules(query: TallyQuery) -> Iterator[Rule]:
    for name, rule in policies().items():
        yield Rule(
            name=name,
            title=rule.title,
            words=rule.words,
            source=rule.source,
            chosen=name == query.policy,
            link=written(query, policy=name, cell="", after=""),
        )


def _cell(key: Key, parts: Iterable[tuple[Incident, Given]], scene: Scene, query: TallyQuery) -> Cell:
    slot, party, of = key
    every = list(parts)
    single = [each for incident, each in every if incident.kind not in SUMMED_UP]
    return Cell(
        cell=_name(key),
        measure=slot,
        party=party,
        of=of,
        asked=scene.index.asked(slot, party, of),
        low=_sum(each.low for each in single),
        best=_sum(each.best for each in single),
        high=_sum(each.high for each in single),
        incidents=len(single),
        open=sum(each.high is None for each in single),
        totals=len(every) - len(single),
        link=written(query, cell=_name(key), after=""),
    )


def _sum(numbers: Iterable[Number | None]) -> float | None:
    known = [number.value for number in numbers if number is not None]
    return sum(known) if known else None


def _part(incident: Incident, each: Given, scene: Scene) -> Part:
    claims = scene.index.claims
    return Part(
        incident=links.incident(incident.id),
        title=words.plain(incident.title),
        low=each.low.value if each.low else None,
        best=each.best.value if each.best else None,
        high=each.high.value if each.high else None,
        reason=words.plain(each.reason),
        total=incident.kind in SUMMED_UP,
        said=tuple(said(claims[key], scene) for key in each.claims if key in claims),
    )


def _tempo(incidents: Iterable[Incident], scene: Scene) -> Iterator[Answered]:
    """Whose acts are said to follow on whose, by the relations between incidents; of a side with itself nothing is said."""
    others = scene.by_id
    found: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for incident in incidents:
        for relation in incident.relations:
            if relation.type in ("retaliates", "follows") and relation.incident in others:
                for who in _actors(incident, scene):
                    for whom in _actors(others[relation.incident], scene) - {who}:
                        found[who, whom, relation.type][incident.id] += 1
    for (who, whom, how), counts in sorted(found.items(), key=lambda e: (-len(e[1]), e[0])):
        names = scene.index.party(who), scene.index.party(whom)
        yield Answered(*names, words.RELATIONS[how], tuple(sorted(counts)))


def _actors(incident: Incident, scene: Scene) -> set[str]:
    """The sides that some claim of an incident names as having acted."""
    return {a.party for claim in scene.index.told(incident) if claim.stance == "assert" for a in claim.actors if a.party}

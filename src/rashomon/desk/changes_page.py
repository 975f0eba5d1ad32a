"""What changed between two moments of our knowing: what is new, newly contested or agreed, revised, settled, withdrawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from rashomon.desk import links
from rashomon.desk.query import Paged, QueryError, written
from rashomon.desk.said import Said, said
from rashomon.desk.scenes import Scene
from rashomon.export.brief import words
from rashomon.model import Value
from rashomon.reconcile import Change, between

CLAIMS = 4
"""Claims that are shown behind a change; the incident's page has all."""


class ChangesQuery(Paged, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """`since`: an ISO date or time of our knowing, from which changes are told up to `asof`; `what`: only of this sort;
    `after`: how many changes are passed over.
    """

    since: str = ""
    what: str = ""


class Line(Struct, frozen=True):
    """One change. `was` and `now` are standings, `before` and `after` answers in words."""

    what: str
    incident: str
    title: str
    asked: str | None
    voice: str | None
    was: str | None
    now: str | None
    before: str
    after: str
    said: tuple[Said, ...]
    claims: int


class ChangesPage(Struct, frozen=True):
    """What the page shows."""

    case: str
    asof: str | None
    since: str
    since_said: str
    found: int
    kinds: tuple[tuple[str, int], ...]
    lines: tuple[Line, ...]
    next: str


SAYS = {
    "new": "new",
    "merged": "now one with others",
    "parted": "now one of its own",
    "contested": "now contested",
    "corroborated": "now agreed",
    "settled": "settled",
    "revised": "revised",
    "withdrawn": "withdrawn",
}


def page(scene: Scene, query: ChangesQuery) -> ChangesPage:
    """The changes since a moment. Raises QueryError where none is named."""
    if not query.since:
        raise QueryError("since: name the moment from which changes are told, an ISO date or time")
    before = scene.earlier(query.since)
    found = between(before.incidents, scene.incidents)
    kinds = Counter(change.what for change in found)
    wanted = [change for change in found if query.what in ("", change.what)]
    at = int(query.after) if query.after.isascii() and query.after.isdigit() and len(query.after) < 9 else 0
    more = at + query.limit
    return ChangesPage(
        case=scene.view.name,
        asof=scene.asof,
        since=query.since,
        since_said=words.instant(before.asof or query.since),
        found=len(wanted),
        kinds=tuple((what, kinds[what]) for what in SAYS if kinds[what]),  # type: ignore[index]  # the names are those of What
        lines=tuple(_line(change, scene) for change in wanted[at:more]),
        next=written(query, after=str(more)) if more < len(wanted) else "",
    )


def _line(change: Change, scene: Scene) -> Line:
    claims = [scene.index.claims[key] for key in change.claims if key in scene.index.claims]
    return Line(
        what=SAYS[change.what],
        incident=links.incident(change.incident),
        title=words.plain(change.title),
        asked=scene.index.asked(change.slot, change.party, change.of) if change.slot else None,
        voice=words.plain(change.voice) if change.voice else None,
        was=words.STANDINGS[change.was] if change.was else None,
        now=words.STANDINGS[change.now] if change.now else None,
        before=_values(change.before, change, scene),
        after=_values(change.after, change, scene),
        said=tuple(said(claim, scene) for claim in claims[:CLAIMS]),
        claims=len(change.claims),
    )


def _values(values: Iterable[Value], change: Change, scene: Scene) -> str:
    return " / ".join(scene.index.value(value, change.slot or "") for value in values)

"""The review page: one thing at a time with everything that is needed to judge it, the most useful first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct, structs

from rashomon.case import UnknownNameError
from rashomon.case.review import seen_then
from rashomon.case.review_about import ON_CLAIM, ON_DERIVED, ON_PAIR
from rashomon.case.review_alpha import Agreed, agreement
from rashomon.case.review_queue import GROUPS, Item
from rashomon.case.review_text import around, as_text, seen_claim
from rashomon.desk import links
from rashomon.desk.incident_page import Question, question, stakes
from rashomon.desk.query import Query
from rashomon.desk.said import Said, said
from rashomon.desk.scenes import Scene
from rashomon.desk.trace_pages import Weighed
from rashomon.export.brief import words
from rashomon.model import Claim, Decision, Document, Verdict
from rashomon.model.verdict import of_claims

AROUND = 320
"""Characters of the text shown before and after a claim's sentence."""

WAITING = 12
"""Further items that the page lists."""

KEYS: dict[Decision, str] = {"accept": "a", "reject": "r", "correct": "c", "same": "s", "different": "d", "unsure": "u"}
"""The same keys as on a terminal."""


class ReviewQuery(Query, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """`by`: who reviews; `about`: one thing, in place of the first of the queue; `skip`: how many to pass over; `group`: only
    of this group; `second`: also what others judged and `by` has not; `done`: the verdict that was just given.
    """

    by: str = ""
    about: str = ""
    group: str = ""
    skip: int = 0
    second: bool = False
    done: str = ""


class Slot(Struct, frozen=True):
    """A slot of a claim as a correction would be written."""

    name: str
    value: str


class Shown(Struct, frozen=True):
    """A claim as it was read, in its surroundings."""

    said: Said
    before: str
    after: str
    slots: tuple[Slot, ...]


class Moved(Struct, frozen=True):
    """A slot that reads otherwise than when somebody judged it."""

    slot: str
    then: str
    now: str


class Given(Struct, frozen=True):
    """What somebody said of the thing; `moved`: what reads otherwise since."""

    id: str
    by: str
    decision: str
    slots: tuple[Slot, ...]
    note: str
    own: bool
    moved: tuple[Moved, ...] = ()


class Choice(Struct, frozen=True):
    """What can be said, with its key."""

    decision: Decision
    key: str


class ItemShown(Struct, frozen=True):
    """The thing that is asked about. `about` and `seen` go back with the verdict."""

    about: str
    seen: str
    group: str
    why: str
    choices: tuple[Choice, ...]
    claims: tuple[Shown, ...]
    gone: int
    question: Question | None
    features: tuple[Weighed, ...]
    score: float | None
    together: bool | None
    incident: str | None
    title: str | None
    verdicts: tuple[Given, ...]


class Waits(Struct, frozen=True):
    """An item of the queue in a line."""

    about: str
    group: str
    why: str
    what: str


class ReviewPage(Struct, frozen=True):
    """What the page shows. `groups` counts the whole queue; `found` what of it is asked for; `open` how many of it nobody has
    looked at and nothing is odd about.
    """

    case: str
    asof: str | None
    by: str
    found: int
    groups: tuple[tuple[str, int], ...]
    item: ItemShown | None
    waiting: tuple[Waits, ...]
    done: Given | None
    agreement: tuple[Agreed, ...]


def page(scene: Scene, query: ReviewQuery) -> ReviewPage:
    """The queue of this reviewer. Raises UnknownNameError where `about` or `group` is no such thing."""
    if query.group and query.group not in GROUPS:
        raise UnknownNameError(f"{query.group}: no group of the queue; there are {', '.join(GROUPS)}")
    since = _since(scene)
    given = {verdict.about for verdict in since if verdict.by == query.by}
    items = [item for item in scene.queue(query.by or None, query.second) if item.about not in given]
    counts = Counter(item.group for item in items)
    wanted = [item for item in items if not query.group or item.group == query.group]
    at = _at(wanted, query)
    verdicts = {verdict.id: verdict for verdict in (*scene.view.standing.verdicts, *since)}
    done = verdicts.get(query.done)
    return ReviewPage(
        case=scene.view.name,
        asof=scene.asof,
        by=query.by,
        found=len(wanted),
        groups=tuple((group, counts[group]) for group in GROUPS if counts[group]),
        item=_item(wanted[at], scene, query.by) if at < len(wanted) else None,
        waiting=tuple(_waits(item, scene) for item in wanted[at + 1 : at + 1 + WAITING]),
        done=_given(done, query.by) if done else None,
        agreement=scene.once("agreement", lambda s: agreement(s.view.standing.verdicts)),
    )


def _since(scene: Scene) -> list[Verdict]:
    """What people said since the scene was worked out, which its queue does not know yet."""
    if scene.asof:
        return []
    later = [entry.body for entry in scene.lines("verdict") if entry.seq > scene.upto]
    return [verdict for verdict in later if isinstance(verdict, Verdict)]


def _at(wanted: list[Item], query: ReviewQuery) -> int:
    if not query.about:
        return query.skip
    found = next((n for n, item in enumerate(wanted) if item.about == query.about), None)
    if found is None:
        raise UnknownNameError(f"{query.about}: does not wait for a look; the queue has what does")
    return found


def _item(item: Item, scene: Scene, by: str) -> ItemShown:
    found = [each for key in item.claims if (each := seen_claim(scene.view, key))]
    incident = scene.view.find(item.incident) if item.incident else None
    allowed = ON_DERIVED if not of_claims(item.about) else ON_PAIR if "|" in item.about else ON_CLAIM
    pair = item.pair
    return ItemShown(
        about=item.about,
        seen=item.seen,
        group=item.group,
        why=words.plain(item.why),
        choices=tuple(Choice(decision, KEYS[decision]) for decision in allowed if decision in KEYS),
        claims=tuple(_shown(*each, scene) for each in found) if item.point is None else (),
        gone=len(item.claims) - len(found),
        question=question(incident, item.point, scene, stakes(incident, scene)) if item.point and incident else None,
        features=tuple(Weighed(f.name, f.weight, words.plain(f.reason)) for f in pair.features) if pair else (),
        score=pair.score if pair else None,
        together=item.together,
        incident=links.incident(incident.id) if incident else None,
        title=words.plain(incident.title) if incident else None,
        verdicts=tuple(
            structs.replace(_given(verdict, by), moved=tuple(_moved(item, verdict, scene)))
            for verdict in item.verdicts
            if verdict.decision != "withdrawn"
        ),
    )


def _moved(item: Item, verdict: Verdict, scene: Scene) -> Iterator[Moved]:
    """Slot by slot what reads otherwise than what the reviewer of a challenged verdict saw."""
    if item.group != "challenged" or verdict.seen == item.seen:
        return
    for claim in seen_then(verdict, scene.entries):
        now = seen_claim(scene.view, claim.key)
        for slot, then in as_text(claim).items():
            if now is not None and (read := as_text(now[0])[slot]) != then:
                yield Moved(slot, words.plain(then), words.plain(read))


def _shown(claim: Claim, document: Document, scene: Scene) -> Shown:
    before, after = around(claim, document, AROUND)
    return Shown(
        said=said(claim, scene),
        before=words.plain(before),
        after=words.plain(after),
        slots=tuple(Slot(name, words.plain(value)) for name, value in as_text(claim).items()),
    )


def _given(verdict: Verdict, by: str) -> Given:
    slots = tuple(Slot(name, words.plain(str(value))) for name, value in (verdict.body or {}).items())
    return Given(verdict.id, words.plain(verdict.by), verdict.decision, slots, words.plain(verdict.note), verdict.by == by)


def _waits(item: Item, scene: Scene) -> Waits:
    return Waits(item.about, item.group, words.plain(item.why), " / ".join(_told(item, scene)))


def _told(item: Item, scene: Scene) -> Iterator[str]:
    """The thing in a few words."""
    if item.point is not None:
        yield scene.index.question(item.point)
        return
    for key in item.claims[:2]:
        if found := seen_claim(scene.view, key):
            yield words.plain(found[0].anchor.quote)[:120]

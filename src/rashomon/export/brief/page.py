"""The whole page: what every form of the brief is given, and the page in HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined
from msgspec import Struct

from rashomon.export.brief import words
from rashomon.export.brief.choose import MOST, choose
from rashomon.export.brief.cites import Cites, Entry
from rashomon.export.brief.index import Beside, Index
from rashomon.export.brief.maps import OUTLINES, SIGNS, Map, Unplaced, maps
from rashomon.export.brief.ruled import Policy, Rule
from rashomon.export.brief.story import Change, Question, Story, tell
from rashomon.export.brief.timeline import Day, days
from rashomon.model.standing import Standing
from rashomon.vocabulary import Vocabulary, load

GLANCE = 6
"""Lines of each kind at the top of the page."""

LISTED = 100
"""Incidents that are only listed, where nobody has chosen what to tell; where somebody has, the others are counted."""

TITLE = "Who says what"


class Glance(Struct, frozen=True):
    """The first lines of one kind, each with the story it belongs to, and how many more there are."""

    questions: tuple[tuple[Story, Question], ...]
    changes: tuple[tuple[Story, Change], ...]
    more: int


class Page(Struct, frozen=True):
    """What every form shows. `untold`: incidents that are neither told nor listed."""

    title: str
    subtitle: str
    asof: str | None
    lang: str
    contested: Glance
    agreed: Glance
    revised: Glance
    stories: tuple[Story, ...]
    days: tuple[Day, ...]
    others: tuple[Day, ...]
    untold: int
    maps: tuple[Map, ...]
    unplaced: tuple[Unplaced, ...]
    entries: tuple[Entry, ...]
    failures: tuple[str, ...]
    challenged: int
    policy: Rule | None = None


def page(
    standing: Standing,
    title: str = TITLE,
    chosen: Sequence[str] | None = None,
    most: int = MOST,
    vocabulary: Vocabulary | None = None,
    beside: Beside | None = None,
) -> str:
    """The brief of a standing in HTML, as `gathered` has it."""
    return html(gathered(Index(standing, vocabulary or load(), beside), title, chosen, most))


def html(made: Page) -> str:
    """The page as one HTML file."""
    return _environment().get_template("brief.html.j2").render(page=made)


def feed(standing: Standing) -> Iterator[bytes]:
    """The page as the one row of its file."""
    yield page(standing).encode("utf-8", "replace")


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("rashomon.export.brief"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"count": words.count, "signs": SIGNS, "outlines": OUTLINES}
    environment.globals["sentence"] = lambda cite: f"#q-{cite.number}"
    environment.globals["spot"] = lambda spot: f"#{spot.anchor}"
    return environment


def _shown(value: object) -> object:
    """Whatever a template prints, whichever way it came: markup of our own as it is, any other text made visible."""
    return words.visible(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def gathered(
    index: Index, title: str = TITLE, chosen: Sequence[str] | None = None, most: int = MOST, policy: Policy | None = None
) -> Page:
    """What a brief tells, whatever its form: the incidents whose ids are `chosen`, else the `most` weightiest ones. `policy`:
    the numbers that a rule makes of the answers, beside them.
    """
    standing = index.standing
    cites = Cites(index)
    full, rest = choose(index, chosen, most)
    numbers = {incident.id: n for n, incident in enumerate(full, 1)}
    stories = [tell(n, incident, index, cites, numbers, policy) for n, incident in enumerate(full, 1)]
    listed = [] if chosen is not None else rest[:LISTED]
    drawn, unplaced = maps(list(enumerate(full, 1)), index)
    changes = [(story, change) for story in stories for change in story.changes]
    return Page(
        title=words.plain(title),
        subtitle=_subtitle(index, len(full) + len(rest)),
        asof=words.instant(standing.asof) if standing.asof else None,
        lang="en",
        contested=_glance(stories, "contested"),
        agreed=_glance(stories, "corroborated"),
        revised=Glance((), tuple(changes[:GLANCE]), max(0, len(changes) - GLANCE)),
        stories=tuple(stories),
        days=tuple(days(list(enumerate(full, 1)), index)),
        others=tuple(days([(None, incident) for incident in listed], index)),
        untold=len(rest) - len(listed),
        maps=tuple(drawn),
        unplaced=tuple(unplaced),
        entries=tuple(cites.entries()),
        failures=tuple(words.plain(failure.reason) for failure in standing.failures),
        challenged=len(standing.challenged),
        policy=policy.rule if policy else None,
    )


def _glance(stories: list[Story], standing: str) -> Glance:
    """One line of each story before a second one of any, so that a long quarrel does not hide the others."""
    per_story = [[(story, question) for question in story.of(standing)] for story in stories]
    rounds = max((len(lines) for lines in per_story), default=0)
    lines = [found[n] for n in range(rounds) for found in per_story if n < len(found)]
    return Glance(tuple(lines[:GLANCE]), (), max(0, len(lines) - GLANCE))


def _subtitle(index: Index, incidents: int) -> str:
    documents = index.standing.documents
    publishers = {document.source.name for document in documents}
    return ", ".join(
        [
            words.count(incidents, "incident"),
            words.count(len(index.claims), "claim"),
            words.count(len(documents), "document"),
            words.count(len(publishers), "publisher"),
        ]
    )

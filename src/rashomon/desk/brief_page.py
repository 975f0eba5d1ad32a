"""The brief: incidents or a period are picked, and told on one page with a citation for every figure; kept as an edition."""

from __future__ import annotations

import base64
import hashlib
import re

from msgspec import Struct, structs

from rashomon.desk.case_page import Card, Chosen, card, chosen
from rashomon.desk.query import Sifted, written
from rashomon.desk.scenes import Scene
from rashomon.desk.sift import FACETS, Sift
from rashomon.export.brief import FORMS, words
from rashomon.export.brief.choose import MOST, weight
from rashomon.model import Edition, Entry, Incident
from rashomon.vocabulary.policies import policies

OFFERED = 200
"""Incidents that the page offers; filters narrow what they are."""


class BriefQuery(Sifted, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """`incident`: what is picked, by name, in its order (default: the weightiest of what the filters find); `title` of the
    brief (default: the case's name); `policy`: a rule whose numbers stand beside the answers.
    """

    incident: tuple[str, ...] = ()
    title: str = ""
    policy: str = ""


class Offer(Struct, frozen=True):
    """An incident that may be picked."""

    card: Card
    picked: bool


class Shape(Struct, frozen=True):
    """A form in which a brief can be had."""

    name: str
    title: str


class Kept(Struct, frozen=True):
    """An edition: what was published, byte for byte."""

    id: str
    export: str
    published: str
    published_said: str
    by: str
    note: str
    asof: str | None
    size: int
    link: str


class BriefPage(Struct, frozen=True):
    """What the page shows. `read` leads to the brief itself, `more` is how many incidents are not offered."""

    case: str
    asof: str | None
    title: str
    found: int
    more: int
    picked: int
    offers: tuple[Offer, ...]
    chosen: tuple[Chosen, ...]
    read: str
    forms: tuple[Shape, ...]
    policies: tuple[tuple[str, str], ...]
    editions: tuple[Kept, ...]


def page(scene: Scene, query: BriefQuery) -> BriefPage:
    """What can be picked and what is. Raises UnknownNameError for an incident that is not there."""
    made = scene.page(("brief", query), lambda: _page(scene, query))
    return structs.replace(made, editions=tuple(kept(entry) for entry in scene.editions()))


def _page(scene: Scene, query: BriefQuery) -> BriefPage:
    """All of it but the editions, which people add by the minute."""
    sift = Sift.of(scene)
    found = sift.incidents(sift.chosen(query))
    names = picked(scene, query)
    offered = list(dict.fromkeys([*names, *(incident.id for incident in _weightiest(found, scene))]))
    return BriefPage(
        case=scene.view.name,
        asof=scene.asof,
        title=query.title or scene.view.name,
        found=len(found),
        more=max(0, len(offered) - OFFERED),
        picked=len(names),
        offers=tuple(Offer(card(scene.by_id[name], scene), name in names) for name in offered[:OFFERED]),
        chosen=tuple(chosen(tuple(sift.facets(query)), query)),
        read="/brief/read" + written(query, incident=tuple(names)),
        forms=tuple(Shape(name, form.title) for name, form in FORMS.items()),
        policies=tuple((name, rule.title) for name, rule in policies().items()),
        editions=(),
    )


def picked(scene: Scene, query: BriefQuery) -> list[str]:
    """Names of the incidents that the brief tells, in their order."""
    if query.incident:
        return list(dict.fromkeys(scene.view.incident(name).id for name in query.incident))
    sift = Sift.of(scene)
    found = sift.incidents(sift.chosen(query))
    return [incident.id for incident in _weightiest(found, scene)[:MOST]]


def asked(scene: Scene, query: BriefQuery) -> list[str] | None:
    """The same for the brief itself: None where a link picks and narrows nothing: then it is the case's own."""
    narrowed = any(getattr(query, name) for name in (*FACETS, "since", "until", "incident"))
    return picked(scene, query) if narrowed else None


def _weightiest(found: list[Incident], scene: Scene) -> list[Incident]:
    weights = scene.once("weights", _weights)
    return sorted((i for i in found if i.id in weights), key=lambda incident: (-weights[incident.id], incident.id))


def _weights(scene: Scene) -> dict[str, int]:
    """How much there is to tell of each incident of which anything is told."""
    return {i.id: weight(i, scene.index) for i in scene.incidents if scene.index.told(i)}


def kept(entry: Entry) -> Kept:
    """A line of the ledger that holds an edition."""
    body = entry.body
    assert isinstance(body, Edition)  # noqa: S101  # the lines of editions are asked for
    return Kept(
        id=entry.id,
        export=entry.about,
        published=entry.recorded_at,
        published_said=words.instant(entry.recorded_at),
        by=words.plain(body.by),
        note=words.plain(body.note),
        asof=words.instant(body.asof) if body.asof else None,
        size=body.size,
        link=f"/editions/{entry.id}",
    )


def policy(data: bytes) -> str:
    """The content security policy of a brief: it may use the one style sheet that stands in it, and nothing else."""
    sheets = re.findall(rb"<style>(.*?)</style>", data, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(sheet).digest()).decode() for sheet in sheets[:1]]
    allowed = "".join(f" 'sha256-{each}'" for each in hashes) or " 'none'"
    return f"default-src 'none'; style-src{allowed}; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

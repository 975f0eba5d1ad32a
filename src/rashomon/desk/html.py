"""Pages out of data: one environment with escaping on, in which every text of a report is made visible before it is shown."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from rashomon.desk.query import Query, toggled, written
from rashomon.export.brief import words
from rashomon.export.brief.cites import Cite

ASSETS = {"desk.css": "text/css; charset=utf-8", "desk.js": "text/javascript; charset=utf-8"}
"""What pages load besides themselves, with its type."""


@lru_cache(maxsize=len(ASSETS))
def asset(name: str) -> tuple[bytes, str]:
    """An asset's bytes and the digest that its link carries, so that a browser may keep it for ever."""
    data = files("rashomon.desk").joinpath("assets", name).read_bytes()
    return data, hashlib.sha256(data).hexdigest()[:16]


def asset_link(name: str) -> str:
    """Where pages load an asset."""
    return f"/assets/{asset(name)[1]}/{name}"


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Templates of the desk, and those of the brief for the charts and maps that both draw."""
    made = Environment(
        loader=ChoiceLoader([PackageLoader("rashomon.desk"), PackageLoader("rashomon.export.brief")]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"count": words.count, "asset": asset_link, "instant": words.instant, "number": words.number}
    made.filters["captured"] = captured
    return made


def _shown(value: object) -> object:
    """Whatever a template prints, whichever way it came: markup of our own as it is, any other text made visible."""
    return words.visible(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def captured(text: str) -> Markup:
    """A document's text with its line breaks, which `visible` would show as signs."""
    return escape("\n".join(words.visible(line.replace("\t", " ")) for line in text.split("\n")))


def render(template: str, page: Any, query: Query, path: str, **more: Any) -> str:
    """A page. `path` is its own address, `query` what its link carries, which its links carry on."""
    asof = Query(asof=query.asof)

    def to(link: str) -> str:
        """A link to another page of the same moment."""
        there, mark, fragment = link.partition("#")
        tail = written(asof)
        return there + (tail.replace("?", "&", 1) if "?" in there else tail) + mark + fragment

    def sentence(cite: Cite) -> str:
        return to(page.sentences[cite.number])

    given: dict[str, Any] = {"page": page, "query": query, "path": path, "to": to, "sentence": sentence}
    given |= {"link": _links(query), "toggled": lambda field, value: path + (toggled(query, field, value))}
    return environment().get_template(template).render(given | more)


def _links(query: Query) -> Callable[..., str]:
    """The query of this page with something changed; "?" alone clears it."""

    def link(**changes: Any) -> str:
        return written(query, **changes) or "?"

    return link

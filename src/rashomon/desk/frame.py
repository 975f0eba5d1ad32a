"""What stands around every page: its navigation, the search, and the slider over our knowing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from rashomon.desk import links
from rashomon.desk.html import render
from rashomon.desk.pages import NAVIGATION, Page
from rashomon.desk.problem import Problem
from rashomon.desk.query import Query, written
from rashomon.desk.scenes import Scene, Scenes
from rashomon.desk.visitor import Reader
from rashomon.export.brief import words

BATCH = timedelta(minutes=1)
"""What was recorded with no longer pause than this belongs to one step of work."""

MOST_STOPS = 60
"""Stops of the slider; where there are more, the oldest ones are left out of it (a link can still name them)."""


def shown(page: Page, data: Any, query: Query, path: str, scenes: Scenes, scene: Scene, reader: Reader) -> str:
    """A page in its frame."""
    api = links.api(page.api if page.path == "/" else path) + written(query) if page.api else "/api/openapi.json"
    return render(
        page.template,
        data,
        query,
        path,
        **_around(query, page.section, scenes, scene.view.name),
        api_here=api,
        token=reader.token,
        by=reader.by,
        looked=_looked(reader, scenes),
    )


def _looked(reader: Reader, scenes: Scenes) -> str:
    """The moment up to which this browser knows the case, where it has grown since."""
    moments = scenes.moments()
    return reader.looked if reader.looked and moments and reader.looked < moments[-1] else ""


def failed(found: Problem, scenes: Scenes) -> str:
    """The page of an error, which carries no moment: that may be what is wrong."""
    query = Query()
    given = _around(query, "", scenes, scenes.case().config.name)
    return render("error.html.j2", found, query, "/", **given, api_here="/api/docs")


def _around(query: Query, section: str, scenes: Scenes, case: str) -> dict[str, Any]:
    carried = list(_carried(query))
    return {
        "case": case,
        "pages": NAVIGATION,
        "section": section,
        "searched": getattr(query, "q", ""),
        "carried": carried,
        "carried_but_time": [(n, v) for n, v in (*carried, ("asof", query.asof)) if n not in ("since", "until") and v],
        "moments": list(_offered(stops(scenes.moments()), query.asof)),
        "asof_said": words.instant(query.asof) if query.asof else "",
        "cleared": written(Query(asof=query.asof)) or "?",
    }


def _carried(query: Query) -> Iterator[tuple[str, str]]:
    """The fields of a form that keep what this page's link says, but for the moment and the place in the list."""
    for name, value in msgspec.to_builtins(query).items():
        if name not in ("asof", "after"):
            yield from ((name, each) for each in (value if isinstance(value, list | tuple) else [str(value)]))


def stops(moments: Sequence[str]) -> list[str]:
    """The last moment of each step of work, newest first."""
    found: list[str] = []
    for moment in moments:
        if found and _time(moment) - _time(found[-1]) <= BATCH:
            found[-1] = moment
        else:
            found.append(moment)
    return found[::-1][:MOST_STOPS]


def _time(moment: str) -> datetime:
    return datetime.fromisoformat(moment)


def _offered(found: Sequence[str], asof: str) -> Iterator[tuple[str, str]]:
    """Values of the slider with how they are said; the moment asked for is one of them."""
    for value in sorted({*found, *([asof] if asof else [])}, reverse=True):
        yield value, words.instant(value)

"""What a link may carry: filters and the moment of our knowing. Everything that a page shows depends on its link alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, TypeVar
from urllib.parse import urlencode

import msgspec
from msgspec import Struct

Q = TypeVar("Q", bound="Query")
Row = TypeVar("Row")

LIMITS = {"limit": (1, 200), "skip": (0, 10_000)}
"""Bounds of numbers in a link, inclusive."""


class Query(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What every page understands. `asof`: an ISO date (its end) or time; empty = what is known now."""

    asof: str = ""


class Paged(Query, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A long list. `after`: the id of the last row that was shown; `limit`: rows, 1 to 200."""

    after: str = ""
    limit: int = 50


class Sifted(Paged, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Incidents that are looked for. Values of one filter are joined by "or", filters by "and". `since` and `until` are ISO
    dates of the happening, inclusive.
    """

    party: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    since: str = ""
    until: str = ""


class QueryError(Exception):
    """A link that says something no page understands: one clear sentence."""


def parsed(kind: type[Q], pairs: Iterable[tuple[str, str]]) -> Q:
    """The query of a link. Empty values say nothing. Raises QueryError."""
    many = {f.name for f in msgspec.structs.fields(kind) if f.type == tuple[str, ...]}
    given: dict[str, Any] = {}
    for name, value in pairs:
        if value == "":
            continue
        if name in many:
            given.setdefault(name, []).append(value)
        elif name in given:
            raise QueryError(f"{name}: said twice")
        else:
            given[name] = value
    try:
        query = msgspec.convert(given, kind, strict=False)
    except msgspec.ValidationError as error:
        raise QueryError(f"the link cannot be read: {error}") from None
    for name, (least, most) in LIMITS.items():
        if not least <= getattr(query, name, least) <= most:
            raise QueryError(f"{name}: a number from {least} to {most}")
    return query


def written(query: Query, **changes: Any) -> str:
    """The query as the end of a link, `?` included; defaults are left out. `changes` replace fields."""
    default = _defaults(type(query))
    values = dict(_said(query))
    for name, value in changes.items():
        if name in default:
            value = tuple(value) if isinstance(value, list) else value
            values[name] = "" if value is None or value == default[name] else _encoded(name, value)
    parts = [part for name in default if (part := values.get(name))]
    return "?" + "&".join(parts) if parts else ""


@lru_cache(maxsize=64)
def _defaults(kind: type[Query]) -> dict[str, Any]:
    """The fields of a query in their order, with their defaults."""
    return dict(zip(kind.__struct_fields__, kind.__struct_defaults__, strict=True))


@lru_cache(maxsize=256)
def _said(query: Query) -> tuple[tuple[str, str], ...]:
    """What a query says besides its defaults, each field as it stands in a link."""
    default = _defaults(type(query))
    given = ((name, getattr(query, name)) for name in default)
    return tuple((name, _encoded(name, value)) for name, value in given if value != default[name])


@lru_cache(maxsize=8192)
def _encoded(name: str, value: Any) -> str:
    return urlencode({name: str(value).lower() if isinstance(value, bool) else value}, doseq=True)


def part(rows: Sequence[Row], query: Paged, id_: Callable[[Row], str]) -> tuple[Sequence[Row], str]:
    """The rows of a long list that a link asks for, and the link to those after them, "" at the end. It begins anew where the
    last row that was shown is not in the list (another moment, other filters).
    """
    at = next((n for n, row in enumerate(rows, 1) if id_(row) == query.after), 0) if query.after else 0
    shown = rows[at : at + query.limit]
    return shown, written(query, after=id_(shown[-1])) if at + query.limit < len(rows) else ""


def toggled(query: Query, field: str, value: str) -> str:
    """The link with one value of a filter added, or taken away where it is there; the list begins anew."""
    now: tuple[str, ...] = getattr(query, field)
    then = tuple(v for v in now if v != value) if value in now else (*now, value)
    return written(query, **{field: then, "after": ""})

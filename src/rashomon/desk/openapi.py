"""The description of the API (OpenAPI 3.1), made of the same table of pages and the same shapes that answer requests."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from http import HTTPStatus
from importlib.metadata import version
from typing import Any

import msgspec
from msgspec import Struct, structs

from rashomon.desk.files_web import Exports, ReadQuery, ending
from rashomon.desk.pages import PAGES, REVIEW
from rashomon.desk.problem import TYPE, Problem
from rashomon.desk.query import LIMITS, Query, Sifted
from rashomon.desk.review_web import NewVerdict, Recorded, Undo
from rashomon.export import FORMATS
from rashomon.export.brief import FORMS

SAID = {
    "asof": "The case as it was known then: an ISO date (its end) or time. Empty: now.",
    "after": "The id of the last row that was given; the answer goes on after it.",
    "limit": "How many rows are given.",
    "skip": "How many rows are passed over.",
    "party": "Ids of parties that act, suffer or lose in it; any of them.",
    "kind": "Kinds of happenings; any of them.",
    "place": "Names of places; any of them.",
    "source": "Names of publishers that tell of it; any of them.",
    "standing": "contested, corroborated, revised, superseded, single; any of them.",
    "section": "Sections in which it is told: headline, body, update, quote, caption; any of them.",
    "since": "An ISO date: what happened then or later; for changes, from which moment of our knowing they are told.",
    "until": "An ISO date: what happened then or earlier.",
    "policy": "The rule by which positions become numbers.",
    "cell": "A measure, a party and what was counted, parted by slashes: its incidents are given.",
    "q": "Words and “phrases” that must all be there, word* for a beginning, -word for what must not be.",
    "by": "Who reviews.",
    "about": "One thing of the queue.",
    "group": "Only this group of the queue.",
    "second": "Also what others judged and this reviewer has not.",
    "what": "Only changes of this sort.",
    "done": "The verdict that was just given.",
    "incident": "Names of the incidents that are picked.",
    "title": "The title of the brief.",
    "form": "html, md, docx or pdf.",
    "download": "As a file, and not to be shown; only HTML can be shown.",
    "a": "A claim or incident.",
    "b": "Another claim or incident.",
    "name": "An incident by its name, an older name of it, or the key of a claim; a document or a voice by its id.",
}
"""What each parameter means, by its name."""

SENT: dict[str, tuple[type[Struct], str]] = {
    "/verdicts": (NewVerdict, "Record a verdict"),
    "/undo": (Undo, "Take back somebody's last step; again: put it back"),
}


@lru_cache(maxsize=1)
def description() -> dict[str, Any]:
    """The whole document."""
    shapes = [page.shape for page in (*PAGES, REVIEW)] + [Problem, Exports, Recorded, NewVerdict, Undo]
    found, schemas = msgspec.json.schema_components(shapes, ref_template="#/components/schemas/{name}")
    refs = dict(zip(shapes, found, strict=True))
    paths: dict[str, Any] = {}
    for page in (*PAGES, REVIEW):
        paths[page.api] = {"get": _get(page.api, page.summary, page.query, _answer(refs[page.shape]), refs[Problem])}
    listed = _answer(refs[Exports])
    paths["/exports"] = {"get": _get("/exports", "The exports, and what was published", Query, listed, refs[Problem])}
    for name, form in sorted(FORMATS.items()):
        path = f"/exports/{name}"
        paths[path] = {"get": _get(path, f"Download: {form.title}", Query, _file(name), refs[Problem])}
    forms: dict[str, Any] = {form.mime.partition(";")[0]: {} for form in FORMS.values()}
    brief = {"description": "The brief", "content": forms}
    paths["/brief/file"] = {"get": _get("/brief/file", "The brief of what is picked", ReadQuery, brief, refs[Problem], 501)}
    paths["/map"] = {"get": _get("/map", "Incidents on a map, GeoJSON", Sifted, _file("geojson"), refs[Problem])}
    for path, (shape, summary) in SENT.items():
        paths[path] = {"post": _post(path, summary, refs[shape], refs[Recorded], refs[Problem])}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "rashomon desk",
            "version": version("rashomon"),
            "description": "Every page of the desk as data. Errors are problem+json (RFC 9457).",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/api/v1"}],
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _get(path: str, summary: str, query: type[Query], answer: dict[str, Any], problem: Any, *statuses: int) -> dict[str, Any]:
    named = [{"name": "name", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}]
    parameters = [*(named if "{name}" in path else ()), *_parameters(query)]
    return {
        "operationId": "get" + _id(path),
        "summary": summary,
        "parameters": [each | {"description": SAID[each["name"]]} for each in parameters],
        "responses": {"200": answer} | _problems(problem, 400, 404, 405, 421, 500, *statuses),
    }


def _post(path: str, summary: str, body: Any, answer: Any, problem: Any) -> dict[str, Any]:
    return {
        "operationId": "post" + _id(path),
        "summary": summary,
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": {"201": _answer(answer)} | _problems(problem, 400, 403, 404, 413, 415, 421, 422, 500, 503),
    }


def _id(path: str) -> str:
    return "".join(part.strip("{}").replace("-", " ").title().replace(" ", "") for part in path.split("/"))


def _parameters(query: type[Query]) -> Iterator[dict[str, Any]]:
    for field in structs.fields(query):
        schema = dict(msgspec.json.schema(field.type))
        if field.encode_name in LIMITS:
            schema["minimum"], schema["maximum"] = LIMITS[field.encode_name]
        if field.default not in ("", (), msgspec.NODEFAULT):
            schema["default"] = field.default
        yield {"name": field.encode_name, "in": "query", "schema": schema}


def _answer(schema: Any) -> dict[str, Any]:
    return {"description": "What was asked for", "content": {"application/json": {"schema": schema}}}


def _file(name: str) -> dict[str, Any]:
    mime = ending(name)[1]
    return {"description": "The file", "content": {mime.partition(";")[0]: {}}}


def _problems(schema: Any, *statuses: int) -> dict[str, Any]:
    content = {TYPE: {"schema": schema}}
    return {str(status): {"description": HTTPStatus(status).phrase, "content": content} for status in statuses}

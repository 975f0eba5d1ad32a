"""The API's own page, and its description for programs."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from rashomon.desk import frame
from rashomon.desk.answers import failed, json
from rashomon.desk.guard import Tokens
from rashomon.desk.openapi import description
from rashomon.desk.pages import Page
from rashomon.desk.query import Query, parsed
from rashomon.desk.scenes import Scenes
from rashomon.desk.visitor import known, reader


class Parameter(Struct, frozen=True):
    """A parameter of an operation."""

    name: str
    place: str
    kind: str
    said: str


class Operation(Struct, frozen=True):
    """One thing that a program can ask. `try_`: a link that asks it, "" where more has to be given."""

    method: str
    path: str
    summary: str
    parameters: tuple[Parameter, ...]
    body: tuple[Parameter, ...]
    try_: str


class ApiPage(Struct, frozen=True):
    """What the page shows."""

    title: str
    said: str
    operations: tuple[Operation, ...]


PAGE = Page(
    path="/api/docs",
    api="",
    template="api.html.j2",
    data=lambda scene, query: page(),
    shape=ApiPage,
    query=Query,
    section="",
    summary="This page",
)


def page() -> ApiPage:
    """The description as a person reads it."""
    found = description()
    base = found["servers"][0]["url"]
    operations = [
        _operation(method, base + path, operation, found["components"]["schemas"])
        for path, methods in found["paths"].items()
        for method, operation in methods.items()
    ]
    return ApiPage(found["info"]["title"], found["info"]["description"], tuple(operations))


def _operation(method: str, path: str, found: dict[str, Any], schemas: dict[str, Any]) -> Operation:
    parameters = [Parameter(p["name"], p["in"], _kind(p["schema"]), p["description"]) for p in found.get("parameters", ())]
    body: list[Parameter] = []
    if "requestBody" in found:
        shape = schemas[found["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]]
        needed = shape.get("required", ())
        body = [Parameter(n, "needed" if n in needed else "", _kind(s), "") for n, s in shape["properties"].items()]
    try_ = path if method == "get" and "{" not in path and not path.endswith("/why") else ""
    return Operation(method.upper(), path, found["summary"], tuple(parameters), tuple(body), try_)


def _kind(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"])
    if schema.get("type") == "array":
        return f"{_kind(schema.get('items', {}))}, may be repeated"
    if "anyOf" in schema:
        return " or ".join(_kind(each) for each in schema["anyOf"])
    return str(schema.get("type", "object"))


def routes(scenes: Scenes, tokens: Tokens) -> list[Route]:
    """The two."""

    def openapi(request: Request) -> Response:
        return json(description())

    def docs(request: Request) -> Response:
        try:
            query = parsed(Query, request.query_params.multi_items())
            who = reader(request, tokens, scenes)
            text = frame.shown(PAGE, page(), query, "/api/docs", scenes, scenes.at(query.asof or None), who)
            return known(request, HTMLResponse(text), who)
        except Exception as error:
            return failed(request, error, scenes)

    return [Route("/api/openapi.json", openapi), Route("/api/docs", docs)]

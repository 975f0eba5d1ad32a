"""The application: requests to pages, their data as JSON, and errors that say what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from rashomon.desk import api_web, files_web, frame, html, review_web
from rashomon.desk.answers import failed, json
from rashomon.desk.guard import LOCAL, Guard, Tokens
from rashomon.desk.pages import PAGES, REVIEW, Page
from rashomon.desk.query import Query, parsed
from rashomon.desk.scenes import Scene, Scenes
from rashomon.desk.visitor import known, looked, reader

FOR_EVER = "public, max-age=31536000, immutable"


def app(folder: Path, hosts: tuple[str, ...] = LOCAL) -> Starlette:
    """The desk of the case in this folder. `hosts`: the names under which it may be asked."""
    scenes, tokens = Scenes(folder), Tokens()
    routes = [Route("/assets/{digest}/{name}", _asset)]
    routes += [Route(f"/api/v1{page.api}", _data(page, scenes)) for page in (*PAGES, REVIEW)]
    routes += [Route(page.path, _page(page, scenes, tokens)) for page in PAGES]
    routes += api_web.routes(scenes, tokens)
    routes += files_web.routes(scenes, tokens)
    routes += review_web.routes(scenes, tokens)
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, hosts=hosts)],
        exception_handlers={Exception: _failed(scenes), 404: _failed(scenes), 405: _failed(scenes)},
    )


def _page(page: Page, scenes: Scenes, tokens: Tokens) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        try:
            query = parsed(page.query, request.query_params.multi_items())
            scene = scenes.at(query.asof or None)
            data = _content(page, scene, query, request.path_params)
            who = reader(request, tokens, scenes)
            text = frame.shown(page, data, query, request.url.path, scenes, scene, who)
            shown = known(request, HTMLResponse(text), who)
            looked(request, shown, who, scenes.moments())
            return shown
        except Exception as error:
            return failed(request, error, scenes)

    return answer


def _content(page: Page, scene: Scene, query: Query, names: dict[str, Any]) -> Any:
    """What a page shows. What people add by the minute (verdicts, editions) is looked up each time."""
    if page.section in ("/review", "/brief"):
        return page.data(scene, query, **names)
    return scene.page((page.path, query, *names.values()), lambda: page.data(scene, query, **names))


def _data(page: Page, scenes: Scenes) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        try:
            query = parsed(page.query, request.query_params.multi_items())
            return json(_content(page, scenes.at(query.asof or None), query, request.path_params))
        except Exception as error:
            return failed(request, error, scenes)

    return answer


def _failed(scenes: Scenes) -> Callable[[Request, Exception], Response]:
    return lambda request, error: failed(request, error, scenes)


def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in html.ASSETS or html.asset(name)[1] != request.path_params["digest"]:
        return Response("There is no such file.\n", 404, media_type="text/plain")
    return Response(html.asset(name)[0], headers={"Cache-Control": FOR_EVER}, media_type=html.ASSETS[name])

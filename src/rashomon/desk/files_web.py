"""Files: briefs to read and to keep, editions to the byte, and every export as a download."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

from msgspec import Struct, structs
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from rashomon.case import ReviewError, UnknownNameError
from rashomon.desk import forms
from rashomon.desk.answers import failed, json
from rashomon.desk.brief_page import BriefQuery, Kept, asked, kept, policy
from rashomon.desk.guard import Tokens
from rashomon.desk.query import Query, Sifted, parsed
from rashomon.desk.scenes import Scenes
from rashomon.desk.sift import Sift
from rashomon.desk.visitor import signer
from rashomon.export import FORMATS, content
from rashomon.export.brief import FORMS
from rashomon.model import Edition

LINES, CSV = "application/jsonl; charset=utf-8", "text/csv; charset=utf-8"

ENDINGS = {"geojson": (".geojson", "application/geo+json")}
"""How a file of an export ends and what it is, where it is neither a brief, nor JSON lines, nor a table."""


class Export(Struct, frozen=True):
    """An export that can be fetched."""

    name: str
    title: str
    mime: str
    link: str


class Exports(Struct, frozen=True):
    """All of them, and what was published of them."""

    exports: tuple[Export, ...]
    editions: tuple[Kept, ...]


class ReadQuery(BriefQuery, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """`form`: html, md, docx or pdf; `download`: as a file, and not to be shown, which only HTML can be."""

    form: str = "html"
    download: bool = False


def ending(name: str) -> tuple[str, str]:
    """The end of a file's name and its type."""
    form = next((form for form in FORMS.values() if form.about == name), None)
    if form:
        return form.endings[0], form.mime
    return ENDINGS.get(name) or ((".csv", CSV) if name.endswith("-csv") else (".jsonl", LINES))


def exports(scenes: Scenes, query: Query) -> Exports:
    """What can be fetched."""
    found = tuple(Export(name, f.title, ending(name)[1], f"/api/v1/exports/{name}") for name, f in sorted(FORMATS.items()))
    return Exports(found, tuple(kept(entry) for entry in scenes.at(query.asof or None).editions()))


def routes(scenes: Scenes, tokens: Tokens) -> list[Route]:
    """The files."""

    def read(request: Request) -> Response:
        try:
            query = parsed(ReadQuery, request.query_params.multi_items())
            scene = scenes.at(query.asof or None)
            data = scene.view.brief(asked(scene, query), query.title or None, query.form, query.policy or None)
            return _file(data, FORMS[query.form].about, "brief", query.download or query.form != "html")
        except Exception as error:
            return failed(request, error, scenes)

    def publish(fields: dict[str, str]) -> Response:
        link = urlsplit(fields.get("link", ""))
        query = parsed(BriefQuery, parse_qsl(link.query))
        if fields.get("form", "html") not in FORMS:
            raise UnknownNameError(f"{fields['form']}: no form of a brief; there are {', '.join(FORMS)}")
        about = FORMS[fields.get("form", "html")].about
        scene = scenes.at(query.asof or None)
        names = asked(scene, query)
        note, asof = fields.get("note", "").strip(), query.asof or None
        made = scenes.case().publish(about, fields["by"], note, asof, names, query.title or None, query.policy or None)
        return RedirectResponse(f"/brief?{link.query}#{made.id}", 303)

    async def publishing(request: Request) -> Response:
        try:
            fields = await forms.form(request, tokens)
            by = await run_in_threadpool(signer, request, scenes)
            if not by:
                raise ReviewError("an edition is signed: write your name on the review page first")
            return await run_in_threadpool(publish, fields | {"by": by})
        except Exception as error:
            return await run_in_threadpool(failed, request, error, scenes)

    def edition(request: Request) -> Response:
        try:
            entries = (entry for entry in scenes.case().editions() if entry.id == request.path_params["name"])
            entry = next(entries, None)
            if entry is None or not isinstance(entry.body, Edition):
                raise UnknownNameError(f"{request.path_params['name']}: no edition of that name")
            return _file(scenes.case().edition(entry.id), entry.about, f"{entry.about}-{entry.id[:8]}", entry.about != "brief")
        except Exception as error:
            return failed(request, error, scenes)

    def drawn(request: Request) -> Response:
        try:
            query = parsed(Sifted, request.query_params.multi_items())
            scene = scenes.at(query.asof or None)
            sift = Sift.of(scene)
            standing = structs.replace(scene.view.standing, incidents=tuple(sift.incidents(sift.chosen(query))))
            return Response(content(FORMATS["geojson"], standing), media_type=ENDINGS["geojson"][1])
        except Exception as error:
            return failed(request, error, scenes)

    def listed(request: Request) -> Response:
        try:
            return json(exports(scenes, parsed(Query, request.query_params.multi_items())))
        except Exception as error:
            return failed(request, error, scenes)

    def export(request: Request) -> Response:
        try:
            name, query = request.path_params["name"], parsed(Query, request.query_params.multi_items())
            return _file(scenes.at(query.asof or None).view.content(name), name, name, True)
        except Exception as error:
            return failed(request, error, scenes)

    return [
        Route("/brief/read", read),
        Route("/api/v1/brief/file", read),
        Route("/brief/publish", publishing, methods=["POST"]),
        Route("/editions/{name}", edition),
        Route("/api/v1/map", drawn),
        Route("/api/v1/exports", listed),
        Route("/api/v1/exports/{name}", export),
    ]


def _file(data: bytes, format: str, name: str, download: bool) -> Response:
    """An export's bytes. A brief may be shown; everything else is for a file, for a browser must not guess at it."""
    end, mime = ending(format)
    headers: dict[str, Any] = {"Content-Security-Policy": policy(data) if format == "brief" else "default-src 'none'"}
    if download:
        headers["Content-Disposition"] = f'attachment; filename="{name}{end}"'
    return Response(data, headers=headers, media_type=mime)

"""The review page's requests: verdicts, agreement with somebody's, undo. Each is recorded under the reviewer's name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct, structs
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from rashomon.case import ReviewError, UnknownNameError
from rashomon.case.assessing import GRADE
from rashomon.case.review import Review
from rashomon.case.review_text import as_text
from rashomon.desk import forms, frame
from rashomon.desk.answers import failed, json
from rashomon.desk.guard import Tokens
from rashomon.desk.pages import REVIEW
from rashomon.desk.query import parsed, written
from rashomon.desk.review_page import KEYS, ReviewQuery, page
from rashomon.desk.scenes import OWN, Scenes
from rashomon.desk.visitor import known, reader, sign, signer
from rashomon.model import Decision, Verdict
from rashomon.model.correction import SLOTS
from rashomon.model.verdict import of_claims


class NewVerdict(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A verdict to record. `about`: a claim's key, two `a|b`, `incident:NAME` or `point:NAME/slot/party/of`; `body`: for
    `correct` the slots and what is right, as text ("killed TUR 33") or in the shape of a correction; `seen`: the digest of what
    the reviewer saw, as the queue gives it (default: what is read now).
    """

    about: str
    decision: Decision
    by: str
    note: str = ""
    body: dict[str, Any] = {}
    seen: str | None = None


class Undo(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whose last step to take back; `about`: only what was said of this thing."""

    by: str
    about: str = ""


class Recorded(Struct, frozen=True):
    """What stands of this person now."""

    verdicts: tuple[Verdict, ...]


def routes(scenes: Scenes, tokens: Tokens) -> list[Route]:
    """The page and what can be sent to it."""

    def sending(act: Callable[[Request, dict[str, str]], Response]) -> Callable[[Request], Any]:
        async def answer(request: Request) -> Response:
            try:
                fields = await forms.form(request, tokens)
                return await run_in_threadpool(act, request, fields)
            except Exception as error:
                return await run_in_threadpool(failed, request, error, scenes)

        return answer

    def show(request: Request) -> Response:
        try:
            query = parsed(ReviewQuery, request.query_params.multi_items())
            who = reader(request, tokens, scenes)
            scene = scenes.at(query.asof or None)
            data = page(scene, structs.replace(query, by=query.by or who.by))
            return known(request, HTMLResponse(frame.shown(REVIEW, data, query, request.url.path, scenes, scene, who)), who)
        except Exception as error:
            return failed(request, error, scenes)

    def signs(request: Request, fields: dict[str, str]) -> Response:
        by = " ".join(fields.get("by", "").split())
        if not by or not by.isprintable() or len(by) > 200:
            raise ReviewError("a verdict is signed: write your name")
        answer = _back(fields)
        sign(answer, by)
        return answer

    def judge(request: Request, fields: dict[str, str]) -> Response:
        session = _session(scenes, _signer(request, scenes))
        verdict = session.judge(
            _names(fields.get("about", "")),
            _decision(fields.get("decision", "")),
            _corrected(session, fields) if fields.get("decision") == "correct" else None,
            fields.get("note", "").strip(),
            fields.get("seen") or None,
        )
        return _back(fields, verdict.id)

    def agree(request: Request, fields: dict[str, str]) -> Response:
        session = _session(scenes, _signer(request, scenes))
        known = {verdict.id: verdict for verdict in session.view.standing.verdicts}
        if fields.get("verdict") not in known:
            raise UnknownNameError("that verdict stands no more; look at what was said since")
        return _back(fields, session.agree(known[fields["verdict"]], fields.get("note", "").strip()).id)

    def assess(request: Request, fields: dict[str, str]) -> Response:
        session, back = _session(scenes, _signer(request, scenes)), fields.get("back", "")
        session.judge(fields.get("about", ""), "assess", {GRADE: fields.get("grade", "")}, fields.get("note", "").strip())
        scenes.at(None, OWN)  # the page that is gone back to shows the grade
        here = back.startswith("/") and not back.startswith("//") and back.isascii() and back.isprintable()
        return RedirectResponse(back if here else "/", 303)

    def undo(request: Request, fields: dict[str, str]) -> Response:
        done = _session(scenes, _signer(request, scenes)).undo(*_names(fields.get("about", "")))
        return _back(fields, done[-1].id)

    return [
        Route("/review", show),
        Route("/review/sign", sending(signs), methods=["POST"]),
        Route("/review/judge", sending(judge), methods=["POST"]),
        Route("/review/agree", sending(agree), methods=["POST"]),
        Route("/review/assess", sending(assess), methods=["POST"]),
        Route("/review/undo", sending(undo), methods=["POST"]),
        *_api(scenes),
    ]


def _api(scenes: Scenes) -> list[Route]:
    def asking(shape: type[Any], act: Callable[[Any], Sequence[Verdict]], status: int) -> Callable[[Request], Any]:
        async def answer(request: Request) -> Response:
            try:
                asked = await forms.json(request, shape)
                return json(Recorded(tuple(await run_in_threadpool(act, asked))), status)
            except Exception as error:
                return await run_in_threadpool(failed, request, error, scenes)

        return answer

    def judge(new: NewVerdict) -> list[Verdict]:
        session = _session(scenes, new.by)
        return [session.judge(_names(new.about), new.decision, new.body, new.note, new.seen)]

    def undo(asked: Undo) -> list[Verdict]:
        return _session(scenes, asked.by).undo(*_names(asked.about))

    return [
        Route("/api/v1/verdicts", asking(NewVerdict, judge, 201), methods=["POST"]),
        Route("/api/v1/undo", asking(Undo, undo, 201), methods=["POST"]),
    ]


def _session(scenes: Scenes, by: str) -> Review:
    return scenes.case().review(by, scenes.at(None).view)


def _signer(request: Request, scenes: Scenes) -> str:
    by = signer(request, scenes)
    if not by:
        raise ReviewError("a verdict is signed: write your name on the review page first")
    return by


def _names(about: str) -> tuple[str, ...]:
    """What a verdict is about as its names: two of a pair; none for nothing in particular."""
    if not about:
        return ()
    return tuple(about.split("|")) if of_claims(about) else (about,)


def _decision(text: str) -> Decision:
    if text not in KEYS:
        raise ReviewError(f"{text!r} is no verdict; there are {', '.join(KEYS)}")
    return text


def _corrected(session: Review, fields: Mapping[str, str]) -> dict[str, str]:
    """The slots that were written otherwise than they were read."""
    claim = session.view.as_read.get(fields.get("about", "")) or session.view.claim(fields.get("about", ""))[0]
    read = as_text(claim)
    given = {slot: fields[f"slot-{slot}"].strip() for slot in SLOTS if f"slot-{slot}" in fields}
    return {slot: value for slot, value in given.items() if value != read[slot]}


def _back(fields: Mapping[str, str], done: str = "") -> RedirectResponse:
    """To the next item, with what was done."""
    query = ReviewQuery(
        group=fields.get("group", ""), second=fields.get("second") == "true", skip=_number(fields.get("skip", "")), done=done
    )
    return RedirectResponse("/review" + written(query), 303)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0

"""Reviewing in the browser: the queue, verdicts, corrections, agreement, undo; and that nobody else can send them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from msgspec import structs
from starlette.testclient import TestClient

from rashomon.case import Case, open_case
from rashomon.desk import app
from rashomon.model import Reading, Verdict

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def copy(sample: Case, tmp_path: Path) -> Iterator[Case]:
    """A copy of the sample that a test may write to."""
    shutil.copytree(sample.folder, tmp_path / "case")
    with open_case(tmp_path / "case") as case:
        yield case


@pytest.fixture
def anna(copy: Case) -> TestClient:
    """A browser in which Anna has signed."""
    return signed(copy, "Anna Ödön")


def signed(case: Case, name: str) -> TestClient:
    client = TestClient(app(case.folder), base_url="http://127.0.0.1")
    assert send(client, "/review/sign", by=name).status_code == 200
    return client


def token(client: TestClient) -> str:
    return re.search(r'name="token" value="(\w+)"', client.get("/review").text).group(1)  # type: ignore[union-attr]


def send(client: TestClient, link: str, **fields: str) -> Any:
    return client.post(link, data={"token": token(client), **fields})


def given(case: Case) -> list[Verdict]:
    return [entry.body for entry in case.ledger.entries(kind="verdict") if isinstance(entry.body, Verdict)]


def item(client: TestClient, query: str = "") -> Any:
    return client.get(f"/api/v1/review?by=Anna&{query}").json()["item"]


def test_the_queue_is_that_of_the_library(anna: TestClient, copy: Case) -> None:
    seen, skip = [], 0
    while thing := item(anna, f"skip={skip}"):
        seen.append((thing["group"], thing["about"]))
        skip += 1
        if skip == 25:
            break
    assert seen == [(i.group, i.about) for i in copy.queue("Anna")[:25]]


def test_a_verdict_is_signed_and_pins_what_was_seen(anna: TestClient, copy: Case) -> None:
    first = item(anna, "group=doubtful")
    answer = send(
        anna, "/review/judge", about=first["about"], seen=first["seen"], decision="accept", note="I read it", group="doubtful"
    )
    assert answer.status_code == 200
    assert "Recorded" in answer.text
    (verdict,) = given(copy)
    assert (verdict.about, verdict.seen, verdict.decision) == (first["about"], first["seen"], "accept")
    assert (verdict.by, verdict.note) == ("Anna Ödön", "I read it")
    assert item(anna, "group=doubtful")["about"] != first["about"]
    assert "group=doubtful" in str(answer.url)


def test_undo_takes_back_and_undo_again_puts_back(anna: TestClient, copy: Case) -> None:
    first = item(anna, "group=pair")
    send(anna, "/review/judge", about=first["about"], seen=first["seen"], decision="same")
    assert "Taken back" in send(anna, "/review/undo").text
    assert copy.view().standing.verdicts[-1].decision == "withdrawn"
    send(anna, "/review/undo")
    assert copy.view().standing.verdicts[-1].decision == "same"
    assert len(given(copy)) == 3


def test_a_correction_holds_only_what_was_changed(anna: TestClient, copy: Case) -> None:
    claim = next(i for i in copy.queue() if i.group in ("doubtful", "open"))
    shown = item(anna, f"about={claim.about}")
    slots = {f"slot-{slot['name']}": slot["value"] for slot in shown["claims"][0]["slots"]}
    slots["slot-kind"] = "bombing"
    answer = send(anna, "/review/judge", about=claim.about, seen=shown["seen"], decision="correct", **slots)
    assert answer.status_code == 200, answer.text
    assert given(copy)[-1].body == {"kind": "bombing"}
    wrong = send(anna, "/review/judge", about=claim.about, decision="correct", **{"slot-kind": "bmobing"})
    assert wrong.status_code == 422
    assert "did you mean bombing" in wrong.text
    assert len(given(copy)) == 1


def test_a_second_reviewer_sees_no_verdict_before_giving_one_and_may_agree_after(anna: TestClient, copy: Case) -> None:
    first = item(anna, "group=doubtful")
    send(anna, "/review/judge", about=first["about"], decision="reject")
    ben = signed(copy, "Ben")
    blind = ben.get("/api/v1/review?by=Ben&second=true&group=second").json()
    assert blind["item"]["about"] == first["about"]
    assert blind["item"]["verdicts"] == []
    send(ben, "/review/judge", about=first["about"], decision="accept")
    disputed = item(anna, "group=disputed")
    assert {v["by"]: v["decision"] for v in disputed["verdicts"]} == {"Anna Ödön": "reject", "Ben": "accept"}
    his = next(v["id"] for v in disputed["verdicts"] if v["by"] == "Ben")
    assert send(anna, "/review/agree", verdict=his).status_code == 200
    assert {v.by: v.decision for v in copy.view().standing.verdicts} == {"Anna Ödön": "accept", "Ben": "accept"}
    (agreed,) = [a for a in anna.get("/api/v1/review").json()["agreement"] if a["what"] == "claims"]
    assert (agreed["units"], agreed["same"]) == (1, 1)


def test_nobody_else_can_send_a_verdict(anna: TestClient, copy: Case) -> None:
    about = item(anna)["about"]
    fields = {"about": about, "decision": "accept"}
    assert anna.post("/review/judge", data=fields).status_code == 403
    assert anna.post("/review/judge", data={**fields, "token": "0" * 64}).status_code == 403
    good = {**fields, "token": token(anna)}
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}):
        assert anna.post("/review/judge", data=good, headers=headers).status_code == 403
    assert anna.post("/review/judge", json=good).status_code == 415
    assert anna.post("/review/judge", data=good, headers={"host": "evil.example"}).status_code == 421
    other = TestClient(app(copy.folder), base_url="http://127.0.0.1")
    assert other.post("/review/judge", data=good).status_code == 403
    assert anna.post("/review/judge", data={**good, "note": "x" * 300_000}).status_code == 413
    assert anna.get("/review/judge").status_code == 405
    assert given(copy) == []
    body = {"about": about, "decision": "accept", "by": "Anna"}
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "same-site"}):
        assert anna.post("/api/v1/verdicts", json=body, headers=headers).status_code == 403
    plain = anna.post("/api/v1/verdicts", content=b'{"about":"x"}', headers={"content-type": "text/plain"})
    assert plain.status_code == 415
    assert given(copy) == []


def test_who_has_not_signed_gives_no_verdict(copy: Case) -> None:
    client = TestClient(app(copy.folder), base_url="http://127.0.0.1")
    page = html.fromstring(client.get("/review").text)
    assert not page.xpath("//form[@action='/review/judge']")
    assert send(client, "/review/judge", about=copy.queue()[0].about, decision="accept").status_code == 422
    assert send(client, "/review/sign", by="\u202eanna").status_code == 422
    assert given(copy) == []


def test_a_program_may_give_verdicts(copy: Case) -> None:
    client = TestClient(app(copy.folder), base_url="http://127.0.0.1")
    key = copy.incidents()[0].claims[0]
    answer = client.post(
        "/api/v1/verdicts", json={"about": key, "decision": "correct", "by": "Ben", "body": {"kind": "bombing"}}
    )
    assert answer.status_code == 201, answer.text
    assert answer.json()["verdicts"][0]["body"] == {"kind": "bombing"}
    assert client.post("/api/v1/undo", json={"by": "Ben"}).json()["verdicts"][0]["decision"] == "withdrawn"
    for body, status in (
        ({"about": key, "decision": "same", "by": "Ben"}, 422),
        ({"about": "nothing", "decision": "accept", "by": "Ben"}, 404),
        ({"about": key, "decision": "perhaps", "by": "Ben"}, 400),
        ({"about": key, "decision": "accept", "by": ""}, 422),
        ({"about": key, "decision": "accept"}, 400),
        ([], 400),
    ):
        answer = client.post("/api/v1/verdicts", json=body)
        assert answer.status_code == status, (body, answer.text)
        assert answer.headers["content-type"] == "application/problem+json"
    assert client.post("/api/v1/undo", json={"by": "Nobody"}).status_code == 422


def test_pages_follow_what_was_said(anna: TestClient, copy: Case) -> None:
    incident = copy.incidents()[0]
    send(anna, "/review/judge", about=incident.claims[0], decision="reject", note="misread")
    pages = anna.get(f"/api/v1/incidents/{incident.claims[-1]}")
    assert pages.status_code in (200, 404)
    if pages.status_code == 200:
        assert incident.claims[0] not in {s["claim"] for s in pages.json()["told"]}
    then = [e.recorded_at for e in copy.ledger.entries() if e.kind == "pairing"][-1]
    before = anna.get(f"/api/v1/incidents/{incident.id}", params={"asof": then}).json()
    assert incident.claims[0] in {s["claim"] for s in before["told"]}


def test_an_incident_and_a_source_are_graded_above_what_is_suggested(anna: TestClient, copy: Case) -> None:
    incident = max(copy.incidents(), key=lambda i: len(i.claims))
    link = f"/incidents/{incident.id}"
    shown = anna.get(f"/api/v1{link}").json()["credibility"]
    assert shown["suggested"] in {"1", "2", "3", "4", "5", "6"}
    assert shown["state"] == "open"
    answer = send(anna, "/review/assess", about=shown["about"], grade="4", note="one origin", back=link)
    assert answer.status_code == 200
    assert str(answer.url).endswith(link)
    after = anna.get(f"/api/v1{link}").json()["credibility"]
    assert (after["grade"], after["state"]) == ("4", "stands")
    assert [(v["by"], v["grade"], v["note"]) for v in after["verdicts"]] == [("Anna Ödön", "4", "one origin")]
    assert send(anna, "/review/assess", about=shown["about"], grade="B").status_code == 422
    voice = anna.get("/api/v1/sources").json()["rows"][0]["link"]
    about = anna.get(f"/api/v1{voice}").json()["reliability"]["about"]
    assert send(anna, "/review/assess", about=about, grade="B", back="//evil.example/").status_code == 200
    assert anna.get(f"/api/v1{voice}").json()["reliability"]["grade"] == "B"
    assert str(send(anna, "/review/assess", about=about, grade="C", back="//evil.example/").url) == "http://127.0.0.1/"


def test_what_reads_otherwise_than_it_was_judged_is_shown(anna: TestClient, copy: Case) -> None:
    claim = copy.view().claims()[0]
    anna_saw = item(anna, f"about={claim.key}")
    send(anna, "/review/judge", about=claim.key, seen=anna_saw["seen"], decision="accept")
    (entry,) = [e for e in copy.ledger.entries(kind="reading", about=claim.key) if e.body.method.name == "link"]  # type: ignore[union-attr]
    reading = entry.body
    assert isinstance(reading, Reading)
    told = tuple(structs.replace(c, kind="bombing") if c.key == claim.key else c for c in reading.claims)
    method = structs.replace(reading.method, version="later")
    copy.ledger.append([structs.replace(reading, claims=told, method=method)], "test", "2030-01-01")
    copy.reconcile()
    shown = item(anna, "group=challenged")
    assert shown["about"] == claim.key
    assert shown["verdicts"][0]["moved"] == [{"slot": "kind", "then": claim.kind, "now": "bombing"}]
    assert "then," in anna.get("/review?group=challenged").text

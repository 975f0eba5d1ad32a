"""Many at once: pages are read while somebody judges, and nothing is lost or fails."""

from __future__ import annotations

import shutil
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from rashomon.case import Case, View, open_case
from rashomon.case.migrate import migrate
from rashomon.desk import app
from rashomon.desk.review_page import ReviewQuery, page
from rashomon.desk.scenes import PATIENCE, Scenes
from rashomon.model import Verdict
from tests.postgres import Server


@pytest.fixture(params=["sqlite", "postgres"])
def folder(request: pytest.FixtureRequest, sample: Case, tmp_path: Path) -> Path:
    """A copy of the sample, its ledger in a file or on a server."""
    shutil.copytree(sample.folder, tmp_path / "case")
    if request.param == "postgres":
        server: Server = request.getfixturevalue("postgres")
        migrate(tmp_path / "case", server.address(schema=server.schema()))
    return tmp_path / "case"


def test_many_read_while_two_judge(sample: Case, folder: Path) -> None:
    desk = app(folder)
    keys = [key for incident in sample.incidents() for key in incident.claims][:12]
    incident = f"/incidents/{sample.incidents()[0].id}"
    links = ["/", "/documents", "/sources", "/tallies", "/search?q=killed", incident, "/review?by=x"]

    def read(link: str) -> int:
        with TestClient(desk, base_url="http://127.0.0.1") as client:
            return max(client.get(link).status_code for _ in range(4))

    def judge(by: str) -> list[int]:
        with TestClient(desk, base_url="http://127.0.0.1") as client:
            said = [{"about": key, "decision": "accept", "by": by} for key in keys]
            return [client.post("/api/v1/verdicts", json=body).status_code for body in said]

    with ThreadPoolExecutor(10) as pool:
        judging = [pool.submit(judge, by) for by in ("anna", "ben")]
        reading = [pool.submit(read, link) for link in links * 2]
        assert {status for done in judging for status in done.result()} == {201}
        assert {done.result() for done in reading} == {200}
    with open_case(folder) as case:
        given = [e.body for e in case.ledger.entries(kind="verdict") if isinstance(e.body, Verdict)]
        assert sorted((v.about, v.by) for v in given) == sorted((key, by) for key in keys for by in ("anna", "ben"))
        assert case.verify() == []


def test_where_working_out_takes_long_readers_do_not_wait(
    sample: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(sample.folder, tmp_path / "case")
    place = Scenes(tmp_path / "case")
    first = place.at(None)
    first.seconds = PATIENCE + 1
    about = next(item.about for item in first.queue("anna", False) if item.group == "open")
    place.case().judge(about, "accept", "anna")
    begin, view = threading.Event(), Case.view

    def slow(case: Case) -> View:
        begin.wait(20)
        return view(case)

    monkeypatch.setattr(Case, "view", slow)
    assert place.at(None) is first
    assert place.at(None) is first
    begin.set()
    for _ in range(200):
        if place.at(None) is not first:
            break
        time.sleep(0.05)
    now = place.at(None)
    assert now.upto == first.upto + 1
    assert about not in {item.about for item in now.queue("anna", False)}


def test_who_wrote_sees_it(sample: Case, tmp_path: Path) -> None:
    """Where working out takes long, and also while nobody may begin it again."""
    shutil.copytree(sample.folder, tmp_path / "case")
    place = Scenes(tmp_path / "case")
    first = place.at(None)
    first.seconds = PATIENCE + 1
    about = next(item.about for item in first.queue("anna", False) if item.group == "open")
    place._rested = float("inf")
    place.case().judge(about, "accept", "anna")
    assert place.at(None) is first
    assert place.at(None, 60).upto == first.upto + 1


def test_a_queue_that_is_not_new_does_not_ask_again(sample: Case, tmp_path: Path) -> None:
    shutil.copytree(sample.folder, tmp_path / "case")
    place = Scenes(tmp_path / "case")
    scene = place.at(None)
    asked = page(scene, ReviewQuery(by="anna")).item
    assert asked is not None
    said = place.case().review("anna", scene.view).judge(asked.about, "unsure")
    shown = page(scene, ReviewQuery(by="anna", done=said.id))
    assert shown.done is not None
    assert shown.done.decision == "unsure"
    again = shown.item
    assert again is not None
    assert again.about != asked.about
    assert page(scene, ReviewQuery(by="ben")).item.about == asked.about  # type: ignore[union-attr]

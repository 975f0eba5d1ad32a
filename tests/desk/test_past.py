"""The past on every page: what was not known then is not there, and links stay in their moment."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from rashomon.case import open_case
from rashomon.desk import app
from rashomon.desk.frame import stops
from rashomon.desk.scenes import document_id

THEN, NOW = "2024-03-01T10:00:00.000000Z", "2024-03-08T10:00:00.000000Z"


@pytest.fixture(scope="module")
def past(lived: Path) -> TestClient:
    return TestClient(app(lived), base_url="http://127.0.0.1")


def test_the_list_of_moments_has_one_for_each_step_of_work(past: TestClient) -> None:
    tree = html.fromstring(past.get("/").text)
    assert tree.xpath("//select[@id='asof']/option/@value") == ["", NOW, THEN]
    assert tree.xpath("//select[@id='asof']/option/text()") == ["now", "8 March 2024, 10:00 UTC", "1 March 2024, 10:00 UTC"]


def test_steps_that_are_near_are_one() -> None:
    assert stops(["2024-01-01T00:00:00Z", "2024-01-01T00:00:50Z", "2024-01-01T00:01:40Z"]) == ["2024-01-01T00:01:40Z"]
    assert stops(["2024-01-01T00:00:00Z", "2024-01-01T00:02:00Z"]) == ["2024-01-01T00:02:00Z", "2024-01-01T00:00:00Z"]


def test_every_page_is_as_it_was(past: TestClient, lived: Path) -> None:
    with open_case(lived) as case:
        view = case.asof(THEN)
        answer = past.get("/api/v1/incidents", params={"asof": THEN, "limit": 200}).json()
        assert [card["id"] for card in answer["cards"]] == [incident.id for incident in view.incidents()]
        assert answer["incidents"] < len(case.incidents())
        assert {r["id"] for r in past.get("/api/v1/sources", params={"asof": THEN}).json()["rows"]} == {
            record.id for record in view.sources()
        }
        assert past.get("/api/v1/exports/claims", params={"asof": THEN}).content == view.content("claims")
        assert past.get("/brief/read", params={"asof": THEN}).content == view.content("brief")
    rows = past.get("/api/v1/documents", params={"asof": THEN}).json()["rows"]
    everything = past.get("/api/v1/documents").json()["rows"]
    assert {row["id"] for row in rows} < {row["id"] for row in everything}
    assert past.get("/api/v1/search", params={"asof": THEN, "q": "station"}).json()["passages"] == []
    assert past.get("/api/v1/search", params={"q": "station"}).json()["passages"]


def test_links_stay_in_their_moment(past: TestClient) -> None:
    for link in ("/", "/documents", "/sources", "/tallies", "/brief"):
        tree = html.fromstring(past.get(link, params={"asof": THEN}).text)
        for found in tree.xpath("//main//a/@href"):
            if not found.startswith("#") and found != "/review":
                assert "asof=2024-03-01" in found, (link, found)


def test_what_was_removed_is_removed_from_the_past(lived: Path, tmp_path: Path) -> None:
    shutil.copytree(lived, tmp_path / "case")
    client = TestClient(app(tmp_path / "case"), base_url="http://127.0.0.1")
    with open_case(tmp_path / "case") as case:
        document = case.documents(THEN)[0]
        link = {"asof": THEN, "q": document.text.split()[5], "limit": 100}

        def found() -> set[str]:
            return {hit["document"] for hit in client.get("/api/v1/search", params=link).json()["passages"]}

        here = f"/documents/{document_id(document.address)}"
        assert here in found()
        case.ledger.redact(document.capture, "asked for", "anna", "2024-04-01")
    assert here not in found()
    names = {row["name"] for row in client.get("/api/v1/documents", params={"asof": THEN}).json()["rows"]}
    assert names
    assert document.name not in names
    assert client.get(here, params={"asof": THEN}).status_code == 404


def test_what_changed_since_a_moment(past: TestClient, lived: Path) -> None:
    with open_case(lived) as case:
        wanted = case.diff(THEN)
        found = past.get("/api/v1/changes", params={"since": THEN, "limit": 200}).json()
        assert found["found"] == len(wanted) > 0
        assert sum(n for _, n in found["kinds"]) == len(wanted)
        assert [line["title"] for line in found["lines"]] == [change.title for change in wanted]
        only = past.get("/api/v1/changes", params={"since": THEN, "what": "new"}).json()
        assert only["found"] == sum(change.what == "new" for change in wanted)
    assert past.get("/api/v1/changes", params={"since": NOW}).json()["found"] == 0
    assert past.get("/api/v1/changes").status_code == 400
    nothing = past.get("/api/v1/changes", params={"since": "2001-01-01", "asof": THEN}).json()
    assert dict(nothing["kinds"])["new"] > 0
    assert nothing["found"] > 0


def test_a_browser_is_told_that_the_case_has_grown_since_it_looked(lived: Path) -> None:
    desk = app(lived)
    first = TestClient(desk, base_url="http://127.0.0.1").get("/")
    assert "since you last looked" not in first.text
    assert first.cookies["rashomon-looked"].strip('"') == NOW
    client = TestClient(desk, base_url="http://127.0.0.1", cookies={"rashomon-looked": THEN})
    tree = html.fromstring(client.get("/").text)
    (link,) = [a.get("href") for a in tree.xpath("//a") if a.text == "What changed since you last looked"]
    told = client.get(link)
    assert told.status_code == 200
    assert told.cookies["rashomon-looked"].strip('"') == NOW
    fresh = TestClient(app(lived), base_url="http://127.0.0.1", cookies={"rashomon-looked": "<script>"})
    assert "<script>" not in fresh.get("/").text

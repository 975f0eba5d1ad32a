"""Briefs of what is picked, editions to the byte, exports as downloads."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from rashomon.case import Case, open_case
from rashomon.desk import app
from rashomon.export import FORMATS
from rashomon.export.brief import FORMS


@pytest.fixture
def copy(sample: Case, tmp_path: Path) -> Iterator[Case]:
    """A copy of the sample that a test may write to."""
    shutil.copytree(sample.folder, tmp_path / "case")
    with open_case(tmp_path / "case") as case:
        yield case


@pytest.fixture
def anna(copy: Case) -> TestClient:
    """A browser in which Anna has signed."""
    client = TestClient(app(copy.folder), base_url="http://127.0.0.1")
    client.post("/review/sign", data={"token": token(client), "by": "Anna"})
    return client


def token(client: TestClient) -> str:
    return re.search(r'name="token" value="(\w+)"', client.get("/review").text).group(1)  # type: ignore[union-attr]


def test_a_brief_tells_what_is_picked(desk: TestClient, sample: Case) -> None:
    first, second = sorted(sample.incidents(), key=lambda i: -len(i.claims))[:2]
    answer = desk.get("/brief/read", params={"incident": [second.id, first.id], "title": "Two"})
    tree = html.fromstring(answer.text)
    titles = [" ".join(h.text_content().split()) for h in tree.xpath("//article/h2")]
    assert titles == [f"1{second.title}", f"2{first.title}"]
    assert answer.content == sample.view().brief([second.id, first.id], "Two")
    assert "download" not in answer.headers.get("content-disposition", "")
    file = desk.get("/brief/read?download=true")
    assert file.headers["content-disposition"] == 'attachment; filename="brief.html"'
    assert file.content == sample.view().content("brief")


def test_a_period_makes_a_brief_of_its_incidents(desk: TestClient) -> None:
    found = desk.get("/api/v1/brief?since=2022-01-01").json()
    assert all(offer["card"]["since"] >= "2022" for offer in found["offers"] if offer["picked"])
    assert not any("2020" in offer["card"]["when"] for offer in found["offers"])
    assert found["picked"] > 0
    assert "incident=" in found["read"]
    told = html.fromstring(desk.get(found["read"]).text).xpath("//article")
    assert len(told) == found["picked"]
    assert not any("2020" in article.text_content() for article in told)


def test_a_brief_runs_nothing_and_may_use_its_own_style(desk: TestClient) -> None:
    policy = desk.get("/brief/read").headers["content-security-policy"]
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]+'; img-src data:; base-uri 'none'; "
        r"form-action 'none'; frame-ancestors 'none'",
        policy,
    )
    assert " style=" not in desk.get("/brief/read").text


def test_a_brief_is_kept_as_a_signed_edition(anna: TestClient, copy: Case) -> None:
    page = html.fromstring(anna.get("/brief?kind=air-strike").text)
    (link,) = page.xpath("//form[@action='/brief/publish']//input[@name='link']/@value")
    answer = anna.post("/brief/publish", data={"token": token(anna), "link": link, "note": "for the board"})
    assert answer.status_code == 200
    (entry,) = copy.editions()
    assert (entry.made_by, entry.body.note) == ("Anna", "for the board")  # type: ignore[union-attr]
    shown = anna.get(f"/editions/{entry.id}")
    assert shown.content == copy.edition(entry.id) == anna.get(link).content
    assert [e["id"] for e in anna.get("/api/v1/exports").json()["editions"]] == [entry.id]
    assert anna.get(f"/editions/{entry.id[:5]}x").status_code == 404
    assert anna.post("/brief/publish", data={"link": link}).status_code == 403
    assert len(copy.editions()) == 1


def test_an_edition_is_signed(copy: Case) -> None:
    client = TestClient(app(copy.folder), base_url="http://127.0.0.1")
    answer = client.post("/brief/publish", data={"token": token(client), "link": "/brief"})
    assert answer.status_code == 422
    assert not copy.editions()


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_export_can_be_fetched(desk: TestClient, sample: Case, name: str) -> None:
    answer = desk.get(f"/api/v1/exports/{name}")
    assert answer.content == sample.view().content(name)
    assert answer.headers["content-disposition"].startswith("attachment")
    listed = {e["name"]: e for e in desk.get("/api/v1/exports").json()["exports"]}
    assert listed[name]["link"] == f"/api/v1/exports/{name}"
    assert answer.headers["content-type"] == listed[name]["mime"]


def test_no_export_of_another_name(desk: TestClient) -> None:
    answer = desk.get("/api/v1/exports/secrets")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("form", ["md", "docx", "pdf"])
def test_a_brief_comes_in_every_form(desk: TestClient, sample: Case, form: str) -> None:
    first = max(sample.incidents(), key=lambda i: len(i.claims))
    answer = desk.get("/brief/read", params={"incident": first.id, "form": form, "policy": "ucdp"})
    assert answer.status_code == 200
    assert answer.content == sample.view().brief([first.id], None, form, "ucdp")
    assert answer.headers["content-type"] == FORMS[form].mime
    assert answer.headers["content-disposition"] == f'attachment; filename="brief{FORMS[form].endings[0]}"'


def test_no_brief_of_another_form_or_rule(desk: TestClient) -> None:
    assert desk.get("/brief/read?form=exe").status_code == 404
    assert desk.get("/brief/read?policy=mine").status_code == 404


def test_an_edition_is_kept_in_the_form_that_is_asked_for(anna: TestClient, copy: Case) -> None:
    data = {"token": token(anna), "link": "/brief/read?kind=air-strike", "form": "md"}
    assert anna.post("/brief/publish", data=data).status_code == 200
    (entry,) = copy.editions()
    assert entry.about == "brief-md"
    shown = anna.get(f"/editions/{entry.id}")
    assert shown.headers["content-disposition"].endswith('.md"')
    assert shown.content == copy.edition(entry.id)
    assert anna.post("/brief/publish", data={**data, "form": "exe"}).status_code == 404


def test_the_map_is_geojson_of_what_the_filters_find(desk: TestClient, sample: Case) -> None:
    answer = desk.get("/api/v1/map?kind=shelling")
    assert answer.headers["content-type"] == "application/geo+json"
    found = answer.json()["features"]
    assert [f["id"] for f in found] == [i.id for i in sample.incidents() if i.kind == "shelling"]
    assert desk.get("/api/v1/map").content == sample.view().content("geojson")

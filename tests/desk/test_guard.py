"""Who may ask, and what a browser may do with the answer."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from rashomon.case import new
from rashomon.desk import app
from tests.export.hostile import STRINGS


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8765", "localhost", "LOCALHOST:9", "[::1]:8765", "[::1]"])
def test_it_answers_under_its_own_names(desk: TestClient, host: str) -> None:
    assert desk.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", "localhost.", "127.0.0.1:x", "", "[::1", "::1:80"]
)
def test_it_does_not_answer_under_another_name(desk: TestClient, host: str) -> None:
    for link in ("/", "/api/v1/incidents", "/nothing"):
        answer = desk.get(link, headers={"host": host})
        assert answer.status_code == 421
        assert "incident" not in answer.text


def test_every_answer_has_the_headers(desk: TestClient) -> None:
    asset = re.search(r'href="(/assets/[^"]+)"', desk.get("/").text)
    assert asset
    for link in ("/", "/api/v1/incidents", "/nothing", "/?asof=x", asset.group(1)):
        headers = desk.get(link).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "server" not in headers


def test_no_page_has_a_script_or_style_of_its_own(desk: TestClient, strike: str) -> None:
    for link in ("/", f"/incidents/{strike}", "/documents", "/nothing"):
        text = desk.get(link).text
        assert re.findall(r"<script(?![^>]* src=)", text) == []
        assert "<style" not in text
        assert " style=" not in text
        assert re.findall(r" on\w+=", text) == []


def test_an_asset_is_kept_for_ever_and_only_by_its_digest(desk: TestClient) -> None:
    link = re.search(r'href="(/assets/[^"]+)"', desk.get("/").text).group(1)  # type: ignore[union-attr]
    assert "immutable" in desk.get(link).headers["cache-control"]
    assert desk.get("/assets/0000000000000000/desk.css").status_code == 404
    assert desk.get("/assets/0000000000000000/..%2f..%2fweb.py").status_code == 404


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """A case whose file names, titles, publishers, bylines and sentences are attacks."""
    case = new(tmp_path_factory.mktemp("hostile") / "case")
    lines = []
    for n, string in enumerate(STRINGS):
        text = f"{string}\n\nShelling killed {n + 3} people in Kramatorsk on 8 April 2022, the governor {string[:60]} said.\n"
        lines.append({"name": f"{n} {string[:80]}", "publisher": string[:200], "title": string, "text": text, "url": string})
    import msgspec

    (case.folder / "in.jsonl").write_bytes(b"\n".join(map(msgspec.json.encode, lines)))
    report = case.add(case.folder / "in.jsonl")
    assert report.done > 8
    case.read(workers=1)
    case.reconcile()
    assert case.incidents()
    return TestClient(app(case.folder), base_url="http://127.0.0.1")


def test_hostile_words_stay_words(hostile: TestClient) -> None:
    documents = hostile.get("/api/v1/documents?limit=200").json()["rows"]
    incidents = hostile.get("/api/v1/incidents?limit=200").json()["cards"]
    assert len(documents) > 8
    links = ["/", "/documents", *(row["link"] for row in documents), *(card["link"] for card in incidents)]
    links += [f"/history/{card['id']}" for card in incidents]
    for string in STRINGS:
        links += [f"/?place={_quoted(string)}", f"/incidents/{_quoted(string[:100])}", f"/?asof={_quoted(string[:100])}"]
    for link in links:
        answer = hostile.get(link)
        assert answer.status_code in (200, 400, 404), link
        tree = answer.text
        assert "<script>alert" not in tree
        assert "<img" not in tree
        assert "onerror=alert(1)>" not in tree
        assert re.findall(r'href="(?:javascript|data:text)', tree) == []
        assert re.findall("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", tree) == []


def _quoted(text: str) -> str:
    from urllib.parse import quote

    return quote(text, safe="")

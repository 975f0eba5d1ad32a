"""Pages say what the library says, link to what they rest on, and read without JavaScript."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html
from starlette.testclient import TestClient

from rashomon.case import Case, new
from rashomon.desk import app
from rashomon.desk.pages import PAGES, REVIEW
from rashomon.desk.scenes import document_id
from rashomon.model import EVIDENCE_ROLES


def page(desk: TestClient, link: str, status: int = 200) -> Any:
    answer = desk.get(link)
    assert answer.status_code == status, f"{link}: {answer.status_code} {answer.text[:300]}"
    return html.fromstring(answer.text)


def texts(tree: Any, path: str) -> list[str]:
    return [" ".join(node.text_content().split()) for node in tree.xpath(path)]


def test_the_case_lists_every_incident_with_its_standing(desk: TestClient, sample: Case) -> None:
    tree = page(desk, "/?limit=200")
    incidents = sample.incidents()
    assert texts(tree, "//ol[@class='cards']//h3") == [incident.title for incident in incidents]
    contested = [sum(p.standing == "contested" for p in i.points) for i in incidents]
    shown = tree.xpath("//ol[@class='cards']/li")
    for count, item in zip(contested, shown, strict=True):
        tags = texts(item, ".//span[contains(@class, 'contested')]")
        assert tags == ([f"{count} contested"] if count else [])


def test_a_filter_is_a_link_and_counts_tell_what_it_finds(desk: TestClient) -> None:
    tree = page(desk, "/")
    for item in tree.xpath("//aside//section//li"):
        (link,), (count,) = item.xpath("./a"), texts(item, "./span[@class='n']")
        found = desk.get("/api/v1/incidents" + urlsplit(link.get("href")).query.join(["?", ""])).json()["found"]
        assert found == int(count), link.get("href")


def test_filters_of_one_sort_add_and_of_two_sorts_narrow(desk: TestClient) -> None:
    def found(query: str) -> set[str]:
        return {card["id"] for card in desk.get(f"/api/v1/incidents?limit=200&{query}").json()["cards"]}

    kinds, places = found("kind=shelling"), found("place=Saraqib")
    assert found("kind=shelling&kind=air-strike") == kinds | found("kind=air-strike") != kinds
    assert found("kind=shelling&place=Saraqib") == kinds & places
    assert kinds & places
    assert found("since=2022-01-01")
    assert not found("since=2022-01-01") & found("until=2021-12-31")


def test_the_strip_leads_from_months_to_days(desk: TestClient) -> None:
    tree = page(desk, "/")
    assert "Incidents by month" in texts(tree, "//figure[@class='strip']//figcaption")[0]
    link = tree.xpath("//figure[@class='strip']//a")[0].get("href")
    assert parse_qs(urlsplit(link).query)["since"] == ["2020-02-01"]
    inner = page(desk, link)
    assert "Incidents by day" in texts(inner, "//figure[@class='strip']//figcaption")[0]
    bars = [int(re.search(r": (\d+) incident", a.get("aria-label"))[1]) for a in inner.xpath("//figure[@class='strip']//a")]  # type: ignore[index]
    undated = desk.get("/api/v1/incidents").json()["strip"]["undated"]
    assert undated > 0
    assert sum(bars) == len(inner.xpath("//ol[@class='cards']/li"))


def test_the_list_goes_on_where_it_stopped(desk: TestClient, sample: Case) -> None:
    seen, link = [], "/api/v1/incidents?limit=4"
    while link:
        answer = desk.get(link).json()
        seen += [card["id"] for card in answer["cards"]]
        link = answer["next"] and "/api/v1/incidents" + answer["next"]
    assert seen == [incident.id for incident in sample.incidents()]


def test_an_incident_shows_every_voice_with_its_words(desk: TestClient, sample: Case, strike: str) -> None:
    tree = page(desk, f"/incidents/{strike}")
    incident, view = sample.incident(strike), sample.view()
    quotes = texts(tree, "//section[@class='answer']//mark")
    for point in incident.points:
        for position in point.positions:
            for voice in position.voices:
                claim, document = view.claim(voice.claim)
                if claim.section in EVIDENCE_ROLES:
                    assert " ".join(claim.anchor.quote.split()) in quotes
                    assert tree.xpath(f"//a[@href='/documents/{document_id(document.address)}#c-{claim.key}']")
    assert texts(tree, "//h1") == [incident.title]
    assert len(tree.xpath("//ol[@class='roots']/li")) == len(sample.view().origins(strike))
    assert len(tree.xpath("//figure[contains(@class, 'chart')]")) > 0
    assert "without saying so" in tree.text_content()


def test_the_toll_leads_to_the_sentence_in_its_document(desk: TestClient, strike: str) -> None:
    tree = page(desk, f"/incidents/{strike}")
    marks = tree.xpath("//figure[contains(@class, 'chart')]//svg//a/@href")
    assert marks
    for link in marks:
        path, _, fragment = link.partition("#")
        place = page(desk, path).xpath(f"//a[@id='{fragment}']")
        assert len(place) == 1, link
        assert place[0].getnext().tag == "mark"


def test_an_older_name_and_the_beginning_of_one_lead_to_the_incident(desk: TestClient, sample: Case, strike: str) -> None:
    claim = sample.incident(strike).claims[-1]
    assert f"You asked for {claim}" in page(desk, f"/incidents/{claim}").text_content()
    page(desk, f"/incidents/{strike[:8]}")
    assert "no incident of that name" in page(desk, "/incidents/zzzz", 404).text_content()


@pytest.mark.parametrize("n", range(9))
def test_a_document_is_shown_to_the_letter(desk: TestClient, sample: Case, n: int) -> None:
    document = sample.documents()[n]
    found = desk.get(f"/api/v1/documents/{document_id(document.address)}").json()
    for section in found["sections"]:
        said = "".join(piece["text"] for piece in section["pieces"])
        if "reader " in said and not section["evidence"]:
            continue  # a reader's name is masked
        assert said == document.text[section["start"] : section["end"]]
    claims = {c["number"]: c["said"] for c in found["claims"]}
    for number, claim in claims.items():
        words = "".join(p["text"] for s in found["sections"] for p in s["pieces"] if number in p["claims"])
        assert words == document.text[claim["start"] : claim["end"]]
        assert sum(number in p["begins"] for s in found["sections"] for p in s["pieces"]) == 1


def test_comments_are_folded_masked_and_no_evidence(desk: TestClient, sample: Case) -> None:
    document = next(d for d in sample.documents() if any(p.role == "comment" for p in d.passages))
    answer = desk.get(f"/documents/{document_id(document.address)}")
    tree = html.fromstring(answer.text)
    (box,) = tree.xpath("//details[@class='comments']")
    assert box.get("open") is None
    assert "not evidence" in texts(box, "./summary")[0]
    authors = [p.author for p in document.passages if p.role == "comment" and p.author]
    assert authors
    for author in authors:
        assert author not in answer.text
    assert not box.xpath(".//mark")
    gaps = sum(p.gap for p in document.passages)
    assert len(tree.xpath("//p[@class='gap']")) == gaps > 0


def test_every_page_gives_its_data(desk: TestClient, sample: Case, strike: str) -> None:
    document = document_id(sample.documents()[0].address)
    for page_ in (*PAGES, REVIEW):
        voice = sample.view().sources()[0].id
        name = {"/documents/{name}": document, "/sources/{name}": voice}.get(page_.path, strike)
        query = {"/why": f"?a={strike}&b={sample.incidents()[0].id}", "/changes": "?since=2001-01-01"}.get(page_.path, "")
        tree = page(desk, page_.path.replace("{name}", name) + query)
        (link,) = [a.get("href") for a in tree.xpath("//footer//a") if a.text == "This page as JSON"]
        answer = desk.get(link)
        assert answer.status_code == 200, link
        assert answer.headers["content-type"] == "application/json"
        assert answer.json()["case" if page_.path != "/" else "name"] == sample.config.name


def test_links_of_every_page_lead_somewhere(desk: TestClient) -> None:
    waiting, seen = ["/"], set[str]()
    while waiting and len(seen) < 250:
        link = waiting.pop(0)
        if link in seen:
            continue
        seen.add(link)
        tree = page(desk, link)
        assert len(tree.xpath("//h1")) == 1, link
        for found in tree.xpath("//a/@href | //link/@href | //script/@src"):
            path = found.partition("#")[0]
            assert not path.startswith("http"), f"{link}: {found}"
            if (
                path.startswith(("/incidents", "/documents", "/why", "/history", "/sources", "/tallies", "/review", "/search"))
                and "asset" not in path
            ):
                waiting.append(path)
    assert len(seen) > 40


def test_the_past_is_shown_as_it_was(desk: TestClient, sample: Case, strike: str) -> None:
    then = [entry.recorded_at for entry in sample.ledger.entries() if entry.kind == "reading"][-1]
    tree = page(desk, f"/?asof={then}")
    assert "as it was known" in tree.text_content()
    assert not tree.xpath("//ol[@class='cards']//h3")
    assert all(f"asof={then.replace(':', '%3A')}" in link for link in tree.xpath("//nav//a/@href"))
    assert "no incident of that name" in page(desk, f"/incidents/{strike}?asof={then}", 404).text_content()
    assert "is no moment" in page(desk, "/?asof=yesterday", 400).text_content()
    assert "the ledger was empty then" in page(desk, "/?asof=2001-01-01").text_content()


def test_a_page_names_who_it_asked_for_and_nothing_else(desk: TestClient) -> None:
    for link, said in (
        ("/?colour=red", "colour"),
        ("/?limit=0", "limit"),
        ("/?limit=many", "limit"),
        ("/?since=2020&since=2021", "since"),
        ("/why?a=x", "name two"),
    ):
        assert said in page(desk, link, 400).text_content()
        answer = desk.get(link.replace("/?", "/api/v1/incidents?").replace("/why", "/api/v1/why"))
        assert answer.status_code == 400
        assert answer.headers["content-type"] == "application/problem+json"
        assert said in answer.json()["detail"]


def test_the_map_draws_each_place_as_exactly_as_it_is_known(desk: TestClient, sample: Case) -> None:
    found = desk.get("/api/v1/incidents?since=2020-02-01&until=2020-02-29").json()
    (drawing,) = found["maps"]["drawings"]
    shapes = {spot["name"]: spot["shape"] for spot in drawing["spots"]}
    assert shapes["Idlib"] == "area"
    assert shapes["Saraqib"] == "ring"
    assert sum(spot["incidents"] for spot in drawing["spots"]) == found["found"]
    everywhere = desk.get("/api/v1/incidents").json()["maps"]
    assert len(everywhere["drawings"]) == 2
    drawn = sum(spot["incidents"] for drawing in everywhere["drawings"] for spot in drawing["spots"])
    assert drawn + everywhere["elsewhere"] + sum(off["incidents"] for off in everywhere["off"]) == len(sample.incidents())
    for drawing in everywhere["drawings"]:
        for spot in drawing["spots"]:
            page_ = desk.get("/api/v1/incidents" + spot["link"].lstrip("/")) if spot["link"].startswith("/?") else None
            assert page_ is None or page_.json()["found"] >= spot["incidents"]


def test_the_search_finds_words_phrases_and_beginnings(desk: TestClient) -> None:
    def found(query: str) -> tuple[list[str], list[str]]:
        answer = desk.get("/api/v1/search", params={"q": query, "limit": 100}).json()
        return [c["said"]["quote"] for c in answer["claims"]], [
            "".join(p["text"] for p in d["text"]) for d in answer["passages"]
        ]

    claims, passages = found("turkish soldiers")
    assert claims
    assert passages
    assert all("soldiers" in text.casefold() and "turk" in text.casefold() for text in passages)
    assert set(found('"turkish soldiers"')[1]) < set(passages)
    assert set(found("turk* soldiers")[1]) >= set(passages)
    without = found("turkish -soldiers")[1]
    assert without
    assert not any("soldiers" in text.casefold() for text in without)
    assert found("TÜRKISH söldiers")[1] == passages
    assert found("") == found("*") == found("-turkish") == ([], [])
    assert found('" OR 1 NEAR( col:x AND') == ([], [])


def test_hits_are_marked_and_lead_to_their_place(desk: TestClient) -> None:
    tree = page(desk, "/search?q=convoy")
    assert {mark.casefold() for mark in texts(tree, "//main//mark")} == {"convoy"}
    for link in tree.xpath("//section[@aria-labelledby='passages']//a/@href")[:3]:
        page(desk, link.partition("#")[0])


def test_comments_are_not_searched(desk: TestClient, sample: Case) -> None:
    document = next(d for d in sample.documents() if any(p.role == "comment" for p in d.passages))
    comment = next(p for p in document.passages if p.role == "comment")
    words = " ".join(re.findall(r"\w+", document.text[comment.start : comment.end])[:6])
    answer = desk.get("/api/v1/search", params={"q": f'"{words}"'}).json()
    assert answer["passages"] == answer["claims"] == []


def test_a_voice_shows_every_count_with_its_claims(desk: TestClient, sample: Case) -> None:
    records = sample.view().sources()
    rows = desk.get("/api/v1/sources?limit=200").json()["rows"]
    assert [row["id"] for row in rows] == [record.id for record in records]
    for record in records[:8]:
        found = desk.get(f"/api/v1/sources/{record.id}").json()
        assert [said["claim"] for said in found["claimed"]] == list(record.claimed)
        assert len(found["borne_out"]) == len(record.borne_out)
        assert len(found["contradicted"]) == len(record.contradicted)
        page(desk, f"/sources/{record.id}")
    assert "no voice of that name" in page(desk, "/sources/nobody", 404).text_content()


def test_a_tally_is_the_sum_of_its_incidents_and_leaves_totals_out(desk: TestClient, sample: Case) -> None:
    for policy in ("ucdp", "acled", "corroborated"):
        found = desk.get(f"/api/v1/tallies?policy={policy}").json()
        assert found["cells"]
        for cell in found["cells"]:
            parts = desk.get("/api/v1/tallies", params={"policy": policy, "cell": cell["cell"]}).json()["parts"]
            for name in ("low", "best", "high"):
                known = [part[name] for part in parts if not part["total"] and part[name] is not None]
                assert cell[name] == (sum(known) if known else None)
            assert all(part["said"] for part in parts)
            assert cell["totals"] == sum(part["total"] for part in parts)
    strike = max((i for i in sample.incidents() if i.place and i.place.name == "Balyun"), key=lambda i: len(i.claims))
    given = next(g for g in sample.view().under(strike.id, "ucdp").given if (g.slot, g.party, g.of) == ("killed", "TUR", None))
    parts = desk.get("/api/v1/tallies", params={"cell": "killed/TUR/"}).json()["parts"]
    (part,) = [part for part in parts if part["incident"].endswith(strike.id)]
    assert part["best"] == (given.best.value if given.best else None)
    assert {said["claim"] for said in part["said"]} == set(given.claims)
    assert "no policy" in page(desk, "/tallies?policy=mine", 404).text_content()


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_a_case_that_is_not_reconciled_yet_has_its_pages(tmp_path: Path, steps: int) -> None:
    with new(tmp_path / "case", sample=True) as case:
        if steps:
            case.add(case.folder / "sample" / "documents" / "idlib-2020" / "04-free-north-post.txt")
        if steps > 1:
            case.read(workers=1)
    client = TestClient(app(tmp_path / "case"), base_url="http://127.0.0.1")
    for found in (*PAGES, REVIEW):
        if "{name}" not in found.path and found.path not in ("/why", "/changes"):
            assert client.get(found.path).status_code == 200, found.path
            assert client.get(f"/api/v1{found.api}").status_code == 200, found.api
    assert client.get("/changes?since=2001-01-01").status_code == 200
    assert client.get("/brief/read").status_code == 200
    assert len(client.get("/api/v1/documents").json()["rows"]) == min(steps, 1)
    said = client.get("/").text
    assert [f"rashomon {step}" in said for step in ("add", "read", "reconcile")] == [
        [True, False, False],
        [False, True, True],
        [False, False, True],
    ][steps]

"""The desk in a real browser, as a person uses it: served by the command, nothing asked of anybody else."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from rashomon.case import open_case

playwright = pytest.importorskip("playwright.sync_api")

CHROMIUM = os.environ.get("RASHOMON_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)

pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")]

PAGES = (
    "/",
    "/?since=2020-02-01&until=2020-02-29",
    "/documents",
    "/sources",
    "/tallies",
    "/brief",
    "/review",
    "/search?q=strike",
)


@pytest.fixture(scope="module")
def case(lived: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the case with a past, which these tests write to."""
    folder = tmp_path_factory.mktemp("browsed") / "case"
    shutil.copytree(lived, folder)
    return folder


@pytest.fixture(scope="module")
def address(case: Path) -> Iterator[str]:
    """Where `rashomon desk` says it is."""
    command = [sys.executable, "-m", "rashomon.cli", "--case", str(case), "desk", "--no-browser", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            line = server.stderr.readline() if server.stderr else ""
            found = re.search(r"http://127\.0\.0\.1:\d+", line)
            assert found, line
            yield found.group(0)
        finally:
            server.terminate()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium."""
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Any, address: str) -> Iterator[Callable[..., Any]]:
    """Opens a page; at the end nothing may have been asked of anybody else, nor gone wrong in the page."""
    asked: list[str] = []
    wrong: list[str] = []
    contexts = []

    def open_page(link: str = "/", **how: Any) -> Any:
        context = browser.new_context(base_url=address, **how)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(link)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert asked
    assert [url for url in asked if not url.startswith((address + "/", "data:"))] == []
    assert wrong == []


def test_from_a_brushed_month_to_the_sentence_of_a_figure(opened: Callable[..., Any]) -> None:
    page = opened("/")
    strip = page.locator("figure.strip svg")
    box = strip.bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.03, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.3, y, steps=8)
    page.mouse.up()
    page.wait_for_url(re.compile("since=2020-0[12]"))
    assert page.locator(".chip").count() == 1
    assert all(
        "2020" in when or "stated" in when for when in page.locator("ol.cards > li .soft").all_text_contents() if "·" in when
    )
    page.get_by_role("heading", name="Air strike at Balyun, 27 February 2020").last.get_by_role("link").click()
    page.wait_for_url(re.compile("/incidents/"))
    mark = page.locator("figure.chart svg a").first
    mark.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/documents/.*#c-"))
    lit = page.locator("a.here:target + mark.claim")
    assert lit.count() == 1
    assert lit.is_visible()
    assert re.search(r"\d|nine|thirty|dozen|hundred", lit.text_content(), re.IGNORECASE)


def test_comments_stay_folded_until_asked_for(opened: Callable[..., Any]) -> None:
    page = opened("/documents")
    page.get_by_role("link", name="Live: soldiers killed in Idlib air strike").click()
    comments = page.locator("details.comments")
    assert "not evidence" in comments.locator("summary").text_content()
    assert not comments.locator("blockquote").first.is_visible()
    comments.locator("summary").click()
    assert comments.locator("blockquote").first.is_visible()
    assert "reader 1" in comments.text_content()


def test_a_claim_and_its_line_light_up_together(opened: Callable[..., Any]) -> None:
    page = opened("/documents")
    page.get_by_role("link", name="Saraqeb is free").click()
    page.locator("mark.claim").first.hover()
    assert page.locator(".margin li.lit").count() >= 1


def test_ten_verdicts_by_keyboard_and_one_taken_back(opened: Callable[..., Any], case: Path) -> None:
    page = opened("/review")
    page.get_by_label("Verdicts are signed by").fill("Anna")
    page.get_by_role("button", name="Sign").click()
    page.wait_for_load_state()
    page.get_by_role("link", name="open", exact=True).click()
    page.wait_for_url(re.compile("group=open"))
    seen = []
    for n in range(10):
        about = page.locator("form.verdict input[name=about]").get_attribute("value")
        assert about not in seen
        seen.append(about)
        with page.expect_navigation():
            page.keyboard.press("ar"[n % 2])
        assert page.locator(".notice.done").is_visible()
    with page.expect_navigation():
        page.keyboard.press("z")
    assert "Taken back" in page.locator(".notice.done").text_content()
    with open_case(case) as opened_case:
        said = {v.about: v.decision for v in opened_case.view().standing.verdicts if v.by == "Anna"}
    assert [said[about] for about in seen] == [("accept", "reject")[n % 2] for n in range(9)] + ["withdrawn"]
    page.keyboard.press("w")
    page.keyboard.type("not a verdict: a r z")
    assert page.locator("#note").input_value() == "not a verdict: a r z"
    page.keyboard.press("Escape")
    page.get_by_label("Keys:").uncheck()
    page.keyboard.press("a")
    page.wait_for_timeout(300)
    assert page.locator("#note").input_value() != ""


def test_a_slide_back_shows_the_page_as_it_was(opened: Callable[..., Any]) -> None:
    page = opened("/")
    assert page.get_by_role("heading", name=re.compile("Kramatorsk")).count() > 0
    slider = page.get_by_role("slider")
    assert slider.get_attribute("aria-valuetext") == "now"
    slider.focus()
    with page.expect_navigation():
        page.keyboard.press("Home")
    assert "asof=2024-03-01" in page.url
    assert "as it was known at 1 March 2024" in page.locator("form.asof").text_content()
    assert page.get_by_role("heading", name=re.compile("Kramatorsk")).count() == 0
    page.get_by_role("heading", name="Advance at Saraqib").get_by_role("link").click()
    assert "asof=2024-03-01" in page.url
    page.get_by_role("link", name="Back to now").click()
    page.wait_for_load_state()
    assert "asof" not in page.url


def test_a_brief_is_made_read_and_kept(opened: Callable[..., Any]) -> None:
    page = opened("/?kind=air-strike")
    page.get_by_role("link", name="Make a brief of these").click()
    page.get_by_label("Title").fill("Strikes")
    boxes = page.locator("input[type=checkbox][name=incident]")
    for n in range(2, boxes.count()):
        boxes.nth(n).uncheck()
    page.get_by_role("button", name="Read it").click()
    page.wait_for_url(re.compile("/brief/read"))
    assert page.locator("h1").text_content() == "Strikes"
    assert page.locator("article.incident").count() == 2
    assert page.evaluate("getComputedStyle(document.querySelector('.tag')).display") == "inline-block"


def test_it_reads_without_javascript(opened: Callable[..., Any]) -> None:
    page = opened("/", java_script_enabled=False)
    page.locator("figure.strip svg a").first.click()
    page.wait_for_url(re.compile("since="))
    page.get_by_role("combobox").select_option(index=2)
    page.get_by_role("button", name="Show").click()
    page.wait_for_url(re.compile("asof="))
    assert page.locator("ol.cards > li").count() > 0
    assert page.locator("svg.map").count() > 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_keeps_people_out(opened: Callable[..., Any], scheme: str, width: int) -> None:
    """axe-core finds nothing serious, and nothing is wider than the screen."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = opened("/", color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    links = [*PAGES, *(page.locator("a[href^='/incidents/']").first.get_attribute("href"),)]
    page.goto("/documents")
    links.append(page.get_by_role("link", name="Live: soldiers killed").get_attribute("href"))
    page.goto("/sources")
    links.append(page.locator("a[href^='/sources/']").first.get_attribute("href"))
    found = []
    for link in [*links, "/api/docs"]:
        page.goto(link)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), link
        for violation in axe.run(page).response["violations"]:
            if violation["impact"] in ("serious", "critical"):
                found.append((link, violation["id"], [node["html"][:160] for node in violation["nodes"][:3]]))
    assert found == []

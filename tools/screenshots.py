"""Pictures of every page of the desk over the sample: `make screenshots`.

All go to `out/screenshots` (light and dark, desktop and phone, the whole page), to be looked at. Those that the documentation
shows go to `docs/images`. The sample is recorded at two made-up moments, so that there is a past to slide to. Chromium is the
one that RASHOMON_CHROMIUM names, else the one on the path.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

import rashomon.case.case as edge
from rashomon.case import new
from rashomon.desk.scenes import document_id

ROOT = Path(__file__).parents[1]
OUT, DOCS = ROOT / "out" / "screenshots", ROOT / "docs" / "images"
STEPS = (("2024-03-01T10:00:00.000000Z", "idlib-2020"), ("2024-03-08T10:00:00.000000Z", "kramatorsk-2022"))
SIZES = {"desktop": (1280, 860), "phone": (390, 844)}


def lived(folder: Path) -> dict[str, str]:
    """The sample, taken in in two steps; links to its pages by name."""
    case = new(folder, sample=True)
    for moment, part in STEPS:
        edge.now = lambda moment=moment: moment
        case.add(folder / "sample" / "documents" / part)
        case.read(workers=1)
        case.reconcile()
    incident = max((i for i in case.incidents() if i.place and i.place.name == "Balyun"), key=lambda i: len(i.claims))
    report = next(d for d in case.documents() if "hatay" in d.address)
    voice = case.view().sources()[0].id
    case.close()
    return {
        "case": "/?since=2020-02-01&until=2020-02-29",
        "whole": "/",
        "incident": f"/incidents/{incident.id}",
        "document": f"/documents/{document_id(report.address)}",
        "documents": "/documents",
        "sources": "/sources",
        "source": f"/sources/{voice}",
        "tallies": "/tallies?cell=killed/TUR/",
        "review": "/review?by=Anna&group=pair",
        "brief": "/brief",
        "search": "/search?q=soldiers",
        "changes": f"/changes?since={STEPS[0][0]}",
        "past": f"/?asof={STEPS[0][0]}",
        "history": f"/history/{incident.id}",
        "why": f"/why?a={incident.id}&b={report and incident.claims[-1]}",
        "api": "/api/docs",
        "nothing": "/incidents/nothing",
    }


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of the desk while it runs."""
    command = [sys.executable, "-m", "rashomon.cli", "--case", str(folder), "desk", "--no-browser", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:  # noqa: S603  # our own command
        line = server.stderr.readline() if server.stderr else ""
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        try:
            if not found:
                sys.exit(line)
            yield found.group(0)
        finally:
            server.terminate()


def take(page: Page, name: str, scheme: str, size: str) -> None:
    """The whole page to be looked at, and its first screen for the documentation."""
    page.screenshot(path=OUT / f"{name}-{size}-{scheme}.png", full_page=True)
    if name in SHOWN and scheme == "light" and size == "desktop":
        if SHOWN[name]:
            page.locator(SHOWN[name]).first.evaluate("node => scrollTo(0, node.getBoundingClientRect().top - 20)")
        page.screenshot(path=DOCS / f"desk-{name}.png")


SHOWN = {"case": "", "incident": "", "document": "", "review": "", "tallies": ""}
"""Pages that the documentation shows, each from its top or from the element named."""


def main() -> None:
    """Take them all."""
    chromium = os.environ.get("RASHOMON_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        folder = Path(scratch) / "sample"
        links = lived(folder)
        browser: Any = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        with served(folder) as address:
            for scheme in ("light", "dark"):
                for size, (width, height) in SIZES.items():
                    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": height})
                    page = context.new_page()
                    for name, link in links.items():
                        page.goto(address + link)
                        take(page, name, scheme, size)
                    context.close()
        browser.close()
    print(f"{len(links)} pages, in {OUT}")


if __name__ == "__main__":
    main()

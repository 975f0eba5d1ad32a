"""`python -m bench desk CASE`: how long pages of the desk take with many reading and one reviewing; whether memory stays flat.

The desk is started by its own command on a copy of the case, and asked over the loopback interface. The readers and the desk
share the machine's cores, so that the figures are those of a laptop on which both run. Bounded in time and in requests.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from typing import Any

import httpx

MOST_REQUESTS = 20_000

Times = dict[str, list[float]]


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, int]]:
    """The address and the process of the desk while it runs."""
    command = [sys.executable, "-m", "rashomon.cli", "--case", str(folder), "desk", "--no-browser", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        line = server.stderr.readline() if server.stderr else ""
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        try:
            if found is None:
                sys.exit(line)
            yield found.group(0), server.pid
        finally:
            server.terminate()


def memory(pid: int) -> float:
    """Resident memory of a process in MiB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]  # every process has one


def links(client: httpx.Client) -> dict[str, list[str]]:
    """What readers look at, by the sort of page."""
    cards = client.get("/api/v1/incidents?limit=200").json()
    documents = client.get("/api/v1/documents?limit=200").json()["rows"]
    voices = client.get("/api/v1/sources?limit=200").json()["rows"]
    kinds = [option["value"] for facet in cards["facets"] if facet["name"] == "kind" for option in facet["options"]]
    found = {
        "incidents": ["/", *(f"/?kind={kind}" for kind in kinds)],
        "incident": [card["link"] for card in cards["cards"]],
        "documents": ["/documents"],
        "document": [row["link"] for row in documents],
        "sources": ["/sources"],
        "source": [row["link"] for row in voices],
        "tallies": ["/tallies", "/tallies?policy=acled"],
        "brief": ["/brief"],
        "review": ["/review?by=reader"],
        "search": [f"/search?q={word}" for word in ("killed", "soldiers", "strike", "%22air strike%22", "bomb*")],
    }
    data = {
        f"api {name}": [f"/api/v1{'/incidents' if link == '/' else link}" for link in all_ if "?" not in link]
        for name, all_ in found.items()
    }
    return found | {name: all_ for name, all_ in data.items() if all_}


def read(address: str, pages: dict[str, list[str]], until: float, times: Times, lock: threading.Lock, seed: int) -> None:
    """One reader: page after page."""
    choose = random.Random(seed)  # which page is looked at next is no secret
    with httpx.Client(base_url=address, timeout=60) as client:
        while time.monotonic() < until and sum(map(len, times.values())) < MOST_REQUESTS:
            name = choose.choice(sorted(pages))
            begun = time.perf_counter()
            answer = client.get(choose.choice(pages[name]))
            with lock:
                times[name].append((time.perf_counter() - begun) * 1000)
                if answer.status_code != 200:
                    times["failed"].append(answer.status_code)
            time.sleep(choose.random() * 0.5)


def judge(address: str, keys: list[str], until: float, times: Times, lock: threading.Lock) -> None:
    """One reviewer: a verdict every second."""
    with httpx.Client(base_url=address, timeout=60) as client:
        for key in keys:
            if time.monotonic() > until:
                return
            begun = time.perf_counter()
            client.post("/api/v1/verdicts", json={"about": key, "decision": "accept", "by": "reviewer"}).raise_for_status()
            with lock:
                times["verdict"].append((time.perf_counter() - begun) * 1000)
            time.sleep(1)


def main(arguments: list[str]) -> int:
    """Run it; 1 where a page's p95 is over the limit or a request failed."""
    parser = argparse.ArgumentParser(prog="python -m bench desk", description=__doc__)
    parser.add_argument("case", type=Path)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--limit", type=float, default=150, help="milliseconds at p95")
    asked = parser.parse_args(arguments)
    times: Times = defaultdict(list)
    lock = threading.Lock()
    with tempfile.TemporaryDirectory() as scratch:
        shutil.copytree(asked.case, Path(scratch) / "case")
        with served(Path(scratch) / "case") as (address, pid), httpx.Client(base_url=address, timeout=600) as client:
            pages = links(client)
            for all_ in pages.values():
                client.get(all_[0])
            first = client.get(pages["api incident"][0]).json()
            keys = (
                [said["claim"] for link in pages["api incident"] for said in client.get(link).json()["told"]] if first else []
            )
            before, until = memory(pid), time.monotonic() + asked.seconds
            work: list[threading.Thread] = [threading.Thread(target=judge, args=(address, keys, until, times, lock))]
            work += [threading.Thread(target=read, args=(address, pages, until, times, lock, n)) for n in range(asked.users)]
            for thread in work:
                thread.start()
            for thread in work:
                thread.join()
            after = memory(pid)
    return report(times, before, after, asked.limit)


def report(times: Times, before: float, after: float, limit: float) -> int:
    """A line a page."""
    failed, over = times.pop("failed", []), 0
    print(f"{'page':18} {'asked':>6} {'p50':>8} {'p95':>8} {'most':>8}  milliseconds")
    for name, taken in sorted(times.items()):
        cut: Any = quantiles(taken, n=20) if len(taken) > 1 else taken * 19
        over += cut[18] > limit
        print(f"{name:18} {len(taken):6} {cut[9]:8.0f} {cut[18]:8.0f} {max(taken):8.0f}{'  OVER' if cut[18] > limit else ''}")
    print(f"memory {before:.0f} MiB before, {after:.0f} MiB after; {len(failed)} requests failed")
    return int(bool(over or failed))

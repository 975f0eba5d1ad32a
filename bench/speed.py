"""Speed and memory: the whole way over the five articles in a new process, and the reading against the bare parser."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.sets import SHARED
from rashomon.case import SAMPLE, new
from rashomon.case.reader import Task

WHOLE_WAY = """
import sys
from pathlib import Path
from rashomon.case import new
case = new(Path(sys.argv[1]) / "case")
case.add(*sys.argv[2:]); case.read(workers=1); case.reconcile()
case.view().export("brief", Path(sys.argv[1]) / "brief.html")
"""
ROUNDS = 5


def folders() -> list[Path]:
    """The five articles where they are there, else the sample."""
    corpus = SHARED / "corpus" / "idlib"
    return [corpus] if corpus.is_dir() else sorted((SAMPLE / "documents").iterdir())


def speed() -> dict[str, float]:
    """Seconds and mebibytes from files to brief, and the reading's time as a ratio to the bare pipeline's in this run."""
    with tempfile.TemporaryDirectory() as scratch:
        begun = time.monotonic()
        subprocess.run([sys.executable, "-c", WHOLE_WAY, scratch, *map(str, folders())], check=True)
        seconds = time.monotonic() - begun
    mebibytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"whole way seconds": seconds, "whole way mebibytes": mebibytes, "reading to bare parser ratio": ratio()}


def ratio() -> float:
    """Median over rounds of (read and link) / (bare parser and entity recogniser) on the same texts, in turns."""
    from rashomon.read.nlp import pipeline

    with tempfile.TemporaryDirectory() as scratch, new(Path(scratch) / "case") as case:
        case.add(*folders())
        documents = list(case.documents())
        prepared = case.reader().prepare()
    bare = pipeline()
    ratios = []
    for n in range(ROUNDS + 1):
        a = _time(lambda: [bare(document.text) for document in documents])
        b = _time(lambda: [prepared.do(Task(document)) for document in documents])
        ratios += [b / a] if n else []  # the first round warms the caches
    return statistics.median(ratios)


def _time(work: object) -> float:
    begun = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - begun

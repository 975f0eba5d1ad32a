"""`python -m bench report [SET] -o errors.html`: the claims missed and invented, slot by slot beside the text, as one page.

SET is `reports` (the gold beside the checkout) or `corpus` (our own annotated reports). Claims are paired and judged by the
scorer that stands beside the checkout, never by one of ours. `--claims FILE` takes an export that is there already; `--every N`
looks at every N-th document.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.report_page import page
from bench.sets import SHARED
from rashomon.case import new

SCORER = SHARED / "tools" / "score_gold.py"
ROOT = Path(__file__).parents[1]

Record = dict[str, Any]
Counts = tuple[int, int, int]


@dataclass(frozen=True)
class Row:
    """A gold claim and the claim found for it; one of them may be None. `slots`: per slot right, in gold, found."""

    gold: Record | None
    found: Record | None
    slots: Mapping[str, Counts]

    @property
    def document(self) -> str:
        """The document's name."""
        if self.gold is not None:
            return str(self.gold["document"])
        assert self.found is not None
        return str(self.found["document"]["name"])


@dataclass(frozen=True)
class Errors:
    """Everything that the page shows: texts by document, rows, and per slot the counts with precision, recall and F1."""

    title: str
    texts: Mapping[str, str]
    rows: Sequence[Row]
    totals: Mapping[str, tuple[Counts, tuple[float, float, float]]]


def lines(path: Path) -> list[Record]:
    """The records of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]


def scorer(path: Path = SCORER) -> ModuleType:
    """The public scorer. Raises FileNotFoundError where it does not stand beside the checkout."""
    if not path.is_file():
        raise FileNotFoundError(f"{path}: the scorer does not stand beside this checkout")
    spec = importlib.util.spec_from_file_location("score_gold", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def errors(title: str, folder: Path, claims: Iterable[Record], judge: ModuleType, every: int = 1) -> Errors:
    """Gold and claims of a folder, paired and judged by the scorer as it does itself."""
    documents = lines(folder / "documents.jsonl")[::every]
    texts = {row["name"]: row["text"] for row in documents}
    gold = [row for row in lines(folder / "gold.jsonl") if row["document"] in texts]
    told = {row["document"] for row in gold}
    skip = folder / "ignore.json"
    spans = json.loads(skip.read_text()) if skip.exists() else {}
    found = [
        claim
        for claim in claims
        if claim["document"]["name"] in told
        and claim.get("section") in judge.EVIDENCE_SECTIONS
        and not any(s <= claim["start"] and claim["end"] <= e + 1 for s, e in spans.get(claim["document"]["name"], ()))
    ]
    taken = judge.pair(gold, found)
    pairs = [(g, found[taken[n]] if n in taken else None) for n, g in enumerate(gold)]
    alone = [(None, claim) for n, claim in enumerate(found) if n not in set(taken.values())]
    rows = [Row(g, c, judge.slots(g, c)) for g, c in [*pairs, *alone]]
    totals: dict[str, Counter[int]] = {}
    for row in rows:
        for slot, counts in row.slots.items():
            totals.setdefault(slot, Counter()).update(dict(enumerate(counts)))
    summed = {slot: (counts[0], counts[1], counts[2]) for slot, counts in totals.items()}
    return Errors(title, texts, rows, {slot: (counts, judge.share(*counts)) for slot, counts in summed.items()})


def read(folder: Path, scratch: Path, every: int) -> list[Record]:
    """The claims that the project reads in a folder's documents."""
    (scratch / "documents.jsonl").write_text(
        "".join(json.dumps(row) + "\n" for row in lines(folder / "documents.jsonl")[::every])
    )
    with new(scratch / "case") as case:
        case.add(scratch / "documents.jsonl")
        case.read(workers=1)
        case.reconcile()
        case.view().export("claims", scratch / "claims.jsonl")
    return lines(scratch / "claims.jsonl")


def gold_folder(name: str, scratch: Path) -> Path:
    """Where a set's documents and gold are; our own corpus is written out first."""
    if name == "reports":
        return SHARED / "gold" / "reports"
    folder = scratch / "gold"
    subprocess.run([sys.executable, "-m", "train.corpus", "--gold", str(folder)], cwd=ROOT, check=False)
    return folder


def main(arguments: Sequence[str]) -> int:
    """The command; 1 where the gold or the scorer is not there."""
    parser = argparse.ArgumentParser(
        prog="python -m bench report", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("set", nargs="?", default="reports", choices=("reports", "corpus"))
    parser.add_argument("-o", "--output", type=Path, default=Path("errors.html"))
    parser.add_argument("--claims", type=Path, help="an export of claims that is there already")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="look at every N-th document")
    given = parser.parse_args(arguments)
    try:
        judge = scorer()
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as scratch:
        folder = gold_folder(given.set, Path(scratch))
        if not (folder / "gold.jsonl").is_file():
            print(f"{folder}: no gold is there", file=sys.stderr)
            return 1
        claims = lines(given.claims) if given.claims else read(folder, Path(scratch), given.every)
        found = errors(given.set, folder, claims, judge, given.every)
    given.output.write_text(page(found), "utf-8")
    missed, invented = (sum(getattr(row, side) is None for row in found.rows) for side in ("found", "gold"))
    print(f"{given.output}: {len(found.rows)} claims, {missed} missed, {invented} invented")
    return 0

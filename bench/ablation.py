"""`python -m bench ablation`: what each decision of the trained encoder is worth, on reports that it was never trained on.

Each line reads all of `gold/reports` with one decision switched off; the first line has no encoder at all.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from unittest.mock import patch

import rashomon
from bench.reading import write_claims
from bench.sets import SHARED, score
from rashomon.case.reader import Reader
from rashomon.read import inferring

NEVER = 2.0
"""A probability that nothing reaches."""

OFF: dict[str, Mapping[str, float]] = {
    "rules and encoder": {"ADD": inferring.ADD},
    "gives no sides": {"PART": NEVER},
    "measures no number": {"COUNTS": NEVER},
    "adds from 0.7 on": {"ADD": 0.7},
    "adds from 0.95 on": {"ADD": 0.95},
}
SLOTS = ("claim_f1", "kind_f1", "actors_f1", "targets_f1", "figures_f1", "slots_f1")


def main() -> int:
    """Print the table; 1 where the gold is not beside this checkout."""
    folder = SHARED / "gold" / "reports"
    if not folder.is_dir():
        print("skipped: gold/reports is not beside this checkout")
        return 1
    print(f"{'':22}", *(f"{name:>11}" for name in SLOTS))
    with tempfile.TemporaryDirectory() as scratch:
        for name, figures in _lines(folder, Path(scratch) / "claims.jsonl"):
            print(f"{name:22}", *(f"{figures[slot]:11.3f}" for slot in SLOTS), flush=True)
    return 0


def _lines(folder: Path, claims: Path) -> Iterator[tuple[str, dict[str, float]]]:
    rows = [json.loads(line) for line in (folder / "documents.jsonl").read_text().splitlines()]
    documents = [
        (row["name"], rashomon.parse(row["text"], name=row["name"], publisher=row["publisher"], published=row["published"]))
        for row in rows
    ]
    write_claims(Reader(engine="rules").prepare(), documents, claims)
    yield "rules alone", score(SHARED / "tools" / "score_gold.py", folder / "gold.jsonl", claims)
    prepared = Reader(engine="embedded").prepare()
    for name, off in OFF.items():
        with patch.multiple(inferring, **off):
            write_claims(prepared, documents, claims)
        yield name, score(SHARED / "tools" / "score_gold.py", folder / "gold.jsonl", claims)

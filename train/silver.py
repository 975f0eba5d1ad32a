"""The rules' own readings of public texts: what the network learns first, so that the annotated corpus has only to correct it.

Of the sets that may be trained on (`docs/model.md` names licences and sources): reports of the Syrian war (FA-KES, CC BY 4.0),
of Latin America about 1990 (MUC-3/4, MIT), and general news (ECB+, CC BY 3.0). Their annotations are not used, their texts are
read by the rules; nothing of them is kept but the weights.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import rashomon
from rashomon.read.embedded import Embedded
from train.data import Example, examples, record

SETS = Path(__file__).parents[2] / "shared" / "bench"
TAKEN = (("victims", "documents.jsonl", 1), ("frames", "documents-mixed.jsonl", 4), ("grouping", "documents.jsonl", 6))
"""Folder, file, and the step by which documents are taken."""


class SetError(ValueError):
    """A set of texts is not there."""


def read(engine: Embedded) -> Iterator[Example]:
    """Every sentence of the texts with what the rules find in it. Raises SetError where a set is missing."""
    for folder, file, step in TAKEN:
        path = SETS / folder / file
        if not path.exists():
            raise SetError(f"{path} is missing: the first part of the training reads it; docs/model.md says where it is from")
        for line in path.read_text().splitlines()[::step]:
            row = json.loads(line)
            document = rashomon.parse(row["text"], name=row["name"], published=row.get("published"), mime="text/plain")
            claims = [record(claim) for claim in engine.read(document).claims]
            yield from examples(document, claims, engine.finder, folder)

"""Documents read and linked, without a case around them: for measurements that change the reader between two runs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from rashomon.case.reader import Prepared, Task
from rashomon.export.claims import row
from rashomon.model import Document


def write_claims(prepared: Prepared, documents: Iterable[tuple[str, Document]], path: Path) -> None:
    """The claims of named documents as an export, ungrouped."""
    with path.open("w") as out:
        for name, document in documents:
            linked = prepared.do(Task(document)).linked
            for claim in linked.claims if linked else ():
                out.write(json.dumps(row(claim, document, name, None), ensure_ascii=False) + "\n")

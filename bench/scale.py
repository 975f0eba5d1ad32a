"""Scale: how the time to reconcile grows with the ledger, on a made-up war (bench/generate.py).

    python -m bench scale [CLAIMS ...] [--full]      10 000 and 100 000 claims by default; --full adds 1 000 000

Each size is a case of its own, reconciled from nothing in a new process: the ledger is read, claims are paired, the pairing is
written, incidents are made. Seconds are those of the processor, since those of the clock say more about who else uses the
machine; they are printed beside. One more document, the list of a day as of a moment and the data of one incident are measured
on the smallest size, as the library's user gets them. Only the exponent has a floor: it does not depend on the machine.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
from itertools import islice, pairwise
from pathlib import Path

from bench.floors import Floors
from bench.generate import BEGIN, war
from rashomon.case import new

SIZES, FULL = (10_000, 100_000), 1_000_000

BATCH = 400
"""Documents that are written to the ledger at a time."""

BEFORE, AFTER = "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"

RECONCILE = """
import json, resource, sys, time
from rashomon.case import open_case
with open_case(sys.argv[1]) as case:
    cpu, clock = time.process_time(), time.monotonic()
    case.reconcile()
    incidents = len(case.incidents())
    print(json.dumps({
        "cpu": time.process_time() - cpu, "clock": time.monotonic() - clock, "incidents": incidents,
        "mebibytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }))
"""

ONE_MORE = """
import json, sys, time
from pathlib import Path
from bench.generate import war
from rashomon.case import now, open_case
def took(work):
    begun = time.process_time()
    work()
    return 1000 * (time.process_time() - begun)
*_, more = war(int(sys.argv[2]) + 50)
with open_case(sys.argv[1]) as case:
    case.ledger.append([more.document, more.reading, more.linked], "generated", sys.argv[3])
    document = took(case.reconcile)
    day = sys.argv[4]
    moment = now()
    asof = took(lambda: [i for i in case.asof(moment).incidents() if i.when and i.when.earliest == day])
    view = case.view()
    first = max(view.incidents(), key=lambda i: len(i.claims)).id
    page = took(lambda: (view.incident(first), [view.claim(key) for key in view.incident(first).claims]))
    print(json.dumps({"document": document, "asof": asof, "page": page}))
"""


def main(arguments: list[str]) -> int:
    """Print the figures; 1 where the exponent's floor is broken."""
    parser = argparse.ArgumentParser(
        prog="python -m bench scale", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sizes", nargs="*", type=int, metavar="CLAIMS")
    parser.add_argument("--full", action="store_true", help="also 1 000 000 claims: hours on a busy machine")
    asked = parser.parse_args(arguments)
    sizes = sorted({*(asked.sizes or SIZES), *((FULL,) if asked.full else ())})
    floors, seconds = Floors.load(), list[float]()
    for size in sizes:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / "case"
            make(folder, size)
            found = _run(RECONCILE, folder)
            seconds.append(found["cpu"])
            _print(f"{size} claims, from nothing", f"{found['cpu']:.1f} s of processor, {found['clock']:.1f} s of the clock")
            _print(f"{size} claims, peak", f"{found['mebibytes']:.0f} MiB")
            _print(f"{size} claims, incidents", f"{found['incidents']:.0f}")
            if size == sizes[0]:
                more = _run(ONE_MORE, folder, size, AFTER, BEGIN.isoformat())
                _print(f"{size} claims, one more document", f"{more['document']:.0f} ms of processor")
                _print(f"{size} claims, a day as of a moment", f"{more['asof']:.0f} ms of processor")
                _print(f"{size} claims, one incident's data", f"{more['page']:.1f} ms of processor, the case once in memory")
    broken = 0
    for (small, few), (large, many) in pairwise(zip(sizes, seconds, strict=True)):
        grown = math.log(many / few) / math.log(large / small)
        name = f"scale {small} to {large} exponent"
        held = floors.check(name, grown)
        broken += not held
        _print(name, f"{grown:.3f}{'' if held else '   BROKEN'}")
    return 1 if broken else 0


def make(folder: Path, claims: int) -> None:
    """A case whose ledger holds a war of so many claims, read and linked."""
    with new(folder) as case:
        made = war(claims)
        while batch := list(islice(made, BATCH)):
            case.ledger.append([body for m in batch for body in (m.document, m.reading, m.linked)], "generated", BEFORE)


def _run(script: str, *arguments: object) -> dict[str, float]:
    done = subprocess.run([sys.executable, "-c", script, *map(str, arguments)], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _print(name: str, value: str) -> None:
    print(f"{name:40} {value}", flush=True)

"""kill -9 at any moment: what was acknowledged is there, every step is whole, and a second run completes the work."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.ledger import values as v
from tests.ledger.places import Place, arguments, opened

STEPS = 250
KILLS = 24
WRITER = """
import sys
sys.path.insert(0, sys.argv[2])
from tests.ledger import values as v
from tests.ledger.places import named
from tests.ledger.test_ledger_kill import STEPS, address, words
from rashomon.ledger import Ledger
print("up", flush=True)
with Ledger.open(named(sys.argv[1])) as ledger, ledger.writing():
    for n in range(STEPS):
        ledger.append(v.step(address(n), words(n)), "t", v.T[0], blobs=[words(n)])
        print(n, flush=True)
"""


def address(n: int) -> str:
    return f"{n:04}.txt"


def words(n: int) -> bytes:
    return f"On day {n} the army shelled the town. ".encode() * (1 + n % 40)


def run(place: Place, seconds: float | None) -> int:
    """Start a writer, kill it after so many seconds of writing; the last step that it acknowledged, or -1."""
    here = str(Path(__file__).parents[2])
    writer = subprocess.Popen([sys.executable, "-c", WRITER, *arguments(place, here)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "up\n"
    if seconds is not None:
        time.sleep(seconds)
        writer.kill()
    told = writer.communicate(timeout=120)[0].split("\n")[:-1]  # a line cut short was not acknowledged
    assert seconds is not None or writer.returncode == 0
    return int(told[-1]) if told else -1


def check(place: Place, acknowledged: int) -> None:
    with opened(place) as ledger:
        assert ledger.verify() == []
        bodies = [entry.body for entry in ledger.entries()]
        assert len(bodies) % 4 == 0
        assert len(bodies) // 4 > acknowledged
        for n in range(len(bodies) // 4):
            assert bodies[4 * n : 4 * n + 4] == v.step(address(n), words(n))


@pytest.mark.slow
def test_kill_at_any_moment(place: Place) -> None:
    chance = random.Random(27)
    for kill in range(KILLS):
        if kill and kill % 12 == 0:  # a fresh ledger now and then, so that its making is hit as well
            place = place.another()
        check(place, run(place, chance.random() ** 3 * 0.4))
    run(place, None)
    check(place, STEPS - 1)
    with opened(place) as ledger, opened(place.another()) as quiet:
        for n in range(STEPS):
            quiet.append(v.step(address(n), words(n)), "t", v.T[0], blobs=[words(n)])
        assert [e.id for e in ledger.entries()] == [e.id for e in quiet.entries()]
        assert ledger.head == quiet.head

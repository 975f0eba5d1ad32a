"""Moving a ledger from one database to the other: the same lines and seals, nothing mixed, nothing lost on the way."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from rashomon.ledger import Ledger, LedgerError
from tests.ledger import values as v
from tests.ledger.places import File, Place, Schema, arguments, opened
from tests.ledger.test_ledger_places import filled

ROOT = str(Path(__file__).parents[2])


@pytest.fixture(params=["sqlite", "postgres"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    if request.param == "sqlite":
        return File(tmp_path / "target" / "ledger.sqlite")
    return Schema(request.getfixturevalue("postgres"))


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path) -> None:
    (tmp_path / "target").mkdir()


def retired(place: Place) -> Ledger:
    return Ledger.open(place.where, retired=True)


def moved(source: Place, target: Place) -> int:
    with retired(source) as old, retired(target) as made:
        return old.move(made)


def state(ledger: Ledger) -> tuple[object, ...]:
    return list(ledger.entries()), ledger.head, ledger.verify(), ledger.standing()


def test_everything_is_there_and_goes_on(place: Place, target: Place) -> None:
    filled(place)
    with opened(place) as ledger:
        ledger.append([v.failure("\x00 odd"), v.edition(b"page", *ledger.last())], "t", v.T[8], blobs=[b"page"])
        loose = ledger.put_blob(b"bytes of no line")
        before = state(ledger)
    assert moved(place, target) == 22
    with opened(target) as ledger:
        assert state(ledger) == before
        assert ledger.blob(loose) == b"bytes of no line"
        assert [e.about for e in ledger.entries(about="\x00 odd")] == ["\x00 odd"]
        assert ledger.append([v.failure("later")], "t", v.T[9]) == 1
        assert ledger.verify() == []


def test_an_empty_ledger_can_be_moved(place: Place, target: Place) -> None:
    opened(place).close()
    assert moved(place, target) == 0
    with opened(target) as ledger:
        assert state(ledger)[:3] == ([], None, [])


def test_what_was_moved_refuses_further_use(place: Place, target: Place) -> None:
    filled(place)
    with opened(place) as still_open:
        moved(place, target)
        with pytest.raises(LedgerError, match="was moved to"):
            still_open.append([v.failure("a")], "t", v.T[9])
        assert len(list(still_open.entries())) == 20
    with pytest.raises(LedgerError, match=r"was moved to .*: name that one as `database` in rashomon\.toml"):
        opened(place)
    with pytest.raises(LedgerError, match=r"was moved to .* already"):
        moved(place, place.another())


def test_moved_back_it_is_as_it_was_with_what_came_since(place: Place, target: Place) -> None:
    filled(place)
    words = f"Amal saw it {target.where}.".encode()
    with opened(place) as ledger:
        ledger.append(v.step("amal.txt", words), "t", v.T[8], blobs=[words])
    moved(place, target)
    with opened(target) as ledger:
        ledger.append(v.step("later.txt", b"Later."), "t", v.T[9], blobs=[b"Later."])
        ledger.redact(v.capture(words).id, "Amal asked", "Editor", v.T[10])
        there = state(ledger)
    assert any(words[:11] in file for file in place.files())  # a long path may lie over two pages
    assert moved(target, place) == 8
    with opened(place) as ledger:
        assert state(ledger) == there
        with pytest.raises(LedgerError, match="Amal asked"):
            ledger.blob(v.capture(words).id)
    assert not any(words[:11] in file for file in place.files())
    with pytest.raises(LedgerError, match="was moved to"):
        opened(target)


def test_done_again_it_adds_nothing(place: Place, target: Place) -> None:
    filled(place)
    assert [moved(place, target) for _ in range(3)] == [20, 0, 0]


def test_two_ledgers_are_never_mixed(place: Place, target: Place) -> None:
    filled(place)
    with opened(target) as other:
        other.append([v.failure("another case")], "t", v.T[0])
        before = state(other)
        with pytest.raises(LedgerError, match="holds another ledger, of 1 lines"):
            moved(place, target)
        assert state(other) == before
    with opened(place) as ledger:
        ledger.append([v.failure("not moved")], "t", v.T[9])


def test_one_that_has_gone_on_is_not_overwritten(place: Place, target: Place) -> None:
    filled(place)
    moved(place, target)
    with opened(target) as ledger:
        ledger.append([v.failure("later")], "t", v.T[9])
    with pytest.raises(LedgerError, match="or one that has gone on since"):
        moved(place, target)


def test_a_damaged_ledger_is_not_moved(place: Place, target: Place) -> None:
    filled(place)
    place.tamper("UPDATE entries SET made_by = 'somebody' WHERE seq = 3")
    with pytest.raises(LedgerError, match=r"is damaged: line 3 does not follow .* run `rashomon verify`"):
        moved(place, target)
    with opened(target) as ledger:
        assert state(ledger)[:3] == ([], None, [])
        assert list(ledger._store.rows("SELECT hash FROM blobs")) == []


def test_nobody_writes_meanwhile(place: Place, target: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rashomon.ledger.copying.WAIT_SECONDS", 0.05)
    filled(place)
    with opened(place) as other, other.writing(), pytest.raises(LedgerError, match="is being written by another process"):
        moved(place, target)
    assert moved(place, target) == 20


KILLED = """
import sys; sys.path.insert(0, sys.argv[3])
from tests.ledger.places import named
from rashomon.ledger import Ledger
with Ledger.open(named(sys.argv[1]), retired=True) as old, Ledger.open(named(sys.argv[2]), retired=True) as made:
    print("ready", flush=True)
    old.move(made)
"""


@pytest.mark.slow
def test_killed_at_any_moment_it_is_whole_on_one_side(place: Place, target: Place) -> None:
    with opened(place) as ledger:
        for n in range(150):
            data = f"On day {n} the army shelled the town.".encode()
            ledger.append(v.step(f"{n}.txt", data), "t", v.T[0], blobs=[data])
        entries = list(ledger.entries())
    for kill in range(4):
        command = [sys.executable, "-c", KILLED, arguments(place)[0], *arguments(target, ROOT)]
        mover = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert mover.stdout is not None
        assert mover.stdout.readline() == "ready\n"
        time.sleep(0.12 * kill)
        mover.kill()
        mover.communicate()
        with retired(place) as old, retired(target) as made:
            assert old.verify() == made.verify() == []
            assert list(made.entries()) in ([], entries)
            assert list(old.entries()) == entries
    moved(place, target)
    with opened(target) as made:
        assert list(made.entries()) == entries

"""On every database: tampering, the one pen, opening, and what may stand in a name."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.ledger import Ledger, LedgerBusyError, LedgerError
from rashomon.ledger.store import Store
from tests.ledger import values as v
from tests.ledger.places import Place, arguments, opened

ROOT = str(Path(__file__).parents[2])


def filled(place: Place) -> None:
    with opened(place) as ledger:
        for n in range(5):
            data = f"On day {n} the army shelled the town.".encode()
            ledger.append(v.step(f"{n}.txt", data), "t", v.T[n], blobs=[data])


def tampered(place: Place, *statements: str) -> list[str]:
    """What verify says after these statements were carried out behind the ledger's back."""
    filled(place)
    place.tamper(*(statement.replace("{zero}", place.empty_bytes) for statement in statements))
    with opened(place, readonly=True) as ledger:
        return ledger.verify()


# ------------------------------------------------------------ tampering


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE entries SET made_by = 'somebody' WHERE seq = 3", "line 3 does not follow"),
        ("UPDATE entries SET recorded_at = '2023-04-01T11:00:00.000000Z' WHERE seq = 7", "line 7 does not follow"),
        ("UPDATE entries SET recorded_at = '2022-04-01T11:00:00.000000Z' WHERE seq = 7", "line 7 was recorded before"),
        ("UPDATE entries SET about = 'other.txt' WHERE seq = 2", "line 2 says that it is"),
        ("UPDATE entries SET kind = 'reading' WHERE seq = 2", "cannot be read"),
        ("UPDATE entries SET kind = 'rumour' WHERE seq = 2", "of kind 'rumour'"),
        ("UPDATE entries SET chain = 'feed' WHERE seq = 4", "line 4 does not follow"),
        ("DELETE FROM entries WHERE seq = 6", "line 6 is missing"),
        ("DELETE FROM entries WHERE seq > 17", "lines after 17 were removed"),
        ("UPDATE entries SET seq = seq + 100 WHERE seq > 17", "line 18 is missing"),
        ("DELETE FROM keys WHERE seq = 2", "line 2 is not found under all of its keys"),
        ("INSERT INTO keys VALUES ('3.txt', 2)", "line 2 is not found under all of its keys"),
        ("UPDATE blobs SET data = {zero} WHERE coding = 'plain'", "was changed"),
        ("UPDATE blobs SET data = {zero} WHERE coding = 'zlib'", "was changed"),
        ("UPDATE blobs SET data = NULL", "was emptied, and no redaction says why"),
        ("DELETE FROM blobs WHERE hash IN (SELECT body_hash FROM entries WHERE seq = 2)", "line 2 has no body"),
        ("DELETE FROM blobs WHERE hash IN (SELECT id FROM entries WHERE seq = 1)", "line 1 is a capture whose bytes"),
        ("UPDATE meta SET value = 'feed' WHERE name = 'head'", "the last line is not the one"),
        ("DELETE FROM meta WHERE name = 'head'", "the last line is not the one"),
        ("DROP TABLE keys", "is not a ledger"),
    ],
)
def test_verify_detects(place: Place, statement: str, sentence: str) -> None:
    try:
        found = tampered(place, statement)
    except LedgerError as error:
        found = [str(error)]
    assert any(sentence in each for each in found), found


def test_verify_detects_two_lines_that_changed_places(place: Place) -> None:
    found = tampered(
        place,
        "UPDATE entries SET seq = -1 WHERE seq = 3",
        "UPDATE entries SET seq = 3 WHERE seq = 4",
        "UPDATE entries SET seq = 4 WHERE seq = -1",
    )
    assert any("line 3 does not follow" in each for each in found)


def test_verify_detects_a_body_put_in_place_of_another(place: Place) -> None:
    found = tampered(
        place,
        "UPDATE entries SET body_hash = (SELECT body_hash FROM entries WHERE seq = 6) WHERE seq = 2",
    )
    assert any("line 2 says that it is" in each for each in found)


def test_verify_detects_bytes_that_came_back_after_a_redaction(place: Place) -> None:
    filled(place)
    with opened(place) as ledger:
        hash_ = v.capture(b"On day 0 the army shelled the town.").id
        ledger.redact(hash_, "asked", "Editor", v.T[9])
    place.tamper(f"UPDATE blobs SET data = {place.empty_bytes} WHERE hash = '{hash_}'")
    with opened(place) as ledger:
        assert ledger.verify() == [f"blob {hash_} was redacted, and its bytes are still there"]


def test_a_body_that_went_without_a_redaction_is_said_when_read(place: Place) -> None:
    tampered(place, "UPDATE blobs SET data = NULL")
    with opened(place) as ledger, pytest.raises(LedgerError, match="without a redaction"):
        list(ledger.entries())


def test_a_damaged_blob_is_said_when_read(place: Place) -> None:
    long = b"the same words again " * 400
    with opened(place) as ledger:
        hash_ = ledger.put_blob(long)
    place.tamper(f"UPDATE blobs SET data = {place.empty_bytes}")
    with opened(place) as ledger, pytest.raises(LedgerError, match="damaged"):
        ledger.blob(hash_)


def test_redacted_words_are_wiped_from_the_files(place: Place) -> None:
    data = b"A witness called Amal Haddad saw it."  # short, so it is stored plain
    with opened(place) as ledger:
        ledger.append([v.capture(data)], "t", v.T[0], blobs=[data])
        assert any(b"Amal Haddad" in file for file in place.files())
        ledger.redact(v.capture(data).id, "asked", "Editor", v.T[1])
        assert not any(b"Amal Haddad" in file for file in place.files())


# ------------------------------------------------------------ the one pen


def test_a_second_writer_says_one_clear_sentence(place: Place) -> None:
    with opened(place) as first, opened(place) as second, first.writing():
        for wait in (0, 0.05):
            with (
                pytest.raises(LedgerBusyError, match="is being written by another process: try again"),
                second.writing(wait=wait),
            ):
                pass
        assert list(second.entries()) == []


def test_a_second_writer_waits_for_the_first(place: Place) -> None:
    with opened(place) as first:
        held, done = threading.Event(), []

        def write() -> None:
            with opened(place) as second:
                held.wait()
                done.append(second.append([v.failure("b")], "t", v.T[1]))

        thread = threading.Thread(target=write)
        thread.start()
        with first.writing():
            held.set()
            thread.join(0.3)
            assert thread.is_alive()
            first.append([v.failure("a")], "t", v.T[0])
        thread.join(20)
        assert done == [1]
        assert [e.about for e in first.entries()] == ["a", "b"]


def test_a_step_that_fails_lays_the_pen_down(place: Place) -> None:
    with opened(place) as first, opened(place) as second:
        with pytest.raises(ZeroDivisionError), first.writing():
            raise ZeroDivisionError
        with second.writing(wait=0):
            pass


def test_many_processes_write_one_ledger(place: Place) -> None:
    """Each numbers its lines itself: all are there, without a gap, each process's own in its order."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[3])\n"
        "from tests.ledger import values as v; from tests.ledger.places import named; from rashomon.ledger import Ledger\n"
        "with Ledger.open(named(sys.argv[1])) as ledger:\n"
        "    for n in range(20): ledger.append([v.failure(f'{sys.argv[2]}-{n}')], 't', v.T[0])\n"
    )
    crew = [subprocess.Popen([sys.executable, "-c", code, *arguments(place, n, ROOT)]) for n in range(4)]
    assert [each.wait(60) for each in crew] == [0] * 4
    with opened(place) as ledger:
        assert ledger.verify() == []
        lines = list(ledger.entries())
        assert [e.seq for e in lines] == list(range(1, 81))
        for n in range(4):
            assert [e.about for e in lines if e.about.startswith(f"{n}-")] == [f"{n}-{k}" for k in range(20)]


def test_what_was_seen_as_of_a_moment_never_grows_a_line(place: Place) -> None:
    """A reader that looks again and again beside two writers: what it saw once is a beginning of what it sees later."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[3])\n"
        "from tests.ledger import values as v; from tests.ledger.places import named; from rashomon.ledger import Ledger\n"
        "with Ledger.open(named(sys.argv[1])) as ledger:\n"
        "    for n in range(40): ledger.append([v.failure(f'{sys.argv[2]}-{n}')], 't', v.T[n // 2])\n"
    )
    with opened(place) as ledger:
        crew = [subprocess.Popen([sys.executable, "-c", code, *arguments(place, n, ROOT)]) for n in range(2)]
        seen: list[list[str]] = [[]]
        while any(each.poll() is None for each in crew):
            seen.append([e.id for e in ledger.entries()])
        assert [each.wait() for each in crew] == [0, 0]
        final = [e.id for e in ledger.entries()]
        assert all(final[: len(each)] == each for each in seen)
        assert len(final) == 80


def test_a_reader_sees_a_steady_ledger_beside_a_writer(place: Place) -> None:
    filled(place)
    with opened(place) as writer, opened(place, readonly=True) as reader, writer.writing():
        assert len(list(reader.entries())) == 20
        writer.append([v.failure("x")], "t", v.T[9])
        assert len(list(reader.entries())) == 21


# ------------------------------------------------------------ opening


def test_a_ledger_opened_again_is_the_same(place: Place) -> None:
    filled(place)
    with opened(place) as ledger:
        assert len(list(ledger.entries())) == 20
        assert ledger.verify() == []


def test_a_ledger_made_by_several_at_once_is_made_once(place: Place) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[2])\n"
        "from tests.ledger.places import named; from rashomon.ledger import Ledger\n"
        "Ledger.open(named(sys.argv[1])).close()\n"
    )
    crew = [subprocess.Popen([sys.executable, "-c", code, *arguments(place, ROOT)]) for _ in range(4)]
    assert [each.wait(60) for each in crew] == [0] * 4
    with opened(place) as ledger:
        assert ledger.verify() == []


def test_reading_only_makes_nothing(place: Place) -> None:
    for _ in range(2):
        with pytest.raises(LedgerError, match="there is no ledger at"):
            opened(place, readonly=True)


def test_reading_only_writes_nothing(place: Place) -> None:
    filled(place)
    with opened(place, readonly=True) as ledger, pytest.raises(LedgerError, match="may only be read"):
        ledger.append([v.failure("a")], "t", v.T[9])


def test_a_database_of_something_else(place: Place) -> None:
    place.tamper("CREATE TABLE recipes (name TEXT)")
    with pytest.raises(LedgerError, match="a database of something else"):
        opened(place)


@pytest.mark.parametrize("statement", ["UPDATE meta SET value = '99' WHERE name = 'schema'", "DELETE FROM meta"])
def test_another_schema_is_refused(place: Place, statement: str) -> None:
    filled(place)
    place.tamper(statement)
    with pytest.raises(LedgerError, match=r"has schema (99|none), and this version of rashomon reads schema 1"):
        opened(place)


# ------------------------------------------------------------ one ledger, two databases


def test_the_same_steps_leave_the_same_seals_on_every_database(place: Place, tmp_path: Path) -> None:
    filled(place)
    with opened(place) as here, Ledger.open(tmp_path / "beside.sqlite") as there:
        for n in range(5):
            data = f"On day {n} the army shelled the town.".encode()
            there.append(v.step(f"{n}.txt", data), "t", v.T[n], blobs=[data])
        assert here.head == there.head
        assert list(here.entries()) == list(there.entries())


odd = st.sampled_from(["\x00", "\x01", "\x01\x02\x00", "%s", ":id"])
names = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8) | odd


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(names, min_size=1, max_size=5, unique=True))
def test_any_name_is_found_again(ledger: Ledger, found: list[str]) -> None:
    ledger.append([v.failure(name) for name in found], "\x00 t", v.T[0])
    for name in found:
        assert {e.body for e in ledger.entries(about=name)} == {v.failure(name)}
        assert {e.about for e in ledger.entries(kind="failure", about=name)} == {name}
    assert ledger.verify() == []


def test_a_very_long_name_is_found_again(ledger: Ledger) -> None:
    """Longer than any index of PostgreSQL takes, and not to be compressed."""
    long = "".join(v.capture(str(n).encode()).id for n in range(300))
    ledger.append([v.failure(long), v.failure(long + "x")], "t", v.T[0])
    assert [e.about for e in ledger.entries(about=long)] == [long]
    assert ledger.verify() == []


def test_a_large_capture_comes_back(ledger: Ledger) -> None:
    data = bytes(range(256)) * 40_000
    assert ledger.blob(ledger.put_blob(data)) == data


def store(ledger: Ledger) -> Store:
    return ledger._store


def test_many_of_nothing_is_nothing(ledger: Ledger) -> None:
    store(ledger).many("INSERT INTO meta (name, value) VALUES (:name, :value)", [])
    assert ledger.verify() == []

"""The SQLite store: the contract, tampering, the one pen, and whatever a disk can do to a file."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from rashomon.ledger import Ledger, LedgerBusyError, LedgerError
from rashomon.model import Capture
from tests.ledger import values as v
from tests.ledger.contract import Contract


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with Ledger.open(path) as opened:
        yield opened


class TestContract(Contract):
    """The contract on SQLite."""


def filled(path: Path) -> None:
    with Ledger.open(path) as ledger:
        for n in range(5):
            data = f"On day {n} the army shelled the town.".encode()
            ledger.append(v.step(f"{n}.txt", data), "t", v.T[n], blobs=[data])


def tamper(path: Path, *statements: str) -> list[str]:
    filled(path)
    with sqlite3.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()
    with Ledger.open(path, readonly=True) as ledger:
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
        ("UPDATE blobs SET data = x'00' WHERE coding = 'plain'", "was changed"),
        ("UPDATE blobs SET data = x'00' WHERE coding = 'zlib'", "was changed"),
        ("UPDATE blobs SET data = 'text' WHERE coding = 'zlib'", "was changed"),
        ("UPDATE blobs SET data = NULL", "was emptied, and no redaction says why"),
        ("DELETE FROM blobs WHERE hash IN (SELECT body_hash FROM entries WHERE seq = 2)", "line 2 has no body"),
        ("DELETE FROM blobs WHERE hash IN (SELECT id FROM entries WHERE seq = 1)", "line 1 is a capture whose bytes"),
        ("UPDATE meta SET value = 'feed' WHERE name = 'head'", "the last line is not the one"),
        ("DELETE FROM meta WHERE name = 'head'", "the last line is not the one"),
        ("DROP TABLE keys", "is not a ledger"),
    ],
)
def test_verify_detects(path: Path, statement: str, sentence: str) -> None:
    try:
        found = tamper(path, statement)
    except LedgerError as error:
        found = [str(error)]
    assert any(sentence in each for each in found), found


def test_verify_detects_two_lines_that_changed_places(path: Path) -> None:
    found = tamper(
        path,
        "UPDATE entries SET seq = -1 WHERE seq = 3",
        "UPDATE entries SET seq = 3 WHERE seq = 4",
        "UPDATE entries SET seq = 4 WHERE seq = -1",
    )
    assert any("line 3 does not follow" in each for each in found)


def test_verify_detects_a_body_put_in_place_of_another(path: Path) -> None:
    found = tamper(
        path,
        "UPDATE entries SET body_hash = (SELECT body_hash FROM entries WHERE seq = 6) WHERE seq = 2",
    )
    assert any("line 2 says that it is" in each for each in found)


def test_verify_detects_bytes_that_came_back_after_a_redaction(path: Path) -> None:
    filled(path)
    with Ledger.open(path) as ledger:
        hash_ = v.capture(b"On day 0 the army shelled the town.").id
        ledger.redact(hash_, "asked", "Editor", v.T[9])
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE blobs SET data = x'00' WHERE hash = ?", (hash_,))
    connection.close()
    with Ledger.open(path) as ledger:
        assert ledger.verify() == [f"blob {hash_} was redacted, and its bytes are still there"]


def test_a_body_that_went_without_a_redaction_is_said_when_read(path: Path) -> None:
    tamper(path, "UPDATE blobs SET data = NULL")
    with Ledger.open(path) as ledger, pytest.raises(LedgerError, match="without a redaction"):
        list(ledger.entries())


def test_a_damaged_blob_is_said_when_read(path: Path) -> None:
    long = b"the same words again " * 400
    with Ledger.open(path) as ledger:
        hash_ = ledger.put_blob(long)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE blobs SET data = x'00'")
    connection.close()
    with Ledger.open(path) as ledger, pytest.raises(LedgerError, match="damaged"):
        ledger.blob(hash_)


def test_redacted_words_are_wiped_from_the_files(path: Path) -> None:
    data = b"A witness called Amal Haddad saw it."  # short, so it is stored plain
    with Ledger.open(path) as ledger:
        ledger.append([v.capture(data)], "t", v.T[0], blobs=[data])
        assert any(b"Amal Haddad" in file.read_bytes() for file in path.parent.iterdir())
        ledger.redact(v.capture(data).id, "asked", "Editor", v.T[1])
        assert not any(b"Amal Haddad" in file.read_bytes() for file in path.parent.iterdir())


def test_no_class_path_is_stored(path: Path) -> None:
    filled(path)
    with Ledger.open(path) as ledger:
        ledger.append([v.verdict("k", "s"), v.failure("f")], "t", v.T[9])
    assert not any(b"rashomon" in file.read_bytes() for file in path.parent.iterdir())


# ------------------------------------------------------------ the one pen


def test_a_second_writer_says_one_clear_sentence(path: Path) -> None:
    with Ledger.open(path) as first, Ledger.open(path) as second, first.writing():
        with pytest.raises(LedgerBusyError, match="is being written by another process: try again"), second.writing(wait=0.05):
            pass
        assert list(second.entries()) == []


def test_a_second_writer_waits_for_the_first(path: Path) -> None:
    with Ledger.open(path) as first:
        held, done = threading.Event(), []

        def write() -> None:
            with Ledger.open(path) as second:
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


def test_many_processes_write_one_ledger(path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[3])\n"
        "from pathlib import Path; from tests.ledger import values as v; from rashomon.ledger import Ledger\n"
        "with Ledger.open(Path(sys.argv[1])) as ledger:\n"
        "    for n in range(20): ledger.append([v.failure(f'{sys.argv[2]}-{n}')], 't', v.T[0])\n"
    )
    here = str(Path(__file__).parents[2])
    crew = [subprocess.Popen([sys.executable, "-c", code, str(path), str(n), here]) for n in range(4)]
    assert [each.wait(60) for each in crew] == [0] * 4
    with Ledger.open(path) as ledger:
        assert ledger.verify() == []
        assert len({e.about for e in ledger.entries()}) == 80


def test_a_reader_sees_a_steady_ledger_beside_a_writer(path: Path) -> None:
    filled(path)
    with Ledger.open(path) as writer, Ledger.open(path, readonly=True) as reader, writer.writing():
        assert len(list(reader.entries())) == 20
        writer.append([v.failure("x")], "t", v.T[9])
        assert len(list(reader.entries())) == 21


# ------------------------------------------------------------ opening


def test_a_ledger_opened_again_is_the_same(path: Path) -> None:
    filled(path)
    with Ledger.open(path) as ledger:
        assert len(list(ledger.entries())) == 20
        assert ledger.verify() == []


def test_reading_only_makes_nothing(path: Path) -> None:
    with pytest.raises(LedgerError, match="there is no ledger at"):
        Ledger.open(path, readonly=True)
    assert not path.exists()


def test_reading_only_writes_nothing(path: Path) -> None:
    filled(path)
    with Ledger.open(path, readonly=True) as ledger, pytest.raises(LedgerError, match="may only be read"):
        ledger.append([v.failure("a")], "t", v.T[9])


def test_a_file_that_is_no_database(path: Path) -> None:
    path.write_bytes(b"some notes of mine, long enough to be no header of any database at all\n" * 20)
    for readonly in (False, True):
        with pytest.raises(LedgerError, match="is not a ledger: it is no SQLite file"):
            Ledger.open(path, readonly=readonly)
    assert path.read_bytes().startswith(b"some notes")


def test_a_database_of_something_else(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    with pytest.raises(LedgerError, match="a database of something else"):
        Ledger.open(path)


@pytest.mark.parametrize("statement", ["UPDATE meta SET value = '99' WHERE name = 'schema'", "DELETE FROM meta"])
def test_another_schema_is_refused(path: Path, statement: str) -> None:
    filled(path)
    with sqlite3.connect(path) as connection:
        connection.execute(statement)
    connection.close()
    with pytest.raises(LedgerError, match=r"has schema (99|none), and this version of rashomon reads schema 1"):
        Ledger.open(path)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="check that its folder exists"):
        Ledger.open(tmp_path / "no" / "ledger.sqlite")


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="cannot be opened"):
        Ledger.open(tmp_path)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder where nobody may write, root included")
def test_a_folder_where_nobody_may_write() -> None:
    with pytest.raises(LedgerError, match="cannot be opened"):
        Ledger.open(Path("/proc/ledger.sqlite"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_only_be_read(path: Path) -> None:
    filled(path)
    path.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        with Ledger.open(path, readonly=True) as ledger:
            assert ledger.verify() == []
        with pytest.raises(LedgerError), Ledger.open(path) as ledger:
            ledger.append([v.failure("a")], "t", v.T[9])
    finally:
        path.parent.chmod(stat.S_IRWXU)


def test_a_damaged_file_is_told_and_not_raised_by_verify(path: Path) -> None:
    filled(path)
    data = bytearray(path.read_bytes())
    for page in range(3, len(data) // 4096):
        data[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    path.write_bytes(bytes(data))
    with Ledger.open(path) as ledger:
        assert ledger.verify()


# ------------------------------------------------------------ a full disk


def test_a_full_disk_records_nothing_of_the_step(path: Path) -> None:
    filled(path)
    with Ledger.open(path) as ledger:
        used = ledger._store.rows("PRAGMA page_count")[0][0]
        ledger._store.run(f"PRAGMA max_page_count = {used + 2}")
        noise = os.urandom(200_000)
        with pytest.raises(LedgerError, match="the disk is full: free some space"):
            ledger.append([v.capture(noise)], "t", v.T[9], blobs=[noise])
        ledger._store.run("PRAGMA max_page_count = 1000000")
        assert ledger.verify() == []
        assert not ledger.has(v.capture(noise).id)
        assert ledger.append([v.capture(noise)], "t", v.T[9], blobs=[noise]) == 1


def test_a_file_that_may_not_grow_records_nothing_of_the_step(path: Path) -> None:
    filled(path)
    code = (
        "import resource, signal, os, sys; sys.path.insert(0, sys.argv[2])\n"
        "from pathlib import Path; from tests.ledger import values as v; from rashomon.ledger import Ledger, LedgerError\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "with Ledger.open(Path(sys.argv[1])) as ledger:\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))\n"
        "    noise = os.urandom(400_000)\n"
        "    try: ledger.append([v.capture(noise)], 't', v.T[9], blobs=[noise])\n"
        "    except LedgerError as error: print(error)\n"
    )
    here = str(Path(__file__).parents[2])
    told = subprocess.run([sys.executable, "-c", code, str(path), here], capture_output=True, text=True, timeout=60)
    assert "could not be" in told.stdout, told
    with Ledger.open(path) as ledger:
        assert ledger.verify() == []
        assert len(list(ledger.entries(kind="capture"))) == 5


def test_a_capture_without_its_bytes_is_found(ledger: Ledger) -> None:
    ledger.append([Capture(id="feed", mime="text/plain", size=1)], "t", v.T[0])
    assert ledger.verify() == ["line 1 is a capture whose bytes feed are missing"]

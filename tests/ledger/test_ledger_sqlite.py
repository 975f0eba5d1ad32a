"""What only a file of SQLite has: what a disk can do to it, and who may write in its folder."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from rashomon.ledger import Ledger, LedgerError
from tests.ledger import values as v
from tests.ledger.places import File
from tests.ledger.test_ledger_places import filled as fill


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


def filled(path: Path) -> None:
    fill(File(path))


def test_bytes_that_became_text_are_told(path: Path) -> None:
    filled(path)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE blobs SET data = 'text' WHERE coding = 'zlib'")
    connection.close()
    with Ledger.open(path) as ledger:
        assert any("was changed" in each for each in ledger.verify())


def test_no_class_path_is_stored(path: Path) -> None:
    filled(path)
    with Ledger.open(path) as ledger:
        ledger.append([v.verdict("k", "s"), v.failure("f")], "t", v.T[9])
    assert not any(b"rashomon" in file.read_bytes() for file in path.parent.iterdir())


def test_reading_only_makes_nothing(path: Path) -> None:
    with pytest.raises(LedgerError, match="there is no ledger at"):
        Ledger.open(path, readonly=True)
    assert not path.exists()


def test_a_file_that_is_no_database(path: Path) -> None:
    path.write_bytes(b"some notes of mine, long enough to be no header of any database at all\n" * 20)
    for readonly in (False, True):
        with pytest.raises(LedgerError, match="is not a ledger: it is no SQLite file"):
            Ledger.open(path, readonly=readonly)
    assert path.read_bytes().startswith(b"some notes")


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

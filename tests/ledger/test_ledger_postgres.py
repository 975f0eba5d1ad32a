"""What only a server has: addresses, passwords, rights, connections that end. No message ever shows a password."""

from __future__ import annotations

import builtins
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.ledger import Ledger, LedgerBusyError, LedgerError
from rashomon.ledger.address import has_secret, is_address, public
from rashomon.ledger.postgres import PostgresStore
from tests.ledger import values as v
from tests.ledger.places import Schema
from tests.postgres import Server

SECRET = "s3cr3t-W0rd"
ENDED = r"told to stop|was lost in the middle"


@pytest.fixture(scope="module")
def people(postgres: Server) -> Server:
    """The server with one who may write and one who may only look."""
    postgres.run(
        f"CREATE ROLE anna LOGIN PASSWORD '{SECRET}'",
        f"CREATE ROLE boris LOGIN PASSWORD '{SECRET}'",
        "CREATE DATABASE team OWNER anna",
        "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0",
    )
    return postgres


@pytest.fixture
def place(postgres: Server) -> Schema:
    return Schema(postgres)


@pytest.fixture
def ledger(place: Schema) -> Iterator[Ledger]:
    with Ledger.open(place.where) as made:
        yield made


def store(ledger: Ledger) -> PostgresStore:
    assert isinstance(ledger._store, PostgresStore)
    return ledger._store


def sentence(address: str, readonly: bool = False) -> str:
    with pytest.raises(LedgerError) as caught:
        Ledger.open(address, readonly).close()
    text = str(caught.value)
    assert SECRET not in text
    assert SECRET not in repr(caught.value.__cause__)
    assert "\n" not in text
    return text


# ------------------------------------------------------------ addresses


@pytest.mark.parametrize(
    ("address", "shown", "secret"),
    [
        ("postgresql://anna@db.example/idlib", "postgresql://anna@db.example/idlib", False),
        ("postgres://anna:x%40y@db.example:5433/idlib", "postgresql://anna@db.example:5433/idlib", True),
        ("postgresql:///idlib", "postgresql:///idlib", False),
        ("postgresql://:x@h/d", "postgresql://h/d", True),
        ("postgresql://a@h1:1,h2:2/d?options=-csearch_path%3Da", "postgresql://a@h1:1,h2:2/d?options=-csearch_path%3Da", False),
        ("postgresql:///d?host=/tmp/x&password=x&user=a", "postgresql:///d?host=/tmp/x&user=a", True),
        ("postgresql:///d?p%61ssword=x", "postgresql:///d", True),
        ("POSTGRESQL://a@[::1]/d?sslpassword=x", "postgresql://a@[::1]/d", True),
    ],
)
def test_an_address_is_shown_without_its_password(address: str, shown: str, secret: bool) -> None:
    assert is_address(address)
    assert (public(address), has_secret(address)) == (shown, secret)
    assert (public(shown), has_secret(shown)) == (shown, False)


@pytest.mark.parametrize("part", ["s3cr3t-W0rd@x", "s3cr3t-W0rd/x", "s3cr3t-W0rd?x", "s3cr3t-W0rd#x", "x@s3cr3t-W0rd"])
def test_an_address_that_cannot_be_taken_apart_is_not_repeated(part: str) -> None:
    assert "write postgresql://USER@HOST/NAME" in sentence(f"postgresql://anna:{part}@db.invalid/idlib")


def test_other_databases_are_no_address_of_ours() -> None:
    assert "write postgresql://USER@HOST/NAME" in sentence(f"mysql://anna:{SECRET}@h/d")
    assert not is_address("ledger.sqlite")
    assert not is_address("C:\\cases\\ledger.sqlite")


@given(st.text(st.characters(codec="ascii", exclude_categories=["C"]), max_size=30))
def test_what_is_shown_of_an_address_has_nothing_between_colon_and_at(word: str) -> None:
    address = f"postgresql://anna:Q{word}Q@db/idlib"
    if set(word) & set("@/?#"):
        with pytest.raises(LedgerError, match=r"^this is no address"):
            public(address)
    else:
        assert public(address) == "postgresql://anna@db/idlib"


# ------------------------------------------------------------ opening


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        (f"postgresql://anna:{SECRET}@127.0.0.1:1/idlib", "cannot be reached: Connection refused"),
        (f"postgresql://anna:{SECRET}@/idlib?host=/tmp/no-such-folder", "cannot be reached: No such file"),
        (f"postgresql://anna:{SECRET}@db.invalid/idlib", "cannot be reached: Name or service not known; check"),
        (f"postgresql://anna:{SECRET}@h/idlib?colour=red", "cannot be understood"),
        (f"postgresql://anna:{SECRET}%zz@h/idlib", "cannot be understood"),
    ],
)
def test_a_server_that_is_not_there(address: str, wanted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("psycopg")

    def unknown(*_: Any, **more: Any) -> Any:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert wanted in sentence(address)


def test_passwords(people: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PGPASSWORD", raising=False)
    assert "refuses this user or this password" in sentence(people.address("anna", "team", password="wrong"))
    assert "asks for a password: set PGPASSWORD" in sentence(people.address("anna", "team"))
    assert "refuses this user or this password" in sentence(people.address("nobody", "team", password=SECRET))
    assert "is not there: create the database" in sentence(people.address("anna", "nowhere", password=SECRET))
    assert "the schema that" in sentence(people.address("anna", "team", "nowhere", SECRET))
    assert "has the encoding LATIN1" in sentence(people.address(database="latin"))
    monkeypatch.setenv("PGPASSWORD", SECRET)
    with Ledger.open(people.address("anna", "team")) as ledger:
        assert ledger.verify() == []
    people.run("GRANT CONNECT ON DATABASE team TO boris")


def test_rights(people: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may only look can look, and is told so where that is not enough."""
    monkeypatch.setenv("PGPASSWORD", SECRET)
    schema = people.schema()
    where, looking = people.address("anna", schema=schema), people.address("boris", schema=schema)
    people.run(f"GRANT ALL ON SCHEMA {schema} TO anna", f"GRANT USAGE ON SCHEMA {schema} TO boris")
    assert "may not be read or written by this user" in sentence(looking)
    with Ledger.open(where) as ledger:
        ledger.append(v.step("a.txt", b"One."), "t", v.T[0], blobs=[b"One."])
        people.run(f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO boris")
        with Ledger.open(looking) as other:
            assert other.verify() == []
            assert other.head == ledger.head
            with pytest.raises(LedgerError, match="may not be read or written by this user: ask the owner"):
                other.append([v.failure("b")], "t", v.T[1])
        assert ledger.append([v.failure("b")], "t", v.T[1]) == 1
        # Who may write but does not own the tables cannot wipe the files, and is told who can.
        people.run(f"GRANT ALL ON ALL TABLES IN SCHEMA {schema} TO boris")
        with Ledger.open(looking) as other:
            with pytest.raises(LedgerError, match="must run VACUUM FULL blobs"):
                other.redact(v.capture(b"One.").id, "asked", "Editor", v.T[2])
            assert other.verify() == []
            with pytest.raises(LedgerError, match="was redacted: asked"):
                other.blob(v.capture(b"One.").id)


def test_without_the_driver_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "psycopg":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    assert "pip install 'rashomon[postgres]'" in sentence(f"postgresql://anna:{SECRET}@h/idlib")


# ------------------------------------------------------------ connections that end


def ended(place: Schema, ledger: Ledger) -> None:
    """The server ends this ledger's connection."""
    number = store(ledger).rows("SELECT pg_backend_pid()")[0][0]
    place.tamper(f"SELECT pg_terminate_backend({number}, 5000)")


def test_a_connection_that_ended_is_made_again(place: Schema, ledger: Ledger) -> None:
    ledger.append([v.failure("a")], "t", v.T[0])
    ended(place, ledger)
    assert [e.about for e in ledger.entries()] == ["a"]
    ended(place, ledger)
    assert ledger.append([v.failure("b")], "t", v.T[0]) == 1
    store(ledger)._connection.close()
    assert ledger.append([v.failure("c")], "t", v.T[0]) == 1
    assert ledger.verify() == []


def test_a_connection_that_ends_in_the_middle_of_a_step_leaves_nothing_of_it(place: Schema, ledger: Ledger) -> None:
    def bodies():  # type: ignore[no-untyped-def]
        yield v.failure("a")
        ended(place, ledger)
        yield v.failure("b")

    with pytest.raises(LedgerError, match=ENDED):
        ledger.append(bodies(), "t", v.T[0])
    assert list(ledger.entries()) == []
    assert ledger.append([v.failure("a"), v.failure("b")], "t", v.T[0]) == 2
    assert ledger.verify() == []


def test_whose_connection_ends_does_not_hold_the_pen_any_more(place: Schema, ledger: Ledger) -> None:
    with Ledger.open(place.where) as other:
        with pytest.raises(LedgerError, match=ENDED), ledger.writing():  # noqa: PT012
            with pytest.raises(LedgerBusyError), other.writing(wait=0):
                pass
            ended(place, ledger)
            with other.writing(wait=5):
                other.append([v.failure("other")], "t", v.T[0])
            ledger.append([v.failure("mine")], "t", v.T[0])
        assert [e.about for e in ledger.entries()] == ["other"]


def test_each_schema_has_a_pen_of_its_own(place: Schema, ledger: Ledger) -> None:
    with Ledger.open(place.another().where) as other, ledger.writing(), other.writing(wait=0):
        assert other.append([v.failure("a")], "t", v.T[0]) == 1


def test_an_error_of_the_server_is_named_by_its_code(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match=r"could not be used: DivisionByZero \(22012\)$"):
        store(ledger).run("SELECT 1 / :zero", zero=0)
    with pytest.raises(LedgerError, match=r"could not be used: ProgrammingError$"):
        store(ledger).run("SELECT :missing")


def test_a_commit_is_durable_also_where_the_server_does_not_ask_for_it(place: Schema) -> None:
    address = str(place.where).replace("-csearch_path", "-csynchronous_commit%3Doff%20-csearch_path")
    with Ledger.open(address) as ledger:
        assert store(ledger).rows("SHOW synchronous_commit") == [("on",)]

"""A case whose ledger is on PostgreSQL: every command, the same bytes, several people at once, and no password anywhere."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from rashomon.case import LEDGER, SAMPLE, Case, CaseError, new, open_case
from rashomon.case.config import with_database
from rashomon.case.migrate import migrate
from rashomon.ledger import LedgerError
from tests.case.test_asof import commands, said
from tests.case.test_same_exports import exports
from tests.conftest import ROOT
from tests.postgres import Server

SECRET = "s3cr3t-W0rd"
FILES = [p for p in sorted((SAMPLE / "documents" / "idlib-2020").iterdir()) if p.suffix in (".txt", ".html")][:4]


def address(server: Server) -> str:
    return server.address(schema=server.schema())


@pytest.fixture(scope="module")
def words(postgres: Server) -> Server:
    """The server with a user who has a password."""
    postgres.run(f"CREATE ROLE chen LOGIN SUPERUSER PASSWORD '{SECRET}'")
    return postgres


# ------------------------------------------------------------ settings


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('name = "x"\n', 'name = "x"\ndatabase = "postgresql:///d"\n'),
        ('name = "x"\n\n[read]\nworkers = 2\n', 'name = "x"\ndatabase = "postgresql:///d"\n\n[read]\nworkers = 2\n'),
        ('database = "old"\nname = "x"\n', 'name = "x"\ndatabase = "postgresql:///d"\n'),
        ('# database = "a hint"\nname = "x"', '# database = "a hint"\nname = "x"\ndatabase = "postgresql:///d"\n'),
    ],
)
def test_the_settings_name_another_place_and_are_else_as_they_were(before: str, after: str) -> None:
    made = with_database(before, "postgresql:///d")
    assert made == after
    assert with_database(made, "postgresql:///d") == made
    assert "postgresql:///d" not in with_database(made, None)


def test_a_password_in_the_settings_is_refused(tmp_path: Path) -> None:
    new(tmp_path / "case").close()
    path = tmp_path / "case" / "rashomon.toml"
    path.write_text(with_database(path.read_text(), f"postgresql://anna:{SECRET}@h/d"))
    with pytest.raises(CaseError, match="a password stands in `database`") as caught:
        open_case(tmp_path / "case")
    assert SECRET not in str(caught.value)


def test_a_place_that_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new(tmp_path / "case").close()
    with pytest.raises(CaseError, match="`database` is an address"):
        open_case(tmp_path / "case", "ledger.sqlite")
    with pytest.raises(CaseError, match="the environment variable IDLIB holds the ledger's address: set it"):
        open_case(tmp_path / "case", "env:IDLIB")
    with pytest.raises(CaseError, match="move the ledger to postgresql://USER@HOST/NAME, env:NAME or sqlite"):
        migrate(tmp_path / "case", "postgres")
    with pytest.raises(CaseError, match="the ledger is there already"):
        migrate(tmp_path / "case", "sqlite")
    monkeypatch.setenv("IDLIB", "nothing")
    with pytest.raises(CaseError, match="`database` is an address"):
        new(tmp_path / "other", database="env:IDLIB")
    assert not (tmp_path / "other").exists()


def test_a_server_that_is_not_there_leaves_no_folder(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(LedgerError, match="cannot be reached"):
        new(tmp_path / "case", database="postgresql://anna@127.0.0.1:1/d")
    assert not (tmp_path / "case").exists()


def test_a_password_is_used_and_written_nowhere(words: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PGPASSWORD", raising=False)
    schema = words.schema()
    place = words.address("chen", schema=schema, password=SECRET)
    code, _ = said(tmp_path, "new", str(tmp_path / "case"), "--database", place)
    assert code == 0
    assert not any(SECRET.encode() in file.read_bytes() for file in (tmp_path / "case").rglob("*") if file.is_file())
    assert not (tmp_path / "case" / LEDGER).exists()
    with pytest.raises(LedgerError, match="asks for a password") as caught:
        open_case(tmp_path / "case")
    assert SECRET not in str(caught.value)
    monkeypatch.setenv("PGPASSWORD", SECRET)
    with open_case(tmp_path / "case") as case:
        assert case.verify() == []
    monkeypatch.delenv("PGPASSWORD")
    migrate_there = words.address("chen", schema=words.schema(), password=SECRET)
    new(tmp_path / "file").close()
    assert said(tmp_path / "file", "migrate", "--to", migrate_there)[0] == 0
    assert not any(SECRET.encode() in file.read_bytes() for file in (tmp_path / "file").rglob("*") if file.is_file())


def test_an_address_from_the_environment(postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IDLIB", address(postgres))
    with new(tmp_path / "case", database="env:IDLIB") as case:
        assert case.config.database == "env:IDLIB"
        case.add(FILES[0])
    with open_case(tmp_path / "case") as case:
        assert len(case.documents()) == 1


def test_another_folder_joins_a_ledger_that_is_there(postgres: Server, tmp_path: Path) -> None:
    place = address(postgres)
    with new(tmp_path / "anna", database=place) as case:
        case.add(FILES[0])
    with new(tmp_path / "boris", database=place) as case:
        assert len(case.documents()) == 1


# ------------------------------------------------------------ every command, the same bytes


def worked_on(folder: Path, database: str | None) -> Case:
    """A case to which everything that writes was done, with the moments left out of what is compared."""
    case = new(folder, database=database)
    for file in FILES:
        case.add(file)
        case.read(workers=1)
        case.reconcile()
    case.publish("incidents", by="anna")
    first, second = case.incidents()[:2]
    case.judge(first.claims[0], "reject", by="anna")
    case.undo("anna")
    case.judge(first.claims[0], "accept", by="boris", note="seen twice")
    case.merge(first.id, second.id, by="anna")
    case.undo("anna")
    case.judge(f"{first.claims[-1]}|{second.claims[-1]}", "different", by="anna")
    case.publish("brief", by="anna")
    return case


@pytest.fixture(scope="module")
def served(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Case:
    return worked_on(tmp_path_factory.mktemp("served") / "case", address(postgres))


def test_the_same_work_gives_the_same_bytes_on_either(served: Case, tmp_path: Path) -> None:
    with worked_on(tmp_path / "case", None) as filed:
        assert exports(filed, tmp_path / "filed") == exports(served, tmp_path / "served")
        lines = [[e.id for e in case.ledger.entries() if e.kind != "edition"] for case in (filed, served)]
        assert lines[0] == lines[1]  # an edition names the seal of the last line, and seals hold the moment
        assert filed.verify() == served.verify() == []


def test_there_and_back_changes_no_byte_of_any_command(postgres: Server, tmp_path: Path) -> None:
    folder = tmp_path / "case"
    with worked_on(folder, None) as case:
        asked = [(name, *each) for name, all_ in commands(case).items() for each in all_]
        files, head = exports(case, tmp_path / "before"), case.ledger.head
    asked += [("verify",), ("review", "--as", "chen"), ("review", "--csv"), ("diff", "--from", "2001-01-01"), ("methods",)]
    before = {each: said(folder, *each) for each in asked}
    assert {code for code, _ in before.values()} <= {0, 2}
    for place in (address(postgres), "sqlite"):
        assert said(folder, "migrate", "--to", place)[0] == 0
        assert {each: said(folder, *each) for each in asked} == before
        with open_case(folder) as case:
            assert case.ledger.head == head
            assert case.ledger.name.startswith("postgresql:" if place != "sqlite" else str(folder))
            assert exports(case, tmp_path / "after") == files


def test_every_command_works_on_a_server(postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "case"
    assert said(tmp_path, "new", str(folder), "--database", address(postgres))[0] == 0
    for command in (("add", str(FILES[0]), str(FILES[1])), ("read", "--workers", "1"), ("reconcile",)):
        assert said(folder, *command)[0] == 0, command
    assert not (folder / LEDGER).exists()
    with open_case(folder) as case:
        one, two = case.incidents()[:2]
        several = next(incident for incident in case.incidents() if len(incident.claims) > 1)
    writing = [
        ("judge", one.claims[0], "accept", "--as", "anna"),
        ("undo", "--as", "anna"),
        ("merge", one.id, two.id, "--as", "anna"),
        ("undo", "--as", "anna"),
        ("split", several.id, several.claims[-1], "--as", "anna"),
        ("undo", "--as", "anna"),
        ("export", "claims", "--publish", "--by", "anna"),
        ("verify",),
    ]
    for command in writing:
        assert said(folder, *command)[0] == 0, command


# ------------------------------------------------------------ several people at once

JUDGING = """
import sys
from rashomon.case import open_case
with open_case(sys.argv[1]) as case:
    keys = [claim.key for claim in case.view().claims()][:6]
    session = case.review(sys.argv[2])
    print("ready", flush=True)
    sys.stdin.readline()
    for decision in ("accept", "unsure", "reject"):
        for key in keys:
            session.judge(key, decision)
"""


@pytest.mark.parametrize("where", ["sqlite", "postgres"])
def test_two_reviewers_at_once_lose_nothing(where: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    place = address(request.getfixturevalue("postgres")) if where == "postgres" else None
    with new(tmp_path / "case", database=place) as case:
        case.add(*FILES[:2])
        case.read(workers=1)
        keys = [claim.key for claim in case.view().claims()][:6]
        command = [sys.executable, "-c", JUDGING, str(case.folder)]
        people = [
            subprocess.Popen([*command, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
            for name in ("anna", "boris")
        ]
        for each in people:
            assert each.stdout is not None
            assert each.stdout.readline() == "ready\n"
        for each in people:
            assert each.stdin is not None
            each.stdin.write("\n")
            each.stdin.flush()
        assert [each.wait(120) for each in people] == [0, 0]
        entries = list(case.ledger.entries(kind="verdict"))
        assert len(entries) == 2 * 3 * 6
        every = [entry.seq for entry in case.ledger.entries()]
        assert every == list(range(1, len(every) + 1))
        standing = case.view().standing.verdicts
        assert {(x.about, x.by, x.decision) for x in standing} == {(k, n, "reject") for k in keys for n in ("anna", "boris")}
        assert case.verify() == []

"""Where the accounts are, and what is refused."""

from __future__ import annotations

import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner

from rashomon.case import CaseError, new, open_case
from rashomon.cli import main
from rashomon.team import Accounts, TeamError, open_accounts, passwords
from tests.postgres import Server
from tests.team.clock import PASSWORD


def test_the_ledger_is_as_it_was(accounts: Accounts, folder: Path) -> None:
    accounts.add("anna", "admin", PASSWORD, by="root")
    with open_case(folder) as case:
        assert case.verify() == []


def test_several_open_a_fresh_case_at_once(folder: Path) -> None:
    def count(_: int) -> int:
        with open_accounts(folder) as mine:
            return len(mine.users())

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(count, range(4))) == [0] * 4


def test_another_schema_is_refused(accounts: Accounts, folder: Path) -> None:
    accounts._run("UPDATE team_meta SET value = '99'")
    with pytest.raises(TeamError, match="schema 99"):
        open_accounts(folder)


def test_only_the_owner_reads_the_file(tmp_path: Path) -> None:
    new(tmp_path / "case").close()
    open_accounts(tmp_path / "case").close()
    assert stat.S_IMODE((tmp_path / "case" / "team.sqlite").stat().st_mode) == 0o600


def test_what_is_no_database_or_no_case(tmp_path: Path) -> None:
    with pytest.raises(CaseError):
        open_accounts(tmp_path)
    new(tmp_path / "case").close()
    (tmp_path / "case" / "team.sqlite").write_text("something else altogether, and long enough to be looked at\n" * 50)
    with pytest.raises(TeamError, match="accounts' database"):
        open_accounts(tmp_path / "case")


def test_a_database_without_a_ledger_is_left_alone(tmp_path: Path, postgres: Server) -> None:
    """Else `rashomon new` would find tables there and refuse."""
    case = tmp_path / "case"
    new(case).close()
    schema = postgres.schema()
    settings = case / "rashomon.toml"
    settings.write_text(f'database = "{postgres.address(schema=schema)}"\n' + settings.read_text())
    with pytest.raises(TeamError, match="no ledger"):
        open_accounts(case)
    new(tmp_path / "other", database=postgres.address(schema=schema)).close()


def test_the_commands(folder: Path) -> None:
    def run(*arguments: str, typed: str = "") -> tuple[int, str, str]:
        done = CliRunner().invoke(main, ["--json", "--case", str(folder), "user", *arguments], input=typed)
        return done.exit_code, done.stdout, done.stderr

    twice = f"{PASSWORD}\n{PASSWORD}\n"
    status, out, err = run("add", "anna", "--role", "admin", typed=twice)
    assert (status, out.count("otpauth://totp/")) == (0, 1)
    assert PASSWORD not in out + err
    assert run("add", "boris", "--role", "reader", typed=twice)[0] == 0
    assert run("role", "boris", "editor")[0] == 0
    status, out, _ = run("list")
    assert [line.split('"made_at"')[0] for line in out.splitlines()] == [
        '{"name":"anna","role":"admin","disabled":false,',
        '{"name":"boris","role":"editor","disabled":false,',
    ]
    assert "otpauth" not in out
    status, _, err = run("disable", "anna")
    assert (status, "last admin" in err, err.count("\n")) == (2, True, 1)
    assert run("disable", "boris")[0] == 0
    assert '"boris","role":"editor","disabled":true' in run("list")[1]
    assert run("add", "boris", "--role", "reader", typed=twice)[0] == 2
    assert run("role", "boris", "king")[0] == 2
    listed = CliRunner().invoke(main, ["--tables", "--case", str(folder), "user", "list"]).stdout
    assert "2 users" in listed


@pytest.mark.parametrize("package", ["argon2", "pyotp"])
def test_without_the_extra_one_sentence_says_what_to_install(
    accounts: Accounts, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    passwords._hasher.cache_clear()
    with pytest.raises(TeamError, match=r"pip install 'rashomon\[team\]'"):
        accounts.add("anna", "admin", PASSWORD, by="root")
    assert accounts.users() == ()

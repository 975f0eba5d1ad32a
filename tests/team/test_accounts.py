"""Accounts: made once, listed, given roles, disabled; the last admin stays; all of it is on record."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rashomon.team import ROLES, Accounts, TeamError, allows, open_accounts
from tests.team.clock import PASSWORD, Clock, code


def test_roles_include_one_another() -> None:
    assert [[allows(has, needed) for needed in ROLES] for has in ROLES] == [
        [True, False, False, False],
        [True, True, False, False],
        [True, True, True, False],
        [True, True, True, True],
    ]


def test_accounts_are_kept(accounts: Accounts, folder: Path) -> None:
    made = accounts.add(" Anna ", "admin", PASSWORD, by="root")
    assert (made.user.name, made.user.role, made.user.disabled) == ("anna", "admin", False)
    assert made.otpauth.startswith("otpauth://totp/rashomon%20idlib:anna?secret=")
    accounts.add("boris", "reader", PASSWORD, by="anna")
    with open_accounts(folder) as again:
        assert [user.name for user in again.users()] == ["anna", "boris"]


@pytest.mark.parametrize("name", ["", "two words", "a/b", "é", "x" * 65, "-x", "a\x00", "\ud800"])
def test_what_cannot_be_a_name(accounts: Accounts, name: str) -> None:
    with pytest.raises(TeamError, match="letters a to z"):
        accounts.add(name, "reader", PASSWORD, by="root")
    assert accounts.users() == ()


def test_what_is_refused(accounts: Accounts) -> None:
    accounts.add("anna", "admin", PASSWORD, by="root")
    for arguments, why in {
        ("anna", "reader", PASSWORD): "already",
        ("boris", "king", PASSWORD): "no role",
        ("boris", "reader", "short"): "12 to 1024",
        ("boris", "reader", "x" * 1025): "12 to 1024",
    }.items():
        with pytest.raises(TeamError, match=why):
            accounts.add(*arguments, by="root")
    with pytest.raises(TeamError, match="no user boris"):
        accounts.disable("boris", by="root")
    assert [act.what for act in accounts.acts()] == ["added"]


def test_the_last_admin_stays(accounts: Accounts) -> None:
    accounts.add("anna", "admin", PASSWORD, by="root")
    accounts.add("boris", "editor", PASSWORD, by="anna")
    for change in (lambda: accounts.disable("anna", by="boris"), lambda: accounts.set_role("anna", "reader", by="boris")):
        with pytest.raises(TeamError, match="last admin"):
            change()
    assert accounts.set_role("boris", "admin", by="anna").role == "admin"
    assert accounts.disable("anna", by="boris").disabled
    with pytest.raises(TeamError, match="last admin"):
        accounts.set_role("boris", "editor", by="boris")


def test_two_admins_cannot_remove_one_another_at_once(accounts: Accounts, folder: Path) -> None:
    accounts.add("anna", "admin", PASSWORD, by="root")
    accounts.add("boris", "admin", PASSWORD, by="root")
    start = threading.Barrier(2)

    def remove(name: str) -> str:
        with open_accounts(folder) as mine:
            start.wait()
            try:
                mine.disable(name, by="somebody")
            except TeamError as error:
                return str(error)
            return ""

    with ThreadPoolExecutor(2) as pool:
        done, refused = sorted(pool.map(remove, ["anna", "boris"]))
    assert (done, "last admin" in refused) == ("", True)
    assert sum(not user.disabled for user in accounts.users()) == 1


def test_the_record(accounts: Accounts, clock: Clock) -> None:
    made = accounts.add("anna", "admin", PASSWORD, by="root")
    accounts.add("boris", "reader", PASSWORD, by="anna")
    accounts.set_role("boris", "editor", by="anna")
    accounts.set_role("boris", "editor", by="anna")  # changes nothing
    accounts.disable("boris", by="anna")
    accounts.disable("boris", by="anna")
    clock.at += 60
    accounts.sign_out(accounts.sign_in("anna", PASSWORD, code(made, clock.at)))
    told = [(act.seq, act.at - clock.at, act.by, act.what, act.user, act.note) for act in accounts.acts()]
    assert told == [
        (1, -60, "root", "added", "anna", "admin"),
        (2, -60, "anna", "added", "boris", "reader"),
        (3, -60, "anna", "role", "boris", "reader to editor"),
        (4, -60, "anna", "disabled", "boris", ""),
        (5, 0, "anna", "signed in", "anna", ""),
        (6, 0, "anna", "signed out", "anna", ""),
    ]

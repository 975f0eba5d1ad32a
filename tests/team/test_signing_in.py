"""Signing in: password and code, each code once, delays that grow, sessions that end."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from rashomon.case import open_case
from rashomon.team import Accounts, Made, RefusedError, TeamError, WaitError, open_accounts
from rashomon.team.accounts import LONGEST_WAIT, SESSION_SECONDS, delay
from tests.team.clock import PASSWORD, Clock, code


@pytest.fixture
def anna(accounts: Accounts) -> Made:
    return accounts.add("anna", "editor", PASSWORD, by="root")


def test_a_session_has_the_role_of_the_moment(accounts: Accounts, anna: Made, clock: Clock) -> None:
    token = accounts.sign_in("Anna", PASSWORD, code(anna, clock.at))
    found = accounts.who(token)
    assert found is not None
    assert (found.name, found.role) == ("anna", "editor")
    accounts.set_role("anna", "reader", by="root")
    found = accounts.who(token)
    assert found is not None
    assert found.role == "reader"
    assert accounts.who(token + "x") is None
    clock.at += SESSION_SECONDS
    assert accounts.who(token) is None


def test_signing_out_and_disabling_end_sessions(accounts: Accounts, anna: Made, clock: Clock) -> None:
    first = accounts.sign_in("anna", PASSWORD, code(anna, clock.at))
    clock.at += 30
    second = accounts.sign_in("anna", PASSWORD, code(anna, clock.at))
    accounts.sign_out(first)
    assert accounts.who(first) is None
    assert accounts.who(second) is not None
    accounts.disable("anna", by="root")
    assert accounts.who(second) is None
    clock.at += 30
    with pytest.raises(RefusedError):
        accounts.sign_in("anna", PASSWORD, code(anna, clock.at))


def test_same_letters_typed_otherwise_are_the_same_password(accounts: Accounts, clock: Clock) -> None:
    made = accounts.add("chen", "reader", "caf\u00e9 au lait \ufb01n", by="root")
    assert accounts.sign_in("chen", "cafe\u0301 au lait fin", code(made, clock.at))


def test_every_refusal_is_the_same_sentence(accounts: Accounts, anna: Made, clock: Clock) -> None:
    right = code(anna, clock.at)
    wrong = f"{(int(right) + 1) % 10**6:06}"
    told = set()
    for name, password, given in (
        ("anna", "not the password", right),
        ("anna", PASSWORD, wrong),
        ("boris", PASSWORD, right),
        ("\ud800\x00", PASSWORD, "\ud800"),
        ("chen", "x" * 5000, "٣٣٣٣٣٣"),
    ):
        with pytest.raises(RefusedError) as refused:
            accounts.sign_in(name, password, given)
        told.add(str(refused.value))
    assert len(told) == 1


def test_a_code_works_once_and_older_ones_no_more(accounts: Accounts, anna: Made, clock: Clock) -> None:
    accounts.sign_in("anna", PASSWORD, code(anna, clock.at + 30))  # a phone that is ahead
    for at in (clock.at + 30, clock.at):
        with pytest.raises(RefusedError):
            accounts.sign_in("anna", PASSWORD, code(anna, at))
    clock.at += 60
    assert accounts.sign_in("anna", PASSWORD, f" {code(anna, clock.at)[:3]} {code(anna, clock.at)[3:]}")


def test_a_code_sent_twice_at_once_works_once(accounts: Accounts, anna: Made, clock: Clock, folder: Path) -> None:
    """Past the count of attempts, which lets one through at a time: the statement that takes the code itself."""
    from rashomon.team import sql

    [(kept, _)] = accounts._rows(sql.SECRETS, name="anna")
    start = threading.Barrier(4)

    def take(_: int) -> int:
        with open_accounts(folder, clock) as mine:
            start.wait()
            return len(mine._rows(sql.USE_CODE, name="anna", step=clock.at // 30, password=kept))

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(take, range(4))) == [0, 0, 0, 1]


def test_guesses_side_by_side_share_no_delay(accounts: Accounts, anna: Made, clock: Clock, folder: Path) -> None:
    start = threading.Barrier(4)

    def guess(_: int) -> str:
        with open_accounts(folder, clock) as mine:
            start.wait()
            try:
                mine.sign_in("anna", "not the password", "000000")
            except TeamError as error:
                return type(error).__name__
        return "in"

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(guess, range(4)))
    assert set(found) <= {"RefusedError", "WaitError"}
    assert 1 <= found.count("RefusedError") <= 3


@pytest.mark.parametrize("name", ["anna", "nobody"])
def test_the_delay_grows_whether_or_not_the_name_exists(accounts: Accounts, anna: Made, clock: Clock, name: str) -> None:
    for _ in range(2):
        with pytest.raises(RefusedError):
            accounts.sign_in(name, "not the password", "000000")
    for seconds in (1, 2, 4):
        with pytest.raises(RefusedError):
            accounts.sign_in(name, "not the password", "000000")
        with pytest.raises(WaitError) as told:
            accounts.sign_in(name, PASSWORD, code(anna, clock.at))
        assert told.value.seconds == seconds
        clock.at += seconds


def test_success_clears_the_count_and_says_so(accounts: Accounts, anna: Made, clock: Clock) -> None:
    for _ in range(2):
        with pytest.raises(RefusedError):
            accounts.sign_in("anna", "not the password", "000000")
    accounts.sign_in("anna", PASSWORD, code(anna, clock.at))
    assert accounts.acts()[-1].note == "after 2 refused attempts"
    clock.at += 30
    accounts.sign_in("anna", PASSWORD, code(anna, clock.at))
    assert accounts.acts()[-1].note == ""


def test_delays_are_bounded() -> None:
    found = [delay(n) for n in range(40)]
    assert found == sorted(found)
    assert (found[2], found[3], found[4], found[-1]) == (0, 1, 2, LONGEST_WAIT)


def test_a_weaker_hash_is_made_anew(accounts: Accounts, anna: Made, clock: Clock) -> None:
    from rashomon.team import sql

    weak = PasswordHasher(time_cost=1, memory_cost=1024).hash(PASSWORD)
    [(kept, _)] = accounts._rows(sql.SECRETS, name="anna")
    accounts._run(sql.REHASH, name="anna", old=kept, new=weak)
    accounts.sign_in("anna", PASSWORD, code(anna, clock.at))
    [(kept, _)] = accounts._rows(sql.SECRETS, name="anna")
    assert kept != weak
    clock.at += 30
    assert accounts.sign_in("anna", PASSWORD, code(anna, clock.at))


def test_signing_in_never_waits_for_the_ledger(accounts: Accounts, anna: Made, clock: Clock, folder: Path) -> None:
    with open_case(folder) as case, case.ledger._store.pen(1), case.ledger._store.transaction():
        assert accounts.sign_in("anna", PASSWORD, code(anna, clock.at))


def test_neither_password_nor_token_is_kept(accounts: Accounts, anna: Made, clock: Clock) -> None:
    token = accounts.sign_in("anna", PASSWORD, code(anna, clock.at))
    tables = ("team_users", "team_sessions", "team_attempts", "team_audit", "team_meta")
    kept = repr([accounts._rows(f"SELECT * FROM {table}") for table in tables])
    assert "anna" in kept
    assert token not in kept
    assert PASSWORD not in kept

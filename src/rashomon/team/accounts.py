"""Accounts: made, listed, given roles, disabled, signed in."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rashomon.ledger import LedgerError
from rashomon.ledger.store import Store
from rashomon.team import codes, passwords, sql
from rashomon.team.errors import RefusedError, TeamError, WaitError
from rashomon.team.roles import role as role_named
from rashomon.team.users import Act, Made, User, is_name, known_as

SESSION_SECONDS = 12 * 3600
"""How long a session lasts: a working day."""

FREE_FAILURES = 3
"""Wrong attempts after which the next must wait; the wait doubles with each more."""

LONGEST_WAIT = 900
"""Seconds; bounded, since anybody can make a name wait by guessing at it."""

FORGET_SECONDS = 24 * 3600
"""After so long without an attempt a name begins anew."""


class Accounts:
    """The accounts of one case. Made by `open_accounts`; close it when done."""

    def __init__(self, store: Store, case: str, clock: Callable[[], int]) -> None:
        self._store, self._case, self._clock = store, case, clock

    def __enter__(self) -> Accounts:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the connection back."""
        self._store.close()

    def add(self, name: str, role: str, password: str, by: str) -> Made:
        """A new account. Raises TeamError where the name is taken or not allowed, or the password too short."""
        name, role, key = known_as(name), role_named(role), codes.secret()
        kept = passwords.hashed(password)
        with self._turn() as at:
            if not self._rows(sql.PUT_USER, name=name, role=role, password=kept, secret=key, at=at):
                raise TeamError(f"there is a user {name} already; names are never given twice")
            self._note(at, by, "added", name, role)
        return Made(self.user(name), codes.address(key, name, self._case))

    def users(self) -> tuple[User, ...]:
        """All accounts, also disabled ones, by name."""
        return tuple(map(_user, self._rows(sql.USERS)))

    def user(self, name: str) -> User:
        """The account of that name. Raises TeamError where there is none."""
        for row in self._rows(sql.GET_USER, name=known_as(name)):
            return _user(row)
        raise TeamError(f"there is no user {known_as(name)}")

    def set_role(self, name: str, role: str, by: str) -> User:
        """Give another role, from the next request on. Raises TeamError where that would leave no admin."""
        role = role_named(role)
        with self._turn() as at:
            before = self.user(name)
            if role != "admin":
                self._not_last(before)
            if role != before.role:
                self._run(sql.SET_ROLE, name=before.name, role=role)
                self._note(at, by, "role", before.name, f"{before.role} to {role}")
        return self.user(name)

    def disable(self, name: str, by: str) -> User:
        """Close an account and end its sessions. Raises TeamError where that would leave no admin."""
        with self._turn() as at:
            before = self.user(name)
            self._not_last(before)
            if not before.disabled:
                self._run(sql.DISABLE, name=before.name)
                self._run(sql.END_SESSIONS, name=before.name)
                self._note(at, by, "disabled", before.name)
        return self.user(name)

    def sign_in(self, name: str, password: str, code: str) -> str:
        """A session's token, which is kept nowhere. Raises RefusedError or WaitError, alike for names that there are not."""
        name, at = name.strip().lower(), self._clock()
        who = _digest(name)
        nobodys = passwords.nobodys()
        refused = self._count(who, at)
        kept, key = next(iter(self._rows(sql.SECRETS, name=name if is_name(name) else "")), (None, None))
        right = passwords.fits(password, kept or nobodys)
        step = codes.step_of(code, key or codes.secret(), at)
        if kept is None or not right or step is None:
            raise RefusedError
        token = secrets.token_urlsafe(32)
        with self._turn():
            if not self._rows(sql.USE_CODE, name=name, step=step, password=kept):
                raise RefusedError
            self._run(sql.CLEAR_ATTEMPTS, who=who)
            self._run(sql.FORGET_SESSIONS, at=at)
            self._run(sql.PUT_SESSION, token=_digest(token), name=name, at=at, until=at + SESSION_SECONDS)
            self._note(at, name, "signed in", name, f"after {refused} refused attempts" if refused else "")
        if passwords.outdated(kept):
            self._run(sql.REHASH, name=name, old=kept, new=passwords.hashed(password))
        return token

    def who(self, token: str) -> User | None:
        """Whose session this is, with the role of this moment; None where it has ended."""
        return next(map(_user, self._rows(sql.WHO, token=_digest(token), at=self._clock())), None)

    def sign_out(self, token: str) -> None:
        """End the session, if it has not ended."""
        with self._turn() as at:
            for (name,) in self._rows(sql.END_SESSION, token=_digest(token)):
                self._note(at, name, "signed out", name)

    def acts(self) -> tuple[Act, ...]:
        """What was done with accounts, oldest first."""
        return tuple(Act(*row) for row in self._rows(sql.ACTS))

    def _count(self, who: str, at: int) -> int:
        """Count an attempt as failed until it has succeeded; how many failed before it. Raises WaitError."""
        self._run(sql.FORGET_ATTEMPTS, before=at - FORGET_SECONDS)
        self._run(sql.BEGIN_ATTEMPTS, who=who, at=at)
        failures, not_before = next(iter(self._rows(sql.ATTEMPTS, who=who)), (0, at))
        if not_before > at:
            raise WaitError(not_before - at)
        if not self._rows(sql.COUNT_ATTEMPT, who=who, seen=failures, at=at, then=at + delay(failures + 1)):
            raise WaitError(1)  # another attempt at the same name is under way
        return int(failures)

    def _not_last(self, user: User) -> None:
        if user.role == "admin" and not user.disabled and not self._rows(sql.OTHER_ADMINS, name=user.name)[0][0]:
            raise TeamError(f"{user.name} is the last admin: make another user one first")

    def _note(self, at: int, by: str, what: str, name: str, note: str = "") -> None:
        self._run(sql.PUT_ACT, at=at, by=by, what=what, name=name, note=note)

    @contextmanager
    def _turn(self) -> Iterator[int]:
        """All or nothing, and one at a time; the moment of it."""
        with told(), self._store.transaction():
            self._store.run(sql.TURN)
            yield self._clock()

    def _rows(self, text: str, **values: object) -> list[tuple[Any, ...]]:
        with told():
            return self._store.rows(text, **values)

    def _run(self, text: str, **values: object) -> None:
        with told():
            self._store.run(text, **values)


@contextmanager
def told() -> Iterator[None]:
    """The stores' errors, told of accounts."""
    try:
        yield
    except LedgerError as error:
        raise TeamError(str(error).replace("the ledger", "the accounts' database").replace("a ledger", "one")) from None


def delay(failures: int) -> int:
    """Seconds to wait after so many wrong attempts in a row."""
    return 0 if failures < FREE_FAILURES else min(2 ** min(failures - FREE_FAILURES, 30), LONGEST_WAIT)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _user(row: tuple[Any, ...]) -> User:
    name, role, disabled, made_at = row
    return User(name, role, bool(disabled), made_at)

"""What can go wrong with accounts.

TeamError                the one to catch: one clear sentence
├── RefusedError         the name, the password or the code is wrong; never says which
└── WaitError            too many were wrong: not before so many seconds
"""

from __future__ import annotations

from rashomon.case import RashomonError


class TeamError(RashomonError):
    """An account cannot be made, changed or used. Nothing of the step at hand was kept."""


class RefusedError(TeamError):
    """Signing in was refused. The sentence is the same whatever was wrong, and whether or not there is such a user."""

    def __init__(self) -> None:
        super().__init__("the name, the password or the code is wrong, or the code was used already")


class WaitError(TeamError):
    """Signing in is closed for this name for `seconds`, whoever asks."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"too many attempts for this name: try again in {seconds} seconds")

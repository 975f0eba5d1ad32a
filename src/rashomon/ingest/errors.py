"""What can go wrong while a report is taken in.

    IngestError             this one document cannot be taken in; the rest of the batch goes on

Its text is one clear sentence that names the file, the place in it and what to do.
"""

from __future__ import annotations

from rashomon.model import Failure


class IngestError(ValueError):
    """This document cannot be taken in. `about` is the file (with `:line` in a file of many), the text says why."""

    def __init__(self, about: str, reason: str) -> None:
        super().__init__(f"{about}: {reason}")
        self.about = about
        self.reason = reason

    def __reduce__(self) -> tuple[type[IngestError], tuple[str, str]]:
        """Both arguments, so that the error survives the way back from another process."""
        return type(self), (self.about, self.reason)


def failure(about: str, reason: str) -> Failure:
    """The same as a line of the ledger."""
    return Failure(about=about, stage="add", reason=f"{about}: {reason}")

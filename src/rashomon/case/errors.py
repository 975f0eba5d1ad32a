"""What can go wrong with a case as a whole. A single document that fails is a `Failure` value, never an exception.

RashomonError
├── CaseError      the folder is no case, exists already, or its settings are wrong
├── ReviewError    a verdict that cannot be recorded: not sayable of that thing, or a correction that cannot be right
└── UnknownNameError    no incident, claim or document of that name
"""

from __future__ import annotations


class RashomonError(Exception):
    """One clear sentence that names the file, the place and what to do."""


class CaseError(RashomonError):
    """The case folder or its settings cannot be used."""


class ReviewError(RashomonError):
    """A verdict cannot be recorded as it is written. Nothing was recorded."""


class UnknownNameError(RashomonError):
    """Nothing in the case has this name."""

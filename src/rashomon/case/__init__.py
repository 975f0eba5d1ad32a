"""One investigation: config, flow, crew. The only place where the rooms meet."""

from rashomon.case.assessing import Assessed, Signed, Teller
from rashomon.case.case import LEDGER, SAMPLE, Case, new, now, open_case
from rashomon.case.errors import CaseError, RashomonError, ReviewError, UnknownNameError
from rashomon.case.flow import Report
from rashomon.case.review import Review
from rashomon.case.rows import Rows
from rashomon.case.view import View
from rashomon.reconcile import (
    Changed,
    Given,
    Interest,
    Later,
    Mark,
    Number,
    Record,
    Repeated,
    Stake,
    Staked,
    Suggestion,
    Under,
    Worded,
)

__all__ = [
    "LEDGER",
    "SAMPLE",
    "Assessed",
    "Case",
    "CaseError",
    "Changed",
    "Given",
    "Interest",
    "Later",
    "Mark",
    "Number",
    "RashomonError",
    "Record",
    "Repeated",
    "Report",
    "Review",
    "ReviewError",
    "Rows",
    "Signed",
    "Stake",
    "Staked",
    "Suggestion",
    "Teller",
    "Under",
    "UnknownNameError",
    "View",
    "Worded",
    "new",
    "now",
    "open_case",
]

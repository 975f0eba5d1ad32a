"""One investigation: config, flow, crew. The only place where the rooms meet."""

from rashomon.case.case import LEDGER, SAMPLE, Case, new, now, open_case
from rashomon.case.errors import CaseError, RashomonError, ReviewError, UnknownNameError
from rashomon.case.flow import Report
from rashomon.case.review import Review
from rashomon.case.rows import Rows
from rashomon.case.view import View
from rashomon.reconcile import Given, Mark, Number, Under

__all__ = [
    "LEDGER",
    "SAMPLE",
    "Case",
    "CaseError",
    "Given",
    "Mark",
    "Number",
    "RashomonError",
    "Report",
    "Review",
    "ReviewError",
    "Rows",
    "Under",
    "UnknownNameError",
    "View",
    "new",
    "now",
    "open_case",
]

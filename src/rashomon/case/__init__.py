"""One investigation: config, flow, crew. The only place where the rooms meet."""

from rashomon.case.case import LEDGER, SAMPLE, Case, new, now, open_case
from rashomon.case.errors import CaseError, RashomonError, ReviewError, UnknownNameError
from rashomon.case.flow import Report
from rashomon.case.review import Review
from rashomon.case.rows import Rows
from rashomon.case.view import View
from rashomon.reconcile import Changed, Given, Later, Mark, Number, Record, Repeated, Under, Worded

__all__ = [
    "LEDGER",
    "SAMPLE",
    "Case",
    "CaseError",
    "Changed",
    "Given",
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
    "Under",
    "UnknownNameError",
    "View",
    "Worded",
    "new",
    "now",
    "open_case",
]

"""Claims to incidents: who tells the same happening, what is contested, who merely repeats, and how it moved.

`pair` compares, `incidents` folds, `explain` says why and `between` what changed; all are pure, and the order and repetition of
what they are given change nothing.
"""

from rashomon.reconcile.assess import Suggestion, credibility, of_claim, overall, reliability
from rashomon.reconcile.behind import accounts
from rashomon.reconcile.between import Change, between
from rashomon.reconcile.deciding import Deciding, clustered, deciding
from rashomon.reconcile.incidents import incidents
from rashomon.reconcile.interest import Interest, Stake, interests, stakes
from rashomon.reconcile.lineage import Origin, lineage
from rashomon.reconcile.pairing import method, pair
from rashomon.reconcile.policies import RULES, Given, Mark, Number, Under, under
from rashomon.reconcile.record import Changed, Later, Record, Repeated, Staked, Worded, records
from rashomon.reconcile.why import Explanation, explain

__all__ = [
    "RULES",
    "Change",
    "Changed",
    "Deciding",
    "Explanation",
    "Given",
    "Interest",
    "Later",
    "Mark",
    "Number",
    "Origin",
    "Record",
    "Repeated",
    "Stake",
    "Staked",
    "Suggestion",
    "Under",
    "Worded",
    "accounts",
    "between",
    "clustered",
    "credibility",
    "deciding",
    "explain",
    "incidents",
    "interests",
    "lineage",
    "method",
    "of_claim",
    "overall",
    "pair",
    "records",
    "reliability",
    "stakes",
    "under",
]

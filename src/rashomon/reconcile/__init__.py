"""Claims to incidents: who tells the same happening, what is contested, who merely repeats, and how it moved.

`pair` compares and `incidents` folds; both are pure, and the order and repetition of what they are given change nothing.
"""

from rashomon.reconcile.incidents import incidents
from rashomon.reconcile.pairing import method, pair

__all__ = ["incidents", "method", "pair"]

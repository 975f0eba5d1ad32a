"""The ledger: append, settle, as-of, verify. Append-only, content-addressed, one writer."""

from rashomon.ledger.errors import LedgerBusyError, LedgerError
from rashomon.ledger.ledger import Ledger
from rashomon.ledger.moment import moment
from rashomon.ledger.settle import seen_digest, settle

__all__ = ["Ledger", "LedgerBusyError", "LedgerError", "moment", "seen_digest", "settle"]

"""What can go wrong with a ledger.

LedgerError              the one to catch: one clear sentence, with the file and what to do
└── LedgerBusyError      another process is writing; trying again later helps
"""

from __future__ import annotations


class LedgerError(Exception):
    """A ledger cannot be opened, read or written. Nothing of the step at hand was recorded."""


class LedgerBusyError(LedgerError):
    """Another process holds the ledger's one pen."""

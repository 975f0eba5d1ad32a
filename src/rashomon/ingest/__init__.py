"""Bytes to documents: what is added, decoded, dated, and divided into passages with roles.

`discover` finds the items under paths, `parse` makes a capture and a document of each. Nothing of an article is executed
or fetched; no network, no clock.
"""

from rashomon.ingest.discover import discover
from rashomon.ingest.errors import IngestError
from rashomon.ingest.item import MAX_BYTES, Item, PassedOver
from rashomon.ingest.language import is_read
from rashomon.ingest.parse import parse

__all__ = ["MAX_BYTES", "IngestError", "Item", "PassedOver", "discover", "is_read", "parse"]

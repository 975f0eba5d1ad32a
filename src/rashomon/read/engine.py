"""What an engine is: a method with a name that turns a document into a reading."""

from __future__ import annotations

from typing import Protocol

from rashomon.model import Document, Method, Reading


class Engine(Protocol):
    """Reads documents. The reading tells what was said as it was said; linking it to the known is another room's."""

    @property
    def method(self) -> Method:
        """Name, version and digest of everything that the result depends on."""
        ...

    def read(self, document: Document) -> Reading:
        """All claims and mentions of a document, possibly none."""
        ...

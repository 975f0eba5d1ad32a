"""Where things stand: the addresses of pages, without the query that a link carries besides."""

from __future__ import annotations

from urllib.parse import quote

from rashomon.desk.scenes import document_id


def incident(name: str) -> str:
    """An incident's page, by its name or the key of one of its claims."""
    return f"/incidents/{quote(name, safe='')}"


def document(address: str, claim: str | None = None) -> str:
    """A document's page; the place where a claim stands in it."""
    return f"/documents/{document_id(address)}" + (f"#c-{claim}" if claim else "")


def api(path: str) -> str:
    """The address of the same data as JSON."""
    return f"/api/v1{path}"

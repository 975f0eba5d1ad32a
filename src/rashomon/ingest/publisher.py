"""Who publishes: the stated name, or the host, looked up among the known sources."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from rashomon.model import Source, digest, normalised
from rashomon.vocabulary import Vocabulary

UNKNOWN = Source(id="unknown", name="unknown", kind="anonymous")


def source_of(vocabulary: Vocabulary, publisher: str | None, url: str | None, site_name: str | None = None) -> Source:
    """The publisher as a Source. What is stated counts first, then the host of the stated address, last what the page
    calls itself (any page can call itself anything, so that never outranks the address).
    """
    names, hosts = _index(vocabulary)
    host = host_of(url)
    key = names.get(normalised(publisher)) or hosts.get(_bare(publisher)) if publisher else _known_host(hosts, host)
    if key is None and not publisher and not host and site_name:
        key = names.get(normalised(site_name))
    if key:
        known = vocabulary.sources[key]
        return Source(id=key, name=known.name, kind=known.kind, owner=known.owner, party=known.party, url=url)
    name = publisher or host or site_name
    return Source(id=slug(name), name=name, url=url) if name else UNKNOWN


def slug(name: str) -> str:
    """An id out of a name: its letters and digits, folded; a digest where it has none."""
    return normalised(name).replace(" ", "-") or digest(name, 12)


def host_of(url: str | None) -> str | None:
    """The host of an http address without "www.", or None."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return re.sub(r"^www\d?\.", "", host) if host else None


def _bare(publisher: str) -> str:
    return re.sub(r"^www\d?\.", "", publisher.strip().lower())


def _known_host(hosts: dict[str, str], host: str | None) -> str | None:
    """The source of a host or of the domain above it ("en.example.org" is example.org's)."""
    while host and "." in host:
        if host in hosts:
            return hosts[host]
        host = host.partition(".")[2]
    return None


@lru_cache(maxsize=4)
def _indexed(sources: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...]) -> tuple[dict[str, str], dict[str, str]]:
    names: dict[str, str] = {}
    hosts: dict[str, str] = {}
    for key, name, aliases, places in sources:
        for alias in (name, key, *aliases):
            names.setdefault(normalised(alias), key)
        for place in places:
            hosts.setdefault(_bare(place), key)
    return names, hosts


def _index(vocabulary: Vocabulary) -> tuple[dict[str, str], dict[str, str]]:
    """Folded names and hosts to the ids of known sources."""
    return _indexed(tuple((key, known.name, known.names, known.hosts) for key, known in vocabulary.sources.items()))

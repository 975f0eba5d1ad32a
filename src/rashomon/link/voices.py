"""Who speaks: speakers to parties or known publishers, and the publisher's own voice, which is no speaker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, structs

from rashomon.link.matcher import Matcher
from rashomon.link.spelling import plain
from rashomon.link.words import Word, words
from rashomon.model import Document, Speaker
from rashomon.vocabulary import KnownSource

OFFICIAL = "state organ"
"""Kind of a publisher that speaks for its state in everything that it publishes."""


class Known(Struct, frozen=True):
    """A publisher that the vocabulary knows."""

    id: str
    name: str
    party: str | None


class Voices:
    """The publishers of a vocabulary under all their names."""

    def __init__(self, sources: Mapping[str, KnownSource]) -> None:
        self._known = dict(_names(sources))

    def known(self, speaker: Speaker) -> Known | None:
        """The publisher that a speaker is, by its full name or as said."""
        return self._known.get(plain(speaker.name)) or self._known.get(plain(speaker.text))

    def linked(self, speaker: Speaker) -> Speaker:
        """The speaker as a known publisher, under its canonical name; as it was where it is none."""
        known = self.known(speaker)
        return structs.replace(speaker, name=known.name, actor=known.id, party=known.party) if known else speaker


def _names(sources: Mapping[str, KnownSource]) -> Iterator[tuple[str, Known]]:
    for key, source in sources.items():
        for name in (source.name, *source.names):
            yield plain(name), Known(key, source.name, source.party)


def is_publisher(speaker: Speaker, document: Document, matcher: Matcher) -> bool:
    """Whether a speaker is the publisher itself, so that it says so in its own voice: on a page of an organ of a state "the
    United States condemns" and "the Department said" are the organ's words. A named official of the state is a speaker of
    his own, and so is an agency that a newspaper of the same owner quotes.
    """
    source = document.source
    if source.kind != OFFICIAL:
        return False
    if plain(speaker.name) == plain(source.name) or plain(speaker.text) == plain(source.name):
        return True
    row = words(speaker.text)
    return any(
        hit.form == "name" and hit.ids == (source.party,) and hit.last == len(row) and _bare(row[: hit.first])
        for hit in matcher.hits(row)
    )


def _bare(before: Sequence[Word]) -> bool:
    """Whether nothing but an article stands before a name: "the United States", not "Senator Smith of the United States"."""
    return all(word.key == "the" for word in before)

"""Short names that a document gives to those whom it has named in full."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rashomon.link.actors import Actors
from rashomon.link.setting import Setting
from rashomon.link.words import Word, words


def aliases(phrases: Iterable[str], actors: Actors, setting: Setting) -> dict[str, str]:
    """Last words that a document uses alone after it has given the full name: surnames of those with a party ("Defense
    Secretary Ash Carter") and of organisations ("the Observatory").
    """
    found = {
        setting.row[hit.last - 1].key: hit.ids[0]
        for hit in setting.hits
        if (hit.form == "person" or (hit.form == "name" and setting.kind(hit.ids[0]) == "organisation"))
        and hit.last - hit.first > 1
        and len(hit.ids) == 1
    }
    for phrase in phrases:
        row = words(phrase)
        links = actors.resolve(phrase, 0, setting)
        name = row[-1] if len(row) > 2 else None
        if name and name.capital and row[-2].capital and len(links) == 1 and not _names_party(row, actors):
            found.setdefault(name.key, links[0].id)
    return found


def _names_party(row: Sequence[Word], actors: Actors) -> bool:
    """Whether the last word is itself part of a party's name or a common noun, so that it is nobody's surname."""
    hits = actors.matcher.hits(row)
    return any(hit.last == len(row) and hit.form != "person" for hit in hits) or row[-1].key in actors.heads.by_phrase

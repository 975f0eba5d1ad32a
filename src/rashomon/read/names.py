"""Names of parties in a text: the vocabulary's names, adjectives, organs and leaders, found as runs of words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from msgspec import Struct
from spacy.tokens import Doc

from rashomon.vocabulary import Party

Form = str  # name | adjective | metonym | organ | person


class Named(Struct, frozen=True):
    """A party's name at token range [first, last]; `form` tells a name from an adjective ("Turkish") and a person."""

    first: int
    last: int
    party: str
    kind: str
    form: Form


def words_of(text: str) -> tuple[str, ...]:
    """A name as the index sees it: folded words, hyphens and apostrophes parted as the tokenizer parts them."""
    return tuple(w for w in text.casefold().replace("-", " ").replace("’", "'").replace("'", " '").split() if w != "'")


class PartyNames:
    """Index from the first word of each name to all names that begin with it, longest first."""

    def __init__(self, parties: Mapping[str, Party]) -> None:
        self.index: dict[str, list[tuple[tuple[str, ...], str, str, Form]]] = defaultdict(list)
        for id_, party in parties.items():
            for form, names in (
                ("name", (party.name, *party.names)),
                ("adjective", party.adjectives),
                ("metonym", party.metonyms),
                ("organ", party.organs),
                ("person", party.people),
            ):
                for name in names:
                    words = words_of(name)
                    if words and (len(name) > 2 or name.isupper()):
                        self.index[words[0]].append((words, id_, party.kind, form))
        for entries in self.index.values():
            entries.sort(key=lambda e: -len(e[0]))
        spelled = (
            w
            for p in parties.values()
            for n in (p.name, *p.names, *p.adjectives, *p.people)
            for w in re.findall(r"[^\W\d_]+", n)
        )
        self.spelled = {word.casefold(): word for word in spelled if word[0].isupper()}

    def find(self, doc: Doc) -> Iterator[Named]:
        """All names of a text, longest first at each place, none inside another."""
        i = 0
        while i < len(doc):
            found = self._at(doc, i)
            if found is None:
                i += 1
            else:
                yield found
                i = found.last + 1

    def _at(self, doc: Doc, i: int) -> Named | None:
        if not doc[i].text[:1].isupper():
            return None
        for words, id_, kind, form in self.index.get(doc[i].lower_, ()):
            at = i
            for n, word in enumerate(words):
                while n and at < len(doc) and doc[at].text == "-":
                    at += 1
                if at >= len(doc) or doc[at].lower_ not in (word, word + "s"):
                    break
                at += 1
            else:
                return Named(i, at - 1, id_, kind, form)
        return None

"""Words of saying: what each lends to what is said, and where that stands."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from msgspec import Struct

from rashomon.model.claim import Certainty, Stance

Takes = Literal["clause", "quote", "to", "hearer", "aside", "object", "about", "gerund"]
SayingKind = Literal["say", "claim", "deny", "accuse", "demand", "intend", "predict", "question", "doubt", "order", "announce"]


SourceSort = Literal["person", "body", "paper", "people"]


class SayingGroup(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that lend the same to their content.

    `takes` says where the content stands, `prepositions` after which it may stand for `about`; `but_not` are objects with
    which the verb says nothing; `voiced` is false for minds and wills, which make no speaker; `of` limits the group to
    sources that can speak or be read, or to papers alone. In `example` the content stands in square brackets.
    """

    words: tuple[str, ...]
    takes: tuple[Takes, ...]
    example: str
    kind: SayingKind = "say"
    stance: Stance = "assert"
    certainty: Certainty = "certain"
    prepositions: tuple[str, ...] = ()
    but_not: tuple[str, ...] = ()
    voiced: bool = True
    of: Literal["anyone", "speaker", "paper"] = "anyone"


class SayingWords(Struct, frozen=True, forbid_unknown_fields=True, cache_hash=True, dict=True):
    """All words of saying of one language.

    `verbs`, `nouns`: lemmas in groups. `citing`: verbs whose object speaks. `phrases`: what stands before a source
    ("according to"). `people`, `bodies`, `papers`, `media`: nouns by what sort of source they are. `titles`: words before a
    name. `mute`: nouns that say nothing; `again`: those of any body. `women`, `men`: words that tell a person's
    gender. The others are explained in the file.
    """

    verbs: tuple[SayingGroup, ...] = ()
    nouns: tuple[SayingGroup, ...] = ()
    citing: frozenset[str] = frozenset()
    phrases: tuple[str, ...] = ()
    people: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    papers: frozenset[str] = frozenset()
    media: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    women: frozenset[str] = frozenset()
    men: frozenset[str] = frozenset()
    going_on: frozenset[str] = frozenset()
    giving: frozenset[str] = frozenset()
    bringing: frozenset[str] = frozenset()
    talks: frozenset[str] = frozenset()
    unsaid: frozenset[str] = frozenset()
    selves: frozenset[str] = frozenset()
    nobody: frozenset[str] = frozenset()
    pronouns: tuple[tuple[str, tuple[SourceSort, ...]], ...] = ()
    articles: frozenset[str] = frozenset()
    mute: frozenset[str] = frozenset()
    again: frozenset[str] = frozenset()

    @cached_property
    def opposing(self) -> frozenset[str]:
        """Verbs whose subject speaks against what their object says: "rejected the claim", "called reports fake"."""
        groups = (g for g in self.verbs if g.kind in ("deny", "doubt") or ("call" in g.words and "object" in g.takes))
        return frozenset(w for g in groups for w in g.words if " " not in w)

    @cached_property
    def single_verbs(self) -> frozenset[str]:
        """Verbs of saying of one word."""
        return frozenset(w for g in self.verbs for w in g.words if " " not in w)

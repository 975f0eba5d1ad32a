"""Which kinds of happenings can be one happening told twice, and the words by which accounts refer to each other."""

from __future__ import annotations

from functools import cached_property, lru_cache

from msgspec import Struct

from rashomon.vocabulary.loader import packaged


class SameKinds(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """How kinds stand to each other when two accounts are compared; independent of any language.

    `groups`: kinds that may tell one happening, by the group's name; a kind may stand in several. `general`: kinds that
    leave open how it was done, so that they agree with every kind of their group and answer no question about the kind.
    `finer`: kinds that are a special case of another one (drone-strike of air-strike) and do not contradict it. `alike`:
    pairs that share their words. `apart`: pairs in one group that are never one happening. `about`: kinds that tell of
    words about some happening. `mutual`: kinds that do not say who was aimed at. `aftermath`: kinds that come after
    violence at the same place because of it. `recurring`: kinds that recur or go on for long.
    `counterparts`: pairs in which what one side does is what the other side does told from its end; it is asked of the first
    who did it. `one_sided`: kinds in which one side strikes and the other is struck, so that losses of two sides are two
    happenings. `harms`: measures of what a side loses. `growing`: measures whose
    counts rise while people are still being found. `judging`: kinds that say what a deed was worth and not how it was done.
    """

    groups: dict[str, tuple[str, ...]]
    general: tuple[str, ...]
    finer: dict[str, str]
    alike: tuple[tuple[str, str], ...]
    apart: tuple[tuple[str, str], ...]
    about: tuple[str, ...]
    mutual: tuple[str, ...]
    aftermath: tuple[str, ...]
    recurring: tuple[str, ...]
    counterparts: tuple[tuple[str, str], ...]
    one_sided: tuple[str, ...]
    harms: tuple[str, ...]
    growing: tuple[str, ...]
    judging: tuple[str, ...]

    @cached_property
    def groups_of(self) -> dict[str, frozenset[str]]:
        """The groups of each kind."""
        kinds = {kind for members in self.groups.values() for kind in members}
        return {kind: frozenset(name for name, members in self.groups.items() if kind in members) for kind in kinds}

    def close(self, x: str, y: str) -> bool:
        """Whether one kind is a special case of the other, or both share their words."""
        return self.finer.get(x) == y or self.finer.get(y) == x or (x, y) in self.alike or (y, x) in self.alike

    @cached_property
    def counterpart(self) -> frozenset[frozenset[str]]:
        """The pairs of `counterparts` without an order."""
        return frozenset(map(frozenset, self.counterparts))

    @cached_property
    def never(self) -> frozenset[frozenset[str]]:
        """The pairs of `apart` without an order."""
        return frozenset(map(frozenset, self.apart))


class ReferringWords(Struct, frozen=True, forbid_unknown_fields=True):
    """One language's words for comparing accounts, all in lower case.

    `subgroups`: people who are a part of those counted ("children"). `part_before`, `part_after`: words before and after a
    figure that make it a part of, or an addition to, a total ("including", "of them"). `earlier`: words before a value that
    was given up ("at first", "from"). `things`: what is counted, by a class whose members are compared with each other.
    `voices`: words that do not tell one voice from another ("spokesman", "the"). `ammunition`: words that say no more of a
    weapon than that it was one. `organs`: words for bodies of a state or a group. `retaliation`: words for an act in answer
    to another. `informing`: words of telling beforehand, for the question whether a side was notified. `uninformative`:
    words that accounts of different happenings share. `charges`: beginnings of words by which an accusation says
    that it is about a deed of violence, not about lies or support; `disclaims`: by which a denial says that it is about one's
    part in it. `revising`: words by which a sentence says that a figure replaces an earlier one; `withdrawing`: that a claim is
    taken back; `silently`: that its voice did not say so; `rising`: that
    a toll rose. `denying`: beginnings of words of saying by which a speaker denies. `correcting`: by which a
    report says that it corrects an earlier one of its publisher. `anybody`: what is counted where people of any side are.
    `itself`: words by which a publisher that is no organ speaks of itself or its text.
    `increments`: those of `part_before` and `part_after` that make it an addition.
    `lifeless`: things and animals, which no toll of people counts.
    `listing`: those of `part_after` behind which the parts of a figure are listed, too.
    """

    subgroups: tuple[str, ...]
    part_before: tuple[str, ...]
    part_after: tuple[str, ...]
    earlier: tuple[str, ...]
    things: dict[str, tuple[str, ...]]
    voices: tuple[str, ...]
    ammunition: tuple[str, ...]
    organs: tuple[str, ...]
    retaliation: tuple[str, ...]
    informing: tuple[str, ...]
    uninformative: tuple[str, ...]
    charges: tuple[str, ...]
    disclaims: tuple[str, ...]
    revising: tuple[str, ...]
    withdrawing: tuple[str, ...]
    silently: tuple[str, ...]
    rising: tuple[str, ...]
    denying: tuple[str, ...]
    correcting: tuple[str, ...]
    anybody: tuple[str, ...]
    listing: tuple[str, ...]
    increments: tuple[str, ...]
    lifeless: tuple[str, ...]
    itself: tuple[str, ...]


@lru_cache(maxsize=1)
def same_kinds() -> SameKinds:
    """The table that ships with the package."""
    return packaged("comparing", SameKinds)


@lru_cache(maxsize=4)
def referring_words(code: str = "en") -> ReferringWords:
    """The words of one language, by its ISO 639-1 code."""
    return packaged(f"languages/{code}/comparing", ReferringWords)

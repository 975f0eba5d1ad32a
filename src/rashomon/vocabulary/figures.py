"""Figures: which words make a number a number of killed, wounded, destroyed and so on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from msgspec import Struct


class FigureExample(Struct, frozen=True, forbid_unknown_fields=True):
    """`text` is one clause; `figures` are measure, low and high of what it counts ("killed 5 5", "killed 5 -" = open); `kind`
    the kind of happening it tells.
    """

    text: str
    kind: str = "attack"
    figures: tuple[str, ...] = ()


class MeasureWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one measure, all lemmas. `undergoers`: verbs whose object, or passive subject, is counted ("killed 5").
    `subjects`: verbs whose subject is counted ("5 died"). `states`: adjectives and participles said of those counted ("5
    dead", "33 KIA"). `losses`: nouns of which they are counted ("the death of 5", "a toll of 5"). `counted`: nouns that are
    the measure when a number stands before them ("5 deaths", "9 strikes"); `weakly` the same, but only for the kinds of
    happenings named in `kinds`, and after every other reading. `kinds`: kinds of happenings whose bare numbers mean this
    measure; with `only` no verb counts outside of them. `article`: "a soldier" counts as one, among people only with
    `article_people`; `singly`: verbs with which it counts all the same.
    """

    undergoers: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    weakly: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    only: bool = False
    article: bool = False
    article_people: bool = False
    singly: tuple[str, ...] = ()
    examples: tuple[FigureExample, ...] = ()


class Figures(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """All of one language.

    - `lumps`: two measures told of the same people in one breath, and what they make together; `joins`: words between them
    - `by_class`: verbs whose measure depends on what is counted ("lost 5 tanks", "lost 5 men"), by "people" and "things"
    - `people`: nouns for people; `emptiness`: nouns that count nothing ("number", "time")
    - `glue`: words between the parts of a list; `openers` of a sub-total ("including"), and the `parts` that may stand with
      them; `lists`: verbs that list the parts of a total; `whole`: words between a part and its whole ("38 of 45")
    - `over`: prepositions between a noun of loss and its number ("toll of 5"); `rises`: verbs by which a total moves
    - `skips`: words between a number and its verb; `passive`: lemmas of auxiliaries; `endings` of verbs
    - `alone`: verbs of which the subject may undergo what else the object does ("three lorries burned")
    - `areas`: units of area in square kilometres
    - `running`: regular expressions of a running total; `only_one`: of what looks like one; `onward`: words that open the time
      of one where it hangs on the verb ("since the war began, 220 were killed")
    """

    measures: dict[str, MeasureWords]
    lumps: dict[str, tuple[str, str]]
    joins: frozenset[str]
    by_class: dict[str, dict[str, str]]
    people: frozenset[str]
    glue: frozenset[str]
    over: frozenset[str]
    whole: frozenset[str]
    openers: frozenset[str]
    parts: frozenset[str]
    skips: frozenset[str]
    emptiness: frozenset[str]
    areas: dict[str, float]
    rises: frozenset[str]
    lists: frozenset[str]
    running: tuple[str, ...]
    only_one: str
    onward: frozenset[str]
    passive: frozenset[str]
    alone: frozenset[str]
    endings: tuple[str, ...]

    @cached_property
    def roles(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """Lemma to its (role, measure) pairs; roles are the field names of `MeasureWords`."""
        table: dict[str, list[tuple[str, str]]] = {}
        for measure, words in self.measures.items():
            for role in ("undergoers", "subjects", "states", "losses", "counted", "weakly"):
                for lemma in getattr(words, role):
                    table.setdefault(lemma, []).append((role, measure))
        for lemma, classes in self.by_class.items():
            table.setdefault(lemma, []).extend(("undergoers", measure) for measure in classes.values())
        return {lemma: tuple(pairs) for lemma, pairs in table.items()}

    @cached_property
    def total(self) -> re.Pattern[str]:
        """Words of a running total."""
        return re.compile("|".join(self.running), re.IGNORECASE)

    @cached_property
    def single(self) -> re.Pattern[str]:
        """Words that look like those of a running total."""
        return re.compile(self.only_one, re.IGNORECASE)

    @cached_property
    def area(self) -> re.Pattern[str]:
        """A unit of area."""
        return re.compile(rf"\s?(?P<unit>{_any(self.areas)})(?!\w)", re.IGNORECASE)

    def square_kilometres(self, unit: str) -> float:
        """How many square kilometres one unit has."""
        return self.areas[" ".join(unit.lower().split())]


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s{1,3}") for w in sorted(words, key=len, reverse=True)) + ")"

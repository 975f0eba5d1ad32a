"""Words of the closed classes: what a language has few of and uses everywhere."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from rashomon.vocabulary.loader import packaged


class ClosedWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Lower-case words by what the reader takes them for; where they are tried one after another, the likeliest first.

    `persons`: pronouns for one person; `things`: pronouns for one thing or body; `many`: pronouns for several; `selves`:
    pronouns by which a speaker means himself or his side; `speaker_subjects`: those of them that are subjects; `again`:
    subjects that point back to somebody named; `pointing`: determiners that point back to a happening told before;
    `called`: participles before a place's own name; `relative`: bearings before a place's name; `joining_names`: small
    words inside a place's name; `locative`: words after which a place may stand; `strong_locative`: those of them that
    nearly always bring a place; `aimed_at`: prepositions of the place that an attack or a march is aimed at; `wide`: sorts
    of places so wide that a town beside them says more; `settled`: sorts of places whose name stands behind "of" even where
    another name stands before them ("the West Bank town of Jenin"); `toward`: prepositions of the one that an act is turned to;
    `opposed`: prepositions of the one whom an act harms; `between`: prepositions before two sides; `together`: prepositions
    of the other side of a clash or of talks; `of_name`: prepositions whose phrase belongs to the name on their left;
    `through`: prepositions by which a clause names the attack that it is about; `when`: conjunctions that bring the attack;
    `charges`: prepositions by which an accusation brings what it is about; `accused`: prepositions by which it brings the
    accused; `other_time`: prepositions that bring another happening than the one told beside them; `vague`: determiners of
    a happening that nobody tells of; `nameless`: words that name nobody by themselves; `often`: adverbs of what recurs;
    `addressed`: pronouns that are no force and no side under arms; `months`: names of the months; `breaks`: what parts two
    names in one phrase.
    """

    persons: frozenset[str]
    things: frozenset[str]
    many: frozenset[str]
    selves: frozenset[str]
    speaker_subjects: frozenset[str]
    nameless: frozenset[str]
    again: frozenset[str]
    pointing: frozenset[str]
    called: frozenset[str]
    relative: frozenset[str]
    joining_names: frozenset[str]
    locative: frozenset[str]
    strong_locative: frozenset[str]
    aimed_at: frozenset[str]
    wide: frozenset[str]
    settled: frozenset[str]
    toward: tuple[str, ...]
    opposed: tuple[str, ...]
    between: tuple[str, ...]
    together: tuple[str, ...]
    of_name: frozenset[str]
    through: frozenset[str]
    when: frozenset[str]
    charges: frozenset[str]
    accused: frozenset[str]
    other_time: frozenset[str]
    vague: frozenset[str]
    often: frozenset[str]
    addressed: frozenset[str]
    months: frozenset[str]
    breaks: frozenset[str]


@lru_cache(maxsize=2)
def closed_words(code: str = "en") -> ClosedWords:
    """The closed-class words of a language. The reader's grammar is that of one language, so its modules bind them once."""
    return packaged(f"languages/{code}/closed", ClosedWords)

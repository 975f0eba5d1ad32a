"""Words that stand around the name of a place and say what kind of place it is."""

from __future__ import annotations

from msgspec import Struct


class PlaceWords(Struct, frozen=True, forbid_unknown_fields=True):
    """`features`: a word beside a name ("town", "province", "river") with the kinds of place that it means; `finer`: words
    that make a part of the place they stand with ("countryside", "neighbourhood"), with the precision of the part;
    `abbreviations`: short forms of provinces and states with their full names ("Ky." is Kentucky);
    `never`: words that hardly ever are the name of a place although a place bears it, by what they are (months, surnames …);
    it holds only words that the gazetteer would else take for one (`tools/never_places.py`). A word beside them
    ("the town of Hit") overrules it. `example` is a sentence with several.
    """

    features: dict[str, tuple[str, ...]]
    finer: dict[str, str]
    directions: tuple[str, ...]
    abbreviations: dict[str, str]
    never: dict[str, tuple[str, ...]]
    example: str

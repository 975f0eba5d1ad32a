"""How the same name is spelled differently when it is written in Latin letters.

Transliterations from Arabic, Persian, Hebrew, Cyrillic, Armenian, Georgian, Ethiopic and Burmese script differ by a
small number of habits (q for k, ee for i, ou for u …). The rules bring them to one form; they are no phonology.
"""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from rashomon.vocabulary.loader import packaged


class Rule(Struct, frozen=True, forbid_unknown_fields=True):
    """Letters `find` become `put`. `alike` are two spellings of one name that this rule brings together."""

    find: str
    put: str
    alike: tuple[str, str]


class Romanisation(Struct, frozen=True, forbid_unknown_fields=True):
    """`articles`: words that stand before a name and do not distinguish it; `tokens`: spellings of a frequent first part
    ("kafr", "kfar") with the form that stands for all; `endings`: final letters that are heard as one (longest first);
    `letters`: replacements, applied in their order until nothing changes; `foreign`: ISO 639-1 codes of languages that
    are not written in Latin letters, whose place names are therefore romanised.
    """

    articles: tuple[str, ...]
    tokens: dict[str, tuple[str, ...]]
    endings: tuple[str, ...]
    letters: tuple[Rule, ...]
    foreign: tuple[str, ...]


@lru_cache(maxsize=1)
def romanisation() -> Romanisation:
    """The rules that ship with the package; they are part of the gazetteer's digest."""
    return packaged("romanisation", Romanisation)

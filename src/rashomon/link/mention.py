"""What a mention of a place says by itself: the bare name, the kind of place, and what it is said to lie in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from rashomon.link.spelling import plain
from rashomon.model import Place
from rashomon.model.claim import Precision
from rashomon.vocabulary.places import PlaceWords

BESIDE = 28
"""Characters on each side of a mention in which a feature word ("town of") may stand."""

_AFTER = re.compile(r"(?:,|,? in|,? of|\s?\()\s+(?:the\s+)?((?:[^\W\d_][\w.'’-]*\s?){1,4})")
_LINKS = frozenset({"of", "the", "in", "near", "at", "and", "from", "s"})
_TOKEN = re.compile(r"[^\W_][\w.'’-]*")


class Mention(Struct, frozen=True):
    """One mention. `names` are ways to read its text as a name, fullest first; `kinds` what a word beside it says it is
    (empty: nothing); `finer` the precision that such a word sets; `within` possible names of what it lies in, in order.
    """

    start: int
    end: int
    text: str
    names: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    finer: Precision | None = None
    within: tuple[str, ...] = ()


def mention(place: Place, document: str, language: PlaceWords) -> Mention:
    """A place as said, read with the words around it."""
    before = document[max(0, place.start - BESIDE) : place.start]
    after = document[place.end : place.end + BESIDE]
    words = [*_own(place.text), *_touching(before, after)]
    kinds = tuple(dict.fromkeys(kind for word in words for kind in language.features.get(word, ())))
    finer = next((language.finer[word] for word in words if word in language.finer), None)
    names = tuple(dict.fromkeys(filter(None, _names(place.text, language)))) if _bare(place.text, language) else ()
    return Mention(place.start, place.end, place.text, names, kinds, finer, tuple(_within(document, place, language)))  # type: ignore[arg-type]  # the shape of the YAML


def _own(text: str) -> Iterator[str]:
    return (word.group().lower() for word in _TOKEN.finditer(text))


def _touching(before: str, after: str) -> Iterator[str]:
    """Words that stand directly beside a name: "the town of ~", "~ province", "~'s countryside"."""
    left = re.search(r"([\w-]+) (?:of |of the )$", before)
    if left:
        yield left[1].lower()
    right = re.match(r"(?:['’]?s)?\s+([\w-]+)", after)
    if right:
        yield right[1].lower()


def _common(language: PlaceWords) -> frozenset[str]:
    return _LINKS.union(language.features, language.finer, language.directions)


def _bare(text: str, language: PlaceWords) -> bool:
    """Whether anything of the text is a name at all: "the west of the city" names nothing."""
    return any(plain(word) not in _common(language).union({""}) for word in text.split()) or text in language.abbreviations


def _names(text: str, language: PlaceWords) -> Iterator[str]:
    """The text itself, then without feature words, directions and links at its ends, then what follows "of"."""
    yield language.abbreviations.get(text, text)
    yield re.sub(r"['’]s?$", "", text)
    words = text.split()
    common = _common(language)
    while words and plain(words[0]) in common | {""}:
        words = words[1:]
    while words and plain(words[-1]) in common | {""}:
        words = words[:-1]
    yield " ".join(words)
    yield re.sub(r"['’]s?$", "", " ".join(words))
    if len(words) < len(text.split()) and len(words) > 1 and words[-1][:1].isupper():
        yield words[-1]  # "Idlib M5 highway": what stands next to the word for its kind
    if " of " in text:
        yield text.rsplit(" of ", 1)[1]
    if ", " in text:
        yield text.split(", ", 1)[0]


def _within(document: str, place: Place, language: PlaceWords) -> Iterator[str]:
    """Names that directly follow: "~, Syria", "~ in Idlib province", "~ (Donetsk Oblast)", "~, Ky."."""
    own = place.text.split(", ", 1)
    if len(own) == 2:
        yield own[1]
    found = _AFTER.match(document, place.end, place.end + 80)
    if found:
        words = found[1].split()
        for length in range(len(words), 0, -1):
            name = " ".join(words[:length])
            short = language.abbreviations.get(name) or language.abbreviations.get(name + ".")
            yield short or name.rstrip(".,")

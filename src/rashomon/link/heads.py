"""Head words of phrases that name nobody: "forces", "the minister", "residents"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from rashomon.vocabulary.actors import ActorWords

LONGEST_HEAD = 3
"""Words in the longest head phrase of the vocabulary ("state news agency")."""

CLASSES = (
    "civil", "allies", "hostile", "nobody", "coalition", "government", "rebels", "loaded", "fighters", "office", "ranks",
    "military",
)  # fmt: skip
"""Classes of head words; a word in several lists belongs to the first."""


class Heads:
    """The vocabulary's head words, by class, for look-up."""

    def __init__(self, language: ActorWords) -> None:
        self._language = language

    @cached_property
    def by_phrase(self) -> dict[str, str]:
        """Head phrase to class."""
        found: dict[str, str] = {}
        for name in CLASSES:
            for phrase in getattr(self._language, name):
                found.setdefault(phrase, name)
        for phrase, name in tuple(found.items()):
            if name != "fighters":  # "the group" is the one that the text is about, "groups" are any
                found.setdefault(plural(phrase), name)
        return found

    def last(self, keys: Sequence[str]) -> tuple[str, str] | None:
        """(phrase, class) of the head: the longest known phrase that ends the row, else the last known word in it."""
        for end in range(len(keys), 0, -1):
            for length in range(min(LONGEST_HEAD, end), 0, -1):
                phrase = " ".join(keys[end - length : end])
                if phrase in self.by_phrase:
                    return phrase, self.by_phrase[phrase]
        return None


def plural(phrase: str) -> str:
    """The regular plural of a phrase's last word: "bus drivers", "churches", "ferries", "fishermen"."""
    if phrase.endswith("man"):
        return phrase[:-2] + "en"
    if phrase.endswith("y") and phrase[-2:-1] not in "aeiou":
        return phrase[:-1] + "ies"
    return phrase + ("es" if phrase.endswith(("s", "x", "ch", "sh")) else "s")

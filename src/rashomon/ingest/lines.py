"""What a single line looks like: a title, a name, a date, a sentence. The features that the passes share."""

from __future__ import annotations

import re

from rashomon.ingest.block import ended
from rashomon.ingest.words import Words

WORD = re.compile(r"[^\W\d_][\w'’.-]*")
TITLE_SHARE = 0.75
"""Of the words that carry meaning, how many are capitalised in a title set in title case."""

LONG_LINE = 170
"""Characters; a headline in our corpora has 30 to 120."""


def title_case(text: str, words: Words) -> bool:
    """Are (nearly) all words that carry meaning capitalised? Needs two of them; a line in capitals counts too."""
    content = [word for word in WORD.findall(text) if word.lower() not in words.function]
    capitals = sum(word[0].isupper() for word in content)
    return len(content) >= 2 and capitals >= TITLE_SHARE * len(content)


def heading(text: str, words: Words) -> bool:
    """A line that could be a title: short, and not ended as a sentence is (a question in title case may end so)."""
    if len(text) > LONG_LINE or "\n" in text:
        return False
    if not ended(text) or re.search(r"[\w)]['\"”’]$", text):
        return True
    return text.endswith(("?", "!")) and title_case(text, words)


def name_like(text: str, words: Words) -> bool:
    """Could this line be the name of one who writes a comment? One to five words, no sentence, nothing cut off by a comma."""
    tokens = text.split()
    if not 1 <= len(tokens) <= 5 or len(text) > 45 or re.search(r"[,;:!?…\"“”\[\]{}]|^\(|\.$|https?:|^[\W\d_]*$", text):
        return False
    if len(tokens) == 1:
        return True
    small = [token.lower() for token in tokens if token[0].islower()]
    if any(token in words.function or token in words.personal for token in small) or words.auxiliary.search(text):
        return False
    return len(small) < len(tokens) or len(tokens) == 2


def opinion(text: str, words: Words) -> bool:
    """Does this paragraph sound like one reader to another? (I, you, an exclamation, a shout, a careless start or end.)"""
    tokens = [token.strip('.,!?()"“”').lower().replace("’", "'") for token in text.split()]
    personal = any(token in words.personal for token in tokens[:400])
    shouts = re.search(r"!|\?|…|\.\.|\b[A-Z]{2,} [A-Z]{2,}\b", text) is not None
    careless = text[0].islower() or not ended(text)
    return personal or shouts or careless


def capitals_only(text: str) -> bool:
    """Is the text set in capitals (an old wire)? Then case says nothing about titles."""
    letters = [c for c in text[:4000] if c.isalpha()]
    return len(letters) > 200 and sum(c.isupper() for c in letters) > 0.8 * len(letters)

"""Who is who among a document's speakers: the fullest name of a person or body, and what "he" or "the official" stands for.

Built once per document from its parsed passages and their sayings; asked for the name of a source at its offset. Only
what was mentioned before counts, save that a surname in a headline may be told in full below.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from spacy.tokens import Doc, Token

from rashomon.model import Document, Span
from rashomon.read.parts import Saying
from rashomon.vocabulary.language import Language
from rashomon.vocabulary.saying import SayingWords
from rashomon.vocabulary.saying import SourceSort as Sort

_CUT = re.compile(
    r"\s*(?:,|;|:|\(|\s[-–—]\s|\bwho\b|\bwhich\b|\bthat\b|\bwhose\b|\bwhom\b|\bfor (?:its|his|her|their) part\b).*$", re.DOTALL
)
_ACRONYM = re.compile(r"\s?\(([A-Z]{2,8})\)")
_POSSESSIVE = re.compile(r"['’]s?$")
NEAR = 300
"""Code points within which a paper that spoke is taken for "it"."""


class Known(Struct, frozen=True):
    """One mention of somebody who may speak. `head` the lemma of its noun (or the last word of a name), `spoke` whether
    it is the source of a saying.
    """

    start: int
    name: str
    head: str
    sort: Sort
    gender: str | None
    spoke: bool


class NameBook:
    """Names of one document. `read` gives each parsed passage with its document offset and its sayings; `places` are the
    names that only a place has, and nobody who speaks.
    """

    def __init__(
        self,
        document: Document,
        read: Iterable[tuple[Doc, int, Sequence[Saying]]],
        words: Language,
        places: Iterable[str] = (),
    ) -> None:
        self.document = document
        self.words = words.saying
        self.pronouns = dict(words.saying.pronouns)
        self.people: dict[str, None] = {}
        self.sayings: list[Saying] = []
        self.acronyms: dict[str, str] = {}
        self.carried: dict[int, tuple[Span, Span | None] | None] = {}
        self.shows = frozenset(w for g in words.evidence.groups for w in g.words)
        self._by_last: dict[str, list[str]] = {}
        known: list[Known] = []
        self.places = frozenset(places)
        parsed = list(read)
        for doc, _, _ in parsed:
            self.people |= dict.fromkeys(n for n in _persons(doc, self.words) if n not in self.places)
        for name in self.people:
            self._by_last.setdefault(name.split()[-1], []).append(name)
        for doc, base, sayings in parsed:
            self.sayings += sayings
            sources = sorted((s.source.start, s.source.end) for s in sayings if s.source is not None and s.voiced)
            mentioned = (k for k in _mentions(doc, base, self.words, self.people) if k.name not in self.places)
            known += [k for k in mentioned if not _within(k.start, sources)]
            known += [k for s in sayings if s.source is not None and (k := self._speaker(s.source, s.voiced)) is not None]
        self.known = sorted(known, key=lambda k: k.start)
        self._starts = [k.start for k in self.known]
        for k in self.known:
            self._learn_acronym(k)

    def shortened(self, source: Span) -> Span:
        """A source without its relative clauses and appositions: "Rami Abdel Rahman", not "..., head of the group"."""
        text = source.text
        cut = _CUT.sub("", text) if not text.startswith(("(", "-")) else text
        named = self._apposed(source, cut)
        if named is not None:
            return named
        cut = self._opening_person(cut) or cut
        cut = _POSSESSIVE.sub("", cut.rstrip()) if cut.strip() else text
        return Span(start=source.start, end=source.start + len(cut), text=cut)

    def name(self, source: Span) -> str:
        """The fullest name of a source: a pronoun, a surname or "the official" resolved by what was mentioned before."""
        text = self.shortened(source).text
        bare = _bare(text, self.words)
        lower = text.lower()
        if lower in self.pronouns:
            sorts, gender = self.pronouns[lower], _gender(lower, self.words)
            found = self._beside(source.start) if "paper" in sorts and "person" not in sorts else None
            found = found or self._last(source.start, sorts, gender)
            return self._more(found) if found else text
        person = self._full(bare) if " and " not in bare else None
        if person:
            return person
        if lower != bare.lower() and len(bare.split()) <= 2:
            return self._same(source.start, bare) or bare
        return self.acronyms.get(bare, bare)

    def _more(self, known: Known) -> str:
        """The name of a mention that was itself only "the minister"."""
        return (
            (self._same(known.start, known.name) or known.name)
            if " " not in known.name and known.name.islower()
            else known.name
        )

    def _named(self, text: str) -> list[str]:
        """Names of known persons that stand in a text."""
        words = {_POSSESSIVE.sub("", w.strip(".,;()")) for w in text.split()}
        return [name for word in sorted(words) for name in self._by_last.get(word, ()) if name in text]

    def _apposed(self, source: Span, cut: str) -> Span | None:
        """The person's name behind an office: "the defence minister, Hulusi Akar"."""
        behind = source.text[len(cut) :].lstrip(" ,")[:60]
        if not behind or self._named(cut):
            return None
        fitting = [n for n in self._named(behind) if self._only_titles(behind[: behind.find(n)])]
        if not fitting:
            return None
        name = max(fitting, key=len)
        start = source.start + source.text.index(name, len(cut))
        return Span(start=start, end=start + len(name), text=name)

    def _opening_person(self, text: str) -> str | None:
        """The words up to the end of the person's name that a source opens with, its titles included."""
        fitting = [
            (len(name), text[: at + len(name)])
            for name in self._named(text)
            if self._only_titles(text[: (at := text.find(name))]) and self._ends(text[at + len(name) :])
        ]
        return max(fitting, default=(0, None))[1]

    def _ends(self, after: str) -> bool:
        """Whether a name ends there and is no part of another's ("Putin's spokesman", "Assad regime")."""
        words = after.split()
        return not after.startswith(("'s", "’s")) and not (words and words[0] in self.words.bodies | {"forces", "and"})

    def _only_titles(self, before: str) -> bool:
        words = before.replace(".", "").lower().split()
        return len(words) <= 6 and (not words or any(w in self.words.titles for w in words))

    def _full(self, text: str) -> str | None:
        """The longest name of a person of which the text is the end ("Rahman", "Abdel Rahman", "Mr Rahman")."""
        words = [w for w in text.replace("’", "'").split() if w.lower().rstrip(".") not in self.words.titles]
        if not words or not words[-1][:1].isupper():
            return None
        fitting = [n for n in self._by_last.get(words[-1], ()) if n.split()[-len(words) :] == words]
        return max(fitting, key=lambda n: len(n.split()), default=None) or self._in_office(text)

    def _in_office(self, text: str) -> str | None:
        """The person whose name closes a phrase that tells an office: "member of the committee Adnan Rahmoun"."""
        last = text.split()[-1]
        name = max((n for n in self._by_last.get(last, ()) if text.endswith(" " + n)), key=len, default=None)
        office = text[: -len(name)].lower().replace("-", " ").split() if name else []
        known = self.words.people | self.words.titles
        return name if any(w in known for w in office) and office[-1] not in ("for", "of", "to", "by", "from", "and") else None

    def _same(self, at: int, bare: str) -> str | None:
        """What "the ministry" was when it was last named more fully; the last body or person that spoke where it never was."""
        head = bare.split()[-1].lower()
        before = self._before(at, 400)
        for known in reversed(before):
            if (
                known.head in (head, head.rstrip("s"))
                and len(known.name) > len(bare)
                and not known.name[1:].islower()
                and bare.split()[0].lower() in known.name.lower()
            ):
                return known.name
        sort = _sort_of(head, self.words)
        generic = sort is not None and len(bare.split()) == 1 and bare.islower()
        if not generic or (sort == "people" and head.endswith("s")):
            return None
        titled = next((k.name for k in reversed(before) if k.sort == "person" and _titled(k, head, self.document)), None)
        if titled:
            return titled
        if sort == "paper":
            sort = "body"
        elif sort == "body" and head not in self.words.again:
            return None
        found = self._last(at, ("person",) if sort == "people" else ("body",), None)
        return found.name if found is not None and (found.spoke or sort == "body") else None

    def _before(self, at: int, most: int) -> list[Known]:
        """The last mentions before an offset, in the order of the text."""
        end = bisect_left(self._starts, at)
        return self.known[max(0, end - most) : end]

    def _learn_acronym(self, known: Known) -> None:
        """ "Syrian Observatory for Human Rights (SOHR)"."""
        text = self.document.text
        match = _ACRONYM.match(text, known.start + len(known.name)) or _ACRONYM.match(text, known.start + len(known.name) + 4)
        if match:
            self.acronyms.setdefault(match[1], known.name)

    def _beside(self, at: int) -> Known | None:
        """The last body named before in the same sentence."""
        before = self._before(at, 8)
        start = max(self.document.text.rfind(mark, max(0, at - 1000), at) for mark in (". ", "\n", "! ", "? "))
        return next((k for k in reversed(before) if k.sort == "body" and k.start > start), None)

    def _last(self, at: int, sorts: Sequence[Sort], gender: str | None) -> Known | None:
        """The last one mentioned that fits, those who spoke first."""
        before = self._before(at, 60)
        one = "person" in sorts or "paper" in sorts
        fitting = [
            k
            for k in before
            if k.sort in sorts
            and not (k.sort == "paper" and k.head in self.shows)
            and (gender is None or k.gender in (None, gender))
            and not (one and " and " in k.name)
        ]
        if "paper" in sorts:
            near = [k for k in fitting if k.spoke and at - k.start < NEAR]
            return near[-1] if near else next((k for k in reversed(fitting) if k.spoke), fitting[-1] if fitting else None)
        return next((k for k in reversed(fitting) if k.spoke), fitting[-1] if fitting else None)

    def _speaker(self, source: Span, voiced: bool) -> Known | None:
        short = self.shortened(source)
        bare = _bare(short.text, self.words)
        if not bare or bare.lower() in self.pronouns or bare.lower() in self.words.selves:
            return None
        person = self._full(bare) if " and " not in bare else None
        words = bare.split()
        head = re.split(r" (?:of|for|in|from|at|on) ", bare)[0].split()[-1].lower()
        lemma = _singular(head)
        if person:
            return Known(source.start, person, person.split()[-1].lower(), "person", _gender(source.text, self.words), voiced)
        sort = _sort_of(lemma, self.words)
        if sort is None:
            sort = "body" if words[-1][:1].isupper() else "people"
        if sort == "people" and lemma == head.rstrip(",") and lemma in self.words.people:
            return Known(source.start, bare, lemma, "person", _gender(source.text, self.words), voiced)
        return Known(source.start, bare, lemma, sort, _gender(source.text, self.words), voiced)


def _within(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether an offset lies in one of some sorted spans."""
    n = bisect_right(spans, (at, at + 10**9))
    return n > 0 and spans[n - 1][0] <= at < spans[n - 1][1]


def _bare(text: str, words: SayingWords) -> str:
    """A noun phrase without its article."""
    first, _, rest = text.strip().partition(" ")
    return rest.strip() if rest and first.lower() in words.articles else text.strip()


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def _sort_of(lemma: str, words: SayingWords) -> Sort | None:
    word = lemma.lower()
    for form in (word, _singular(word)):
        if form in words.people:
            return "people"
        if form in words.bodies or form in words.media:
            return "body"
        if form in words.papers:
            return "paper"
    return None


def _gender(text: str, words: SayingWords) -> str | None:
    parts = {w.strip(".,").lower() for w in text.split()}
    if parts & words.women:
        return "woman"
    return "man" if parts & words.men else None


def _titled(known: Known, head: str, document: Document) -> bool:
    """Whether a person stands with this title or office in the text: "Foreign Minister Lavrov", "Lavrov, the minister,"."""
    text, end = document.text, known.start + len(known.name)
    if not known.name[:1].isupper():
        return False
    office = re.escape(head)
    before = rf"\b{office}(?:\s(?:of|for|in)\s[\w\s'’-]{{1,30}})?,?\s*$"
    if re.search(before, text[max(0, known.start - 60) : known.start], re.IGNORECASE):
        return True
    if re.match(rf"[^.,;:\n]{{0,20}}\b{office}\b", text[known.start : end], re.IGNORECASE):
        return True
    behind = rf",\s[^,.;:\n]{{0,40}}\b{office}\b(?:\s(?:of|for|in)\b|,|\.)"
    return re.match(behind, text[end : end + 80], re.IGNORECASE) is not None


def _persons(doc: Doc, words: SayingWords) -> Iterator[str]:
    """Names of persons, without titles and possessives."""
    text = doc.text  # spaCy puts it together anew each time
    for ent in doc.ents:
        if ent.label_ == "PERSON":
            tokens = [t for t in ent if t.tag_ != "POS" and not t.is_space]
            while tokens and tokens[0].lower_.rstrip(".") in words.titles:
                tokens = tokens[1:]
            if (
                tokens
                and tokens[0].text[:1].isupper()
                and all(t.pos_ in ("PROPN", "PUNCT", "NOUN", "ADJ", "X", "DET") for t in tokens)
            ):
                yield text[tokens[0].idx : tokens[-1].idx + len(tokens[-1])]


def _mentions(doc: Doc, base: int, words: SayingWords, people: dict[str, None]) -> Iterator[Known]:
    """Persons, organisations, and noun phrases whose noun can speak."""
    for ent in doc.ents:
        text = _POSSESSIVE.sub("", ent.text)
        if ent.label_ == "PERSON" and text in people and ent.root.dep_ not in ("compound", "poss", "nmod", "amod"):
            around = doc[max(0, ent.start - 3) : ent.end].text
            yield Known(base + ent.start_char, text, text.split()[-1].lower(), "person", _gender(around, words), False)
        elif ent.label_ == "ORG" or (ent.label_ in ("GPE", "NORP") and ent.root.dep_ in ("nsubj", "nsubjpass")):
            name = _bare(text, words)
            yield Known(base + ent.start_char, name, ent.root.lemma_.lower(), "body", None, False)
    for token in doc:
        if token.pos_ == "NOUN" and token.ent_type_ != "PERSON":
            sort = _sort_of(token.lemma_, words)
            told = token.dep_ in ("nsubj", "nsubjpass") and sort == "body"
            if sort is not None and (told or any(c.dep_ in ("amod", "compound", "poss", "nmod") for c in token.children)):
                yield _described(token, base, sort, words)


def _described(token: Token, base: int, sort: Sort, words: SayingWords) -> Known:
    inside = ("amod", "compound", "poss", "nmod", "det")
    first = min([token.i, *(c.left_edge.i for c in token.children if c.i < token.i and c.dep_ in inside)])
    text = token.doc[first : token.i + 1].text
    one = "person" if sort == "people" and token.tag_ == "NN" else sort
    return Known(base + token.doc[first].idx, _bare(text, words), token.lemma_.lower(), one, _gender(text, words), False)

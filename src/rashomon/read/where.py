"""Where: the names of places in a text, and the one that a clause says it happened at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct
from spacy.tokens import Doc, Token

from rashomon.read.names import Named
from rashomon.vocabulary.closed import closed_words

LABELS = frozenset({"GPE", "LOC", "FAC"})
JOIN = closed_words().joining_names
LOCATIVE = closed_words().locative
MONTHS = closed_words().months
CALLED = closed_words().called
STRONG = closed_words().strong_locative
RELATIVE = closed_words().relative


class Spot(Struct, frozen=True):
    """A place name at token range [first, last], with the words of its sort ("city", "province of") inside.

    `name_first:name_last` is the name alone. `head` is the token that the rest of the sentence hangs it on; `country`
    says that the name is a state's, which is as often a party as a place; `metonym` that it is a capital's, which may mean the
    government that sits there.
    """

    first: int
    last: int
    name_first: int
    name_last: int
    head: Token
    country: bool
    sort: str | None = None
    metonym: bool = False


class PlaceFinder:
    """Finds place names: the gazetteer first, then the recogniser, then words such as "village of"."""

    def __init__(
        self, is_place: Callable[[str], bool], sorts: Iterable[str], facilities: Iterable[str], taking: frozenset[str]
    ) -> None:
        self.is_place = is_place
        self.taking = taking
        self.sorts = frozenset(sorts)
        self.facilities = frozenset(facilities)

    def find(self, doc: Doc, named: Sequence[Named], confirmed: frozenset[str] = frozenset()) -> list[Spot]:
        """All place names of a text in order. `confirmed` are names that the document elsewhere shows to be places."""
        parties = {i: n for n in named for i in range(n.first, n.last + 1)}
        spots: list[Spot] = []
        i = 0
        while i < len(doc):
            end = self._run(doc, i)
            if end is None:
                i += 1
                continue
            spots += self._inside(doc, i, end, parties, confirmed)
            i = end + 1
        return spots

    def _run(self, doc: Doc, i: int) -> int | None:
        """Last index of the run of capitalised name words that begins at i."""
        if not _nameish(doc[i]):
            return None
        end = i
        while end + 1 < len(doc):
            nxt = doc[end + 1]
            if _nameish(nxt) or (
                nxt.lower_ in JOIN and end + 2 < len(doc) and (_nameish(doc[end + 2]) or doc[end + 2].text == "-")
            ):
                end += 1
            else:
                break
        while end > i and not _nameish(doc[end]):
            end -= 1
        return end

    def _inside(self, doc: Doc, first: int, last: int, parties: dict[int, Named], confirmed: frozenset[str]) -> list[Spot]:
        """Place names within one run: the longest names that are known, else what the recogniser or a cue says."""
        found: list[Spot] = []
        i = first
        while i <= last:
            for end in range(last, i - 1, -1):
                if self._is_name(doc, i, end, parties) or (
                    i not in parties and doc[i : end + 1].text.casefold() in confirmed and not _dated(doc, i)
                ):
                    found.append(self._spot(doc, i, end, parties))
                    i = end
                    break
            i += 1
        return found

    def _is_name(self, doc: Doc, first: int, last: int, parties: dict[int, Named]) -> bool:
        party = parties.get(first) or parties.get(last)
        text = doc[first : last + 1].text
        if _dated(doc, first):
            return False
        if party is not None and not (party.form == "metonym" or (party.kind == "state" and party.form == "name")):
            return False
        if first == last and (doc[first].lower_ in RELATIVE or doc[first].lower_ in self.sorts):
            return False
        if doc[last].lower_ in self.facilities and last > first and doc[last].text[:1].isupper():
            return True
        if party is not None:
            return (party.first, party.last) == (first, last) and doc[first].ent_type_ != "PERSON"
        label = doc[first].ent_type_
        if self._cued(doc, first, last) and last == self._run(doc, first) and doc[first].ent_type_ != "NORP":
            return True
        if label == "PERSON" and self._in_name(doc, first, last):
            return False
        if first == last and doc[first].pos_ not in ("PROPN", "NOUN", "X") and label not in LABELS:
            return False
        if self.is_place(text):
            return self._stands_alone(doc, first, last, parties) and not (
                label in ("PERSON", "DATE", "NORP", "ORG")
                and not self._cued(doc, first, last)
                and not self._placed(doc, first)
                and not self._taken(doc, first, last)
            )
        if all(doc[i].ent_type_ in LABELS for i in range(first, last + 1)):
            return doc[first].ent_iob_ == "B" and (last + 1 >= len(doc) or doc[last + 1].ent_iob_ != "I")
        return False

    def _stands_alone(self, doc: Doc, first: int, last: int, parties: dict[int, Named]) -> bool:
        """Whether a known name is a name of its own, not a word inside the name of something else ("Human Rights")."""
        if doc[first].ent_type_ in LABELS:
            return True
        if doc[first].text.isupper() and last == first and len(doc[first].text) < 5:
            return False
        before, after = doc[first - 1] if first else None, doc[last + 1] if last + 1 < len(doc) else None
        left = before is None or not _nameish(before) or before.i in parties or before.ent_type_ in ("NORP", *LABELS)
        right = (
            after is None or not _nameish(after) or after.lower_ in (*self.sorts, *self.facilities) or after.ent_type_ in LABELS
        )
        if not (left and right):
            return False
        plain = not doc[first].is_sent_start and doc[first].pos_ == "PROPN" and doc[first].ent_type_ in ("", "ORG")
        if after is not None and after.lower_ in self.facilities and doc[first].head == after and doc[first].pos_ == "PROPN":
            return True
        placed = self._placed(doc, first) or self._cued(doc, first, last) or self._taken(doc, first, last)
        return last > first or plain or placed

    @staticmethod
    def _in_name(doc: Doc, first: int, last: int) -> bool:
        return (last + 1 < len(doc) and doc[last + 1].ent_iob_ == "I") or doc[first].ent_iob_ == "I"

    def _taken(self, doc: Doc, first: int, last: int) -> bool:
        """Whether a name is the object of a verb that takes, leaves or strikes ground."""
        root = doc[first : last + 1].root
        return root.dep_ in ("dobj", "nsubjpass") and root.head.lemma_.lower() in self.taking

    def _cued(self, doc: Doc, first: int, last: int) -> bool:
        before = doc[first - 1].lower_ if first else ""
        cue = doc[first - 2].lower_ if first > 1 else ""
        after = doc[last + 1].lower_ if last + 1 < len(doc) else ""
        led = self._led(cue, before) or self._described(doc, last)
        return led or after in self.sorts or before in ("near", "outside")

    def _placed(self, doc: Doc, first: int) -> bool:
        """Whether a name stands behind a preposition of place, or behind a thing that stands somewhere: "streets of Goma"."""
        sort = doc[first - 2].lower_ if first > 1 and doc[first - 1].lower_ == "of" else ""
        return _behind(doc, first) or any(s in self.facilities or s in self.sorts for s in (sort, sort.removesuffix("s")))

    def _led(self, sort: str, word: str) -> bool:
        """Whether two words lead up to a place's name: "city of", "a village called", "a place named"."""
        return (word == "of" and sort in self.sorts) or (word in CALLED and (sort in self.sorts or sort == "place"))

    def _described(self, doc: Doc, last: int) -> bool:
        """Whether a name is at once said to be a place: "Balyun, a village south of the city"."""
        behind = doc[last + 1 : last + 6]
        if len(behind) < 3 or behind[0].text != "," or behind[1].lower_ not in ("a", "an", "the"):
            return False
        return any(token.lower_ in self.sorts and token.dep_ == "appos" for token in behind[2:])

    def _spot(self, doc: Doc, first: int, last: int, parties: dict[int, Named]) -> Spot:
        a, b, sort = first, last, None
        if last + 1 < len(doc) and doc[last + 1].lower_ in self.sorts:
            b, sort = last + 1, doc[last + 1].lower_
        elif first > 1 and self._led(doc[first - 2].lower_, doc[first - 1].lower_):
            a, sort = first if doc[first - 1].lower_ in CALLED else first - 2, doc[first - 2].lower_
        if a > 1 and doc[a - 1].text == "-" and doc[a - 2].lower_ in JOIN:
            a -= 2
        while a and doc[a - 1].lower_ in RELATIVE and doc[a - 1].dep_ in ("amod", "compound", "advmod"):
            a -= 1
        head = doc[a : b + 1].root
        party = parties.get(first)
        state = party is not None and party.kind == "state" and party.form == "name"
        return Spot(a, b, first, last, head, state, sort, party is not None and party.form == "metonym")


def _nameish(token: Token) -> bool:
    return (token.text[:1].isupper() and token.pos_ not in ("DET", "PRON", "ADP", "CCONJ", "VERB", "AUX", "SCONJ")) or (
        token.ent_type_ in LABELS and token.text[:1].isupper()
    )


def _dated(doc: Doc, i: int) -> bool:
    """Whether a name word is a month or a day."""
    return doc[i].ent_type_ in ("DATE", "TIME") or (doc[i].lower_ in MONTHS and any(t.like_num for t in doc[i + 1 : i + 2]))


def _behind(doc: Doc, first: int) -> bool:
    """Whether a name stands behind a preposition of place, with its article or sort between."""
    at = first - 1
    while at >= 0 and (doc[at].pos_ in ("DET", "ADJ") or doc[at].lower_ == "of") and first - at < 5:
        at -= 1
    return at >= 0 and (doc[at].lower_ in LOCATIVE or (doc[at].lower_ == "and" and doc[at - 1].ent_type_ in LABELS))


def confirmed(spots: Iterable[Spot]) -> frozenset[str]:
    """Names that stand somewhere as places beyond doubt, folded."""
    return frozenset(
        s.head.doc[s.name_first : s.name_last + 1].text.casefold() for s in spots if s.sort or preposition(s) in STRONG
    )


def preposition(spot: Spot) -> str | None:
    """The preposition that a place name stands behind, through "the town of", "a village in", coordination."""
    token = spot.head
    for _ in range(6):
        if token.dep_ in ("pobj", "pcomp"):
            prep = token.head
            noun = prep.head
            if prep.lower_ == "of" and noun.pos_ in ("NOUN", "PROPN") and noun.dep_ in ("pobj", "conj", "appos"):
                token = noun
                continue
            return prep.lower_
        if token.dep_ in ("conj", "appos", "compound", "nmod", "poss", "amod", "oprd", "acl") and token.head != token:
            token = token.head
            continue
        return None
    return None


def only_places(spots: Iterable[Spot], named: Iterable[Named]) -> frozenset[int]:
    """Tokens that name a place and no side: a town, or a country that the happening is said to be in."""
    sides = {i for n in named for i in range(n.first, n.last + 1)}
    return frozenset(
        i
        for s in spots
        for i in range(s.first, s.last + 1)
        if (i not in sides and not s.country) or (s.country and before(s) in STRONG)
    )


def before(spot: Spot) -> str:
    """The word before a place name, folded."""
    return spot.head.doc[spot.first - 1].lower_ if spot.first else ""

"""Voices: who says it, and which names are one and the same voice.

A voice is the first speaker of a claim, else the publisher. Names are compared without articles and without words that do
not tell voices apart ("spokesman"), so that "the Health Ministry" and "a spokesman for the Health Ministry" are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from rashomon.model import EVIDENCE_ROLES, Document, Speaker
from rashomon.reconcile.changes import NEGATIVE
from rashomon.reconcile.spacetime import folded, instant
from rashomon.reconcile.telling import ACCUSATION, NO_EVIDENCE, Told
from rashomon.reconcile.wording import beginning
from rashomon.vocabulary import Vocabulary
from rashomon.vocabulary.comparing import ReferringWords, referring_words

TAIL = re.compile(r",| (?:of|in|from|at|for|near|who|with|on) ")
"""What goes on behind the chief words of a name."""

SIDES = frozenset({"state organ", "state media", "armed group"})
"""Kinds of sources whose owner is a side; every such voice of one side is of one origin."""


class Voicing(Struct, frozen=True, kw_only=True):
    """One voice in one document. `tokens`: what tells it from others; `own`: the publisher itself; `organ`: an official body
    or side, known by `party`; `outlet`: the publisher's owner or the publisher; `named`: can be recognised in
    another document, an organ or a proper name and not "a doctor" or "Syrian activists"; `relay`: who passed it on before the
    publisher, if anybody did.
    """

    name: str
    actor: str | None
    party: str | None
    tokens: frozenset[str]
    address: str
    outlet: str
    own: bool
    organ: bool
    named: bool
    relay: str | None = None


def voicing(told: Told, vocabulary: Vocabulary) -> Voicing:
    """Who makes this claim. Where one side says what the other side has told it, the one who says so answers for it."""
    words = referring_words(vocabulary.language.code)
    if told.claim.kind == ACCUSATION and told.claim.actors:
        accuser = told.claim.actors[0]
        return _speaking(accuser.name or accuser.text, accuser.id, accuser.party, told, words)
    speakers = told.claim.speakers[1:] if _refuted(told, words) else told.claim.speakers
    if not speakers or _lacks_evidence(told) or _itself(speakers[0], told, vocabulary):
        return publisher(told.document, vocabulary)
    first, *others = speakers
    rival = next((s for s in others if s.party and s.party != (first.party or s.party)), None)
    if rival is not None:
        return _speaking(f"{rival.name}, citing {first.name}", rival.actor, rival.party, told, words, name_of=rival.name)
    return _speaking(first.name, first.actor, first.party, told, words, folded(others[0].name) if others else None)


def _refuted(told: Told, words: ReferringWords) -> bool:
    """Whether the first speaker is the one whose words are called untrue ("the report by the rebels that … is an invention"):
    what is denied is told without a negation, and not by a word of denying.
    """
    claim = told.claim
    cue = claim.speakers[0].cue if claim.speakers else None
    if claim.stance != "deny" or claim.revises or cue is None or NEGATIVE.search(claim.anchor.quote):
        return False
    return not beginning(words.denying).search(cue.text)


def _itself(speaker: Speaker, told: Told, vocabulary: Vocabulary) -> bool:
    """Whether the speaker is the publisher by a shorter name: in a ministry's own statement "the ministry" and "the press
    centre" are no others, and what "this newspaper" says its publisher says. Places in its letterhead tell it from nobody.
    """
    house, words = publisher(told.document, vocabulary), referring_words(vocabulary.language.code)
    if not house.organ:
        own = telling_apart(speaker.name, words)
        return bool(own) and speaker.party is None and own <= frozenset(words.itself)
    names = set(folded(house.name).split())
    tokens = telling_apart(speaker.name, words) - {part for name in told.setting.names for part in name.split()}
    if tokens & names:
        return tokens <= {*names, *words.organs}
    return speaker.party in (None, house.party) and tokens <= {*words.organs}


def _lacks_evidence(told: Told) -> bool:
    """Whether the speaker is the one who has no evidence; then it is the publisher who says so."""
    lacking = {a.party for a in told.claim.actors if a.party}
    return told.claim.kind == NO_EVIDENCE and told.claim.speakers[0].party in lacking


def _speaking(
    name: str,
    actor: str | None,
    party: str | None,
    told: Told,
    words: ReferringWords,
    relay: str | None = None,
    name_of: str | None = None,
) -> Voicing:
    return Voicing(
        name=name,
        actor=actor or party,
        party=party,
        tokens=telling_apart(name_of or name, words) or frozenset(folded(party or name).split()),
        address=told.document.address,
        outlet=told.document.source.owner or told.document.source.name,
        own=False,
        organ=party is not None and party != "CIV",
        named=(party is not None and party != "CIV") or proper(name_of or name, words),
        relay=relay,
    )


def publisher(document: Document, vocabulary: Vocabulary) -> Voicing:
    """The publisher speaking for itself."""
    words = referring_words(vocabulary.language.code)
    source = document.source
    party = source.party if source.kind in SIDES else party_in(source.name, vocabulary)
    return Voicing(
        name=source.name,
        actor=party,
        party=party,
        tokens=telling_apart(source.name, words) or frozenset(folded(source.name).split()),
        address=document.address,
        outlet=source.owner or source.name,
        own=True,
        organ=party is not None,
        named=True,
    )


def proper(name: str, words: ReferringWords) -> bool:
    """Whether this is somebody's own name: its chief word is a capitalised one ("mayor Ivan Petrov"), not one for a kind of
    people ("Syrian opposition activists", "a doctor in Idlib").
    """
    chief = [w for w in TAIL.split(name, maxsplit=1)[0].split() if folded(w) not in words.voices]
    return bool(chief) and chief[-1][:1].isupper()


def telling_apart(name: str, words: ReferringWords) -> frozenset[str]:
    """The words of a name that tell its voice from others."""
    return frozenset(word for word in folded(name).split() if word not in words.voices)


def party_in(name: str, vocabulary: Vocabulary) -> str | None:
    """The party whose organ this name is: it names both a party and an organ ("Ministry of Defence of Georgia")."""
    forms, known = _forms(vocabulary)
    if name not in known:
        known[name] = _party_in(name, forms, vocabulary)
    return known[name]


def _party_in(name: str, forms: Forms, vocabulary: Vocabulary) -> str | None:
    words = referring_words(vocabulary.language.code)
    text = f" {folded(name)} "
    plain = {*words.organs, *words.voices}
    found = {form for form in forms.folded if f" {form} " in text and not set(form.split()) <= plain}
    longest = {form for form in found if not any(form != other and f" {form} " in f" {other} " for other in found)}
    parties = {forms.folded[form] for form in longest} | {forms.capitals[w] for w in name.split() if w in forms.capitals}
    organ = any(f" {word} " in text for word in words.organs)
    groups = {party for party in parties if vocabulary.parties[party].kind == "armed group"}
    if len(groups) == 1:
        return groups.pop()
    return parties.pop() if organ and len(parties) == 1 else None


CAPITALS = 4
"""Forms of up to this many letters, all capitals ("IS", "WHO"), are no words and are found in capitals only."""


class Forms(Struct, frozen=True):
    """The party of every name, folded; and of every short one that is written in capitals, as it is."""

    folded: dict[str, str]
    capitals: dict[str, str]


_FORMS: dict[int, tuple[Vocabulary, Forms, dict[str, str | None]]] = {}


def _forms(vocabulary: Vocabulary) -> tuple[Forms, dict[str, str | None]]:
    """The party of every name and what `party_in` has found for publishers so far. A name that two parties have is that of the
    later one: a case's own parties are laid over the shipped ones.
    """
    known = _FORMS.get(id(vocabulary))
    if known is None or known[0] is not vocabulary:
        _FORMS.clear()
        _FORMS[id(vocabulary)] = known = (vocabulary, _all_forms(vocabulary), {})
    return known[1], known[2]


def _all_forms(vocabulary: Vocabulary) -> Forms:
    forms = [
        (form, party)
        for party, entry in vocabulary.parties.items()
        if party != "CIV" and entry.kind != "people"
        for form in (*entry.names, *entry.adjectives, *entry.metonyms, *entry.organs, entry.name)
        if len(form) > 1
    ]
    short = {form for form, _ in forms if len(form) <= CAPITALS and form.isupper()}
    return Forms(
        {folded(form): party for form, party in forms if form not in short},
        {form: party for form, party in forms if form in short},
    )


def identities(voicings: Iterable[Voicing]) -> dict[Voicing, str]:
    """A name for each voice, the same for all names of one voice. The order of the argument changes nothing."""
    ordered = sorted(set(voicings), key=lambda v: (-len(v.tokens), sorted(v.tokens), v.name, v.address, not v.own))
    groups: list[list[Voicing]] = []
    for voice in ordered:
        fitting = [group for group in groups if any(one_voice(voice, member) for member in group)]
        if len(fitting) > 1:
            fitting = [g for g in fitting if any(m.address == voice.address or m.tokens == voice.tokens for m in g)][:1]
        if fitting:
            fitting[0].append(voice)
        else:
            groups.append([voice])
    return {voice: _label(group) for group in groups for voice in group}


def one_voice(a: Voicing, b: Voicing) -> bool:
    """Whether two names are one voice: equal words, or the shorter one within the longer one, and not of two sides. Who has no
    proper name ("the city hospital", "a doctor") is recognised in the reports of one outlet, elsewhere only by all words.
    """
    if a.party and b.party and a.party != b.party:
        return False
    if a.organ != b.organ and (a.own or b.own) and a.tokens != b.tokens:
        return False  # "IOM Libya" is not Libya
    if not (a.named and b.named) and a.address != b.address and a.outlet != b.outlet:
        return a.tokens == b.tokens and len(a.tokens) > 1
    return bool(a.tokens) and (a.tokens <= b.tokens or b.tokens < a.tokens)


def _label(group: list[Voicing]) -> str:
    best = min(group, key=lambda v: (not v.named, -len(v.tokens), v.name, v.address))
    side = next((v.party for v in group if v.party), None)
    return " ".join([*sorted(best.tokens), f"of {side}" if side else "", "" if best.named else f"in {best.address}"]).strip()


def said_at(told: Told) -> float | None:
    """When it was said, in days: the time of its update, else the document's publication."""
    for passage in told.document.passages:
        if passage.posted and passage.role in EVIDENCE_ROLES and passage.start <= told.claim.anchor.start < passage.end:
            posted = instant(passage.posted)
            if posted is not None:
                return posted
    return instant(told.document.published.value) if told.document.published else None

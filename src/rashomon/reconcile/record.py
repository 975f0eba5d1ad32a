"""Records: what each voice claimed, conceded, denied and revised, what others bore out or contradicted later, whom it repeats,
and in which words it speaks of each side.

Descriptive counts, each with its claims; no score is made of them. "Later" is the time of saying, and "others" are voices of
another origin: who repeats a voice bears out nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from rashomon.model import Document, Held, Incident, Point, Position, Reading, Value, Voice, digest
from rashomon.model.incident import Direction
from rashomon.reconcile.behind import accounts, refuting
from rashomon.reconcile.framing import Use, uses
from rashomon.reconcile.interest import StakeKind, interests
from rashomon.reconcile.lineage import Repeats, lineage
from rashomon.reconcile.origins import Outlets, hanging, outlets
from rashomon.reconcile.recognising import recognised
from rashomon.reconcile.telling import DENIAL, Told
from rashomon.reconcile.voices import Voicing, publisher, said_at, voicing
from rashomon.vocabulary import Vocabulary

CITING = ", citing "

NEVER = float("inf")


class Later(Struct, frozen=True, kw_only=True):
    """An answer of a voice that others gave too, or contradicted, afterwards. `claim` is the voice's, `by` are the others.
    `origins`: how many independent ones give this answer; `against`: the most that agree on another one (0: nobody differs);
    `conceded_against`: whether another one is conceded against interest.
    """

    incident: str
    slot: str
    value: Value
    claim: str
    by: tuple[Voice, ...]
    origins: int = 1
    against: int = 0
    conceded_against: bool = False
    party: str | None = None
    of: str | None = None


class Changed(Struct, frozen=True, kw_only=True):
    """A change of answer; all as in `Revision`."""

    incident: str
    slot: str
    direction: Direction
    announced: bool
    before: Held
    after: Held
    party: str | None = None
    of: str | None = None


class Repeated(Struct, frozen=True, kw_only=True):
    """Whom a publisher repeats: by naming them (`claims` are those that it passes on), or in its own words (`incidents`)."""

    whom: str
    claims: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()


class Worded(Struct, frozen=True, kw_only=True):
    """A loaded word of a voice for one side: what a neutral text would say, whose word it usually is, what it refers to, and
    every use. `party` None: the text does not say of whom.
    """

    word: str
    neutral: str
    favours: str
    refers: str
    party: str | None
    uses: tuple[Use, ...]


class Staked(Struct, frozen=True, kw_only=True):
    """Claims in which a voice had something to gain or lose: the `kind` as in `Stake` ("enemy loss"), and about whom."""

    kind: StakeKind
    other: str
    claims: tuple[str, ...]


class Record(Struct, frozen=True, kw_only=True):
    """One voice in this case. `id` changes only with what the voice is called; `names` are all its names, `kind` the source's
    where it publishes. `claimed`, `conceded`, `denied` are keys of claims: asserted, against its own interest, denied.
    """

    id: str
    name: str
    names: tuple[str, ...]
    party: str | None
    kind: str | None
    documents: tuple[str, ...]
    claimed: tuple[str, ...] = ()
    conceded: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    revised: tuple[Changed, ...] = ()
    borne_out: tuple[Later, ...] = ()
    contradicted: tuple[Later, ...] = ()
    repeats: tuple[Repeated, ...] = ()
    words: tuple[Worded, ...] = ()
    interests: tuple[Staked, ...] = ()


class Gathering:
    """What is found of each voice, while the case is gone through."""

    def __init__(self, documents: Mapping[str, Document], told: Mapping[str, Told], vocabulary: Vocabulary) -> None:
        self.documents, self.told = documents, told
        self.voices = {key: voicing(one, vocabulary) for key, one in told.items()}
        self.houses = {address: publisher(document, vocabulary) for address, document in documents.items()}
        self.known = recognised([*self.voices.values(), *self.houses.values()], vocabulary.sources)
        self._said: dict[str, float] = {}
        self.revised: dict[str, list[Changed]] = defaultdict(list)
        self.borne_out: dict[str, list[Later]] = defaultdict(list)
        self.contradicted: dict[str, list[Later]] = defaultdict(list)
        self.passed_on: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.in_own_words: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.staked: dict[str, dict[tuple[StakeKind, str], list[str]]] = defaultdict(lambda: defaultdict(list))
        self.words: dict[str, list[Use]] = defaultdict(list)

    def said(self, claim: str) -> float:
        """When a claim was said, in days; never, where nobody knows."""
        if claim not in self._said:
            said = said_at(self.told[claim])
            self._said[claim] = NEVER if said is None else said
        return self._said[claim]

    def who(self, claim: str | None, name: str | None = None) -> str | None:
        """The voice of a claim, where it is the one of that name."""
        voice = self.voices.get(claim or "")
        if voice is None or (name is not None and voice.name != name):
            return None
        return self.known[voice]


def records(
    incidents: Sequence[Incident], documents: Sequence[Document], readings: Sequence[Reading], vocabulary: Vocabulary
) -> tuple[Record, ...]:
    """The record of every voice, those with most claims first. Order and repetition of the arguments change nothing."""
    by_address = {document.address: document for document in sorted(documents, key=lambda d: (d.address, d.id))}
    read = {r.address: r for r in sorted(readings, key=lambda r: (r.address, r.id)) if r.address in by_address}
    found = Gathering(by_address, accounts(by_address.values(), read.values()), vocabulary)
    for incident in sorted({incident.id: incident for incident in incidents}.values(), key=lambda i: i.id):
        repeated = _repeated(incident, found, read, vocabulary) if len(incident.claims) > 1 else []
        _judged_later(incident, repeated, found)
        _revised(incident, found)
        _at_stake(incident, found, vocabulary)
        _retold(incident, repeated, found)
    for address, reading in read.items():
        for voice, use in uses(by_address[address], reading, found.told, vocabulary):
            found.words[found.known[voice]].append(use)
    _passed_on(found)
    return _made(found, vocabulary)


# ------------------------------------------------------------ what became of its answers


def _judged_later(incident: Incident, repeated: Sequence[Repeats], found: Gathering) -> None:
    """Who gave, or excluded, the same answer afterwards, question by question. Who only repeats a voice says nothing himself,
    and a voice speaks when it first gave its answer, not when it is quoted again.
    """
    echoes = {(one.who, one.document, slot) for one in repeated for slot in one.slots}
    addresses = {voice.document for point in incident.points for p in point.positions for voice in p.voices}
    known = outlets(found.documents[address] for address in sorted(addresses) if address in found.documents)
    for point in incident.points:
        held = [(p, voice) for p in point.positions for voice in p.voices if found.who(voice.claim, voice.name)]
        origin = _origins([found.voices[voice.claim] for _, voice in held], found, known)
        said = _first_said(held, found)
        for label, n in _firsts(held, found).items():
            position, voice = held[n]
            later = [m for m in range(len(held)) if said[n] < said[m] < NEVER and origin[m] != origin[n]]
            after = [held[m] for m in later if (held[m][1].name, held[m][1].document, point.slot) not in echoes]
            same = [other for p, other in after if p is position]
            against = [other for p, other in after if p is not position] if point.standing == "contested" else []
            found.borne_out[label] += [_entry(incident, point, position, voice, same)] if same else []
            found.contradicted[label] += [_entry(incident, point, position, voice, against)] if against else []


def _origins(voices: Sequence[Voicing], found: Gathering, known: Outlets) -> dict[int, int]:
    """The origin of each of these voices, by its number."""
    groups = hanging([(voice, found.known[voice]) for voice in voices], known)
    return {n: g for g, group in enumerate(groups) for n in group}


def _first_said(held: Sequence[tuple[Position, Voice]], found: Gathering) -> list[float]:
    """When the voice of each claim first gave this answer."""
    answers = [(found.known[found.voices[voice.claim]], id(position)) for position, voice in held]
    first: dict[tuple[str, int], float] = {}
    for answer, (_, voice) in zip(answers, held, strict=True):
        first[answer] = min(first.get(answer, NEVER), found.said(voice.claim))
    return [first[answer] for answer in answers]


def _firsts(held: Sequence[tuple[Position, Voice]], found: Gathering) -> dict[str, int]:
    """For each voice the number of the claim by which it first gave the answer that it holds."""
    first: dict[str, int] = {}
    for n, (_, voice) in enumerate(held):
        label = found.known[found.voices[voice.claim]]
        if label not in first or found.said(voice.claim) < found.said(held[first[label]][1].claim):
            first[label] = n
    return first


def _entry(incident: Incident, point: Point, position: Position, voice: Voice, by: Sequence[Voice]) -> Later:
    others = [p for p in point.positions if p is not position] if point.standing == "contested" else []
    return Later(
        incident=incident.id,
        slot=point.slot,
        party=point.party,
        of=point.of,
        value=position.value,
        claim=voice.claim,
        by=tuple(dict.fromkeys(by)),
        origins=position.origins,
        against=max((p.origins for p in others), default=0),
        conceded_against=any(p.against_interest and refuting(position.value, p.value) for p in others),
    )


def _revised(incident: Incident, found: Gathering) -> None:
    for revision in incident.revisions:
        label = found.who(revision.after.claim) or found.who(revision.before.claim)
        if label is not None:
            found.revised[label].append(
                Changed(
                    incident=incident.id,
                    slot=revision.slot,
                    party=revision.party,
                    of=revision.of,
                    direction=revision.direction,
                    announced=revision.announced,
                    before=revision.before,
                    after=revision.after,
                )
            )


def _at_stake(incident: Incident, found: Gathering, vocabulary: Vocabulary) -> None:
    """What the voices had to gain or lose by their answers."""
    for one in interests(incident, found.told, vocabulary):
        for stake in one.stakes:
            label = found.who(stake.claim, stake.voice)
            if label is not None:
                found.staked[label][stake.kind, stake.other].append(stake.claim)


# ------------------------------------------------------------ whom it repeats


def _repeated(incident: Incident, found: Gathering, read: Mapping[str, Reading], vocabulary: Vocabulary) -> list[Repeats]:
    """What publishers give in their own words that goes back to another voice."""
    documents = [found.documents[address] for address in incident.documents if address in found.documents]
    readings = [read[document.address] for document in documents if document.address in read]
    return [one for origin in lineage(incident, documents, readings, vocabulary) for one in origin.repeats]


def _retold(incident: Incident, repeated: Sequence[Repeats], found: Gathering) -> None:
    """Whom they repeat so."""
    houses = [found.houses[address] for address in incident.documents if address in found.houses]
    named = {house.name: found.known[house] for house in houses}
    named |= {found.voices[k].name: found.known[found.voices[k]] for k in incident.claims if k in found.voices}
    for one in repeated:
        who, whom = found.known[found.houses[one.document]], named.get(one.whom)
        if whom is not None and who != whom:
            found.in_own_words[who, whom].append(incident.id)


def _passed_on(found: Gathering) -> None:
    """What publishers pass on by naming who says it."""
    for key, one in found.told.items():
        whom, who = found.known[found.voices[key]], found.known[found.houses[one.document.address]]
        if who != whom:
            found.passed_on[who, whom].append(key)


# ------------------------------------------------------------ the records


def _made(found: Gathering, vocabulary: Vocabulary) -> tuple[Record, ...]:
    voices: dict[str, list[Voicing]] = defaultdict(list)
    claims: dict[str, list[str]] = defaultdict(list)
    for voice, label in found.known.items():
        voices[label].append(voice)
    for key, voice in found.voices.items():
        claims[found.known[voice]].append(key)
    called = {label: _called(voices[label]) for label in voices}
    repeats = _repeats(found, called)
    made = [_record(label, voices[label], claims[label], repeats[label], found, vocabulary) for label in voices]
    return tuple(sorted(made, key=lambda r: (-len(r.claimed) - len(r.denied), -len(r.documents), r.name, r.id)))


def _called(voices: Sequence[Voicing]) -> str:
    """The name that most reports give it, of equals the longest; "X, citing Y" only where it has no other."""
    names = [voice.name for voice in voices if CITING not in voice.name] or [voice.name for voice in voices]
    return min(names, key=lambda name: (-names.count(name), -len(name), name))


def _repeats(found: Gathering, called: Mapping[str, str]) -> dict[str, list[Repeated]]:
    made: dict[str, list[Repeated]] = defaultdict(list)
    for who, whom in sorted({*found.passed_on, *found.in_own_words}):
        claims, incidents = found.passed_on.get((who, whom), ()), found.in_own_words.get((who, whom), ())
        made[who].append(Repeated(whom=called[whom], claims=tuple(sorted(claims)), incidents=tuple(dict.fromkeys(incidents))))
    return defaultdict(
        list, {who: sorted(rs, key=lambda r: (-len(r.claims) - len(r.incidents), r.whom)) for who, rs in made.items()}
    )


def _record(
    label: str,
    voices: Sequence[Voicing],
    keys: Sequence[str],
    repeats: Sequence[Repeated],
    found: Gathering,
    vocabulary: Vocabulary,
) -> Record:
    claims = [found.told[key].claim for key in sorted(keys)]
    houses = [found.documents[voice.address].source for voice in voices if voice.own]
    denied = tuple(c.key for c in claims if c.stance == "deny" or c.kind == DENIAL)
    staked = found.staked[label]
    losses = {key for (kind, _), of in staked.items() if kind == "own loss" for key in of}
    return Record(
        id=digest(["voice", label], 16),
        name=_called(voices),
        names=tuple(sorted({voice.name for voice in voices})),
        party=min((voice.party for voice in voices if voice.party), default=None),
        kind=min((source.kind for source in houses), default=None),
        documents=tuple(sorted({voice.address for voice in voices})),
        claimed=tuple(c.key for c in claims if c.stance == "assert" and c.kind != DENIAL),
        conceded=tuple(c.key for c in claims if c.against_interest or c.key in losses),
        denied=denied,
        revised=tuple(found.revised[label]),
        borne_out=tuple(found.borne_out[label]),
        contradicted=tuple(found.contradicted[label]),
        repeats=tuple(repeats),
        words=tuple(_worded(found.words[label], vocabulary)),
        interests=tuple(
            Staked(kind=kind, other=other, claims=tuple(dict.fromkeys(of))) for (kind, other), of in sorted(staked.items())
        ),
    )


def _worded(found: Iterable[Use], vocabulary: Vocabulary) -> Iterator[Worded]:
    by_word: dict[tuple[str, str | None], list[Use]] = defaultdict(list)
    for use in found:
        by_word[use.word, use.party].append(use)
    for (word, party), used in sorted(by_word.items(), key=lambda e: (-len(e[1]), e[0][0], e[0][1] or "")):
        entry = vocabulary.framing[word]
        yield Worded(
            word=word, neutral=entry.neutral, favours=entry.favours, refers=entry.refers, party=party, uses=tuple(used)
        )

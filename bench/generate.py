"""A made-up war of any length, as documents and readings: what `python -m bench scale` is measured on.

Seeded and deterministic: the same seed gives the same war, and a longer ledger begins with the shorter one. No sentence, name
or place is real. The shape follows the sample case that ships with the project (16 documents, 103 claims, 20 incidents as read
when this was written):

- claims of a document: 2 to 12, 6.4 on the mean, in texts of 123 words on the mean;
- what a claim says: a place in 82 %, a time in 54 %, figures in 43 %, a speaker in 64 %, who acts in 55 %, on whom in 71 %,
  a weapon in 22 %; 12 % stand in updates, 6 % in headlines, 5 % in readers' comments;
- kinds, measures, stances, precisions of places and times: in the sample's proportions;
- reprints: two documents of 16, another publisher's text with a few words changed;
- what a document tells: mostly one happening of the last days; the happening told most takes the first documents and the others
  share the rest after Zipf's law (of 20 incidents of the sample five are told by two documents or more);
- places, voices, publishers and words after Zipf's law (Zipf 1949), and one place name in eight misspelt, as "Saraqeb" and
  "Sarakib" stand beside "Saraqib" in the sample.

Not from the sample, which tells of two days: 60 documents and 30 incidents a day. At that rate 10 000 claims are four weeks and
1 000 000 claims seven years. A ledger grows by days, so the time to reconcile it should grow with its length.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import accumulate, count

from rashomon.model import (
    Actor,
    Anchor,
    Claim,
    Document,
    Mentions,
    Method,
    Passage,
    Place,
    Published,
    Quantity,
    Reading,
    Source,
    Span,
    Speaker,
    When,
    claim_key,
    digest,
)
from rashomon.model.document import Role

SEED = 20200227
BEGIN = date(2014, 1, 6)

DOCUMENTS, INCIDENTS = 60, 30
"""A day. Chosen, not measured: some dozens of publishers who follow one war."""

CLAIMS = ((2, 2), (3, 2), (4, 1), (5, 1), (6, 2), (7, 4), (9, 1), (11, 1), (12, 2))
"""Claims of a document, with how many of the sample's documents have so many."""

WORDS_A_CLAIM = 19
"""Words of text: the sample's 123 a document by its 6.4 claims."""

KINDS = (
    ("air-strike", 26), ("shelling", 19), ("casualties", 19), ("attack", 13), ("denial", 6), ("presence", 4),
    ("territory-taken", 3), ("evacuation", 2), ("armed-clash", 2), ("withdrawal", 2), ("accusation", 2), ("talks", 1),
    ("ceasefire", 1), ("advance", 1), ("deployment", 1),
)  # fmt: skip
FRINGE = ("denial", "presence", "evacuation", "accusation", "talks", "ceasefire", "deployment")
"""Kinds that stand beside the violence a document tells of, and do not make its main happening."""

SIDES = (("RUS", 17), ("SYR", 13), ("TUR", 13), ("OPP", 4), ("UKR", 4))
STRUCK = (("TUR", 22), ("CIV", 18), ("SYR", 17), ("OPP", 3), ("RUS", 3))
MEASURES = (("killed", 38), ("destroyed", 5), ("wounded", 4), ("killed_or_wounded", 2), ("targets_hit", 2))
COUNTED = {"TUR": "Turkish soldiers", "SYR": "Syrian soldiers", "CIV": "civilians", "OPP": "fighters", "RUS": "servicemen"}
SECTIONS = (("body", 79), ("update", 12), ("headline", 6), ("comment", 5))
PRECISIONS = (("settlement", 53), ("province", 23), ("country", 7), ("exact", 2))
WEAPONS = ("a missile", "rockets", "artillery shells", "a warplane", "a drone", "mortars")

PLACE, WHEN, FIGURE, SPEAKER, ACTS, STRUCK_SAID, WEAPON, REVISES = 0.82, 0.54, 0.43, 0.64, 0.55, 0.71, 0.22, 0.02
DENIED = 0.11
BLAMED_OTHERWISE = 0.1
"""Share of voices that name another side as the one who did it."""

REPRINTED = 2 / 16
MISSPELT = 1 / 8
MAIN, BESIDE = 0.75, 0.15
"""Share of a document's claims about its main happening, and about another that others tell too; the rest it tells alone."""

RECENT = (1.0, 0.4, 0.15)
"""How much a happening of today, yesterday and the day before is told."""

SETTLEMENTS, PROVINCES, LEXICON, SIGNATURE = 900, 14, 40_000, 6

METHOD = Method(name="generated", version="1", config="none")
LINK = Method(name="link", version="generated", config="none")

_ONSET = ("b", "d", "f", "g", "h", "k", "kh", "l", "m", "n", "q", "r", "s", "sh", "t", "w", "y", "z", "j", "th")
_VOWEL = ("a", "e", "i", "o", "u", "aa", "ei")
_CODA = ("", "", "n", "r", "l", "b", "q", "t", "m", "sh", "yn")
_SLIPS = (("q", "k"), ("aa", "a"), ("ei", "i"), ("i", "e"), ("u", "o"), ("w", "v"), ("kh", "h"))


def word(rng: random.Random, syllables: int) -> str:
    """A made-up word."""
    return "".join(rng.choice(_ONSET) + rng.choice(_VOWEL) + rng.choice(_CODA) for _ in range(syllables))


class Weighted:
    """Things with weights, drawn in a stroke."""

    def __init__(self, entries: Sequence[tuple[object, float]]) -> None:
        self.things = [thing for thing, _ in entries]
        self.weights = list(accumulate(weight for _, weight in entries))

    def draw(self, rng: random.Random, many: int) -> list[object]:
        return rng.choices(self.things, cum_weights=self.weights, k=many)

    def one(self, rng: random.Random) -> object:
        return rng.choices(self.things, cum_weights=self.weights)[0]


def zipf(things: Sequence[object], power: float = 1.0) -> Weighted:
    """Each thing weighs what its rank says."""
    return Weighted([(thing, 1 / rank**power) for rank, thing in enumerate(things, 1)])


@dataclass(frozen=True)
class Spot:
    """A settlement, a province or the country; `spellings`, its own name first."""

    id: str
    spellings: tuple[str, ...]
    precision: str
    lat: float
    lon: float
    province: str

    def mention(self, name: str, start: int) -> Place:
        """As linked. Misspelt names are linked too: the gazetteer knows them."""
        return Place(
            text=name, start=start, end=start + len(name), name=self.spellings[0], country="SYR", lat=self.lat, lon=self.lon,
            precision=self.precision, id=self.id, admin1=self.province, basis="made up",  # type: ignore[arg-type]
        )  # fmt: skip


@dataclass(frozen=True)
class Happening:
    """What happened: what documents tell more or less of. `names` are the words that only its reports have."""

    day: date
    kind: str
    spot: Spot
    actor: str
    struck: str
    measure: str
    toll: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class Made:
    """A document with its claims as an engine reads them and as they are linked."""

    document: Document
    reading: Reading
    linked: Reading


class World:
    """All that does not change from day to day."""

    def __init__(self, seed: int = SEED) -> None:
        self.seed = seed
        rng = random.Random(f"{seed} world")
        provinces = [
            Spot(f"p{n}", (word(rng, 2).capitalize(),), "province", 33 + 3.4 * rng.random(), 36 + 5 * rng.random(), "")
            for n in range(PROVINCES)
        ]
        self.country = Spot("c0", ("Syria",), "country", 35.0, 38.5, "")
        self.provinces = {spot.spellings[0]: spot for spot in provinces}
        self.settlements = zipf([self._settlement(rng, n, rng.choice(provinces)) for n in range(SETTLEMENTS)], 0.8)
        self.lexicon = zipf([word(rng, 1 + (n > 100) + (n > 4000)) for n in range(LEXICON)])
        self.voices = {side: zipf([self._voice(rng, side) for _ in range(40)]) for side, _ in (*SIDES, ("", 0))}
        self.publishers = zipf([self._publisher(rng, n) for n in range(36)], 0.7)

    @staticmethod
    def _settlement(rng: random.Random, n: int, province: Spot) -> Spot:
        name = " ".join(word(rng, rng.choice((1, 2, 2))).capitalize() for _ in range(rng.choice((1, 1, 2))))
        slips = [name.replace(a, b) for a, b in _SLIPS if a in name]
        lat, lon = province.lat + rng.gauss(0, 0.25), province.lon + rng.gauss(0, 0.25)
        exact = rng.random() < 2 / 55
        return Spot(f"s{n}", (name, *slips[:2]), "exact" if exact else "settlement", lat, lon, province.spellings[0])

    @staticmethod
    def _voice(rng: random.Random, side: str) -> tuple[str, str]:
        return f"{word(rng, 2).capitalize()} {word(rng, 2).capitalize()}", side

    @staticmethod
    def _publisher(rng: random.Random, n: int) -> Source:
        name = f"{word(rng, 2).capitalize()} {rng.choice(('Courier', 'Post', 'Wire', 'Herald', 'Agency', 'Bulletin'))}"
        side = rng.choice([side for side, _ in SIDES]) if n % 3 == 0 else None
        return Source(id=name.casefold(), name=name, kind="state media" if side else "outlet", party=side)

    @cached_property
    def kinds(self) -> Weighted:
        """Kinds of main happenings."""
        return Weighted([(kind, n) for kind, n in KINDS if kind not in FRINGE])

    def happenings(self, day: date) -> list[Happening]:
        """Those of one day, the one told most first."""
        rng = random.Random(f"{self.seed} happenings {day}")
        return [self._happening(rng, day) for _ in range(INCIDENTS)]

    def _happening(self, rng: random.Random, day: date) -> Happening:
        actor = str(Weighted(SIDES).one(rng))
        struck = str(Weighted([(side, n) for side, n in STRUCK if side != actor]).one(rng))
        return Happening(
            day=day, kind=str(self.kinds.one(rng)), spot=self.settlements.one(rng), actor=actor, struck=struck,  # type: ignore[arg-type]
            measure=str(Weighted(MEASURES).one(rng)), toll=1 + int(rng.expovariate(1 / 9)),
            names=tuple(word(rng, 3).capitalize() for _ in range(SIGNATURE)),
        )  # fmt: skip

    def documents(self, day: date) -> Iterator[Made]:
        """Those of one day."""
        recent = [(n, self.happenings(day - timedelta(days=n))) for n in range(len(RECENT))]
        told = Weighted([(h, RECENT[n] / rank) for n, known in recent for rank, h in enumerate(known, 1)])
        rng = random.Random(f"{self.seed} documents {day}")
        before: list[Writer] = []
        for n in range(DOCUMENTS):
            if before and rng.random() < REPRINTED:
                writer = rng.choice(before).again(self, rng, day, n)
            else:
                writer = Writer(self, rng, day, n)
                writer.write(told)
                before.append(writer)
            yield writer.made()


class Writer:
    """Writes one document: its text as it grows, and the claims that stand in it."""

    def __init__(self, world: World, rng: random.Random, day: date, n: int) -> None:
        self.world, self.rng, self.day = world, rng, day
        self.address = f"{day}/{n:03}.txt"
        self.source: Source = world.publishers.one(rng)  # type: ignore[assignment]
        self.published = datetime(day.year, day.month, day.day, 6 + n * 16 // DOCUMENTS, rng.randrange(60))
        self.text = ""
        self.passages: list[Passage] = []
        self.drafts: list[dict[str, object]] = []

    def write(self, told: Weighted) -> None:
        """All claims."""
        rng = self.rng
        many = int(str(Weighted(CLAIMS).one(rng)))
        main: Happening = told.one(rng)  # type: ignore[assignment]
        sections = sorted((str(s) for s in Weighted(SECTIONS).draw(rng, many)), key=[s for s, _ in SECTIONS].index)
        sections.sort(key=lambda s: (s != "headline", s == "comment"))
        for section in sections:
            luck = rng.random()
            if luck < MAIN:
                happening = main
            elif luck < MAIN + BESIDE:
                happening = told.one(rng)  # type: ignore[assignment]
            else:
                happening = self.world._happening(rng, self.day)
            self._claim(happening, section)  # type: ignore[arg-type]

    def _claim(self, of: Happening, section: Role) -> None:
        """One sentence with its claim."""
        rng, begin = self.rng, len(self.text)
        says = lambda share: rng.random() < share  # noqa: E731
        kind = of.kind if says(0.85) else str(Weighted(KINDS).one(rng))
        fill = [str(w) for w in self.world.lexicon.draw(rng, WORDS_A_CLAIM)]
        parts: dict[str, tuple[int, str]] = {}

        def put(text: str, name: str = "") -> None:
            parts[name] = (len(self.text), text)
            self.text += text + " "

        speaker = None
        if section != "headline" and says(SPEAKER):
            side = rng.choice((of.actor, of.struck if of.struck in self.world.voices else "", ""))
            who, side = self.world.voices[side].one(rng)  # type: ignore[misc]
            put(who, "speaker")
            put("said")
            speaker = (who, side, len(self.text) - 5)
        quote = len(self.text)
        put(" ".join(fill[:4]).capitalize())
        if says(0.5):
            put(rng.choice(of.names))
        blamed = str(Weighted(SIDES).one(rng)) if says(BLAMED_OTHERWISE) else of.actor
        for share, text, name in (
            (ACTS, f"{blamed} forces", "actor"),
            (1.0, kind.replace("-", " "), ""),
            (WEAPON, rng.choice(WEAPONS), "weapon"),
            (1.0, " ".join(fill[4:8]), ""),
        ):
            if says(share):
                put(text, name)
        quantity = None
        if says(STRUCK_SAID):
            if says(FIGURE / STRUCK_SAID):
                toll = max(1, round(of.toll * rng.uniform(0.7, 1.1))) if says(0.4) else of.toll
                put(f"{toll} {COUNTED[of.struck]}", "figure")
                quantity = (of.measure, float(toll))
                put(of.measure.replace("_", " "))
            else:
                put(COUNTED[of.struck], "struck")
        put(" ".join(fill[8:13]))
        spot = None
        if says(PLACE):
            precision = str(Weighted(PRECISIONS).one(rng))
            spot = {"province": self.world.provinces[of.spot.province], "country": self.world.country}.get(precision, of.spot)
            name = rng.choice(spot.spellings[1:]) if len(spot.spellings) > 1 and says(MISSPELT) else spot.spellings[0]
            put("at")
            put(name, "place")
        if says(WHEN):
            put("on")
            put(f"{of.day:%A %d %B}", "when")
        put(" ".join(fill[13:]))
        end = len(self.text) - 1
        self.text = self.text[:end] + "."
        sentence = self.text[begin:]
        self.text += "\n" if section in ("headline", "update", "comment") else " "
        self.passages.append(Passage(role=section, start=begin, end=end + 1))
        self.drafts.append(
            {
                "of": of,
                "kind": kind,
                "section": section,
                "sentence": sentence,
                "quote": (quote, end),
                "parts": parts,
                "spot": spot,
                "speaker": speaker,
                "blamed": blamed,
                "quantity": quantity,
                "denied": says(DENIED),
                "revises": says(REVISES),
            }
        )

    def again(self, world: World, rng: random.Random, day: date, n: int) -> Writer:
        """The same text by another publisher, a few hours later."""
        other = Writer(world, rng, day, n)
        other.text, other.passages, other.drafts = self.text, self.passages, self.drafts
        return other

    def made(self) -> Made:
        """The document and its readings."""
        document = Document(
            address=self.address, name=self.address, source=self.source, capture=digest(["capture", self.address]),
            text=self.text, passages=tuple(self.passages), lang="en",
            published=Published(value=f"{self.published.isoformat(timespec='minutes')}Z", basis="stated"),
        )  # fmt: skip
        claims = tuple(self._made(draft, n) for n, draft in enumerate(self.drafts))
        places = tuple(claim.place for claim in claims if claim.place is not None)
        reading = Reading(address=self.address, method=METHOD, input=document.reading_input, claims=claims)
        linked = Reading(
            address=self.address, method=LINK, input=digest([reading.id, document.id]), claims=claims,
            mentions=Mentions(places=places),
        )  # fmt: skip
        return Made(document, reading, linked)

    def _made(self, draft: dict[str, object], n: int) -> Claim:
        of, parts, kind = draft["of"], draft["parts"], str(draft["kind"])
        assert isinstance(of, Happening)
        assert isinstance(parts, dict)
        (start, end), sentence = draft["quote"], str(draft["sentence"])  # type: ignore[misc]

        def span(name: str) -> dict[str, object]:
            at, text = parts[name]
            return {"text": text, "start": at, "end": at + len(text)}

        def actor(name: str, side: str) -> Actor:
            kind = "people" if side == "CIV" else "military"
            return Actor(**span(name), name=side, id=side, party=side, kind=kind)  # type: ignore[arg-type]

        struck = next((name for name in ("figure", "struck") if name in parts), None)
        speakers, speaker = (), draft["speaker"]
        if speaker is not None:
            who, side, cue = speaker  # type: ignore[misc]
            said = Span(start=cue, end=cue + 4, text="said")
            speakers = (Speaker(**span("speaker"), name=who, cue=said, party=side or None),)  # type: ignore[assignment,arg-type]
        figures: tuple[Quantity, ...] = ()
        if draft["quantity"] is not None:
            measure, toll = draft["quantity"]  # type: ignore[misc]
            figures = (
                Quantity(measure=measure, **span("figure"), low=toll, high=toll, of=COUNTED[of.struck], party=of.struck),  # type: ignore[arg-type]
            )
        spot = draft["spot"]
        day = of.day.isoformat()
        return Claim(
            key=claim_key(self.address, sentence, kind, n),
            anchor=Anchor(address=self.address, sentence=sentence, quote=self.text[start:end], start=start, end=end),
            section=draft["section"],  # type: ignore[arg-type]
            kind=kind,
            stance="deny" if draft["denied"] else "assert",
            speakers=speakers,
            actors=(actor("actor", str(draft["blamed"])),) if "actor" in parts else (),
            targets=(actor(struck, of.struck),) if struck else (),
            weapons=(Span(**span("weapon")),) if "weapon" in parts else (),  # type: ignore[arg-type]
            place=spot.mention(parts["place"][1], parts["place"][0]) if isinstance(spot, Spot) else None,
            when=When(**span("when"), earliest=day, latest=day, precision="day", value=day) if "when" in parts else None,  # type: ignore[arg-type]
            figures=figures,
            revises=bool(draft["revises"] and figures),
        )


def war(claims: int, seed: int = SEED) -> Iterator[Made]:
    """Documents until they hold so many claims (the last one may go beyond)."""
    world, told = World(seed), 0
    for n in count():
        for made in world.documents(BEGIN + timedelta(days=n)):
            yield made
            told += len(made.linked.claims)
            if told >= claims:
                return

"""A standing of our own invention to export: two theatres, rising and falling tolls, a disputed author, a denial, a road.

Every place, publisher and happening here is made up; only the party codes and the countries are real.
"""

from __future__ import annotations

from typing import Any

from rashomon.model import (
    Actor,
    Anchor,
    Attribution,
    Bounds,
    Claim,
    Document,
    Failure,
    Held,
    Incident,
    Mentions,
    Method,
    Passage,
    Place,
    Point,
    Position,
    Published,
    Quantity,
    Reading,
    Relation,
    Revision,
    Source,
    Span,
    Speaker,
    Standing,
    Tally,
    Value,
    Voice,
    When,
    claim_key,
    digest_bytes,
)

METHOD = Method(name="link", version="1", config="0")

SOURCES = {
    "wire": Source(id="wire", name="Blue Nile Wire", kind="agency", url="https://wire.example/"),
    "daily": Source(id="daily", name="Sennar Daily", kind="outlet", owner="Blue Nile Wire"),
    "mod": Source(id="mod", name="Ministry of Defence of Sudan", kind="state organ", party="SDN"),
    "suna": Source(id="suna", name="Capital News Agency", kind="state media", owner="SDN", party="SDN"),
    "rsf": Source(id="rsf", name="Rapid Support Media Room", kind="armed group", party="RSF"),
    "monitor": Source(id="monitor", name="Gezira Rights Monitor", kind="monitor"),
    "blog": Source(id="blog", name="Two Rivers Live", kind="outlet"),
    "east": Source(id="east", name="Dawn Courier", kind="outlet"),
}

PLACES = {
    "Wad Rahal": {"name": "Wad Rahal", "country": "SDN", "lat": 14.41, "lon": 33.52, "precision": "settlement", "id": "x1"},
    "Hilla Jadida": {"name": "Hilla Jadida", "country": "SDN", "lat": 14.63, "lon": 33.18, "precision": "exact", "id": "x2"},
    "Gezira": {"name": "Gezira", "country": "SDN", "lat": 14.5, "lon": 33.3, "precision": "province", "id": "x3"},
    "the Sennar road": {"name": "Sennar road", "country": "SDN", "lat": 13.95, "lon": 33.6, "precision": "line", "id": "x4"},
    "Krynka": {"name": "Krynka", "country": "UKR", "lat": 48.6, "lon": 37.6, "precision": "district", "id": "x5"},
    "Sudan": {"name": "Sudan", "country": "SDN", "lat": 15.0, "lon": 30.0, "precision": "country", "id": "x6"},
}

ARTICLES: list[tuple[str, str, str | None, list[tuple[str, str]]]] = [
    (
        "wire-0504.txt",
        "wire",
        "2023-05-04T10:20:00Z",
        [
            ("headline", "Market hit in Wad Rahal, nine dead"),
            (
                "body",
                "At least nine people were killed when rockets hit the market of Wad Rahal on Thursday morning, "
                "the hospital director said.",
            ),
            ("body", "A spokesman for the army said the Rapid Support Forces had fired the rockets."),
            ("body", "Residents said that they had heard no aircraft."),
        ],
    ),
    (
        "daily/0504.html",
        "daily",
        "2023-05-04T12:00:00Z",
        [
            ("headline", "Nine dead in market"),
            (
                "body",
                "At least nine people were killed when rockets hit the market of Wad Rahal on Thursday morning, "
                "the hospital director said.",
            ),
        ],
    ),
    (
        "rsf-0504.txt",
        "rsf",
        "2023-05-04T15:45:00Z",
        [
            ("body", "The air force bombed the market of Wad Rahal and killed 31 civilians."),
            ("body", "Our forces have no rocket launchers in Gezira."),
        ],
    ),
    (
        "mod-0504.txt",
        "mod",
        "2023-05-04T18:00:00Z",
        [
            ("body", "No aircraft flew over Gezira on 4 May."),
            ("body", "The rebel militia shelled the market of Wad Rahal; 12 citizens were killed."),
        ],
    ),
    (
        "live-0505.html",
        "blog",
        "2023-05-05T07:00:00Z",
        [
            ("headline", "Live: the third week"),
            ("update", "The hospital director now says that 17 people died in Wad Rahal."),
            ("body", "The Gezira Rights Monitor puts the dead of Wad Rahal at 14 to 19, with 40 wounded."),
            ("body", "A video shows two craters beside the fish stalls of Wad Rahal."),
            ("comment", "They should all be bombed, says user <script>alert(1)</script>."),
            ("other", "Read also: Forty killed in an older war"),
        ],
    ),
    (
        "monitor-0507.txt",
        "monitor",
        "2023-05-07",
        [
            (
                "body",
                "We have identified 16 people killed in Wad Rahal on 4 May; one name of our earlier list was counted twice.",
            ),
            ("body", "Fragments of a 122 mm rocket were photographed at Wad Rahal."),
        ],
    ),
    (
        "suna-0506.txt",
        "suna",
        "2023-05-06",
        [
            ("body", "The armed forces retook Hilla Jadida on Friday night, the ministry said."),
            ("body", "Seven of our soldiers were martyred in the battle for Hilla Jadida."),
            ("body", "Traffic on the Sennar road was cut by gunmen."),
        ],
    ),
    (
        "rsf-0506.txt",
        "rsf",
        "2023-05-06T20:00:00Z",
        [("body", "Hilla Jadida remains in our hands; the army lost dozens of fighters.")],
    ),
    (
        "dawn-2022.txt",
        "east",
        None,
        [("body", "Shells fell in the Krynka district, officials reported.")],
    ),
]

CLAIMS: list[tuple[str, str, dict[str, Any]]] = [
    (
        "wire-0504.txt",
        "Market hit in Wad Rahal, nine dead",
        {"i": "market", "kind": "shelling", "place": "Wad Rahal", "figures": [("killed", "nine", 9, 9, "CIV")]},
    ),
    (
        "wire-0504.txt",
        "At least nine people were killed when rockets hit the market of Wad Rahal on Thursday morning",
        {
            "i": "market",
            "kind": "shelling",
            "place": "Wad Rahal",
            "weapons": ["rockets"],
            "when": ("Thursday morning", "2023-05-04", "2023-05-04"),
            "speaker": ("the hospital director", "hospital director", None, "said"),
            "figures": [("killed", "At least nine", 9, None, "CIV")],
        },
    ),
    (
        "wire-0504.txt",
        "the Rapid Support Forces had fired the rockets",
        {
            "i": "market",
            "kind": "shelling",
            "actors": [("the Rapid Support Forces", "RSF")],
            "speaker": ("A spokesman for the army", "army spokesman", "SDN", "said"),
        },
    ),
    (
        "wire-0504.txt",
        "they had heard no aircraft",
        {
            "i": "market",
            "kind": "air-strike",
            "stance": "deny",
            "speaker": ("Residents", "Residents", "CIV", "said"),
            "evidence": ["witness"],
        },
    ),
    (
        "daily/0504.html",
        "At least nine people were killed when rockets hit the market of Wad Rahal on Thursday morning",
        {
            "i": "market",
            "kind": "shelling",
            "place": "Wad Rahal",
            "weapons": ["rockets"],
            "when": ("Thursday morning", "2023-05-04", "2023-05-04"),
            "speaker": ("the hospital director", "hospital director", None, "said"),
            "figures": [("killed", "At least nine", 9, None, "CIV")],
        },
    ),
    (
        "rsf-0504.txt",
        "The air force bombed the market of Wad Rahal and killed 31 civilians",
        {
            "i": "market",
            "kind": "air-strike",
            "place": "Wad Rahal",
            "actors": [("The air force", "SDN")],
            "figures": [("killed", "31", 31, 31, "CIV")],
        },
    ),
    (
        "rsf-0504.txt",
        "Our forces have no rocket launchers in Gezira",
        {"i": "market", "kind": "presence", "stance": "deny", "place": "Gezira", "actors": [("Our forces", "RSF")]},
    ),
    (
        "mod-0504.txt",
        "No aircraft flew over Gezira on 4 May",
        {
            "i": "market",
            "kind": "air-strike",
            "stance": "deny",
            "place": "Gezira",
            "when": ("4 May", "2023-05-04", "2023-05-04"),
        },
    ),
    (
        "mod-0504.txt",
        "The rebel militia shelled the market of Wad Rahal; 12 citizens were killed",
        {
            "i": "market",
            "kind": "shelling",
            "place": "Wad Rahal",
            "actors": [("The rebel militia", "RSF")],
            "figures": [("killed", "12", 12, 12, "CIV")],
        },
    ),
    (
        "live-0505.html",
        "17 people died in Wad Rahal",
        {
            "i": "market",
            "kind": "casualties",
            "section": "update",
            "place": "Wad Rahal",
            "revises": True,
            "speaker": ("The hospital director", "hospital director", None, "says"),
            "figures": [("killed", "17", 17, 17, "CIV")],
        },
    ),
    (
        "live-0505.html",
        "The Gezira Rights Monitor puts the dead of Wad Rahal at 14 to 19, with 40 wounded",
        {
            "i": "market",
            "kind": "casualties",
            "place": "Wad Rahal",
            "speaker": ("The Gezira Rights Monitor", "Gezira Rights Monitor", None, "puts"),
            "figures": [("killed", "14 to 19", 14, 19, "CIV"), ("wounded", "40", 40, 40, "CIV")],
        },
    ),
    (
        "live-0505.html",
        "A video shows two craters beside the fish stalls of Wad Rahal",
        {"i": "market", "kind": "shelling", "place": "Wad Rahal", "evidence": ["video"]},
    ),
    (
        "live-0505.html",
        "They should all be bombed, says user <script>alert(1)</script>",
        {"i": "market", "kind": "air-strike", "section": "comment", "stance": "demand"},
    ),
    ("live-0505.html", "Forty killed in an older war", {"i": None, "kind": "casualties", "section": "other"}),
    (
        "monitor-0507.txt",
        "We have identified 16 people killed in Wad Rahal on 4 May",
        {
            "i": "market",
            "kind": "casualties",
            "place": "Wad Rahal",
            "revises": True,
            "evidence": ["document"],
            "figures": [("killed", "16", 16, 16, "CIV")],
        },
    ),
    (
        "monitor-0507.txt",
        "Fragments of a 122 mm rocket were photographed at Wad Rahal",
        {"i": "market", "kind": "shelling", "place": "Wad Rahal", "weapons": ["122 mm rocket"], "evidence": ["photo"]},
    ),
    (
        "suna-0506.txt",
        "The armed forces retook Hilla Jadida on Friday night",
        {
            "i": "town",
            "kind": "territory-taken",
            "place": "Hilla Jadida",
            "actors": [("The armed forces", "SDN")],
            "when": ("Friday night", "2023-05-05", "2023-05-06"),
            "speaker": ("the ministry", "Ministry of Defence of Sudan", "SDN", "said"),
        },
    ),
    (
        "suna-0506.txt",
        "Seven of our soldiers were martyred in the battle for Hilla Jadida",
        {
            "i": "town",
            "kind": "casualties",
            "place": "Hilla Jadida",
            "against_interest": True,
            "figures": [("killed", "Seven", 7, 7, "SDN")],
        },
    ),
    (
        "suna-0506.txt",
        "Traffic on the Sennar road was cut by gunmen",
        {"i": "road", "kind": "blockade", "place": "the Sennar road", "actors": [("gunmen", None)]},
    ),
    (
        "rsf-0506.txt",
        "Hilla Jadida remains in our hands",
        {"i": "town", "kind": "territory-taken", "stance": "deny", "place": "Hilla Jadida"},
    ),
    (
        "rsf-0506.txt",
        "the army lost dozens of fighters",
        {"i": "town", "kind": "casualties", "figures": [("killed_or_wounded", "dozens of fighters", 24, 99, "SDN")]},
    ),
    (
        "dawn-2022.txt",
        "Shells fell in the Krynka district",
        {"i": "shells", "kind": "shelling", "place": "Krynka", "speaker": ("officials", "officials", None, "reported")},
    ),
]


def _document(address: str, source: str, published: str | None, blocks: list[tuple[str, str]]) -> Document:
    passages, text = [], ""
    for role, words in blocks:
        more = {"posted": "2023-05-05T09:30:00Z"} if role == "update" else {}
        more |= {"author": "user9", "depth": 0} if role == "comment" else {}
        passages.append(Passage(role=role, start=len(text), end=len(text) + len(words), **more))  # type: ignore[arg-type]
        text += words + "\n"
    inferred = address.startswith("live")
    stated = published and Published(
        value=published, basis="inferred" if inferred else "stated", reason="“third week” and Thursday" if inferred else None
    )
    return Document(
        address=address,
        name=address.rsplit("/", 1)[-1],
        source=SOURCES[source],
        capture=digest_bytes(text.encode()),
        text=text,
        passages=tuple(passages),
        lang="en",
        title=blocks[0][1] if blocks[0][0] == "headline" else None,
        url=f"https://{source}.example/{address}",
        published=stated or None,
    )


def _span(text: str, words: str, near: int = 0) -> dict[str, Any]:
    start = text.index(words, near) if words in text[near:] else text.index(words)
    return {"text": words, "start": start, "end": start + len(words)}


def _claim(document: Document, quote: str, spec: dict[str, Any]) -> Claim:
    text, at = document.text, document.text.index(quote)
    passage = next(p for p in document.passages if p.start <= at < p.end)
    sentence = text[passage.start : passage.end]

    def actor(words: str, party: str | None) -> Actor:
        return Actor(
            **_span(text, words, at),
            name={"RSF": "Rapid Support Forces", "SDN": "Sudan"}.get(party or ""),
            id=party,
            party=party,
        )

    speakers = ()
    if spec.get("speaker"):
        words, name, party, cue = spec["speaker"]
        speakers = (
            Speaker(**_span(text, words), name=name, actor=party, party=party, cue=Span(**_span(text, cue, text.index(words)))),
        )
    place = spec.get("place")
    when = spec.get("when")
    return Claim(
        key=claim_key(document.address, sentence, spec["kind"], at),
        anchor=Anchor(address=document.address, sentence=sentence, quote=quote, start=at, end=at + len(quote)),
        section=passage.role,
        kind=spec["kind"],
        stance=spec.get("stance", "assert"),
        speakers=speakers,
        actors=tuple(actor(words, party) for words, party in spec.get("actors", [])),
        weapons=tuple(Span(**_span(text, words, at)) for words in spec.get("weapons", [])),
        place=Place(**_span(text, place, at), **PLACES[place]) if place else None,  # type: ignore[arg-type]
        when=When(**_span(text, when[0], at), earliest=when[1], latest=when[2], precision="day") if when else None,
        figures=tuple(
            Quantity(
                measure=measure,
                **_span(text, words, at),
                low=low,
                high=high,
                of="people",
                party=party,
                hedge="at least" if high is None else None,
            )
            for measure, words, low, high, party in spec.get("figures", [])
        ),
        evidence=tuple(spec.get("evidence", ())),
        against_interest=spec.get("against_interest", False),
        revises=spec.get("revises", False),
    )


DOCUMENTS = tuple(sorted((_document(*article) for article in ARTICLES), key=lambda d: d.address))
BY_ADDRESS = {d.address: d for d in DOCUMENTS}
MADE = [(spec["i"], _claim(BY_ADDRESS[address], quote, spec)) for address, quote, spec in CLAIMS]


def _key(n: int) -> str:
    return MADE[n][1].key


def _voice(n: int) -> Voice:
    claim = MADE[n][1]
    document = BY_ADDRESS[claim.anchor.address]
    name, actor = (
        (claim.speakers[0].name, claim.speakers[0].actor) if claim.speakers else (document.source.name, document.source.party)
    )
    published = document.published.value if document.published else None
    return Voice(name=name, actor=actor, document=document.address, published=published, claim=claim.key)


def _position(value: Value, claims: list[int], origins: int, **more: Any) -> Position:
    return Position(value=value, voices=tuple(_voice(n) for n in claims), origins=origins, **more)


def _exactly(n: float) -> Bounds:
    return Bounds(low=n, high=n)


def _incident(name: str, title: str, kind: str, when: When | None, **more: Any) -> Incident:
    claims = tuple(claim for home, claim in MADE if home == name)
    place = next((c.place for c in claims if c.place), None)
    return Incident(
        id=f"{name}-{claims[0].key[:6]}",
        title=title,
        kind=kind,
        claims=tuple(c.key for c in claims),
        documents=tuple(sorted({c.anchor.address for c in claims})),
        place=place,
        when=when,
        **more,
    )


def _day(n: int) -> When:
    return MADE[n][1].when  # type: ignore[return-value]


INCIDENTS = (
    _incident(
        "market",
        "Shelling of the market of Wad Rahal",
        "shelling",
        _day(1),
        figures=(
            Tally(measure="killed", party="CIV", of="people", low=12, best=16, high=31),
            Tally(measure="wounded", party="CIV", of="people", low=40, best=40, high=40),
        ),
        points=(
            Point(
                slot="killed",
                party="CIV",
                of="people",
                standing="contested",
                note="The ministry's 12 is older than the hospital's 17.",
                positions=(
                    _position(_exactly(17), [9], 1),
                    _position(_exactly(16), [14], 1),
                    _position(_exactly(12), [8], 1),
                    _position(_exactly(31), [5], 1),
                ),
            ),
            Point(slot="actor", standing="contested", positions=(_position("RSF", [2, 8], 1), _position("SDN", [5], 1))),
            Point(
                slot="kind",
                standing="contested",
                positions=(_position("shelling", [1, 4, 8, 11, 15], 4), _position("air-strike", [5], 1)),
            ),
            Point(slot="happened", standing="corroborated", positions=(_position("yes", [1, 5, 8, 14], 4),)),
            Point(slot="wounded", party="CIV", of="people", standing="single", positions=(_position(_exactly(40), [10], 1),)),
        ),
        revisions=(
            Revision(
                slot="killed",
                party="CIV",
                of="people",
                voice="hospital director",
                before=Held(value=Bounds(low=9, high=None), claim=_key(1)),
                after=Held(value=_exactly(17), claim=_key(9)),
                direction="up",
                announced=True,
            ),
            Revision(
                slot="killed",
                party="CIV",
                of="people",
                voice="Gezira Rights Monitor",
                before=Held(value=Bounds(low=14, high=19), claim=_key(10)),
                after=Held(value=_exactly(16), claim=_key(14)),
                direction="other_measure",
                announced=False,
            ),
        ),
        relations=(Relation(type="part_of", incident="gezira", reason="same week"),),
    ),
    _incident(
        "town",
        "Hilla Jadida taken",
        "territory-taken",
        _day(16),
        figures=(Tally(measure="killed", party="SDN", of="people", low=7, best=7, high=7),),
        points=(
            Point(slot="happened", standing="contested", positions=(_position("yes", [16], 1), _position("no", [19], 1))),
            Point(
                slot="killed",
                party="SDN",
                of="people",
                standing="single",
                positions=(_position(_exactly(7), [17], 1, against_interest=True),),
            ),
        ),
    ),
    _incident(
        "road",
        "Sennar road cut",
        "blockade",
        None,
        points=(Point(slot="happened", standing="single", positions=(_position("yes", [18], 1),)),),
    ),
    _incident(
        "shells",
        "Shells on Krynka",
        "shelling",
        When(text="", start=0, end=0, earliest="2022-04-08", latest="2022-04-08", precision="day"),
    ),
)

READINGS = tuple(
    Reading(
        address=d.address,
        method=METHOD,
        input=d.reading_input,
        claims=tuple(sorted((c for _, c in MADE if c.anchor.address == d.address), key=lambda c: c.anchor.start)),
        mentions=Mentions(
            places=tuple(c.place for _, c in MADE if c.anchor.address == d.address and c.place),
            times=tuple(c.when for _, c in MADE if c.anchor.address == d.address and c.when),
            actors=tuple(a for _, c in MADE if c.anchor.address == d.address for a in c.actors),
            attributions=tuple(
                Attribution(
                    content=Span(text=c.anchor.quote, start=c.anchor.start, end=c.anchor.end),
                    source=Span(text=c.speakers[0].text, start=c.speakers[0].start, end=c.speakers[0].end),
                    cue=c.speakers[0].cue,
                )
                for _, c in MADE
                if c.anchor.address == d.address and c.speakers
            ),
        ),
    )
    for d in DOCUMENTS
)

STANDING = Standing(
    documents=DOCUMENTS,
    readings=READINGS,
    incidents=INCIDENTS,
    failures=(Failure(about="broken.html", stage="add", reason="broken.html: is empty; capture it again"),),
    asof="2023-05-08T12:00:00.000000Z",
)

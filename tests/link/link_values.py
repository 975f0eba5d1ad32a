"""What the linker's tests share: a small gazetteer, a small vocabulary of parties, documents, readings and claims.

The gazetteer's places are real, the sentences are our own.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

from msgspec import structs

from rashomon.link import Gazetteer, Linker
from rashomon.link.actors import Actors, Whose
from rashomon.link.setting import Setting
from rashomon.link.site import Named, Site
from rashomon.model import Actor, Anchor, Claim, Document, Mentions, Method, Place, Published, Reading, Source, Speaker
from rashomon.vocabulary import Party, Tie, Vocabulary, load

ENGINE = Method(name="test", version="1", config="0")

PARTIES = {
    "OPP": Party(name="Armed opposition", adjectives=("rebel", "rebels", "opposition")),
    "CIV": Party(name="Civilians", kind="people", adjectives=("civilian", "civilians")),
    "UNKNOWN": Party(name="Unidentified armed men", names=("masked riders",)),
    "ISIS": Party(name="Islamic State", names=("Islamic State", "ISIS", "IS", "Daesh")),
    "HTS": Party(
        name="Hayat Tahrir al-Sham", names=("Hayat Tahrir al-Sham", "HTS"),
        ties=(Tie(type="ally", to="OPP", until="2019"),),
    ),
    "HOUTHI": Party(name="Ansar Allah", names=("Houthis", "Houthi"), conflicts=("yemen",)),
    "YPG": Party(name="People's Protection Units", names=("YPG", "People's Protection Units")),
    "PKK": Party(name="Kurdistan Workers' Party", names=("PKK",)),
    "TUR": Party(
        name="Türkiye", kind="state", names=("Turkey", "Türkiye"), adjectives=("Turkish", "Turks"), metonyms=("Ankara",),
        people=("Hulusi Akar",), organs=("TSK",),
    ),
    "SYR": Party(
        name="Syria", kind="state", names=("Syria",), adjectives=("Syrian", "Syrians"), metonyms=("Damascus",),
        organs=("Syrian Arab Army",), people=("Bashar al-Assad", "Assad"),
        ties=(Tie(type="ally", to="RUS", since="2015-09-30"),),
    ),
    "RUS": Party(name="Russia", kind="state", names=("Russia",), adjectives=("Russian", "Russians"), metonyms=("Moscow",)),
    "USA": Party(name="United States", kind="state", names=("United States", "US", "U.S."), adjectives=("American",)),
    "IRQ": Party(name="Iraq", kind="state", names=("Iraq",), adjectives=("Iraqi", "Iraqis"), conflicts=("iraq",)),
    "YEM": Party(name="Yemen", kind="state", names=("Yemen",), adjectives=("Yemeni",), conflicts=("yemen",)),
    "SAUCO": Party(name="Saudi-led coalition", kind="coalition", names=("Saudi-led coalition",), conflicts=("yemen",)),
    "COALITION": Party(name="Global Coalition", kind="coalition", names=("Global Coalition",), conflicts=("iraq",)),
    "UN": Party(name="United Nations", kind="organisation", names=("United Nations", "UN")),
    "SOHR": Party(name="Syrian Observatory", kind="organisation", names=("Syrian Observatory",)),
    "TWIN1": Party(name="First Front", names=("Front of the North",)),
    "TWIN2": Party(name="Second Front", names=("Front of the North",), ties=(Tie(type="opposes", to="SYR"),)),
}  # fmt: skip
"""A few parties with every kind of name; a real vocabulary has hundreds."""


def site(name: str, country: str, kind: str, lat: float, lon: float, people: int = 0, unit: str = "", key: str = "") -> Site:
    """A site; its id is made of kind and name unless given."""
    slug = key or {"country": f"country:{country}", "admin1": f"unit:{unit}", "city": f"geonames:{name}"}.get(
        kind, f"village:t/{name}"
    )
    return Site(slug, name, country, kind, lat, lon, people, unit)


PLACES = [
    Named(site("Syria", "SYR", "country", 35, 38), ("Syria",), True),
    Named(site("Turkey", "TUR", "country", 39, 35), ("Turkey", "Türkiye")),
    Named(site("United States", "USA", "country", 39.8, -98.5), ("United States", "US", "U.S.")),
    Named(site("Idlib", "SYR", "admin1", 35.8, 36.6, 0, "SY.12"), ("Idlib", "Idlib Governorate"), True),
    Named(site("Texas", "USA", "admin1", 31.4, -99.4, 0, "US.TX"), ("Texas",)),
    Named(site("Georgia", "USA", "admin1", 32.7, -83.4, 0, "US.GA"), ("Georgia",)),
    Named(site("Alabama", "USA", "admin1", 32.8, -86.8, 0, "US.AL"), ("Alabama",)),
    Named(site("Georgia", "GEO", "country", 42, 43.5), ("Georgia",), True),
    Named(site("Idlib", "SYR", "city", 35.93, 36.63, 128_840, "SY.12"), ("Idlib", "Idleb"), True),
    Named(site("Aleppo", "SYR", "city", 36.2, 37.16, 1_602_264, "SY.09"), ("Aleppo", "Halab", "ALP"), True),
    Named(site("Saraqib", "SYR", "city", 35.86, 36.81, 34_231, "SY.12"), ("Saraqib", "Saraqeb"), True),
    Named(site("Tripoli", "LBY", "city", 32.89, 13.19, 1_150_989), ("Tripoli",), True),
    Named(site("Tripoli", "LBN", "city", 34.43, 35.84, 229_398, key="geonames:tripoli-lb"), ("Tripoli",), True),
    Named(site("Lebanon", "LBN", "country", 33.8, 35.8), ("Lebanon",), True),
    Named(site("Libya", "LBY", "country", 28, 17), ("Libya",), True),
    Named(site("Paris", "FRA", "city", 48.85, 2.35, 2_138_551), ("Paris",)),
    Named(site("Paris", "USA", "city", 33.66, -95.56, 24_782, "US.TX", key="geonames:paris-tx"), ("Paris",)),
    Named(site("Dallas", "USA", "city", 32.78, -96.81, 1_300_000, "US.TX"), ("Dallas", "DAL")),
    Named(site("Smith", "USA", "city", 38, -119, 900), ("Smith",)),
    Named(site("Hit", "IRQ", "city", 33.64, 42.83, 66_700), ("Hit", "Hiit"), True),
    Named(site("Lamar County", "USA", "admin2", 33.67, -95.57, 0, "US.TX", key="unit:US.TX.277"), ("Lamar County",)),
    Named(site("Balyun", "SYR", "village", 35.73, 36.58), ("Balyun", "Behun"), True),
    Named(site("Salaheddine", "SYR", "quarter", 36.18, 37.12), ("Salaheddine",), True),
    Named(site("M5", "SYR", "road", 35.6, 36.7), ("M5", "Damascus-Aleppo highway"), True),
    Named(site("Sahel", "", "region", 15.5, -1), ("Sahel",)),
]


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The small gazetteer, built once."""
    return Gazetteer.build(Path(mkdtemp()) / "small.sqlite", sources=PLACES)


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The shipped words with the small parties."""
    return structs.replace(load(), parties=PARTIES)


@lru_cache(maxsize=1)
def linker() -> Linker:
    """A linker over both."""
    return Linker(vocabulary(), gazetteer())


def document(text: str, party: str | None = None, published: str | None = "2020-02-28", **more: str) -> Document:
    """A document of one text; `party` is its publisher's side, `kind` the publisher's kind, `url` its address."""
    source = Source(id="s", name="Example", party=party, kind=more.get("kind", "outlet"))
    when = Published(value=published, basis="stated") if published else None
    return Document(
        address="a",
        name="a",
        source=source,
        capture="0",
        text=text,
        passages=(),
        lang="en",
        published=when,
        url=more.get("url"),
    )


def parties(
    phrase: str, text: str = "", target: bool = False, own: str | None = None, its: str | None = None, **more: str
) -> list[str]:
    """The ids that a phrase means in a document of this text."""
    actors = Actors(vocabulary())
    about = document(text or phrase, **more)  # type: ignore[arg-type]  # keyword names are checked by `document`
    setting = Setting(about, vocabulary(), actors.matcher)
    start = max(0, about.text.find(phrase))
    return [link.id for link in actors.resolve(phrase, start, setting, target, Whose(own, its))]


def actor(text: str, whole: str) -> Actor:
    """An actor as said."""
    return Actor(text=text, start=whole.index(text), end=whole.index(text) + len(text))


def place(text: str, whole: str, after: int = 0) -> Place:
    """A place as said."""
    start = whole.index(text, after)
    return Place(text=text, start=start, end=start + len(text))


def speaker(text: str, whole: str, name: str = "") -> Speaker:
    """A speaker as said."""
    start = whole.index(text)
    return Speaker(text=text, start=start, end=start + len(text), name=name or text)


def claim(kind: str, **fields: object) -> Claim:
    """A claim of this kind with these fields."""
    anchor = Anchor(address="a", sentence="s", quote="q", start=0, end=1)
    return structs.replace(Claim(key="k", anchor=anchor, section="body", kind=kind), **fields)


def reading(claims: Sequence[Claim] = (), mentions: Mentions | None = None) -> Reading:
    """An engine's reading."""
    return Reading(address="a", method=ENGINE, input="i", claims=tuple(claims), mentions=mentions or Mentions())


def located(text: str, *names: str, **more: str) -> list[Place]:
    """The places that a document's names are linked to, each name at its first unused mention."""
    said, at = [], 0
    for name in names:
        said.append(place(name, text, at))
        at = said[-1].end
    about = document(text, **more)  # type: ignore[arg-type]  # keyword names are checked by `document`
    return list(linker().link(reading(mentions=Mentions(places=tuple(said))), about).mentions.places)

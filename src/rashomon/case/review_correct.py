"""What a person writes to correct a claim, held against the vocabulary: the stored body of a verdict, or one clear sentence.

Each slot is a line of text ("killed TUR 33; wounded 32-36") or, in JSON, a value in the shape of `Correction`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NoReturn, get_args

import msgspec
from msgspec import Struct
from rapidfuzz import process

from rashomon.case.errors import ReviewError
from rashomon.model import Claim, Correction, Document
from rashomon.model.claim import ActorRole, Certainty, Stance
from rashomon.model.correction import SLOTS, Count, Says, Time, Where, Who
from rashomon.read.llm_shape import evidence_labels
from rashomon.vocabulary import Vocabulary

if TYPE_CHECKING:
    from rashomon.link.site import Site

NOTHING = ("", "-", "–")
"""What a person writes for "the text tells none"."""

CIVILIANS = "CIV"

OFFERED = 4
"""Choices that a sentence names."""

_ROLE = re.compile(rf"^(?P<name>.+?)\s*\((?P<role>{'|'.join(get_args(ActorRole))})\)$")
_SIDE = re.compile(r"^(?P<name>.+?)\s*\((?P<party>[A-Z][\w-]*)\)$")
_AT = re.compile(r"^(?P<name>.*?)\s*@\s*(?P<lat>[-+]?\d+(?:\.\d+)?)\s*,\s*(?P<lon>[-+]?\d+(?:\.\d+)?)$")
_LAND = re.compile(r"^(?P<name>.+?),\s*(?P<country>[A-Z]{3})$")
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_FIGURE = re.compile(
    r"^(?P<measure>[a-z_]+)\s+(?:(?P<party>[A-Z][A-Za-z0-9_-]*)\s+)?"
    r"(?:(?P<from>at least|>=?)\s*|(?P<to>at most|up to|<=?)\s*)?"
    rf"(?P<low>{_NUMBER})(?:(?P<open>\+)|\s*[-–]\s*(?P<high>{_NUMBER}))?(?P<total>\s+in total)?(?:\s+(?P<of>\S.*))?$"
)
_MONTH = re.compile(r"^\d{4}-\d\d$")
_YEAR = re.compile(r"^\d{4}$")


class Room(Struct, frozen=True):
    """What a correction is held against. `named` looks a place's name up in the gazetteer."""

    claim: Claim
    document: Document
    words: Vocabulary
    named: Callable[[str], Sequence[Site]]


def body_of(slots: Mapping[str, Any], room: Room) -> dict[str, Any]:
    """The body of a verdict that corrects these slots. Raises ReviewError with what is wrong and what would be right."""
    if not slots:
        raise ReviewError(f"a correction says what is right, such as kind=shelling; the slots are {', '.join(SLOTS)}")
    unknown = next((name for name in slots if name not in SLOTS), None)
    if unknown is not None:
        raise ReviewError(f"{unknown}: a claim has no such slot; there are {', '.join(SLOTS)}")
    made = {name: _READ[name](value, room) if isinstance(value, str) else value for name, value in slots.items()}
    try:
        given = msgspec.convert(msgspec.to_builtins(made), Correction)
    except msgspec.ValidationError as error:
        raise ReviewError(f"{', '.join(slots)}: {error}") from None
    for name in slots:
        if name in _CHECK:
            _CHECK[name](getattr(given, name), room)
    stored: dict[str, Any] = msgspec.to_builtins(given)
    return stored


def written(lines: Sequence[str]) -> dict[str, str]:
    """`["kind=shelling", "place=Balyun, SYR"]` as slots. Raises ReviewError for a line without an equals sign."""
    found = {}
    for line in lines:
        name, equals, value = line.partition("=")
        if not equals:
            raise ReviewError(f"{line}: write SLOT=VALUE, such as kind=shelling; the slots are {', '.join(SLOTS)}")
        found[name.strip()] = value.strip()
    return found


def _wrong(slot: str, value: object, choices: Sequence[str], what: str) -> NoReturn:
    near = [name for name, _, _ in process.extract(str(value), choices, limit=OFFERED)]
    raise ReviewError(f"{slot}: {value!r} is no {what}; did you mean {', '.join(near)}?")


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()] if text.strip() not in NOTHING else []


# ------------------------------------------------------------ from text


def _word(text: str, room: Room) -> str:
    return text.strip()


def _truth(slot: str) -> Callable[[str, Room], bool]:
    def read(text: str, room: Room) -> bool:
        said = text.strip().casefold()
        if said not in ("yes", "no", "true", "false", "1", "0"):
            raise ReviewError(f"{slot}: {text!r} is neither yes nor no")
        return said in ("yes", "true", "1")

    return read


def _sides(slot: str) -> Callable[[str, Room], list[Who]]:
    return lambda text, room: [_who(slot, part, room) for part in _parts(text)]


def _who(slot: str, text: str, room: Room) -> Who:
    """A party by its id or one of its names; "the gunmen (HTS)"; or somebody in the text's own words, of no known side."""
    role = _ROLE.match(text)
    if role:
        return msgspec.structs.replace(_who(slot, role["name"], room), role=role["role"])
    if text in room.words.parties:
        return _party(text, room)
    side = _SIDE.match(text)
    if side:
        return Who(text=side["name"], name=side["name"], id=side["party"], party=side["party"])
    for id_, known in room.words.parties.items():
        if text.casefold() in {name.casefold() for name in (known.name, *known.names)}:
            return msgspec.structs.replace(_party(id_, room), text=text)
    if text in room.document.text:
        return Who(text=text, name=text)
    return _wrong(slot, text, [*room.words.parties], "party, and the document has no such words")


def _party(id_: str, room: Room) -> Who:
    """A party of the vocabulary; civilians are a side without an id."""
    return Who(name=room.words.parties[id_].name, id=None if id_ == CIVILIANS else id_, party=id_)


def _speakers(text: str, room: Room) -> list[Says]:
    """Who makes the claim, then who relays it, by name; "Hulusi Akar (TUR)" with the side."""
    found = []
    for part in _parts(text):
        side = _SIDE.match(part)
        if side:
            found.append(Says(name=side["name"], actor=side["party"], party=side["party"]))
        else:
            known = room.words.parties.get(part)
            found.append(Says(name=known.name, actor=part, party=part) if known else Says(name=part))
    return found


def _list(text: str, room: Room) -> list[str]:
    return _parts(text)


def _place(text: str, room: Room) -> Where | None:
    """`Balyun`, `Balyun, SYR` or `Balyun @ 35.71, 36.52`."""
    if text.strip() in NOTHING:
        return None
    at = _AT.match(text)
    if at:
        name = at["name"] or (room.claim.place.name if room.claim.place else None) or text
        return Where(name=name, lat=float(at["lat"]), lon=float(at["lon"]), precision="settlement", country=_country(room))
    land = _LAND.match(text)
    name = land["name"] if land else text.strip()
    sites = [site for site in room.named(name) if land is None or site.country == land["country"]]
    near = [site for site in sites if site.country == _country(room)]
    if len(sites) > 1 and land is None and near:
        sites = near
    if len(sites) > 1:
        sites = [site for site in sites if site.precision == "settlement"] or sites
    if not sites:
        if name in room.document.text and land is None:
            return Where(name=name, text=name)
        raise ReviewError(f"place: the gazetteer knows no {text}; write it with its coordinates: {name} @ 35.71, 36.52")
    if len(sites) > 1 and (sites[0].name, sites[0].country) == (sites[1].name, sites[1].country):
        told = "; ".join(f"{name} @ {s.lat:.4f}, {s.lon:.4f} ({s.admin1 or s.country})" for s in sites[:OFFERED])
        raise ReviewError(f"place: {len(sites)} places are called {name}; write which one: {told}")
    if len({site.country for site in sites}) > 1:
        told = "; ".join(dict.fromkeys(f"{name}, {site.country}" for site in sites))
        raise ReviewError(f"place: {name} is in several countries; write which one: {told}")
    return _of_site(sites[0])


def _of_site(site: Site) -> Where:
    if site.boundless:
        return Where(name=site.name, id=site.id)
    return Where(
        name=site.name,
        country=site.country or None,
        lat=site.lat,
        lon=site.lon,
        precision=site.precision,
        id=site.id,
        admin1=site.admin1 or None,
    )


def _country(room: Room) -> str | None:
    return room.claim.place.country if room.claim.place else None


def _time(text: str, room: Room) -> Time | None:
    """`2020-02-27`, `2020-02-27T17:00`, `2020-02`, `2020`, or two of them with a slash between."""
    if text.strip() in NOTHING:
        return None
    first, slash, last = (part.strip() for part in text.partition("/"))
    earliest, precision = _ends(first)[0], _precision(first)
    latest = _ends(last if slash else first)[1]
    return Time(earliest=earliest, latest=latest, precision=precision if not slash else None)


def _ends(text: str) -> tuple[str, str]:
    """The first and the last day of a year or month; a day or time as it is."""
    if _YEAR.match(text):
        return f"{text}-01-01", f"{text}-12-31"
    if _MONTH.match(text) and 1 <= int(text[5:]) <= 12 and int(text[:4]) > 0:
        return f"{text}-01", f"{text}-{monthrange(int(text[:4]), int(text[5:]))[1]}"
    return text, text


def _precision(text: str) -> str:
    return "year" if _YEAR.match(text) else "month" if _MONTH.match(text) else "day" if len(text) <= 10 else "hour"


def _figures(text: str, room: Room) -> list[Count]:
    return [_figure(part) for part in _parts(text)]


def _figure(text: str) -> Count:
    found = _FIGURE.match(text)
    if not found:
        raise ReviewError(
            f"figures: {text!r} cannot be read; write MEASURE [PARTY] NUMBER [of what], such as killed TUR 33, wounded 32-36, "
            "destroyed SYR 5+ tanks, displaced 900,000 in total; several with a semicolon between"
        )
    number = float(found["low"].replace(",", ""))
    low: float | None = number + 1 if found["from"] == ">" else number
    high: float | None = float(found["high"].replace(",", "")) if found["high"] else number
    if found["from"] or found["open"]:
        high = None
    if found["to"]:
        low, high = None, number - 1 if found["to"] == "<" else number
    return Count(
        measure=found["measure"], party=found["party"], low=low, high=high, of=found["of"], cumulative=bool(found["total"])
    )


# ------------------------------------------------------------ whether it can be right


def _is_kind(value: str, room: Room) -> None:
    if value not in room.words.kinds:
        _wrong("kind", value, [*room.words.kinds], "kind of happening")


def _are_sides(slot: str) -> Callable[[Sequence[Who], Room], None]:
    def check(values: Sequence[Who], room: Room) -> None:
        for value in values:
            for id_ in (value.party, value.id):
                _is_party(slot, id_, room)
            if not (value.party or value.name or value.text):
                raise ReviewError(f"{slot}: an actor has a party, a name or words of the text")

    return check


def _is_party(slot: str, id_: str | None, room: Room) -> None:
    if id_ is not None and id_ not in room.words.parties:
        _wrong(slot, id_, [*room.words.parties], "party")


def _are_speakers(values: Sequence[Says], room: Room) -> None:
    for value in values:
        _is_party("speakers", value.party, room)
        if not value.name.strip():
            raise ReviewError("speakers: a speaker has a name; the publisher's own voice is written as -")


def _are_weapons(values: Sequence[str], room: Room) -> None:
    for value in values:
        if value not in room.claim.anchor.sentence:
            raise ReviewError(f"weapons: {value!r} does not stand in the sentence; write it in the sentence's own words")


def _is_place(value: Where | None, room: Room) -> None:
    if value is None:
        return
    if (value.lat is None) != (value.lon is None):
        raise ReviewError(f"place: {value.name} has one coordinate without the other; write both, in degrees")
    if value.lat is not None and value.lon is not None and not (-90 <= value.lat <= 90 and -180 <= value.lon <= 180):
        raise ReviewError(
            f"place: {value.lat}, {value.lon} is nowhere; write latitude (-90 to 90), then longitude (-180 to 180)"
        )
    if not value.name.strip():
        raise ReviewError("place: a place has a name; where none is told write -")


def _is_time(value: Time | None, room: Room) -> None:
    if value is None:
        return
    moments = [_moment(text) for text in (value.earliest, value.latest)]
    if moments[1] < moments[0]:
        raise ReviewError(f"time: {value.latest} is before {value.earliest}; write the earlier one first")


def _moment(text: str) -> datetime:
    try:
        if len(text) <= 10:
            return datetime.combine(date.fromisoformat(text), datetime.min.time())
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        raise ReviewError(
            f"time: {text!r} is no date; write 2020-02-27, 2020-02-27T17:00, 2020-02, 2020, or two of them with a slash between"
        ) from None


def _are_figures(values: Sequence[Count], room: Room) -> None:
    for value in values:
        if value.measure not in room.words.measures:
            _wrong("figures", value.measure, [*room.words.measures], "measure")
        _is_party("figures", value.party, room)
        if value.low is None and value.high is None:
            raise ReviewError(f"figures: {value.measure} has no number; write one, or a range such as 12-17")
        if (value.low or 0) < 0 or (value.high is not None and value.high < (value.low or 0)):
            raise ReviewError(f"figures: {value.measure} from {value.low} to {value.high} is no range; the lower number first")


def _are_evidence(values: Sequence[str], room: Room) -> None:
    known = evidence_labels(room.words)
    for value in values:
        if value not in known:
            _wrong("evidence", value, known, "sort of evidence")


def _one_of(slot: str, choices: Sequence[str]) -> Callable[[str, Room], str]:
    def read(text: str, room: Room) -> str:
        return text.strip() if text.strip() in choices else _wrong(slot, text, choices, slot)

    return read


_READ: dict[str, Callable[[str, Room], Any]] = {
    "kind": _word,
    "stance": _one_of("stance", get_args(Stance)),
    "certainty": _one_of("certainty", get_args(Certainty)),
    "speakers": _speakers,
    "actors": _sides("actors"),
    "targets": _sides("targets"),
    "weapons": _list,
    "place": _place,
    "time": _time,
    "figures": _figures,
    "evidence": _list,
    "against_interest": _truth("against_interest"),
    "background": _truth("background"),
    "revises": _truth("revises"),
}

_CHECK: dict[str, Callable[[Any, Room], None]] = {
    "kind": _is_kind,
    "speakers": _are_speakers,
    "actors": _are_sides("actors"),
    "targets": _are_sides("targets"),
    "weapons": _are_weapons,
    "place": _is_place,
    "time": _is_time,
    "figures": _are_figures,
    "evidence": _are_evidence,
}

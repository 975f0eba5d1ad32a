"""Where it was: not where those who speak or act have their name from, nor where the report was filed; the finer of two."""

from __future__ import annotations

import pytest

from rashomon.link.where import lies_in
from rashomon.model import Anchor, Claim, Mentions, Place
from tests.link.link_values import actor, claim, document, linker, place, reading, speaker


def anchored(kind: str, quote: str, whole: str, **fields: object) -> Claim:
    start = whole.index(quote)
    return claim(kind, anchor=Anchor(address="a", sentence=whole, quote=quote, start=start, end=start + len(quote)), **fields)


def found(told: list[Claim], text: str, *others: str) -> list[str | None]:
    said = Mentions(places=tuple(place(other, text) for other in others))
    linked = linker().link(reading(told, said), document(text)).claims
    return [each.place.name if each.place else None for each in linked]


@pytest.mark.parametrize(
    ("text", "said", "wanted"),
    [
        ("Ankara claims that jets hit the column", "Ankara", None),
        ("the fight with Damascus troops went on", "Damascus", None),
        ("Russia's Defence Ministry denied that it fired", "Russia", None),
        ("the envoy accused Turkey of shelling farms", "Turkey", None),
        ("they fought in Syria for a year", "Syria", "Syria"),
        ("they fought across the whole of Syria", "Syria", "Syria"),
        ("the war in Iraq and Syria went on", "Syria", "Syria"),
        ("since Syria's war began they fought", "Syria", "Syria"),
        ("Saraqib fell in the night", "Saraqib", "Saraqib"),
        ("the government of Syria fell", "Syria", "Syria"),
    ],
)
def test_a_government_is_no_place(text: str, said: str, wanted: str | None) -> None:
    voices = (speaker("Ankara", text),) if text.startswith("Ankara") else ()
    assert found([anchored("air-strike", text, text, place=place(said, text), speakers=voices)], text) == [wanted]


def test_who_acts_is_no_place_but_where_he_acts_is() -> None:
    text = "Jets of Syria or its ally Turkey bombed the town"
    ally = actor("its ally Turkey", text)
    assert found([anchored("air-strike", text, text, place=place("Turkey", text), actors=(ally,))], text) == [None]
    text = "Forces in Syria bombed the town"
    forces = actor("Forces in Syria", text)
    assert found([anchored("air-strike", text, text, place=place("Syria", text), actors=(forces,))], text) == ["Syria"]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("PARIS, April 8 (Example Press) - A missile hit Saraqib.", "Saraqib"),
        ("PARIS (Example Press) – A missile hit Saraqib.", "Saraqib"),
        ("Paris, 8 April — A missile hit Saraqib.", "Saraqib"),
        ("PARIS — A missile hit Saraqib.", "Saraqib"),
        ("Paris, at the edge of the well-known woods, met Saraqib.", "Paris"),
        ("In Paris, 8 April — A missile hit Saraqib.", "Paris"),
    ],
)
def test_a_dateline_is_where_it_was_written(line: str, wanted: str) -> None:
    text = f"A headline\n{line}"
    name = "PARIS" if "PARIS" in line else "Paris"
    assert found([anchored("shelling", line, text, place=place(name, text))], text, "Saraqib") == [wanted]


def test_the_finer_of_two_places_one_inside_the_other() -> None:
    text = "The convoy was hit at a place called Balyun in Syria."
    assert found([anchored("attack", text, text, place=place("Syria", text))], text, "Balyun") == ["Balyun"]
    text = "Jets struck Idlib province and the town of Saraqib."
    assert found([anchored("attack", text, text, place=place("Idlib province", text))], text, "Saraqib") == ["Saraqib"]
    text = "Jets struck a crossing in Turkey, far from Saraqib."
    assert found([anchored("attack", text, text, place=place("Turkey", text))], text, "Saraqib") == ["Turkey"]
    text = "Jets struck Syria south of Saraqib on the Aleppo-Paris road."
    assert found([anchored("attack", text, text, place=place("Syria", text))], text, "Saraqib", "Aleppo") == ["Syria"]
    text = "They fought in Syria. They met in Saraqib."
    told = anchored("attack", "They met in Saraqib.", text, place=place("Syria", text))
    assert found([told], text, "Saraqib") == ["Syria"]  # what the reader took from elsewhere, it chose


def test_what_gives_way_is_followed_by_the_place_of_the_deed_before() -> None:
    text = "Jets hit Saraqib. Envoys met in Paris. Ankara claims that jets hit its men."
    told = [
        anchored("air-strike", "Jets hit Saraqib.", text, place=place("Saraqib", text)),
        anchored("talks", "Envoys met in Paris.", text, place=place("Paris", text)),
        anchored("air-strike", "jets hit its men.", text, place=place("Ankara", text), speakers=(speaker("Ankara", text),)),
    ]
    assert found(told, text) == ["Saraqib", "Paris", "Saraqib"]


def site(precision: str, **more: object) -> Place:
    return Place(text="x", start=0, end=1, precision=precision, id=str(more), country="SYR", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("inner", "outer", "inside"),
    [
        (site("settlement", admin1="Idlib"), site("province", admin1="Idlib", name="Idlib"), True),
        (site("settlement", admin1="Homs"), site("province", admin1="Idlib", name="Idlib"), False),
        (site("settlement"), site("province", name="Idlib"), False),
        (site("exact", lat=36.0, lon=37.0), site("settlement", lat=36.1, lon=37.1), True),
        (site("exact", lat=36.0, lon=37.0), site("settlement", lat=33.0, lon=37.1), False),
        (site("exact"), site("settlement", lat=33.0, lon=37.1), False),
        (site("settlement"), site("line"), False),
        (site("country"), site("settlement"), False),
        (Place(text="x", start=0, end=1, precision="settlement"), site("country"), False),
    ],
)
def test_lies_in(inner: Place, outer: Place, inside: bool) -> None:
    assert lies_in(inner, outer) is inside


def test_a_region_of_several_countries_has_no_point() -> None:
    text = "They fled to the Sahel"
    told = anchored("displacement", text, text, place=place("Sahel", text))
    (linked,) = linker().link(reading([told]), document(text)).claims
    assert linked.place is not None
    assert (linked.place.name, linked.place.lat, linked.place.country, linked.place.precision) == ("Sahel", None, None, None)

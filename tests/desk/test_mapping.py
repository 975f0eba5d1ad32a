"""Maps, strips and facets over made-up incidents: nothing is lost, whatever the places and times."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rashomon.desk.mapping import maps
from rashomon.desk.query import Sifted, parsed, toggled, written
from rashomon.desk.sift import numbers
from rashomon.model import Incident, Place

PRECISIONS = ("exact", "settlement", "district", "province", "country", "line", None)

PLACES = st.one_of(
    st.none(),
    st.builds(
        lambda name, lat, lon, precision, located: Place(
            text=name,
            start=0,
            end=len(name),
            name=name,
            lat=lat if located else None,
            lon=lon if located else None,
            precision=precision,
        ),
        st.sampled_from(["A", "B", "C", "Ça", "مدينة"]),
        st.floats(-90, 90),
        st.floats(-180, 180),
        st.sampled_from(PRECISIONS),
        st.booleans(),
    ),
)


def incident(n: int, place: Place | None) -> Incident:
    return Incident(id=f"{n:016x}", title=f"Incident {n}", kind="attack", claims=(), documents=(), place=place)


@given(places=st.lists(PLACES, max_size=40))
def test_every_incident_is_on_one_map_or_told_beside_it(places: list[Place | None]) -> None:
    found = [incident(n, place) for n, place in enumerate(places)]
    drawn = maps(found, Sifted())
    shown = sum(spot.incidents for drawing in drawn.drawings for spot in drawing.spots)
    assert shown + drawn.elsewhere + sum(off.incidents for off in drawn.off) == len(found)
    for drawing in drawn.drawings:
        for spot in drawing.spots:
            assert -1 <= spot.x <= drawing.width + 1
            assert -1 <= spot.y <= drawing.height + 1
            assert spot.link.startswith(("/?", "/incidents/"))


@given(st.lists(st.integers(0, 500), unique=True))
def test_bits_are_the_numbers_that_were_set(found: list[int]) -> None:
    assert numbers(sum(1 << n for n in found)) == sorted(found)


TEXT = st.text(min_size=1, max_size=12).filter(lambda text: max(text) < "\ud800" or min(text) > "\udfff")
QUERIES = st.builds(
    Sifted,
    asof=st.sampled_from(["", "2020-02-27", "2020-02-27T23:00:00Z"]),
    kind=st.lists(TEXT, unique=True, max_size=3).map(tuple),
    place=st.lists(TEXT, unique=True, max_size=3).map(tuple),
    since=st.sampled_from(["", "2020-02-01"]),
    limit=st.integers(1, 200),
    after=st.sampled_from(["", "abc"]),
)


@given(QUERIES)
def test_a_link_carries_everything(query: Sifted) -> None:
    from urllib.parse import parse_qsl

    def again(link: str) -> Any:
        return parsed(Sifted, parse_qsl(link.removeprefix("?"), keep_blank_values=True))

    assert again(written(query)) == query
    there = again(toggled(query, "kind", "shelling"))
    assert set(there.kind) == set(query.kind) ^ {"shelling"}
    assert there.after == ""

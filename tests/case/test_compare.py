"""Two engines claim by claim: what both tell, what one alone, and where they differ."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from rashomon.case.compare import SLOTS, compare, same
from rashomon.model import Actor, Anchor, Claim, Method, Place, Quantity, Reading

TEXT = "Rebels shelled Goma, killing 12. The army took Gao. Talks began."


def claim(quote: str, kind: str = "shelling", key: str = "", **more: Any) -> Claim:
    start = TEXT.index(quote)
    anchor = Anchor(address="a", sentence=quote, quote=quote, start=start, end=start + len(quote))
    return Claim(key=key or f"{kind}{start}", anchor=anchor, section="body", kind=kind, **more)


def reading(*claims: Claim, address: str = "a", name: str = "link") -> Reading:
    return Reading(address=address, method=Method(name=name, version="1", config="c"), input="i", claims=claims)


def test_both_only_one_and_where_they_differ() -> None:
    goma = Place(text="Goma", start=15, end=19)
    one = claim("Rebels shelled Goma", place=goma, actors=(Actor(text="Rebels", start=0, end=6, party="OPP"),))
    other = claim("Rebels shelled Goma, killing 12", figures=(Quantity(measure="killed", text="12", start=29, end=31, low=12),))
    took, talks = claim("The army took Gao", "territory-taken"), claim("Talks began", "talks")
    found = compare("embedded", [reading(one, took)], "llm", [reading(other, talks)])
    assert [(row.a, row.b) for row in found.claims] == [(one, other), (took, None), (None, talks)]
    differences = [(d.slot, d.a, d.b) for d in found.claims[0].differences]
    assert differences == [("actors", "OPP", None), ("place", "Goma", None), ("figures", None, "killed 12..")]
    agreement = {row.slot: (row.same, row.told) for row in found.agreement()}
    assert agreement["kind"] == (1, 1)
    assert agreement["actors"] == (0, 1)
    assert agreement["targets"] == (0, 0), "told by neither, so there is nothing to agree on"


def test_of_two_claims_in_one_clause_the_likelier_are_paired() -> None:
    first, second = claim("Rebels shelled Goma", key="1"), claim("Rebels shelled Goma", "casualties", key="2")
    found = compare("x", [reading(first, second)], "y", [reading(second, first)])
    assert all(not row.differences for row in found.both())
    assert len(found.both()) == 2


def test_a_longer_name_is_the_same_name() -> None:
    assert same("speaker", "governor", "The Governor")
    assert same("place", "Goma", "Goma (North Kivu)")
    assert not same("place", "Goma", "Gomatown")
    assert not same("speaker", "governor", None)
    assert not same("kind", "attack", "chemical-attack")


def test_documents_that_one_engine_alone_read_take_no_part() -> None:
    found = compare("x", [reading(claim("Talks began", "talks"))], "y", [reading(address="b")])
    assert (found.documents, found.claims) == (0, ())


CLAIMS = [claim("Rebels shelled Goma"), claim("The army took Gao", "territory-taken"), claim("Talks began", "talks")]
some = st.lists(st.tuples(st.sampled_from(CLAIMS), st.sampled_from(["assert", "deny"])), max_size=5).map(
    lambda rows: [structs.replace(c, stance=stance, key=str(n)) for n, (c, stance) in enumerate(rows)]
)


@given(some, some)
def test_every_claim_stands_once_and_both_ways_round_say_the_same(one: list[Claim], other: list[Claim]) -> None:
    found = compare("x", [reading(*one)], "y", [reading(*other)])
    back = compare("y", [reading(*other)], "x", [reading(*one)])
    assert sorted(row.a.key for row in found.claims if row.a) == sorted(c.key for c in one)
    assert sorted(row.b.key for row in found.claims if row.b) == sorted(c.key for c in other)
    assert len(found.both()) == len(back.both())
    assert {row.slot: row.told for row in found.agreement()}.keys() == SLOTS.keys()


@given(some)
def test_an_engine_agrees_with_itself(one: list[Claim]) -> None:
    found = compare("x", [reading(*one)], "x", [reading(*one)])
    assert all(row.same == row.told for row in found.agreement())
    assert not any(row.differences for row in found.claims)

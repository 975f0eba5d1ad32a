"""The publisher: stated, by host, or what the page calls itself."""

from __future__ import annotations

from msgspec import structs

from rashomon.ingest.publisher import UNKNOWN, source_of
from rashomon.vocabulary import KnownSource, Vocabulary, load


def words() -> Vocabulary:
    known = KnownSource(
        name="Strait Wire",
        kind="agency",
        names=("STW", "Agence du Détroit"),
        hosts=("strait.example",),
        owner="Vell AG",
        party="NOR",
    )
    return structs.replace(load(), sources={"strait-wire": known})


def test_a_known_publisher_by_any_of_its_names_and_hosts() -> None:
    for name in ("Strait Wire", "strait  wire", "stw", "AGENCE DU DETROIT", "strait-wire", "www.strait.example"):
        source = source_of(words(), name, None)
        assert (source.id, source.kind, source.owner, source.party) == ("strait-wire", "agency", "Vell AG", "NOR")
    for url in ("https://www.strait.example/x", "http://en.strait.example/x"):
        assert source_of(words(), None, url).id == "strait-wire"


def test_an_unknown_publisher_is_an_outlet_with_its_own_id() -> None:
    source = source_of(words(), "Ørlo Kurier!", None)
    assert (source.name, source.kind) == ("Ørlo Kurier!", "outlet")
    assert source.id == source_of(words(), "ørlo kurier", None).id
    assert source_of(words(), "???", None).id != source_of(words(), "!!!", None).id


def test_a_page_cannot_call_itself_somebody_against_its_address() -> None:
    assert source_of(words(), None, "https://fake.example/x", "Strait Wire").id == "fake-example"
    assert source_of(words(), "Somebody", None, "Strait Wire").name == "Somebody"
    assert source_of(words(), None, None, "Strait Wire").id == "strait-wire"
    assert source_of(words(), None, None) == UNKNOWN
    assert source_of(words(), None, "not a url[") == UNKNOWN

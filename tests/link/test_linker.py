"""The whole step: one reading in, one linked reading out; nothing else changes, whatever comes in."""

from __future__ import annotations

import pickle

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from rashomon.link import Linker
from rashomon.link.figures import figure_party
from rashomon.model import Actor, Anchor, Claim, Mentions, Place, Quantity, Reading, Speaker, When, digest
from tests.link.link_values import actor, claim, document, gazetteer, linker, place, reading, speaker, vocabulary

TEXT = (
    "Ankara said on Friday that the Russian-regime offensive near Saraqib, in Syria, killed five Turkish soldiers and 3 people."
    " Sarabiq is a town in Idlib province."
)


def raw() -> Reading:
    start, end = TEXT.index("five"), TEXT.index(" and 3")
    five = Quantity(measure="killed", text=TEXT[start:end], start=start, end=end, low=5, high=5, of="Turkish soldiers")
    friday = TEXT.index("Friday")
    told = claim(
        "attack",
        speakers=(speaker("Ankara", TEXT),),
        actors=(actor("Russian-regime offensive", TEXT),),
        targets=(actor("five Turkish soldiers", TEXT),),
        place=place("Saraqib", TEXT),
        when=When(text="Friday", start=friday, end=friday + 6),
        figures=(five,),
    )
    places = tuple(place(name, TEXT) for name in ("Saraqib", "Syria", "Sarabiq", "Idlib province"))
    return reading([told], Mentions(places=places, actors=(actor("Russian-regime offensive", TEXT), actor("people", TEXT))))


def test_everything_of_a_claim_is_linked() -> None:
    before = raw()
    after = linker().link(before, document(TEXT))
    (told,) = after.claims
    assert [(a.party, a.name) for a in told.actors] == [("RUS", "Russia"), ("SYR", "Syria")]
    assert {(a.start, a.end, a.text) for a in told.actors} == {(a.start, a.end, a.text) for a in before.claims[0].actors}
    assert [(t.party, t.kind) for t in told.targets] == [("TUR", "military")]
    assert (told.speakers[0].actor, told.speakers[0].party) == ("TUR", "TUR")
    assert told.figures[0].party == "TUR"
    assert told.place is not None
    assert (told.place.name, told.place.country, told.place.precision) == ("Saraqib", "SYR", "settlement")
    assert told.when is not None
    assert told.when.earliest == "2020-02-28"
    assert told.against_interest
    assert after.mentions.places[2].name == "Saraqib"
    assert [a.party for a in after.mentions.actors] == ["RUS", "SYR", "CIV"]
    assert after.address == before.address


def test_the_method_names_all_that_the_result_depends_on() -> None:
    method = linker().method
    assert (method.name, method.config) == ("link", digest([vocabulary().version, gazetteer().digest]))
    about = document(TEXT)
    assert linker().link(raw(), about).input == digest([raw().id, about.id])
    later = document(TEXT, published="2020-03-06")
    assert linker().link(raw(), later).id != linker().link(raw(), about).id
    other = Linker(structs.replace(vocabulary(), parties={}), gazetteer())
    assert other.method != method


def test_it_is_the_same_in_another_process() -> None:
    again = pickle.loads(pickle.dumps(linker()))
    assert again.link(raw(), document(TEXT)) == linker().link(raw(), document(TEXT))


def test_an_unidentified_actor_has_an_id_and_no_side() -> None:
    text = "Masked riders fired"
    told = claim("shooting", actors=(Actor(text="masked riders", start=0, end=13),))
    (linked,) = linker().link(reading([told]), document(text)).claims
    assert (linked.actors[0].id, linked.actors[0].party) == ("UNKNOWN", None)


def test_the_unknown_stays_as_said() -> None:
    text = "Zork of Blarg did it"
    zork, blarg = Actor(text="Zork", start=0, end=4), Place(text="Blarg", start=8, end=13)
    told = claim("attack", actors=(zork,), place=blarg, speakers=(Speaker(text="Zork", start=0, end=4, name="Zork"),))
    (linked,) = linker().link(reading([told]), document(text)).claims
    assert linked.actors == (zork,)
    assert linked.speakers == told.speakers
    assert linked.place is not None
    assert (linked.place.name, linked.place.lat) == ("Blarg", None)


def test_a_speaker_may_be_an_organisation_or_a_known_publisher() -> None:
    text = "The Syrian Observatory counted. The Observatory and Middle East Eye said so."
    said = [claim("casualties", speakers=(speaker(name, text),)) for name in ("The Observatory", "Middle East Eye")]
    monitor, outlet = (told.speakers[0] for told in linker().link(reading(said), document(text)).claims)
    assert (monitor.actor, monitor.party) == ("SOHR", "SOHR")
    assert outlet.actor in vocabulary().sources
    assert outlet.party is None


def test_whose_figures_are() -> None:
    def figure(measure: str, of: str | None = None) -> Quantity:
        return Quantity(measure=measure, text="3", start=0, end=1, of=of)

    tur, syr = (Actor(text=p, start=0, end=3, party=p) for p in ("TUR", "SYR"))
    assert figure_party(figure("killed"), "people", (syr,), (tur,), ()) == "TUR"
    assert figure_party(figure("killed"), "people", (syr,), (tur, syr), ()) is None
    assert figure_party(figure("deployed"), "things", (tur,), (), ()) == "TUR"
    assert figure_party(figure("area_km2"), "area", (tur,), (syr,), ()) is None
    unknown = claim("attack", figures=(figure("no-such-measure", "Turkish soldiers"),))
    (linked,) = linker().link(reading([unknown]), document("3")).claims
    assert linked.figures[0].party is None


PIECES = st.sampled_from(
    ["Saraqib", "Turkish soldiers", "we", "\u202eIdlib\u202c", "\ud7ff", "a\u0301\u200d", "Friday", ", ", " of ", "'s ", "\x00"]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(PIECES, st.sampled_from(["actor", "place", "when", "speaker", "figure"])), max_size=8))
def test_nothing_breaks_it_and_offsets_stay(pieces: list[tuple[str, str]]) -> None:
    text, claims = "", []
    for piece, role in pieces:
        at = {"text": piece, "start": len(text), "end": len(text) + len(piece)}
        text += piece + " "
        fields: dict[str, object] = {
            "actor": {"actors": (Actor(**at),), "targets": (Actor(**at),)},
            "place": {"place": Place(**at)},
            "when": {"when": When(**at)},
            "speaker": {"speakers": (Speaker(**at, name=piece),)},
            "figure": {"figures": (Quantity(measure="killed", of=piece, **at),)},
        }[role]
        claims.append(claim("attack", **fields))
    about = document(text)
    linked = linker().link(reading(claims), about)
    assert linked == linker().link(reading(claims), about)
    for before, after in zip(claims, linked.claims, strict=True):
        assert spans(after) >= {span for span in spans(before) if span[2] != "we"}  # a pronoun that names nobody goes
        assert all(text[start:end] == piece for start, end, piece in spans(after))


def test_a_pronoun_that_names_nobody_is_no_side() -> None:
    """Of "we" without a voice that has a side nothing is left; of a party's "we" the party is."""
    we = Actor(text="we", start=0, end=2)
    told = claim("attack", actors=(we,))
    (nobody,) = linker().link(reading([told]), document("we attacked")).claims
    assert nobody.actors == ()


def test_civilians_keep_what_the_text_calls_them() -> None:
    text = "Six nurses were killed."
    told = claim("casualties", targets=(Actor(text="Six nurses", start=0, end=10),))
    (linked,) = linker().link(reading([told]), document(text)).claims
    assert [(t.name, t.id, t.party) for t in linked.targets] == [(None, None, "CIV")]


def spans(told: Claim) -> set[tuple[int, int, str]]:
    parts = [*told.actors, *told.targets, *told.speakers, *told.figures, *filter(None, [told.place, told.when])]
    return {(part.start, part.end, part.text) for part in parts}


def test_a_possessive_points_back_in_the_sentence_and_not_to_the_enemy() -> None:
    text = "Turkey spoke. Ankara claims that Syrian aircraft attacked its men. Russia said that Turkey moved its troops."
    hit = claim(
        "air-strike", speakers=(speaker("Ankara", text),), actors=(actor("Syrian aircraft", text),),
        targets=(actor("its men", text),),
    )  # fmt: skip
    moved = claim("deployment", actors=(Actor(text="Turkey", start=text.rindex("Turkey"), end=text.rindex("Turkey") + 6),),
                  targets=(actor("its troops", text),))  # fmt: skip
    first, second = linker().link(reading([hit, moved]), document(text)).claims
    assert [t.party for t in first.targets] == ["TUR"]
    assert [t.party for t in second.targets] == ["TUR"]
    lone = "Its soldiers fell."
    fallen = claim("attack", targets=(actor("Its soldiers", lone),), speakers=(speaker("Its", lone, "Hulusi Akar"),))
    (told,) = linker().link(reading([fallen]), document(lone)).claims
    assert [t.party for t in told.targets] == ["TUR"]


def test_we_are_the_publishers_side() -> None:
    text = "Our fighters were killed there."
    told = claim("casualties", targets=(actor("Our fighters", text),))
    (linked,) = linker().link(reading([told]), document(text, party="HTS", kind="armed group")).claims
    assert [t.party for t in linked.targets] == ["HTS"]
    assert linked.against_interest


def test_what_ones_own_side_will_do_is_intended() -> None:
    text = "Turkey will send more troops"
    told = structs.replace(
        claim("deployment", stance="predict", actors=(actor("Turkey", text),)),
        anchor=Anchor(address="a", sentence=text, quote=text, start=0, end=len(text)),
    )
    stances = {
        party: linker().link(reading([told]), document(text, party=party)).claims[0].stance for party in ("TUR", "RUS", None)
    }
    assert stances == {"TUR": "intend", "RUS": "predict", None: "predict"}
    expected = structs.replace(told, anchor=structs.replace(told.anchor, quote="Turkey is expected to send troops"))
    assert linker().link(reading([expected]), document(text, party="TUR")).claims[0].stance == "predict"


def test_the_people_of_a_wars_toll_are_no_one_side() -> None:
    text = "Some 9000 people have died"
    figure = Quantity(measure="killed", text="9000 people", start=5, end=16, low=9000, high=9000, of="people", cumulative=True)
    told = claim("casualties", targets=(actor("9000 people", text),), figures=(figure,))
    (war,) = linker().link(reading([told]), document(text)).claims
    assert (war.targets[0].party, war.figures[0].party) == (None, None)
    once = structs.replace(told, figures=(structs.replace(figure, cumulative=False),))
    (attack,) = linker().link(reading([once]), document(text)).claims
    assert (attack.targets[0].party, attack.figures[0].party) == ("CIV", "CIV")


def test_a_figure_counts_nothing_beyond_its_quotation() -> None:
    text = 'It killed "three policemen" Syrian Observatory said'
    figure = Quantity(
        measure="killed", text='three policemen" Syrian Observatory', start=11, end=46, of='policemen" Syrian Observatory'
    )
    told = claim("attack", figures=(figure,), speakers=(speaker("Syrian Observatory", text),))
    (linked,) = linker().link(reading([told]), document(text)).claims
    assert linked.figures[0].party is None
    assert not linked.against_interest

"""The embedded engine as a whole: spans, offsets, inheritance, sections, identity."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec import structs

from rashomon.model import Claim, Document, Passage, Reading
from rashomon.read import Engine, engine
from rashomon.vocabulary import load
from tests.read.read_values import document
from tests.read.read_values import engine as shared_engine


def read(text: str) -> tuple[Claim, ...]:
    return shared_engine().read(document(text)).claims


def one(text: str, kind: str) -> Claim:
    found = [c for c in read(text) if c.kind == kind]
    assert len(found) == 1, [(c.kind, c.anchor.quote) for c in read(text)]
    return found[0]


def texts(parts: tuple[object, ...]) -> list[str]:
    return [part.text for part in parts]  # type: ignore[attr-defined]


# ---------------------------------------------------------------- one happening, one claim


def test_killed_and_wounded_in_an_air_strike_is_one_claim_with_two_figures() -> None:
    claims = read("Government jets killed five farmers and wounded nine in an air strike near Goma.")
    assert [c.kind for c in claims] == ["air-strike"]
    assert {(q.measure, q.low) for q in claims[0].figures} == {("killed", 5), ("wounded", 9)}


def test_two_acts_of_one_subject_are_two_claims() -> None:
    claims = read("The army shelled Gao for six days and captured the airport of Mopti.")
    assert [c.kind for c in claims] == ["shelling", "territory-taken"]
    assert all("army" in c.actors[0].text for c in claims)


def test_an_accusation_of_an_act_is_the_act() -> None:
    claims = read("The ministry accused the rebels of shelling the city of Aleppo.")
    assert [c.kind for c in claims] == ["shelling"]
    assert "ministry" in claims[0].speakers[0].name


def test_an_attack_named_again_inside_its_own_clause_is_told_once() -> None:
    assert len(read("Militants mounted an attack on the base at Kunduz on Friday.")) == 1


# ---------------------------------------------------------------- kinds


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Three people were killed by a car bomb in Basra.", "bombing"),
        ("Three people were killed by artillery in Basra.", "shelling"),
        ("Three people were killed when warplanes struck a market in Basra.", "air-strike"),
        ("Three people were killed by a drone in Basra.", "drone-strike"),
        ("Three people were killed by snipers in Basra.", "shooting"),
        ("Three people were killed in clashes in Basra.", "armed-clash"),
        ("Three people were killed in Basra.", "casualties"),
        ("Rebels killed three people in Basra.", "attack"),
        ("Coalition aircraft destroyed three rocket launchers near Basra.", "air-strike"),
    ],
)
def test_weapons_decide_an_open_kind(text: str, kind: str) -> None:
    assert [c.kind for c in read(text)] == [kind]


def test_a_weapon_that_was_hit_decides_nothing() -> None:
    assert [c.kind for c in read("Rebels destroyed a rocket launcher near Basra.")] == ["losses"]


def test_the_attack_is_of_the_kind_told_before() -> None:
    claims = read("A suicide bomber struck a market in Basra on Monday. The attack wounded forty people.")
    assert [c.kind for c in claims] == ["bombing", "bombing"]


# ---------------------------------------------------------------- who to whom


@pytest.mark.parametrize(
    "text",
    [
        "The rebels shelled the hospital in Gao.",
        "The hospital in Gao was shelled by the rebels.",
        "The shelling of the hospital in Gao by the rebels went on.",
        "The rebels carried out the shelling of the hospital in Gao.",
    ],
)
def test_active_passive_noun_and_light_verb_are_one(text: str) -> None:
    claim = one(text, "shelling")
    assert "rebels" in " ".join(texts(claim.actors))
    assert "hospital" in " ".join(texts(claim.targets))


def test_both_sides_of_a_clash_are_named() -> None:
    claim = one("Clashes between the army and the rebels broke out in Aleppo.", "armed-clash")
    assert texts(claim.actors) == ["the army", "the rebels"]


def test_a_nationality_before_a_noun_acts() -> None:
    claim = one("Turkish soldiers were hit by Syrian artillery fire in Idlib.", "shelling")
    assert texts(claim.actors) == ["Syrian"]
    assert texts(claim.targets) == ["Turkish soldiers"]


def test_a_hyphenated_umbrella_stays_whole() -> None:
    claim = one("A Russian-Syrian offensive seized the town of Gao.", "territory-taken")
    assert "Russian-Syrian" in claim.actors[0].text


def test_those_who_come_under_fire_are_targets() -> None:
    claim = one("A convoy of the UN came under fire by militiamen near Goma.", "shelling")
    assert texts(claim.actors) == ["militiamen"]
    assert "convoy" in claim.targets[0].text


def test_a_pronoun_is_its_antecedent_at_the_antecedents_place() -> None:
    text = "The Taliban attacked Kunduz on Monday. They took the airport on Tuesday."
    claim = next(c for c in read(text) if c.kind == "territory-taken")
    assert text[claim.actors[0].start : claim.actors[0].end] == claim.actors[0].text
    assert "Taliban" in claim.actors[0].text


def test_an_ally_is_told_apart() -> None:
    claim = one("Government forces backed by Russia launched an offensive in Idlib in May.", "attack")
    assert [(a.text, a.role) for a in claim.actors] == [("Government forces", None), ("Russia", "ally")]


# ---------------------------------------------------------------- what is no claim


@pytest.mark.parametrize(
    "text",
    [
        "If the army attacked Aleppo, thousands would flee.",
        "Who attacked the hospital in Aleppo?",
        "The war on terrorism will be long.",
        "Attack helicopters and strike groups are expensive.",
        "The minister had lunch.",
    ],
)
def test_conditions_questions_and_topics_tell_nothing(text: str) -> None:
    assert read(text) == ()


def test_a_purpose_is_part_of_its_happening() -> None:
    claims = read("Rebels launched an offensive in Idlib to retake the town of Goma.")
    assert [c.kind for c in claims] == ["attack"]


# ---------------------------------------------------------------- spans


def test_the_quote_is_the_clause_without_its_attribution() -> None:
    claim = one("The ministry said that rebels shelled the market of Gao on Sunday.", "shelling")
    assert claim.anchor.quote == "rebels shelled the market of Gao on Sunday"


def test_a_relative_clause_brings_its_antecedent() -> None:
    claim = next(c for c in read("Aid reached the town of Goma, which was besieged by rebels in May.") if c.kind == "siege")
    assert claim.anchor.quote.startswith("the town of Goma")


def test_an_infinitive_is_told_with_the_verb_it_completes() -> None:
    claim = one("The soldiers managed to recapture the airport of Gao.", "territory-taken")
    assert claim.anchor.quote == "The soldiers managed to recapture the airport of Gao"


# ---------------------------------------------------------------- what is taken over


def test_place_and_day_are_taken_over_from_the_claim_before_and_point_there() -> None:
    text = "Jets bombed a school in Aleppo on Tuesday. Nine pupils were killed."
    claim = read(text)[1]
    assert claim.place is not None
    assert claim.when is not None
    assert (claim.place.text, claim.when.text) == ("Aleppo", "Tuesday")
    assert text[claim.place.start : claim.place.end] == "Aleppo"


def test_history_lends_nothing_to_the_news() -> None:
    text = "Rebels captured the town of Goma in 2012. Jets bombed a hospital."
    claim = next(c for c in read(text) if c.kind == "air-strike")
    assert claim.when is None


def test_a_comment_takes_nothing_from_the_report() -> None:
    text = "Jets bombed a school in Aleppo on Tuesday.\n\nNine pupils were killed."
    cut = text.index("Nine")
    claims = shared_engine().read(document(text, ("body", 0, cut), ("comment", cut, len(text)))).claims
    assert [(c.section, c.place is None) for c in claims] == [("body", False), ("comment", True)]


# ---------------------------------------------------------------- identity and contract


def test_reading_twice_gives_the_same_reading() -> None:
    made = document("Rebels shelled Gao on Sunday. Rebels shelled Gao on Sunday.")
    first, second = shared_engine().read(made), shared_engine().read(made)
    assert first == second
    assert len({c.key for c in first.claims}) == len(first.claims)


def test_an_engine_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(ValueError, match=r"'oracle'.*embedded"):
        engine("oracle", load(), lambda _: False)


def test_the_embedded_engine_is_an_engine() -> None:
    made: Engine = shared_engine()
    assert str(made.method).startswith("embedded@")
    assert made.read(document("")).claims == ()


ODD = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=12)
SENTENCES = st.sampled_from(
    [
        "Rebels shelled the “market” of Gao on Sunday, killing nine.",
        "The army’s air strike on Aleppo wounded 12 people",
        "• Clashes between the army and rebels broke out near Goma",
        "“We captured the airport of Kunduz,” said Gen. Müller.",
        "Turkey\u00a0and Russia agreed a ceasefire in\u202fIdlib",
        "KIEV, 3 May 2022 A drone hit the port; officials denied it.",
    ]
)


def spans(reading: Reading) -> list[tuple[int, int, str]]:
    """Every span that a reading holds."""
    found = [(c.anchor.start, c.anchor.end, c.anchor.quote) for c in reading.claims]
    for c in reading.claims:
        parts = [*c.speakers, *c.actors, *c.targets, *c.weapons, *c.figures, c.place, c.when]
        found += [(p.start, p.end, p.text) for p in parts if p is not None]
        found += [(s.cue.start, s.cue.end, s.cue.text) for s in c.speakers if s.cue]
    m = reading.mentions
    found += [(p.start, p.end, p.text) for p in (*m.places, *m.times, *m.actors)]
    for a in m.attributions:
        found += [(s.start, s.end, s.text) for s in (a.content, a.source, a.cue) if s is not None]
    return found


def assert_anchored(made: Document) -> None:
    for start, end, text in spans(shared_engine().read(made)):
        assert 0 <= start < end <= len(made.text)
        assert made.text[start:end] == text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(SENTENCES, ODD), min_size=1, max_size=6))
@example([("The army’s air strike on Aleppo wounded 12 people", "\u200b\ufeff\n\n")])
@example([("• Clashes between the army and rebels broke out near Goma", "İ\u0130ﬁ \U0001f4a5\r\n")])
def test_every_span_stands_in_the_text(parts: list[tuple[str, str]]) -> None:
    assert_anchored(document("".join(sentence + odd for sentence, odd in parts)))


@settings(max_examples=30, deadline=None)
@given(ODD)
def test_any_text_can_be_read(text: str) -> None:
    assert_anchored(document(text))


def test_those_who_are_listed_acted() -> None:
    claim = one("States which have carried out strikes in Syria include Denmark, France and Jordan.", "air-strike")
    assert texts(claim.actors)[1:] == ["Denmark", "France", "Jordan"]


def test_who_is_opposed_is_a_target() -> None:
    claim = one("Anti-government protests in Aleppo began in March.", "protest")
    assert "government" in " ".join(texts(claim.targets))


def test_an_operation_told_by_its_weapon_and_effect_names_both() -> None:
    claim = one("Rebels killed nine soldiers with a roadside bomb near Goma.", "bombing")
    assert texts(claim.weapons) == ["roadside bomb"]


def test_an_entry_of_a_live_report_is_placed_where_the_report_is() -> None:
    first = "Fighting broke out in Gao. "
    second = "Jets bombed a market in Aleppo. Aleppo is burning. "
    third = "Nine people were killed."
    made = document(first + second + third)
    cuts = (0, len(first), len(first + second), len(made.text))
    posted = ("2020-02-28T12:00Z", "2020-02-28T09:00Z", "2020-02-28T08:00Z")
    parts = tuple(Passage(role="update", start=a, end=b, posted=at) for a, b, at in zip(cuts, cuts[1:], posted, strict=False))
    claims = shared_engine().read(structs.replace(made, passages=parts)).claims
    assert claims[-1].place is not None
    assert claims[-1].place.text == "Aleppo"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The strike on the depot near Goma was carried out with two missiles.", "shelling"),
        ("The strike on the depot near Goma was carried out with a drone.", "drone-strike"),
        ("The strike on the depot near Goma was carried out by jets.", "air-strike"),
    ],
)
def test_a_mere_strike_is_what_its_weapon_says(text: str, kind: str) -> None:
    assert one(text, kind)


# ---------------------------------------------------------------- who is accused


@pytest.mark.parametrize(
    "text",
    [
        "The mayor accused the militia of deliberately shelling the market of Gao.",
        "The mayor blamed the militia for the shelling of the market of Gao.",
        "The mayor pointed the finger at the militia for the shelling of the market of Gao.",
        "The mayor said that the militia was behind the shelling of the market of Gao.",
        "The militia was accused of shelling the market of Gao.",
    ],
)
def test_who_is_accused_did_it(text: str) -> None:
    claim = one(text, "shelling")
    assert [t.lower() for t in texts(claim.actors)] == ["the militia"]
    assert "market" in " ".join(texts(claim.targets))


def test_of_a_request_that_is_refused_the_asker_is_the_target() -> None:
    claim = one("Kenya Rejects Tanzania's Request to Evacuate the Wounded by Air", "refusal")
    assert texts(claim.actors) == ["Kenya"]
    assert "Tanzania" in texts(claim.targets)[0]


def test_a_deed_that_acts_is_its_doers() -> None:
    claim = one("The army's response killed nine rebels near Goma on Monday.", "attack")
    assert "army" in texts(claim.actors)[0]


# ---------------------------------------------------------------- tolls


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("The toll has risen to 22.", 22),
        ("Gao toll rises to 12", 12),
        ("Six people are dead.", 6),
        ("The team counted twelve bodies in the mortuary.", 12),
        ("The deaths bring to 54 the number of Danish soldiers killed in Herat this month.", 54),
    ],
)
def test_tolls_are_casualties(text: str, low: float) -> None:
    claim = one(text, "casualties")
    assert ("killed", low) in {(q.measure, q.low) for q in claim.figures}
    assert claim.actors == ()


def test_news_hits_nobody() -> None:
    assert read("News of the talks hit the markets in Vienna.") == ()


def test_a_report_that_is_withdrawn_moves_no_army() -> None:
    assert not [c for c in read("The report is withdrawn.") if c.kind == "withdrawal"]


# ---------------------------------------------------------------- where it was said, and where from


def test_where_it_was_said_is_not_where_it_happened() -> None:
    claim = one("The governor told reporters outside the hospital in Vienna that nine soldiers were killed.", "casualties")
    assert claim.place is None


def test_where_it_was_fired_from_is_not_where_it_hit() -> None:
    text = "Rockets hit the station in Gao on Friday. The strike was carried out by the army from the area of Goma."
    claim = read(text)[-1]
    assert claim.place is not None
    assert claim.place.text == "Gao"


@pytest.mark.parametrize(
    "text", ["Nine soldiers were killed at a place called Zarbab.", "Jets bombed a school in Zarbab, a village near Aleppo."]
)
def test_a_name_that_is_said_to_be_a_place_is_one(text: str) -> None:
    claim = read(text)[0]
    assert claim.place is not None
    assert "Zarbab" in claim.place.text


def test_a_relative_clause_tells_of_its_antecedent() -> None:
    claims = read("Rebels retook the town of Goma, which the army had captured three weeks ago.")
    assert [(c.kind, c.place.text if c.place else None) for c in claims] == [("territory-taken", "town of Goma")] * 2
    assert "army" in texts(claims[1].actors)[0]


# ---------------------------------------------------------------- what goes on, and what lies before


@pytest.mark.parametrize(
    "text",
    [
        "Jets bombed a school in Aleppo on Tuesday. Jets are striking the market.",
        "Jets bombed a school in Aleppo since Tuesday. Rebels shelled the airport.",
        "Jets bombed a school in Aleppo on Tuesday. The army has attacked many towns.",
        "Jets bombed a school in Aleppo last April. Rebels shelled the airport.",
    ],
)
def test_what_goes_on_has_not_the_day_of_the_news(text: str) -> None:
    assert read(text)[-1].when is None


def test_things_that_a_list_of_strikes_counts_are_the_foes() -> None:
    text = (
        "Coalition forces conducted nine strikes against Taliban militants in Herat. Near Gao, one strike destroyed a bridge."
    )
    claim = read(text)[-1]
    assert [t.split()[-1] for t in texts(claim.targets)] == ["bridge", "militants"]


def test_what_is_agreed_is_told_once() -> None:
    assert [c.kind for c in read("The two ministers agreed to meet in Geneva on Monday.")] == ["agreement"]


def test_harm_by_an_attack_is_told_once_and_not_by_those_harmed() -> None:
    claim = one("Four guards were killed by shelling on a depot in Idlib.", "shelling")
    assert claim.actors == ()


def test_what_an_offensive_does_its_side_does() -> None:
    text = "Five soldiers died in Idlib, where a Turkish offensive has seized land while killing more than 1,800 civilians."
    claim = next(c for c in read(text) if "1,800" in c.anchor.quote)
    assert texts(claim.actors) == ["Turkish"]
    assert [q.low for q in claim.figures] == [1800]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Helicopter downed in Aleppo", "shootdown"),
        ("33 KIA in Airstrike on Turkish Post in Syria", "air-strike"),
        ("There has been no raid on the town of Gao.", "attack"),
    ],
)
def test_headlines_and_denials_tell_too(text: str, kind: str) -> None:
    claim = one(text, kind)
    assert claim.anchor.quote == text.rstrip(".")


def test_what_did_not_happen_is_denied() -> None:
    assert one("There was no rocket fire.", "shelling").stance == "deny"
    assert one("No aircraft flew over Gao on Monday.", "presence").stance == "deny"


def test_what_is_demanded_has_no_day_of_the_past() -> None:
    text = "Jets bombed a school in Aleppo on Tuesday. The mayor demanded a withdrawal of the army from the town."
    claim = next(c for c in read(text) if c.kind == "withdrawal")
    assert claim.when is None


def test_a_refusal_is_told_by_the_report() -> None:
    claim = one("Russia denies Turkey's request to evacuate the wounded.", "refusal")
    assert (claim.stance, claim.speakers) == ("assert", ())


def test_forces_of_a_country_act_and_place_nothing() -> None:
    claim = one("The strike was carried out by forces of Syria on Monday.", "air-strike")
    assert claim.place is None


def test_a_town_falls_to_an_army_and_men_to_its_fire() -> None:
    claim = one("Gorda fell to the insurgents in August.", "territory-taken")
    assert texts(claim.actors) == ["the insurgents"]
    assert not [c for c in read("The men fell to helicopter fire.") if c.kind == "territory-taken"]


def test_what_came_before_is_another_happening() -> None:
    claims = read("Goma has been liberated after its occupation by the militia.")
    assert [(c.kind, texts(c.actors)[-1:]) for c in claims] == [("territory-taken", []), ("territory-taken", ["the militia"])]


def test_a_condemned_attack_is_told_by_those_who_condemn_it() -> None:
    claim = one("The mayor condemned the attack in Gao.", "attack")
    assert claim.speakers[0].text == "The mayor"


def test_a_comment_that_quotes_the_article_has_a_key_of_its_own() -> None:
    told = "Rebels shelled Goma on Friday."
    text = f"{told}\n\n“{told}”"
    quoted = document(text, ("body", 0, len(told)), ("comment", len(told) + 2, len(text)))
    keys = [(claim.section, claim.key) for claim in shared_engine().read(quoted).claims]
    assert {section for section, _ in keys} == {"body", "comment"}
    assert len({key for _, key in keys}) == len(keys)

"""The record of each voice: what became of what it said, whom it repeats, in which words it speaks."""

from __future__ import annotations

from typing import Any

import hypothesis.strategies as st
from hypothesis import given

from rashomon.model import Actor, Attribution, Bounds, Claim, Document, Mentions, Passage, Reading, Span
from rashomon.reconcile import Record, accounts, incidents, pair, records
from rashomon.reconcile.framing import loaded, uses
from rashomon.reconcile.recognising import recognised
from rashomon.reconcile.voices import Voicing, identities
from rashomon.vocabulary import shipped
from tests.reconcile.accounts import METHOD, Case, claim, document, figure, speaker
from tests.reconcile.test_policies import report
from tests.reconcile.test_properties import FEW, Accounts
from tests.reconcile.test_properties import accounts as any_accounts

Entry = tuple[Document, tuple[Claim, ...]]


def record(name: str, *entries: Entry) -> Record:
    """The record of the voice of that name."""
    [found] = [r for r in all_records(*entries) if name in r.names]
    return found


def all_records(*entries: Entry) -> tuple[Record, ...]:
    case = Case(*entries)
    return records(case.incidents(), case.documents, case.readings, case.vocabulary)


def mayor(name: str, publisher: str, dead: int, day: str, **more: Any) -> Entry:
    """A report that quotes the mayor on the dead of the market."""
    text = f"Mayor Ode said shells had killed {dead} porters."
    count = figure("killed", dead, party="CIV")
    return report(name, publisher, text, "shelling", figures=[count], speakers=(speaker("Mayor Ode"),), published=day, **more)


def own(name: str, publisher: str, dead: int, day: str, text: str = "The dead of the market were counted.") -> Entry:
    """A report that counts for itself."""
    return report(name, publisher, text, "shelling", figures=[figure("killed", dead, party="CIV")], published=day)


def test_another_origin_that_says_the_same_later_bears_it_out() -> None:
    first, later = mayor("a", "Harbour Wire", 9, "2020-03-02"), own("b", "Island Radio", 9, "2020-03-04")
    found = record("Mayor Ode", first, later)
    [killed] = [b for b in found.borne_out if b.slot == "killed"]
    assert (killed.value, killed.claim) == (Bounds(low=9, high=9), first[1][0].key)
    assert [(v.name, v.claim) for v in killed.by] == [("Island Radio", later[1][0].key)]
    assert found.contradicted == ()
    assert record("Island Radio", first, later).borne_out == ()


def test_who_repeats_a_voice_bears_out_nothing() -> None:
    first, again = mayor("a", "Harbour Wire", 9, "2020-03-02"), mayor("b", "Island Radio", 9, "2020-03-04")
    assert record("Mayor Ode", first, again).borne_out == ()
    repeats = record("Island Radio", first, again).repeats
    assert [(r.whom, r.claims, r.incidents) for r in repeats] == [("Mayor Ode", (again[1][0].key,), ())]


def test_a_voice_that_is_quoted_again_did_not_speak_again() -> None:
    """The radio counted first; that the wire quotes it after the mayor spoke bears out nothing."""
    first = own("a", "Island Radio", 9, "2020-03-01T08:00")
    mayors = mayor("b", "Harbour Wire", 9, "2020-03-02T08:00")
    text = "Island Radio said the market had 9 dead."
    count = figure("killed", 9, party="CIV")
    again = report(
        "c", "Hill Post", text, "shelling", figures=[count], speakers=(speaker("Island Radio"),), published="2020-03-03"
    )
    assert record("Mayor Ode", first, mayors, again).borne_out == ()
    assert [b.slot for b in record("Island Radio", first, mayors, again).borne_out if b.slot == "killed"] == ["killed"]


def test_what_is_said_at_the_same_time_is_not_later() -> None:
    first, beside = mayor("a", "Harbour Wire", 9, "2020-03-02"), own("b", "Island Radio", 9, "2020-03-02")
    assert all(r.borne_out == () for r in all_records(first, beside))


def test_another_count_later_contradicts() -> None:
    first, later = mayor("a", "Harbour Wire", 90, "2020-03-02"), own("b", "Island Radio", 9, "2020-03-04")
    [killed] = record("Mayor Ode", first, later).contradicted
    assert (killed.slot, [v.name for v in killed.by]) == ("killed", ["Island Radio"])
    assert record("Island Radio", first, later).contradicted == ()


def test_a_change_of_answer_is_a_revision_of_its_voice() -> None:
    first, later = mayor("a", "Harbour Wire", 9, "2020-03-02"), mayor("b", "Harbour Wire", 12, "2020-03-05")
    [changed] = record("Mayor Ode", first, later).revised
    assert (changed.slot, changed.direction, changed.before.claim, changed.after.claim) == (
        "killed",
        "up",
        first[1][0].key,
        later[1][0].key,
    )


def test_claimed_conceded_and_denied() -> None:
    said = (speaker("the ministry", "TUR"),)
    loss = report("a", "Harbour Wire", "Four of our men fell.", "casualties", speakers=said, against_interest=True)
    deny = report("b", "Harbour Wire", "Our jets did not fly.", "air-strike", speakers=said, stance="deny")
    plan = report("c", "Harbour Wire", "We shall march tomorrow.", "advance", speakers=said, stance="intend")
    found = record("the ministry", loss, deny, plan)
    assert (found.claimed, found.conceded, found.denied) == ((loss[1][0].key,), (loss[1][0].key,), (deny[1][0].key,))
    assert (found.party, found.kind) == ("TUR", None)


def test_interests_are_gathered_from_every_incident() -> None:
    said = (speaker("the ministry", "TUR"),)
    ours = report(
        "a", "Harbour Wire", "Four of our men fell.", "shelling", speakers=said, figures=[figure("killed", 4, party="TUR")]
    )
    found = record("the ministry", ours)
    assert found.conceded == (ours[1][0].key,)
    assert [(s.kind, s.other, s.claims) for s in found.interests] == [("own loss", "TUR", (ours[1][0].key,))]


def test_a_publisher_that_takes_over_a_count_in_its_own_words_repeats() -> None:
    quoted = mayor("a", "Harbour Wire", 9, "2020-03-02")
    text = "Mayor Ode said shells had killed 9 porters. The shelling of the market left 9 dead."
    of = document("b.txt", text, "2020-03-03", "Island Radio")
    base = {"kind": "shelling", "place": "Tell Zayn", "when": "2020-03-01"}

    told = claim(
        of, "shells had killed 9 porters", **base, figures=[figure("killed", 9, party="CIV")], speakers=(speaker("Mayor Ode"),)
    )
    taken = claim(of, "The shelling of the market left 9 dead", **base, figures=[figure("killed", 9, party="CIV")])
    case = Case(quoted, (of, (told, taken)))
    found = records(case.incidents(), case.documents, case.readings, case.vocabulary)
    [radio] = [r for r in found if r.name == "Island Radio"]
    [mayor_] = [r for r in found if "Mayor Ode" in r.names]
    assert mayor_.borne_out == ()
    [repeated] = radio.repeats
    assert (repeated.whom, repeated.claims) == ("Mayor Ode", (told.key,))
    assert repeated.incidents == (case.incidents()[0].id,)


# ------------------------------------------------------------ words


def words_of(text: str, *, actors: tuple[Actor, ...] = (), passages: tuple[Passage, ...] = ()) -> list[tuple[str, str | None]]:
    of = document("w.txt", text, **({"passages": passages} if passages else {}))
    made = Reading(address=of.address, method=METHOD, input=of.id, mentions=Mentions(actors=actors))
    return [(use.word, use.party) for _, use in uses(of, made, {}, shipped())]


def test_loaded_words_stand_where_they_say_and_the_longest_counts() -> None:
    text = "Terrorist groups fled. The REGIME forces came; a terrorist, too. Nobody was aterrorist."
    of = document("w.txt", text)
    found = list(loaded(of, shipped().framing))
    assert all(text[s.start : s.end] == s.text for _, s, _ in found)
    assert [word for word, _, _ in found] == ["terrorist groups", "terrorist"]


def test_a_word_is_of_the_side_whose_name_it_is_a_part_of() -> None:
    text = "Regime troops took the hill from terrorists."
    troops = Actor(text="Regime troops", start=0, end=13, party="SYR")
    assert words_of(text, actors=(troops,)) == [("regime troops", "SYR"), ("terrorists", None)]


def test_a_partys_own_name_is_no_loaded_word() -> None:
    text = "The Mujahideen Shura Council met; the mujahideen cheered."
    council = Actor(text="Mujahideen Shura Council", start=4, end=28, party="MSC", id="MSC")
    assert words_of(text, actors=(council,)) == [("mujahideen", None)]


def test_comments_and_quotations_of_unknown_speakers_are_no_ones_words() -> None:
    text = "The terrorists fled.\nThe terrorists won.\nThe terrorists lie."
    parts = (
        Passage(role="body", start=0, end=20),
        Passage(role="comment", start=21, end=40),
        Passage(role="quote", start=41, end=len(text)),
    )
    assert words_of(text, passages=parts) == [("terrorists", None)]


def test_a_word_in_a_saying_is_the_speakers() -> None:
    text = "The ministry said terrorists had fled. Its terrorists, villagers said, were farmers."
    of = document("w.txt", text, publisher="Harbour Wire")

    said = speaker("The ministry", "TUR")
    fled = claim(of, "terrorists had fled", "withdrawal", speakers=(said,))
    saying = Attribution(
        content=Span(start=18, end=37, text="terrorists had fled"), source=Span(start=0, end=12, text="The ministry")
    )
    made = Reading(address=of.address, method=METHOD, input=of.id, claims=(fled,), mentions=Mentions(attributions=(saying,)))
    found = uses(of, made, accounts([of], [made]), shipped())
    assert [(voice.name, use.claim) for voice, use in found] == [("The ministry", fled.key), ("Harbour Wire", None)]
    [ministry] = [r for r in records((), [of], [made], shipped()) if r.name == "The ministry"]
    assert [(w.word, len(w.uses), w.favours) for w in ministry.words] == [("terrorists", 1, "government")]


# ------------------------------------------------------------ who is who

NAMES = st.builds(
    lambda words, party, own, address: Voicing(
        name=" ".join(words),
        actor=party,
        party=party,
        tokens=frozenset(word.casefold() for word in words),
        address=address,
        outlet=address,
        own=own,
        organ=party is not None,
        named=True,
    ),
    st.lists(st.sampled_from(("Ode", "Ministry", "Health", "Akar", "Hulusi", "Radio")), min_size=1, max_size=3, unique=True),
    st.sampled_from((None, "TUR", "SYR")),
    st.booleans(),
    st.sampled_from(("a.txt", "b.txt", "c.txt")),
)


def official(name: str, side: str, address: str) -> Voicing:
    """An organ of that side, quoted in a report."""
    return Voicing(name=name, actor=side, party=side, tokens=frozenset(name.casefold().split()), address=address,
                   outlet=address, own=False, organ=True, named=True)  # fmt: skip


def test_names_of_one_known_publisher_are_one_voice() -> None:
    agency = official("state news agency SANA", "SYR", "a.txt"), official("official Syrian Arab News Agency", "SYR", "b.txt")
    army, other = official("Syrian Arab Army", "SYR", "c.txt"), official("Syrian Arab News Agency", "OPP", "d.txt")
    names = recognised([*agency, army, other], shipped().sources)
    assert names[agency[0]] == names[agency[1]]
    assert len(set(names.values())) == 3
    assert len(set(recognised([*agency, army, other]).values())) == 4


@FEW
@given(st.lists(NAMES, max_size=8), st.randoms())
def test_recognising_does_not_depend_on_the_order(voices: list[Voicing], random: Any) -> None:
    shuffled = list(voices)
    random.shuffle(shuffled)
    assert recognised(shuffled) == recognised(voices)
    assert set(recognised(voices)) == set(voices)


@FEW
@given(st.lists(NAMES, max_size=3))
def test_equal_names_of_one_side_are_one_voice_as_within_an_incident(voices: list[Voicing]) -> None:
    wide, narrow = recognised(voices), identities(voices)
    for a in voices:
        for b in voices:
            if (a.tokens, a.party, a.own) == (b.tokens, b.party, b.own):
                assert wide[a] == wide[b]
                assert narrow[a] == narrow[b]


# ------------------------------------------------------------ any set of accounts


@FEW
@given(any_accounts())
def test_records_do_not_depend_on_order_and_every_claim_is_one_voices(made_up: Accounts) -> None:
    documents, readings = made_up
    words = shipped()
    found = incidents(documents, readings, pair(documents, readings, words), words)
    made = records(found, documents, readings, words)
    assert records(found[::-1], documents[::-1], [*readings[::-1], *readings], words) == made
    told = accounts(documents, readings)
    for keys in ([k for r in made for k in (*r.claimed, *r.denied)],):
        assert len(keys) == len(set(keys))
        assert set(keys) <= set(told)
    for one in made:
        losses = {key for staked in one.interests if staked.kind == "own loss" for key in staked.claims}
        assert set(one.conceded) == {k for k in one.conceded if told[k].claim.against_interest or k in losses}
        assert all(set(staked.claims) <= set(told) for staked in one.interests)
        assert all(later.by and later.claim in told for later in (*one.borne_out, *one.contradicted))
    assert len({r.id for r in made}) == len(made)

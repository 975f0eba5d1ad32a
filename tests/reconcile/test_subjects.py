"""Words about a happening, strikes in answer, totals over weeks, and what a report says of change."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import structs

from rashomon.model import Claim, Document, Incident, Speaker
from rashomon.reconcile.agree import holds
from rashomon.reconcile.changes import as_meant
from rashomon.reconcile.compare import compare
from rashomon.reconcile.telling import Telling, Told, telling
from rashomon.reconcile.voices import party_in
from rashomon.vocabulary import shipped
from rashomon.vocabulary.comparing import referring_words
from rashomon.vocabulary.parties import Tie
from tests.reconcile.accounts import Case, claim, document, figure, point, speaker, values, when

WORDS = referring_words("en")
TEXT = (
    "Planes bombed a Turkish column at Tell Zayn on Sunday. Turkey blamed Damascus for the attack. "
    "Moscow denied that its aircraft were involved. It spoke of shells. Turkey accused Moscow of lying about the column. "
    "There were no troops at Tell Zayn, the ministry said. The minister said that the troops were there."
)
WIRE = document("wire.txt", TEXT)
STRIKE = claim(
    WIRE, "Planes bombed a Turkish column at Tell Zayn", "air-strike", targets=["TUR"], place="Tell Zayn", when="2020-03-01"
)
BLAME = claim(WIRE, "Turkey blamed Damascus for the attack", "accusation", actors=["TUR"], targets=["SYR"])
NOT_US = claim(WIRE, "Moscow denied that its aircraft were involved", "denial", stance="deny", actors=["RUS"],
               speakers=(speaker("Moscow", "RUS"),))  # fmt: skip
SHELLS = claim(WIRE, "shells", "shelling", actors=["SYR"], speakers=(speaker("Moscow", "RUS"),))
LIES = claim(WIRE, "Turkey accused Moscow of lying about the column", "accusation", actors=["TUR"], targets=["RUS"])
NOBODY = claim(WIRE, "There were no troops at Tell Zayn", "presence", actors=["TUR"], place="Tell Zayn",
               speakers=(speaker("the ministry", "RUS"),))  # fmt: skip
THERE = claim(WIRE, "the troops were there", "presence", actors=["TUR"], speakers=(speaker("The minister", "TUR"),))


def home(of: Claim, *entries: tuple[Document, tuple[Claim, ...]]) -> Incident:
    """The incident of a claim."""
    found = Case(*entries).home(of)
    assert found is not None
    return found


def pinned(of: Claim) -> Claim:
    """The claim with its place and time standing in its own clause."""
    at = of.anchor.start
    return structs.replace(
        of,
        place=of.place and structs.replace(of.place, start=at, end=at),
        when=of.when and structs.replace(of.when, start=at, end=at),
    )


def told(report: Document, of: Claim) -> Telling:
    """A claim as comparison sees it."""
    return telling(Told(of, report), WORDS)


def test_accusation_and_denial_belong_to_the_strike_told_before() -> None:
    """Who accuses and who denies answers who did it; an accusation of lying is about something else."""
    strike = home(STRIKE, (WIRE, (STRIKE, BLAME, NOT_US, LIES)))
    assert {BLAME.key, NOT_US.key} < set(strike.claims)
    assert LIES.key not in strike.claims
    who = point(strike, "actor")
    assert values(who) == {"SYR"}  # nobody says that it was Moscow, so that its denial answers nothing
    assert point(strike, "happened").standing == "single"
    assert values(point(strike, "happened")) == {"yes"}


def test_who_denies_and_names_another_holds_one_answer() -> None:
    """ "Not we, they" names who did it; only "not we" stands against those who say so."""
    author = document("a.txt", "It was a Russian raid at Tell Zayn.", publisher="Author")
    raid = claim(
        author, "It was a Russian raid at Tell Zayn", "air-strike", actors=["RUS"], place="Tell Zayn", when="2020-03-01"
    )
    denied = point(home(STRIKE, (WIRE, (STRIKE, NOT_US)), (author, (raid,))), "actor")
    assert denied.standing == "contested"
    assert values(denied) == {"RUS", "not RUS"}
    named = point(home(STRIKE, (WIRE, (STRIKE, NOT_US, SHELLS)), (author, (raid,))), "actor")
    assert values(named) == {"RUS", "SYR"}


def test_who_denies_the_own_part_denies_not_that_it_happened() -> None:
    """ "Our aircraft did not strike there" says who, not whether; "nobody struck there" says whether."""
    bulletin = document("b.txt", "Our aircraft did not strike Tell Zayn on Sunday.", publisher="Ministry of Defence of Russia",
                        about_source={"kind": "state organ", "party": "RUS"})  # fmt: skip
    ours = claim(bulletin, "Our aircraft did not strike Tell Zayn", "air-strike", stance="deny", actors=["RUS"],
                 place="Tell Zayn", when="2020-03-01")  # fmt: skip
    assert values(point(home(STRIKE, (WIRE, (STRIKE,)), (bulletin, (ours,))), "happened")) == {"yes"}
    nobodys = claim(bulletin, "Our aircraft did not strike Tell Zayn", "air-strike", stance="deny", place="Tell Zayn",
                    when="2020-03-01")  # fmt: skip
    assert point(home(STRIKE, (WIRE, (STRIKE,)), (bulletin, (nobodys,))), "happened").standing == "contested"


def test_troops_that_were_there() -> None:
    """ "There" is the place where another voice says that nobody was; a negated presence is denied."""
    strike = home(STRIKE, (WIRE, (STRIKE, NOBODY, THERE)))
    assert point(strike, "presence").standing == "contested"
    assert values(point(strike, "presence")) == {"yes", "no"}
    presence = home(THERE, (WIRE, (NOBODY, THERE)))
    assert point(presence, "happened").standing == "contested"
    assert values(point(presence, "place")) == {"Tell Zayn"}
    assert values(point(presence, "actor")) == {"TUR"}


def test_one_side_that_cites_the_other_answers_for_it() -> None:
    """What the rival is said to have said is held by the one who says so."""
    cited = claim(WIRE, "There were no troops at Tell Zayn", "presence", stance="deny", actors=["TUR"], place="Tell Zayn",
                  speakers=(speaker("Ankara", "TUR"), speaker("the ministry", "RUS")))  # fmt: skip
    voices = point(home(STRIKE, (WIRE, (STRIKE, cited))), "presence").positions[0].voices
    assert [(v.name, v.actor) for v in voices] == [("the ministry, citing Ankara", "RUS")]


def test_a_rumour_with_its_debunker() -> None:
    """Who finds no evidence is in the incident, holds nothing, and is named on the point; activists are one origin."""
    text = "Syrian activists claimed a drone hit the base at Tell Zayn. Others added a second one. They gave no evidence."
    report = document("r.txt", text)
    rumour = claim(report, "a drone hit the base at Tell Zayn", "drone-strike", certainty="unsupported", place="Tell Zayn",
                   speakers=(speaker("Syrian activists"),))  # fmt: skip
    more = claim(report, "Others added a second one", "drone-strike", place="Tell Zayn", speakers=(speaker("other accounts"),))
    none = claim(report, "They gave no evidence", "no-evidence", actors=["OPP"], speakers=(speaker("They", "OPP"),))
    mock = claim(report, "a second one", "casualties", certainty="probable", place="Tell Zayn")
    happened = point(home(rumour, (report, (rumour, more, none, mock))), "happened")
    assert happened.note == "no evidence, says Daily Courier"
    assert [(p.value, p.origins) for p in happened.positions] == [("yes", 1)]
    assert "Daily Courier" not in {v.name for v in happened.positions[0].voices}


ANSWER = document(
    "answer.txt",
    "Syrian guns killed seven Turkish soldiers at Tell Zayn on Sunday. In retaliation 76 Syrian soldiers were neutralised at "
    "Tell Zayn on Sunday. It later quietly downgraded that to 13 killed. Over three weeks 300 Syrian soldiers were killed.",
)
SEVEN = claim(ANSWER, "Syrian guns killed seven Turkish soldiers", "shelling", actors=["SYR"], targets=["TUR"],
              figures=[figure("killed", 7, party="TUR", text="seven")], place="Tell Zayn", when="2020-03-01")  # fmt: skip
STRUCK = claim(ANSWER, "In retaliation 76 Syrian soldiers were neutralised", "shelling", actors=["TUR"], targets=["SYR"],
               figures=[figure("killed_or_wounded", 76, party="SYR", text="76")], place="Tell Zayn", when="2020-03-01",
               speakers=(speaker("Turkish ministry", "TUR"),))  # fmt: skip
FEWER = claim(ANSWER, "13 killed", "casualties", targets=["SYR"], figures=[figure("killed", 13, party="SYR", text="13")],
              place="Tell Zayn", when="2020-03-01")  # fmt: skip
WEEKS = pinned(claim(ANSWER, "Over three weeks 300 Syrian soldiers were killed", "shelling", actors=["TUR"], targets=["SYR"],
              figures=[figure("killed", 300, party="SYR", text="300")], place="Tell Zayn",
              when="2020-02-10/2020-03-02"))  # fmt: skip


def test_retaliation_is_another_happening() -> None:
    """Who was hit strikes back on the same day at the same place: two incidents, the second in answer to the first."""
    case = Case((ANSWER, (SEVEN, STRUCK, FEWER, WEEKS)))
    assert not case.together(SEVEN, STRUCK)
    first, second = case.home(SEVEN), case.home(STRUCK)
    assert first
    assert second
    assert [(r.type, r.incident) for r in second.relations if r.type == "retaliates"] == [("retaliates", first.id)]
    assert "retaliates" not in {r.type for r in first.relations}


def test_a_change_that_a_report_tells_is_its_voices() -> None:
    """ "It later quietly downgraded" changes what the one said who counted before, in another measure and without a word."""
    second = home(STRUCK, (ANSWER, (SEVEN, STRUCK, FEWER)))
    (change,) = second.revisions
    assert (change.voice, change.direction, change.announced) == ("Turkish ministry", "other_measure", False)
    assert change.after.claim == FEWER.key


def test_what_sums_up_weeks_is_no_strike_but_its_whole() -> None:
    """A total over weeks joins no strike, enters no toll, and has the strike as its part."""
    case = Case((ANSWER, (STRUCK, WEEKS)))
    strike, total = case.home(STRUCK), case.home(WEEKS)
    assert strike
    assert total
    assert strike.id != total.id
    assert ("part_of", total.id) in {(r.type, r.incident) for r in strike.relations}
    assert not [t for t in total.figures if t.measure == "killed"]


def test_a_long_time_taken_over_says_nothing() -> None:
    """Weeks that stand in another sentence do not date a claim; in its own they do, and a month by its name only hints."""
    weeks = when("2020-02-10/2020-03-02")
    elsewhere = type(weeks)(text="weeks", start=10_000, end=10_005, earliest=weeks.earliest, latest=weeks.latest)
    bare = claim(WIRE, "Planes bombed", "air-strike")
    taken_over = structs.replace(bare, when=elsewhere)
    assert told(WIRE, taken_over).span is None
    assert told(WIRE, claim(WIRE, "Planes bombed", "air-strike", when="2020-02-10/2020-03-02")).lasting
    month = type(weeks)(text="February", start=0, end=8, earliest="2020-02-01", latest="2020-02-29", precision="month")
    named = structs.replace(bare, when=month)
    assert not told(WIRE, named).lasting


def test_nobody_strikes_himself() -> None:
    """The side whose losses are counted is not the one that caused them; without a count, who is named as both acts."""
    both: dict[str, Any] = {"actors": ["TUR"], "targets": ["TUR"]}
    counted = told(WIRE, claim(WIRE, "Planes bombed", "air-strike", figures=[figure("killed", 33, party="TUR")], **both))
    assert (counted.actors, counted.targets) == (frozenset(), {"TUR"})
    named = told(WIRE, claim(WIRE, "Planes bombed", "air-strike", **both))
    assert (named.actors, named.targets) == ({"TUR"}, frozenset())
    stray = told(WIRE, claim(WIRE, "Planes bombed", "air-strike", targets=["TUR"], figures=[figure("killed", 3, party="KIA")]))
    assert {f.party for f in stray.figures} == {""}


def test_who_takes_a_town_and_who_leaves_it() -> None:
    """They tell one happening, and who left is the one who was driven out."""
    other = document("o.txt", "The army withdrew from Tell Zayn on Sunday.", publisher="Other")
    left = claim(other, "The army withdrew from Tell Zayn", "withdrawal", actors=["SYR"], place="Tell Zayn", when="2020-03-01")
    took = claim(WIRE, "Planes bombed", "territory-taken", actors=["OPP"], targets=["SYR"], place="Tell Zayn",
                 when="2020-03-01")  # fmt: skip
    town = home(left, (WIRE, (took,)), (other, (left,)))
    assert took.key in town.claims
    assert values(point(town, "actor")) == {"OPP"}
    assert point(town, "target").standing == "corroborated"
    assert point(town, "kind").standing != "contested"


def test_places_that_are_wider_or_taken_over_contradict_nobody() -> None:
    """Idlib is no other place than Tell Zayn; a place that stands in another sentence bears out or is silent."""
    other = document("o.txt", "Planes bombed a Turkish column in Idlib on Sunday.", publisher="Other")
    wide = claim(other, "Planes bombed a Turkish column in Idlib", "air-strike", targets=["TUR"], place="Idlib",
                 when="2020-03-01")  # fmt: skip
    where = point(home(STRIKE, (WIRE, (STRIKE,)), (other, (wide,))), "place")
    assert values(where) == {"Tell Zayn"}
    assert where.standing == "corroborated"


def test_a_capital_that_speaks_is_no_place() -> None:
    """ "Ankara said" places nothing."""
    at = document("c.txt", "Tell Zayn said that planes had come.")
    mouth = Speaker(text="Tell Zayn", start=0, end=9, name="Tell Zayn")
    said = claim(at, "planes had come", "air-strike", place="Tell Zayn", speakers=(mouth,))
    named = structs.replace(said, place=structs.replace(said.place, start=0, end=9))
    assert told(at, named).spots == ()


LIST = document("list.txt", "Near Tell Zayn five strikes hit. Near Deir Qasra two strikes hit. In Idlib eleven strikes hit.")


def test_a_list_of_strikes() -> None:
    """Each place of a communiqué is an incident, and so is the total."""
    strikes = [
        pinned(claim(LIST, f"Near {name}" if name != "Idlib" else "In Idlib", "air-strike", actors=["USA"], targets=["ISIS"],
              place=name, when="2020-03-01", figures=[figure("strikes", n)]))
        for name, n in (("Tell Zayn", 5), ("Deir Qasra", 2), ("Idlib", 11))
    ]  # fmt: skip
    case = Case((LIST, tuple(strikes)))
    assert len({home.id for s in strikes if (home := case.home(s))}) == 3


@pytest.mark.parametrize(
    ("name", "date"),
    [("2020-03-01", True), ("2012-06-01", False), ("2021-01-01", False)],
)
def test_ties_have_dates(name: str, date: bool) -> None:
    """A tie holds from its first year or month to its last one."""
    from rashomon.reconcile.spacetime import instant

    day = instant(name)
    assert day is not None
    assert holds(Tie(type="part_of", to="OPP", since="2013", until="2020"), day) is date
    assert holds(Tie(type="part_of", to="OPP", since="2013-02", until="2020-03"), day) is date
    assert holds(Tie(type="part_of", to="OPP", since="2013-02-01", until="2020-03-01"), day) is date
    assert holds(Tie(type="part_of", to="OPP"), day)


def test_short_forms_and_longer_names() -> None:
    """ "IS" is no word of "is", and a longer name is not the shorter one in it."""
    vocabulary = shipped()
    assert party_in("Ministry that is at work", vocabulary) is None
    assert party_in("Ministry of Defence of Ukraine", vocabulary) == "UKR"
    assert party_in("South Sudan Ministry of Defence", vocabulary) == "SSD"


def test_withdrawn_reports() -> None:
    """ "Has withdrawn its report that a plane was shot down" denies what was said before."""
    report = document("w.txt", "The air force has withdrawn its report that a plane was shot down. Planes rose to 3.")
    gone = claim(report, "a plane was shot down", "shootdown", speakers=(speaker("The air force", "UKR"),))
    own = claim(report, "a plane was shot", "shootdown")
    assert [t.claim.stance for t in as_meant((Told(gone, report), Told(own, report)), WORDS)] == ["deny", "assert"]


def test_one_writer_and_two_strikes() -> None:
    """Losses of two sides under one side's strikes are two happenings; a count alike may be one dispute about whose they are;
    a side that stands outside of the clause may belong to another.
    """
    ours = claim(WIRE, "Planes bombed", "air-strike", figures=[figure("killed", 33, party="TUR")])
    theirs = claim(WIRE, "It spoke of shells", "shelling", figures=[figure("killed", 7, party="SYR")])
    alike = claim(WIRE, "It spoke of shells", "shelling", figures=[figure("killed", 33, party="SYR")])
    weights = [{f.name: f.weight for f in compare(told(WIRE, ours), told(WIRE, c))[1]} for c in (theirs, alike)]
    assert weights[0]["targets"] <= -2
    assert told(WIRE, claim(WIRE, "It spoke of shells", "shelling", targets=["TUR"])).hit == frozenset()


def test_battles_have_losses_on_both_sides() -> None:
    """In a fight on the ground both sides lose."""
    ours = claim(WIRE, "Planes bombed", "attack", figures=[figure("killed", 33, party="TUR")])
    theirs = claim(WIRE, "It spoke of shells", "casualties", figures=[figure("killed", 7, party="SYR")])
    assert "targets" not in {f.name for f in compare(told(WIRE, ours), told(WIRE, theirs))[1]}


def test_the_day_on_which_a_toll_rose() -> None:
    """ "Rose to 12 on Monday" is of Sunday's attack and moves its toll; the wounded who died are no new count."""
    text = "Shells at Tell Zayn on Sunday killed 9 and wounded 21 people. "
    first = document("one.txt", text, "2020-03-01")
    nine = claim(first, "Shells at Tell Zayn on Sunday killed 9 and wounded 21 people", "shelling", place="Tell Zayn",
                 when="2020-03-01", figures=[figure("killed", 9, text="9"), figure("wounded", 21, text="21")])  # fmt: skip
    second = document(
        "two.txt", "The toll of the shells at Tell Zayn rose to 12 on Monday as three of the wounded died.", "2020-03-02"
    )
    risen = [figure("killed", 12, text="12"), figure("wounded", 3, text="three")]
    quote, day = "rose to 12 on Monday as three of the wounded", "2020-03-02"
    twelve = pinned(claim(second, quote, "shelling", place="Tell Zayn", when=day, revises=True, figures=risen))
    incident = home(nine, (first, (nine,)), (second, (twelve,)))
    assert twelve.key in incident.claims
    assert [(r.slot, r.direction, r.announced) for r in incident.revisions] == [("killed", "up", True)]
    assert point(incident, "time").standing != "contested"


def test_jets_are_warplanes() -> None:
    """Words for one kind of thing agree; words that only say that there was a strike name no weapon."""
    other = document("o.txt", "Planes bombed a column at Tell Zayn on Sunday.", publisher="Other")
    jets = claim(WIRE, "Planes bombed a Turkish column at Tell Zayn", "air-strike", weapons=["jets", "bombed"],
                 place="Tell Zayn", when="2020-03-01", targets=["TUR"])  # fmt: skip
    planes = claim(other, "Planes bombed a column at Tell Zayn", "air-strike", weapons=["warplanes"], targets=["TUR"],
                   place="Tell Zayn", when="2020-03-01")  # fmt: skip
    assert point(home(jets, (WIRE, (jets,)), (other, (planes,))), "weapon").standing == "corroborated"


def test_troops_told_of_elsewhere_are_not_those_of_the_strike() -> None:
    """An undated presence of another report is asked of the strike only at its very place."""
    other = document("o.txt", "Turkish troops stood at Deir Qasra, others at Tell Zayn.", publisher="Other")
    far = claim(other, "Turkish troops stood at Deir Qasra", "presence", actors=["TUR"], place="Deir Qasra")
    near = claim(other, "others at Tell Zayn", "presence", actors=["TUR"], place="Tell Zayn")
    for troops, found in ((far, 0), (near, 1)):
        strike = home(STRIKE, (WIRE, (STRIKE,)), (other, (troops,)))
        assert len([p for p in strike.points if p.slot == "presence"]) == found


def test_what_nothing_speaks_against_goes_on() -> None:
    """A sentence without a place of its own goes on with what its report tells, unless something weighs against it."""
    of = document(
        "a.txt", "Guns hit Tell Zayn at noon. " + "The day was long. " * 60 + "Two were shot. Two men were taken.", "2020-03-02"
    )
    strike = claim(of, "Guns hit Tell Zayn at noon", "shelling", place="Tell Zayn", when="2020-03-01")
    bare = claim(of, "Two were shot", "shooting")
    taken = claim(of, "Two men were taken", "arrest")
    case = Case((of, (strike, bare, taken)))
    assert not case.together(strike, taken)


def test_that_nobody_was_there_is_told_of_the_strike() -> None:
    """It answers whether troops were there, and does not deny that the strike happened."""
    of = document("a.txt", "Jets of the army bombed Tell Zayn at noon.", "2020-03-02")
    no = document("b.txt", "Our jets were not over Tell Zayn on that day.", "2020-03-02", "Ministry")
    where: dict[str, Any] = {"place": "Tell Zayn", "when": "2020-03-01", "actors": ["SYR"]}
    strike = claim(of, "Jets of the army bombed Tell Zayn at noon", "air-strike", **where)
    absent = claim(no, "Our jets were not over Tell Zayn on that day", "presence", stance="deny", **where)
    case = Case((of, (strike,)), (no, (absent,)))
    assert case.together(strike, absent)
    home = case.home(strike)
    assert values(point(home, "happened")) == {"yes"}
    assert values(point(home, "presence")) == {"no"}

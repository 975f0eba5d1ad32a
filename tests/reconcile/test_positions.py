"""Who holds an answer, and whether it stands: denials, publishers by other names, headlines, early counts, corrections."""

from __future__ import annotations

import pytest
from msgspec import structs

from rashomon.model import Claim, Document, Passage, Quantity, Span, Speaker
from tests.reconcile.accounts import PLACES, Case, claim, document, figure, point, speaker, values

WHERE = {"place": "Tell Zayn", "when": "2020-03-01"}


def said(name: str, cue: str, side: str | None = None) -> tuple[Speaker, ...]:
    return (structs.replace(speaker(name, side), cue=Span(start=0, end=len(cue), text=cue)),)


def organ(
    name: str, text: str, published: str = "2020-03-02T18:00", publisher: str = "Ministry of Defence of Georgia"
) -> Document:
    return document(name, text, published, publisher)


def strike(of: Document, quote: str, *figures: Quantity, kind: str = "air-strike", **more: object) -> Claim:
    return claim(of, quote, kind, figures=figures, **WHERE, **more)


# ---------------------------------------------------------------- who denies


@pytest.mark.parametrize(
    ("quote", "cue", "denier"),
    [
        ("a helicopter was shot down", "report", "Ministry of Defence of Georgia"),  # "the report that … is an invention"
        ("a helicopter was shot down", "denies", "the other side"),
        ("no helicopter was shot down", "said", "the other side"),
    ],
)
def test_who_calls_a_report_untrue_is_the_one_who_denies(quote: str, cue: str, denier: str) -> None:
    wire = document("a.txt", "A helicopter was shot down at Tell Zayn.", "2020-03-01T12:00", "Wire")
    told = claim(wire, "A helicopter was shot down", "shootdown", **WHERE)
    answer = organ("b.txt", f"The other side has it that {quote}.")
    denied = claim(answer, quote, "shootdown", stance="deny", speakers=said("the other side", cue), **WHERE)
    happened = point(Case((wire, (told,)), (answer, (denied,))).home(told), "happened")
    assert [[v.name for v in p.voices] for p in happened.positions if p.value == "no"] == [[denier]]


@pytest.mark.parametrize("name", ["the ministry", "Ministry of Defence, Tell Zayn", "the press centre", "media office"])
def test_a_ministry_in_its_own_statement_is_no_other_voice(name: str) -> None:
    first = organ("a.txt", "Five soldiers were killed at Tell Zayn.", "2020-03-01T10:00")
    second = organ("b.txt", "At Tell Zayn seven soldiers were killed.", "2020-03-02T10:00")
    five = strike(first, "Five soldiers were killed", figure("killed", 5, party="GEO"))
    seven = strike(second, "seven soldiers were killed", figure("killed", 7, party="GEO"), speakers=said(name, "said"))
    incident = Case((first, (five,)), (second, (seven,))).home(five)
    assert [(r.voice, r.direction) for r in incident.revisions if r.slot == "killed"] == [  # type: ignore[union-attr]
        ("Ministry of Defence of Georgia", "up")
    ]


def test_another_body_in_a_statement_is_another_voice() -> None:
    first = organ("a.txt", "Five soldiers were killed at Tell Zayn.")
    five = strike(first, "Five soldiers were killed", figure("killed", 5), speakers=said("the city hospital", "said"))
    assert {v.name for p in point(Case((first, (five,))).home(five), "killed").positions for v in p.voices} == {
        "the city hospital"
    }


def test_an_agency_named_after_a_country_is_not_that_country() -> None:
    agency = document("a.txt", "Eight people were killed at Tell Zayn.", publisher="Migrant Watch Libya")
    state = document("b.txt", "Eight people were killed at Tell Zayn, Libya said.", publisher="Wire")
    told = strike(agency, "Eight people were killed", figure("killed", 8))
    other = strike(state, "Eight people were killed", figure("killed", 8), speakers=said("Libya", "said", "LBY"))
    killed = point(Case((agency, (told,)), (state, (other,))).home(told), "killed")
    assert (killed.standing, killed.positions[0].origins) == ("corroborated", 2)


def test_one_voice_with_and_without_its_side_is_one_origin() -> None:
    first = organ("a.txt", "Five soldiers were killed at Tell Zayn.")
    second = document("b.txt", "Five soldiers were killed at Tell Zayn, officials said.", publisher="Wire")
    five = strike(first, "Five soldiers were killed", figure("killed", 5))
    same = strike(
        second, "Five soldiers were killed", figure("killed", 5), speakers=said("Ministry of Defence of Georgia", "said")
    )
    assert point(Case((first, (five,)), (second, (same,))).home(five), "killed").positions[0].origins == 1


# ---------------------------------------------------------------- headlines


def test_a_headline_moves_with_the_voice_that_the_report_begins_with() -> None:
    first = document("a.txt", "Nine people were killed at Tell Zayn, the ministry said.", "2020-03-01T15:00", "Wire")
    nine = strike(first, "Nine people were killed", figure("killed", 9), speakers=said("Health Ministry", "said"))
    text = "Toll reaches 16\nMore people died after the strike at Tell Zayn, the ministry said."
    passages = (Passage(role="headline", start=0, end=15), Passage(role="body", start=16, end=len(text)))
    second = document("b.txt", text, "2020-03-02T10:00", "Wire", passages=passages)
    head = strike(second, "Toll reaches 16", figure("killed", 16), section="headline")
    lead = strike(second, "More people died after the strike", speakers=said("Health Ministry", "said"))
    incident = Case((first, (nine,)), (second, (head, lead))).home(nine)
    killed = point(incident, "killed")
    assert (killed.standing, values(killed)) == ("superseded", {(16, 16)})
    assert [(r.before.value.low, r.after.value.low) for r in incident.revisions if r.slot == "killed"] == [(9, 16)]  # type: ignore[union-attr]


# ---------------------------------------------------------------- figures


def test_a_part_answers_nothing_about_the_total() -> None:
    first = document("a.txt", "At Tell Zayn 27 people were wounded.", publisher="Wire")
    second = document("b.txt", "Fourteen of the wounded are in the burns hospital.", publisher="Gazette")
    total = strike(first, "27 people were wounded", figure("wounded", 27, text="27"))
    part = strike(second, "Fourteen of the wounded are in the burns hospital", figure("wounded", 14, text="Fourteen"))
    wounded = point(Case((first, (total,)), (second, (part,))).home(total), "wounded")
    assert (wounded.standing, values(wounded)) == ("single", {(27, 27)})
    alone = Case((second, (part,))).home(part)
    assert values(point(alone, "wounded")) == {(14, 14)}


@pytest.mark.parametrize(
    ("low_at", "high_at", "standing"),
    [
        ("2020-03-01T10:00", "2020-03-01T18:00", "single"),  # found later
        ("2020-03-01T17:00", "2020-03-01T18:00", "contested"),  # told at once
        ("2020-03-02T10:00", "2020-03-01T18:00", "contested"),  # the lower count knew of the higher one
        ("2020-03-01", "2020-03-01T18:00", "contested"),  # nobody knows which came first
        ("2020-03-01", "2020-03-02T18:00", "single"),
    ],
)
def test_an_early_count_is_outgrown_and_contradicts_nobody(low_at: str, high_at: str, standing: str) -> None:
    early = document("a.txt", "Nine people were killed at Tell Zayn.", low_at, "Wire")
    later = document("b.txt", "At Tell Zayn 16 people were killed.", high_at, "Gazette")
    nine = strike(early, "Nine people were killed", figure("killed", 9))
    more = strike(later, "16 people were killed", figure("killed", 16))
    killed = point(Case((early, (nine,)), (later, (more,))).home(nine), "killed")
    assert (killed.standing, values(killed)) == (standing, {(9, 9), (16, 16)})
    assert killed.note == (None if standing == "contested" else "9, as Wire says, was told before 16")


def test_two_sides_count_against_each_other_whoever_came_first() -> None:
    early = document("a.txt", "Nine soldiers were killed at Tell Zayn.", "2020-03-01T10:00", "Wire")
    later = document("b.txt", "At Tell Zayn 90 soldiers were killed.", "2020-03-02T10:00", "Gazette")
    nine = strike(early, "Nine soldiers were killed", figure("killed", 9, party="UKR"), speakers=said("Kyiv", "said", "UKR"))
    more = strike(later, "90 soldiers were killed", figure("killed", 90, party="UKR"), speakers=said("Moscow", "said", "RUS"))
    assert point(Case((early, (nine,)), (later, (more,))).home(nine), "killed").standing == "contested"


def test_dead_of_no_stated_side_are_those_that_the_voice_counts() -> None:
    """ "The number of dead rose to 52" goes on from the voice's "50 people"; sailors of nobody knows whom do not."""
    text = "Fifty people were killed. Two sailors died. Six UKR guards were killed. The number of dead rose to 52."
    of = document("a.txt", text, "2020-03-02T10:00", "Wire")
    by = said("the governor", "said")
    fifty = strike(of, "Fifty people were killed", figure("killed", 50, text="Fifty", of="people", party="CIV"), speakers=by)
    sailors = strike(of, "Two sailors died", figure("killed", 2, text="Two", of="sailors"), speakers=by)
    guards = strike(of, "Six UKR guards were killed", figure("killed", 6, text="Six", of="guards", party="UKR"))
    rose = strike(of, "The number of dead rose to 52", figure("killed", 52, text="52"), speakers=by, revises=True)
    incident = Case((of, (fifty, sailors, guards, rose))).home(fifty)
    assert values(point(incident, "killed", "CIV")) == {(52, 52)}
    assert values(point(incident, "killed", "UKR")) == {(6, 6)}
    asked = {p.party: values(p) for p in incident.points if p.slot == "killed"}  # type: ignore[union-attr]
    assert asked[None] == {(2, 2)}


def test_a_headline_that_counts_nobody_in_particular_counts_whom_its_report_counts() -> None:
    of = document("a.txt", "Dozens killed as a missile hits Ukraine. At least 50 people were killed.")
    dozens = strike(of, "Dozens killed as a missile hits Ukraine", figure("killed", 24, 99, text="Dozens", party="UKR"))
    fifty = strike(of, "At least 50 people were killed", figure("killed", 50, None, text="50", of="people", party="CIV"))
    incident = Case((of, (dozens, fifty))).home(fifty)
    assert {p.party for p in incident.points if p.slot == "killed"} == {"CIV"}  # type: ignore[union-attr]


def test_not_one_lost_denies_that_one_was_shot_down() -> None:
    wire = document("a.txt", "A helicopter was shot down at Tell Zayn.", publisher="Wire")
    told = claim(wire, "A helicopter was shot down", "shootdown", **WHERE)
    answer = organ("b.txt", "At Tell Zayn not one helicopter was lost.")
    none = claim(answer, "not one helicopter was lost", "losses", figures=(figure("destroyed", 0, of="helicopter"),), **WHERE)
    happened = point(Case((wire, (told,)), (answer, (none,))).home(told), "happened")
    assert (happened.standing, values(happened)) == ("contested", {"yes", "no"})


def test_a_crime_is_no_other_kind_than_the_air_strike_that_it_was() -> None:
    wire = document("a.txt", "An air strike hit Tell Zayn.", publisher="Wire")
    channel = document("b.txt", "A crime was committed at Tell Zayn.", publisher="Channel")
    told = claim(wire, "An air strike hit Tell Zayn", "air-strike", **WHERE)
    judged = claim(channel, "A crime was committed at Tell Zayn", "abuse", **WHERE)
    case = Case((wire, (told,)), (channel, (judged,)))
    assert point(case.home(told), "kind").standing != "contested"


def test_who_accuses_says_with_what() -> None:
    wire = document("a.txt", "Shells hit the school at Tell Zayn. Ankara accused Damascus of the attack with a tank shell.")
    hit = claim(wire, "Shells hit the school", "shelling", **WHERE)
    accused = claim(
        wire, "Ankara accused Damascus of the attack with a tank shell", "accusation",
        actors=("TUR",), targets=("SYR",), weapons=("tank shell",),
    )  # fmt: skip
    case = Case((wire, (hit, accused)))
    assert case.together(hit, accused)
    assert values(point(case.home(hit), "weapon")) == {"tank shell"}


# ---------------------------------------------------------------- corrections


def _corrected(text: str) -> Case:
    PLACES["Zayn ford"] = ("settlement", 36.10, 36.75, "SYR")
    first = document("a.txt", "Shells killed 17 at the ford depot, the rebels said.", "2020-03-02", "Courier")
    second = document("b.txt", text, "2020-03-04", "Courier")
    about = {"when": "2020-03-01", "figures": (figure("killed", 17),)}
    by = said("the rebels", "said", "OPP")
    wrong = claim(first, "Shells killed 17 at the ford depot", "shelling", place="Zayn ford", speakers=by, **about)
    right = claim(second, "Shells killed 17 at the Tell Zayn depot", "shelling", place="Tell Zayn", **about)
    return Case((first, (wrong,)), (second, (right,)))


def test_what_a_publisher_corrects_stands_no_longer_whoever_it_had_quoted() -> None:
    case = _corrected("Shells killed 17 at the Tell Zayn depot. This is a correction to our report of 1 March.")
    (incident,) = case.incidents()
    where = point(incident, "place")
    assert (where.standing, values(where)) == ("superseded", {"Tell Zayn"})
    [move] = [r for r in incident.revisions if r.slot == "place"]
    assert (move.voice, move.before.value, move.after.value) == ("Courier", "Zayn ford", "Tell Zayn")


def test_another_report_of_the_same_publisher_corrects_nothing_by_itself() -> None:
    for incident in _corrected("Shells killed 17 at the Tell Zayn depot. New details are known.").incidents():
        assert not [r for r in incident.revisions if r.slot == "place"]


@pytest.mark.parametrize("taken_over", [True, False])
def test_a_place_that_was_taken_over_is_not_taken_back(taken_over: bool) -> None:
    """A claim that revises says nothing of a place that only stood in the sentences before."""
    PLACES["Zayn mill"] = ("settlement", 36.10, 36.75, "SYR")
    text = "The mill was quiet. Shells killed 17 there. Shells killed 17 at the depot, and not elsewhere."
    wire = document("a.txt", text, "2020-03-02", "Courier")
    about = {"when": "2020-03-01", "targets": ["CIV"], "figures": (figure("killed", 17),)}
    first = claim(wire, "Shells killed 17 there", "shelling", place="Zayn mill", **about)
    second = claim(wire, "Shells killed 17 at the depot", "shelling", place="Tell Zayn", revises=True, **about)
    if taken_over and first.place and second.place:
        first = structs.replace(first, place=structs.replace(first.place, start=4, end=8))
        second = structs.replace(second, place=structs.replace(second.place, start=4, end=8))
    case = Case((wire, (first, second)))
    moves = [r for incident in case.incidents() for r in incident.revisions if r.slot == "place"]
    assert case.together(first, second)
    assert bool(moves) is not taken_over


@pytest.mark.parametrize(("later", "count", "found"), [("Wire", 40, True), ("Wire", 30, False), ("Gazette", 40, False)])
def test_a_publisher_that_hardens_what_it_passed_on_has_changed_the_measure(later: str, count: float, found: bool) -> None:
    """ "40 killed or wounded, a nurse said"; two days on "40 were killed" in the publisher's own words."""
    first = document("a.txt", "More than 40 people were killed or wounded, a nurse said.", "2020-03-01T13:00", "Wire")
    second = document("b.txt", f"More than {count} people were killed at Tell Zayn.", "2020-03-03T18:00", later)
    both = figure("killed_or_wounded", 40, None, party="CIV")
    lump = strike(first, "More than 40 people were killed or wounded", both, speakers=said("a nurse", "said"))
    hard = strike(second, f"More than {count} people were killed", figure("killed", count, None, party="CIV"))
    case = Case((first, (lump,)), (second, (hard,)))
    assert case.together(lump, hard)
    moves = [r for r in case.home(lump).revisions if r.direction == "other_measure"]  # type: ignore[union-attr]
    assert [(r.voice, r.before.claim, r.after.claim, r.announced) for r in moves] == (
        [("Wire", lump.key, hard.key, False)] if found else []
    )


def test_what_somebody_is_accused_of_is_told_by_the_accuser() -> None:
    of = document("a.txt", "M23 accused the army of bombing the market at Tell Zayn, killing 19 people.", publisher="Wire")
    accused = claim(of, "M23 accused the army of bombing the market", "accusation", actors=("M23",), targets=("COD",))
    hit = strike(of, "bombing the market at Tell Zayn, killing 19 people", figure("killed", 19, party="CIV"), kind="bombing")
    killed = point(Case((of, (accused, hit))).home(hit), "killed")
    assert [v.name for v in killed.positions[0].voices] == ["M23"]


@pytest.mark.parametrize(
    ("text", "figure_text", "of", "total"),
    [
        ("At least 13 killed, among them one of its own teachers", "13", None, True),
        ("Three children among them were killed", "Three children", "children", False),
        ("Three of them were killed", "Three", None, False),
        ("12 people killed, of whom three were nurses", "12 people", "people", True),
    ],
)
def test_among_them_tells_of_parts_behind_a_total_and_of_a_part_before_the_end(
    text: str, figure_text: str, of: str | None, total: bool
) -> None:
    first = document("a.txt", f"{text}.", "2020-03-02", "Wire")
    told = strike(first, text, figure("killed", 13, text=figure_text, party="CIV"))
    second = document("b.txt", "At Tell Zayn 40 people were killed.", "2020-03-02", "Gazette")
    more = strike(second, "40 people were killed", figure("killed", 40, party="CIV"))
    assert (point(Case((first, (told,)), (second, (more,))).home(told), "killed").standing == "contested") is total


@pytest.mark.parametrize(
    ("of", "counts"),
    [("mortar shells", False), ("rockets", False), ("sheep", False), ("people on two boats", True), (None, True)],
)
def test_no_toll_of_people_counts_things(of: str | None, counts: bool) -> None:
    report = document("a.txt", "Two shells fell on Tell Zayn.")
    told = strike(report, "Two shells fell on Tell Zayn", figure("killed", 2, of=of))
    incident = Case((report, (told,))).home(told)
    assert any(p.slot == "killed" for p in incident.points) is counts  # type: ignore[union-attr]


def test_a_publisher_that_says_a_figure_again_without_its_source_is_no_second_origin() -> None:
    first = document("a.txt", "At Tell Zayn 31 people were killed, Captain Muthanna Jasim said.", "2020-03-01T18:00", "Wire")
    second = document("b.txt", "The strike on Tell Zayn killed 31 people.", "2020-03-04T09:00", "Wire")
    quoted = strike(first, "31 people were killed", figure("killed", 31), speakers=said("Captain Muthanna Jasim", "said"))
    again = strike(second, "The strike on Tell Zayn killed 31 people", figure("killed", 31))
    killed = point(Case((first, (quoted,)), (second, (again,))).home(quoted), "killed")
    assert (killed.standing, killed.positions[0].origins) == ("single", 1)


def test_this_newspaper_is_its_publisher_and_officials_are_not() -> None:
    of = document("a.txt", "Five people were killed at Tell Zayn. At Tell Zayn five were killed.", publisher="Nile Observer")
    paper = strike(of, "Five people were killed", figure("killed", 5), speakers=said("this newspaper", "found"))
    officials = strike(of, "five were killed", figure("killed", 5), speakers=said("officials", "said"))
    killed = point(Case((of, (paper, officials))).home(paper), "killed")
    assert {v.name for v in killed.positions[0].voices} == {"Nile Observer", "officials"}

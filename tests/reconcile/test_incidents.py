"""Whole incidents from reports of our own invention: what belongs together, what is contested, and how it moved."""

from __future__ import annotations

from typing import Any

import pytest

from rashomon.model import Claim, Document, Place, Verdict, When
from rashomon.reconcile.incidents import title
from rashomon.vocabulary import shipped
from tests.reconcile.accounts import PLACES, Case, claim, document, figure, place, point, speaker, values, when

DAY = {"place": "Tell Zayn", "when": "2020-03-01"}
COURIER = document(
    "courier.txt",
    "An air strike at Tell Zayn on Sunday killed 33 soldiers. At first the count was 9, then it rose to 33. "
    "It was a Russian operation. On 11 February a helicopter was downed at Tell Zayn. In the week two helicopters were lost.",
)
MINISTRY = document(
    "ministry.txt",
    "Our aircraft were not involved. It was shelling by the Syrian army at Tell Zayn on Sunday. There were no troops there.",
    publisher="Ministry of Defence of Russia",
    about_source={"kind": "state organ", "party": "RUS"},
)
ANKARA = document(
    "ankara.txt",
    "The minister said Syrian planes bombed the convoy at Tal Zein on Sunday. Our troops were there and the Russians knew. "
    "At least 33 of our soldiers died.",
    publisher="Anatolian Post",
)
STRIKE = claim(COURIER, "An air strike at Tell Zayn on Sunday killed 33 soldiers", "air-strike", targets=["TUR"],
               figures=[figure("killed", 33, text="33", party="TUR")], **DAY)  # fmt: skip
TOLL = claim(COURIER, "At first the count was 9, then it rose to 33", "casualties", revises=True, **DAY,
             figures=[figure("killed", 9, text="9", party="TUR"), figure("killed", 33, text="33", party="TUR")])  # fmt: skip
AUTHOR = claim(COURIER, "It was a Russian operation", "air-strike", actors=["RUS"], **DAY)
HELICOPTER = claim(
    COURIER, "On 11 February a helicopter was downed at Tell Zayn", "shootdown", place="Tell Zayn", when="2020-02-11"
)
TWO = claim(COURIER, "In the week two helicopters were lost", "losses", when="2020-02-08/2020-02-14",
            figures=[figure("destroyed", 2, of="helicopters", text="two", cumulative=True)])  # fmt: skip
NOT_US = claim(MINISTRY, "Our aircraft were not involved", "air-strike", stance="deny", actors=["RUS"], **DAY)
SHELLING = claim(MINISTRY, "It was shelling by the Syrian army at Tell Zayn on Sunday", "shelling", actors=["SYR"], **DAY)
NO_TROOPS = claim(MINISTRY, "There were no troops there", "presence", stance="deny", actors=["TUR"], **DAY)
PLANES = claim(ANKARA, "Syrian planes bombed the convoy at Tal Zein on Sunday", "air-strike", actors=["SYR"], targets=["TUR"],
               speakers=(speaker("The minister", "TUR"),), place="Tal Zein", when="2020-03-01")  # fmt: skip
TROOPS = claim(ANKARA, "Our troops were there", "presence", actors=["TUR"], speakers=(speaker("The minister", "TUR"),),
               place="Tal Zein", when="2020-03-01")  # fmt: skip
LOST = claim(ANKARA, "At least 33 of our soldiers died", "casualties", speakers=(speaker("The minister", "TUR"),),
             place="Tal Zein", when="2020-03-01", against_interest=True,
             figures=[figure("killed", 33, None, text="At least 33", party="TUR", hedge="at least")])  # fmt: skip
THREE: tuple[tuple[Document, tuple[Claim, ...]], ...] = (
    (COURIER, (STRIKE, TOLL, AUTHOR, HELICOPTER, TWO)),
    (MINISTRY, (NOT_US, SHELLING, NO_TROOPS)),
    (ANKARA, (PLANES, TROOPS, LOST)),
)


@pytest.fixture(scope="module")
def disputed() -> Case:
    """A strike with a disputed author, weapon and presence, and a rising toll."""
    return Case(*THREE)


def test_one_strike_in_three_reports(disputed: Case) -> None:
    """Different authors and weapons, a denial and two spellings are still one strike."""
    for other in (TOLL, AUTHOR, NOT_US, SHELLING, PLANES, LOST):
        assert disputed.together(STRIKE, other), other.anchor.quote


def test_other_happenings_stay_apart(disputed: Case) -> None:
    """Another day at the same place; a week's losses and the one of Tuesday."""
    assert not disputed.together(STRIKE, HELICOPTER)
    assert not disputed.together(HELICOPTER, TWO)


def test_who_and_how_are_contested(disputed: Case) -> None:
    """The author says one side, both governments the other; the denial changes the weapon too."""
    strike = disputed.home(STRIKE)
    who, how = point(strike, "actor"), point(strike, "kind")
    assert who.standing == how.standing == "contested"
    assert {"RUS", "SYR"} <= values(who)
    assert {"air-strike", "shelling"} <= values(how)
    assert {p.value: p.origins for p in who.positions}["SYR"] == 2


def test_presence_is_contested_on_the_strike(disputed: Case) -> None:
    """Whether troops were there is asked of the strike, though the claims tell of troops and not of bombs."""
    there = point(disputed.home(STRIKE), "presence", "TUR")
    assert there.standing == "contested"
    assert values(there) == {"yes", "no"}


def test_rising_toll(disputed: Case) -> None:
    """9 then 33 by one voice is a revision upwards, announced; "at least 33" and "33" agree and the range is narrowed."""
    strike = disputed.home(STRIKE)
    assert strike is not None
    toll = point(strike, "killed", "TUR")
    assert values(toll) == {(33, 33)}
    assert toll.standing == "corroborated"
    assert toll.positions[0].against_interest
    moved = [r for r in strike.revisions if r.slot == "killed"]
    assert [(r.direction, r.announced, r.voice) for r in moved] == [("up", True, "Daily Courier")]
    assert next(t for t in strike.figures if t.measure == "killed").best == 33


def test_denying_one_who_is_a_different_answer(disputed: Case) -> None:
    """ "It was not us, it was them" denies who did it, not that it happened."""
    assert values(point(disputed.home(STRIKE), "happened")) == {"yes"}


def test_named_after_the_oldest_account(disputed: Case) -> None:
    """A later account renames nothing; documents and title follow."""
    strike = disputed.home(STRIKE)
    assert strike is not None
    alone = Case((COURIER, (STRIKE, TOLL, AUTHOR))).home(STRIKE)
    later = document("later.txt", "An air strike hit Tell Zayn on Sunday.", published="2020-03-09")
    more = claim(later, "An air strike hit Tell Zayn on Sunday", "air-strike", **DAY)
    with_more = Case((COURIER, (STRIKE, TOLL, AUTHOR)), (later, (more,))).home(STRIKE)
    assert alone is not None
    assert with_more is not None
    assert alone.id == with_more.id
    assert with_more.documents == ("courier.txt", "later.txt")
    assert strike.title == "Air strike at Tell Zayn, 1 March 2020"


def test_title() -> None:
    """Neutral words, by what is known."""
    assert title("shelling", None, None) == "Shelling"
    assert title("shelling", place("Idlib"), when("2020-03-01/2020-03-31")) == "Shelling in Idlib, March 2020"
    assert title("shelling", place("Tell Zayn"), when("2020-02-28/2020-03-01")).endswith("28 February 2020 to 1 March 2020")
    assert (
        title("shelling", Place(text="X", start=0, end=1), when("2020-03-01/2020-03-02")) == "Shelling at X, 1 to 2 March 2020"
    )
    assert title("advance", Place(text="the M9", start=0, end=1, name="M9", precision="line"), None) == "Advance on M9"
    assert title("talks", None, When(text="once", start=0, end=4)) == "Talks"


def report(name: str, day: str, publisher: str, text: str = "Guns shelled Tell Zayn.", **more: Any) -> tuple[Document, Claim]:
    """A one-claim report on the shelling of Tell Zayn."""
    of = document(name, text, published=day, publisher=publisher)
    details = {"place": "Tell Zayn", "when": "2020-03-01", **more}
    return of, claim(of, text.rstrip("."), details.pop("kind", "shelling"), **details)


def case_of(*reports: tuple[Document, Claim]) -> Case:
    """A case of one-claim reports."""
    return Case(*((of, (told,)) for of, told in reports))


def test_two_voices_two_counts() -> None:
    """12 and 17 by two voices are contested; "at least 12" and 17 agree; a lump is never compared with one of its parts."""
    a = report("a.txt", "2020-03-02", "Courier", figures=[figure("killed", 12)])
    b = report("b.txt", "2020-03-02", "Herald", figures=[figure("killed", 17)])
    c = report("c.txt", "2020-03-02", "Gazette", figures=[figure("killed", 12, None)])
    d = report("d.txt", "2020-03-02", "Tribune", figures=[figure("killed_or_wounded", 60)])
    assert point(case_of(a, b).home(a[1]), "killed").standing == "contested"
    agreed = point(case_of(b, c, d).home(b[1]), "killed")
    assert agreed.standing == "corroborated"
    assert values(agreed) == {(17, 17)}
    assert point(case_of(b, c, d).home(b[1]), "killed_or_wounded").standing == "single"


@pytest.mark.parametrize(("first", "second", "direction"), [(12, 17, "up"), (31, 27, "down")])
def test_a_voice_that_moves(first: float, second: float, direction: str) -> None:
    """The same voice later: the old count is superseded, silently."""
    a = report("a.txt", "2020-03-02", "Courier", figures=[figure("killed", first)])
    b = report("b.txt", "2020-03-03", "Courier", figures=[figure("killed", second)])
    incident = case_of(a, b).home(a[1])
    toll = point(incident, "killed")
    assert toll.standing == "superseded"
    assert values(toll) == {(second, second)}
    assert incident is not None
    (revision,) = (r for r in incident.revisions if r.slot == "killed")
    assert (revision.direction, revision.announced, revision.voice) == (direction, False, "Courier")
    assert revision.before.claim == a[1].key


def test_into_another_measure() -> None:
    """ "76 neutralised", later "13 killed": another measure, no contradiction of figures."""
    a = report("a.txt", "2020-03-02", "Courier", figures=[figure("killed_or_wounded", 76, party="SYR")])
    b = report("b.txt", "2020-03-03", "Courier", figures=[figure("killed", 13, party="SYR")])
    incident = case_of(a, b).home(a[1])
    assert incident is not None
    (revision,) = (r for r in incident.revisions if r.slot.startswith("killed"))
    assert (revision.direction, revision.before.slot, revision.after.slot) == ("other_measure", "killed_or_wounded", "killed")
    assert {p.standing for p in incident.points if p.slot.startswith("killed")} == {"single"}


def test_withdrawn_denial() -> None:
    """A side that denied and later admits holds the later answer only."""
    a = report("a.txt", "2020-03-02", "Courier", stance="deny")
    b = report("b.txt", "2020-03-05", "Courier", text="Guns did shell Tell Zayn.")
    c = report("c.txt", "2020-03-04", "Herald", text="Shells hit Tell Zayn.")
    incident = case_of(a, b, c).home(a[1])
    assert incident is not None
    assert values(point(incident, "happened")) == {"yes"}
    assert point(incident, "happened").standing == "corroborated"
    assert [(r.before.value, r.after.value, r.direction) for r in incident.revisions if r.slot == "happened"] == [
        ("no", "yes", "withdrawn")
    ]


def test_denied_by_another() -> None:
    """A denial of a happening is about the same incident and contests it."""
    a = report("a.txt", "2020-03-02", "Courier")
    b = report("b.txt", "2020-03-02", "Herald", text="No shell fell on Tell Zayn.", stance="deny")
    assert point(case_of(a, b).home(a[1]), "happened").standing == "contested"


def test_unlike_figures_are_asked_apart() -> None:
    """Each side's losses, each kind of thing and each part of the people by themselves; a whole is no part."""
    quote = "Eight boats and two tanks were lost, nine died, among them three children."
    of = document("a.txt", quote)
    several = claim(of, quote.rstrip("."), "shelling", place="Tell Zayn", when="2020-03-01", figures=[
        figure("destroyed", 8, text="Eight", of="boats", party="SYR"),
        figure("destroyed", 2, text="two", of="tanks", party="SYR"),
        figure("killed", 9, text="nine", party="CIV"),
        figure("killed", 3, text="three", of="children", party="CIV"),
        figure("killed", 70, text="nine", party="SYR", cumulative=True),
    ])  # fmt: skip
    incident = Case((of, (several,))).home(several)
    assert incident is not None
    asked = {(p.slot, p.party, p.of): values(p) for p in incident.points if p.slot in ("destroyed", "killed")}
    assert asked == {
        ("destroyed", "SYR", "boats"): {(8, 8)},
        ("destroyed", "SYR", "tanks"): {(2, 2)},
        ("killed", "CIV", None): {(9, 9)},
        ("killed", "CIV", "children"): {(3, 3)},
    }


def test_parts_that_are_more_than_the_whole() -> None:
    """Arithmetic is checked within a sentence; what does not add up is a note."""
    quote = "Nine died, including seven guards, and another five cooks."
    of = document("a.txt", quote)
    sums = claim(of, quote.rstrip("."), "shelling", place="Tell Zayn", when="2020-03-01", figures=[
        figure("killed", 9, text="Nine"), figure("killed", 7, text="seven"), figure("killed", 5, text="five"),
    ])  # fmt: skip
    toll = point(Case((of, (sums,))).home(sums), "killed")
    assert values(toll) == {(9, 9)}
    assert toll.note == "the parts 7 + 5 are more than the 9 that they are parts of"


@pytest.mark.parametrize(("more", "total", "expected"), [
    (9, 20, None), (9, 21, "11 and 9 more, as Courier says, are 20 and not 21"), (None, 21, None),
])  # fmt: skip
def test_what_came_on_top_makes_the_new_total(more: float | None, total: float, expected: str | None) -> None:
    """ "Eleven", then "nine more bodies were found" and "twenty": checked for one voice only."""
    a = report("a.txt", "2020-03-02", "Courier", figures=[figure("killed", 11)])
    text = "At Tell Zayn twenty are dead, nine more were found."
    found = [figure("killed", more, text="nine")] if more else []
    b = report("b.txt", "2020-03-03", "Courier", text=text, figures=[figure("killed", total, text="twenty"), *found])
    toll = point(case_of(a, b).home(a[1]), "killed")
    assert values(toll) == {(total, total)}
    assert toll.note == expected


@pytest.mark.parametrize(
    ("running", "expected"), [(54, None), (20, "a running total of 20 is less than the 33 of this one happening")]
)
def test_a_running_total_is_no_less_than_the_toll_that_it_takes_in(running: float, expected: str | None) -> None:
    figures = [figure("killed", 33, party="TUR"), figure("killed", running, party="TUR", cumulative=True)]
    a = report("a.txt", "2020-03-02", "Courier", targets=["TUR"], figures=figures)
    toll = point(case_of(a).home(a[1]), "killed")
    assert (values(toll), toll.note) == ({(33, 33)}, expected)


def test_notified() -> None:
    """Whether a side was told beforehand, from both sides."""
    a = report("a.txt", "2020-03-02", "Courier", text="They moved to Tell Zayn without informing us.")
    b = report("b.txt", "2020-03-02", "Herald", text="We notified them of the move to Tell Zayn.")
    asked = point(case_of(a, b).home(a[1]), "notified")
    assert asked.standing == "contested"
    assert values(asked) == {"yes", "no"}


def test_accusation_is_an_answer_of_the_accuser() -> None:
    """Who accuses says who did it, whoever reports the accusation; a mutual accusation says nothing."""
    a = report("a.txt", "2020-03-02", "Courier", actors=["SYR"])
    text = "Damascus accused Ankara of the shelling of Tell Zayn. Both sides accuse each other."
    of = document("b.txt", text, publisher="Herald")
    accusing = claim(of, "Damascus accused Ankara of the shelling of Tell Zayn", "accusation", actors=["SYR"], targets=["TUR"],
                     place="Tell Zayn", when="2020-03-01")  # fmt: skip
    shells = claim(of, "the shelling of Tell Zayn", "shelling", place="Tell Zayn", when="2020-03-01")
    mutual = claim(of, "Both sides accuse each other", "accusation", actors=["SYR", "TUR"], targets=["SYR", "TUR"])
    case = Case((a[0], (a[1],)), (of, (accusing, shells, mutual)))
    who = point(case.home(a[1]), "actor")
    assert values(who) == {"SYR", "TUR"}
    assert [v.name for p in who.positions if p.value == "TUR" for v in p.voices] == ["SYR"]


def test_a_denial_says_who_did_not() -> None:
    """ "They denied that their aircraft were involved" is an answer to who did it."""
    a = report("a.txt", "2020-03-02", "Courier", actors=["RUS"])
    text = "The ministry denied that its guns were involved at Tell Zayn."
    b = report("b.txt", "2020-03-02", "Herald", text=text, kind="denial", stance="deny", actors=["RUS"])
    case = Case((a[0], (a[1],)), (b[0], (b[1], claim(b[0], "at Tell Zayn", "shelling", place="Tell Zayn", when="2020-03-01"))))
    assert case.together(a[1], b[1])
    assert point(case.home(a[1]), "actor").standing == "contested"
    assert values(point(case.home(a[1]), "actor")) == {"RUS", "not RUS"}


def test_a_corrected_place() -> None:
    """A later report that corrects the place revises it; two places within one report do not."""
    near = {"place": "Tell Zayn", "figures": [figure("killed", 17)]}
    a = report("a.txt", "2020-03-02", "Courier", text="Shells killed 17 at the Tell Zayn depot.", **near)
    far = {**near, "place": "Zayn ford"}
    b = report("b.txt", "2020-03-04", "Courier", text="Correction: shells killed 17 at the ford depot.", revises=True, **far)
    PLACES["Zayn ford"] = ("settlement", 36.10, 36.75, "SYR")
    case = case_of(a, (b[0], claim(b[0], b[1].anchor.quote, "shelling", when="2020-03-01", revises=True, **far)))
    (incident,) = case.incidents()
    assert [(r.before.value, r.after.value, r.direction, r.announced) for r in incident.revisions if r.slot == "place"] == [
        ("Tell Zayn", "Zayn ford", "withdrawn", True)
    ]


def test_disputed_weapon() -> None:
    """A tank shell and a rocket exclude each other, "shells" says nothing, and word order makes no difference."""
    a = report("a.txt", "2020-03-02", "Courier", weapons=["tank shell"])
    b = report("b.txt", "2020-03-02", "Herald", weapons=["rockets"])
    c = report("c.txt", "2020-03-02", "Gazette", weapons=["shells of a tank"])
    d = report("d.txt", "2020-03-02", "Tribune", weapons=["shells"])
    assert point(case_of(a, b).home(a[1]), "weapon").standing == "contested"
    assert point(case_of(a, c, d).home(a[1]), "weapon").standing == "corroborated"
    assert [p.slot for p in case_of(d).incidents()[0].points if p.slot == "weapon"] == []


def test_a_group_and_its_wider_side_agree() -> None:
    """A group that is part of a wider side is no contradiction to it."""
    words = shipped()
    wide, narrow = next(
        (tie.to, name)
        for name, p in sorted(words.parties.items())
        for tie in p.ties
        if tie.type == "part_of" and tie.to in words.parties
    )
    a = report("a.txt", "2020-03-02", "Courier", actors=[wide])
    b = report("b.txt", "2020-03-02", "Herald", actors=[narrow])
    assert point(case_of(a, b).home(a[1]), "actor").standing == "corroborated"


def test_about_so_many() -> None:
    """A figure that the text calls approximate agrees with what is within a tenth of it."""
    a = report("a.txt", "2020-03-02", "Courier", figures=[figure("killed", 80, hedge="about")])
    b = report("b.txt", "2020-03-02", "Herald", figures=[figure("killed", 84)])
    assert values(point(case_of(a, b).home(a[1]), "killed")) == {(84, 84)}


def test_organs_of_one_side() -> None:
    """Headquarters said 40; the navy says 30 a day later: the side has moved. A governor who contradicts the ministry, which
    had said so before and says so again, holds another view.
    """
    staff, navy = (speaker("Naval Headquarters", "TUR"),), (speaker("the Coast Navy", "TUR"),)
    a = report("a.txt", "2020-03-02", "Courier", figures=[figure("killed", 40, party="SYR")], speakers=staff)
    b = report("b.txt", "2020-03-03", "Herald", figures=[figure("killed", 30, party="SYR")], speakers=navy)
    assert values(point(case_of(a, b).home(a[1]), "killed")) == {(30, 30)}
    ministry, governor = (speaker("Defence Ministry", "TUR"),), (speaker("Governor Aydin", "TUR"),)
    c = report("c.txt", "2020-03-02T08:00", "Courier", figures=[figure("wounded", 0, party="TUR")], speakers=ministry)
    d = report("d.txt", "2020-03-02T10:00", "Herald", figures=[figure("wounded", 2, party="TUR")], speakers=governor)
    e = report("e.txt", "2020-03-03", "Gazette", figures=[figure("wounded", 0, party="TUR")], speakers=ministry)
    asked = point(case_of(c, d, e).home(c[1]), "wounded")
    assert asked.standing == "contested"
    assert values(asked) == {(0, 0), (2, 2)}


def test_plans_and_rumours_answer_nothing() -> None:
    """A demand, a forecast and a rumour without evidence give no answer to whether it happened."""
    a = report("a.txt", "2020-03-02", "Courier", stance="intend")
    b = report("b.txt", "2020-03-02", "Courier", certainty="unsupported")
    for told in (a, b):
        incident = case_of(told).home(told[1])
        assert incident is not None
        assert not [p for p in incident.points if p.slot in ("happened", "kind", "actor")]


def test_what_stays_without_an_incident() -> None:
    """Talk about something else, and what can be neither placed, dated nor counted, tells no incident by itself."""
    of = document("a.txt", "The ministry had no comment. Shots were heard. A mortar round killed two.")
    silent = claim(of, "The ministry had no comment", "no-comment", place="Tell Zayn")
    vague = claim(of, "Shots were heard", "arrest")
    counted = claim(of, "A mortar round killed two", "shelling", figures=[figure("killed", 2)])
    case = Case((of, (silent, vague, counted)))
    assert case.home(silent) is None
    assert case.home(vague) is None
    assert case.home(counted) is not None


def test_comments_and_links_are_nobody() -> None:
    """A reader who quotes the article corroborates nothing and takes no part in any pair."""
    of = document("a.txt", "Guns shelled Tell Zayn. Guns shelled Tell Zayn, wow.")
    told = claim(of, "Guns shelled Tell Zayn", "shelling", **DAY)
    for section in ("comment", "other"):
        quoted = claim(of, "Guns shelled Tell Zayn, wow", "shelling", section=section, **DAY)
        case = Case((of, (told, quoted)))
        assert case.pairing.pairs == ()
        assert case.home(quoted) is None


def verdict(decision: Any, *keys: str, replaces: str | None = None) -> Verdict:
    """A person's judgement about one claim or two."""
    return Verdict(about="|".join(sorted(keys)), seen="", decision=decision, by="reviewer", replaces=replaces)


def test_verdicts_override() -> None:
    """`different` splits, `same` joins, `reject` takes out, and a replaced verdict has no say any more."""
    a = report("a.txt", "2020-03-02", "Courier")
    b = report("b.txt", "2020-03-02", "Herald", text="Shells hit Tell Zayn.")
    far = report("c.txt", "2020-03-09", "Herald", text="Shells hit Deir Qasra.", place="Deir Qasra", when="2020-03-08")
    case = case_of(a, b, far)
    assert case.together(a[1], b[1])
    apart = verdict("different", a[1].key, b[1].key)
    home = case.home(a[1], apart)
    assert home is not None
    assert b[1].key not in home.claims
    same = verdict("same", a[1].key, far[1].key)
    joined = case.home(a[1], same)
    assert joined is not None
    assert far[1].key in joined.claims
    torn = case.home(a[1], same, verdict("different", a[1].key, far[1].key, replaces=same.id))
    assert torn is not None
    assert far[1].key not in torn.claims
    assert case.home(a[1], verdict("reject", a[1].key)) is None
    assert case.home(a[1], verdict("unsure", a[1].key, b[1].key)) == case.home(a[1])


def test_different_outweighs_what_holds_two_together_by_others() -> None:
    """Two claims that a person parted stay apart even where a third one is like both."""
    reports = [report(f"{n}.txt", "2020-03-02", n, text=f"Guns shelled Tell Zayn {n}.") for n in ("one", "two", "three")]
    case = case_of(*reports)
    one, two, _ = (told for _, told in reports)
    for incident in case.incidents(verdict("different", one.key, two.key)):
        assert not {one.key, two.key} <= set(incident.claims)


def test_relations() -> None:
    """The same place on another day, an answer, what follows, and the part of a battle."""
    of = document(
        "a.txt",
        "Guns shelled Tell Zayn on 1 March. Jets bombed Deir Qasra on 2 March in retaliation. "
        "Families fled Tell Zayn on 3 March. Fighting broke out at Zayn quarry. The army took Zayn quarry. "
        "Guns shelled it again.",
    )
    shells = claim(of, "Guns shelled Tell Zayn on 1 March", "shelling", targets=["TUR"], **DAY)
    jets = claim(of, "Jets bombed Deir Qasra on 2 March in retaliation", "air-strike", actors=["TUR"], place="Deir Qasra",
                 when="2020-03-02")  # fmt: skip
    fled = claim(of, "Families fled Tell Zayn on 3 March", "displacement", place="Tell Zayn", when="2020-03-03")
    clash = claim(of, "Fighting broke out at Zayn quarry", "armed-clash", place="Zayn quarry", when="2020-03-08")
    taken = claim(of, "The army took Zayn quarry", "territory-taken", place="Zayn quarry", when="2020-03-08")
    again = claim(of, "Guns shelled it again", "shelling", place="Tell Zayn", when="2020-03-20")
    case = Case((of, (shells, jets, fled, clash, taken, again)))

    def related(told: Claim, to: Claim) -> set[str]:
        home, other = case.home(told), case.home(to)
        assert home is not None
        assert other is not None
        return {r.type for r in home.relations if r.incident == other.id}

    assert related(jets, shells) == {"retaliates"}
    assert related(fled, shells) == {"follows"}
    assert related(taken, clash) == {"part_of"}
    assert related(again, shells) == {"same_place_other_time"}
    assert related(shells, again) == set()


def test_a_denial_of_its_own_is_related_to_what_it_denies() -> None:
    """That a side's aircraft were not there, told without the strike, denies the strike of that place and day."""
    of = document("a.txt", "Jets of Syria bombed Deir Qasra on 2 March.", "2020-03-03")
    no = document("b.txt", "None of our supplies moved to Deir Qasra that day.", "2020-03-03", "Ministry")
    strike = claim(of, "Jets of Syria bombed Deir Qasra on 2 March", "air-strike", actors=["SYR"], place="Deir Qasra",
                   when="2020-03-02")  # fmt: skip
    denied = claim(no, "None of our supplies moved to Deir Qasra that day", "arms-supply", actors=["SYR"], stance="deny",
                   place="Deir Qasra", when="2020-03-02")  # fmt: skip
    other = claim(no, "None of our supplies moved", "deployment", actors=["RUS"], stance="deny", place="Deir Qasra",
                  when="2020-03-02")  # fmt: skip
    case = Case((of, (strike,)), (no, (denied, other)))
    home, of_strike, of_other = case.home(denied), case.home(strike), case.home(other)
    assert home is not None
    assert of_strike is not None
    assert of_other is not None
    assert {(r.type, r.incident) for r in home.relations} == {("denies", of_strike.id)}
    assert all(r.type != "denies" for r in (*of_other.relations, *of_strike.relations))

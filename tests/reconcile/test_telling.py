"""What comparison sees of a claim and of its document."""

from __future__ import annotations

from typing import Any

from msgspec import structs

from rashomon.model import Mentions, When
from rashomon.reconcile.telling import Told, as_news, evidence, focused, pooled, setting, telling, with_lead
from rashomon.vocabulary.comparing import referring_words
from tests.reconcile.accounts import claim, document, figure, place, reading

TEXT = "Guns shelled Tell Zayn on Sunday. Nine died. The mill burned. Talks go on. Last year a bus was hit."
REPORT = document("a.txt", TEXT)
WORDS = referring_words("en")


def seen(quote: str, kind: str, **more: Any) -> Any:
    """One claim of the report as comparison sees it."""
    return telling(Told(claim(REPORT, quote, kind, **more), REPORT), WORDS)


def test_what_goes_without_saying() -> None:
    """Bare claims are of the place that most others give and of the only day; background, totals and talks are left alone."""
    lead = seen("Guns shelled Tell Zayn on Sunday", "shelling", place="Tell Zayn", when="2020-03-01")
    bare = seen("Nine died", "casualties")
    talks = seen("Talks go on", "talks")
    old = seen("Last year a bus was hit", "attack", background=True)
    total = seen("The mill burned", "losses", figures=[figure("destroyed", 9, cumulative=True)])
    first, second, *others = with_lead([lead, bare, talks, old, total])
    assert first == structs.replace(lead, focused=True)
    assert (second.place.label, second.place.sure) == ("Tell Zayn", False)
    assert (second.span, second.dated) == (lead.span, False)
    assert others == [structs.replace(t, focused=True) for t in (talks, old, total)]


def test_two_places_or_days_say_nothing() -> None:
    """Where a report tells of several, a bare claim stays bare."""
    one = seen("Guns shelled Tell Zayn on Sunday", "shelling", place="Tell Zayn", when="2020-03-01")
    two = seen("The mill burned", "shelling", place="Deir Qasra", when="2020-03-02")
    bare = seen("Nine died", "casualties")
    assert with_lead([one, two, bare])[2] == bare


def test_a_report_of_one_happening() -> None:
    """Most of what is dated and placed is of one day and place; a report of two strikes is not focused, nor one of none."""
    report = document("a.txt", "Guns shelled it at dawn. Jets came to Deir Qasra at noon.")
    own = [telling(Told(of, report), WORDS) for of in (
        pinned(claim(report, "Guns shelled it at dawn", "shelling", place="Tell Zayn", when="2020-03-01")),
        pinned(claim(report, "Jets came to Deir Qasra at noon", "air-strike", place="Kharkiv", when="2020-03-01")),
    )]  # fmt: skip
    assert focused(own[:1])
    assert not focused(own)
    assert not focused([])
    assert not focused([seen("Talks go on", "talks", place="Tell Zayn")])


def pinned(of: Any) -> Any:
    """The claim with its place and time in its own sentence."""
    start = of.anchor.start
    return structs.replace(of, place=structs.replace(of.place, start=start), when=structs.replace(of.when, start=start))


def test_what_a_report_begins_with_is_its_news() -> None:
    """However long ago it was; what else is history stays so."""
    lead = seen("Guns shelled Tell Zayn on Sunday", "shelling", when="2014-03-01", background=True)
    same = seen("Nine died", "casualties", when="2014-03-01", background=True)
    older = seen("Last year a bus was hit", "attack", when="2013-03-01", background=True)
    assert [t.background for t in as_news([lead, same, older])] == [False, False, True]
    news = structs.replace(lead, background=False)
    assert as_news([news, older]) == [news, older]


def test_own_words_and_taken_over() -> None:
    """A place and a time that stand in another sentence are not sure."""
    at = TEXT.index("Tell Zayn")
    where = structs.replace(place("Tell Zayn"), start=at, end=at + 9)
    day = When(
        text="Sunday", start=TEXT.index("Sunday"), end=TEXT.index("Sunday") + 6, earliest="2020-03-01", latest="2020-03-01"
    )
    own = structs.replace(claim(REPORT, "Guns shelled Tell Zayn on Sunday", "shelling"), place=where, when=day)
    later = structs.replace(claim(REPORT, "Nine died", "casualties"), place=where, when=day)
    a, b = (telling(Told(c, REPORT), WORDS) for c in (own, later))
    assert (a.place.sure, a.dated) == (True, True)  # type: ignore[union-attr]  # both have a place
    assert (b.place.sure, b.dated) == (False, False)  # type: ignore[union-attr]
    both = pooled(b, a)
    assert both.dated
    assert both.place == a.place
    assert pooled(a, b) == both


def test_setting() -> None:
    """All names of places of a document, of claims and of mere mentions, and their countries."""
    told = reading(REPORT, claim(REPORT, "Guns shelled Tell Zayn on Sunday", "shelling", place="Tell Zayn"))
    where = setting(structs.replace(told, mentions=Mentions(places=(place("Kharkiv"), place("Orlovka farm")))))
    assert where.names == {"tell zayn", "kharkiv", "orlovka farm"}
    assert where.countries == {"SYR", "UKR"}


def test_readings_of_unknown_documents_are_left_out() -> None:
    """A reading without its document cannot count."""
    told = reading(REPORT, claim(REPORT, "Nine died", "casualties"))
    assert len(evidence([REPORT], [told])) == 1
    assert evidence([], [told]) == {}

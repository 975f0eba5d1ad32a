"""Every feature, by what it says for and against."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import structs

from rashomon.model import When
from rashomon.reconcile import compare
from rashomon.reconcile.compare import AMISS, FEATURES, NEVER, calendar, dateless, texts, vague, words
from rashomon.reconcile.spacetime import Spot
from rashomon.reconcile.telling import Telling, Told, telling
from rashomon.reconcile.texts import Texts, neighbours
from rashomon.reconcile.texts import texts as known_texts
from rashomon.vocabulary.comparing import referring_words
from tests.reconcile.accounts import claim, document, figure, speaker

A = "The depot by the river burned."
WORDS = referring_words("en")


def told(
    kind: str = "attack", name: str = "a.txt", text: str = A, published: str | None = "2020-03-02", **more: Any
) -> Telling:
    """One claim that is the whole report."""
    report = document(name, text, published)
    return telling(Told(claim(report, text, kind, **more), report), WORDS)


def other(kind: str = "attack", text: str = "Nothing was heard.", **more: Any) -> Telling:
    """A claim of another report."""
    return told(kind, name="b.txt", text=text, **more)


CASES: list[tuple[str, Telling, Telling, float, float]] = [
    ("kind", told("shelling"), other("shelling"), 1.0, 1.0),
    ("kind", told("drone-strike"), other("air-strike"), 0.9, 0.9),
    ("kind", told("attack"), other("air-strike"), 0.5, 0.5),
    ("kind", told("protest"), other("armed-clash"), 0.5, 0.5),
    ("kind", told("air-strike"), other("shelling"), -0.6, -0.1),
    ("kind", told("denial"), other("shelling"), -2.0, -1.0),
    ("kind", told("talks"), other("shelling"), NEVER, NEVER),
    ("kind", told("arrest"), other("abduction"), NEVER, NEVER),
    ("time", told(when="2020-03-01"), other(when="2020-03-01"), 1.0, 3.0),
    ("time", told(when="2020-03-01"), other(when="2020-03-02"), -3.0, -2.0),
    ("time", told(when="2020-03-01"), other(when="2020-03-05"), NEVER, NEVER),
    ("time", told(when="2020-03-01"), other(when="2020-02-01/2020-02-10"), NEVER, NEVER),
    ("time", told(when="2020-02-01/2020-02-10"), other(when="2020-02-01/2020-02-10"), 0.5, 1.0),
    ("time", told(when="2020-03-01"), other(when="2020-03-01/2020-03-07"), -1.5, -0.1),
    ("time", told(when="2020-03-01"), other(when="2020-01-01/2020-03-31"), -1.5, -0.5),
    ("time", told(when="2020-03-01"), other(published="2020-03-02"), 0.1, 0.5),
    ("time", told(when="2020-03-01"), other(published="2020-03-20"), -3.0, -1.0),
    ("time", told(published="2020-03-01"), other(published="2020-04-20"), -1.5, -0.5),
    ("place", told(place="Tell Zayn"), other(place="Tal Zein"), 0.5, 2.0),
    ("place", told(place="Tell Zayn"), other(place="Zayn quarry"), 0.5, 1.0),
    ("place", told(place="Tell Zayn"), other(place="Deir Qasra"), NEVER, NEVER),
    ("place", told(place="Tell Zayn"), other(place="Kharkiv"), NEVER, NEVER),
    ("place", told(place="Tell Zayn"), other(place="Idlib"), 0.1, 0.5),
    ("place", told(place="Idlib"), other(place="Idlib"), 0.3, 0.9),
    ("place", told(place="Tell Zayn"), other(place="Orlovka farm"), -1.5, -0.5),
    ("place", told(place="Orlovka farm"), other(place="Orlovka Farm"), 1.0, 2.0),
    ("actors", told(actors=["TUR"]), other(actors=["TUR", "SYR"]), 0.3, 1.0),
    ("actors", told(actors=["TUR"]), other(actors=["SYR"]), -0.5, -0.1),
    ("actors", told(actors=["TUR"], targets=["SYR"]), other(actors=["SYR"], targets=["TUR"]), -2.0, -1.0),
    ("actors", told("armed-clash", actors=["TUR"], targets=["SYR"]), other(actors=["SYR"]), 0.1, 0.6),
    ("targets", told(targets=["TUR"]), other(targets=["TUR"]), 0.3, 1.0),
    ("targets", told(targets=["TUR"]), other(targets=["SYR"]), -1.2, -0.5),
    ("targets", told(targets=["TUR"]), other(targets=["CIV"]), -0.4, -0.1),
    ("targets", told(targets=["TUR"]), other(actors=["TUR"], targets=["SYR"]), -2.5, -1.5),
    ("figures", told(figures=[figure("killed", 17)]), other(figures=[figure("killed", 17)]), 1.0, 2.0),
    ("figures", told(figures=[figure("killed", 40)]), other(figures=[figure("killed", 40)]), 0.5, 1.0),
    ("figures", told(figures=[figure("killed", 1)]), other(figures=[figure("killed", 1)]), 0.1, 0.3),
    ("figures", told(figures=[figure("killed", 12, None)]), other(figures=[figure("killed", 17)]), 0.1, 0.5),
    ("words", told(text="The grain silo by the canal burned."), other(text="Smoke rose from the silo at the canal."), 0.5, 1.5),
    ("totals", told(figures=[figure("killed", 900, cumulative=True)]), other(figures=[figure("killed", 9)]), -3.0, -2.0),
    ("answer", told(text="In reprisal the depot burned."), other(), -1.5, -0.5),
    ("kind", told("territory-taken"), other("withdrawal"), 0.5, 0.8),
    ("dateless", told(published=None), other(published=None), -3.0, -1.5),
    ("time", told(published="2020-03-01"), other(published="2020-03-03"), -1.5, -0.1),
    ("place", told(place="Orlovka farm"), other(place="Idlib"), 0.0, 0.3),
    ("stance", told(stance="intend"), other(), -1.5, -0.5),
    ("recurring", told("talks"), other("talks"), -1.2, -0.5),
]  # fmt: skip


@pytest.mark.parametrize(("name", "a", "b", "least", "most"), CASES)
def test_feature(name: str, a: Telling, b: Telling, least: float, most: float) -> None:
    """The feature speaks with a weight in the given range and says why in words."""
    _, features = compare.compare(a, b)
    found = {f.name: f for f in features}
    assert name in found, found
    assert least <= found[name].weight <= most
    assert found[name].reason
    assert compare.compare(a, b) == compare.compare(b, a)


SILENT: list[tuple[str, Telling, Telling]] = [
    ("time", told(), other(published=None)),
    ("place", told(place="Tell Zayn"), other()),
    ("actors", told(actors=["TUR"]), other()),
    ("targets", told(), other(targets=["TUR"])),
    ("figures", told(figures=[figure("killed", 12, party="TUR")]), other(figures=[figure("killed", 12, party="SYR")])),
    ("figures", told(figures=[figure("killed", 12)]), other(figures=[figure("wounded", 12)])),
    ("figures", told(figures=[figure("killed", 12)]), other(figures=[figure("killed", 13)])),
    ("words", told(), other()),
    ("stance", told(stance="deny"), other()),
    ("history", told(background=True), other()),
    ("answer", told(text="In reprisal the depot burned.", place="Tell Zayn"), other(place="Tell Zayn")),
    ("counts", told(figures=[figure("killed", 9)]), other(figures=[figure("killed", 12)])),
    ("nearness", told(), other()),
    ("continuation", told(), other()),
    ("recurring", told("shelling"), other("talks")),
]


@pytest.mark.parametrize(("name", "a", "b"), SILENT)
def test_feature_is_silent(name: str, a: Telling, b: Telling) -> None:
    """Where nothing is known, nothing is said."""
    feature = next(f for f in (*FEATURES, words) if f.__name__ == name)
    assert feature(a, b) is None
    assert feature(b, a) is None


REPORTS = (
    "Sergeant Mirov buried four porters of the Tabun mill beside the weir. The sluice at Kanor was dry, the ferryman said, "
    "and flour dust hung over Lasky orchard until dusk, when candles were lit along the towpath.",
    "At the Tabun mill beside the weir four porters died, a ferryman of Kanor told us. Sergeant Mirov counted the graves. "
    "Flour dust still drifted over Lasky orchard, and children picked plums into wicker baskets.",
    "Fishermen near Ostrel saw two barges burn. Lanterns swung on the quay all night while pilots argued about tow ropes, "
    "and gulls circled above the harbour master's empty office; somewhere a radio played waltzes.",
)


def reports(publishers: tuple[str, str, str]) -> tuple[list[Telling], Texts]:
    """One claim of each of the three reports, and their words."""
    documents = [document(f"{n}.txt", text, None, publishers[n]) for n, text in enumerate(REPORTS)]
    tellings = [telling(Told(claim(d, d.text.split(". ")[0], "casualties"), d), WORDS) for d in documents]
    return tellings, known_texts(documents, WORDS)


def test_reports_that_share_rare_words() -> None:
    """Names and rare words that two reports share speak for one happening; of one publisher other words speak against it."""
    (a, b, c), known = reports(("Courier", "Herald", "Courier"))
    assert (found := texts(a, b, known)) is not None
    assert found.weight >= 1.0
    assert "rare words" in found.reason
    assert (found := texts(a, c, known)) is not None
    assert found.weight <= -2.0
    assert texts(b, c, known) is None
    assert texts(a, b, None) is None


def test_unknown_publishers_are_not_one() -> None:
    """Reports of which nobody knows who published them are not of one hand."""
    (a, _, c), known = reports(("unknown", "Herald", "unknown"))
    assert texts(a, c, known) is None


def test_a_short_report_says_nothing() -> None:
    """A few words are neither like nor unlike others."""
    documents = [document("a.txt", "Guns fired.", None), document("b.txt", REPORTS[0], None)]
    assert known_texts(documents, WORDS).alike("a.txt", "b.txt") is None


def test_neighbours_are_found_by_their_rare_words() -> None:
    """Only reports that are alike are neighbours, whatever their order."""
    documents = [document(f"{n}.txt", text, None) for n, text in enumerate(REPORTS)]
    assert list(neighbours(known_texts(documents, WORDS))) == [("0.txt", "1.txt")]
    assert list(neighbours(known_texts(documents[::-1] * 2, WORDS))) == [("0.txt", "1.txt")]


def test_words_weigh_by_their_rarity() -> None:
    """What most reports say weighs less than what two say."""
    common = [document(f"{n}.txt", f"The silo burned. Note {'abcdefgh'[n % 8] * 4}.", None) for n in range(60)]
    known = known_texts([*common, document("x.txt", "The weir and the silo burned.", None)], WORDS)
    assert known.rarity("silo") < 0.4 < known.rarity("weir") <= 1.0
    a, b = (told(name=name, text="The silo burned.") for name in ("a.txt", "b.txt"))
    assert words(a, b, known).weight < words(a, b).weight  # type: ignore[union-attr]  # both share words


def dated(name: str, value: str, **more: Any) -> Telling:
    """A claim whose time is known in part."""
    report = document(name, A, None)
    of = structs.replace(claim(report, A, "attack", **more), when=When(text="", start=0, end=0, value=value))
    return telling(Told(of, report), WORDS)


@pytest.mark.parametrize(
    ("a", "b", "weight"),
    [("XXXX-01-08", "XXXX-01-08", 1.6), ("XXXX-01-08", "XXXX-01-10", -4.0), ("XXXX-WXX-5", "XXXX-WXX-5TNI", 0.5),
     ("XXXX-WXX-5", "XXXX-WXX-1", -0.6), ("XXXX-WXX-5", "XXXX-01-10", None), ("2020-03", "XXXX-WXX-1", None)],
)  # fmt: skip
def test_days_without_a_year(a: str, b: str, weight: float | None) -> None:
    """A day of the year or of the week tells days apart where nobody gives the year."""
    found = calendar(dated("a.txt", a), dated("b.txt", b))
    assert (found and found.weight) == weight


def test_a_dated_day_against_one_without_a_year() -> None:
    """The first of March of a known year is no eighth of January."""
    found = calendar(told(when="2020-03-01"), dated("b.txt", "XXXX-01-08"))
    assert found is not None
    assert found.weight == -4.0


TEXT = (
    "Guns fired on the mill. Two workers died there. "
    + "The weather was fair and the roads were dry that day. " * 20
    + "A raid hit the port."
)


def within(one: str, two: str, first: dict[str, Any] | None = None, second: dict[str, Any] | None = None) -> dict[str, float]:
    """The weights for two claims of one report."""
    report = document("c.txt", TEXT)
    a = claim(report, one, "shelling", **first or {})
    b = claim(report, two, "casualties", **second or {})
    return {f.name: f.weight for f in compare.compare(*(telling(Told(c, report), WORDS) for c in (a, b)))[1]}


def test_nearness_and_continuation() -> None:
    """Next to each other, in one sentence, as headline, far apart; a bare account goes on with the one before."""
    near = within("Guns fired on the mill", "Two workers died there")
    assert near["nearness"] == 0.5
    assert near["continuation"] > 0
    assert within("Guns fired", "the mill")["nearness"] > near["nearness"]
    far = within("Guns fired on the mill", "A raid hit the port")
    assert far["nearness"] == 0
    assert "continuation" not in far
    assert within("Guns fired on the mill", "A raid hit the port", first={"section": "headline"})["nearness"] == 0.5
    assert "continuation" not in within("Guns fired on the mill", "Two workers died there", second={"place": "Tell Zayn"})


def test_a_place_taken_over_from_another_sentence_parts_little() -> None:
    """What stood before it ("refugees on their way to Europe") is no place of its own."""
    text = "Guns fired on the mill at Orlovka. Refugees thought of Europe. Two workers died there."
    report = document("e.txt", text)
    strike = claim(report, "Guns fired on the mill at Orlovka", "shelling", place="Orlovka")
    dead = claim(report, "Two workers died there", "casualties", place="Europe")
    own, at = (telling(Told(c, report), WORDS) for c in (strike, dead)), text.index("Europe")
    over = telling(Told(structs.replace(dead, place=structs.replace(dead.place, start=at, end=at + 6)), report), WORDS)
    first, second = own
    here, there = ({f.name: f.weight for f in compare.compare(first, other)[1]} for other in (second, over))
    assert here["place"] == -2.0
    assert there["place"] > -0.5
    assert there["continuation"] > 0


def test_history_within_a_report() -> None:
    """What is told as background is another happening than the news."""
    assert within("Guns fired on the mill", "Two workers died there", second={"background": True})["history"] < -1


def test_one_voice_that_names_two_sides() -> None:
    """One voice that names two sides tells of two happenings; two voices may blame each other's for one."""
    sides: dict[str, Any] = {"first": {"actors": ["TUR"]}, "second": {"actors": ["SYR"]}}
    assert within("Guns fired on the mill", "Two workers died there", **sides)["actors"] < -1
    sides["second"]["speakers"] = (speaker("a baker"),)
    assert within("Guns fired on the mill", "Two workers died there", **sides)["actors"] > -0.5


def test_a_place_that_two_sides_took_changed_hands_twice() -> None:
    """Whatever the day, if none is known; on one day one of the accounts may be wrong."""

    def taken(first: dict[str, Any], second: dict[str, Any]) -> dict[str, float]:
        a, b = told("territory-taken", place="Tell Zayn", **first), other("territory-taken", place="Tell Zayn", **second)
        return {f.name: f.weight for f in compare.compare(a, b)[1]}

    ours, theirs = {"actors": ["SYR"]}, {"actors": ["TUR"]}
    assert taken(ours, theirs)["actors"] == compare.CHANGED_HANDS
    assert taken(ours, ours)["actors"] > 0
    assert taken(ours, {"targets": ["SYR"]})["targets"] < -2
    day = {"when": "2020-03-01"}
    assert taken(ours | day, theirs | day)["actors"] > -1


def test_far_places_across_a_line_and_settlements_a_short_way_apart() -> None:
    """Neighbouring places that differ speak mildly against, at some distance; those far away can never be one."""
    near = {"Old mill": ("settlement", 35.80, 36.60, "SYR"), "New port": ("settlement", 36.10, 36.75, "SYR")}
    from tests.reconcile.accounts import PLACES

    PLACES.update(near)
    _, features = compare.compare(told(place="Old mill"), other(place="New port"))
    assert next(f for f in features if f.name == "place").weight == -1.5


def test_reports_on_one_happening_need_no_date() -> None:
    """What nobody dates may be of any day, unless the reports of two publishers are alike."""
    (a, b, c), known = reports(("Courier", "Herald", "Courier"))
    assert dateless(a, b, known) is None
    assert vague(a, b, known) is None
    assert dateless(b, c, known) is not None
    assert vague(b, c, known) is not None
    assert dateless(a, b) is not None


def test_reports_on_one_happening_may_name_a_namesake() -> None:
    """A place far off ends the comparison, unless the reports of two publishers are alike: then it is a doubt."""
    (a, b, c), known = reports(("Courier", "Herald", "Mercury"))
    mill = Spot(name="mill", label="Mill", lat=36.0, lon=36.0, precision="settlement", country="SY")
    a, b, c = (
        structs.replace(t, spots=(structs.replace(mill, name=f"mill {n}", lat=36.0 + 4 * n),)) for n, t in enumerate((a, b, c))
    )
    weights = [{f.name: f.weight for f in compare.compare(*pair, known)[1]}["place"] for pair in ((a, b), (b, c))]
    assert weights == [AMISS, NEVER]

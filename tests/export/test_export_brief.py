"""The brief: one safe, accessible, deterministic page whose every figure leads to its sentence."""

from __future__ import annotations

import itertools
import os
import re
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from msgspec import structs

from rashomon.export.brief import page
from rashomon.export.brief.axes import number_ticks, spread, time_ticks
from rashomon.export.brief.frame import BOTTOM, LEFT, RIGHT, TOP, WIDTH, frame
from rashomon.export.brief.words import figure, instant, interval, plain
from rashomon.model import Bounds, Failure, Place, Point, Position, Relation, Standing, Voice
from rashomon.vocabulary import Party, load
from tests.export.hostile import STRINGS, infected
from tests.export.values import BY_ADDRESS, DOCUMENTS, INCIDENTS, MADE, STANDING

GOLDEN = Path(__file__).parent / "golden" / "brief.html"
TAGS = set(
    "html head meta title style body a header p h1 h2 h3 nav ul li main section div span b bdi ol time details summary figure "  # noqa: SIM905
    "figcaption svg desc rect path text circle line g article dl dt dd table thead tbody tr th td colgroup col br caption "
    "blockquote mark code footer".split()
)


@lru_cache(maxsize=64)
def tree(standing: Standing = STANDING) -> html.HtmlElement:
    return html.document_fromstring(page(standing))


def words_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def section(number: int) -> html.HtmlElement:
    return tree().get_element_by_id(f"i-{number}")


# ------------------------------------------------------------ the same bytes


def test_golden() -> None:
    """The page without its style; names of parties and kinds are fixed here, so that a vocabulary may grow.

    To accept a change on purpose: GOLDEN=write pytest tests/export.
    """
    known = load()
    party = next(iter(known.parties.values()))
    parties: dict[str, Party] = {
        "SDN": structs.replace(party, name="Sudan"),
        "RSF": structs.replace(party, name="Rapid Support Forces"),
        "CIV": structs.replace(party, name="civilians"),
    }
    made = page(STANDING, vocabulary=structs.replace(known, parties=parties, kinds={}, measures={}))
    made = re.sub(r"(?s)<style>.*</style>", "<style></style>", made)
    if os.environ.get("GOLDEN") == "write":
        GOLDEN.write_text(made, encoding="utf-8")
    assert made == GOLDEN.read_text(encoding="utf-8")


def test_another_process_with_other_hashes_writes_the_same_bytes() -> None:
    code = "import sys; sys.path.insert(0, '.')\n"
    code += "from rashomon.export.brief import page\nfrom tests.export.values import STANDING\n"
    code += "sys.stdout.buffer.write(page(STANDING).encode())"
    for seed in ("1", "77"):
        made = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            check=True,
        ).stdout
        assert made.decode() == page(STANDING)


# ------------------------------------------------------------ what it says


def test_everything_contested_agreed_and_revised_is_said_with_its_sources() -> None:
    glance = words_of(tree().find_class("glance")[0])
    for told in (
        "17 – hospital director, in Two Rivers Live",
        "31 – Rapid Support Media Room",
        "at least 9",
        "→ 17",
        "raised, said so",
    ):
        assert told in glance
    market = words_of(section(1))
    assert "6 documents, 5 independent origins" in market
    assert "The ministry's 12 is older than the hospital's 17." in market
    assert "photo, video" in market


def test_most_contested_comes_first_and_a_choice_is_kept() -> None:
    assert "Wad Rahal" in words_of(section(1).find(".//h2"))
    chosen = html.document_fromstring(page(STANDING, chosen=[INCIDENTS[3].id, "nobody", INCIDENTS[1].id]))
    titles = [words_of(h) for h in chosen.xpath("//article/h2")]
    assert titles == ["1Shells on Krynka", "2Hilla Jadida taken"]
    assert "Incidents that this brief does not tell in full" not in words_of(chosen)
    assert f"leaves out {len(INCIDENTS) - 2} further incidents of the case" in words_of(chosen)
    few = html.document_fromstring(page(STANDING, most=1))
    assert len(few.xpath("//article")) == 1


def test_marks_of_interest_stand_beside_the_answers() -> None:
    town = words_of(section(2))
    assert "against own interest" in town
    assert "own side" in town
    assert "against own interest" not in words_of(section(1))


def test_every_answer_and_change_leads_to_its_sentence() -> None:
    for row in tree().xpath("//table[starts-with(@aria-labelledby, 'p-')]//tr[td]"):
        assert row.xpath(".//a[@class='cite']"), words_of(row)
    for line in tree().xpath("//li[contains(@class, 'revised')]"):
        assert len(line.xpath(".//a[@class='cite']")) == 2
    for mark in tree().xpath("//svg[ancestor::figure[@class='chart']]//a"):
        assert mark.get("href").startswith("#q-")


def test_links_lead_there_and_back() -> None:
    ids = [element.get("id") for element in tree().xpath("//*[@id]")]
    assert len(ids) == len(set(ids))
    inner = [a.get("href")[1:] for a in tree().xpath("//a[starts-with(@href, '#')]")]
    assert set(inner) <= set(ids)
    for mark in tree().xpath("//a[@class='cite'][@id]"):
        back = tree().get_element_by_id(mark.get("href")[1:]).xpath(".//span[@class='back']/a/@href")
        assert "#" + mark.get("id") in back


def test_the_sentences_are_verbatim_and_carry_their_place() -> None:
    texts = {d.name: d.text for d in DOCUMENTS}
    entries = tree().xpath("//ol[@class='quotes']/li")
    assert len(entries) == sum(i is not None and c.section not in ("comment", "other") for i, c in MADE)
    for entry in entries:
        name = entry.findtext(".//code/bdi")
        start, end = map(int, re.search(r"characters (\d+)–(\d+)", words_of(entry)).groups())  # type: ignore[union-attr]
        assert texts[name][start:end] == entry.findtext(".//mark")


def test_comments_and_links_to_other_stories_are_never_shown() -> None:
    assert "bombed, says user" not in page(STANDING)
    assert "user9" not in page(STANDING)
    assert "older war" not in page(STANDING)
    cited = structs.replace(
        INCIDENTS[2],
        points=(Point(slot="happened", standing="single", positions=(_comment_position(),)),),
    )
    assert "bombed, says user" not in page(structs.replace(STANDING, incidents=(cited,)))


def _comment_position() -> Position:
    claim = next(c for _, c in MADE if c.section == "comment")
    voice = structs.replace(INCIDENTS[0].points[0].positions[0].voices[0], claim=claim.key, name="user9")
    return Position(value="yes", voices=(voice,), origins=1)


def test_an_incident_told_only_in_comments_is_not_told() -> None:
    claim = next(c for _, c in MADE if c.section == "comment")
    only = structs.replace(INCIDENTS[2], claims=(claim.key,))
    assert "No incident has been found" in page(structs.replace(STANDING, incidents=(only,)))


def test_failures_and_challenges_are_said() -> None:
    told = page(structs.replace(STANDING, challenged=("x",), failures=(Failure(about="a", stage="add", reason="a: is empty"),)))
    assert "1 verdict of reviewers waits" in told
    assert "a: is empty" in told


# ------------------------------------------------------------ toll and map


def test_the_chart_tells_each_voice_each_bound_and_each_revision() -> None:
    chart = tree().xpath("//figure[@class='chart']")[0]
    assert len(chart.find_class("series")) == 4
    assert len(chart.find_class("ring")) == 2
    assert len(chart.find_class("open")) == 1
    assert len(chart.find_class("bar")) == 1
    assert "hospital director: at least 9, then 17" in chart.findtext(".//desc")
    rows = [words_of(row) for row in chart.xpath(".//tbody/tr")]
    assert rows[0].startswith("4 May 2023, 10:20 UTChospital directorat least 9")
    assert "5 May 2023, 09:30 UTChospital director17 revision" in [re.sub(r" ?\d+$", "", row) for row in rows]


def test_values_without_a_date_are_counted_and_not_drawn() -> None:
    undated = tuple(structs.replace(d, published=None) if d.address == "rsf-0504.txt" else d for d in DOCUMENTS)
    made = page(structs.replace(STANDING, documents=undated))
    assert "1 value without a date is not drawn" in made


def test_the_map_draws_no_more_than_is_known() -> None:
    svg = tree().xpath("//svg[@class='map']")
    assert len(svg) == 2
    assert [len(tree().find_class(name)) for name in ("ringed", "area", "road")] == [1, 1, 1]
    assert all(m.get("role") == "img" and m.findtext("title") and m.findtext("desc") for m in svg)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"precision": "country"}, "only the country is known"),
        ({"lat": None}, "not in the gazetteer"),
    ],
)
def test_what_cannot_be_placed_is_said_and_not_drawn(change: dict[str, object], why: str) -> None:
    moved = structs.replace(INCIDENTS[3], place=structs.replace(INCIDENTS[3].place or Place(text="", start=0, end=0), **change))
    told = tree(structs.replace(STANDING, incidents=(*INCIDENTS[:3], moved)))
    assert len(told.xpath("//svg[@class='map']")) == 1
    assert why in words_of(told)


def test_a_place_at_the_edge_of_the_world_is_drawn() -> None:
    for lat, lon in ((0.0, 179.9), (-84.0, -180.0), (71.0, 25.0), (0.0, 0.0)):
        moved = structs.replace(
            INCIDENTS[3], place=Place(text="x", start=0, end=1, name="X", lat=lat, lon=lon, precision="province")
        )
        assert len(tree(structs.replace(STANDING, incidents=(moved,))).xpath("//svg[@class='map']")) == 1


# ------------------------------------------------------------ safe


@pytest.mark.parametrize("string", ["plain", *STRINGS])
def test_hostile_words_stay_words(string: str) -> None:
    made = page(infected(string))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]", made)
    root = html.document_fromstring(made)
    assert {element.tag for element in root.iter() if isinstance(element.tag, str)} <= TAGS
    assert not [element for element in root.iter() if not isinstance(element.tag, str)], "a comment or an instruction"
    for element in root.iter():
        for name, value in element.attrib.items():
            assert not name.startswith("on"), name
            assert name not in {"src", "srcset", "action", "background", "poster", "data"}
            if name == "style":
                assert re.fullmatch(r"width:\d+%", value)
            if name == "href":
                assert value.startswith(("#", "https://", "http://")), value
    assert len(root.xpath("//style")) == 1
    assert "evil.example" not in root.xpath("//style")[0].text
    assert "49" not in words_of(root.xpath("//h2")[-1]), "a template was carried out"


def test_only_web_addresses_become_links() -> None:
    links = tree().xpath("//a[not(starts-with(@href, '#'))]")
    assert links
    assert all(a.get("href").startswith("https://") and "noreferrer" in a.get("rel") for a in links)


def test_nothing_is_loaded_and_nothing_runs() -> None:
    made = page(STANDING)
    policy = tree().xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    assert "<script" not in made
    assert not re.search(r"url\(|@import|<link|<iframe|<img|<object|<embed", made)


# ------------------------------------------------------------ for everybody


def test_the_page_can_be_read_without_seeing_it() -> None:
    root = tree()
    assert root.get("lang") == "en"
    assert root.xpath("//a[@class='skip']/@href") == ["#main"]
    levels = [int(h.tag[1]) for h in root.xpath("//h1|//h2|//h3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert all(th.get("scope") in {"col", "row", "rowgroup"} for th in root.xpath("//th"))
    assert all(f.xpath("./figcaption") for f in root.xpath("//figure"))
    assert all(svg.get("role") == "img" or svg.get("aria-hidden") == "true" for svg in root.xpath("//svg"))
    assert all(a.text_content().strip() for a in root.xpath("//a[not(ancestor::svg)]"))
    for quote in root.xpath("//blockquote"):
        assert quote.get("lang")
        assert quote.get("dir") == "auto"


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(a: str, b: str) -> float:
    low, high = sorted((_luminance(a), _luminance(b)))
    return (high + 0.05) / (low + 0.05)


def test_colours_can_be_told_from_their_ground() -> None:
    """WCAG 2.2 AA: 4.5 for text, 3 for lines and marks, in light and in dark."""
    style = tree().xpath("//style")[0].text
    light, dark = (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block)) for block in re.findall(r":root \{([^}]*)\}", style)[:2]
    )
    for scheme in (light, {**light, **dark}):
        for ground in ("paper", "card", "wash"):
            assert _contrast(scheme["ink"], scheme[ground]) >= 7
            assert _contrast(scheme["soft"], scheme[ground]) >= 4.5
            assert _contrast(scheme["link"], scheme[ground]) >= 4.5
        for name in ("hot", "good", "move"):
            assert _contrast(scheme[name], scheme[f"{name}-wash"]) >= 4.5
        assert _contrast(scheme["ink"], scheme["mark"]) >= 4.5
        for n in range(8):
            assert _contrast(scheme[f"s{n}"], scheme["paper"]) >= 4.5


# ------------------------------------------------------------ words and axes


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(33, 33, "33"), (12, None, "at least 12"), (0, 10, "up to 10"), (None, 10, "up to 10"), (9, 12, "9–12"),
     (1800, 1800, "1,800"), (None, None, "unknown"), (0, 0, "0"), (0.5, 0.5, "0.5")],
)  # fmt: skip
def test_figures_in_words(low: float | None, high: float | None, said: str) -> None:
    assert figure(low, high) == said


@pytest.mark.parametrize(
    ("earliest", "latest", "said"),
    [
        ("2020-02-27", "2020-02-27", "27 February 2020"),
        ("2020-02-27", "2020-02-28", "27–28 February 2020"),
        ("2020-02-27", "2020-03-02", "27 February 2020 – 2 March 2020"),
        ("2020-02-27T17:00", "2020-02-27T17:30", "27 February 2020"),
        ("2020-02-27T17:00:00Z", "2020-02-27T17:00:00Z", "27 February 2020, 17:00 UTC"),
        ("2020-02", "2020-02", "February 2020"),
        (None, "2020", "2020"),
        (None, None, "time not stated"),
        ("FUTURE", "FUTURE", "FUTURE"),
    ],
)
def test_times_in_words(earliest: str | None, latest: str | None, said: str) -> None:
    assert interval(earliest, latest) == said


def test_instants_name_their_offset() -> None:
    assert instant("2020-02-27T17:00:00+03:00") == "27 February 2020, 17:00 (UTC+03:00)"
    assert instant("2020-13-45") == "2020-13-45"


def test_what_hides_or_turns_words_is_made_visible() -> None:
    assert plain("a\u202eb\x00c\n d\ufeff") == "a\ufffdb\ufffdc d\ufffd"
    assert plain("می\u200cخواهم") == "می\u200cخواهم"


@pytest.mark.parametrize("span", [1, 50, 300, 1440, 5000, 60_000, 600_000, 9_000_000])
def test_time_ticks_are_few_and_inside(span: int) -> None:
    ticks = time_ticks(26_000_000, 26_000_000 + span)
    assert len(ticks) <= 7
    assert all(26_000_000 <= at <= 26_000_000 + span for at, _ in ticks)


@pytest.mark.parametrize("top", [1, 3, 9, 10, 31, 99, 100, 250, 999, 1800, 4_000_000])
def test_number_ticks_reach_the_top(top: int) -> None:
    ticks = number_ticks(top)
    assert ticks[0] == 0
    assert ticks[-1] >= top
    assert 2 <= len(ticks) <= 7


def test_labels_are_moved_apart_and_keep_their_order() -> None:
    moved = spread([50, 50, 51, 10], 15, 0, 100)
    assert sorted(moved) == sorted(moved, key=float)
    assert all(abs(a - b) >= 15 for i, a in enumerate(moved) for b in moved[i + 1 :])
    assert moved[3] < moved[0] < moved[1] < moved[2]


def test_a_long_silence_is_cut_out_of_the_time_axis() -> None:
    day = 1440
    whole = frame([0, day, 3 * day], 20, 200)
    assert whole.cut() is None
    assert whole.x(0) < whole.x(day) < whole.x(3 * day)
    cut = frame([0, day, 300 * day], 20, 200)
    assert cut.cut() is not None
    assert cut.silence == "299 days later"
    assert cut.x(day) < (cut.cut() or (0.0, ""))[0] < cut.x(300 * day)
    assert [label for _, label in cut.x_ticks()][-1] == "28 Oct 1970"
    assert frame([0, 300 * day], 20, 200).cut() is None


@given(st.lists(st.integers(0, 10_000_000), min_size=1, max_size=8), st.floats(0, 1e7))
def test_every_value_stands_within_the_drawing(moments: list[int], top: float) -> None:
    axes = frame(moments, top, 200)
    places = [axes.x(at) for at in sorted(moments)]
    assert places == sorted(places)
    assert all(LEFT <= x <= WIDTH - RIGHT for x in places)
    assert all(LEFT <= x <= WIDTH - RIGHT for x, _ in axes.x_ticks())
    assert TOP <= axes.y(top) <= axes.y(0) == 200 - BOTTOM


def test_each_line_shows_the_voice_s_own_figure_where_a_position_holds_several() -> None:
    held = Position(value=Bounds(low=17, high=17), voices=_voices(), origins=2)
    agreeing = structs.replace(INCIDENTS[0].points[0], standing="corroborated", positions=(held,))
    made = tree(structs.replace(STANDING, incidents=(structs.replace(INCIDENTS[0], points=(agreeing,), revisions=()),)))
    assert "hospital director: at least 9, then 17" in made.xpath("//figure[@class='chart']")[0].findtext(".//desc")
    assert "hospital director, in Blue Nile Wire, Two Rivers Live (at least 9, 17)" in words_of(made)


def _voices() -> tuple[Voice, ...]:
    voice = INCIDENTS[0].points[0].positions[0].voices[0]
    first = next(c for _, c in MADE if c.anchor.quote.startswith("At least nine") and c.anchor.address == "wire-0504.txt")
    return structs.replace(voice, claim=first.key, document="wire-0504.txt"), voice


def test_a_party_that_only_this_case_knows_is_called_as_its_documents_call_it() -> None:
    known = load()
    made = page(STANDING, vocabulary=structs.replace(known, parties={}))
    assert "Rapid Support Forces" in made


def test_other_incidents_stand_beside_it() -> None:
    beside = Relation(type="same_place_other_time", incident=INCIDENTS[1].id, reason="another day")
    made = tree(structs.replace(STANDING, incidents=(structs.replace(INCIDENTS[0], relations=(beside,)), *INCIDENTS[1:])))
    assert "same place, another time (not merged with) Hilla Jadida taken (another day)" in words_of(made)


def test_an_open_figure_that_nobody_bounds_is_no_line() -> None:
    nobody = structs.replace(INCIDENTS[0].points[0].positions[0], value=Bounds(low=None, high=None))
    point = structs.replace(INCIDENTS[0].points[0], positions=(nobody,))
    made = tree(structs.replace(STANDING, incidents=(structs.replace(INCIDENTS[0], points=(point,), revisions=()),)))
    assert not made.xpath("//figure[@class='chart']")


def test_addresses_of_the_values_are_real() -> None:
    assert all(BY_ADDRESS[c.anchor.address].text[c.anchor.start : c.anchor.end] == c.anchor.quote for _, c in MADE)

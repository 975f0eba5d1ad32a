"""The date of publication, always with its basis and its reason; nothing rather than a guess."""

from __future__ import annotations

import pytest

from rashomon.ingest.html_meta import metadata_of
from rashomon.ingest.html_tree import tree_of
from rashomon.ingest.published import from_text, from_url, published_of
from rashomon.ingest.words import words_of
from rashomon.vocabulary import load

WORDS = words_of(load().language.segments)

GIVEN = {
    "Published July 5 2031 A shell fell on the pier": ("2031-07-05", "the text says “Published July 5 2031”"),
    "Date of publication 7 April 2031 A shell fell": ("2031-04-07", "the text says “Date of publication 7 April 2031”"),
    "Last updated at Jul 152031 A boat sank": ("2031-07-15", "the text says “Last updated at Jul 152031”"),
    "As of 1115 GMT 11 February 2031, the pier is shut.": ("2031-02-11T11:15Z", "As of 1115 GMT 11 February 2031"),
    "Monday 05 May 2031 20:08 Pier hit. A shell fell.": ("2031-05-05T20:08", "the text opens with"),
    "26.12.2031 The navy has sunk a launch.": ("2031-12-26", "the text opens with"),
    "Pier hit Monitor AFP Thursday 9 Jul 2031 A shell": ("2031-07-09", "the opening lines give the date"),
    "PORT VELL, 6 MAY 89 (STRAIT WIRE) -- [TEXT] A SHELL": ("1989-05-06", "the opening lines give the date"),
    "Pier hit\n\nPort Vell, 14 January 2031. A shell fell.": ("2031-01-14", "the opening lines give the date"),
    "A shell fell.\n\nLast updated on 3 May 2031": ("2031-05-03", "the text says “Last updated on 3 May 2031”"),
    "PORT VELL, May 6 (Wire) - On Tuesday a shell fell. It began in March 2031.": ("2031-05-06", "the dateline gives “May 6”"),
    "PORT VELL, May 6 (Wire) - On Tuesday a shell fell. The talks are set for 2032.": ("2031-05-06", "2031 fits"),
}


@pytest.mark.parametrize("text", GIVEN)
def test_a_date_that_the_text_gives_itself(text: str) -> None:
    published = from_text(text, WORDS)
    assert published is not None
    assert published.value == GIVEN[text][0]
    assert published.basis == "inferred"
    assert GIVEN[text][1] in (published.reason or "")


NOT_GIVEN = [
    "On 3 May 2031 a shell fell on the pier.",
    "A shell fell on the pier on 3 May 2031, officials said.",
    "The notes are due March 1, 2031, the bank said.",
    "Since 3 May 2031 the pier has been shut.",
    "Pier shut until 10/11/2031",
    "PORT VELL, May 6 (Wire) - On Saturday a shell fell. It began in March 2031.",
    "PORT VELL, May 6 (Wire) - A shell fell on Tuesday.",
    "PORT VELL, Feb 30 (Wire) - On Tuesday a shell fell. It began in 2031.",
    "Press service, 18 March, 21.00\n\nA shell fell.",
    "Nothing here.",
    "",
]


@pytest.mark.parametrize("text", NOT_GIVEN)
def test_a_date_of_something_else_is_none(text: str) -> None:
    assert from_text(text, WORDS) is None


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("https://example.org/2031/05/06/pier", "2031-05-06"),
        ("https://example.org/news/2031-05-06-pier.html", "2031-05-06"),
        ("https://example.org/20310506/pier", "2031-05-06"),
        ("https://example.org/2031/05/pier", None),
        ("https://example.org/id/2031999912", None),
        ("https://2031-05-06.example.org/", None),
        (None, None),
    ],
)
def test_a_date_in_the_address(url: str | None, value: str | None) -> None:
    published = from_url(url)
    assert (published.value if published else None) == value


def test_what_is_stated_comes_first_and_keeps_its_basis() -> None:
    def basis(text: str | None) -> tuple[str, str | None]:
        found = published_of("2030-01-01 x", WORDS, stated="2031-05-06", basis=text, metadata=("2029-01-01", "m"), url=None)
        assert found is not None
        assert found.value == "2031-05-06"
        return found.basis, found.reason

    assert basis(None) == ("stated", None)
    assert basis("stated") == ("stated", None)
    assert basis("metadata") == ("metadata", None)
    assert basis("as printed on the page") == ("stated", "as printed on the page")
    assert basis("not stated in the file; by 'Friday'") == ("inferred", "not stated in the file; by 'Friday'")


PAGES = {
    '<meta property="article:published_time" content="2031-05-06T09:30:00Z">': "2031-05-06T09:30:00Z",
    '<meta name="date" content="2031-05-06">': "2031-05-06",
    '<script type="application/ld+json">{"datePublished": "2031-05-06T09:30:00+02:00"}</script>': "2031-05-06T09:30:00+02:00",
    '<time itemprop="datePublished" datetime="2031-05-06">Tuesday</time>': "2031-05-06",
    '<meta name="date" content="9999-99-99">': None,
    "<p>On 6 May 2031 a shell fell.</p>": None,
}


@pytest.mark.parametrize("markup", PAGES)
def test_metadata_of_a_page(markup: str) -> None:
    published = metadata_of(tree_of(f"<html><head>{markup}</head><body><p>A shell fell.</p></body></html>", "f")).published
    assert (published[0] if published else None) == PAGES[markup]

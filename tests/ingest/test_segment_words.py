"""Each group of the segmentation's words does its job on its own examples."""

from __future__ import annotations

import re

import msgspec
import pytest

from rashomon.ingest import Item, is_read, parse
from rashomon.ingest.language import language_of
from rashomon.ingest.quotes import speaker
from rashomon.ingest.words import alternatives, words_of
from rashomon.vocabulary import load
from rashomon.vocabulary.segments import Group

SEGMENTS = load().language.segments
GROUPS = {name: group for name, group in msgspec.structs.asdict(SEGMENTS).items() if isinstance(group, Group)}


@pytest.mark.parametrize("name", GROUPS)
def test_every_example_has_a_word_of_its_group(name: str) -> None:
    pattern = re.compile(rf"(?<!\w)(?:{alternatives(GROUPS[name])})(?!\w)", re.I)
    assert GROUPS[name].examples
    for example in GROUPS[name].examples:
        assert pattern.search(example), example


@pytest.mark.parametrize("name", GROUPS)
def test_words_are_lower_case_and_stand_once(name: str) -> None:
    assert all(word == word.lower() for word in GROUPS[name].words)
    assert len(set(GROUPS[name].words)) == len(GROUPS[name].words)


def test_months_and_weekdays_are_complete() -> None:
    words = words_of(SEGMENTS)
    assert set(words.months.values()) == set(range(1, 13))
    assert set(words.weekdays.values()) == set(range(1, 8))


SPEAKERS = {
    "The Foreign Secretary, Ib Karsen, said:": "The Foreign Secretary, Ib Karsen",
    "Speaking a year after the fall of Orlo, Marga Tolen said:": "Marga Tolen",
    "Gen. Ib L. Tarn, Fleet commander, released the following statement:": "Gen. Ib L. Tarn, Fleet commander",
    "A Harbour Office spokesman said:": "A Harbour Office spokesman",
    "It is over. The Admiralty conceded as much:": "The Admiralty",
    "The leader of the opposition Tolen (Civic List) 2 hours before the salvo:": "The leader of the opposition Tolen",
    "For three days the harbour has been open to everybody:": None,
    "he said something like this:": None,
}


@pytest.mark.parametrize("lead_in", SPEAKERS)
def test_the_speaker_of_a_lead_in(lead_in: str) -> None:
    assert speaker(lead_in, words_of(SEGMENTS)) == SPEAKERS[lead_in]


LANGUAGES = {
    "The shell fell on the pier and nobody was hurt, the mayor said.": "en",
    "Al-Bab, Jarabulus, Azaz, Manbij and the rest of the north are shut.": "en",
    "Во вторник над гаванью был сбит вертолёт, сообщило адмиралтейство.": "ru",
    "Der Hafen ist seit Dienstag geschlossen, sagte der Bürgermeister der Stadt.": "de",
    "أسقطت طائرة صباح الثلاثاء قرب الميناء وقتل طاقمها": "ar",
    "12:30": "en",
}


@pytest.mark.parametrize("text", LANGUAGES)
def test_the_language_of_a_text(text: str) -> None:
    assert language_of(text, words_of(SEGMENTS)) == LANGUAGES[text]


def test_a_document_in_an_unread_language_is_kept() -> None:
    item = Item(
        address="a",
        name="a",
        where="a.txt",
        data=next(t for t in LANGUAGES if LANGUAGES[t] == "ru").encode(),
        mime="text/plain",
    )
    document = parse(item, load())[1]
    assert document.lang == "ru"
    assert not is_read(document.lang)
    assert is_read("en")

"""Words for actors that name nobody and are understood from the document's conflict."""

from __future__ import annotations

from msgspec import Struct


class ActorWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Head words by what they mean, each a lower-case word or phrase.

    `government`: the state whose conflict it is ("the regime", "the army"); `office`: a post or body of a state that the
    text or the publisher names ("the foreign minister"); `offices`: posts that only one state has ("Foreign Secretary");
    `rebels`: armed opposition; `fighters`: members of whichever armed group the text is about; `loaded`: names that say
    nothing but an opinion ("terrorists"); `coalition`: an alliance that the conflict names; `civil`: people and things that
    take no part; `nobody`: heads that name no party at all ("suicide bomber"); `military`: forces or things of a party
    named before them ("soldiers", "jets"); `backing`: the second half of "X-backed", where X is not the one who acts;
    `against`: prefixes that turn a name into its opponent; `siding`: prefixes that keep the side ("pro-"). `joining`: the
    second half of "X-held", where X is the one who holds; `members`: heads that say only that somebody belongs to what
    follows ("members of"); `first_person`: words by which a speaker means his own side; `prepositions`: where the noun
    phrase ends; `peoples` maps an adjective of a people to the party that fights in its name, by country. `abbreviations`:
    short forms that are no name ("KIA", killed in action) unless the text is on that party's conflict; `third_person`:
    possessives that point back to somebody named before ("its troops"), `hands` the words for people who are somebody's
    soldiers after one ("its men"); `plain`: words for people of whom nothing else is told, whom a deed of violence makes
    nobody's civilians; `shared`: those of `offices` that other states have too, so that they mean that state only where it
    is named; `martial`: words that make whom they stand before a soldier ("army doctor"); `pointing`: words for people of
    whom only their deed is told ("those who fired"),
    `relative` the words that tell it; `allies`: those who are tied to somebody named ("its allies"); `affiliates`: heads
    after a name that mean a branch of it ("al-Qaeda affiliate"), `former` those before it that say that it was one;
    `ranks`: titles of soldiers, of the publisher's or the last named state; `locatives`: words after which a name is where
    something happens, not who acts, `opposite` those after which a state is somebody who acts, `finite` those before which
    it is, `bearings` those that with "of" measure from it; `anybody`: words that count fighters as well as civilians in the
    toll of a war; `resolving`: verbs by which somebody says what his own side is going to do; `hostile`: words for the
    enemy of whoever speaks; `friendly`: words before the forces or losses of whoever speaks ("friendly casualties");
    `organs`: words in a publisher's name that make it the organ of whom it names ("Ministry of Defence of Georgia").
    """

    government: tuple[str, ...]
    office: tuple[str, ...]
    offices: dict[str, str]
    rebels: tuple[str, ...]
    fighters: tuple[str, ...]
    loaded: tuple[str, ...]
    coalition: tuple[str, ...]
    civil: tuple[str, ...]
    nobody: tuple[str, ...]
    military: tuple[str, ...]
    backing: tuple[str, ...]
    against: tuple[str, ...]
    siding: tuple[str, ...]
    joining: tuple[str, ...]
    members: tuple[str, ...]
    first_person: tuple[str, ...]
    prepositions: tuple[str, ...]
    peoples: dict[str, dict[str, str]]
    abbreviations: tuple[str, ...]
    third_person: tuple[str, ...]
    hands: tuple[str, ...]
    plain: tuple[str, ...]
    shared: tuple[str, ...]
    martial: tuple[str, ...]
    pointing: tuple[str, ...]
    relative: tuple[str, ...]
    allies: tuple[str, ...]
    affiliates: tuple[str, ...]
    former: tuple[str, ...]
    ranks: tuple[str, ...]
    locatives: tuple[str, ...]
    opposite: tuple[str, ...]
    finite: tuple[str, ...]
    bearings: tuple[str, ...]
    anybody: tuple[str, ...]
    resolving: tuple[str, ...]
    hostile: tuple[str, ...]
    friendly: tuple[str, ...]
    organs: tuple[str, ...]
    example: str

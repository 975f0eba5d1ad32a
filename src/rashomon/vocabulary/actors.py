"""Words for actors that name nobody and are understood from the document's conflict."""

from __future__ import annotations

from msgspec import Struct


class ActorWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Head words by what they mean, each a lower-case word or phrase.

    `government`: the state whose conflict it is ("the regime", "the army"); `office`: a post or body of a state that the
    text or the publisher names ("the foreign minister"); `offices`: posts that only one state has ("Foreign Secretary");
    `rebels`: armed opposition; `fighters`: members of whichever armed group the text is about; `loaded`: names that say
    nothing but an opinion ("terrorists"); `coalition`: an alliance that the conflict names; `civil`: people and things
    that take no part; `nobody`: heads that name no party at all ("suicide bomber"); `military`: forces or things of a
    party named before them ("soldiers", "jets"); `backing`: the second half of "X-backed", where X is not the one who
    acts; `against`: prefixes that turn a name into its opponent; `siding`: prefixes that keep the side ("pro-").
    `joining`: the second half of "X-held", where X is the one who holds; `members`: heads that say only that somebody belongs
    to what follows ("members of"); `first_person`: words by which a speaker means his own side; `prepositions`: where the
    noun phrase ends; `peoples` maps an adjective of a people to the party that fights in its name, by country.
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
    example: str

"""Recognising voices over a whole case.

As `voices.identities` within one incident; but a voice is compared only with those that share a word of its name, so that the
time grows with the number of names and not with its square. The order of the argument changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import structs

from rashomon.reconcile.voices import Voicing, one_voice


class Group:
    """Names of one voice. `signs`: what tells them apart; `addresses`: where they stand."""

    def __init__(self) -> None:
        self.voices: list[Voicing] = []
        self.signs: list[Voicing] = []
        self.addresses: set[str] = set()

    def fits(self, sign: Voicing) -> bool:
        """Whether a name is one of this voice."""
        return any(one_voice(sign, other) for other in self.signs)

    def knows(self, voice: Voicing) -> bool:
        """Whether a name that fits several voices is this one's: by the same words, or in the same report."""
        return voice.address in self.addresses or any(voice.tokens == sign.tokens for sign in self.signs)


def recognised(voicings: Iterable[Voicing]) -> dict[Voicing, str]:
    """A name for each voice, the same for all names of one voice."""
    groups: list[Group] = []
    with_word: dict[str, list[Group]] = defaultdict(list)
    by_sign: dict[Voicing, Group] = {}
    for voice in sorted(set(voicings), key=_order):
        sign = _sign(voice)
        if sign not in by_sign:
            by_sign[sign] = _home(voice, sign, groups, with_word)
            by_sign[sign].signs.append(sign)
        by_sign[sign].voices.append(voice)
        by_sign[sign].addresses.add(voice.address)
    return {voice: label for group in groups if (label := _label(group.voices)) for voice in group.voices}


def _order(voice: Voicing) -> tuple[object, ...]:
    return (
        -len(voice.tokens),
        sorted(voice.tokens),
        not voice.named,
        voice.name,
        voice.address,
        not voice.own,
        voice.party or "",
        voice.outlet,
        voice.relay or "",
        voice.actor or "",
    )


def _sign(voice: Voicing) -> Voicing:
    """What tells a voice from others; where it stands only for one that has no proper name."""
    bare = structs.replace(voice, name="", actor=None, relay=None)
    return structs.replace(bare, address="", outlet="") if voice.named else bare


def _home(voice: Voicing, sign: Voicing, groups: list[Group], with_word: dict[str, list[Group]]) -> Group:
    rarest = min(sorted(voice.tokens), key=lambda word: len(with_word.get(word, ())), default="")
    near = [group for group in with_word.get(rarest, ()) if group.fits(sign)]
    if len(near) > 1:
        near = [group for group in near if group.knows(voice)]
    if near:
        return near[0]
    groups.append(Group())
    for word in voice.tokens:
        with_word[word].append(groups[-1])
    return groups[-1]


def _label(group: Sequence[Voicing]) -> str:
    """Made of the words of its longest name, its side, and where it stands if it has no proper name."""
    best = min(group, key=lambda voice: (not voice.named, *_order(voice)))
    side = next((voice.party for voice in sorted(group, key=_order) if voice.party), "")
    return "\x1f".join((*sorted(best.tokens), side, "" if best.named else best.address))

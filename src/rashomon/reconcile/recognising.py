"""Recognising voices over a whole case.

As `voices.identities` within one incident; but a voice is compared only with those that share a word of its name, so that the
time grows with the number of names and not with its square; and names of one publisher of the vocabulary ("SANA", "the official
Syrian Arab News Agency") are one. The order of the argument changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import structs

from rashomon.reconcile.spacetime import folded
from rashomon.reconcile.voices import CAPITALS, Voicing, one_voice
from rashomon.vocabulary import KnownSource

PUBLISHER = "="
"""How a word begins that is no word of a name but the id of a known publisher."""


class Group:
    """Names of one voice. `signs`: what tells them apart; `addresses`: where they stand."""

    def __init__(self) -> None:
        self.voices: list[Voicing] = []
        self.signs: list[Voicing] = []
        self.addresses: set[str] = set()

    def fits(self, sign: Voicing) -> bool:
        """Whether a name is one of this voice."""
        return any(_one_publisher(sign, other) or one_voice(sign, other) for other in self.signs)

    def knows(self, voice: Voicing, sign: Voicing) -> bool:
        """Whether a name that fits several voices is this one's: by the same words or publisher, or in the same report."""
        alike = any(sign.tokens == other.tokens or _one_publisher(sign, other) for other in self.signs)
        return alike or voice.address in self.addresses


def recognised(voicings: Iterable[Voicing], sources: Mapping[str, KnownSource] | None = None) -> dict[Voicing, str]:
    """A name for each voice, the same for all names of one voice. `sources`: publishers that are known beforehand."""
    forms = _forms(sources or {})
    groups: list[Group] = []
    with_word: dict[str, list[Group]] = defaultdict(list)
    by_sign: dict[Voicing, Group] = {}
    for voice in sorted(set(voicings), key=_order):
        sign = _sign(voice, forms)
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


def _forms(sources: Mapping[str, KnownSource]) -> dict[str, str]:
    """The publisher of each name that no other name has by chance in it: of two words or more, or all in capitals."""
    found: dict[str, str] = {}
    for source, entry in sorted(sources.items()):
        for form in (entry.name, *entry.names):
            words = folded(form).split()
            if len(words) > 1 or (form.isupper() and len(form) >= CAPITALS):
                found.setdefault(" ".join(words), PUBLISHER + source)
    return found


def _publisher(name: str, forms: Mapping[str, str]) -> str | None:
    """The known publisher whose name is in this name, the longest one."""
    words = folded(name).split()
    for length in range(len(words), 0, -1):
        for n in range(len(words) - length + 1):
            found = forms.get(" ".join(words[n : n + length]))
            if found:
                return found
    return None


def _one_publisher(a: Voicing, b: Voicing) -> bool:
    """Whether both are names of one known publisher, and not of two sides."""
    shared = {word for word in a.tokens & b.tokens if word.startswith(PUBLISHER)}
    return bool(shared) and not (a.party and b.party and a.party != b.party)


def _sign(voice: Voicing, forms: Mapping[str, str]) -> Voicing:
    """What tells a voice from others; where it stands only for one that has no proper name."""
    publisher = _publisher(voice.name, forms) if voice.named else None
    tokens = voice.tokens | {publisher} if publisher else voice.tokens
    bare = structs.replace(voice, name="", actor=None, relay=None, tokens=tokens)
    return structs.replace(bare, address="", outlet="") if voice.named else bare


def _home(voice: Voicing, sign: Voicing, groups: list[Group], with_word: dict[str, list[Group]]) -> Group:
    known = sorted(word for word in sign.tokens if word.startswith(PUBLISHER) and with_word.get(word))
    rarest = known[0] if known else min(sorted(voice.tokens), key=lambda word: len(with_word.get(word, ())), default="")
    near = [group for group in with_word.get(rarest, ()) if group.fits(sign)]
    if len(near) > 1:
        near = [group for group in near if group.knows(voice, sign)]
    if near:
        return near[0]
    groups.append(Group())
    for word in sign.tokens:
        with_word[word].append(groups[-1])
    return groups[-1]


def _label(group: Sequence[Voicing]) -> str:
    """Made of the words of its longest name, its side, and where it stands if it has no proper name."""
    best = min(group, key=lambda voice: (not voice.named, *_order(voice)))
    side = next((voice.party for voice in sorted(group, key=_order) if voice.party), "")
    return "\x1f".join((*sorted(best.tokens), side, "" if best.named else best.address))

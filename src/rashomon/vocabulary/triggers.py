"""Triggers: the words that tell a happening, the kind they tell, and who stands where around them."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from rashomon.model.claim import ActorRole

Frame = Literal[
    "acts-on", "acts-at", "suffers", "moves", "takes-from", "mutual", "tells-to", "gives-to", "holds", "falls-to", "counts"
]
"""Where a happening's participants stand.

- `acts-on`: subject does it to object (A shelled B; the shelling of B by A)
- `acts-at`: subject does it, the other side stands behind on, at, against (A fired on B; A's attack on B)
- `suffers`: subject undergoes it (B died; B fled; the death of B)
- `moves`: subject does it to nobody (A advanced; the advance of A)
- `takes-from`: subject gains ground, the loser stands behind from (A took P from B; the capture of P by A)
- `mutual`: several sides do it together (A met B; A clashed with B; talks between A and B)
- `tells-to`: subject tells object or `to` (A urged B; A's call on B)
- `gives-to`: subject gives something to somebody (A sent arms to B; aid to B)
- `falls-to`: subject is ground that object of `to` gains (P fell to A)
- `counts`: subject only counts; those acted upon stand behind the `of` of subject or object (the toll rose; they found
  the bodies of B)
- `holds`: subject holds ground (A controls P; P is under A's control)
"""

CarrierRole = Literal["does", "undergoes", "occurs"]


class Example(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence of our own that must read as one claim of the trigger's kind, with these words among its parts."""

    text: str
    actor: str | None = None
    target: str | None = None


class Trigger(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell one kind of happening.

    `verbs` and `nouns` are lemmas; a phrase ("take control of") wants its further words among the verb's close dependents,
    a noun phrase ("artillery fire") wants them in a row. `object` and `subject` name word classes of which the object
    (or what stands in its place) or the subject must be one; without them anything fits. `alone`: the verb has no
    object (people protest; they do not demonstrate a point). `open`: a word so general that a weapon beside it, or the
    attack that it points back to, names the kind. `noun_frame` where the nouns are built otherwise than the verbs.
    `needs` names what a noun without a verb of its own must carry before it counts as told: `any` participant, place,
    time or number, or `two` of them.
    """

    kind: str
    frame: Frame
    examples: tuple[Example, ...]
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    noun_frame: Frame | None = None
    object: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    needs: Literal["any", "two"] = "any"
    alone: bool = False
    open: bool = False


class Triggers(Struct, frozen=True, forbid_unknown_fields=True):
    """All of one language. `classes` are word classes by name; `weapons` the words that decide an open kind, by kind;
    `carriers` verbs that say nothing but that their noun was done, undergone or occurred; `rank` how specific a kind is
    (2 where not listed): of several kinds in one clause the highest wins; `roles` the verbs by which an actor planned,
    let happen or backed what others did.
    """

    classes: dict[str, tuple[str, ...]]
    weapons: dict[str, tuple[str, ...]]
    carriers: dict[CarrierRole, tuple[str, ...]]
    rank: dict[str, int]
    roles: dict[ActorRole, tuple[str, ...]]
    triggers: dict[str, Trigger]

"""Features: what speaks for and against two accounts telling the same happening, each with its weight and a reason in words.

Weights are additive and were set by hand on made-up dossiers and hand-grouped reports; about 1.0 is worth one good hint,
`NEVER` outweighs everything. A pair is taken for the same happening where the sum reaches `ENOUGH` (two documents) or
`ENOUGH_WITHIN` (one document, where what is said next to each other mostly belongs together).

To add a feature, write a documented function of two tellings that returns a `Feature` or None, and add it to `FEATURES`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import product

from rashomon.model import Feature
from rashomon.reconcile.spacetime import A_NIGHT, BESIDE, Span, distance, elsewhere, gap, same_name
from rashomon.reconcile.telling import Figure, Telling
from rashomon.reconcile.texts import Texts
from rashomon.vocabulary.comparing import same_kinds

NEVER = -20.0
ENOUGH = 2.2
ENOUGH_WITHIN = 1.9

TAKEN_OVER = 0.6
"""What a place is worth that a claim took over from the sentences before it or from its document."""

ASIDE = -0.3
"""A place that was taken over, of which nobody knows where it lies, says little against what its report tells before."""

UNKNOWN = -2.0
"""Accounts without any day may be of any day of a war."""

DAILY = -0.5
"""Who reports every day what happened at the same places means another day's."""

TELLING = 0.8
"""Counts that are alike by this weight are hardly alike by chance."""

APART_KM = ((4.0, 0.8), (BESIDE, 0.3), (float("inf"), -0.2))
"""Weights of two settlements so many km apart: one beside the other may be named for it."""

TEXTS = ((0.3, 3.0), (0.2, 2.4), (0.15, 1.4))
"""Weights of a likeness of two whole reports, from the largest."""

KINDRED, LIKELY = 0.2, 0.15
"""Reports of two publishers that are this alike are on one happening, or are likely to be."""

AKIN, AMISS = 0.12, -1.5
"""From this likeness of reports of two publishers on, a place far off weighs this much: it may be a namesake of the place."""

OWN = ((0.2, 1.0),)
"""The same for two reports of one publisher, whose bulletins are alike from day to day."""

NOBODY = "unknown"
"""The publisher of reports of which no publisher is known: they are not of one hand."""

STRANGE = ((0.06, -4.0), (0.1, -2.0))
"""Weights of unlikeness of two reports of one publisher. Of made-up dossiers no two on one happening were below 0.06."""

CHANGED_HANDS = -2.5
"""A place that two sides took changed hands twice, unless it is told of one day, when one of the accounts may be wrong."""

Compared = Callable[[Telling, Telling], Feature | None]


def kind(a: Telling, b: Telling) -> Feature | None:
    """The same kind, a general and a special one, or two ways of telling the same (a strike, a shelling)."""
    if _absent(a, b) or _absent(b, a):
        return Feature(name="kind", weight=0.3, reason="that nobody was there is said of what is said to have happened there")
    return _of_kinds(a.kinds, b.kinds)


@lru_cache(maxsize=65536)
def _of_kinds(a: frozenset[str], b: frozenset[str]) -> Feature | None:
    """How the kinds of two accounts stand to each other."""
    shared = a & b
    if shared:
        return Feature(name="kind", weight=1.0, reason=f"both tell of {_listed(shared)}")
    return max((_kinds(x, y) for x, y in product(sorted(a), sorted(b))), key=lambda f: f.weight)


def _absent(a: Telling, b: Telling) -> bool:
    """Whether the first one denies that somebody was where the second one tells of violence, by those who are blamed for it."""
    if a.stances != {"deny"}:
        return False
    stationed, violence = (frozenset(same_kinds().groups[group]) for group in ("stationed", "violence"))
    if not (a.kinds <= stationed and b.kinds & violence):
        return False
    return not (a.actors and b.actors and not a.actors & b.actors)


def _kinds(x: str, y: str) -> Feature:
    kinds = same_kinds()
    if kinds.close(x, y):
        return Feature(name="kind", weight=0.9, reason=f"{x} and {y} are the same kind more or less finely told")
    if frozenset((x, y)) in kinds.counterpart:
        return Feature(name="kind", weight=0.6, reason=f"{x} of the one side is {y} of the other")
    if x in kinds.about or y in kinds.about:
        return Feature(name="kind", weight=-1.5, reason=f"{x if x in kinds.about else y} is about some other happening")
    groups = kinds.groups_of.get(x, frozenset()) & kinds.groups_of.get(y, frozenset())
    if not groups or frozenset((x, y)) in kinds.never:
        return Feature(name="kind", weight=NEVER, reason=f"{x} and {y} are never one happening")
    if x in kinds.general or y in kinds.general:
        return Feature(
            name="kind",
            weight=0.5,
            reason=f"{x} leaves open what {y} says" if x in kinds.general else f"{y} leaves open what {x} says",
        )
    return Feature(name="kind", weight=-0.5, reason=f"{x} and {y} may be two versions of one happening")


def time(a: Telling, b: Telling) -> Feature | None:
    """The same day or night, another day, or one time that lies within a longer one."""
    if a.span is None or b.span is None:
        return _undated(a, b)
    apart = gap(a.span, b.span)
    if a.precise and b.precise:
        if apart <= 0 and min(a.span.end, b.span.end) > max(a.span.start, b.span.start):
            return Feature(name="time", weight=1.6, reason="on the same day")
        if apart < A_NIGHT:
            return Feature(name="time", weight=-2.5, reason="on two days that touch")
        never = NEVER if a.dated and b.dated else -3.0
        return Feature(name="time", weight=never, reason=f"{apart:.0f} days apart: another happening")
    if apart > 1:
        return Feature(name="time", weight=NEVER, reason="the times exclude each other")
    return _nested(a.span, b.span)


def _nested(a: Span, b: Span) -> Feature:
    """Part and whole ("two this week", "one on Tuesday") are not the same; "in March" may well be "on 4 March"."""
    longer, shorter = sorted((a, b), key=lambda s: -s.length)
    if abs(longer.length - shorter.length) < 0.5:
        return Feature(name="time", weight=0.8, reason="in the same period")
    if longer.length <= 8:
        return Feature(name="time", weight=-0.8, reason="one told by the day, one by the week")
    return Feature(name="time", weight=-0.8, reason="one told by the day, one over a long time")


def _undated(a: Telling, b: Telling) -> Feature | None:
    """An undated account is of about when it was published: long before is another happening."""
    if a.address == b.address:
        return None
    dated = next((t for t in (a, b) if t.span is not None), None)
    if dated is None:
        return _both_undated(a, b)
    other = b if dated is a else a
    if other.said is None:
        return None
    days = gap(dated.span or Span(0, 0), Span(other.said - 2, other.said))
    if days <= 1:
        return Feature(name="time", weight=0.3, reason="one is undated and was published about then")
    return Feature(name="time", weight=-min(3.0, days / 7), reason=f"one is undated and was published {days:.0f} days away")


def _both_undated(a: Telling, b: Telling) -> Feature | None:
    if a.said is None or b.said is None:
        return None
    days = abs(a.said - b.said)
    if days > 10:
        return Feature(name="time", weight=-1.0, reason="undated and published weeks apart")
    if days >= 1 and a.publisher == b.publisher:
        return Feature(name="time", weight=DAILY, reason="undated, and one publisher's reports of two days")
    return None


def calendar(a: Telling, b: Telling) -> Feature | None:
    """Where a year is missing, a day of the year or of the week still tells days apart."""
    if (a.span is not None and b.span is not None) or a.address == b.address:
        return None
    for length, what, same, other in ((5, "day of the year", 1.6, -4.0), (1, "day of the week", 0.5, -0.6)):
        x, y = ({day for day in t.calendar if len(day) == length} for t in (a, b))
        if x and y:
            weight = same if x & y else other
            return Feature(name="calendar", weight=weight, reason=f"{'the same' if x & y else 'another'} {what}")
    return None


def place(a: Telling, b: Telling) -> Feature | None:
    """The same place, one within the other, near, or elsewhere. A writer who names two places means two."""
    if not a.spots or not b.spots:
        return None
    pairs = [(x, y) for x in a.spots for y in b.spots]
    fine = [(x, y) for x, y in pairs if x.fine and y.fine]
    same = next(((x, y) for x, y in sorted(pairs, key=lambda p: max(p[0].reach, p[1].reach)) if same_name(x, y)), None)
    if same and (same[0].fine or not fine):
        weight = {"province": 0.6, "country": 0.2, "district": 1.0}.get(same[0].precision or "", 1.6)
        weight *= 1.0 if same[0].sure and same[1].sure else TAKEN_OVER
        return Feature(name="place", weight=weight, reason=f"both at {same[0].label}")
    x, y = (fine or pairs)[0]
    parted = a.address == b.address and x.sure and y.sure
    if elsewhere(x, y):
        km = distance(x, y)
        taken_over = not (x.sure and y.sure)
        far = NEVER if (km is None or km > 60) and not taken_over else -1.5
        return Feature(name="place", weight=far, reason=f"{x.label} is not {y.label}")
    km = distance(x, y)
    if km is None and x.fine != y.fine:
        return Feature(name="place", weight=0.1, reason=f"{x.label} and {y.label} may lie within one another")
    if km is None and a.address == b.address and a.focused:
        return Feature(name="place", weight=-0.3, reason=f"nobody knows how far {x.label} is from {y.label}")
    if km is None:
        known = x.name in b.setting.names or y.name in a.setting.names
        one_report = -2.0 if parted else ASIDE
        weight = one_report if a.address == b.address else -0.1 if known else -1.0
        return Feature(name="place", weight=weight, reason=f"nobody knows how far {x.label} is from {y.label}")
    if x.fine and y.fine:
        one_report = a.address == b.address
        beside = -1.0 if parted else -0.6 if one_report else next(w for most, w in APART_KM if km <= most)
        return Feature(name="place", weight=beside, reason=f"{x.label} and {y.label} are {km:.0f} km apart")
    return Feature(name="place", weight=-0.3 if parted else 0.3, reason=f"{x.label} and {y.label} can lie within one another")


def actors(a: Telling, b: Telling) -> Feature | None:
    """Who did it: agreement speaks for the same, another voice's blame on another side hardly against it, but much where one
    voice names two; and swapped roles.
    """
    if not a.actors or not b.actors:
        return None
    if "armed-clash" in a.kinds | b.kinds and (a.actors | a.targets) & (b.actors | b.targets):
        return Feature(name="actors", weight=0.4, reason="in a clash each side does it to the other")
    if a.actors & b.actors:
        return Feature(name="actors", weight=0.5, reason=f"both by {_listed(a.actors & b.actors)}")
    if a.actors <= b.targets and b.actors <= a.targets:
        return Feature(name="actors", weight=-1.5, reason="each is done to the one who does the other")
    if all(t.kinds & frozenset(same_kinds().groups["ground"]) for t in (a, b)) and not (a.precise and b.precise):
        return Feature(
            name="actors", weight=CHANGED_HANDS, reason=f"taken by {_listed(a.actors)}, taken by {_listed(b.actors)}"
        )
    one_teller = a.address == b.address and bool(a.voices & b.voices)
    strikes = all(t.kinds & frozenset(same_kinds().one_sided) for t in (a, b))
    weight = -0.4 if not one_teller else -3.0 if strikes else -1.2
    return Feature(name="actors", weight=weight, reason=f"by {_listed(a.actors)}, by {_listed(b.actors)}")


def targets(a: Telling, b: Telling) -> Feature | None:
    """To whom: civilians and a side can both be among those hit; who strikes back is another happening."""
    if a.targets & b.targets:
        return Feature(name="targets", weight=0.6, reason=f"both against {_listed(a.targets & b.targets)}")
    if _answered(a, b) or _answered(b, a):
        return Feature(name="targets", weight=-2.5, reason="the side that was hit in the one strikes in the other")
    if turned(a, b) and _alike(a, b) < TELLING:
        fought = "armed-clash" in a.kinds | b.kinds  # in which both lose
        return Feature(
            name="targets", weight=-2.0 if fought else -2.5, reason=f"the one hit {_listed(a.hit)}, the other {_listed(b.hit)}"
        )
    if not a.targets or not b.targets:
        return None
    mild = "CIV" in a.targets | b.targets
    return Feature(
        name="targets", weight=-0.2 if mild else -0.8, reason=f"against {_listed(a.targets)}, against {_listed(b.targets)}"
    )


def turned(a: Telling, b: Telling) -> bool:
    """Whether the two hit different sides, where one side strikes and the other is struck."""
    one_sided = frozenset(same_kinds().one_sided)
    return bool(a.hit and b.hit and not a.hit & b.hit and (a.kinds | b.kinds) & one_sided)


def _answered(a: Telling, b: Telling) -> bool:
    """Whether the one who acts in the first is the one acted upon in the second, where each kind says who strikes."""
    mutual = frozenset(same_kinds().mutual)
    alike = (frozenset(same_kinds().groups[group]) for group in ("violence", "ground"))
    if any(frozenset(pair) in same_kinds().counterpart for pair in product(a.kinds, b.kinds)):
        return False  # who leaves a town is the one from whom it is taken
    return (
        not (a.kinds <= mutual or b.kinds <= mutual or "armed-clash" in a.kinds | b.kinds)
        and any(a.kinds & kinds and b.kinds & kinds for kinds in alike)
        and bool(a.actors & b.targets)
        and not a.actors & b.actors
    )


def figures(a: Telling, b: Telling) -> Feature | None:
    """Equal counts are a strong hint, the more so the less round and the larger; differing ones are not (tolls rise)."""
    best = _alike(a, b)
    if best > 0:
        return Feature(name="figures", weight=best, reason="they count alike")
    return None


def _alike(a: Telling, b: Telling) -> float:
    if not (a.figures and b.figures):
        return 0.0
    return max((_figures(x, y) for x, y in product(a.figures, b.figures) if x.measure == y.measure), default=0.0)


def _figures(x: Figure, y: Figure) -> float:
    if (x.party and y.party and x.party != y.party) or max(x.low, y.low) > min(x.high, y.high):
        return 0.0
    if (x.low, x.high) != (y.low, y.high):
        return 0.3
    return 0.2 if x.low <= 2 else 0.8 if x.low <= 5 or x.low % 10 == 0 else 1.4


def counts(a: Telling, b: Telling) -> Feature | None:
    """One voice that gives two numbers in one report, at two places or one within the other, counts two happenings, or a
    part of a whole.
    """
    if a.address != b.address or not a.voices & b.voices or "update" in (a.section, b.section):
        return None
    if any(same_name(x, y) for x, y in product(a.spots, b.spots)) or not (a.spots and b.spots):
        return None
    x, y = ({(f.measure, f.low) for f in t.figures if f.low == f.high} for t in (a, b))
    shared = {measure for measure, _ in x} & {measure for measure, _ in y} & frozenset((*same_kinds().harms, "strikes"))
    if not shared or x & y:
        return None
    return Feature(name="counts", weight=-2.2, reason=f"other numbers {_listed(frozenset(shared))} for another place")


def words(a: Telling, b: Telling, known: Texts | None = None) -> Feature | None:
    """Shared words, each by its rarity, for those that most reports of a case have say nothing; one writer's words are alike
    anyway.
    """
    shared = a.words & b.words
    if not shared:
        return None
    count = sum(known.rarity(word) for word in sorted(shared)) if known else len(shared)
    share = count / min(len(a.words), len(b.words), 12)
    most = 0.4 if a.address == b.address else 1.5
    return Feature(
        name="words", weight=round(min(most, 1.2 * share + 0.1 * count), 3), reason=f"both speak of {_listed(shared, 4)}"
    )


def totals(a: Telling, b: Telling) -> Feature | None:
    """A running total is no incident's toll."""
    if a.cumulative == b.cumulative:
        return None
    return Feature(name="totals", weight=-2.5, reason="one is a running total over several happenings")


def answer(a: Telling, b: Telling) -> Feature | None:
    """What one report tells as an answer, another one may tell without saying so, if place or count agree."""
    if a.answers == b.answers or a.address == b.address:
        return None
    if any(same_name(x, y) and x.fine for x, y in product(a.spots, b.spots)) or _alike(a, b) >= TELLING:
        return None
    return Feature(name="answer", weight=-0.8, reason="one is told as an answer to another happening")


def lasting(a: Telling, b: Telling) -> Feature | None:
    """What is summed up over weeks is none of the happenings that it sums up."""
    if a.lasting == b.lasting:
        return None
    return Feature(name="lasting", weight=-2.0, reason="one sums up a long time")


def history(a: Telling, b: Telling) -> Feature | None:
    """Background of an article is told as another happening than its news."""
    if a.background == b.background or a.address != b.address:
        return None
    return Feature(name="history", weight=-1.2, reason="one is told as background")


def stance(a: Telling, b: Telling) -> Feature | None:
    """A plan, a demand or a forecast is not yet the happening; a denial is about it."""
    ahead = frozenset({"intend", "predict", "demand", "question"})
    if (a.stances <= ahead) == (b.stances <= ahead):
        return None
    return Feature(name="stance", weight=-0.9, reason="one is wanted or foreseen, one has happened")


def nearness(a: Telling, b: Telling) -> Feature | None:
    """Within one document, what is told next to each other mostly belongs together."""
    if a.address != b.address:
        return None
    if a.sentence == b.sentence:
        return Feature(name="nearness", weight=0.7, reason="in one sentence")
    between = max(a.start, b.start) - min(a.end, b.end)
    if between < 200:
        return Feature(name="nearness", weight=0.5, reason="in neighbouring sentences")
    if "headline" in (a.section, b.section):
        return Feature(name="nearness", weight=0.5, reason="one is the headline")
    return Feature(name="nearness", weight=0.2 if between < 800 else 0.0, reason=f"{between} characters apart")


def continuation(a: Telling, b: Telling) -> Feature | None:
    """An account without a place and a time of its own goes on with what was told just before it."""
    later, earlier = (a, b) if (a.start, a.keys) > (b.start, b.keys) else (b, a)
    if a.address != b.address or any(spot.sure for spot in later.spots) or later.span is not None:
        return None
    weight = next((w for reach, w in ((200, 0.8), (500, 0.6), (1000, 0.4)) if later.start - earlier.end <= reach), 0.0)
    if a.kinds & b.kinds & frozenset(same_kinds().one_sided) and a.targets & b.targets:
        weight = 0.8  # "the air strike on the soldiers" is the one told of
    return Feature(name="continuation", weight=weight, reason="told after it, with no other place or time") if weight else None


def recurring(a: Telling, b: Telling) -> Feature | None:
    """Talks, aid, support and presence recur or go on: that two accounts tell of some says little."""
    often = frozenset(same_kinds().recurring)
    if not (a.kinds <= often and b.kinds <= often):
        return None
    return Feature(name="recurring", weight=-0.8, reason=f"{_listed(a.kinds | b.kinds)} recurs or goes on")


def dateless(a: Telling, b: Telling, known: Texts | None = None) -> Feature | None:
    """Accounts of which nobody knows when they happened or were told may be of any day; reports that are alike may not."""
    if a.address == b.address or any(t.span is not None or t.said is not None for t in (a, b)) or _kindred(a, b, known):
        return None
    return Feature(name="dateless", weight=UNKNOWN, reason="nothing dates them")


def _kindred(a: Telling, b: Telling, known: Texts | None, least: float = KINDRED) -> bool:
    """Whether the reports of two publishers are so alike that they are on one happening."""
    alike = known.alike(a.address, b.address) if known and a.address != b.address else None
    return alike is not None and alike >= least and (a.publisher != b.publisher or a.publisher == NOBODY)


def vague(a: Telling, b: Telling, known: Texts | None = None) -> Feature | None:
    """Accounts that share nothing but a kind, a wide area and the sides of a war may be of any of its happenings, unless their
    reports are on one.
    """
    if a.precise and b.precise:
        return None
    placed = any(x.fine for x in a.spots) and any(x.fine for x in b.spots)
    if placed or _alike(a, b) >= TELLING or _kindred(a, b, known, LIKELY):
        return None
    if a.address == b.address:
        told_on = max(a.start, b.start) - min(a.end, b.end) < 200 or "headline" in (a.section, b.section)
        return None if told_on else Feature(name="vague", weight=-0.4, reason="no day, place or count in common")
    return Feature(name="vague", weight=-1.2, reason="no day, place or count in common")


def texts(a: Telling, b: Telling, known: Texts | None) -> Feature | None:
    """Reports that share rare words, names above all, tell of the same; a publisher who comes back to a happening names again
    what it named before.
    """
    alike = known.alike(a.address, b.address) if known and a.address != b.address else None
    if alike is None:
        return None
    own = a.publisher == b.publisher and a.publisher != NOBODY
    for least, weight in TEXTS if not own else OWN:
        if alike >= least:
            return Feature(name="texts", weight=weight, reason=f"the two reports share rare words ({alike:.2f} of 1)")
    if not own:
        return None
    for most, weight in STRANGE:
        if alike < most:
            return Feature(name="texts", weight=weight, reason="one publisher tells them in quite other words and names")
    return None


def focus(a: Telling, b: Telling) -> Feature | None:
    """A report that tells of one happening goes on telling of it."""
    violent = frozenset(same_kinds().groups["violence"])
    if a.address != b.address or not a.focused or not (a.kinds & violent and b.kinds & violent):
        return None
    if a.actors and b.actors and not a.actors & b.actors:
        return None
    if a.background != b.background or a.lasting != b.lasting or a.cumulative != b.cumulative:
        return None
    return Feature(name="focus", weight=1.2, reason="their report tells of one happening")


FEATURES: tuple[Compared, ...] = (
    focus, kind, time, calendar, place, actors, targets, figures, counts, totals, answer, lasting, history, stance, nearness,
    continuation, recurring,
)  # fmt: skip


IN_WORDS: tuple[Callable[[Telling, Telling, Texts | None], Feature | None], ...] = (dateless, vague, words, texts)
"""Features that need to know how rare words are among all reports."""


def hopeless(a: Telling, b: Telling) -> float | None:
    """The score of two reports' accounts that can never be one happening, as `compare` gives it but without the reasons; None
    where they have to be compared. Most accounts that are looked for near each other are of other days: this is what makes
    that cheap.
    """
    if b.keys < a.keys:
        a, b = b, a
    of_kinds = kind(a, b)
    weight = of_kinds.weight if of_kinds is not None else 0.0
    if weight <= NEVER:
        return weight
    if a.span is None or b.span is None:
        return None
    apart = gap(a.span, b.span)
    never = apart >= A_NIGHT and a.dated and b.dated if a.precise and b.precise else apart > 1
    return round(weight + NEVER, 3) if never else None


def compare(a: Telling, b: Telling, known: Texts | None = None) -> tuple[float, tuple[Feature, ...]]:
    """The score and its reasons; the same whichever of the two comes first. What can never be ends the comparison. `known`:
    the words of all reports, for accounts of different ones.
    """
    if b.keys < a.keys:
        a, b = b, a
    found: list[Feature] = []
    for feature in FEATURES:
        result = feature(a, b)
        if result is not None:
            if result.name == "place" and result.weight <= NEVER and _kindred(a, b, known, AKIN):
                result = Feature(name="place", weight=AMISS, reason=f"{result.reason}, but the two reports are alike")
            found.append(result)
            if result.weight <= NEVER:
                return round(sum(f.weight for f in found), 3), tuple(found)
    for in_words in IN_WORDS:
        result = in_words(a, b, known)
        if result is not None:
            found.append(result)
    return round(sum(f.weight for f in found), 3), tuple(found)


@lru_cache(maxsize=65536)
def _listed(names: frozenset[str], most: int = 3) -> str:
    listed = sorted(names)
    return ", ".join(listed[:most]) + (" …" if len(listed) > most else "")

"""Time expressions to intervals: each with its granularity and what it was counted from.

Only an absolute expression resolves without a day of writing; nothing is ever guessed from the clock of the machine.
Every pattern of the vocabulary (`languages/<code>/times.yaml`) has one rule here, by its name.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Literal

from msgspec import structs

from rashomon.link import date_absolute, date_compound, date_relative
from rashomon.link.date_calendar import Found, Leaning, Moment, iso_day
from rashomon.model import Document, Published, When
from rashomon.vocabulary import Language, shipped
from rashomon.vocabulary.times import Match, Times

Rule = Callable[[Mapping[str, str], Moment], Found | None]

RULES: Mapping[str, Rule] = {
    "iso": date_absolute.iso,
    "day": date_absolute.day,
    "days": date_absolute.days,
    "month": date_absolute.month,
    "months": date_absolute.months,
    "year": date_absolute.year,
    "years": date_absolute.years,
    "decade": date_absolute.decade,
    "century": date_absolute.century,
    "season": date_absolute.season,
    "quarter": date_absolute.quarter_of_year,
    "half": date_absolute.half,
    "week_of": date_absolute.week_of,
    "holiday": date_absolute.holiday,
    "weekday": date_relative.weekday,
    "weekday_part": date_relative.weekday_part,
    "weekdays": date_relative.weekdays,
    "weekend": date_relative.weekend,
    "every_weekday": date_relative.every_weekday,
    "today": date_relative.today,
    "ago": date_relative.ago,
    "shifted": date_relative.shifted_from_text,
    "past": date_relative.past,
    "coming": date_relative.coming,
    "recent_units": date_relative.recent_units,
    "this_unit": date_relative.this_unit,
    "anaphor": date_relative.anaphor,
    "part_of_date": date_compound.part_of_date,
    "night_between": date_compound.night_between,
    "day_part": date_compound.day_part,
    "clock": date_compound.clock,
    "since": date_compound.since,
    "until": date_compound.until,
    "duration": date_compound.duration,
    "set": date_compound.every,
    "present": date_compound.present,
    "before_now": date_compound.before_now,
    "after_now": date_compound.after_now,
}
_DEEPEST = 3  # expressions inside expressions
_VERB_GROUP = 12  # characters between "will" and the participle that belongs to it
_POINTS = frozenset(RULES) - {"since", "until", "past", "coming", "recent_units", "present", "duration", "set"}
_FIXED = ("day", "part", "hour", "week", "month", "quarter", "season", "half", "year")


def resolve(
    when: When,
    published: Published | None,
    posted: str | None,
    context: Sequence[When] = (),
    *,
    leaning: Leaning = "past",
    words: Language | None = None,
) -> When:
    """`when` with the interval that its text means.

    `posted` is the time of the update that it stands in and goes before `published`. `context` are the expressions that
    the text dated before, in its order: "the next day" is counted from the last of them. `leaning` tells whether the
    sentence looks ahead. An expression that nothing fixes comes back with no dates, one that no pattern knows as it was.
    """
    times = (words or shipped().language).times
    today = iso_day(posted) or iso_day(published.value if published else None)
    moment = _moment(today, posted, leaning, context, times, _DEEPEST, when.timex_type)
    found = moment.within(when.text.strip())
    return when if found is None else _filled(when, found, _type(when, times))


def resolve_all(times: Sequence[When], document: Document, words: Language | None = None) -> tuple[When, ...]:
    """All expressions of a document, each seen from its own passage and from the dates told before it in that passage's
    kind of text; in the order they were given.
    """
    order = sorted(range(len(times)), key=lambda i: (times[i].start, times[i].end))
    done: dict[int, When] = {}
    told: dict[str | None, list[When]] = {}
    starts = [p.start for p in document.passages]
    language = words or shipped().language
    for i in order:
        when = times[i]
        at = bisect_right(starts, when.start) - 1
        posted = document.passages[at].posted if at >= 0 else None
        context = told.setdefault(posted, [])
        leaning = leans(document.text, when, language.times)
        done[i] = resolve(when, document.published, posted, context, leaning=leaning, words=language)
        if _fixes(done[i], language.times):
            context.append(done[i])
    return tuple(done[i] for i in range(len(times)))


def _fixes(when: When, times: Times) -> bool:
    """Whether later expressions may be counted from this one: a date by itself, and no stretch up to now."""
    matches = times.parse(when.text.strip())
    return bool(when.earliest and when.latest and when.precision in _FIXED and matches and matches[0].name in _POINTS)


def leans(text: str, when: When, times: Times) -> Leaning:
    """Whether the sentence around an expression looks ahead: by the nearest verb group before it, else the first behind."""
    left = max(text.rfind(stop, 0, when.start) for stop in (". ", "\n", "; ", "? ", "! "))
    before = text[max(left, when.start - 160, 0) : when.start]
    stops = [p for stop in (". ", "\n", "; ", "? ") if (p := text.find(stop, when.end)) >= 0]
    behind = text[when.end : min([*stops, when.end + 120])]
    if behind.lstrip().startswith(times.ended):
        return "past"
    verbs = [*times.futures.finditer(before)][::-1] or [*times.futures.finditer(behind)]
    if not verbs:
        return "past"
    ahead = next((m for m in verbs if m["future"]), None)
    if ahead and (ahead is verbs[0] or abs(verbs[0].start() - ahead.end()) < _VERB_GROUP):
        return "future"
    perfect = any(m[0].lower() in ("has", "have") for m in verbs[:3])
    return "perfect" if perfect else "past"


def _moment(
    day: date | None,
    posted: str | None,
    leaning: Leaning,
    context: Sequence[When],
    times: Times,
    depth: int,
    kind: str | None = None,
) -> Moment:
    """The moment of an expression. `kind` is the type that the reader saw in its sentence: of several readings of one text
    ("the year" that ended in March is a stretch) those of that type go first.
    """
    name = f"{'posted' if posted and iso_day(posted) else 'publication date'} {day}" if day else "no publication date"

    def within(text: str) -> Found | None:
        if depth <= 0:
            return None
        inner = _moment(day, posted, leaning, context, times, depth - 1)
        matches = times.parse(text)
        fitting = [match for match in matches if match.type == kind] or matches
        results = [f for match in fitting if (f := _apply(match, inner))]
        return next((f for f in results if f.dated), results[0] if results else None)

    return Moment(day, name, leaning, _last(context), _quarter(context), times, within)


def _apply(match: Match, at: Moment) -> Found | None:
    rule = RULES.get(match.name)
    return rule(match.groups, at) if rule else None


def _last(context: Sequence[When]) -> Found | None:
    return next((found for when in reversed(context) if (found := _found(when))), None)


def _quarter(context: Sequence[When]) -> Found | None:
    quarters = [when for when in context if when.precision == "quarter"]
    return _found(max(quarters, key=lambda when: when.earliest or "")) if quarters else None


def _found(when: When) -> Found | None:
    first, last = iso_day(when.earliest), iso_day(when.latest)
    if not first or not last:
        return None
    return Found(first, last, when.value or when.text, when.precision or "day", when.basis or "")


def _type(when: When, times: Times) -> Literal["DATE", "TIME", "DURATION", "SET"] | None:
    matches = times.parse(when.text.strip())
    return when.timex_type or (matches[0].type if matches else None)


def _filled(when: When, found: Found, kind: Literal["DATE", "TIME", "DURATION", "SET"] | None) -> When:
    return structs.replace(
        when,
        earliest=found.earliest,
        latest=found.latest,
        precision=found.precision,
        value=found.value,
        timex_type=kind,
        basis=found.basis,
    )

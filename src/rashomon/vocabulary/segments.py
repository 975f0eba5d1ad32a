"""Words by which the parts of a report are told apart: an update, a comment, a link to another story, a lead-in."""

from __future__ import annotations

from msgspec import Struct


class Group(Struct, frozen=True, forbid_unknown_fields=True):
    """Words or phrases that do the same job, in lower case. Each of `examples` is a line in which one of them does it;
    the examples are run as a test.
    """

    words: tuple[str, ...]
    examples: tuple[str, ...]


class Segments(Struct, frozen=True, forbid_unknown_fields=True):
    """All groups of one language. What each group does is said in the YAML file above it.

    `months` in the order of the year and `weekdays` from Monday, each with its abbreviations separated by a slash.
    """

    update_markers: Group
    original_markers: Group
    update_below: Group
    comment_headers: Group
    comment_verbs: Group
    navigation_openers: Group
    navigation_lines: Group
    narrator_openers: Group
    saying_verbs: Group
    statement_nouns: Group
    caption_cues: Group
    credit_lines: Group
    byline_openers: Group
    date_labels: Group
    event_date_openers: Group
    personal_words: Group
    auxiliaries: Group
    function_words: Group
    closing_notes: Group
    months: tuple[str, ...]
    weekdays: tuple[str, ...]

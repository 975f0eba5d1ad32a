"""What is stated about a document (in a manifest or a JSON line), checked for type and sense."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

STRINGS = ("publisher", "published", "title", "url", "lang")
ISO = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)?)?")
LANG = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")


class StatedError(ValueError):
    """A stated value that cannot be used; the text is a clause that says which and why."""


def stated(record: Mapping[str, object]) -> tuple[dict[str, str], list[str]]:
    """The usable values among `STRINGS`, and a clause for each that had to be left out. Raises StatedError for wrong types."""
    values: dict[str, str] = {}
    warnings: list[str] = []
    for field in STRINGS:
        value = record.get(field)
        if value is None or value == "":
            continue
        if not isinstance(value, str):
            raise StatedError(f"`{field}` must be a string or null, not {kind_of(value)}")
        values[field] = clean(field, value)
    if "published" in values:
        _check_published(values, warnings)
    if "lang" in values and not LANG.fullmatch(values["lang"]):
        warnings.append(f'`lang` is {values.pop("lang")!r}, no ISO 639 code such as "en"; the language was told from the text')
    return values, warnings


def clean(field: str, value: str) -> str:
    """The value on one line. Raises StatedError where it holds half a surrogate pair, which no file can store."""
    if re.search(r"[\ud800-\udfff]", value):
        raise StatedError(f"`{field}` holds half of a surrogate pair (\\ud800 to \\udfff); mend the export that wrote it")
    return " ".join(value.split())


def iso(value: str) -> str | None:
    """An ISO date or datetime in its usual form ("2020-02-28", "2020-02-28T11:15Z"), or None where it is none."""
    if not ISO.fullmatch(value):
        return None
    value = value.replace(" ", "T")
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return None
    return value


def kind_of(value: object) -> str:
    """The type of a decoded JSON value in JSON's words."""
    if value is None:
        return "null"
    names = {bool: "true or false", int: "a number", float: "a number", str: "a string", list: "a list", dict: "an object"}
    return names.get(type(value), type(value).__name__)


def _check_published(values: dict[str, str], warnings: list[str]) -> None:
    given = values.pop("published")
    value = iso(given)
    if value:
        values["published"] = value
    else:
        warnings.append(
            f'`published` is {given[:60]!r}, no ISO date or datetime such as "2020-02-28"; the document was taken in without it'
        )

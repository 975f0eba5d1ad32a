"""Strings that an article may hold to attack whoever opens an export, and a standing that holds one in every field."""

from __future__ import annotations

from typing import Any

import msgspec

from rashomon.model import Standing
from tests.export.values import STANDING

STRINGS = [
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</title></svg></table><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" style="background:url(https://evil.example/x)',
    "' autofocus onfocus='alert(1)",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% include 'style.css' %}{# #}",
    "]]><!--<![CDATA[<!DOCTYPE x>",
    "&lt;b&gt; &amp;#x3c;",
    '=HYPERLINK("https://evil.example")',
    "+1+cmd|' /C calc'!A0",
    "\u202egnp.elif\u2066 \x00\x1b[2J\x85 \u2028 \u2029 \ufeff",
    "مَرْحَبًا (שלום) 漢字 👩‍👩‍👧",
    "a" * 3000,
]

_FREE = {
    "name", "title", "text", "sentence", "quote", "reason", "address", "owner", "byline", "url", "note", "voice", "author",
    "hedge", "of", "basis", "kind",
}  # fmt: skip
"""Fields whose words come from documents or from people."""


def infected(string: str, standing: Standing = STANDING) -> Standing:
    """The standing with this string in every free field of every value that an export shows (addresses stay distinct)."""
    return msgspec.convert(_walk(msgspec.to_builtins(standing), string), Standing)


def _walk(value: Any, string: str) -> Any:
    if isinstance(value, dict):
        return {name: _field(name, part, string, value) for name, part in value.items()}
    return [_walk(part, string) for part in value] if isinstance(value, list | tuple) else value


def _field(name: str, value: Any, string: str, owner: dict[str, Any]) -> Any:
    if name in {"address", "document"} and isinstance(value, str):
        return value + string
    if name == "documents" and value and isinstance(value[0], str):
        return [each + string for each in value]
    if name == "url" and isinstance(value, str):
        return string
    if name == "evidence":
        return [string]
    if name == "basis" and "value" in owner:  # the basis of a date is one of three words
        return value
    if name == "kind" and "seen" in owner:
        return value
    if name == "value" and isinstance(value, str) and "voices" in owner:
        return string
    if name in _FREE and isinstance(value, str):
        return string
    return _walk(value, string)

"""The one loader: YAML files beside this module into frozen, typed values.

Each noun has a module with its shape and a YAML file of the same name. Unknown keys are refused, so that a misspelt
field in somebody's file is an error with the file's name and not a silence.

Every plain scalar is text until the shape says otherwise: a party named NO stays "NO", a tie since 2020-02-05 stays that
text, a CAMEO code 0871 keeps its zero. Only an empty value, `~` and `null` mean nothing. YAML's own guesses (dates,
octal numbers, yes and no) are what people who are no programmers trip over, and they cost half of the loading time.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml
from yaml.error import MarkedYAMLError
from yaml.nodes import Node, ScalarNode, SequenceNode

HERE = Path(__file__).parent
T = TypeVar("T")
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_Parser: Any = getattr(yaml, "CLoader", yaml.SafeLoader)
"""libyaml's composer where PyYAML was built with it. Only nodes are composed: no constructor runs, so no tag of a hostile
file can make an object.
"""


class VocabularyError(ValueError):
    """A vocabulary file cannot be read or does not have the shape that its module declares."""


class _Composer(_Parser):  # type: ignore[misc]
    """Composes nodes without guessing what plain scalars mean."""

    def resolve(self, kind: type[Node], value: Any, implicit: Any) -> str:
        """One tag for all: types come from the shapes."""
        return ""

    def descend_resolver(self, current_node: Node | None, current_index: Any) -> None:
        """Nothing depends on the path."""

    def ascend_resolver(self) -> None:
        """Nothing depends on the path."""


def load_yaml(path: Path, shape: type[T]) -> T:
    """The file as a value of `shape`. Raises VocabularyError that names the file and the place in it."""
    try:
        return msgspec.convert(_plain(_compose(path.read_bytes()), set()), type=shape, strict=False)
    except OSError as error:
        raise VocabularyError(f"{path}: cannot be read ({error.strerror}); check the file's name") from error
    except (msgspec.MsgspecError, yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        reason = " ".join(str(error).split())
        raise VocabularyError(f"{path}: {reason}; mend that entry, the shapes are in docs/vocabulary.md") from error


def packaged(name: str, shape: type[T]) -> T:
    """A YAML file that ships with the package, by its name relative to this folder ("languages/en/saying")."""
    return load_yaml(HERE / f"{name}.yaml", shape)


def _compose(data: bytes) -> Node | None:
    parser = _Composer(data)
    try:
        node: Node | None = parser.get_single_node()
    finally:
        parser.dispose()
    return node


def _plain(node: Node | None, seen: set[int]) -> Any:
    """Nodes to dicts, lists and text. An empty file is an empty mapping. `seen`: the collections met so far."""
    if node is None:
        return {}
    if isinstance(node, ScalarNode):
        return None if not node.style and node.value in _NOTHING else node.value
    if id(node) in seen:
        # A few nested aliases unfold into more entries than a machine can hold.
        raise MarkedYAMLError(problem="aliases (*name) are not taken, write the value out", problem_mark=node.start_mark)
    seen.add(id(node))
    if isinstance(node, SequenceNode):
        return [_plain(item, seen) for item in node.value]
    return _mapping(node, seen)


def _mapping(node: Any, seen: set[int]) -> dict[str, Any]:
    """A mapping, refusing keys that stand there twice: YAML would silently keep the last one."""
    found: dict[str, Any] = {}
    for key_node, value in node.value:
        key = _plain(key_node, seen)
        if not isinstance(key, str):
            raise MarkedYAMLError(problem="a key must be text", problem_mark=key_node.start_mark)
        if key in found:
            raise MarkedYAMLError(problem=f'"{key}" stands twice', problem_mark=key_node.start_mark)
        found[key] = _plain(value, seen)
    return found

"""The one loader: YAML files beside this module into frozen, typed values.

Each noun has a module with its shape and a YAML file of the same name. Unknown keys are refused, so that a misspelt
field in somebody's file is an error with the file's name and not a silence.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec

HERE = Path(__file__).parent
T = TypeVar("T")


class VocabularyError(ValueError):
    """A vocabulary file does not have the shape that its module declares."""


def load_yaml(path: Path, shape: type[T]) -> T:
    """The file as a value of `shape`. Raises VocabularyError that names the file and the place in it."""
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=shape)
    except msgspec.MsgspecError as error:
        raise VocabularyError(f"{path}: {error}; mend that entry, the shapes are in docs/vocabulary.md") from error


def packaged(name: str, shape: type[T]) -> T:
    """A YAML file that ships with the package, by its name relative to this folder ("languages/en/saying")."""
    return load_yaml(HERE / f"{name}.yaml", shape)

"""Lists of values that a notebook likes: iterate, count, or turn into a data frame."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec

if TYPE_CHECKING:
    import pandas

T = TypeVar("T")


class Rows(tuple[T, ...], Generic[T]):
    """An immutable list of model values."""

    __slots__ = ()

    @classmethod
    def of(cls, values: Iterable[T]) -> Rows[T]:
        """The values, in their order."""
        return cls(tuple(values))

    def to_pandas(self) -> pandas.DataFrame:
        """One row a value, one column a field. Needs the extra `rashomon[pandas]`."""
        import pandas

        return pandas.DataFrame([msgspec.to_builtins(value) for value in self])

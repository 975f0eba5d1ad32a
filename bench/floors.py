"""Floors that may only rise. For figures where less is better (times, memory, noise) the floor is a ceiling."""

from __future__ import annotations

import tomllib
from pathlib import Path

FILE = Path(__file__).with_name("floors.toml")

LESS_IS_BETTER = ("seconds", "mebibytes", "ratio", "noise", "exponent")
"""Last words of names whose floor is a ceiling."""

MOOD = 1.25
"""How much slower than the best a time may be: shared machines differ that much from run to run."""


class Floors:
    """The floors of `floors.toml`, and what this run measured."""

    def __init__(self, floors: dict[str, float], best: dict[str, float], reasons: dict[str, str]) -> None:
        self.floors, self.best, self.reasons = floors, best, reasons
        self.seen: dict[str, float] = {}

    @classmethod
    def load(cls) -> Floors:
        """From the file; none where there is no file."""
        held = tomllib.loads(FILE.read_text()) if FILE.exists() else {}
        return cls(held.get("floor", {}), held.get("best", {}), held.get("lowered", {}))

    def of(self, name: str) -> tuple[float | None, float | None]:
        """Floor and best of a figure."""
        return self.floors.get(name), self.best.get(name)

    def check(self, name: str, value: float) -> bool:
        """Whether the figure holds its floor (one without a floor does)."""
        self.seen[name] = value
        floor = self.floors.get(name)
        if floor is None:
            return True
        return value <= floor if less_is_better(name) else value >= floor - 0.0005

    def lift(self) -> None:
        """Lift each floor to what this run reached, and the best with it; a floor is never taken down here."""
        for name, value in self.seen.items():
            if less_is_better(name):
                self.best[name] = min(value, self.best.get(name, value))
                ceiling = value if name.endswith("noise") else value * MOOD
                self.floors[name] = round(min(ceiling, self.floors.get(name, ceiling)), 3)
            else:
                self.best[name] = max(value, self.best.get(name, value))
                self.floors[name] = max(value, self.floors.get(name, value))

    def lower(self, name: str, value: float, reason: str) -> None:
        """Take one floor down, with the reason written beside it."""
        self.floors[name] = value
        self.reasons[name] = reason
        self.save()

    def save(self) -> None:
        """Write the file, names in order."""
        parts = []
        for title, table in (("floor", self.floors), ("best", self.best)):
            parts.append(f"[{title}]\n" + "".join(f'"{name}" = {value:.3f}\n' for name, value in sorted(table.items())))
        if self.reasons:
            quoted = {name: reason.replace("\\", "\\\\").replace('"', '\\"') for name, reason in self.reasons.items()}
            parts.append("[lowered]\n" + "".join(f'"{name}" = "{reason}"\n' for name, reason in sorted(quoted.items())))
        FILE.write_text("\n".join(parts))


def less_is_better(name: str) -> bool:
    """Whether the figure's floor is a ceiling."""
    return name.endswith(LESS_IS_BETTER)

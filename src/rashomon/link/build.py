"""`python -m rashomon.link.build`: builds the user's own gazetteer, unless it is there and up to date, and says where it is.

The work is done by `rashomon.link.writing`, whose public names stand here as well; nothing imports this module when the package
is imported, so that it can be run.
"""

from __future__ import annotations

from rashomon.link.gazetteer import Gazetteer
from rashomon.link.writing import LAYOUT, build, inputs_digest, never, shipped

__all__ = ["LAYOUT", "build", "inputs_digest", "main", "never", "shipped"]


def main() -> None:
    """Open the default gazetteer, which builds it where that is needed, and print one line."""
    gazetteer = Gazetteer.open()
    size = gazetteer.path.stat().st_size / 1e6
    print(f"gazetteer {gazetteer.digest[:12]}: {gazetteer.places():,} places, {size:.0f} MB, {gazetteer.path}")


if __name__ == "__main__":
    main()

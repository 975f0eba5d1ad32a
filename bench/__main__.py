"""`make bench`: runs the project over every set that stands beside the checkout and holds the floors.

    python -m bench [SET ...] [--raise] [--lower NAME VALUE --reason WHY]
    python -m bench report [SET] -o errors.html      what was missed and invented, beside the text (bench/report.py)
    python -m bench ablation                         what each decision of the trained encoder is worth (bench/ablation.py)
    python -m bench desk CASE                        pages of the desk with many reading and one reviewing (bench/desk.py)
    python -m bench scale [CLAIMS ...] [--full]      how the time to reconcile grows with the ledger (bench/scale.py)

Prints one line a figure: this run, the floor, the best so far. Ends with 1 where a floor is broken. Floors live in
`bench/floors.toml`: `--raise` lifts them to this run's figures (less a margin for the machine's mood where the figure is a
time), `--lower` takes one down and writes the reason beside it. Large sets are cut to every n-th document.
"""

from __future__ import annotations

import argparse
import sys
import time

from bench import ablation, desk, report, scale
from bench.floors import Floors
from bench.sets import SETS
from bench.speed import speed


def main() -> int:
    if sys.argv[1:2] == ["report"]:
        return report.main(sys.argv[2:])
    if sys.argv[1:2] == ["ablation"]:
        return ablation.main()
    if sys.argv[1:2] == ["desk"]:
        return desk.main(sys.argv[2:])
    if sys.argv[1:2] == ["scale"]:
        return scale.main(sys.argv[2:])
    parser = argparse.ArgumentParser(
        prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"of {', '.join(['speed', *SETS])}; default: all")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to this run's figures")
    parser.add_argument("--lower", nargs=2, metavar=("NAME", "VALUE"), help="take one floor down; needs --reason")
    parser.add_argument("--reason", help="why a floor is taken down")
    arguments = parser.parse_args()
    floors = Floors.load()
    if arguments.lower:
        if not arguments.reason:
            parser.error("a floor is not lowered without --reason")
        floors.lower(arguments.lower[0], float(arguments.lower[1]), arguments.reason)
        return 0
    unknown = set(arguments.sets) - {"speed", *SETS}
    if unknown:
        parser.error(f"no set is called {', '.join(sorted(unknown))}")
    broken = 0
    print(f"{'figure':34} {'this run':>9} {'floor':>9} {'best':>9}")
    for name in arguments.sets or ["speed", *SETS]:
        begun = time.monotonic()
        figures = speed() if name == "speed" else SETS[name].run()
        if figures is None:
            print(f"{name:34} skipped: its gold is not beside this checkout")
            continue
        for figure, value in figures.items():
            held = floors.check(figure, value)
            broken += not held
            floor, best = floors.of(figure)
            print(f"{figure:34} {value:9.3f} {_shown(floor)} {_shown(best)}{'' if held else '   BROKEN'}", flush=True)
        print(f"{name:34} took {time.monotonic() - begun:.0f} s", flush=True)
    if arguments.lift:
        floors.lift()
    floors.save()
    return 1 if broken else 0


def _shown(value: float | None) -> str:
    return f"{value:9.3f}" if value is not None else f"{'–':>9}"


sys.exit(main())

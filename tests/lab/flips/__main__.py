"""`python -m tests.lab.flips --flips 250000`: one bit of so many bytes of a store, and of every byte beside it.

The bytes beside the store (note of the closing, head, receipt, slots) are flipped all, closed and as after a crash.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from tests.lab.flips.harness import CLOSED_FILES, CRASHED_FILES, Flips
from tests.lab.homes import make_country
from tests.lab.stale.states import make_states


def main(arguments: list[str]) -> int:
    """Run it; 1 where a flip was not noticed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--flips", type=int, default=250_000, help="of bytes of the store")
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args(arguments)
    dice, began = random.Random(given.seed), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        country = make_country(Path(folder))
        states = make_states(country, Path(folder), dice)
        flips = Flips(replace(country.post, folder=states.new), Path(folder) / "flips")
        for name in CLOSED_FILES[1:]:
            for place in range(flips.size(name)):
                for is_closed in (True, False) if name in CRASHED_FILES else (True,):
                    flips.flip(name, place, 1 << dice.randrange(8), is_closed=is_closed)
        size = flips.size("store.db")
        for number in range(given.flips):
            flips.flip_store(number % size if given.flips >= size else dice.randrange(size), 1 << dice.randrange(8))
    print(f"{flips.flips:,} flips in {time.monotonic() - began:.0f} s: {len(flips.problems)} not noticed")
    print(*(f"{count:9,} {name}" for name, count in sorted(flips.noticed.items())), *flips.problems, sep="\n")
    return int(bool(flips.problems))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

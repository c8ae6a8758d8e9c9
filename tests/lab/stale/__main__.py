"""`python -m tests.lab.stale --runs 50`: each of the twelve stale-state attacks so often, and which rung noticed it."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path

from tests.lab.homes import make_country
from tests.lab.stale.attacks import ATTACKS
from tests.lab.stale.harness import Stale
from tests.lab.stale.states import make_states


def main(arguments: list[str]) -> int:
    """Run them; 1 where something was not noticed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--runs", type=int, default=50)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        country, stale = make_country(Path(folder)), Stale(Path(folder))
        for seed in range(given.seed, given.seed + given.runs):
            with tempfile.TemporaryDirectory() as states:
                stale.run_all(make_states(country, Path(states), random.Random(seed)), seed)
    print(f"{given.runs} runs of {len(ATTACKS)} attacks: {len(stale.problems)} not noticed")
    print(*(f"{count:6} {name}" for name, count in sorted(stale.noticed.items())), *stale.problems, sep="\n")
    return int(bool(stale.problems))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

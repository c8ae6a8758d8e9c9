"""`python -m tests.lab.throttle --sequences 10000`: as many random sequences as one asks for, and what came of them."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.lab.throttle.judge import Sequence
from tests.lab.throttle.machine import Machine

DEEDS = 60


def main() -> int:
    """Run them, print the totals, and return 1 where a try got through."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sequences", type=int, default=10_000)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    began, tries, done = time.monotonic(), 0, Counter[str]()
    bypassed: list[str] = []
    for seed in range(given.seed, given.seed + given.sequences):
        with tempfile.TemporaryDirectory() as folder:
            sequence = Sequence(Machine(Path(folder), random.Random(seed), marks_boots=bool(seed % 2)))
            sequence.run(DEEDS)
        tries, done = tries + sequence.tries, done + sequence.done
        bypassed += [f"seed {seed}: {one}" for one in (*sequence.bypasses, *sequence.withheld)]
    spent = time.monotonic() - began
    print(*bypassed[:20], sep="\n")
    print(
        f"{given.sequences} sequences of {DEEDS} deeds, {tries} tries in {spent:.0f} s: {len(bypassed)} wrong answers"
    )
    print(", ".join(f"{name} {count}" for name, count in sorted(done.items())))
    return 1 if bypassed else 0


if __name__ == "__main__":
    sys.exit(main())

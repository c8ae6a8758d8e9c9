"""The laboratory by command: `python -m tests.lab --hours 1`, `--only kill power-ext4`, `--rounds 3`.

Runs the harnesses in turn until the time is up, keeps the totals after every round in `tests/lab/totals.json` (so that
a run which is stopped loses one round), and prints them with the rate an hour. Exits 1 when a problem was found in this
run. The seed of a round is its number among all that were ever run, so that no run repeats another.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import traceback
from pathlib import Path

from tests.lab.rounds import ROUNDS, Round
from tests.lab.tally import Tally, keep_totals, read_totals, table_of

TOTALS = Path(__file__).with_name("totals.json")
ROUNDS_COUNTED = "rounds"


def main(arguments: list[str]) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tests.lab")
    parser.add_argument("--hours", type=float, default=0.05, help="stop after the round in which they are over")
    parser.add_argument("--rounds", type=int, help="run so many rounds of each, whatever the time")
    parser.add_argument("--only", nargs="*", choices=[one.name for one in ROUNDS], metavar="HARNESS")
    parser.add_argument("--totals", type=Path, default=TOTALS, help="where the totals are kept")
    given = parser.parse_args(arguments)
    chosen = [one for one in ROUNDS if not given.only or one.name in given.only]
    for absent in (one for one in chosen if one.why_not()):
        print(f"{absent.name}: does not run here: {absent.why_not()}", file=sys.stderr)
    here = [one for one in chosen if not one.why_not()]
    found = run_rounds(here, given.hours * 3600, given.totals, most=given.rounds)
    print(table_of(read_totals(given.totals)))
    return int(bool(found))


def run_rounds(chosen: list[Round], seconds: float, kept: Path, *, most: int | None = None) -> list[str]:
    """Run rounds in turn until the time is over, each at least once; return the problems of this run.

    `most`: so many turns instead, however long they take.
    """
    totals, found, until, turn = read_totals(kept), [], time.monotonic() + seconds, 0

    def is_over() -> bool:
        return turn >= most if most is not None else turn > 0 and time.monotonic() >= until

    while chosen and not is_over():
        for one in chosen:
            if most is None and is_over():
                break
            total = totals.setdefault(one.name, Tally())
            tally = run_round(one, total.figures[ROUNDS_COUNTED] + 1)
            total.add(tally)
            found += tally.problems
            keep_totals(kept, totals)
            print(f"{one.name}: {dict(tally.figures)} in {tally.seconds:.1f} s", file=sys.stderr, flush=True)
        turn += 1
    return found


def run_round(one: Round, seed: int) -> Tally:
    """Run one round in an empty folder. An error of ours is a problem of the round."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="lab-") as folder:
        try:
            tally = one.run(seed, Path(folder))
        except Exception:  # noqa: BLE001 - a long run goes on; what happened is kept with its seed
            tally = Tally(problems=[traceback.format_exc(limit=-3)])
    tally.seconds = time.monotonic() - began
    tally.figures[ROUNDS_COUNTED] = 1
    tally.problems = [f"{one.name}, seed {seed}: {problem}" for problem in tally.problems]
    return tally


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

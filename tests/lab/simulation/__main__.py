"""The simulation by command: `python -m tests.lab.simulation --seeds 1-1000`, `--seed 7 --engine store --steps 90`.

With `--attacked` each life has somebody who keeps everything and attacks. Prints a line for each seed that fails, with
the command that lives it again; exits 1 when one did.
"""

from __future__ import annotations

import argparse
import sys

from tests.lab.simulation.engines import Engine, PureEngine, StoreEngine
from tests.lab.simulation.world import STEPS, run

ENGINES: dict[str, type[PureEngine | StoreEngine]] = {"pure": PureEngine, "store": StoreEngine}


def command(seed: int, engine: str, steps: int, *, is_attacked: bool) -> str:
    """Return the command that lives one life again."""
    attacked = " --attacked" if is_attacked else ""
    return f"python -m tests.lab.simulation --seed {seed} --engine {engine} --steps {steps}{attacked}"


def fails(seeds: range, engine: Engine, name: str, steps: int = STEPS, *, is_attacked: bool = False) -> list[str]:
    """Live these lives; return a line for each that went wrong: the command, then what was wrong."""
    failed = []
    for seed in seeds:
        problems = run(seed, engine, steps, is_attacked=is_attacked).problems
        if problems:
            failed.append("\n  ".join((command(seed, name, steps, is_attacked=is_attacked), *problems)))
    return failed


def main(arguments: list[str]) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tests.lab.simulation")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--seeds", metavar="A-B")
    parser.add_argument("--engine", choices=sorted(ENGINES), default="pure")
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--attacked", action="store_true")
    given = parser.parse_args(arguments)
    if given.seed is not None:
        world = run(given.seed, ENGINES[given.engine](), given.steps, is_attacked=given.attacked)
        print("\n".join([*world.story, "", *(world.problems or ["all is well"])]))
        return int(bool(world.problems))
    start, _dash, end = (given.seeds or "1-2000").partition("-")
    seeds = range(int(start), int(end or start) + 1)
    failed = fails(seeds, ENGINES[given.engine](), given.engine, given.steps, is_attacked=given.attacked)
    print("\n".join(failed) or "all is well")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

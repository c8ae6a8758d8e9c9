"""Mutation testing by command: how many small mistakes in the product turn a test red.

    python -m tests.lab.mutation --hours 1            try what is untried, each area in turn
    python -m tests.lab.mutation --only merge --again    try the survivors of one area again, after writing tests
    python -m tests.lab.mutation --hours 0            only the table and the survivors

Promises that a run which is stopped loses some seconds: verdicts are kept in `verdicts.json` beside this file, by
function and its fingerprint, so that a changed function is tried anew and nothing else is. `areas.toml` says which
files make up an area and which tests judge it; the files of `equivalents/` argue, area by area, in a sentence why a
survivor changes nothing anybody could observe. Both scores are printed: *raw* counts every survivor, *adjusted* leaves
those out. Exits 1 when a test fails by itself, or a reason is stale: its mutant is killed now, or is no more.

To kill a survivor: read its line, write the test that states what the specification says there, run `--again`.

No library does this here. mutmut 3 skips every decorated class and function, so all our frozen dataclasses, and what
stands outside functions; cosmic-ray starts an interpreter for each mutant, some seconds each.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tomllib
from pathlib import Path

from tests.lab.mutation.mutants import Mutant, read_source
from tests.lab.mutation.run import Plan, run
from tests.lab.mutation.verdicts import (
    ALIVE,
    Verdicts,
    keep_verdicts,
    read_reasons,
    read_verdicts,
    score_of,
    stale_reasons,
)

HERE = Path(__file__).parent
ROOT = HERE.parents[2]


def main(words: list[str]) -> int:
    """Run the command."""
    given = _arguments(words)
    os.chdir(given.root)
    declared = tomllib.loads((given.at / "areas.toml").read_text("utf-8"))
    files = {name: files_of(given.root, area["modules"]) for name, area in declared.items()}
    sources = {one: read_source((given.root / one).read_text("utf-8"), one) for area in files.values() for one in area}
    mutants = {name: [one for file in area for one in sources[file].mutants] for name, area in files.items()}
    everything = [one for area in mutants.values() for one in area]
    kept = given.at / "verdicts.json"
    verdicts = read_verdicts(kept, everything)
    plan = Plan(
        root=given.root,
        sources=sources,
        areas={
            name: [one for one in area if given.file in one.file]
            for name, area in mutants.items()
            if name in (given.only or mutants)
        },
        tests={name: given.tests or area["tests"] for name, area in declared.items()},
        verdicts=verdicts,
        keep=lambda: keep_verdicts(kept, verdicts, everything),
        seconds=given.hours * 3600,
        children=given.children,
        patience=given.patience,
        most_seconds=given.most,
        survivors_too=given.again,
    )
    signal.signal(signal.SIGTERM, lambda *_: plan.stop())
    if given.hours and plan.open():
        run(plan)
    reasons = read_reasons(given.at / "equivalents")
    print(_survivors(plan.areas, verdicts, reasons))
    print(_table(mutants, verdicts, reasons))
    print(f"{plan.given:,} given a verdict in this run")
    problems = plan.problems + stale_reasons(reasons, everything, verdicts)
    print(*(f"! {problem}" for problem in problems), sep="\n")
    return int(bool(problems))


def _arguments(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.lab.mutation")
    parser.add_argument("--only", nargs="*", metavar="AREA", help="these areas alone")
    parser.add_argument("--file", default="", help="only files whose path contains this")
    parser.add_argument("--tests", nargs="*", metavar="PATH", help="judged by these tests alone, to be quick")
    parser.add_argument("--most", type=float, default=0, metavar="SECONDS", help="ask tests of so long at most (all)")
    parser.add_argument("--hours", type=float, default=0.25, help="stop after so long; 0 only tells what is kept")
    parser.add_argument("--again", action="store_true", help="try the survivors once more")
    parser.add_argument("--children", type=int, default=2, help="how many mutants are tried at once")
    parser.add_argument("--patience", type=float, default=8, help="seconds beyond ten times the usual until one hangs")
    parser.add_argument("--at", type=Path, default=HERE, help="where areas, verdicts and reasons are kept")
    parser.add_argument("--root", type=Path, default=ROOT, help="the source tree")
    return parser.parse_args(words)


def files_of(root: Path, modules: list[str]) -> list[str]:
    """Return the Python files of these files and folders; SystemExit where one is not there."""
    found = []
    for module in modules:
        path = root / module
        inside = [path] if path.is_file() else sorted(path.rglob("*.py"))
        if not inside:
            message = f"areas.toml names {module}, which is not there"
            raise SystemExit(message)
        found += inside
    return [path.relative_to(root).as_posix() for path in found]


def _survivors(areas: dict[str, list[Mutant]], verdicts: Verdicts, reasons: dict[str, str]) -> str:
    lines = []
    for area, mutants in areas.items():
        for one in mutants:
            if verdicts.of(one) in ALIVE:
                why = f"   equivalent: {reasons[one.name]}" if one.name in reasons else ""
                lines.append(f"{area} {verdicts.of(one)} {one.name} line {one.lines.start}\n    {one.change}{why}")
    return "\n".join(lines)


def _table(areas: dict[str, list[Mutant]], verdicts: Verdicts, reasons: dict[str, str]) -> str:
    lines = ["area         tried     of  killed  hung  lived  unreached  equal   raw  adjusted"]
    everything = [one for mutants in areas.values() for one in mutants]
    for name, mutants in [*areas.items(), ("all", everything)]:
        one = score_of(name, mutants, verdicts, reasons)
        lines.append(
            f"{name:<10}{one.tried:>8,}{one.all:>7,}{one.killed:>8,}{one.timed_out:>6}{one.survived:>7}{one.unreached:>11}"
            f"{one.excused:>7}{one.raw:6.1f} %{one.adjusted:7.1f} %"
        )
    hours = verdicts.seconds / 3600
    rate = f"{len(verdicts.letters) / hours:,.0f} an hour" if hours else "no rate yet"
    return "\n".join([*lines, f"{hours:.2f} hours of trying in all, {rate}"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

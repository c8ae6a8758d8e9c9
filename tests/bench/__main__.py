"""Run every measure and print the table, or one JSON document; exit status 1 when a gate is not met.

    python -m tests.bench [--load] [--keep FOLDER] [--package FOLDER] [--json] [--scale S]

`--load` measures large homes instead: a million entries, which take minutes to build; `--keep` keeps them in a folder
for the next run. `--package` measures starts of a packaged program beside those from its source. `--scale` shrinks
every count (0.01 for a quick look); figures then say nothing about the gates.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.boards import measure_boards
from tests.bench.gating import measure_gates
from tests.bench.hinting import measure_hints
from tests.bench.homes import make_homes
from tests.bench.line_list import measure_lines
from tests.bench.linking import measure_link
from tests.bench.listing import measure_listing
from tests.bench.load import LoadSizes, measure_load
from tests.bench.measures import as_json, as_table, failed
from tests.bench.packaged import measure_package
from tests.bench.panning import measure_panning
from tests.bench.pushing import measure_push
from tests.bench.saving import measure_saves
from tests.bench.searching import fill, measure_reading
from tests.bench.sessions import measure_sessions
from tests.bench.starting import measure_starts
from tests.bench.working import measure_work
from tests.bench.workspaces import measure_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.measures import Measure
    from tipdesk.adapters.keys.stretching import Cost


@dataclass(frozen=True)
class Sizes:
    """How much of everything."""

    rounds: int = 9
    changes: int = 10_000
    saves: int = 200
    saved_people: int = 5_000
    lines: int = 60
    gated: int = 40
    cases: int = 100_000
    repeats: int = 40
    starts: int = 7
    sessions: int = 3
    rows: int = 5_000
    turns: int = 10
    work_lines: int = 500
    keystrokes: int = 60
    people: int = 100
    entries: int = 5_000
    opens: int = 40
    events: int = 5_000
    frames: int = 120
    record_kibibytes: int = 2_048
    file_kibibytes: int = 5_120
    breaks: int = 50

    def scaled(self, scale: float) -> Sizes:
        """Return smaller sizes; nothing falls to zero."""
        return Sizes(*(max(1, round(count * scale)) for count in vars(self).values()))


def run(sizes: Sizes, folder: Path, cost: Cost | None = None) -> list[Measure]:
    """Return every measure. `cost`: of each passphrase; that of this PC, as an officer's is, unless given."""
    measures: list[Measure] = []
    homes = make_homes(folder / "pushed", cost)
    _tell("pushing")
    measures += measure_push(homes, folder, sizes.rounds, sizes.changes)
    _tell("line list")
    measures += measure_lines(homes.post.desk, sizes.lines)
    _tell("gates")
    measures += measure_gates(homes.post.desk, sizes.gated, sizes.people)
    homes.close()
    _tell("a slow link")
    measures += measure_link(folder / "link", sizes.record_kibibytes, sizes.file_kibibytes, sizes.breaks, cost)
    _tell("saving")
    measures += measure_saves(folder / "saves", sizes.saves, sizes.saved_people)
    _tell("filling headquarters")
    homes = make_homes(folder / "filled", cost)
    fill(homes, sizes.cases)
    _tell("searching")
    measures += measure_reading(homes, sizes.repeats)
    _tell("hinting")
    measures += measure_hints(homes, sizes.repeats)
    _tell("listing")
    measures += measure_listing(homes, sizes.repeats)
    homes.close()
    _tell("panning")
    measures += measure_panning(sizes.events, sizes.frames)
    _tell("starting")
    office = homes.office
    measures += measure_sessions(folder / "session", sizes.sessions, cost)
    _tell("turning pages")
    measures += measure_boards(folder / "boards", sizes.rows, sizes.turns)
    _tell("working")
    measures += measure_work(folder / "work", sizes.work_lines, sizes.keystrokes, cost)
    _tell("a long case")
    measures += measure_workspace(folder / "workspace", sizes.people, sizes.entries, sizes.opens, cost)
    return measures + measure_starts(office.paths.folder, office, sizes.starts, len(homes.author.cases))


def _tell(step: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {step}", file=sys.stderr, flush=True)


def main(arguments: Sequence[str]) -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(prog="bench", description="Figures, each beside its floor in the same run.")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    parser.add_argument("--scale", type=float, default=1.0, help="shrink every count")
    parser.add_argument("--load", action="store_true", help="measure homes of a million entries instead")
    parser.add_argument("--keep", type=Path, help="with --load: the folder in which these homes are kept")
    parser.add_argument("--package", type=Path, help="measure starts of this packaged program, one folder, instead")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        folder = Path(temporary)
        if asked.package:
            measures = measure_package(asked.package.resolve(), folder, Sizes().scaled(asked.scale).starts)
        elif asked.load:
            measures = measure_load(asked.keep or folder, LoadSizes().scaled(asked.scale), _tell)
        else:
            measures = run(Sizes().scaled(asked.scale), folder)
    print(as_json(measures) if asked.json else as_table(measures))
    return 1 if failed(measures) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

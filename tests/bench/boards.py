"""What an officer waits for on the pages of a large case, each beside the same of a bare list view in the same run.

The gates are figures of the design on a quiet PC; on a shared one the ratio to the floor tells.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.bench.measures import Gate, Measure

ROOT = Path(__file__).parents[2]
PATIENT, QUICK = Gate(150), Gate(50)
NAMES = {
    "open": ("case of 100 people and {rows:,} rows, opened and painted, p95", PATIENT),
    "first": ("page of that case, turned to for the first time, slowest", QUICK),
    "again": ("page of that case, turned to again, p95", QUICK),
    "key": ("key in the list of people, to the person read and painted, p95", QUICK),
    "letter": ("letter in the search of a list, to what it finds painted, p95", QUICK),
}


def measure_boards(folder: Path, rows: int, rounds: int) -> list[Measure]:
    """Make a post with one large case, and time its pages in a window of their own process."""
    words = [sys.executable, "-m", "tests.bench.boards_probe", str(folder), str(rows), str(rounds)]
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": ""}
    done = subprocess.run(words, cwd=ROOT, env=variables, capture_output=True, text=True, check=False, timeout=600)
    if done.returncode:
        message = f"the pages were not measured to the end: {done.stderr[-2000:]}"
        raise RuntimeError(message)
    found: dict[str, tuple[float, float]] = json.loads(done.stdout)
    return [
        Measure(name.format(rows=rows), found[key][0], "ms", found[key][1], gate) for key, (name, gate) in NAMES.items()
    ]

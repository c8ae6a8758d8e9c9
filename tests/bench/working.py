"""What an officer's own screens cost: My work with many lines, and a keystroke in the search until it is painted.

The floor of My work is a bare list of Qt that shows as many lines. The gate of a keystroke is the officer's patience,
which does not follow the machine.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from tests.bench.homes import PASSPHRASE
from tests.bench.measures import Gate, Measure
from tests.bench.timing import percentile
from tests.ui.desktops import OFFICER
from tipdesk.homes.founding import make_post
from tipdesk.services.case.new_case import new_case

if TYPE_CHECKING:
    from tipdesk.adapters.keys.stretching import Cost

ROOT = Path(__file__).parents[2]
KEYSTROKE_GATE = Gate(50)
A_CASE = 25
P95 = 0.95


def measure_work(folder: Path, lines: int, keystrokes: int, cost: Cost | None = None) -> list[Measure]:
    """Make a post's home with so many tasks of its officer, dated and not; time the window over it."""
    session = make_post(folder, OFFICER, PASSPHRASE, cost=cost)
    for first in range(0, lines, A_CASE):
        records = [
            {
                "record": "Task",
                "fields": {"title": f"Task number {number}", "due": f"2026-{number % 12 + 1:02}-15"},
            }
            for number in range(first, min(first + A_CASE, lines))
        ]
        new_case(session.desk, {"case": {"title": f"Heron {first}"}, "records": records})
    session.close()
    read, page, bare, *typed = _probe(folder, keystrokes)
    return [
        Measure(f"My work of {lines} lines, read, median", read, "ms"),
        Measure(f"My work of {lines} lines, asked for to painted, median", page, "ms", bare),
        Measure("search, keystroke to painted, median", median(typed), "ms"),
        Measure("search, keystroke to painted, p95", percentile(typed, P95), "ms", gate=KEYSTROKE_GATE),
    ]


def _probe(home: Path, keystrokes: int) -> list[float]:
    words = [sys.executable, "-m", "tests.bench.work_probe", str(home), str(keystrokes)]
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": ""}
    done = subprocess.run(words, cwd=ROOT, env=variables, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode:
        message = f"the window did not come to its end: {done.stderr[-2000:]}"
        raise RuntimeError(message)
    return [float(one) for one in done.stdout.split()]

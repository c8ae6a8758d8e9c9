"""A timeline panned: a frame of thousands of events, beside a bare widget that fills the same rectangles."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.bench.measures import Gate, Measure

ROOT = Path(__file__).parents[2]
FRAME_GATE = Gate(33)


def measure_panning(events: int, frames: int) -> list[Measure]:
    """Time frames of a chart in a process of its own, at several scales."""
    words = [sys.executable, "-m", "tests.bench.panning_probe", str(events), str(frames)]
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(words, cwd=ROOT, env=variables, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode:
        message = f"the timeline did not come to its end: {done.stderr[-2000:]}"
        raise RuntimeError(message)
    lines = [line.split() for line in done.stdout.splitlines()]
    told = {name: (float(ours), float(floor)) for name, ours, floor in lines}
    laid, _same = told.pop("laid")
    return [
        Measure(f"timeline of {events:,} events laid out", laid, "ms"),
        *(
            Measure(f"timeline of {events:,} events panned, {name}, p95 of a frame", ours, "ms", floor, FRAME_GATE)
            for name, (ours, floor) in told.items()
        ),
    ]

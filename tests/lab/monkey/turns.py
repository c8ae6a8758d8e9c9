"""The monkey in processes of its own: on all pages for a moment in the tests, on one for long in the laboratory."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from tests.lab.counts import LAB
from tests.lab.tally import Tally
from tests.sources import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE_SECONDS = 3_000


class Played(NamedTuple):
    """How many events there were, the pages that there are, and what went wrong."""

    events: int
    pages: list[str]
    problems: list[str]


def play(folder: Path, seed: int, events: int, *more: str) -> Played:
    """Play in homes made in a folder. What ends the process without a word is a problem too."""
    words = [sys.executable, "-m", "tests.lab.monkey", str(folder), "--seed", str(seed), "--events", str(events), *more]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE_SECONDS)
    if not done.stdout:
        return Played(0, [], [f"ended with {done.returncode}: {done.stderr[-2_000:]}"])
    told = json.loads(done.stdout.splitlines()[-1])
    return Played(told["events"], told["pages"], told["problems"])


def play_next(seed: int, folder: Path) -> Tally:
    """Play on one page: as many rounds as there are pages have played on every one, each round another way."""
    pages = play(folder / "pages", seed, 0, "--list").pages
    page = pages[seed % len(pages)]
    played = play(folder / "homes", seed, LAB.presses, "--only", page)
    return Tally(figures=Counter({"presses": played.events, f"of {page}": played.events}), problems=played.problems)

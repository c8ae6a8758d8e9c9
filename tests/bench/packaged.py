"""A packaged program beside the one that runs from its source: both in a real window on one screen, in turn.

A start lasts from the process's birth until its unlock window is seen on the screen; the first screen from the key that
sends the passphrase until its window is seen. What both have to do in that time (stretch the passphrase, open the
store) is the same, so the ratio says what packing costs.
"""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

import psutil

from installer.packages.contents import WINDOW
from installer.packages.screen import screen
from tests.bench.homes import PASSPHRASE, make_homes
from tests.bench.measures import Gate, Measure
from tests.bench.starting import MEBIBYTE, ROOT
from tests.bench.timing import paired_ratio

if TYPE_CHECKING:
    from pathlib import Path

    from installer.packages.screen import Screen
    from tipdesk.adapters.keys.stretching import Cost

GATE = Gate(1.5, of_ratio=True)


@dataclass
class _Seen:
    unlock: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    mebibytes: list[float] = field(default_factory=list)


def measure_package(package: Path, folder: Path, runs: int, cost: Cost | None = None) -> list[Measure]:
    """Start each in turn, `runs` times after one that does not count. `package`: the one folder, as it was made."""
    homes = make_homes(folder / "homes", cost)
    homes.close()
    home = homes.office.paths.folder
    kinds = {"package": [str(package / WINDOW)], "source": [sys.executable, "-m", "tipdesk"]}
    seen = {name: _Seen() for name in kinds}
    with screen() as shown:
        for turn in range(runs + 1):
            for name, words in kinds.items():
                _start([*words, "--home", str(home)], shown, seen[name] if turn else _Seen())
    ours, floor = seen["package"], seen["source"]
    return [
        _beside("package, start to the unlock window", ours.unlock, floor.unlock, "s", GATE),
        _beside("package, passphrase to the first screen", ours.first, floor.first, "s", GATE),
        _beside("package, memory at the first screen", ours.mebibytes, floor.mebibytes, "MiB", None),
    ]


def _beside(name: str, ours: list[float], source: list[float], unit: str, gate: Gate | None) -> Measure:
    return Measure(name, median(ours), unit, median(source), gate, paired_ratio(ours, source))


def _start(words: list[str], shown: Screen, seen: _Seen) -> None:
    began = time.monotonic()
    with subprocess.Popen(words, cwd=ROOT, env=dict(shown.variables)) as process:
        try:
            shown.wait_until(shown.is_lit, "no window was painted")
            seen.unlock.append(time.monotonic() - began)
            _press(shown, "windowfocus", "--sync", _find(shown, "Unlock"))
            _press(shown, "type", "--delay", "2", PASSPHRASE)
            time.sleep(1)  # what is loaded while a person types has been loaded by the time they are done
            sent = time.monotonic()
            _press(shown, "key", "Return")
            _find(shown, "Inbox|Home")
            seen.first.append(time.monotonic() - sent)
            seen.mebibytes.append(psutil.Process(process.pid).memory_info().rss / MEBIBYTE)
        finally:
            process.terminate()
    shown.wait_until(lambda: not shown.is_lit(), "a window stayed when its program had ended")


def _find(shown: Screen, title: str) -> str:
    return _press(shown, "search", "--sync", "--onlyvisible", "--name", title).split("\n")[-1]


def _press(shown: Screen, *words: str) -> str:
    done = subprocess.run(["xdotool", *words], env=dict(shown.variables), capture_output=True, text=True, check=True)
    return done.stdout.strip()

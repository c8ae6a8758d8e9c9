"""Six commands at once with the right passphrase, as a script or an impatient officer starts them."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.journeys.runner import PASSPHRASE
from tests.journeys.worlds import make_pc
from tests.lab.strangers.attack import Attack, Outcome
from tests.stretching import stretching
from tipdesk.adapters.keys.slots_file import read_slots
from tipdesk.adapters.system.paths import HomePaths
from tipdesk.domain.errors import TipdeskError
from tipdesk.homes.opening import counted, throttle_of, try_passphrase

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

AT_ONCE, MANY = 6, 24
WRONG = "wrong " * 6


def codes_of(count: int, deed: Callable[[], object], refused: threading.Event | None = None) -> list[str]:
    """Do something so many times at once; return the codes of what was refused. `refused` is set by the first."""

    def code(_number: int) -> str:
        try:
            deed()
        except TipdeskError as refusal:
            if refused is not None:
                refused.set()
            return refusal.code
        return ""

    with ThreadPoolExecutor(count) as pool:
        return sorted(filter(None, pool.map(code, range(count))))


def run(folder: Path, is_long: bool) -> Outcome:
    """Right ones at once, as processes where there is time; then wrong ones at once, each of which counts."""
    with stretching(cheaply=False):  # only what takes its time is at once
        return _tried(HomePaths(folder / "post"), is_long)


def _tried(paths: HomePaths, is_long: bool) -> Outcome:
    make_pc(paths.folder)
    slot = read_slots(paths.slots).slots[0].slot_id
    if is_long:
        environment = {**os.environ, "TIPDESK_PASSPHRASE": PASSPHRASE}
        command = [sys.executable, "-m", "tipdesk", "--home", str(paths.folder), "store", "info"]
        started = [subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) for _ in range(MANY)]
        refused = [str(one.returncode) for one in started if one.wait()]
    else:
        refused = codes_of(AT_ONCE, lambda: try_passphrase(paths, None, PASSPHRASE))
    right = throttle_of(paths).failures(slot)
    wrong = codes_of(AT_ONCE, lambda: try_passphrase(paths, None, WRONG))
    counted_wrong = throttle_of(paths).failures(slot)
    is_held = not refused and right == 0 and counted_wrong == wrong.count("wrong-passphrase") == 5
    said = (
        f"{len(refused)} right ones refused, {right} counted; of {AT_ONCE} wrong ones {counted_wrong} counted, {wrong}"
    )
    return Outcome(is_held, said)


def control(folder: Path, _is_long: bool) -> Outcome:
    """The same throttle without turns: all are counted before the first is proved."""
    paths = HomePaths(folder / "post")
    make_pc(paths.folder)
    slot = read_slots(paths.slots).slots[0].slot_id
    throttle = replace(throttle_of(paths), turn=nullcontext)
    met = threading.Event()  # a passphrase takes its time: nobody has an answer before the sixth has come
    refused = codes_of(AT_ONCE, lambda: counted(throttle, slot, lambda: met.wait(timeout=60)), met)
    return Outcome(not refused, f"right ones refused: {refused}")


AT_ONCE_RIGHT = Attack("six commands at once, all right", run, control)

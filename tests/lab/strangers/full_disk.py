"""A disk that somebody has filled: nobody is kept out by it, and no passphrase is tried without being counted."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.journeys.runner import PASSPHRASE
from tests.lab.full.commands import CORE, LINES, make_stage
from tests.lab.full.disk import disk_of, fill, why_not
from tests.lab.strangers.attack import Attack, Outcome
from tipdesk.adapters.keys.slots_file import read_slots
from tipdesk.adapters.system.paths import HomePaths
from tipdesk.domain.errors import UserError
from tipdesk.homes.opening import throttle_of, try_passphrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.lab.full.commands import Stage

MEBIBYTE = 1 << 20
SHORT_SIZES, LONG_SIZES = (0, 64 << 10), tuple(size * MEBIBYTE for size in range(65))
DISK_MEBIBYTES = {False: 64, True: 192}
TRIES = 3


@contextmanager
def stage_on(folder: Path, mebibytes: int) -> Iterator[Stage]:
    """Give homes, and the account's own state, on a disk of this size."""
    beside = folder / "beside"
    beside.mkdir()
    before = os.environ.get("XDG_STATE_HOME")
    with disk_of(mebibytes, folder / "disk") as disk:
        os.environ["XDG_STATE_HOME"] = str(disk / "state")
        try:
            yield make_stage(disk, beside)
        finally:
            os.environ.pop("XDG_STATE_HOME")
            if before is not None:
                os.environ["XDG_STATE_HOME"] = before


def free_tries(stage: Stage) -> list[str]:
    """Try wrong passphrases on a disk with nothing free; return those that were not counted."""
    paths = HomePaths(stage.world.post)
    slot, missed = read_slots(paths.slots).slots[0].slot_id, []
    try_passphrase(paths, None, PASSPHRASE)  # as whoever made the home has done
    filler = fill(stage.disk)
    try:
        for number in range(1, TRIES + 1):
            try:
                try_passphrase(paths, None, "wrong " * 6)
            except UserError as refusal:
                count = throttle_of(paths).failures(slot)
                if (refusal.code, count) != ("wrong-passphrase", number):
                    missed.append(f"try {number}: {refusal.code}, counted as {count}")
    finally:
        filler.unlink()
    return missed


def judge(stage: Stage, sizes: tuple[int, ...], *, is_long: bool, has_ballast: bool) -> Outcome:
    """Run commands at each size, then the tries."""
    lines = LINES if is_long else CORE
    problems = [one for free in sizes for one in stage.problems(free, lines, has_ballast=has_ballast)]
    problems += free_tries(stage)
    said = f"{len(lines)} commands at {len(sizes)} sizes, {TRIES} wrong tries: {len(problems)} problems"
    return Outcome(not problems, f"{said} {problems[:1] or ''}")


def run(folder: Path, is_long: bool) -> Outcome:
    """Homes with their ballast."""
    with stage_on(folder, DISK_MEBIBYTES[is_long]) as stage:
        sizes = LONG_SIZES if is_long else SHORT_SIZES
        return judge(stage, sizes, is_long=is_long, has_ballast=True)


def control(folder: Path, _is_long: bool) -> Outcome:
    """Homes without one: a command that the disk refuses is refused again."""
    with stage_on(folder, DISK_MEBIBYTES[False]) as stage:
        return judge(stage, (0,), is_long=False, has_ballast=False)


FULL_DISK = () if why_not() else (Attack("a full disk", run, control),)
"""Nothing where no disk of a given size can be had."""

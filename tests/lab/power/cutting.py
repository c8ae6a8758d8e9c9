"""Cuts the power under real saves, pushes and receives, and looks for what was acknowledged and is gone."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.lab.homes import make_country
from tests.lab.kill.child import Plant
from tests.lab.kill.harness import Harness
from tests.lab.power.disk import Disk

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def under_power(folder: Path, kind: str, dice: random.Random, plant: Plant = Plant.NONE) -> Iterator[Harness]:
    """Give a harness whose country and stick lie on a disk that loses its power at every blow."""
    disk = Disk(folder, kind)
    disk.make()
    try:
        yield Harness(make_country(disk.root), dice, plant, disk)
    finally:
        disk.unmount()


def cut(harness: Harness, times: int) -> None:
    """Cut so often: two in three while the post saves and pushes, the third while headquarters receives."""
    for number in range(times):
        if number % 3 == 2:
            harness.kill_a_receive()
        else:
            harness.kill_a_save()
        if harness.problems:
            return

"""One accident at one point of removing an officer, and what is wrong afterwards."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests.lab.accidents import Accident
from tests.lab.rekey.homes import problems_of, removed

if TYPE_CHECKING:
    from pathlib import Path

    from tests.lab.rekey.homes import Post


def problems_at(post: Post, folder: Path, accident: Accident, point: int) -> list[str]:
    """Return what is not as it must be, each with the point at which it happened."""
    place = folder / f"{accident.name}-{point}"
    hurt = post.copied(place)
    old_slots = (post.folder / "slots").read_bytes()
    ended = removed(hurt, accident, point)
    found = problems_of(hurt, old_slots, is_told_done=ended.told == "")
    if accident is not Accident.KILL and ended.told is None:
        found.append("the supervisor was told nothing")
    shutil.rmtree(place)
    return [f"{accident.value} at point {point}: {one}" for one in found]

"""System calls of real deeds fail: never half a case, the officer is told, and it can be done again."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.lab.counts import TEST
from tests.lab.faults.deeds import BLIND, DEEDS, Deed
from tests.lab.faults.harness import Faults, why_not

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.name)
def test_a_failing_disk_is_told_and_nothing_is_half_done(deed: Deed, tmp_path: Path) -> None:
    """Some points of each deed, chosen afresh by its name; the laboratory tries every one."""
    if reason := why_not():
        pytest.skip(reason)
    with Faults.of(deed, tmp_path) as trying:
        points = trying.points()
        assert len(points) > TEST.points
        some = random.Random(deed.name).sample(points, TEST.points)
        problems = [problem for point in some for problem in trying.fail_at(point)]
    assert not problems, "\n".join(problems)


def test_a_deed_that_hides_the_failure_is_found(tmp_path: Path) -> None:
    """The control: a save that swallows what the disk said is found at the first write that fails for ever."""
    if reason := why_not():
        pytest.skip(reason)
    with Faults.of(BLIND, tmp_path) as trying:
        point = next(point for point in trying.points() if point.call == "pwrite64" and point.for_ever)
        assert any("it said that it was done, and it is not there" in problem for problem in trying.fail_at(point))

"""Power cuts under a real file system: no acknowledged deed is lost; with the disk not waited for, some are."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.lab.counts import TEST
from tests.lab.kill.child import Plant
from tests.lab.power.cutting import cut, under_power
from tests.lab.power.disk import MAKE, why_not

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MOST_CARELESS = 40


@pytest.mark.parametrize("kind", sorted(MAKE))
def test_no_acknowledged_deed_is_lost(
    kind: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """Every acknowledged save, push and receive is there after the cut; the store's checks find nothing."""
    if reason := why_not(kind):
        pytest.skip(reason)
    with under_power(tmp_path, kind, random.Random(7)) as harness:
        cut(harness, TEST.cuts)
        assert not harness.problems, "\n".join(harness.problems)
        assert harness.kills == TEST.cuts
        assert harness.acknowledged > TEST.cuts
        record_property("power cuts", harness.kills)


def test_a_store_that_does_not_wait_for_its_disk_loses(tmp_path: Path) -> None:
    """The control: with synchronous=OFF acknowledged saves are gone within some cuts, and the harness says so."""
    if reason := why_not("ext4"):
        pytest.skip(reason)
    with under_power(tmp_path, "ext4", random.Random(8), Plant.CARELESS) as harness:
        while not harness.problems and harness.kills < MOST_CARELESS:
            harness.kill_a_save()
        assert any("was acknowledged and" in problem for problem in harness.problems), harness.problems

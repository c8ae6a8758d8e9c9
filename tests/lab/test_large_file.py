"""A file of some parts, cut twice each way, between processes: the run that the laboratory makes with a large one."""

from __future__ import annotations

import sys

import pytest

from tests.lab.large_file import MIB, run

SIZE, CUTS = 8 * MIB, 2


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read as the kernel of Linux tells it")
def test_it_comes_whole_in_little_memory() -> None:
    """By wire and by stick the file is equal at headquarters, and neither end holds it in memory."""
    for outcome in run(SIZE, CUTS):
        assert outcome.is_well, str(outcome)
        assert outcome.cuts == CUTS

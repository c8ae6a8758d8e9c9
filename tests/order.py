"""The order of the tests and what stays together, so that no worker waits at the end for another's long file.

A file's tests share costly fixtures and follow each other, so they go to one worker; the files of `APART` have tests
that share nothing and take long, each of which goes wherever there is room. What takes longest comes first.
"""

from __future__ import annotations

from typing import Final

from xdist.scheduler import LoadScopeScheduling

LONGEST_FIRST: Final = ("tests/bench/", "tests/lab/", "tests/journeys/", "tests/ui/", "tests/adapters/", "tests/test_")
APART: Final = frozenset(
    {
        "tests/bench/test_bench.py",
        "tests/lab/faults/test_faults.py",
        "tests/lab/full/test_full.py",
        "tests/lab/kill/test_kill.py",
        "tests/lab/simulation/test_attacker.py",
        "tests/lab/simulation/test_simulation.py",
        "tests/lab/strangers/test_strangers.py",
    }
)


def place_of(nodeid: str) -> int:
    """Return how far in front a test comes: 0 is first."""
    return next((place for place, begin in enumerate(LONGEST_FIRST) if nodeid.startswith(begin)), len(LONGEST_FIRST))


def together_of(nodeid: str) -> str:
    """Return the name that all tests have in common which must run on one worker, in their order."""
    file = nodeid.partition("::")[0]
    return nodeid if file in APART else file


class Workers(LoadScopeScheduling):
    """Hands the tests to the workers, in the order in which they were collected."""

    def _split_scope(self, nodeid: str) -> str:
        return together_of(nodeid)

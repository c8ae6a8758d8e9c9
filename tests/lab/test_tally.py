"""The laboratory's totals grow from run to run, and what went wrong stays listed with the seed that lives it again."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tests.lab.__main__ import run_rounds
from tests.lab.rounds import Round
from tests.lab.tally import Tally, read_totals, table_of

if TYPE_CHECKING:
    from pathlib import Path


def test_totals_grow_and_seeds_never_repeat(tmp_path: Path) -> None:
    """Two runs of a round count together, and each got a seed of its own."""
    seeds: list[int] = []

    def turn(seed: int, _folder: Path) -> Tally:
        seeds.append(seed)
        return Tally(figures=Counter(kills=3))

    kept = tmp_path / "totals.json"
    for _run in range(2):
        assert run_rounds([Round("turn", turn)], 0.0, kept) == []
    assert seeds == [1, 2]
    assert read_totals(kept)["turn"].figures == Counter(kills=6, rounds=2)


def test_what_went_wrong_stays(tmp_path: Path) -> None:
    """A problem, and an error of the harness itself, fail the run and stay in the table with their seeds."""

    def lose(_seed: int, _folder: Path) -> Tally:
        return Tally(problems=["entry 7 was acknowledged and the log ends at 6"])

    def break_down(_seed: int, _folder: Path) -> Tally:
        raise OSError

    kept = tmp_path / "totals.json"
    assert len(run_rounds([Round("lose", lose), Round("broken", break_down)], 0.0, kept)) == 2
    table = table_of(read_totals(kept))
    assert "lose, seed 1: entry 7 was acknowledged and the log ends at 6" in table
    assert "broken, seed 1: Traceback" in table

"""The bench runs from end to end on tiny sizes; what it says has the shape that the command line's contract names."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.bench.__main__ import Sizes, run
from tests.bench.homes import PASSPHRASE
from tests.bench.load import LoadSizes, measure_home
from tests.bench.load_homes import LOGINS, build
from tests.bench.measures import Gate, Measure, as_json, as_table, failed
from tipdesk.adapters.keys.stretching import FLOOR
from tipdesk.homes.opening import open_session
from tipdesk.services.proof.verify_log import verify_log

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.earnest
KEYS = ["name", "value", "unit", "floor", "ratio", "gate", "ok"]


def test_every_measure_has_the_keys_of_the_contract(tmp_path: Path) -> None:
    """A whole run on tiny sizes gives one document of named measures, whatever their figures."""
    sizes = Sizes(
        rounds=1,
        changes=20,
        saves=2,
        saved_people=10,
        cases=30,
        repeats=2,
        starts=1,
        sessions=1,
        rows=30,
        turns=1,
        events=50,
        frames=2,
        record_kibibytes=20,
        file_kibibytes=20,
        breaks=2,
        people=3,
        entries=90,
        opens=2,
        lines=1,
        gated=1,
        work_lines=6,
        keystrokes=3,
    )
    measures = run(sizes, tmp_path, FLOOR)
    told = json.loads(as_json(measures))
    assert list(told) == ["measures"]
    assert all(list(one) == KEYS for one in told["measures"])
    assert len({(one.name, one.unit) for one in measures}) == len(measures)
    assert as_table(measures).count("\n") == len(measures)


def test_large_homes_are_built_crashed_and_measured(tmp_path: Path) -> None:
    """Both PCs and headquarters hold what was written; the post's home, built once, gives every measure of the load."""
    told: list[str] = []
    sizes = LoadSizes(cases=10, count=2, unlocks=1)
    built = build(tmp_path, sizes.cases, told.append, FLOOR)
    assert built.entries == 110 == build(tmp_path, sizes.cases, told.append, FLOOR).entries
    for home in (built.post, built.office):
        session = open_session(home, LOGINS[home.name], PASSPHRASE)
        assert not any(finding.problems for finding in session.check())
        assert session.rebuild() == []
        assert verify_log(session.desk).problems == []
        session.close()
    measures = measure_home(built, built.post, sizes, told.append)
    assert {one.gate.bound for one in measures if one.gate} == {0, 5, 50, 100, 150, 500}
    assert [one.value for one in measures if one.unit == "rows"] == [0]
    assert all(one.value and (one.floor or one.unit == "MiB") for one in measures if one.unit != "rows")


def test_a_gate_without_its_floor_is_neither_met_nor_failed() -> None:
    """Where the other program is absent the ratio is null and nothing is claimed."""
    alone = Measure("push", 20_000, "changes/s", None, Gate(5, at_least=True, of_ratio=True))
    beside = Measure("push", 20_000, "changes/s", 10_000, Gate(5, at_least=True, of_ratio=True))
    assert alone.to_json()["ratio"] is alone.to_json()["ok"] is None
    assert failed([alone, beside]) == [beside]

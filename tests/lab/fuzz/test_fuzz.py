"""No bytes from outside end a parser otherwise than by a refusal in our own words; the fuzzer finds one that does."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.lab.counts import TEST
from tests.lab.fuzz.mutating import mutate
from tests.lab.fuzz.oracle import fuzz, problem_of
from tests.lab.fuzz.targets import Target, make_targets
from tests.lab.fuzz.world import make_world

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def targets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Target, ...]]:
    """Make the homes that the parsers' bytes come from."""
    world = make_world(tmp_path_factory.mktemp("fuzz"))
    yield make_targets(world)
    world.close()


@settings(max_examples=TEST.inputs, deadline=None, suppress_health_check=list(HealthCheck))
@given(choice=st.data(), dice=st.randoms(use_true_random=False))
def test_no_parser_breaks(targets: tuple[Target, ...], choice: st.DataObject, dice: random.Random) -> None:
    """Bytes of every kind, changed by the dice: each target takes or refuses them, within a second."""
    target = choice.draw(st.sampled_from(targets))
    assert problem_of(target, mutate(dice, target.seeds)) == ""


def test_every_target_takes_its_own_seeds(targets: tuple[Target, ...]) -> None:
    """The seeds themselves break nothing, and no two targets have one name."""
    assert [problem for one in targets for seed in one.seeds if (problem := problem_of(one, seed))] == []
    assert len({one.name for one in targets}) == len(targets) > 30


def test_a_parser_that_breaks_is_found() -> None:
    """The control: one that trusts a length, and one that takes its time, are told with the bytes that did it."""

    def trusting(content: bytes) -> object:
        return content[content[0]]

    found = fuzz(Target("trusting", trusting, [b"\x02abc"]), random.Random(1), 50)
    assert found
    assert all("IndexError" in one for one in found)
    assert "ValueError" in problem_of(Target("strict", int, [b"7"]), b"seven")
    assert problem_of(Target("strict", int, [b"7"], (ValueError,)), b"seven") == ""

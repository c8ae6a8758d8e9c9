"""Argon2id is run inside its bounds only, and calibrated to the PC."""

import pytest

from tests.adapters.keys.memory import little_memory
from tipdesk.adapters.keys.stretching import CEILING, FLOOR, Cost, calibrate, check_cost, measured_seconds, stretch
from tipdesk.domain.errors import Distrust, Trouble

MIB = 1024


def test_the_floor_is_what_the_design_says() -> None:
    """The floor is 64 MiB, three passes, four lanes; the ceiling 512 MiB, and what earlier slots may have asked for."""
    assert Cost(64 * MIB, 3, 4) == FLOOR
    assert Cost(512 * MIB, 64, 16) == CEILING


@pytest.mark.parametrize(
    "cost",
    [
        Cost(64 * MIB - 1, 3, 4),
        Cost(64 * MIB, 2, 4),
        Cost(64 * MIB, 3, 3),
        Cost(512 * MIB + 1, 3, 4),
        Cost(1 << 40, 3, 4),
        Cost(64 * MIB, 65, 4),
        Cost(64 * MIB, 3, 17),
        Cost(64 * MIB, 1 << 31, 4),
        Cost(64 * MIB, 3, 1 << 20),
        Cost(-1, 3, 4),
    ],
)
def test_a_cost_outside_the_bounds_is_refused_before_any_work(cost: Cost) -> None:
    """A weakened or greedy cost is Distrust, whether checked or run."""
    for refuse in (check_cost, lambda asked: stretch(b"passphrase", bytes(16), asked)):
        with pytest.raises(Distrust) as refusal:
            refuse(cost)
        assert refusal.value.code == "slots-parameters"


def test_the_key_depends_on_passphrase_salt_and_cost() -> None:
    """Each input changes the key, and the same inputs give the same."""
    key = stretch(b"one", bytes(16), FLOOR)
    assert len(key) == 32
    assert stretch(b"one", bytes(16), FLOOR) == key
    others = [
        stretch(b"two", bytes(16), FLOOR),
        stretch(b"one", bytes([1] * 16), FLOOR),
        stretch(b"one", bytes(16), Cost(64 * MIB, 4, 4)),
    ]
    assert len({key, *others}) == 4


def pc(seconds_at_floor: float, *, spare_mib: int = 4096) -> "FakePc":
    """Return a PC on which the floor takes so many seconds."""
    return FakePc(seconds_at_floor, spare_mib)


class FakePc:
    """A PC whose stretching takes time in proportion to memory and passes."""

    def __init__(self, seconds_at_floor: float, spare_mib: int) -> None:
        self.seconds_at_floor = seconds_at_floor
        self.spare_mib = spare_mib

    def __call__(self, cost: Cost) -> float:
        if cost.memory_kib > self.spare_mib * MIB:
            raise Trouble("no-memory", "no memory")
        return self.seconds_at_floor * cost.memory_kib / FLOOR.memory_kib * cost.passes / FLOOR.passes


@pytest.mark.parametrize("seconds", [0.005, 0.02, 0.07, 0.08, 0.13, 0.26, 0.3, 0.49, 0.5, 0.99])
def test_calibration_lands_between_half_a_second_and_one(seconds: float) -> None:
    """On PCs of any speed the unlock takes 0.5 to 1.0 seconds, inside the bounds."""
    cost = calibrate(pc(seconds))
    check_cost(cost)
    assert 0.5 <= pc(seconds)(cost) <= 1.0


def test_a_slow_pc_gets_the_floor_and_a_small_one_more_passes() -> None:
    """Never below the floor; where memory is short the time is made up by passes."""
    assert calibrate(pc(3.0)) == FLOOR
    small = calibrate(pc(0.1, spare_mib=100))
    assert small.memory_kib == FLOOR.memory_kib
    assert 0.5 <= pc(0.1)(small) <= 1.0


def test_a_pc_that_takes_half_a_second_or_one_is_right_as_it_is() -> None:
    """The ends of the span belong to it: half a second asks for no more, a whole one is not too much."""
    assert calibrate(pc(0.5)) == FLOOR
    steps = {64 * MIB: 0.4, 128 * MIB: 1.0}
    assert calibrate(lambda cost: steps[cost.memory_kib]) == Cost(128 * MIB, 3, 4)


def test_passes_make_up_the_time_to_the_middle() -> None:
    """Three quarters of a second, and less than a pass more; however fast the PC, no more than the ceiling."""
    small = pc(0.06, spare_mib=100)
    cost = calibrate(small)
    assert 0.75 <= small(cost) < 0.75 + 0.06 / FLOOR.passes
    assert calibrate(pc(0.0001)) == Cost(512 * MIB, 64, 4)


def test_memory_that_turns_slow_is_not_taken() -> None:
    """Where twice the memory is suddenly too slow (a PC that swaps), the cost stays with less of it and more passes."""

    def swapping(cost: Cost) -> float:
        return pc(0.2)(cost) * (20 if cost.memory_kib > FLOOR.memory_kib else 1)

    cost = calibrate(swapping)
    assert cost.memory_kib == FLOOR.memory_kib
    assert 0.5 <= swapping(cost) <= 1.0


@pytest.mark.parametrize("cost", [FLOOR, CEILING])
def test_floor_and_ceiling_themselves_are_allowed(cost: Cost) -> None:
    """The bounds belong to what is allowed."""
    check_cost(cost)


def test_a_pc_without_the_memory_says_so() -> None:
    """Where the memory for the passphrase cannot be had that is Trouble by name, and no word of a wrong passphrase."""
    with little_memory(64), pytest.raises(Trouble) as caught:
        stretch(b"passphrase", bytes(16), Cost(512 * MIB, 3, 4))
    assert caught.value.code == "no-memory"


def test_measuring_really_stretches() -> None:
    """The measure that calibration uses by default takes time on this PC."""
    assert measured_seconds(FLOOR) > 0.005
    assert measured_seconds(FLOOR) < 60

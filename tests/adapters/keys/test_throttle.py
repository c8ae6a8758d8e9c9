"""What the throttle notes of each try: after an unlock, after one without an answer, and beside an old copy.

The waits themselves, and whoever works against them, are `lab/throttle`'s.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from tests.lab.throttle.machine import LOGINS, Machine
from tipdesk.adapters.keys.throttle import FREE_TRIES, Throttle, wait_seconds_after
from tipdesk.adapters.keys.tries_file import Tries, read_tries, write_tries
from tipdesk.domain.errors import UserError
from tipdesk.homes.opening import counted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ANN, BEN, STRANGER = LOGINS


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A PC that has been up for an hour."""
    return Machine(tmp_path, random.Random(1), passed=3_600_000)


@pytest.fixture
def throttle(machine: Machine) -> Throttle:
    """Its throttle."""
    return machine.throttle()


def fail(throttle: Throttle, login: bytes, times: int) -> None:
    """Try in vain."""
    for _time in range(times):
        throttle.begin(login)


def refused(throttle: Throttle, login: bytes) -> dict[str, object]:
    """Return what the refusal of a try says."""
    with pytest.raises(UserError) as caught:
        throttle.begin(login)
    assert caught.value.code == "too-many-tries"
    return dict(caught.value.values)


def test_nobody_starts_with_a_failure(throttle: Throttle) -> None:
    """Of a login that nobody tried nothing is counted and nothing is to be told."""
    assert (throttle.failures(ANN), throttle.untold()) == (0, {})
    fail(throttle, ANN, 2)
    assert (throttle.failures(ANN), throttle.failures(BEN), throttle.untold()) == (2, 0, {ANN: 2})


def test_there_are_fifty_tries_however_long_the_waits(machine: Machine) -> None:
    """Five at once, then 30 s, 1, 2, 5, 15, 30 minutes and an hour before each of the others; and no fifty-first."""
    waits = [wait_seconds_after(failures) for failures in range(50)]
    assert waits == [0] * 5 + [30, 60, 120, 300, 900, 1800] + [3600] * 39
    for wait in waits:
        machine.passed += wait * 1000
        machine.throttle().begin(ANN)
    machine.passed += 10**12
    with pytest.raises(UserError) as caught:
        machine.throttle().begin(ANN)
    assert caught.value.code == "tries-stopped"


def test_a_wait_is_served_in_time_that_passes(machine: Machine, throttle: Throttle) -> None:
    """Not at once, and what a refused try finds left of it is what it leaves; its seconds are rounded up."""
    fail(throttle, ANN, FREE_TRIES)
    assert refused(throttle, ANN) == {"seconds": 30}
    machine.passed += 1
    assert refused(throttle, ANN) == {"seconds": 30}
    machine.passed += 10_000
    assert refused(throttle, ANN) == {"seconds": 20}
    machine.passed += 19_999
    throttle.begin(ANN)
    assert (throttle.failures(ANN), throttle.untold()) == (6, {ANN: 6})


def test_an_uptime_below_the_noted_one_is_another_start(tmp_path: Path) -> None:
    """Also where the PC marks no starts: what had passed of the wait before counts no more than it was noted."""
    machine = Machine(tmp_path, random.Random(1), marks_boots=False, passed=3_600_000)
    fail(machine.throttle(), ANN, FREE_TRIES)
    machine.restart()
    machine.passed += 10_000
    assert refused(machine.throttle(), ANN) == {"seconds": 20}


def test_a_start_that_is_not_marked_any_more_is_told_by_its_uptime(machine: Machine) -> None:
    """A PC that tells its starts apart at one time and not at another waits as it should all the same."""
    fail(machine.throttle(), ANN, FREE_TRIES)
    machine.marks_boots = False
    machine.passed += 10_000
    assert refused(machine.throttle(), ANN) == {"seconds": 20}
    machine.marks_boots = True
    machine.passed += 10_000
    assert refused(machine.throttle(), ANN) == {"seconds": 10}


def test_a_right_try_is_no_failure_and_the_others_stay_to_be_told(throttle: Throttle) -> None:
    """The count begins anew with all free tries; a login that was never tried has nothing to tell."""
    fail(throttle, ANN, 3)
    throttle.succeed(ANN)
    assert (throttle.failures(ANN), throttle.untold()) == (0, {ANN: 2})
    throttle.take_back(ANN)
    assert (throttle.failures(ANN), throttle.untold()) == (0, {ANN: 2})
    throttle.note_told([ANN, BEN])
    throttle.succeed(ANN)
    throttle.succeed(BEN)
    assert throttle.untold() == {}
    fail(throttle, ANN, FREE_TRIES)
    refused(throttle, ANN)


def test_lifting_leaves_all_of_it_to_be_told(throttle: Throttle) -> None:
    """Another officer's authority ends the wait, and hides nothing."""
    fail(throttle, ANN, FREE_TRIES)
    throttle.lift(ANN)
    assert (throttle.failures(ANN), throttle.untold()) == (0, {ANN: FREE_TRIES})
    throttle.begin(ANN)


def test_a_try_without_an_answer_is_not_counted(throttle: Throttle) -> None:
    """One try is taken back, told or not; where none is counted there is nothing to take back."""
    throttle.take_back(ANN)
    fail(throttle, ANN, 1)
    throttle.take_back(ANN)
    assert (throttle.failures(ANN), throttle.untold()) == (0, {})
    throttle.take_back(ANN)
    fail(throttle, ANN, 3)
    throttle.take_back(ANN)
    assert (throttle.failures(ANN), throttle.untold()) == (2, {ANN: 2})
    throttle.note_told([ANN])
    throttle.take_back(ANN)
    assert (throttle.failures(ANN), throttle.untold()) == (1, {})


@pytest.mark.parametrize(
    ("deed", "left"),
    [(Throttle.succeed, 0), (Throttle.lift, 0), (Throttle.take_back, 2)],
    ids=["right", "lift", "back"],
)
def test_an_old_copy_of_one_place_brings_no_old_count_back(
    machine: Machine, deed: Callable[[Throttle, bytes], None], left: int
) -> None:
    """What was noted after it stands, whichever place was put back, also where the old count is the higher one."""
    for place in machine.places:
        throttle = machine.throttle()
        fail(throttle, ANN, 3 - throttle.failures(ANN))
        old = place.read_bytes()
        deed(throttle, ANN)
        fail(throttle, ANN, 1)
        place.write_bytes(old)
        assert throttle.failures(ANN) == left + 1


def test_what_a_place_says_that_was_put_back_is_told_twice(machine: Machine, throttle: Throttle) -> None:
    """Rather than not at all: of two places that count alike, the one that has more to tell is heard."""
    for place in machine.places:
        throttle.lift(ANN)
        throttle.note_told([ANN])
        fail(throttle, ANN, 3)
        old = place.read_bytes()
        throttle.note_told([ANN])
        place.write_bytes(old)
        assert throttle.untold() == {ANN: 3}


def test_the_longer_wait_of_two_places_counts(machine: Machine) -> None:
    """After a restart nothing tells how much of a wait had passed before: the place that says less has it so."""
    for place in machine.places:
        machine.throttle().lift(ANN)
        fail(machine.throttle(), ANN, FREE_TRIES)
        old = place.read_bytes()
        machine.passed += 25_000
        assert refused(machine.throttle(), ANN) == {"seconds": 5}
        place.write_bytes(old)
        machine.restart()
        machine.passed += 10_000
        assert refused(machine.throttle(), ANN) == {"seconds": 20}


def test_what_is_told_of_one_login_is_told_of_no_other(throttle: Throttle) -> None:
    """The counts themselves stay as they are."""
    for login in (ANN, BEN):
        fail(throttle, login, 2)
    throttle.note_told([ANN, STRANGER])
    assert (throttle.untold(), throttle.failures(ANN)) == ({BEN: 2}, 2)


def test_whoever_unlocked_once_is_never_forgotten(machine: Machine, throttle: Throttle) -> None:
    """Logins that somebody invents, however many, push out no officer, who could be tried for ever otherwise."""
    throttle.begin(ANN)
    throttle.succeed(ANN)
    [known, _other] = read_tries(machine.places)[ANN]
    logins = {(one := number.to_bytes(16, "big")): Tries(one, failures=2) for number in range(4_096)}
    write_tries(machine.places, {**logins, ANN: known})
    fail(throttle, ANN, FREE_TRIES)
    refused(throttle, ANN)


def test_right_ones_at_once_never_meet_each_other(machine: Machine) -> None:
    """Twelve processes with the right passphrase: each waits its turn, none is refused, and nothing is counted."""
    with ThreadPoolExecutor(12) as pool:
        done = list(pool.map(lambda _number: counted(machine.throttle(), ANN, lambda: "open"), range(12)))
    assert done == ["open"] * 12
    assert (machine.throttle().failures(ANN), machine.throttle().untold()) == (0, {})


def test_wrong_ones_at_once_are_all_counted(machine: Machine) -> None:
    """Twelve wrong ones at once: five are tried and counted, the rest must wait."""

    def wrong() -> None:
        raise UserError("wrong-passphrase", "wrong")

    def code(_number: int) -> str:
        with pytest.raises(UserError) as refusal:
            counted(machine.throttle(), ANN, wrong)
        return refusal.value.code

    with ThreadPoolExecutor(12) as pool:
        codes = Counter(pool.map(code, range(12)))
    assert codes == {"wrong-passphrase": FREE_TRIES, "too-many-tries": 12 - FREE_TRIES}
    assert machine.throttle().failures(ANN) == FREE_TRIES


def test_one_that_is_killed_is_counted_and_keeps_nobody_waiting(machine: Machine) -> None:
    """A process that ends in the middle of its try leaves its count, and its turn to the next."""
    child = os.fork()
    if child == 0:
        counted(machine.throttle(), ANN, lambda: os._exit(0))
    os.waitpid(child, 0)
    assert machine.throttle().failures(ANN) == 1
    assert counted(machine.throttle(), ANN, lambda: "open") == "open"
    assert machine.throttle().failures(ANN) == 0

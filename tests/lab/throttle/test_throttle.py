"""The throttle holds against whatever is done to it, and the lab finds a throttle that does not."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from tests.lab.counts import TEST
from tests.lab.throttle.judge import SPECIFIED, Sequence
from tests.lab.throttle.machine import LOGINS, Machine
from tipdesk.adapters.keys.throttle import MOST_FAILURES, Throttle, wait_seconds_after
from tipdesk.domain.errors import Trouble, UserError
from tipdesk.homes.opening import counted

DEEDS = 60


def run(folder: Path, number: int, fault: str = "") -> Sequence:
    """Run the sequence of a number, with a planted fault or none."""
    dice, marks = random.Random(number), bool(number % 2)
    machine = Machine(folder / f"{number}{fault}", dice, marks_boots=marks, trusts_clock=fault == "trusts_clock")
    sequence = Sequence(machine, both_at_once=fault == "both_at_once")
    sequence.run(DEEDS)
    return sequence


def test_no_try_gets_past_the_throttle(tmp_path: Path) -> None:
    """In random sequences of tries, kills, restarts, set clocks and tampering no try comes early, none is withheld."""
    for number in range(TEST.sequences):
        sequence = run(tmp_path, number)
        assert (sequence.bypasses, sequence.withheld) == ([], []), number
        assert sequence.tries


@pytest.mark.parametrize("fault", ["trusts_clock", "both_at_once"])
def test_the_lab_finds_a_throttle_that_can_be_passed(fault: str, tmp_path: Path) -> None:
    """One that believes a clock, or whose two places are changed at once, is passed, and the lab says so."""
    assert any(run(tmp_path, number, fault).bypasses for number in range(TEST.sequences))


def test_one_place_alone_would_not_do(tmp_path: Path) -> None:
    """Kept in one place only, the count is gone with the file."""
    machine = Machine(tmp_path, random.Random(1))
    both = machine.throttle()
    alone = replace(both, places=(both.places[0], both.places[0]))
    for throttle, allowed in ((alone, True), (both, False)):
        for _number in range(5):
            throttle.begin(LOGINS[0])
        both.places[0].unlink()
        assert is_allowed(throttle) is allowed
        both.places[0].unlink()


def is_allowed(throttle: Throttle) -> bool:
    """Return whether a try may be made now."""
    try:
        throttle.begin(LOGINS[0])
    except UserError:
        return False
    return True


def test_the_waits_are_those_of_the_specification(tmp_path: Path) -> None:
    """Five tries at once, then each wait to the millisecond, fifty and no more; the refusal says how long."""
    assert [wait_seconds_after(failures) for failures in range(5)] == [0] * 5
    assert {failures: wait_seconds_after(failures) for failures in SPECIFIED} == SPECIFIED
    machine = Machine(tmp_path, random.Random(1))
    for failures in range(MOST_FAILURES):
        wait = wait_seconds_after(failures) * 1000
        if wait:
            machine.passed += wait - 1
            with pytest.raises(UserError) as early:
                machine.throttle().begin(LOGINS[0])
            assert (early.value.code, early.value.values) == ("too-many-tries", {"seconds": 1})
            machine.passed += 1
        machine.throttle().begin(LOGINS[0])
    machine.passed += 10**12
    with pytest.raises(UserError) as stopped:
        machine.throttle().begin(LOGINS[0])
    assert stopped.value.code == "tries-stopped"
    machine.throttle().lift(LOGINS[0])
    assert is_allowed(machine.throttle())


def test_others_are_not_made_to_wait(tmp_path: Path) -> None:
    """The count is each login's own, also for logins that nobody has, and an unlock forgets only one."""
    machine = Machine(tmp_path, random.Random(1))
    for login in LOGINS[:2]:
        for _number in range(5):
            machine.throttle().begin(login)
    machine.throttle().begin(LOGINS[2])
    machine.throttle().succeed(LOGINS[2])
    assert [machine.throttle().failures(login) for login in LOGINS] == [5, 5, 0]


def test_a_time_served_before_a_restart_is_not_lost_where_boots_are_marked(tmp_path: Path) -> None:
    """After a restart only the time since then counts, however the uptime compares with the one before."""
    machine = Machine(tmp_path, random.Random(1))
    machine.passed = 10_000
    for _number in range(5):
        machine.throttle().begin(LOGINS[0])
    machine.restart()
    machine.passed += 29_999
    assert not is_allowed(machine.throttle())
    machine.passed += 1
    assert is_allowed(machine.throttle())


def test_what_cannot_be_noted_is_not_tried(tmp_path: Path) -> None:
    """Where one of the two places cannot be written, there is no try."""
    machine = Machine(tmp_path, random.Random(1))
    (tmp_path / "account").write_text("in the way", encoding="utf-8")
    tried: list[bool] = []
    with pytest.raises(Trouble) as refusal:
        counted(machine.throttle(), LOGINS[0], lambda: tried.append(True))
    assert (refusal.value.code, tried) == ("tries-unwritable", [])
    (tmp_path / "account").unlink()
    counted(machine.throttle(), LOGINS[0], lambda: tried.append(True))
    assert tried == [True]


def test_a_try_without_an_answer_is_taken_back(tmp_path: Path) -> None:
    """Short of memory or unreadable slots count for nothing, but no wait that runs is shortened by it."""
    throttle = Machine(tmp_path, random.Random(1)).throttle()
    for _number in range(5):
        throttle.begin(LOGINS[0])
    throttle.take_back(LOGINS[0])
    assert throttle.failures(LOGINS[0]) == 4
    assert not is_allowed(throttle)


def test_failures_wait_to_be_told(tmp_path: Path) -> None:
    """What failed stays untold through unlocks until the audit log has it."""
    throttle = Machine(tmp_path, random.Random(1)).throttle()
    for _number in range(3):
        throttle.begin(LOGINS[0])
    throttle.succeed(LOGINS[0])
    throttle.begin(LOGINS[1])
    assert throttle.untold() == {LOGINS[0]: 2, LOGINS[1]: 1}
    throttle.note_told([LOGINS[0]])
    assert throttle.untold() == {LOGINS[1]: 1}

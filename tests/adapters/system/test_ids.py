"""Row ids: UUIDv7, each after the one before, however fast they are asked for and however the clock jumps."""

from tipdesk.adapters.system.clock import SystemClock, SystemIds


def test_ids_follow_each_other() -> None:
    """Twenty thousand ids in a row are sorted, distinct, and of version 7."""
    ids = SystemIds(SystemClock())
    made = [ids.new_id() for _number in range(20_000)]
    assert made == sorted(set(made))
    assert {one[6] >> 4 for one in made} == {7}
    assert {one[8] >> 6 for one in made} == {2}


def test_a_clock_that_goes_back_changes_no_order() -> None:
    """After the clock was put back by years, ids still follow those made before."""
    clock = SystemClock()
    ids = SystemIds(clock)
    before = ids.new_id()
    clock._shift_ms = -10 * 365 * 86_400_000
    assert ids.new_id() > before

"""The clocks of registers: a call back, a refresher, an action of the plan, an agreement; each on the day it names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.domain.rules.clocked import DAY, HOUR, MINUTE, NOON_MS, a_row, after, day, ids, registers
from tipdesk.domain.rules.clocks.due import due_in_registers
from tipdesk.domain.rules.clocks.lengths import end_of
from tipdesk.domain.rules.clocks.measures import Measures
from tipdesk.domain.rules.clocks.registers import own_refresher

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value
    from tipdesk.domain.rows import Row

TODAY = end_of(day("2026-11-27").last_day)
TRAINING = a_row("Training", refreshers=frozenset({"6_months", "3_months"}))
SESSION = a_row("TrainingSession", training=TRAINING.id, on=day("2026-11-30"))


def trained(name: str, **values: Value) -> Row:
    """Return somebody who attended the session."""
    return a_row("Participation", name, told=None, **{"session": SESSION.id, "attended": True, **values})


@pytest.mark.parametrize(
    ("row", "warns", "ends", "stop"),
    [
        (a_row("HotlineCall", call_back_due=after(hours=2)), 2 * HOUR - 15 * MINUTE, 2 * HOUR,
         {"called_back_at": after(hours=1)}),
        (a_row("PlanAction", due=day("2026-12-31"), status="late"), TODAY - NOON_MS + 20 * DAY,
         TODAY - NOON_MS + 34 * DAY, {"status": "dropped"}),
        (a_row("SharingAgreement", review_due=day("2026-12-31")), TODAY - NOON_MS - 26 * DAY,
         TODAY - NOON_MS + 34 * DAY, {"ended": day("2026-11-01")}),
    ],
    ids=["call-back", "plan-action", "agreement"],
)  # fmt: skip
def test_a_clock_of_a_register(row: Row, warns: int, ends: int, stop: dict[str, Any]) -> None:
    """It warns and ends on the day of its row, and is stopped by the answer that says so."""
    [clock] = due_in_registers(registers(row), Measures())
    assert (clock.warns - NOON_MS, clock.ends - NOON_MS) == (warns, ends)
    stopped = a_row(row.record.name, **{**row.values, **stop})
    assert due_in_registers(registers(stopped), Measures()) == ()


def test_of_two_days_the_earlier_and_of_two_states_the_open_one() -> None:
    """As long as nobody has settled which is right."""
    two = a_row("PlanAction", told={"due": (day("2026-12-31"), day("2026-12-01")), "status": ("done", "started")})
    [clock] = due_in_registers(registers(two), Measures())
    assert clock.ends == end_of(day("2026-12-01").last_day)
    far = a_row("PlanAction", due=day("2063-01-01"), status="planned")
    assert due_in_registers(registers(far), Measures())[0].is_doubtful


def test_a_refresher_is_due_after_each_gap_of_its_training() -> None:
    """Three months and then six; who was refreshed once waits for the second; who never came for none."""
    people = (trained("ana"), trained("ben"), a_row("Participation", "cleo", session=SESSION.id, attended=False))
    again = a_row("Participation", "ben2", attended=True, refreshes=people[1].id)
    clocks = due_in_registers(registers(TRAINING, SESSION, *people, again), Measures())
    assert [(one.subject.id, one.ends) for one in clocks] == [
        (people[0].id, end_of(day("2027-02-28").last_day)),
        (people[1].id, end_of(day("2027-05-30").last_day)),
    ]
    named = trained("ana", refresher_due=day("2027-01-15"))
    assert due_in_registers(registers(TRAINING, SESSION, named), Measures())[0].ends == end_of(
        day("2027-01-15").last_day
    )


def test_of_certificates_the_newest_of_a_training_counts() -> None:
    """All that a post has of it: whose it is, and when it is to be refreshed."""
    old = a_row("Certificate", "1", officer=b"ana", training="Basics", on=day("2025"), refresher_due=day("2026-05-01"))
    new = a_row("Certificate", "2", officer=b"ana", training="Basics", on=day("2026"), refresher_due=day("2027-05-01"))
    [clock] = own_refresher(registers(new, old), Measures())
    assert (clock.subject.id, clock.officers) == (new.id, frozenset({b"ana"}))
    assert ids([clock]) == ["refresher"]

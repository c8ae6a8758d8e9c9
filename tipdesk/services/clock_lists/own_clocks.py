"""The clocks that are for the officer at the desk to act on: they come into My work when they warn.

Tasks, reviews, approvals and reports that wait are lines of My work by themselves, so that their clocks are not told
twice. What headquarters sees of all posts stands in its inbox. Somebody is asked how they are after their case was
closed too, so that this one clock is looked for in closed cases as well.
"""

from collections.abc import Iterable

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.clocks.clock import State
from tipdesk.domain.rules.clocks.rule import Sees
from tipdesk.domain.rules.clocks.table import CLOCKS
from tipdesk.services.case.find_unowned_tasks import disabled_officers, is_left_to_us
from tipdesk.services.clock_lists.find_clocks import ClockLine, read_all_clocks, read_clocks, read_register_clocks
from tipdesk.services.clocks.case_clocks import no_breaches
from tipdesk.services.desk import CaseQuery, Desk, Reader
from tipdesk.services.relation import own_ids

_ELSEWHERE = frozenset({"task-due", "review-owed", "approval-owed", "acknowledge", "keep-until", "hold-look"})
_THEIRS = frozenset(CLOCKS) - _ELSEWHERE
MANY = 100
"""From so many cases on, each record is read once for all cases."""
_SUPERVISOR, _TRAINER, _COORDINATOR, _SUPPORT = "supervisor", "trainer", "coordinator", "victim_support"
_FOLLOW_UP, _LATER = BY_NAME["FollowUp"], frozenset({"follow-up"})


def read_own_clocks(reader: Reader, desk: Desk, own_cases: list[bytes]) -> list[ClockLine]:
    """Return the clocks that have warned and that the officer at the desk has to see to, the first due first.

    `own_cases` are the open cases in which they are in charge or have work.
    """
    theirs, overseen, supports = set(own_cases), _has_at_post(desk, _SUPERVISOR), _has_at_post(desk, _SUPPORT)
    cases = reader.find_case_ids(CaseQuery(only_open=True)) if overseen else own_cases
    ids, disabled, now = own_ids(reader, desk), disabled_officers(reader), desk.clock.now_ms()

    def is_mine(line: ClockLine) -> bool:
        clock, sees, case = line.clock, CLOCKS[line.clock.rule].sees, line.case
        if case is None:
            return False
        is_own = case.id in theirs
        if Sees.INVESTIGATOR in sees and clock.officers & ids:
            return True
        if Sees.MINE in sees and (clock.officers & ids or (overseen and is_left_to_us(reader, desk, case, disabled))):
            return True
        if (Sees.SUPERVISOR in sees and overseen) or (Sees.SUPPORT in sees and supports):
            return True
        return Sees.RING in sees and not desk.place.is_headquarters and (is_own or overseen)

    if len(cases) < MANY:
        told = read_clocks(reader, desk, cases, _THEIRS)
    else:
        wanted = set(cases)
        told = read_all_clocks(
            reader, desk, _THEIRS, lambda one: one.case in wanted and one.state(now) is not State.RUNNING, no_breaches
        )
    told += read_clocks(reader, desk, _followed(reader, cases), _LATER)
    lines = [line for line in told if _waits(line, now) and is_mine(line)]
    return [*lines, *_of_registers(reader, desk, ids, now)]


def _of_registers(reader: Reader, desk: Desk, ids: frozenset[bytes], now: int) -> list[ClockLine]:
    roles = desk.actor.roles
    answers = {
        "call-back": _COORDINATOR in roles,
        "refresher": _TRAINER in roles,
        "plan-action": _COORDINATOR in roles,
        "agreement": _COORDINATOR in roles,
    }
    return [
        line
        for line in read_register_clocks(reader, desk)
        if _waits(line, now) and (answers[line.clock.id] or line.clock.officers & ids)
    ]


def _followed(reader: Reader, but: Iterable[bytes]) -> list[bytes]:
    """Return the cases besides these in which somebody is still to be asked how they are."""
    rows = reader.find_rows(_FOLLOW_UP)
    return sorted({row.case for row in rows if row.case and None in live_values(row, "done_on")} - set(but))


def _has_at_post(desk: Desk, role: str) -> bool:
    return role in desk.actor.roles and not desk.place.is_headquarters


def _waits(line: ClockLine, now: int) -> bool:
    return line.clock.state(now) is not State.RUNNING

"""Whether somebody on duty agreed by telephone: a call that was answered, with their words, holds for a day.

The question then stands with the end of that day (`valid_until`), and the call with the same hour in the case. Who is
on duty is in the directory's roster. After the day the answer is signed, or what was done stands past its rule. Where a
wrong yes could not be undone, nobody agrees by telephone.
"""

from datetime import datetime, timedelta

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.closing import uncorrected
from tipdesk.domain.rules.frozen_case import FrozenCase

HOLDS = timedelta(hours=24)
ANSWERED = "answered"
APPROVERS_ON_DUTY = frozenset({"duty_officer", "counter_trafficking_unit"})
NEVER_SPOKEN = frozenset({
    "final-by-two", "suspect-is-victim", "hold-lifted-by-two", "erase-by-two", "foreign-by-headquarters",
})  # fmt: skip


def is_spoken(view: FrozenCase, asked: Row) -> bool:
    """Tell whether a question that nobody has signed an answer to was agreed to by telephone, less than a day ago."""
    ends = asked["valid_until"]
    if asked["gate"] in NEVER_SPOKEN or live_values(asked, "decision") != {None} or not isinstance(ends, datetime):
        return False
    if ends.timestamp() * 1000 <= view.now_ms or "valid_until" in asked.siblings:
        return False
    roster = {row["kind"] for row in view.directory("DutyNumber")} & APPROVERS_ON_DUTY
    return any(_agrees(call, ends) and call["duty"] in roster for call in uncorrected(view.of("Call")))


def _agrees(call: Row, ends: datetime) -> bool:
    at = call["at"]
    is_hour = isinstance(at, datetime) and at + HOLDS == ends
    return is_hour and call["answer"] == ANSWERED and bool(str(call["words"] or "").strip())

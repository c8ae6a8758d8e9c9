"""Each clock of a case: when it starts, warns and runs out, what stops it, two live dates, and times that cannot be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from tests.domain.rules.clocked import (
    DAY,
    HOUR,
    MINUTE,
    NOON,
    NOON_MS,
    Trial,
    a_case,
    a_row,
    after,
    day,
    ids,
    moved,
    wrote,
)
from tests.domain.rules.protecting_trials import PROTECTING
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.clocks.clock import State
from tipdesk.domain.rules.clocks.due import OF_CASES, OF_REGISTERS, due, due_and_met
from tipdesk.domain.rules.clocks.lengths import end_of
from tipdesk.domain.rules.clocks.table import CLOCKS
from tipdesk.domain.values import NamedRow

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value
    from tipdesk.domain.rows import Row
    from tipdesk.domain.rules.clocks.clock import Clock
    from tipdesk.domain.rules.frozen_case import FrozenCase

GRAVE = a_row("Report", sent_at=NOON, danger_now="unsure", under_18="no")
YOUNG = a_row("Report", sent_at=NOON, danger_now="no", under_18="yes")
PLAIN = a_row("Report", sent_at=NOON, danger_now="no", under_18="no")
CHILD_NUMBER = a_row("DutyNumber", kind="child_protection")
STATUS: dict[str, Any] = {"person": b"suspect", "investigator": b"investigator", "at": NOON}
LATER = a_row("SuspectStatus", "later", **{**STATUS, "at": after(days=1)}, stage="discharged")
MIDNIGHT = 12 * HOUR
"""From noon to 24:00."""


def a_call(**values: Value) -> Row:
    """Return an answered call, half an hour after the report."""
    return a_row(
        "Call", "", told=None, **{"at": after(minutes=30), "answer": "answered", "direction": "made", **values}
    )


POSSIBLE, ACTUAL = "PossibleVictimOfTrafficking", "ActualVictimOfTrafficking"
ANN = b"ann".ljust(16, b".")
A_VICTIM = a_row("CaseRole", person=ANN, role="potential_victim", role_from=day("2019"))


def signed(kind: str, outcome: str, name: str = "d") -> Row:
    """Return a decision on Ann that was signed at noon."""
    return a_row("Determination", name, person=ANN, kind=kind, outcome=outcome, signed_at=NOON)


TRIALS = (
    Trial("danger-call", (GRAVE,), 0, 15 * MINUTE, (a_call(),)),
    Trial("child-called", (YOUNG, CHILD_NUMBER), 0, HOUR, (a_call(duty="child_protection"),)),
    Trial("child-called", (YOUNG, CHILD_NUMBER), 0, HOUR, (a_call(number="+1758911"),)),
    Trial("child-called", (YOUNG,), 0, HOUR, (a_call(duty="duty_officer"),)),
    Trial("acknowledge", (PLAIN,), 20 * MINUTE, 30 * MINUTE, (a_row("Acknowledgement", report=PLAIN.id, at=NOON),)),
    Trial("acknowledge", (PLAIN,), 20 * MINUTE, 30 * MINUTE, (a_call(duty="duty_officer"),)),
    Trial("triage", (PLAIN,), 18 * HOUR, DAY, case={"status": "reported"}, answers={"status": "screening"}),
    Trial("review-owed", (a_row("Review", acted_at=NOON),), 12 * HOUR, DAY, answers={"decision": "right"}),
    Trial("approval-owed", (a_row("Approval", gate="suspect-is-victim", asked_at=NOON),), 12 * HOUR, DAY,
          answers={"decision": "refused"}),
    Trial("approval-owed", (a_row("Approval", gate="closure-approved", asked_at=NOON),), 7 * DAY, 7 * DAY + MIDNIGHT,
          answers={"decision": "approved"}),
    Trial("handover-owed", (a_row("CaseHandover", to_post=b"there", asked_at=NOON),), 20 * MINUTE, 30 * MINUTE,
          answers={"answer": "accepted"}),
    Trial("preliminary", (A_VICTIM,), 5 * DAY + MIDNIGHT, 7 * DAY + MIDNIGHT,
          (signed("preliminary", "NotAVictimOfTrafficking"),)),
    Trial("preliminary", (A_VICTIM,), 5 * DAY + MIDNIGHT, 7 * DAY + MIDNIGHT, (signed("final", ACTUAL),),
          answers={"role": "witness"}),
    Trial("final", (signed("preliminary", POSSIBLE), A_VICTIM), 30 * DAY + MIDNIGHT, 45 * DAY + MIDNIGHT,
          (signed("final", ACTUAL, "f"),)),
    Trial("final", (signed("preliminary", ACTUAL), A_VICTIM), 30 * DAY + MIDNIGHT, 45 * DAY + MIDNIGHT,
          (signed("review", "NotAVictimOfTrafficking", "r"),), answers={"outcome": "NotAVictimOfTrafficking"}),
    Trial("suspect-review", (a_row("SuspectStatus", stage="suspected", **STATUS),), 21 * DAY + MIDNIGHT,
          28 * DAY + MIDNIGHT, (LATER,)),
    Trial("suspect-review", (a_row("SuspectStatus", stage="suspected", **STATUS, review_due=day("2026-12-01")),), 0,
          4 * DAY + MIDNIGHT),
    Trial("task-due", (a_row("Task", due=day("2026-11-29")),), DAY + MIDNIGHT, 2 * DAY + MIDNIGHT,
          answers={"status": "done"}),
    Trial("task-due", (a_row("Task", due=day("2026-11-29"), remind_on=day("2026-11-28")),), MIDNIGHT,
          2 * DAY + MIDNIGHT, answers={"status": "cancelled"}),
    Trial("case-quiet", (), 25 * DAY + MIDNIGHT, 30 * DAY + MIDNIGHT, answers={"status": "closed"}),
    Trial("case-quiet", (), 5 * DAY + MIDNIGHT, 7 * DAY + MIDNIGHT, case={"risk_level": "imminent"},
          answers={"status": "screened_out"}),
    Trial("keep-until", (), -DAY * 89 + 2 * 365 * DAY + MIDNIGHT, 2 * 365 * DAY + MIDNIGHT + DAY,
          case={"status": "closed", "date_closed": day("2026-11-27"), "closure_reason": "not_tip"},
          answers={"status": "reopened"}),
    Trial("hold-look", (), 275 * DAY + MIDNIGHT, 365 * DAY + MIDNIGHT, case={"legal_hold": True},
          answers={"legal_hold": None}),
)  # fmt: skip


def of(trial: Trial, *more: Row, now: int = NOON_MS, answers: dict[str, Any] | None = None) -> list[Clock]:
    """Return the running clocks of a trial; `answers` are written over the row that it is about, or the case."""
    rows = [*trial.rows, *more]
    case = dict(trial.case or {})
    if answers is not None and (not trial.rows or trial.id == "triage"):
        case |= answers
    elif answers is not None:
        rows[0] = a_row(rows[0].record.name, **{**rows[0].values, **answers})
    return [one for one in due(a_case(*rows, now=now, **case)) if one.id == trial.id]


@pytest.mark.parametrize("trial", [*TRIALS, *PROTECTING], ids=lambda one: one.id)
def test_a_clock_starts_warns_runs_out_and_is_stopped(trial: Trial) -> None:
    """To the millisecond, on the dates of its row alone; whatever stops it, stops it also when it has run out."""
    [clock] = of(trial)
    assert (clock.warns - NOON_MS, clock.ends - NOON_MS) == (max(trial.warns, 0), trial.ends), trial
    assert clock.state(clock.ends - 1) is not State.OVERDUE
    assert clock.state(clock.ends) is State.OVERDUE
    assert clock.state(clock.warns) in (State.WARNED, State.OVERDUE)
    if trial.warns > 0:
        assert clock.state(clock.warns - 1) is State.RUNNING
    for row in trial.stops:
        assert of(trial, row, now=clock.ends + 1) == []
    if trial.answers:
        assert of(trial, now=clock.ends + 1, answers=trial.answers) == []


def test_every_clock_of_the_table_is_tried() -> None:
    """A clock without a trial is found; each length of the table belongs to a clock that runs."""
    trials = (*TRIALS, *PROTECTING)
    assert {trial.id for trial in trials} == set(OF_CASES)
    print(f" clocks: {len(trials)} trials of {len(OF_CASES)} clocks of cases, each before, warned, overdue and stopped")
    assert {rule.clock for rule in CLOCKS.values()} == {*OF_CASES, *OF_REGISTERS, "breach-owed"}


@dataclass(frozen=True)
class Breach:
    """A breach as part gates tells of it."""

    gate: str
    subject: NamedRow
    seen_at: int


def test_a_breach_counts_from_when_headquarters_first_saw_it() -> None:
    """Three days, whatever made them; two gates over one row are two clocks."""
    row = NamedRow(1, b"case")
    seen = [Breach("closure-approved", row, NOON_MS - HOUR), Breach("suspect-named", row, NOON_MS)]
    clocks = [one for one in due(a_case(), seen) if one.id == "breach-owed"]
    assert [(one.gate, one.warns - NOON_MS, one.ends - NOON_MS) for one in clocks] == [
        ("closure-approved", 47 * HOUR, 71 * HOUR),
        ("suspect-named", 48 * HOUR, 72 * HOUR),
    ]


def test_a_reviewed_breach_is_told_as_one() -> None:
    """Its words end the clock of the breach; nothing was done unasked."""
    decided: dict[str, Any] = {"decision": "upheld", "decided_at": NOON}
    clocks = due_and_met(a_case(a_row("Review", ground="breach", acted_at=after(hours=-3), **decided)))
    assert [(one.id, one.met_at) for one in clocks if one.id in ("breach-owed", "review-owed")] == [
        ("breach-owed", NOON_MS)
    ]


def test_of_two_live_dates_the_earlier_counts() -> None:
    """Nobody has settled which day was meant; what may be over is not over while one value says that it is not."""
    two = (day("2026-11-29"), day("2026-12-24"))
    task = a_row("Task", told={"due": two, "status": ("done", "open")})
    status = a_row("SuspectStatus", stage="suspected", told={"review_due": two}, **STATUS)
    review = a_row("Review", told={"acted_at": (after(hours=-3), NOON)})
    ends = {one.id: one.ends for one in due(a_case(task, status, review))}
    assert ends["task-due"] == ends["suspect-review"] == end_of(two[0].last_day)
    assert ends["review-owed"] == NOON_MS + 21 * HOUR
    assert "danger-call" in ids(due(a_case(a_row("Report", told={"danger_now": ("yes", "no")}))))
    assert "triage" in ids(due(a_case(PLAIN, status=None)))


WRONG = NOON.replace(year=2036)


@pytest.mark.parametrize(
    ("sent", "written", "received", "starts", "doubtful"),
    [
        (NOON, NOON_MS, NOON_MS + 5, NOON_MS, False),
        (NOON.replace(year=2016), NOON_MS, NOON_MS, int(NOON.replace(year=2016).timestamp() * 1000), False),
        (WRONG, int(WRONG.timestamp() * 1000), NOON_MS, NOON_MS, True),
        (after(hours=23), NOON_MS, NOON_MS, NOON_MS, False),
        (after(hours=25), NOON_MS + 25 * HOUR, NOON_MS, NOON_MS, True),
    ],
)
def test_a_clock_set_ten_years_wrong_stops_none(
    sent: object, written: int, received: int, starts: int, doubtful: bool
) -> None:
    """Headquarters counts from the earliest that can be; what lies in the future by more than a day is doubted."""
    report = a_row("Report", sent_at=sent, danger_now="yes")
    view = a_case(report, written={"Report": wrote(written, received)})
    told = {one.id: one for one in due(view)}
    for clock in (told["danger-call"], told["acknowledge"]):
        assert (clock.starts, clock.is_doubtful) == (starts, doubtful)
        assert clock.state(received + DAY) is State.OVERDUE


def test_on_the_pc_that_wrote_it_a_date_in_2063_has_run_out() -> None:
    """Its clock was set back since, and nobody has received the report: it is late at once and says why."""
    report = a_row("Report", sent_at=NOON.replace(year=2063), danger_now="yes")
    writing = wrote(int(NOON.replace(year=2063).timestamp() * 1000), None)
    clocks = {one.id: one for one in due(a_case(report, written={"Report": writing}, is_headquarters=False))}
    assert clocks["danger-call"].is_doubtful
    assert clocks["danger-call"].state(NOON_MS) is State.OVERDUE
    [task] = [one for one in due(a_case(a_row("Task", due=day("2063-01-01")))) if one.id == "task-due"]
    assert task.is_doubtful


def test_a_pc_that_slept_or_died_stops_no_clock() -> None:
    """The same rows, read ten minutes or a week later, tell the same clocks: only what is overdue has changed."""
    view = a_case(GRAVE, a_row("Task", due=day("2026-11-29")))
    for minutes in (10, 7 * 24 * 60):
        assert due(moved(view, minutes)) == due(view)
    late = [one.id for one in due(view) if one.state(NOON_MS + 7 * DAY) is State.OVERDUE]
    assert late == ["danger-call", "acknowledge", "task-due"]


def test_the_order_in_which_rows_came_changes_nothing() -> None:
    """As they are in two replicas that received them apart."""
    rows = (GRAVE, a_row("Task", due=day("2026-11-29")), a_row("SuspectStatus", stage="suspected", **STATUS))
    assert due(a_case(*rows)) == due(a_case(*reversed(rows)))


@pytest.mark.parametrize(
    "values",
    [
        {"answer": "no_answer"},
        {"direction": "missed"},
        {"at": after(hours=-3)},
        {"report": b"another".ljust(16, b".")},
        {"of_person": b"her"},
    ],
)
def test_a_call_that_reached_nobody_stops_no_clock(values: dict[str, Any]) -> None:
    """Nor one long before the report, about another report, or with the very person; nor one that was corrected."""
    assert "danger-call" in ids(due(a_case(GRAVE, a_call(**values))))
    wrong = a_call()
    assert "danger-call" in ids(due(a_case(GRAVE, wrong, a_row("Call", "2", corrects=wrong.id, answer="no_answer"))))


def test_child_protection_itself_is_rung_where_the_roster_names_it() -> None:
    """The duty officer stands in only where it names none."""
    assert "child-called" in ids(due(a_case(YOUNG, CHILD_NUMBER, a_call(duty="duty_officer"))))


def test_a_report_counts_from_its_paper_and_unsent_it_owes_nobody_an_answer() -> None:
    """Typed in later, it waits since it was written down; kept on the PC that wrote it, only danger counts."""
    paper = a_row("Report", sent_at=NOON, written_at=after(hours=-5), danger_now="yes")
    assert {one.starts for one in due(a_case(paper)) if one.id != "case-quiet"} == {NOON_MS - 5 * HOUR}
    kept = a_row("Report", danger_now="yes")
    view = a_case(kept, written={"Report": wrote(NOON_MS, None)}, status="reported", is_headquarters=False)
    assert ids(due(view)) == ["danger-call", "case-quiet"]


def test_a_closed_case_owes_no_calls_and_held_it_is_kept() -> None:
    """In dispute it is open; with a legal hold or a suspect no day ends it."""
    closed: dict[str, Any] = {"status": "closed", "date_closed": day("2010-01-01")}
    assert ids(due(a_case(GRAVE, **closed))) == ["keep-until"]
    assert ids(due(a_case(a_row("CaseRole", role="suspect"), **closed))) == []
    assert ids(due(a_case(**closed, legal_hold=True))) == ["hold-look"]


def test_what_was_met_stays_for_a_day() -> None:
    """After the clocks that run, the latest first; a day later it is gone."""
    call = a_call(report=GRAVE.id)
    read = a_row("Acknowledgement", report=GRAVE.id, at=after(hours=2))

    def met(view: FrozenCase) -> list[str]:
        return ids(one for one in due_and_met(view) if one.met_at is not None)

    view = a_case(GRAVE, call, read)
    assert met(view) == ["acknowledge", "danger-call"]
    assert met(moved(view, 25 * 60)) == ["acknowledge"]
    assert met(moved(view, 27 * 60)) == []


def test_the_clock_of_a_decision_is_about_a_victim_whom_nobody_decided_on() -> None:
    """A draft stops none, a decision on somebody else neither; who was not spoken to, or is none any more, has none."""
    draft = a_row("Determination", "d", person=ANN, kind="preliminary", outcome=POSSIBLE)
    other = a_row("Determination", "o", person=b"bea", kind="final", outcome=ACTUAL, signed_at=NOON)
    [clock] = [one for one in due(a_case(A_VICTIM, draft, other)) if one.id in {"preliminary", "final"}]
    assert (clock.id, clock.subject, clock.starts) == ("preliminary", NamedRow(BY_NAME["Person"].number, ANN), NOON_MS)
    two = a_row("CaseRole", "again", person=ANN, role="victim")
    assert [one.id for one in due(a_case(A_VICTIM, two))].count("preliminary") == 1
    roles: list[dict[str, Any]] = [{"role": "not_yet_spoken_to"}, {"role": "victim", "role_to": day("2026-11-01")}]
    for role in roles:
        assert "preliminary" not in ids(due(a_case(a_row("CaseRole", "", told=None, person=ANN, **role))))
    assert "preliminary" not in ids(due(a_case(A_VICTIM, status="closed")))

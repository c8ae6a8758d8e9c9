"""What each gate asks for, condition by condition: without one it does not hold, and with all of them it does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.domain.rules.clocked import CASE, HOUR, MINUTE, NOON, NOON_MS, a_case, a_row, day, wrote
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.gates.breaching import breaches
from tipdesk.domain.rules.gates.checking import check
from tipdesk.domain.rules.gates.gate import Deed, Doer, Wrote
from tipdesk.domain.rules.gates.predicates import roles
from tipdesk.domain.rules.gates.reporting import needs_call
from tipdesk.domain.values import Sealed

if TYPE_CHECKING:
    from tipdesk.domain.rows import Row


from tests.domain.rules.gates_frozen import (
    ANN,
    CLOSED,
    EVERYBODY,
    ME,
    OTHER,
    STAFF,
    THIRD,
    approval,
    moved,
    stopped,
    with_approval,
)

TRIAGED: dict[str, Any] = {"urgency": "now", "danger_now": "no", "under_18": "unsure"}


@pytest.mark.parametrize("lacking", ["urgency", "danger_now", "under_18", "owner", "report", "title", "role"])
def test_a_case_is_taken_on_with_its_answers(lacking: str) -> None:
    """Who is in charge, how urgent, danger, a child, a neutral title, and a role that opens; unsure is an answer."""
    report = a_row("Report", **{name: value for name, value in TRIAGED.items() if name != lacking})
    person = a_row("Person", "bea", family_name="Heronsworth")
    title = "The Heronsworth matter" if lacking == "title" else "Heron 7"
    owner = None if lacking == "owner" else ME
    rows = (person, *(() if lacking == "report" else (report,)))
    held = frozenset({"frontline"}) if lacking == "role" else EVERYBODY
    view = a_case(*rows, status="open", title=title, owner=owner)
    assert moved(view, "reported", held=held) == {"triage-complete"}
    whole = a_case(person, a_row("Report", **TRIAGED), status="open", title="Heron 7", owner=ME)
    assert moved(whole, "reported") == moved(whole, "screening") == set()


@pytest.mark.parametrize(
    ("title", "record", "values"),
    [
        ("sex case 4", "Person", {}),
        ("Zebra house", "Episode", {"place": "Villa Zebra"}),
        ("quiet Annelise", "Person", {"given_names": "Annelise"}),
    ],
)
def test_a_title_gives_nothing_away(title: str, record: str, values: dict[str, Any]) -> None:
    """No form of exploitation, no place of theirs, no name; "the market" is no place that anybody could find."""
    known = {name: value for name, value in values.items() if name in BY_NAME[record].by_name}
    if values and not known:
        known = {"exploitation_place": "Villa Zebra"} if "exploitation_place" in BY_NAME[record].by_name else {}
    rows = (a_row("Report", **TRIAGED, travel="Villa Zebra by the market"), a_row(record, "bea", **known))
    view = a_case(*rows, status="screening", title=title, owner=ME)
    assert moved(view, "reported") == {"triage-complete"}
    assert moved(replace(view, case=a_case(status="screening", title="Market 3", owner=ME).case), "reported") == set()


@pytest.mark.parametrize(
    "lacking", ["closure_reason", "closure_words", "date_closed", "reason", "outcome", "need", "role"]
)
def test_a_case_is_screened_out_with_reasons(lacking: str) -> None:
    """A reason of the three, in words, the day, what became of them, nothing urgent open, and a role that decides."""
    given: dict[str, Any] = {"closure_reason": "not_tip", "closure_words": "A visit."}
    given |= {"date_closed": day("2026-11-18")}
    given |= {lacking: None} if lacking in given else {}
    given |= {"closure_reason": "completed"} if lacking == "reason" else {}
    rows = [a_row("Report", **TRIAGED | {"under_18": "no"})]
    rows += [] if lacking == "outcome" else [a_row("ReportOutcome", became="admitted")]
    rows += [a_row("Need", priority="urgent", wish="wanted", status="open")] if lacking == "need" else []
    held = frozenset({"frontline", "investigator"}) if lacking == "role" else EVERYBODY
    view = a_case(*rows, status="screened_out", **given)
    assert moved(view, "screening", held=held) == {"screen-out-reasoned"}


@pytest.mark.parametrize(
    ("row", "is_stopped"),
    [
        (a_row("Report", **TRIAGED), True),
        (a_row("Report", **TRIAGED | {"under_18": "no", "danger_now": "yes"}), True),
        (a_row("Report", **TRIAGED | {"under_18": "no"}), False),
        (a_row("Person", "bea"), True),
        (ANN, False),
    ],
)
def test_a_child_or_danger_is_not_screened_out_alone(row: Row, *, is_stopped: bool) -> None:
    """Where there may be a child, or danger, headquarters agrees first; a met or declined need holds nothing up."""
    given: dict[str, Any] = {"closure_reason": "not_tip", "closure_words": "A visit."}
    given |= {"date_closed": day("2026-11-18")}
    needs = [
        a_row("Need", "n1", priority="urgent", wish="wanted", status="met"),
        a_row("Need", "n2", priority="urgent", wish="declined", status="open"),
        a_row("Need", "n3", priority="high", wish="wanted", status="open"),
    ]
    view = a_case(row, a_row("ReportOutcome", became="admitted"), *needs, status="screened_out", **given)
    assert moved(view, "screening") == ({"screen-out-reasoned"} if is_stopped else set())


def status(**values: Any) -> Row:  # noqa: ANN401 - as rows take them
    """Return a reasoned status of Ann, changed as said."""
    told: dict[str, Any] = {
        "person": ANN.id,
        "stage": "suspected",
        "investigator": ME,
        "grounds": "Two told.",
        "at": NOON,
    }
    return a_row("SuspectStatus", "status", **{**told, "review_due": day("2026-12-25"), **values})


SUSPECT = a_row("CaseRole", "role", person=ANN.id, role="suspect")


@pytest.mark.parametrize(
    ("changed", "is_named"),
    [
        ({}, True),
        ({"grounds": " "}, False),
        ({"grounds": None}, False),
        ({"investigator": OTHER}, False),
        ({"investigator": None}, False),
        ({"review_due": None}, False),
        ({"review_due": day("2026-12-26")}, False),
        ({"at": None}, False),
        ({"stage": "acquitted", "review_due": None}, True),
        ({"person": b"somebody else..."}, False),
    ],
)
def test_nobody_is_called_a_suspect_without_a_status(changed: dict[str, Any], *, is_named: bool) -> None:
    """An investigator who wrote it, grounds, and a review within 28 days; of that very person; an end needs none."""
    view = a_case(ANN, SUSPECT, status(**changed), *STAFF, written={"status": wrote()._replace(actor=ME)})
    assert stopped(view, "CaseRole", SUSPECT.id, "role") == (set() if is_named else {"suspect-named"})


def test_a_suspicion_is_an_investigators_and_ends() -> None:
    """Somebody of another role names nobody; a corrected status is none; a role that has ended needs nothing."""
    written = {"status": wrote()._replace(actor=ME), "second": wrote()._replace(actor=ME)}
    view = a_case(ANN, SUSPECT, status(), *STAFF, written=written)
    assert stopped(view, "CaseRole", SUSPECT.id, "role", held=frozenset({"supervisor"})) == {"suspect-named"}
    bad = replace(status(grounds=None, corrects=status().id), id=b"second".ljust(16, b"."))
    assert stopped(a_case(ANN, SUSPECT, status(), bad, *STAFF, written=written), "CaseRole", SUSPECT.id, "role")
    for ended, is_stopped in (("2026-11-26", False), ("2026-11-27", False), ("2026-11-28", True)):
        role = a_row("CaseRole", "role", person=ANN.id, role="suspect", role_to=day(ended))
        assert bool(stopped(a_case(ANN, role, *STAFF), "CaseRole", role.id, "role_to")) is is_stopped
        assert roles(a_case(ANN, role), ANN.id) == (frozenset({"suspect"}) if is_stopped else frozenset())


@pytest.mark.parametrize("name", ["closure_reason", "closure_words", "date_closed"])
def test_closing_needs_each_word(name: str) -> None:
    """Reason, words and the day; a blank is none. Open again, nothing is asked."""
    for empty in (None, " ") if name == "closure_words" else (None,):
        assert "closure-needs-reason" in moved(a_case(**CLOSED | {name: empty}), "open")
    assert "closure-needs-reason" not in moved(a_case(**CLOSED), "open")
    assert "closure-needs-reason" in moved(a_case(**CLOSED), "open", held=frozenset({"frontline"}))
    assert moved(a_case(**CLOSED | {name: None, "status": "open"}), "follow_up") == set()


@pytest.mark.parametrize(
    ("row", "is_open"),
    [
        (a_row("Task", status="open"), True),
        (a_row("Task", told={"status": ("done", "open")}), True),
        (a_row("Task", status="cancelled"), False),
        (a_row("Approval", gate="suspect-is-victim"), True),
        (a_row("Approval", gate="closure-approved"), False),
        (a_row("Approval", gate="suspect-is-victim", decision="refused"), False),
        (a_row("Review", rule="gate"), True),
        (a_row("Review", rule="gate", decision="upheld"), False),
    ],
)
def test_a_closed_case_leaves_nothing_open(row: Row, *, is_open: bool) -> None:
    """Tasks, questions and reviews that wait; but not the question for this very closing."""
    assert ("closure-open-work" in moved(a_case(row, **CLOSED), "open")) is is_open


def test_moves_are_those_of_the_table() -> None:
    """Each stage leads to some and to no other; a new case starts where it is; settling takes one that was told."""
    for was, to, is_move in (("reported", "follow_up", False), ("open", "closed", True), ("closed", "open", False),
                             ("screened_out", "reopened", True), ("reopened", "follow_up", True)):  # fmt: skip
        assert ("no-such-move" in moved(a_case(status=to), was)) is not is_move
    doer = Doer(frozenset({ME}), EVERYBODY, is_headquarters=False)
    wrote_it = (Wrote("Case", CASE, frozenset({"status"}), is_new=True),)
    assert check(a_case(status="follow_up"), Deed(doer, wrote_it, None)) == ()


@pytest.mark.parametrize("lacking", ["reopened_why", "owner", "task", "role"])
def test_reopening_says_why(lacking: str) -> None:
    """Why, who is in charge, a task to look at the danger, and a role that decides."""
    given: dict[str, Any] = {"reopened_why": "Somebody rang.", "owner": ME, lacking: None}
    given = {name: value for name, value in given.items() if name in {"reopened_why", "owner"}}
    task = a_row("Task", kind="call" if lacking == "task" else "safety", status="open")
    held = frozenset({"investigator"}) if lacking == "role" else EVERYBODY
    assert moved(a_case(task, status="reopened", **given), "closed", held=held) == {"reopen-reasoned"}
    whole: dict[str, Any] = {"reopened_why": "Somebody rang.", "owner": ME}
    assert moved(a_case(a_row("Task", kind="safety", status="open"), status="reopened", **whole), "closed") == set()


@pytest.mark.parametrize(
    ("record", "field", "is_stopped"),
    [("Person", "occupation", True), ("Task", "title", True), ("Case", "summary", True), ("Call", "words", False),
     ("Note", "text", False), ("Case", "legal_hold", False), ("ReportOutcome", "became", False),
     ("Exclusion", "reason", False)],
)  # fmt: skip
def test_a_closed_case_takes_only_what_goes_on(record: str, field: str, *, is_stopped: bool) -> None:
    """Calls, notes, outcomes and how it is kept; everything else waits for the reopening, or a reason."""
    row = a_row(record, "row") if record != "Case" else a_case(**CLOSED).case
    view = a_case(*(() if record == "Case" else (row,)), **CLOSED)
    found = stopped(view, record, row.id, field, before=view.case, is_new=True)
    assert ("closed-is-closed" in found) is is_stopped
    assert "closed-is-closed" not in stopped(view, record, row.id, field, is_new=True)


def test_a_hold_is_lifted_by_two_at_headquarters() -> None:
    """Neither lifted nor shortened without another coordinator; a suspect, even of old, keeps it whatever they say."""
    held = a_case(status="open", legal_hold=True, retention_until=day("2040")).case
    view = a_case(status="open", legal_hold=False, retention_until=day("2040"))
    assert stopped(view, "Case", CASE, "legal_hold", before=held) == {"hold-lifted-by-two"}
    shorter = a_case(status="open", legal_hold=True, retention_until=day("2039"))
    assert stopped(shorter, "Case", CASE, "retention_until", before=held) == {"hold-lifted-by-two"}
    longer = a_case(status="open", legal_hold=True, retention_until=day("2041"))
    assert stopped(longer, "Case", CASE, "retention_until", before=held) == set()
    base = a_case(*STAFF, status="open", legal_hold=False, retention_until=day("2040"))
    agreed = approval("hold-lifted-by-two", base.case, base, decided_by=THIRD)
    whole = with_approval(base, agreed)
    assert stopped(whole, "Case", CASE, "legal_hold", before=held) == set()
    assert stopped(whole, "Case", CASE, "legal_hold", before=held, held=frozenset({"supervisor"}))
    old = a_row("CaseRole", "role", person=ANN.id, role="suspect", role_to=day("2020"))
    with_suspect = with_approval(replace(a_case(old, *STAFF, status="open", legal_hold=False), case=base.case), agreed)
    assert stopped(with_suspect, "Case", CASE, "legal_hold", before=held) == {"hold-lifted-by-two"}


def call(minutes: int, **values: Any) -> Row:  # noqa: ANN401 - as rows take them
    """Return a call so many minutes after the report."""
    told: dict[str, Any] = {"whom": f"number {minutes}", "answer": "no_answer", "at": NOON + timedelta(minutes=minutes)}
    return a_row("Call", f"call{minutes}", **told | values)


@pytest.mark.parametrize(
    ("calls", "is_needed"),
    [
        ((), True),
        ((call(1),), True),
        ((call(120, answer="answered"),), False),
        ((call(-120, answer="answered"),), False),
        ((call(121, answer="answered"),), True),
        ((call(1), call(2), call(3)), False),
        ((call(1, whom="x"), call(2, whom="x"), call(3, whom="x")), True),
    ],
)
def test_danger_is_told_by_telephone(calls: tuple[Row, ...], *, is_needed: bool) -> None:
    """Somebody answered within two hours before or after, or three numbers were tried."""
    for name in ("danger_now", "under_18"):
        grave: dict[str, Any] = {name: "unsure"}
        report = a_row("Report", "report", received_at=NOON, **grave)
        assert (needs_call(a_case(report, *calls), report) is not None) is is_needed
        late = [one.gate for one in breaches(a_case(report, *calls, now=NOON_MS + 2 * HOUR + MINUTE))]
        assert late == (["danger-needs-call"] if is_needed else [])
        assert breaches(a_case(report, *calls, now=NOON_MS + 2 * HOUR)) == ()
    harmless = a_row("Report", "report", received_at=NOON, danger_now="no", under_18="no")
    assert needs_call(a_case(harmless), harmless) is None


def test_what_is_sealed_to_us_is_not_judged() -> None:
    """A gate that would have to read it neither holds nor fails here: whoever holds the key judges."""
    shut = a_row("CaseRole", "role", person=ANN.id, role=Sealed(b"k", b"box"))
    assert stopped(a_case(ANN, shut, *STAFF), "CaseRole", shut.id, "role") == set()

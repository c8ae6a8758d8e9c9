"""Reports between their post and whoever takes them in hand: order, "I have it", who is given what, what is late."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_actor, make_desk, make_store
from tests.services.arrived import arrive
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.domain.values import PartialDate
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.note_outcome import note_outcome
from tipdesk.services.case.record_worry import record_worry
from tipdesk.services.fields import change_of_new
from tipdesk.services.locked.report import KeptReport
from tipdesk.services.locked.take_report import take_report
from tipdesk.services.look import look
from tipdesk.services.my_work.my_work import my_work
from tipdesk.services.reports.acknowledge_report import acknowledge_case, acknowledge_report
from tipdesk.services.reports.assign_report import assign_report, assign_to_post
from tipdesk.services.reports.find_reports import find_inbox, find_own_reports, find_unread, mark_inbox_seen

if TYPE_CHECKING:
    from tipdesk.domain.changes import Change
    from tipdesk.services.desk import Desk

OTHER = make_actor("officer2")


def two_desks() -> tuple[Desk, Desk]:
    """Return the desks of who writes reports and of who takes them in hand, before one store."""
    store = make_store()
    return make_desk(store), make_desk(store, OTHER)


def references(desk: Desk) -> list[str]:
    """Return what waits in the inbox, in its order."""
    return [line.case.reference for line in find_inbox(desk).waiting]


def test_danger_then_a_child_then_the_oldest() -> None:
    """Whatever the order of their coming; who wrote them does not find them in their own inbox."""
    writer, taker = two_desks()
    made = {}
    told: dict[str, dict[str, object]] = {
        "plain": {"danger_now": "no"},
        "child": {"under_18": "unsure"},
        "later": {},
        "danger": {"danger_now": "yes"},
    }
    for name, answers in told.items():
        made[name] = record_worry(writer, answers, urgent=True).reference
        writer.clock.pass_minutes(1)  # type: ignore[attr-defined] # the test's own clock
    assert references(taker) == [made[name] for name in ("danger", "child", "plain", "later")]
    assert references(writer) == []
    assert [line.case.reference for line in find_inbox(taker).grave] == [made["danger"], made["child"]]


def test_who_has_it_is_told_and_stays() -> None:
    """The taker and the time stand with the report; a second press writes nothing; its author cannot say it."""
    writer, taker = two_desks()
    saved = record_worry(writer, {"under_18": "yes"}, urgent=True)
    with pytest.raises(UserError) as own:
        acknowledge_report(writer, saved.case, saved.report)
    assert own.value.code == "acknowledge-by-another"
    acknowledge_report(taker, saved.case, saved.report, "On my way")
    assert acknowledge_report(taker, saved.case, saved.report).kinds == frozenset()
    [line] = find_own_reports(writer)
    assert [one.officer for one in line.takers] == [OTHER.officer]
    assert line.takers[0].at > 0
    assert references(taker) == []
    assert [one.case.reference for one in find_inbox(taker).taken] == [saved.reference]
    with pytest.raises(UserError) as none:
        acknowledge_case(taker, saved.case)
    assert none.value.code == "nothing-to-acknowledge"


def test_a_report_that_was_only_kept_tells_its_author_who_read_it() -> None:
    """Nobody waits for it before; once somebody has it in hand its author sees that."""
    writer, taker = two_desks()
    saved = record_worry(writer, {"own_words": "Invented"}, urgent=False)
    assert find_own_reports(writer) == []
    acknowledge_report(taker, saved.case, saved.report)
    assert [line.report for line in find_own_reports(writer)] == [saved.report]


def test_of_two_reports_in_a_case_one_takes_the_other_ones() -> None:
    """Whoever added a report to another's case has the first in hand by one deed; their own waits for others."""
    writer, taker = two_desks()
    saved = record_worry(writer, {}, urgent=True)
    own = add_record(taker, saved.case, BY_NAME["Report"], {"where_now": "here"}).row
    assert [one.row is None for one in acknowledge_case(taker, saved.case)] == [False]
    assert [line.report for line in find_inbox(writer).waiting] == [own]
    with pytest.raises(UserError) as refused:
        acknowledge_case(taker, saved.case)
    assert refused.value.code == "acknowledge-by-another"


def test_a_report_that_is_not_there_is_refused() -> None:
    """By name, before anything is written."""
    writer, taker = two_desks()
    saved = record_worry(writer, {}, urgent=True)
    with pytest.raises(UserError) as caught:
        acknowledge_report(taker, saved.case, b"no-such-report-1")
    assert caught.value.code == "no-such-report"


def test_nobody_has_read_it_for_half_an_hour() -> None:
    """Late after thirty minutes, for the whole post; read, it is not; saved without sending, nobody is told to ring."""
    writer, taker = two_desks()
    saved = record_worry(writer, {"danger_now": "yes"})
    record_worry(writer, {"danger_now": "no"})
    writer.clock.pass_minutes(29)  # type: ignore[attr-defined] # the test's own clock
    assert find_unread(taker) == []
    writer.clock.pass_minutes(1)  # type: ignore[attr-defined] # as above
    assert [line.case.reference for line in find_unread(taker)] == [saved.reference]
    assert find_inbox(taker).waiting[0].is_late
    acknowledge_case(taker, saved.case)
    assert find_unread(writer) == []


def test_what_was_left_without_a_login_is_sent_and_late_at_once() -> None:
    """Danger that lay sealed for an hour: the post is told to ring at the unlock; what speaks of none asks nobody."""
    writer, taker = two_desks()
    left_at = writer.clock.now_ms()
    writer.clock.pass_minutes(60)  # type: ignore[attr-defined] # the test's own clock
    document = {"records": [{"record": "Report", "fields": {"danger_now": "perhaps"}}]}
    left = [
        KeptReport("Joan", left_at, 0, {"danger_now": "unsure"}),
        KeptReport("Joan", left_at, 0, {}, document),
        KeptReport("Joan", left_at, 0, {"danger_now": "no"}),
    ]
    made = [take_report(writer, bytes([number]) * 32, one) for number, one in enumerate(left)]
    assert {line.case.id for line in find_unread(writer)} == {one.case for one in made[:2] if one}
    assert [line.is_danger for line in find_inbox(taker).waiting] == [True, True, False]


def test_what_came_since_the_last_look_is_new() -> None:
    """Looking moves the mark; what waits stays, marked as new or not."""
    writer, taker = two_desks()
    record_worry(writer, {}, urgent=True)
    assert all(find_inbox(taker).is_new(line) for line in find_inbox(taker).waiting)
    mark_inbox_seen(taker)
    writer.clock.pass_minutes(5)  # type: ignore[attr-defined] # the test's own clock
    record_worry(writer, {}, urgent=True)
    inbox = find_inbox(taker)
    assert [inbox.is_new(line) for line in inbox.waiting] == [False, True]


def test_a_closed_case_waits_for_nobody() -> None:
    """Its report is not asked about again."""
    writer, taker = two_desks()
    saved = record_worry(writer, {}, urgent=True)
    arrive(writer, saved.case, status="closed")
    assert references(taker) == []


def put(desk: Desk, record: str, row: bytes, **values: object) -> bytes:
    """Write a row of the directory as headquarters does."""
    change: Change = change_of_new(BY_NAME[record], row, values)  # type: ignore[arg-type] # as a test gives them
    with desk.work() as work:
        work.append(Scope.DIRECTORY, None, [change])
    return row


def test_it_is_given_to_an_officer_or_to_its_own_post() -> None:
    """A task with a day, with which another post gets the case offered; who is elsewhere or disabled is refused."""
    writer, taker = two_desks()
    here = put(taker, "Post", b"post-vieux-fort1", code="VFT", name="Vieux Fort")
    away = put(taker, "Post", b"post-castries-01", code="CAS", name="Castries")
    put(taker, "Device", taker.place.device, name="Front desk", post=here)
    near = put(taker, "Officer", b"officer-near-001", login="near", post=here)
    far = put(taker, "Officer", b"officer-far-0001", login="far", post=away)
    gone = put(taker, "Officer", b"officer-gone-001", login="gone", post=here, disabled=True)
    saved = record_worry(writer, {}, urgent=True)
    assign_report(writer, saved.case, officer=near, due=PartialDate(2026, 11, 28))
    assign_to_post(writer, saved.case, "vft")
    first, second = look(writer, saved.case).of("Task")
    assert (first["assigned_to"], str(first["due"]), first["status"]) == (near, "2026-11-28", "open")
    assert second["assigned_to"] is None
    for officer, code in (
        (far, "not-held-there"),
        (gone, "officer-disabled"),
        (b"nobody-of-ours-1", "no-such-officer"),
    ):
        with pytest.raises(UserError) as caught:
            assign_report(writer, saved.case, officer=officer)
        assert caught.value.code == code
    with pytest.raises(UserError) as other:
        assign_to_post(writer, saved.case, "CAS")
    assert other.value.code == "post-without-pc"
    put(taker, "Device", b"pc-of-castries-1", name="Front desk", post=away)
    assign_to_post(writer, saved.case, "CAS", PartialDate(2026, 11, 28))
    seen = look(writer, saved.case)
    assert [row["to_post"] for row in seen.of("CaseHandover")] == [away]
    assert (seen.of("Task")[-1]["post"], str(seen.of("Task")[-1]["due"])) == (away, "2026-11-28")


@pytest.mark.parametrize("is_sealed", [False, True])
def test_what_became_of_it_goes_back_to_who_reported(is_sealed: bool) -> None:
    """Given to another, sealed and closed, the case is shut to the author, who is told the outcome and no more."""
    store = make_store()
    novice = make_desk(store, make_actor("novice", frozenset({"frontline"})))
    taker = make_desk(store, make_actor("officer2", frozenset({"supervisor"})))
    saved = record_worry(novice, {"danger_now": "yes", "persons_count": 3}, urgent=True)
    acknowledge_report(taker, saved.case, saved.report)
    amend_record(taker, look(taker, saved.case).case, {"owner": taker.actor.login})
    add_record(taker, saved.case, BY_NAME["Person"], {"given_names": "Pretend", "family_name": "Poe"})
    novice.clock.pass_minutes(40 * 24 * 60)  # type: ignore[attr-defined] # the test's own clock
    assert find_own_reports(novice) == []
    note_outcome(taker, saved.case, saved.report, "safe_place", "Her aunt has her.")
    arrive(taker, saved.case, status="closed", sealing="restricted" if is_sealed else "ordinary")
    [line] = find_own_reports(novice)
    assert (line.became, line.is_own, line.case.reference) == ("safe_place", True, saved.reference)
    shown = (line.people, line.tasks, line.is_danger, line.is_child, line.case.status)
    assert (shown == (None, 0, False, False, "")) is is_sealed
    assert "Poe" not in repr(line)
    assert "aunt" not in repr(line)
    if is_sealed:
        assert find_own_reports(make_desk(store, make_actor("other", frozenset({"frontline"})))) == []


def test_what_was_screened_out_unread_is_told_too() -> None:
    """Nobody acknowledged it: the author learns what became of them, and is not asked to ring any more."""
    writer, taker = two_desks()
    saved = record_worry(writer, {"danger_now": "no"}, urgent=True)
    note_outcome(taker, saved.case, saved.report, "admitted", "A family visit.")
    arrive(taker, saved.case, status="screened_out")
    [line] = find_own_reports(writer)
    assert (line.became, line.is_waiting, line.takers) == ("admitted", False, ())
    work = my_work(writer)
    assert [one.became for one in work.reports] == ["admitted"]

"""Serving a case to somebody, and ending that: who may, what is audited, what is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.services.refusals import refusal
from tests.services.rooms import CARER, COLLEAGUE, OWNER, PASSPHRASE, PROSECUTOR, REASON, SUPERVISOR, Room, confirm
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.access import Level
from tipdesk.domain.schema import Scope
from tipdesk.services.access.act_now import act_now
from tipdesk.services.access.decide_review import decide_review
from tipdesk.services.access.emergency import open_in_emergency
from tipdesk.services.access.find_reviews import find_reviews
from tipdesk.services.access.serve_case import serve_case, withdraw_access
from tipdesk.services.audit import moment_now
from tipdesk.services.fields import change_of_new
from tipdesk.services.look import look

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value


def audited(room: Room) -> tuple[object, ...]:
    """Return what the last audit row says: action, result, case, row and officer."""
    last = room.rows("AuditEvent")[-1]
    return last["action"], last["result"], last["case"], last["row"], last["officer"]


def test_what_is_served_is_on_record_and_ends(room: Room) -> None:
    """Both deeds are audited with the case and whom they are about; what was served is gone afterwards."""
    served = serve_case(room.desk(OWNER), room.case, PROSECUTOR.login, "full", REASON)
    assert audited(room) == ("serve", "allowed", room.case, served.row, PROSECUTOR.officer)
    assert look(room.desk(PROSECUTOR), room.case).level is Level.FULL
    assert served.row is not None
    ended = withdraw_access(room.desk(SUPERVISOR), served.row, REASON)
    assert audited(room) == ("withdraw", "allowed", room.case, served.row, PROSECUTOR.officer)
    assert (ended, ended.kinds) == (served, frozenset({"AccessGrant"}))
    assert refusal(lambda: look(room.desk(PROSECUTOR), room.case)).code in {"not-allowed", "no-such-case"}


def test_who_may_not_serve_or_end_it(room: Room) -> None:
    """A colleague without part in the case; a reason that says nothing; a level there is none of, quoted short."""
    served = serve_case(room.desk(OWNER), room.case, PROSECUTOR.login, "summary", REASON)
    assert served.row is not None
    row = served.row
    assert (
        refusal(lambda: serve_case(room.desk(COLLEAGUE), room.case, CARER.login, "full", REASON)).code == "not-allowed"
    )
    assert refusal(lambda: withdraw_access(room.desk(COLLEAGUE), row, REASON)).code == "not-allowed"
    assert refusal(lambda: withdraw_access(room.desk(OWNER), row, "x")).code == "reason-needed"
    wrong = refusal(lambda: serve_case(room.desk(OWNER), room.case, CARER.login, "s" * 50, REASON))
    assert (wrong.code, str(wrong)) == ("unknown-code", f"“{'s' * 40}” is not in the list access_level.")
    assert [grant.id for grant in room.rows("AccessGrant")] == [served.row]


def test_an_emergency_is_not_withdrawn(room: Room) -> None:
    """Only what was served ends; that a case was opened in an emergency stays on record."""
    opened = open_in_emergency(room.desk(CARER), room.case, REASON, confirm, PASSPHRASE)
    row = opened.row
    assert row is not None
    assert refusal(lambda: withdraw_access(room.desk(SUPERVISOR), row, REASON)).code == "not-served"
    assert [grant.id for grant in room.rows("AccessGrant")] == [row]


def test_reviews_come_in_the_order_in_which_they_are_due(room: Room) -> None:
    """The one due first comes first, each with its case; at its hour it is not yet overdue, a moment later it is."""
    for rule in ("unmask", "print_identity"):
        act_now(room.desk(COLLEAGUE), room.case, rule, "danger", REASON)
        room.store.clock.pass_minutes(5)
    chief = room.desk(SUPERVISOR)
    lines = find_reviews(chief)
    assert [(line.reference, bool(line.title), line.rule) for line in lines] == [
        (room.reference, True, "unmask"),
        (room.reference, True, "print_identity"),
    ]
    first = lines[0]
    assert first.due == moment_now(chief) + timedelta(hours=24, minutes=-10)
    room.store.clock.pass_minutes(24 * 60 - 10)
    assert [line.is_overdue for line in find_reviews(chief)] == [False, False]
    room.store.clock.pass_minutes(1)
    assert [line.is_overdue for line in find_reviews(chief)] == [True, False]
    decide_review(chief, first.id, is_upheld=True, words=REASON)
    assert [line.id for line in find_reviews(chief)] == [lines[1].id]


def test_a_review_that_never_falls_due_comes_last(room: Room) -> None:
    """The order is that of the hours and not of the rows; one that names nobody is owed all the same."""
    hour = moment_now(room.desk(SUPERVISOR))
    named: dict[str, Value] = {"rule": "unmask", "officer": COLLEAGUE.officer}
    rows: dict[bytes, dict[str, Value]] = {
        b"1" * 16: {"rule": "interest"},
        b"2" * 16: {**named, "due": hour + timedelta(hours=2)},
        b"3" * 16: {**named, "due": hour - timedelta(hours=1)},
        b"4" * 16: {**named, "due": hour + timedelta(hours=1)},
    }
    changes = [change_of_new(BY_NAME["Review"], row, given) for row, given in rows.items()]
    with room.store.work(OWNER) as unit:
        unit.append(Scope.CASE, room.case, changes)
    lines = find_reviews(room.desk(SUPERVISOR))
    assert [line.id[:1] for line in lines] == [b"3", b"4", b"2", b"1"]
    assert [line.is_overdue for line in lines] == [True, False, False, False]
    assert (lines[-1].officer, lines[-1].due, lines[0].officer) == (b"", None, COLLEAGUE.officer)

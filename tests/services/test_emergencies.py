"""Opening a case in an emergency: a reason, the passphrase again, an entry, one hour, three a day, an answer."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_actor, make_desk
from tests.services.documents import a_document
from tests.services.rooms import (
    ANALYST,
    AUDITOR,
    CARER,
    COLLEAGUE,
    COORDINATOR,
    OTHER_CARER,
    OWNER,
    PASSPHRASE,
    PROSECUTOR,
    REASON,
    SUPERVISOR,
    confirm,
)
from tipdesk.domain.errors import Trouble, UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.access import Action, Level
from tipdesk.domain.schema import Scope
from tipdesk.services.access.act_now import minutes_left
from tipdesk.services.access.decide_review import decide_review
from tipdesk.services.access.emergency import acknowledge_emergency, find_emergencies, open_in_emergency
from tipdesk.services.access.exclude_officer import exclude_officer
from tipdesk.services.access.find_reviews import find_reviews
from tipdesk.services.access.serve_case import serve_case
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.new_case import new_case
from tipdesk.services.look import look

if TYPE_CHECKING:
    from tests.services.rooms import Room
    from tipdesk.services.desk import Desk

SOURCE = BY_NAME["Source"]


def break_glass(desk: Desk, case: bytes, ground: str | None = None) -> None:
    """Open a case in an emergency as the screen does."""
    open_in_emergency(desk, case, REASON, confirm, PASSPHRASE, ground=ground)


def refused(desk: Desk, case: bytes, **given: str) -> str:
    """Return the code of the refusal."""
    words = {"reason": REASON, "passphrase": PASSPHRASE, **given}
    with pytest.raises(UserError) as caught:
        open_in_emergency(desk, case, words["reason"], confirm, words["passphrase"])
    return caught.value.code


def refusal_of(desk: Desk, case: bytes) -> UserError:
    """Return the refusal."""
    with pytest.raises(UserError) as caught:
        break_glass(desk, case)
    return caught.value


def audited(room: Room) -> tuple[object, ...]:
    """Return what the last audit row says: action, result, case and reason."""
    last = room.rows("AuditEvent")[-1]
    return last["action"], last["result"], last["case"], last["reason"]


def test_the_case_is_open_for_an_hour(room: Room) -> None:
    """Shut before, open with who and where after, shut again when the hour of the session's own clock is over."""
    desk = room.desk(CARER)
    with pytest.raises(UserError):
        look(desk, room.case)
    break_glass(desk, room.case)
    view = look(desk, room.case)
    assert (view.level, view.of("Person")[0]["family_name"]) == (Level.FULL, "Doe")
    assert minutes_left(desk, room.case) == 60
    room.store.clock.ran_ms += 60 * 60_000 - 1
    assert (look(desk, room.case).level, minutes_left(desk, room.case)) == (Level.FULL, 1)
    room.store.clock.ran_ms += 1
    assert minutes_left(desk, room.case) == 0
    with pytest.raises(UserError):
        look(desk, room.case)


def test_setting_the_clock_back_wins_no_time(room: Room) -> None:
    """The hour is counted on a clock that nobody sets."""
    desk = room.desk(CARER)
    break_glass(desk, room.case)
    room.store.clock.pass_minutes(60)
    room.store.clock.set_wall(room.store.clock.at_ms - 60 * 60_000)
    with pytest.raises(UserError):
        look(desk, room.case)


def test_it_opens_one_case_to_one_session_for_reading(room: Room) -> None:
    """Neither another case, nor another session, nor writing, printing, exporting; sources stay shut."""
    other = new_case(make_desk(room.store, OWNER), a_document()).id
    add_record(room.desk(OWNER), room.case, SOURCE, {"code_name": "Wren", "name": "Pat Example"})
    desk = room.desk(CARER)
    break_glass(desk, room.case)
    [source] = look(desk, room.case).of("Source")
    assert source["name"] is None
    for attempt in (
        lambda: look(desk, other),
        lambda: look(make_desk(room.store, CARER), room.case),
        lambda: add_record(desk, room.case, BY_NAME["Note"], {"text": "A word"}),
        lambda: look(desk, room.case, Action.PRINT),
        lambda: look(desk, room.case, Action.EXPORT),
    ):
        with pytest.raises(UserError) as caught:
            attempt()
        assert caught.value.code == "not-allowed"


def test_it_is_written_before_it_opens(room: Room) -> None:
    """The entry with the reason is in the case and the deed in the audit; where they cannot be, all stays shut."""
    desk = room.desk(CARER)
    room.store.broken = Trouble("disk-full", "The disk is full.")
    with pytest.raises(Trouble):
        break_glass(desk, room.case)
    room.store.broken = None
    assert minutes_left(desk, room.case) == 0
    break_glass(desk, room.case)
    [grant] = room.rows("AccessGrant")
    assert (grant.case, grant["officer"], grant["reason"]) == (room.case, CARER.officer, REASON)
    assert room.looks()[-1] == ("emergency", "allowed")
    assert REASON not in repr([row.values for row in room.rows("AuditEvent")])
    begun, until = grant["begun_at"], grant["until"]
    assert isinstance(begun, datetime)
    assert until == begun + timedelta(hours=1)
    assert [entry.dot for entry in room.store.entries_of(Scope.CASE)][-1:] == room.store.urgent


def test_what_is_refused(room: Room) -> None:
    """No reason; a wrong passphrase, which is audited; a case open already; a role without cases; an exclusion."""
    assert refused(room.desk(CARER), room.case, reason="help") == "reason-needed"
    assert refused(room.desk(CARER), room.case, passphrase="guessed") == "wrong-passphrase"
    assert room.looks()[-1] == ("login_failed", "failed")
    assert refused(room.desk(OWNER), room.case) == "not-needed"
    assert refused(room.desk(ANALYST), room.case) == "not-allowed"
    exclude_officer(room.desk(SUPERVISOR), room.case, CARER.login, REASON)
    assert refused(room.desk(CARER), room.case) == "no-such-case"
    assert room.rows("AccessGrant") == []


def test_what_is_refused_is_audited_with_its_case(room: Room) -> None:
    """The row of a wrong passphrase names the case and why it was asked for."""
    assert refused(room.desk(CARER), room.case, passphrase="guessed") == "wrong-passphrase"
    assert audited(room) == ("login_failed", "failed", room.case, "emergency")


def test_a_case_open_in_full_needs_no_emergency(room: Room) -> None:
    """Whoever has a task in the case sees who and where, and breaks no glass for it."""
    add_record(room.desk(OWNER), room.case, BY_NAME["Task"], {"title": "Ring", "assigned_to": COLLEAGUE.officer})
    assert refused(room.desk(COLLEAGUE), room.case) == "not-needed"


def test_each_officer_has_their_own_three(room: Room) -> None:
    """What others opened in an emergency is not counted; a ground that is not needed asks nobody to review."""
    cases = [new_case(make_desk(room.store, OWNER), a_document()).id for _number in range(3)]
    for case in cases:
        break_glass(room.desk(CARER), case)
    opened = open_in_emergency(room.desk(OTHER_CARER), cases[0], REASON, confirm, PASSPHRASE, ground="child")
    assert room.rows("Review") == []
    [grant] = [row for row in room.rows("AccessGrant") if row["officer"] == OTHER_CARER.officer]
    assert (opened.case, opened.row, opened.kinds) == (cases[0], grant.id, frozenset({"AccessGrant"}))


def test_three_a_day_and_one_more_for_review(room: Room) -> None:
    """The fourth of a day needs a ground and asks a supervisor to judge it; the next day begins anew."""
    desk = room.desk(CARER)
    cases = [new_case(make_desk(room.store, OWNER), a_document()).id for _number in range(4)]
    for case in cases[:3]:
        break_glass(desk, case)
    assert refused(desk, cases[3]) == "emergency-limit"
    assert refused(make_desk(room.store, CARER), cases[3]) == "emergency-limit"
    with pytest.raises(UserError) as caught:
        break_glass(desk, cases[3], "curiosity")
    assert caught.value.code == "bad-ground"
    assert "3 cases" in str(refusal_of(desk, cases[3]))
    assert audited(room) == ("denied", "denied", cases[3], "emergency")
    assert room.rows("Review") == []
    break_glass(desk, cases[3], "child")
    [review] = room.rows("Review")
    assert (review["rule"], review["ground"], review["officer"]) == ("emergency_again", "child", CARER.officer)
    assert look(desk, cases[3]).level is Level.FULL
    room.store.clock.pass_minutes(24 * 60)
    break_glass(desk, room.case)


def test_nobody_reviews_their_own_fourth(room: Room) -> None:
    """A supervisor who opened four in a day does not judge the fourth; another supervisor does."""
    chief = room.desk(SUPERVISOR)
    for _number in range(3):
        break_glass(chief, new_case(make_desk(room.store, OWNER), a_document()).id)
    break_glass(chief, room.case, "danger")
    [review] = room.rows("Review")
    assert find_reviews(chief) == []
    with pytest.raises(UserError) as caught:
        decide_review(chief, review.id, is_upheld=True, words=REASON)
    assert caught.value.code == "not-yourself"
    decide_review(room.desk(COORDINATOR), review.id, is_upheld=True, words=REASON)


def test_headquarters_answers(room: Room) -> None:
    """The coordinator or the auditor acknowledges once, with words that stand in the case; a post does not."""
    break_glass(room.desk(CARER), room.case)
    [seen] = find_emergencies(room.desk(SUPERVISOR))
    with pytest.raises(UserError) as caught:
        acknowledge_emergency(room.desk(COORDINATOR), seen.id, REASON)
    assert caught.value.code == "not-headquarters"
    there = room.headquarters()
    [line] = find_emergencies(there.desk(AUDITOR))
    assert (line.reference, line.officer, line.reason) == (room.reference, CARER.officer, REASON)
    acknowledge_emergency(there.desk(AUDITOR), line.id, "Seen, and the child is safe")
    assert find_emergencies(there.desk(COORDINATOR)) == []
    [done] = find_emergencies(there.desk(COORDINATOR), waiting_only=False)
    assert (done.is_acknowledged, done.words) == (True, "Seen, and the child is safe")
    with pytest.raises(UserError) as caught:
        acknowledge_emergency(there.desk(COORDINATOR), line.id, REASON)
    assert caught.value.code == "acknowledged-already"
    room.store.take_in(there.store)
    [grant] = room.rows("AccessGrant")
    assert grant["acknowledged_words"] == "Seen, and the child is safe"


def test_who_sees_no_emergencies(room: Room) -> None:
    """A colleague and an analyst are shown none, and acknowledge none."""
    break_glass(room.desk(CARER), room.case)
    there = room.headquarters()
    [line] = find_emergencies(there.desk(COORDINATOR))
    for actor in (COLLEAGUE, ANALYST, SUPERVISOR):
        assert find_emergencies(there.desk(actor)) == []
        with pytest.raises(UserError) as caught:
            acknowledge_emergency(there.desk(actor), line.id, REASON)
        assert caught.value.code == "not-allowed"


def test_nobody_acknowledges_their_own(room: Room) -> None:
    """Somebody who opened a case and sits at headquarters since leaves it to another; nothing else is acknowledged."""
    break_glass(room.desk(CARER), room.case)
    serve_case(room.desk(SUPERVISOR), room.case, PROSECUTOR.login, "summary", REASON)
    there = room.headquarters()
    [line] = find_emergencies(there.desk(COORDINATOR))
    [served] = [row.id for row in there.rows("AccessGrant") if row.id != line.id]
    promoted = make_actor(CARER.login, frozenset({"coordinator"}))
    for actor, grant in ((promoted, line.id), (COORDINATOR, served)):
        with pytest.raises(UserError) as caught:
            acknowledge_emergency(there.desk(actor), grant, REASON)
        assert caught.value.code == "not-yourself"
    acknowledge_emergency(there.desk(COORDINATOR), line.id, REASON)

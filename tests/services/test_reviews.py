"""Acting first and being reviewed within a day; conflicts of interest; what police serve."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.services.refusals import is_to_declare
from tests.services.rooms import CARER, COLLEAGUE, COORDINATOR, OWNER, PROSECUTOR, REASON, SUPERVISOR
from tipdesk.domain.errors import UserError
from tipdesk.domain.rules.access import Action, Level
from tipdesk.services.access.act_now import act_now
from tipdesk.services.access.decide_review import decide_review
from tipdesk.services.access.declare_interest import declare_interest
from tipdesk.services.access.exclude_officer import lift_exclusion
from tipdesk.services.access.find_reviews import find_reviews
from tipdesk.services.access.serve_case import serve_case, withdraw_access
from tipdesk.services.audit import moment_now
from tipdesk.services.case.list_cases import list_cases
from tipdesk.services.documents.make_case_file import make_case_file
from tipdesk.services.look import look
from tipdesk.services.my_work.my_work import my_work

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.services.rooms import Room


def code_of(deed: Callable[[], object]) -> str:
    """Return the code of the refusal."""
    with pytest.raises(UserError) as caught:
        deed()
    return caught.value.code


def test_names_at_once_and_a_review_within_a_day(room: Room) -> None:
    """A colleague in need sees who the people are at once; the supervisor owes a review, due in twenty-four hours."""
    desk = room.desk(COLLEAGUE)
    assert code_of(lambda: look(desk, room.case, Action.UNMASK)) == "not-allowed"
    act_now(desk, room.case, "unmask", "medical", REASON)
    assert look(desk, room.case, Action.UNMASK).of("Person")[0]["family_name"] == "Doe"
    assert look(desk, room.case).of("Person")[0]["family_name"] is None
    [line] = find_reviews(room.desk(SUPERVISOR))
    assert (line.rule, line.ground, line.reason, line.officer) == ("unmask", "medical", REASON, COLLEAGUE.officer)
    assert line.due == moment_now(desk) + timedelta(hours=24)
    assert not line.is_overdue
    room.store.clock.pass_minutes(24 * 60 + 1)
    assert [one.is_overdue for one in my_work(room.desk(SUPERVISOR)).reviews] == [True]
    assert find_reviews(desk) == find_reviews(room.desk(CARER)) == []
    with pytest.raises(UserError):
        look(desk, room.case, Action.UNMASK)


def test_paper_with_names_at_once(room: Room) -> None:
    """The same for a print with identity: refused before, printed after, and the paper holds the name."""
    desk = room.desk(COLLEAGUE)
    assert code_of(lambda: make_case_file(desk, room.case, identity=True)) == "identity-not-open"
    act_now(desk, room.case, "print_identity", "danger", REASON)
    assert "Doe" in repr(make_case_file(desk, room.case, identity=True))
    assert "Doe" not in repr(make_case_file(desk, room.case, identity=False))


def test_acting_has_its_bounds(room: Room) -> None:
    """A reason and a real ground; not where it is open anyway; not for somebody to whom the case is shut."""
    desk = room.desk(COLLEAGUE)
    assert code_of(lambda: act_now(desk, room.case, "unmask", "danger", "!")) == "reason-needed"
    assert code_of(lambda: act_now(desk, room.case, "unmask", "curiosity", REASON)) == "bad-ground"
    assert code_of(lambda: act_now(room.desk(OWNER), room.case, "unmask", "danger", REASON)) == "not-needed"
    assert code_of(lambda: act_now(room.desk(CARER), room.case, "unmask", "danger", REASON)) == "not-allowed"
    assert room.rows("Review") == []


@pytest.mark.parametrize("is_upheld", [True, False])
def test_a_supervisor_judges(room: Room, *, is_upheld: bool) -> None:
    """Upheld or not, with words, once; nobody judges their own deed, and a colleague judges nobody's."""
    act_now(room.desk(COLLEAGUE), room.case, "unmask", "child", REASON)
    [row] = room.rows("Review")
    for actor in (COLLEAGUE, OWNER, CARER):
        attempt = partial(decide_review, room.desk(actor), row.id, is_upheld=True, words=REASON)
        assert code_of(attempt) == "not-allowed"
    chief = room.desk(SUPERVISOR)
    assert code_of(lambda: decide_review(chief, row.id, is_upheld=True, words="ok")) == "reason-needed"
    decide_review(chief, row.id, is_upheld=is_upheld, words="There was no other way")
    [row] = room.rows("Review")
    assert row["decision"] == ("upheld" if is_upheld else "not_upheld")
    assert (row["decided_by"], row["words"]) == (SUPERVISOR.officer, "There was no other way")
    assert find_reviews(chief) == []
    assert code_of(lambda: decide_review(chief, row.id, is_upheld=True, words=REASON)) == "decided-already"


def test_nobody_judges_themself(room: Room) -> None:
    """A coordinator who asked for a review of their own conflict of interest does not decide it."""
    declare_interest(room.desk(COORDINATOR), room.case, knows_somebody=True)
    [row] = room.rows("Review")
    attempt = partial(decide_review, room.desk(COORDINATOR), row.id, is_upheld=False, words=REASON)
    assert code_of(attempt) == "no-such-case"


def test_who_knows_nobody_is_asked_once(room: Room) -> None:
    """Asked before the first opening, never again on this PC; who began the case is not asked."""
    desk = room.desk(COLLEAGUE)
    assert (is_to_declare(desk, room.case), is_to_declare(room.desk(OWNER), room.case)) == (True, False)
    version = look(desk, room.case).version
    declare_interest(desk, room.case, knows_somebody=False)
    assert not is_to_declare(desk, room.case)
    assert is_to_declare(room.desk(SUPERVISOR), room.case)
    assert room.looks()[-1] == ("declare", "allowed")
    assert look(desk, room.case).version == version, "what was said is no part of the case"


@pytest.mark.parametrize("is_upheld", [True, False])
def test_who_knows_somebody_is_kept_out_until_judged(room: Room, *, is_upheld: bool) -> None:
    """Shut from that moment, told to supervisor and headquarters; upheld it stays shut, otherwise it opens again."""
    desk = room.desk(COLLEAGUE)
    declare_interest(desk, room.case, knows_somebody=True, words="A cousin of mine")
    assert code_of(lambda: look(desk, room.case)) == "no-such-case"
    assert list_cases(desk).lines == []
    [shut] = room.rows("Exclusion")
    assert code_of(partial(lift_exclusion, room.desk(OWNER), shut.id, REASON)) == "not-allowed"
    there = room.headquarters()
    [owed] = find_reviews(there.desk(COORDINATOR))
    assert (owed.rule, owed.officer, owed.reason) == ("interest", COLLEAGUE.officer, "A cousin of mine")
    [line] = find_reviews(room.desk(SUPERVISOR))
    decide_review(room.desk(SUPERVISOR), line.id, is_upheld=is_upheld, words=REASON)
    if is_upheld:
        assert code_of(lambda: look(desk, room.case)) == "no-such-case"
    else:
        assert look(desk, room.case).reference == room.reference
        assert not is_to_declare(desk, room.case)


def test_a_prosecutor_sees_what_is_served(room: Room) -> None:
    """Nothing before; up to the level that was served after; nothing when it has ended or was withdrawn."""
    desk = room.desk(PROSECUTOR)
    assert code_of(lambda: look(desk, room.case)) == "no-such-case"
    row = serve_case(room.desk(OWNER), room.case, PROSECUTOR.login, "identity", REASON).row
    view = look(desk, room.case)
    [person] = view.of("Person")
    assert (view.level, person["family_name"], person["safe_contact"]) == (Level.IDENTITY, "Doe", None)
    assert [line.level for line in list_cases(desk).lines] == [Level.SUMMARY]
    withdraw_access(room.desk(SUPERVISOR), row or b"", REASON)
    assert code_of(lambda: look(desk, room.case)) == "no-such-case"
    until = moment_now(desk) + timedelta(hours=1)
    serve_case(room.desk(SUPERVISOR), room.case, PROSECUTOR.login, "full", REASON, until)
    assert look(desk, room.case).level is Level.FULL
    room.store.clock.pass_minutes(60)
    assert code_of(lambda: look(desk, room.case)) == "no-such-case"


def test_who_serves(room: Room) -> None:
    """The officer in charge and supervisors; to a level of the list; with a reason."""
    for actor, level, reason, code in (
        (COLLEAGUE, "full", REASON, "not-allowed"),
        (OWNER, "sealed", REASON, "unknown-code"),
        (OWNER, "full", "", "reason-needed"),
    ):
        assert code_of(partial(serve_case, room.desk(actor), room.case, PROSECUTOR.login, level, reason)) == code
    assert room.rows("AccessGrant") == []

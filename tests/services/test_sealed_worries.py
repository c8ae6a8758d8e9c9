"""A worry for these people only, with people, calls and unread answers: who sees what, and who says "I have it".

On the fake store, with real keys: ciphers decide who reads what.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.services.arrived import ALONE
from tests.services.offices import OFFICERS, make_office
from tipdesk.domain.errors import UserError
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.find_words import find_words
from tipdesk.services.case.note_call import note_call
from tipdesk.services.case.record_worry import record_worry
from tipdesk.services.case.restrict_case import restrict_case
from tipdesk.services.look import look
from tipdesk.services.reports.acknowledge_report import acknowledge_report
from tipdesk.services.reports.find_reports import find_inbox, find_own_reports

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.services.offices import Office
    from tipdesk.services.desk import Desk
    from tipdesk.services.look import CaseView
    from tipdesk.services.reports.report_lines import ReportLine
    from tipdesk.services.results import Saved

UNREAD = {"danger_now": "zebraperhaps", "own_words": "Zebrawords", "who_is_with_them": "Zebraman"}
GIRL = {"sex": "female", "about_age": 15, "family_name": "Zebrafamily"}
CALL = {"whom": "Zebraduty", "number": "+17585550101", "answer": "answered", "words": "Zebrasaid"}
SECRETS = ("zebra", "5550101")


@pytest.fixture
def office() -> Office:
    """Four officers before one store."""
    return make_office()


def worry(office: Office, answers: Mapping[str, object], *, only: bool = True) -> Saved:
    """Save and send a worry, by default for its maker and one other officer only."""
    people = [OFFICERS["other"].officer] if only else None
    return record_worry(office.desk("maker"), answers, people=people, urgent=True, feared_for=[GIRL], calls=[CALL])


def at_headquarters(office: Office, login: str) -> Desk:
    """Return the desk of an officer as a coordinator of headquarters; "other" is the one who holds the key."""
    desk = office.desk(login)
    actor = replace(desk.actor, roles=frozenset({"coordinator"}))
    return replace(desk, actor=actor, place=replace(desk.place, is_headquarters=True))


def line(desk: Desk) -> ReportLine:
    """Return the one line of an inbox."""
    [found] = find_inbox(desk).waiting
    return found


def told(view: CaseView) -> dict[bytes, dict[str, object]]:
    """Return every answer of the people, calls and reports of a case, by row."""
    rows = (row for record in ("Report", "Person", "CaseRole", "Call", "Task") for row in view.of(record))
    return {row.id: dict(row.values) for row in rows}


def plain_words(office: Office) -> list[str]:
    """Return which words that were typed stand readable anywhere in the log or the rows."""
    held = (repr(office.store.held) + repr(vars(office.store.projection))).lower()
    return [one for one in SECRETS if one in held]


def test_nothing_that_was_typed_is_readable(office: Office) -> None:
    """Names, calls, numbers and what could not be read are ciphertext; only who holds the key reads and finds them."""
    saved = worry(office, UNREAD)
    assert plain_words(office) == []
    shut, opened = (look(at_headquarters(office, login), saved.case) for login in ("chief", "other"))
    [call], [report] = shut.of("Call"), shut.of("Report")
    assert {"whom", "number", "words"} <= call.masked
    assert {"as_typed", "own_words"} <= report.masked
    [call], [report] = opened.of("Call"), opened.of("Report")
    assert (call["whom"], call["number"], call["words"]) == ("Zebraduty", "+17585550101", "Zebrasaid")
    assert report["as_typed"] == frozenset({"danger_now: zebraperhaps"})
    assert all(find_words(office.desk(login), "zebraduty") == [] for login in ("chief", "other"))


@pytest.mark.parametrize("login", ["chief", "other"])
def test_what_is_sealed_is_no_reason_to_do_less(office: Office, login: str) -> None:
    """An unreadable danger and a child of 15 stand first, as such, for who holds the key and for who does not."""
    worry(office, UNREAD)
    found = line(at_headquarters(office, login))
    assert (found.is_danger, found.is_child) == (True, True)


def test_who_holds_the_key_is_not_alarmed_without_cause(office: Office) -> None:
    """A number of people in words is no danger: who can read it knows, who cannot sees it first all the same."""
    worry(office, {"persons_count": "zebra two", "own_words": "Zebrawords"})
    assert line(at_headquarters(office, "other")).is_danger is False
    assert line(at_headquarters(office, "chief")).is_danger is True


@pytest.mark.parametrize("login", ["chief", "other"])
def test_whoever_sees_it_says_that_they_have_it(office: Office, login: str) -> None:
    """With the key or without it, the writer is told who has it; words of one's own need the key."""
    saved = worry(office, UNREAD)
    taker = at_headquarters(office, login)
    if login == "chief":
        with pytest.raises(UserError, match="hold"):
            acknowledge_report(taker, saved.case, saved.report, "Zebra: I ring them")
        acknowledge_report(taker, saved.case, saved.report)
    else:
        acknowledge_report(taker, saved.case, saved.report, "Zebra: I ring them")
    assert find_inbox(taker).waiting == ()
    [own] = find_own_reports(office.desk("maker"))
    assert [one.officer for one in own.takers] == [OFFICERS[login].officer]
    assert plain_words(office) == []


def test_a_call_is_noted_by_who_holds_the_key(office: Office) -> None:
    """Who does not is refused before anything is written; nothing of either is readable."""
    saved = worry(office, UNREAD)
    with pytest.raises(UserError) as refused:
        note_call(at_headquarters(office, "chief"), saved.case, {**CALL, "report": saved.report})
    assert refused.value.code == "not-a-holder"
    note_call(at_headquarters(office, "other"), saved.case, {**CALL, "report": saved.report})
    assert len(look(office.desk("other"), saved.case).of("Call")) == 2
    assert plain_words(office) == []


def test_a_frozen_report_is_resealed(office: Office) -> None:
    """Raising the level writes what was sent anew, sealed, and changes no answer; it stays frozen."""
    saved = worry(office, UNREAD, only=False)
    before = told(look(office.desk("maker"), saved.case))
    restrict_case(
        office.desk("maker"), saved.case, [OFFICERS["other"].officer], "Zebra: an officer is named", override=ALONE
    )
    view = look(office.desk("maker"), saved.case)
    assert told(view) == before
    shut = look(at_headquarters(office, "chief"), saved.case)
    assert all({"whom", "number", "words"} <= row.masked for row in shut.of("Call"))
    assert all({"as_typed", "own_words"} <= row.masked for row in shut.of("Report"))
    [report] = view.of("Report")
    with pytest.raises(UserError) as refused:
        amend_record(office.desk("maker"), report, {"own_words": "other"})
    assert refused.value.code == "signed-is-frozen"

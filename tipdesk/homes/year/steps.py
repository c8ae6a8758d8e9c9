"""The steps that take two: a case is taken on once its report is answered, and closed once headquarters agrees.

What an officer forgot is filled in first, and who agrees sits at headquarters, so that the question and the answer are
carried there and back as everything is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tipdesk.domain.records import BY_NAME
from tipdesk.homes.year.deciding import say_why_not
from tipdesk.homes.year.protecting import hand_on
from tipdesk.homes.year.settling import settle_people
from tipdesk.services.access.declare_interest import declare_interest
from tipdesk.services.audit import moment_now
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.take_to_stage import take_to_stage
from tipdesk.services.gates.answer_approval import answer_approval
from tipdesk.services.gates.ask_approval import ask_approval
from tipdesk.services.gates.find_breaches import find_breaches
from tipdesk.services.gates.review_breach import review_breach
from tipdesk.services.look import look

if TYPE_CHECKING:
    from tipdesk.homes.sessions import Session
    from tipdesk.homes.year.places import Places
    from tipdesk.homes.year.plan import Fields
    from tipdesk.services.desk import Desk

_TRIAGE: Final = {"urgency": "same_day", "danger_now": "no", "under_18": "unsure"}
_DONE: Final = {"status": "done", "result": "Invented for training: done, and noted in the case."}
_WORDS: Final = "Invented for training: everybody was told, and nothing is left to do."
_ASK: Final = "Invented for training: please look through it, so that it can be closed."
_REVIEWED: Final = "Invented for training: the post was rung; it was in a hurry, and will ask first the next time."
_AGREED: Final = "Invented for training: looked through, and agreed."
REOPENED: Final = "Invented for training: somebody rang who knows more."
_TASK: Final = BY_NAME["Task"]
_REFERRED: Final = "closed_referred"


def take_on(session: Session, case: bytes, stage: str) -> None:
    """Take a case to a stage at which it is worked on; answers that its report lacks are filled in first."""
    view = look(session.desk, case)
    for report in view.of("Report"):
        lacking = {name: value for name, value in _TRIAGE.items() if report[name] is None}
        if lacking:
            amend_record(session.desk, report, lacking)
    take_to_stage(session.desk, look(session.desk, case).case, stage)


def end_tasks(session: Session, case: bytes, most: int | None = None) -> None:
    """Note the tasks of a case as done, or only the first so many."""
    for task in look(session.desk, case).of(_TASK.name)[:most]:
        if task["status"] != "done":
            amend_record(session.desk, task, _DONE)


def close_case(places: Places, session: Session, case: bytes, stage: str, reason: str) -> None:
    """Close a case at its PC, once headquarters has agreed; of each victim a note says why nothing was decided.

    Headquarters reviews what stands past a rule then: nothing of that is left open.
    """
    end_tasks(session, case)
    say_why_not(session, case)
    children = settle_people(session, case)
    if stage == _REFERRED:
        hand_on(session, case)
    given: Fields = {
        "closure_reason": reason, "closure_words": _WORDS, "date_closed": str(moment_now(session.desk).date()),
    }  # fmt: skip
    asked = ask_approval(session.desk, case, "closure-approved", _ASK, seen=look(session.desk, case).case, given=given)
    places.exchange(session)
    declare_interest(places.office.desk, case, knows_somebody=False)
    review_passed(places.office.desk, case)
    for question in (asked.row, children):
        if question is not None:
            answer_approval(places.office.desk, question, is_approved=True, words=_AGREED)
    places.exchange(session)
    take_to_stage(session.desk, look(session.desk, case).case, stage)


def review_passed(desk: Desk, case: bytes) -> None:
    """Let headquarters review what stands past a rule in a case."""
    for one in find_breaches(desk, case):
        review_breach(desk, case, one.gate, one.failed.row, is_upheld=False, words=_REVIEWED)


def review_suspects(session: Session, case: bytes, due: str, grounds: str) -> None:
    """Look again at everybody who is suspected in a case, with the next day on which somebody does."""
    view = look(session.desk, case)
    for person in dict.fromkeys(row["person"] for row in view.of("SuspectStatus")):
        given = {"person": person, "stage": "suspected", "grounds": grounds, "review_due": due}
        login = session.desk.actor.login
        add_record(session.desk, case, BY_NAME["SuspectStatus"], {**given, "investigator": login})

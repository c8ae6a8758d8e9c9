"""A post with invented people, and the parts that screens of cases stand on: the real store, real lanes.

Used by the tests of the list, the workspace and the editors. Every name here is made up.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tipdesk.bootstrap import Session, make_post
from tipdesk.services.case.new_case import new_case
from tipdesk.services.desk import Desk
from tipdesk.services.results import NewCase
from tipdesk.ui.editors.wording import Wording
from tipdesk.ui.lanes import Lane, Lanes
from tipdesk.ui.notices import Notices
from tipdesk.ui.parts import Parts

PASSPHRASE = "correct horse battery staple lamp river"
SAINT_LUCIA = -240


@dataclass
class Said:
    """What the window was asked to show."""

    toasts: list[str] = field(default_factory=list)
    undo: Callable[[], object] | None = None
    problems: list[str] = field(default_factory=list)

    def say(self, sentence: str, *, offer: str = "", undo: Callable[[], object] | None = None) -> None:
        self.toasts.append(sentence)
        self.undo = undo


def open_post(folder: Path) -> Session:
    """Make a post."""
    return make_post(folder, "acharles", PASSPHRASE)


def parts_for(session: Session, said: Said) -> Parts:
    """Return the parts over a post. Close `parts.lanes` afterwards."""
    desk: Desk = session.desk
    notices = Notices()
    crashes: list[BaseException] = []

    def crash(error: BaseException) -> None:
        crashes.append(error)
        raise error

    lanes: Lanes[Desk] = Lanes(
        dict.fromkeys(Lane, desk),
        on_problem=lambda problem: said.problems.append(problem.text()),
        on_crash=crash,
        announce=notices.announce_answer,
    )
    return Parts(
        lanes=lanes,
        notices=notices,
        wording=Wording(desk.codes, zone_minutes=SAINT_LUCIA),
        officer=desk.actor.officer,
        say=said.say,
    )


def amber(desk: Desk, title: str = "Amber heron 42") -> NewCase:
    """Make a case with two people, their roles, an episode, a journey, notes and tasks."""
    people = [
        {
            "record": "Person",
            "key": "p1",
            "fields": {
                "given_names": "Marisol",
                "family_name": "Testperson",
                "sex": "female",
                "birth_date": "March 2007",
                "citizenships": ["VE"],
                "languages": ["spa"],
                "needs_interpreter": True,
                "document_type": "passport",
                "document_number": "X1234567",
                "phone": "452 0000",
            },
        },
        {
            "record": "Person",
            "key": "p2",
            "fields": {"given_names": "Odalys", "family_name": "Invented", "sex": "female"},
        },
    ]
    belonging = [
        {"record": "CaseRole", "key": "r1", "fields": {"person": "p1", "role": "potential_victim"}},
        {"record": "CaseRole", "key": "r2", "fields": {"person": "p2", "role": "witness"}},
        {
            "record": "Episode",
            "key": "e1",
            "fields": {"person": "p1", "exploitation": ["ForcedLabour"], "began": "2026", "country": "LC"},
        },
        {
            "record": "JourneyLeg",
            "key": "l2",
            "fields": {
                "person": "p1",
                "from_country": "TT",
                "to_country": "LC",
                "to_place": "Castries",
                "began": "3 11 2026",
                "transport": "air",
            },
        },
        {
            "record": "JourneyLeg",
            "key": "l1",
            "fields": {
                "person": "p1",
                "from_country": "VE",
                "to_country": "TT",
                "began": "October 2026",
                "transport": "boat",
            },
        },
        {
            "record": "Note",
            "key": "n1",
            "fields": {"text": "Seen at the counter with a companion who answered for her.", "kind": "case_note"},
        },
        {
            "record": "Note",
            "key": "n2",
            "fields": {"text": "Interpreter rung; comes at three.\nSafe place asked for tonight.", "kind": "case_note"},
        },
        {
            "record": "Task",
            "key": "t1",
            "fields": {"title": "Ring the safe place", "due": "25 11 2026", "status": "open", "priority": "high"},
        },
        {"record": "Task", "key": "t2", "fields": {"title": "Copy the passport", "status": "open"}},
        {
            "record": "Report",
            "key": "w1",
            "fields": {
                "where_now": "here",
                "danger_now": "unsure",
                "under_18": "no",
                "persons_count": 2,
                "travel": "Flight from Port of Spain",
                "own_words": "The companion kept both passports.",
            },
        },
    ]
    case = {
        "title": title,
        "risk_level": "high",
        "status": "screening",
        "report_channel": "border_post",
        "summary": "Two women off the same flight; one man speaks for both.",
        "case_type": "suspected_trafficking",
    }
    return new_case(desk, {"case": case, "records": people + belonging})

"""What is decided on the people of the year: first at the post, for good at headquarters; and ages that are assessed.

Findings are those that the episodes have ticked, and rest on the first note of the case. A final decision is prepared
at headquarters, agreed to by the second officer of the post, and signed.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.case_roles import VICTIMS
from tipdesk.domain.rules.determinations import is_signed
from tipdesk.domain.rules.findings import MEANS
from tipdesk.domain.rules.gates.elements import ChildRule
from tipdesk.domain.rules.gates.identifying import BY_TWO
from tipdesk.domain.values import NamedRow
from tipdesk.homes.year.settling import sign_interest
from tipdesk.services.access.declare_interest import declare_interest
from tipdesk.services.audit import moment_now
from tipdesk.services.case.add_record import add_record
from tipdesk.services.determination.sign_record import sign_record
from tipdesk.services.elements.read_elements import read_elements
from tipdesk.services.findings.propose import propose
from tipdesk.services.findings.save_findings import FindingLine, save_findings
from tipdesk.services.gates.answer_approval import answer_approval
from tipdesk.services.gates.ask_approval import ask_approval
from tipdesk.services.look import look

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tipdesk.domain.rows import Row
    from tipdesk.homes.sessions import Session
    from tipdesk.homes.year.places import Places
    from tipdesk.services.desk import Desk
    from tipdesk.services.elements.read_elements import PersonElements
    from tipdesk.services.look import CaseView

_CHILD: Final = 18
_RULES: Final = {ChildRule.YES: "applies", ChildRule.NO: "does_not_apply"}
_REASONS: Final = "Invented for training: what was told fits what was seen, and nothing speaks against it."
_OTHER: Final = "Invented for training: of an adult the means that was told would be weighed; it was told twice."
_ASK: Final = "Invented for training: please look through the findings, so that it can be signed."
_AGREED: Final = "Invented for training: read with the note, and agreed."
_UNDECIDED: Final = "Invented for training: left before anything was decided for good; the help went on."
_WHY: Final = "Invented for training: two ages were told, and there is no paper."


def decide_first(session: Session, case: bytes, most: int | None = None) -> None:
    """Sign a first decision on each victim of a case, at the PC of the case; assess the age of a child on the way.

    With `most`, on the first so many of them alone.
    """
    for person in islice(_victims(look(session.desk, case)), most):
        _assess(session.desk, case, person)
    for found in read_elements(session.desk, case)[:most]:
        row = _prepare(session.desk, case, found, "preliminary", "PossibleVictimOfTrafficking", shown=1)
        sign_record(session.desk, "Determination", row)
        _tell(session.desk, case, found.person.id, row)


def decide_for_good(places: Places, session: Session, second: Session, case: bytes) -> None:
    """Decide for good on each victim: prepared and signed at headquarters, agreed to by a second officer."""
    places.exchange(session)
    desk = places.office.desk
    asked: list[tuple[bytes, bytes, bytes]] = []
    for found in read_elements(desk, case):
        if found.together.missing:
            continue  # what was not told is not decided for good
        row = _prepare(desk, case, found, "final", "ActualVictimOfTrafficking")
        question = ask_approval(desk, case, BY_TWO.id, _ASK, subject=NamedRow(BY_NAME["Determination"].number, row))
        asked.append((row, question.row or b"", found.person.id))
    places.exchange(second)
    declare_interest(second.desk, case, knows_somebody=False)
    for _row, approval, _person in asked:
        answer_approval(second.desk, approval, is_approved=True, words=_AGREED)
    places.exchange(second)
    for row, _approval, _person in asked:
        sign_record(desk, "Determination", row)
    places.exchange(session)
    for row, _approval, person in asked:
        _tell(session.desk, case, person, row)


def say_why_not(session: Session, case: bytes) -> None:
    """Note of each victim on whom nothing was decided for good why not, before the case is closed."""
    view = look(session.desk, case)
    decided = {row["person"] for row in view.of("Determination") if is_signed(row) and row["kind"] == "final"}
    for person in (one for one in _victims(view) if one.id not in decided):
        given = {"kind": "no_determination", "person": person.id, "text": _UNDECIDED}
        add_record(session.desk, case, BY_NAME["Note"], given)


def _prepare(desk: Desk, case: bytes, found: PersonElements, kind: str, outcome: str, *, shown: int = 99) -> bytes:
    """Prepare a decision with its findings, the first so many of which are shown in the note of the case."""
    episodes = [one.episode for one in found.episodes]
    rule = _RULES.get(found.together.child, "age_open_decided_as_child")
    given: dict[str, object] = {
        "person": found.person.id,
        "kind": kind,
        "outcome": outcome,
        "body": "Police",
        "child_rule": rule,
        "reasons": _REASONS,
        "other_branch": _OTHER if found.together.child.is_open else None,
        "episode": episodes[0].id if episodes else None,
    }
    row = add_record(desk, case, BY_NAME["Determination"], given).row or b""
    lines = [
        FindingLine(None, {**one, "state": "found", "source": "stated" if one["element"] != MEANS else "summary"})
        for one in propose(episodes, ())
    ] or [FindingLine(None, {"element": "act", "state": "found", "source": "observed", "words": _REASONS})]
    save_findings(desk, row, lines)
    _support(desk, case, row, shown)
    return row


def _tell(desk: Desk, case: bytes, person: bytes, determination: bytes) -> None:
    """Tell somebody what was decided on them, so that they know it and what follows."""
    about = NamedRow(BY_NAME["Determination"].number, determination)
    given: dict[str, object] = {"person": person, "kind": "determination", "about": about, "understood": "yes"}
    add_record(desk, case, BY_NAME["InformationGiven"], {**given, "how": "said", "language": "eng"})


def _support(desk: Desk, case: bytes, determination: bytes, most: int) -> None:
    view = look(desk, case)
    note = next(iter(view.of("Note")), None) or view.of("Report")[0]
    findings = [one for one in view.of("Finding") if one.parent == determination]
    for finding in findings[:most]:
        given = {
            "of_row": NamedRow(finding.record.number, finding.id),
            "to_row": NamedRow(note.record.number, note.id),
            "page": 1,
        }
        add_record(desk, case, BY_NAME["Pin"], given)


def _assess(desk: Desk, case: bytes, person: Row) -> None:
    """Assess the age of somebody who looks like a child and is not known to be one."""
    about = person["about_age"]
    if person["birth_date"] is not None or not isinstance(about, int) or about >= _CHILD:
        return
    given: dict[str, object] = {
        "person": person.id, "why": _WHY, "methods": ["interview", "social_work"], "done_by": "Social worker",
        "at": str(moment_now(desk).date()), "lowest": max(about - 1, 1), "highest": about + 1, "result": "child",
        "doubt_to_child": True,
    }  # fmt: skip
    sign_interest(desk, case, person.id, "age_assessment")
    sign_record(desk, "AgeAssessment", add_record(desk, case, BY_NAME["AgeAssessment"], given).row or b"")


def _victims(view: CaseView) -> Iterator[Row]:
    held = {row["person"] for row in view.of("CaseRole") if row["role"] in VICTIMS}
    yield from (row for row in view.of("Person") if row.id in held)

"""One scene for each gate: a case in which a deed does not hold, and what has to be there so that it does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.services.arrived import arrive
from tests.services.rooms import COORDINATOR, COORDINATOR2, OWNER, SUPERVISOR, a_room, an_office
from tests.services.settled import settle
from tipdesk.domain.ids import id_text
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.values import NamedRow
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.note_call import note_call
from tipdesk.services.gates.answer_approval import answer_approval
from tipdesk.services.gates.ask_approval import ask_approval
from tipdesk.services.look import look

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.services.rooms import Room
    from tipdesk.domain.rows import Row
    from tipdesk.services.desk import Actor

REASON = "Because the inquiry needs it"
CLOSING = {"closure_reason": "completed", "closure_words": "All are home.", "date_closed": "2026-11-18"}
TRIAGE = {"urgency": "now", "danger_now": "no", "under_18": "no"}


def nothing(_room: Room) -> None:
    """Leave the room as it is."""


@dataclass(frozen=True)
class Scene:
    """A deed that a gate does not let pass, and `mend`, after which it does.

    The deed writes `given` to the row that `find` names, to a new one where that is None. `grounds` are those on which
    somebody may act at once, and `has_reason` says that a typed reason is enough. `is_told` says that the row tells
    what has happened: it is saved, and stands past its gate.
    """

    gate: str
    record: str
    given: Mapping[str, object]
    find: Callable[[Room], bytes | None] = lambda _room: None
    begins: Mapping[str, object] = field(default_factory=lambda: {"status": "open"})
    actor: Actor = OWNER
    prepare: Callable[[Room], object] = nothing
    mend: Callable[[Room], object] = nothing
    by: Actor | None = None
    ground: str = ""
    has_reason: bool = False
    is_breach: bool = True
    is_headquarters: bool = False
    is_told: bool = False

    def room(self) -> Room:
        """Return a post in which the deed does not hold."""
        made = (an_office if self.is_headquarters else a_room)(**self.begins)
        self.prepare(made)
        return made

    def row(self, room: Room) -> Row | None:
        """Return the row that the deed writes to, as the officer sees it."""
        found = self.find(room)
        if found is None:
            return None
        view = look(room.desk(self.actor), room.case)
        return view.case if found == room.case else view.get_row(found)

    def values(self, room: Room) -> dict[str, object]:
        """Return what the deed writes; "person" and "report" are those of the room, and what is called is asked."""
        named = dict.fromkeys(("person", "of_person"), lambda: person(room))
        named["report"] = lambda: room.rows("Report")[0].id
        asked = {name: value(room) if callable(value) else value for name, value in self.given.items()}
        return {name: named[name]() if value is ... else value for name, value in asked.items()}


def the_case(room: Room) -> bytes:
    """Return the Case row."""
    return room.case


def person(room: Room) -> bytes:
    """Return the last person of the case."""
    return room.rows("Person")[-1].id


def add(room: Room, record: str, given: Mapping[str, object], actor: Actor = OWNER) -> bytes:
    """Add a row, which stands even where the case is closed."""
    return add_record(room.desk(actor), room.case, BY_NAME[record], given, reason=REASON).row or b""


def amend(room: Room, **given: object) -> None:
    """Change answers of the case."""
    amend_record(room.desk(OWNER), look(room.desk(OWNER), room.case).case, given)


def approve(room: Room, gate: str, by: Actor, subject: bytes | None = None, asks: Actor = OWNER) -> None:
    """Ask for an approval and give it."""
    about = None if subject is None else id_text(subject)
    asked = ask_approval(room.desk(asks), room.case, gate, REASON, subject=about).row
    room.store.clock.pass_minutes(1)
    answer_approval(room.desk(by), asked or b"", is_approved=True)


def status_of(room: Room) -> dict[str, object]:
    """Return a reasoned status of the last person."""
    given = {"person": person(room), "stage": "suspected", "investigator": OWNER.login, "grounds": "Two told of it."}
    return {**given, "review_due": "2026-12-10"}


def stranger(room: Room) -> None:
    """Add somebody who is no victim."""
    add(room, "Person", {"given_names": "Pretend", "birth_date": "1980", "age_basis": "document"})


def screened(room: Room) -> None:
    """Give what screening out asks for, with the agreement of headquarters, since there is a child."""
    report = add(room, "Report", TRIAGE)
    add(room, "ReportOutcome", {"report": report, "became": "admitted"})
    amend(room, closure_reason="not_tip", closure_words="A family visit.", date_closed="2026-11-18")
    approve(room, "screen-out-reasoned", COORDINATOR, asks=SUPERVISOR)


def agreed(room: Room, task: str = "") -> None:
    """Give everything that a closing asks for, and leave a task open where one is named."""
    amend(room, **CLOSING)
    explained(room)
    approve(room, "closure-approved", SUPERVISOR)
    if task:
        add(room, "Task", {"title": task, "status": "open"})


def explained(room: Room) -> None:
    """Say why it was not decided for good whether the person of the case is a victim, and settle the rest of it."""
    add(room, "Note", {"text": "She left the island.", "kind": "no_determination", "person": person(room)})
    settle(room.desk(OWNER), room.case, person(room))


def closed(room: Room) -> None:
    """Close the case lawfully."""
    agreed(room)
    amend(room, status="closed")


def reopening(room: Room) -> None:
    """Give what reopening asks for."""
    given = {"title": "Look at the danger", "kind": "safety", "status": "open"}
    add(room, "Task", given)
    arrive(room.desk(OWNER), room.case, reopened_why="Somebody rang.")


def held(room: Room) -> None:
    """Put a hold on the case, with its words."""
    amend(room, legal_hold=True, hold_reason="inquiry", hold_words="An inquiry runs.")


def ready(room: Room) -> None:
    """Give everything that a closing asks for but the agreement."""
    amend(room, **CLOSING)
    explained(room)


def undecided(room: Room) -> None:
    """Give everything that a closing asks for, and leave open whether somebody is a victim."""
    amend(room, **CLOSING)
    approve(room, "closure-approved", SUPERVISOR)


SCENES = (
    Scene("no-such-move", "Case", {"status": "follow_up"}, the_case, {"status": "reported"},
          mend=lambda room: arrive(room.desk(OWNER), room.case, status="open")),
    Scene("signed-is-frozen", "Call", {"words": "Said something else"}, lambda room: room.rows("Call")[0].id,
          prepare=lambda room: note_call(room.desk(OWNER), room.case, {"whom": "The clinic", "answer": "answered",
                                                                       "words": "Said this"})),
    Scene("acknowledge-by-another", "Acknowledgement", {"report": ...}, actor=SUPERVISOR,
          prepare=lambda room: add(room, "Report", TRIAGE, SUPERVISOR), by=COORDINATOR),
    Scene("triage-complete", "Case", {"status": "screening"}, the_case, {"status": "reported"},
          mend=lambda room: add(room, "Report", TRIAGE), ground="danger"),
    Scene("screen-out-reasoned", "Case", {"status": "screened_out"}, the_case, {"status": "screening"},
          actor=SUPERVISOR, mend=screened),
    Scene("suspect-named", "CaseRole", {"person": ..., "role": "suspect"}, prepare=stranger,
          mend=lambda room: add(room, "SuspectStatus", status_of(room))),
    Scene("suspect-is-victim", "CaseRole", {"person": ..., "role": "suspect"},
          prepare=lambda room: add(room, "SuspectStatus", status_of(room)),
          mend=lambda room: approve(room, "suspect-is-victim", COORDINATOR, person(room))),
    Scene("closure-needs-reason", "Case", {"status": "closed"}, the_case,
          mend=agreed),
    Scene("closure-open-work", "Case", {"status": "closed"}, the_case,
          prepare=lambda room: agreed(room, "Ring"),
          mend=lambda room: approve(room, "closure-open-work", COORDINATOR)),
    Scene("closure-people-settled", "Case", {"status": "closed"}, the_case, prepare=undecided,
          mend=lambda room: approve(room, "closure-people-settled", COORDINATOR)),
    Scene("closure-approved", "Case", {"status": "closed"}, the_case, prepare=ready,
          mend=lambda room: approve(room, "closure-approved", SUPERVISOR)),
    Scene("closed-is-closed", "Person", {"occupation": "Cook"}, person, prepare=closed, has_reason=True,
          mend=lambda room: arrive(room.desk(OWNER), room.case, status="reopened")),
    Scene("reopen-reasoned", "Case", {"status": "reopened"}, the_case, actor=SUPERVISOR, prepare=closed,
          mend=reopening, ground="danger"),
    Scene("hold-lifted-by-two", "Case", {"legal_hold": False}, the_case, actor=COORDINATOR, prepare=held,
          mend=lambda room: approve(room, "hold-lifted-by-two", COORDINATOR2, asks=COORDINATOR)),
    Scene("abuse-image-hash-only", "Attachment",
          {"of_row": lambda room: NamedRow(BY_NAME["Case"].number, room.case), "digest": b"d" * 32, "size": 9,
           "hash_only": True,
           "custodian": lambda room: "The unit" if len(room.rows("Note")) > 1 else None},
          mend=lambda room: add(room, "Note", {"text": "The unit keeps it."})),
)  # fmt: skip
"""The gates that a write of one row meets; the others have tests of their own."""

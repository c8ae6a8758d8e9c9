"""Decisions on a person as tests prepare them: drafts, what they rest on, who agreed; and a scene for each gate."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from tests.services.gates_scenes import Scene, add, approve, person
from tests.services.rooms import COORDINATOR, COORDINATOR2, OWNER
from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import id_text
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.gates.breaching import breaches
from tipdesk.domain.rules.gates.victims import CountsAs, counts_as, final_of, is_victim, is_victim_for_good
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.determination.sign_record import sign_record
from tipdesk.services.entries.freeze import freeze
from tipdesk.services.fields import change_of_new, change_of_row
from tipdesk.services.look import look
from tipdesk.services.sealing.write_sealed import write_sealed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.services.rooms import Room
    from tipdesk.domain.kinds import Value
    from tipdesk.domain.rows import Row
    from tipdesk.domain.rules.childhood import Age
    from tipdesk.domain.rules.frozen_case import FrozenCase
    from tipdesk.services.desk import Actor

Found = TypeVar("Found")
ACTUAL, POSSIBLE = "ActualVictimOfTrafficking", "PossibleVictimOfTrafficking"
NOT = "NotAVictimOfTrafficking"
AT = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def draft(room: Room, kind: str, outcome: str, *, by: Actor = OWNER, **given: object) -> bytes:
    """Prepare a decision on the person of the case; the age is open and it is decided as of a child."""
    told: dict[str, object] = {
        "person": person(room),
        "kind": kind,
        "outcome": outcome,
        "body": "NonPoliceGovernmentalOrganization",
    }
    told |= {"child_rule": "age_open_decided_as_child", "other_branch": "Of an adult, deception is the means."}
    return add(room, "Determination", {**told, "reasons": "What she told fits.", **given}, by)


def finding(room: Room, element: str, state: str = "found", **given: object) -> bytes:
    """Add a finding to the last decision."""
    told: dict[str, object] = {"determination": decision(room), "element": element, "state": state, "source": "stated"}
    return add(room, "Finding", {**told, **given})


def pin(room: Room, finding_row: bytes) -> bytes:
    """Show where in the notes a finding has its support."""
    note = id_text(room.rows("Note")[0].id)
    return add(room, "Pin", {"of_row": f"Finding {id_text(finding_row)}", "to_row": f"Note {note}", "line": 1})


def decision(room: Room) -> bytes:
    """Return the last decision."""
    return room.rows("Determination")[-1].id


def first_decision(room: Room) -> bytes:
    """Prepare a first decision with its grounds."""
    row = draft(room, "preliminary", POSSIBLE)
    finding(room, "act")
    return row


def elements_shown(room: Room) -> None:
    """Write an episode with act and purpose, and show both in the evidence."""
    told: dict[str, object] = {
        "acts": ["recruitment"],
        "purposes": ["servitude"],
        "person": person(room),
        "began": "2025",
    }
    add(room, "Episode", told)
    for element in ("act", "purpose"):
        pin(room, finding(room, element))


def agreed_final(room: Room) -> None:
    """Let a second officer of headquarters agree to the decision as it stands."""
    approve(room, "final-by-two", COORDINATOR2, decision(room))


def final_without_elements(room: Room) -> None:
    """Prepare a final decision that a second officer agreed to, of which no element is shown."""
    draft(room, "final", ACTUAL)
    agreed_final(room)


def with_elements(room: Room) -> None:
    """Show its elements, and let it be agreed to as it stands then."""
    elements_shown(room)
    agreed_final(room)


def negative_without_words(room: Room) -> None:
    """Prepare a final decision that somebody is no victim, which says nothing of what is missing."""
    draft(room, "final", NOT)
    agreed_final(room)


def with_words(room: Room) -> None:
    """Give each missing element its words, offer the next help, and let it be agreed to."""
    for element in ("act", "means", "purpose"):
        finding(room, element, "missing", words="Nobody saw or told of any.")
    add(room, "Need", {"person": person(room), "kind": "legal_aid", "priority": "normal", "wish": "declined"})
    agreed_final(room)


_SIGNED: dict[str, object] = {"signed_at": AT, "decided_at": AT, "decided_by": COORDINATOR.officer}

SIGNED_SCENES = (
    Scene("preliminary-grounds", "Determination", _SIGNED, decision, has_reason=True,
          prepare=lambda room: draft(room, "preliminary", POSSIBLE), mend=lambda room: finding(room, "act")),
    Scene("final-elements", "Determination", _SIGNED, decision, actor=COORDINATOR, is_headquarters=True,
          prepare=final_without_elements, mend=with_elements),
    Scene("final-by-two", "Determination", _SIGNED, decision, actor=COORDINATOR, is_headquarters=True,
          prepare=lambda room: draft(room, "final", POSSIBLE), mend=agreed_final),
    Scene("negative-reasoned", "Determination", _SIGNED, decision, actor=COORDINATOR, is_headquarters=True,
          prepare=negative_without_words, mend=with_words),
)  # fmt: skip
"""The gates of signing, which no editor meets: the row is signed by its own verb."""


def code_of(deed: Callable[[], object]) -> str:
    """Return the code with which a deed is refused, "" where it is done."""
    try:
        deed()
    except UserError as refused:
        return refused.code
    return ""


def row_of(room: Room, record: str) -> Row:
    """Return the last row of a record."""
    return room.rows(record)[-1]


def sign(room: Room, by: Actor = COORDINATOR) -> None:
    """Sign the last decision."""
    room.store.clock.pass_minutes(1)
    sign_record(room.desk(by), "Determination", decision(room))


def judged(room: Room, rule: Callable[[FrozenCase], Found]) -> Found:
    """Return what a rule says of the case as it stands."""
    desk = room.desk(COORDINATOR)
    with desk.read() as reader:
        return rule(freeze(reader, desk, room.rows("Case")[0]))


def gates_in_breach(room: Room) -> list[str]:
    """Return the gates past which something stands in the case."""
    return [one.gate for one in judged(room, breaches)]


def age_of(room: Room) -> Age:
    """Return how old the last person is held to be."""
    return judged(room, lambda view: view.ages.age(view.of("Person")[-1]))


def victim(room: Room) -> tuple[bool, bool]:
    """Tell whether the last person is a victim, and whether they ever were."""
    return judged(room, lambda view: (is_victim(view, person(room)), is_victim_for_good(view, person(room))))


def final(room: Room) -> bytes | None:
    """Return the decision for good that counts."""
    found = judged(room, lambda view: final_of(view, person(room)))
    return found.id if found is not None else None


def counting(room: Room) -> CountsAs:
    """Return as what the last decision counts."""
    return judged(room, lambda view: counts_as(view, view.of("Determination")[-1]))


def amend(room: Room, record: str, by: Actor = OWNER, **given: object) -> None:
    """Change the last row of a record."""
    seen = look(room.desk(by), room.case).of(record)[-1]
    amend_record(room.desk(by), seen, given)


def put(room: Room, record: str, values: Mapping[str, Value], row: Row | None = None) -> None:
    """Write a row as a program without gates does."""
    desk = room.desk(OWNER)
    room.store.clock.pass_minutes(1)
    with desk.work() as unit:
        change = change_of_row(row, values) if row is not None else None
        new = change_of_new(BY_NAME[record], desk.ids.new_id(), values)
        write_sealed(desk, unit, room.case, [change or new])

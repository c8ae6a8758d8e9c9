"""The gate that closes no case over its people: of each victim it was decided for good, or is said in words why not."""

from collections.abc import Iterator

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.case_roles import VICTIMS
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.approved import is_approved
from tipdesk.domain.rules.gates.closing_case import CLOSES, CLOSING, is_closing
from tipdesk.domain.rules.gates.gate import Basis, Deed, Failed, Gate, Need, Past, Way
from tipdesk.domain.rules.gates.identifying import COORDINATOR, SINCE
from tipdesk.domain.rules.gates.predicates import is_told, told
from tipdesk.domain.rules.gates.victims import final_of, is_victim
from tipdesk.domain.texts import _, counted

_WHY_NOT = "no_determination"
"""The kind of note (code list `note_kind`) that says of a person why no final decision was taken."""


def _settled(view: FrozenCase, case: Row, _deed: Deed | None) -> Failed | None:
    if not is_closing(case):
        return None
    people = tuple(_unsettled(view))
    if not people or is_approved(view, SETTLED, case):
        return None
    needs = tuple(Need("Determination", ("kind", "outcome", "signed_at"), None, person.id) for person in people)
    said = counted(
        "Of {count} person it was not decided for good whether they are a victim: decide, or write a note why not.",
        "Of {count} people it was not decided for good whether they are victims: decide, or write a note each why not.",
    )
    return Failed(SETTLED.id, "Case", case.id, said.of(len(people)), needs, (("count", len(people)),))


def _unsettled(view: FrozenCase) -> Iterator[Row]:
    """Yield the victims of whom nothing was decided for good, and no note says why."""
    for person in view.of("Person"):
        if is_victim(view, person.id) and final_of(view, person.id) is None and not _is_explained(view, person.id):
            yield person


def _is_explained(view: FrozenCase, person: bytes) -> bool:
    notes = (row for row in view.of("Note") if row["person"] == person and _WHY_NOT in told(row, "kind"))
    return any(is_told(row, "text") for row in notes)


def _roles_left(view: FrozenCase, _case: Row) -> Iterator[Row]:
    """Yield the roles of those who are left unsettled: each of them is agreed to."""
    people = {person.id for person in _unsettled(view)}
    for role in view.of("CaseRole"):
        if role["person"] in people and not VICTIMS.isdisjoint(told(role, "role")):
            yield role


SETTLED = Gate(
    "closure-people-settled",
    _("Nobody is left without a decision in a closed case"),
    CLOSING,
    _settled,
    who=CLOSES,
    past=(Past(Way.APPROVAL, COORDINATOR),),
    basis=Basis.PRACTICE,
    source="IOM",
    approvers=COORDINATOR,
    covers=_roles_left,
    since_schema=SINCE,
)

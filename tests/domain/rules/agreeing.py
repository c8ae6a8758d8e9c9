"""What stands beside a person in tests of agreement: somebody who agrees, an interpreter, a guardian, what is best."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.domain.rules.clocked import NOON, a_case, a_row, day
from tests.domain.rules.gates_frozen import EVERYBODY, ME, STAFF
from tipdesk.domain.rules.gates.gate import Deed, Doer, Failed, Wrote
from tipdesk.domain.rules.gates.table import GATES

if TYPE_CHECKING:
    from tipdesk.domain.rows import Row
    from tipdesk.domain.rules.frozen_case import FrozenCase

POINTS = frozenset({
    "agrees_to_interview", "purpose", "actual_and_potential_use", "non_identifying_research", "own_data_any_time",
    "how_long_stored", "how_to_withdraw",
})  # fmt: skip
ADULT = a_row("Person", "ann", birth_date=day("1990"), age_basis="document", main_language="spa",
              languages=frozenset({"eng"}))  # fmt: skip
CHILD = a_row("Person", "ann", birth_date=day("2012"), age_basis="document", main_language="eng")
OPEN = a_row("Person", "ann", main_language="eng")
ANN = ADULT.id
COMPANION = a_row("Person", "bob", given_names="Robért", family_name="O'Pretend")
CAME_ALONG = a_row("CaseRole", "along", person=COMPANION.id, role="accompanying")
VICTIM = a_row("CaseRole", "victim", person=ANN, role="potential_victim")
AUNT = a_row("Person", "aunt", given_names="Marta", family_name="Pretend")
HOUR = timedelta(hours=1)
AGENCY, OTHER_AGENCY = b"agency..........", b"other agency...."
VS = EVERYBODY | {"victim_support"}


def a_consent(name: str = "consent", /, **values: object) -> Row:
    """Return a complete consent of an adult to an interview."""
    told: dict[str, Any] = {"person": ANN, "scope": "interview", "status": "given", "given_by": "self"}
    told |= {"points": POINTS, "how": "said", "language": "eng", "explained_by": ME, "form": "signed_paper"}
    return a_row("Consent", name, **{**told, "given_at": NOON - HOUR, **values})


def an_interpreter(**values: object) -> Row:
    """Return an interpreter who was checked for the person, and is not sworn."""
    told: dict[str, Any] = {"code_name": "Interpreter 4", "languages": frozenset({"spa"}), "of_person": ANN}
    told |= {"independent": "yes", "knows_anybody": "no", "accepted": "yes", "undertaking_on": day("2026-11-01")}
    kept = {name: values.pop(name) for name in ("told", "name") if name in values}
    row = a_row("Interpreter", "interpreter", told=kept.get("told"), **{**told, **values})  # type: ignore[arg-type] # answers in dispute
    return replace(row, values={**row.values, "name": kept.get("name")})  # type: ignore[dict-item] # as a test gives it


def a_guardian(name: str = "guardian", /, **values: object) -> Row:
    """Return an independent guardian of the person."""
    told: dict[str, Any] = {"person": ANN, "who": AUNT.id, "kind": "relative", "independent": "yes"}
    return a_row("Guardian", name, **{**told, "independence": "Lives elsewhere, and was not there.", **values})


def an_interest(question: str, **values: object) -> Row:
    """Return what was signed as best for the person in one question."""
    told: dict[str, Any] = {"person": ANN, "question": question, "child_says": "I want to stay.", "decision": "Stay."}
    return a_row("BestInterest", question, **{**told, "signed_at": NOON - HOUR, **values})


def with_rows(person: Row, *rows: Row, **case: Any) -> FrozenCase:  # noqa: ANN401 - as rows take them
    """Return a case with a person, somebody who came along, an aunt, and these rows."""
    return a_case(person, COMPANION, CAME_ALONG, AUNT, VICTIM, *rows, *STAFF, **case)


def fails(gate: str, view: FrozenCase, row: Row, held: frozenset[str] | None = None, reason: str = "",
          fields: frozenset[str] | None = None) -> Failed | None:  # fmt: skip
    """Return how a gate fails for a row: as it stands, or, where roles are given, as a deed of one who has them."""
    if held is None:
        return GATES[gate].check(view, row, None)
    wrote = Wrote(row.record.name, row.id, frozenset(row.values) if fields is None else fields, is_new=True)
    doer = Doer(frozenset({ME}), held, is_headquarters=False)
    return GATES[gate].check(view, row, Deed(doer, (wrote,), view.case, reason))


def needed(failed: Failed | None) -> set[str]:
    """Return the records of what a gate needs, none where it holds."""
    return {one.record for one in failed.needs} if failed is not None else set()

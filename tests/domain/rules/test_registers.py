"""Who reads and writes the registers: roles, registers and acts of the table, and what a declared one inherits."""

from __future__ import annotations

from typing import Annotated

import pytest

from tipdesk.adapters.system.codebook import load_code_book
from tipdesk.domain.kinds import Text
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.access import Relation
from tipdesk.domain.rules.registers import Act, may, reads_certificate
from tipdesk.domain.schema import Scope, declared_within, record

ROLES = [one.code for one in load_code_book().list_of("officer_role")]
TRAINING, CALL, PLAN = (BY_NAME[name] for name in ("Training", "HotlineCall", "PlanAction"))
POST, OFFICE = Relation.SAME_POST, Relation.HEADQUARTERS
READS = {"frontline", "supervisor", "investigator", "victim_support"}


@record(number=994, scope=Scope.REGISTER, label="Visit", page="outreach")
class Visit:
    """A record that names the page of trainings, declared here alone."""

    place: Annotated[str | None, Text(1, "Place")] = None


VISIT = next(one for one in declared_within("tests.domain") if one.cls is Visit)
EXPECTED = {
    (TRAINING, POST, Act.READ): READS | {"trainer", "coordinator"},
    (TRAINING, POST, Act.WRITE): {"trainer", "coordinator"},
    (TRAINING, OFFICE, Act.READ): {"trainer", "coordinator"},
    (TRAINING, OFFICE, Act.EXPORT): {"trainer", "coordinator"},
    (VISIT, POST, Act.WRITE): {"trainer", "coordinator"},
    (CALL, POST, Act.WRITE): {"frontline", "supervisor", "coordinator"},
    (CALL, OFFICE, Act.WRITE): {"frontline", "supervisor", "coordinator"},
    (CALL, POST, Act.EXPORT): {"supervisor", "coordinator"},
    (PLAN, POST, Act.READ): READS | {"coordinator"},
    (PLAN, POST, Act.WRITE): {"coordinator"},
    (PLAN, OFFICE, Act.READ): {"coordinator"},
    (PLAN, OFFICE, Act.COUNT): {"coordinator", "analyst"},
    (TRAINING, Relation.OTHER, Act.COUNT): set(),
    (CALL, Relation.EXCLUDED, Act.READ): set(),
}


@pytest.mark.parametrize("cell", EXPECTED, ids=lambda cell: f"{cell[0].name}-{cell[1].value}-{cell[2].value}")
def test_what_is_in_no_line_is_refused(cell: tuple[object, Relation, Act]) -> None:
    """Of all roles exactly these may; a register that is declared for a page is kept as its page is."""
    register, relation, act = cell
    assert {role for role in ROLES if may([role], register, relation, act)} == EXPECTED[cell]  # type: ignore[arg-type, index] # the cell is its own key


def test_roles_add_up() -> None:
    """Somebody with two roles may what either may, and an analyst alone reads no row."""
    assert may(["analyst", "trainer"], TRAINING, OFFICE, Act.WRITE)
    assert not may(["analyst"], TRAINING, OFFICE, Act.READ)


def test_everybody_reads_their_own_certificate() -> None:
    """Those of others are for who keeps the trainings at headquarters; at a post nobody reads them."""
    assert all(reads_certificate([role], is_own=True, is_headquarters=False) for role in ROLES)
    assert {role for role in ROLES if reads_certificate([role], is_own=False, is_headquarters=True)} == {
        "trainer", "coordinator"
    }  # fmt: skip
    assert not any(reads_certificate([role], is_own=False, is_headquarters=False) for role in ROLES)

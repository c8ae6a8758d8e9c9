"""Whom a case makes one ring first: by what is needed, a child before all, and who speaks the language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.domain.rules.clocked import NOON, a_case, a_row
from tests.domain.rules.protecting_trials import ANN, SUSPECT, VICTIM, of_ann, stay
from tipdesk.domain.rules.ringing import Wanted, wanted_of, without_bed

if TYPE_CHECKING:
    from tipdesk.domain.rows import Row

BED, DOCTOR, WORDS = (of_ann("Need", kind, kind=kind) for kind in ("shelter", "medical_emergency", "interpretation"))


@pytest.mark.parametrize(
    ("rows", "has_child", "duty"),
    [
        ((), False, ""),
        ((), True, "child_protection"),
        ((WORDS, DOCTOR, BED), False, "safe_place"),
        ((WORDS, DOCTOR, BED), True, "child_protection"),
        ((WORDS, DOCTOR), False, "medical"),
        ((of_ann("Need", kind="shelter", status="met"), WORDS), False, "interpreter"),
        ((of_ann("Need", kind="shelter", wish="declined"),), False, ""),
        ((of_ann("Need", kind="education"),), False, ""),
    ],
)
def test_what_cannot_wait_comes_first(rows: tuple[Row, ...], has_child: bool, duty: str) -> None:
    """What is met or was declined asks for nobody."""
    assert wanted_of(a_case(*rows).of, has_child=has_child).duty == duty


def test_the_language_is_that_of_the_people() -> None:
    """The first that is told."""
    told: dict[str, Any] = {"main_language": "hat"}
    assert wanted_of(a_case(a_row("Person"), a_row("Person", "2", **told)).of, has_child=False) == Wanted("", "hat")


def test_who_has_no_bed() -> None:
    """Victims alone, until they stay somewhere, and again when they have left it."""
    today = NOON.date()
    assert without_bed(a_case(VICTIM, SUSPECT).of, today) == [ANN]
    assert without_bed(a_case(VICTIM, stay()).of, today) == []
    assert without_bed(a_case(VICTIM, stay(ended=NOON)).of, today) == [ANN]

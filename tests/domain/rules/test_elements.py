"""The elements of trafficking: what was found, what is missing, the rule of children, and who counts as a victim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.domain.rules.clocked import a_case, a_row, after, day
from tipdesk.domain.rules.gates.elements import ChildRule, all_elements, elements, episodes_of
from tipdesk.domain.rules.gates.predicates import NotJudgedError
from tipdesk.domain.rules.gates.victims import is_kept_apart, is_victim, is_victim_for_good
from tipdesk.domain.values import Sealed

if TYPE_CHECKING:
    from tipdesk.domain.rows import Row

YES, NO, UNKNOWN, DISPUTED = ChildRule.YES, ChildRule.NO, ChildRule.UNKNOWN, ChildRule.DISPUTED
BORN: dict[str, Any] = {"age_basis": "document"}
ANN = a_row("Person", "ann", birth_date=day("2000-06"), **BORN)
BEA = a_row("Person", "bea", about_age=20)
WHOLE: dict[str, Any] = {
    "acts": frozenset({"recruitment"}),
    "means": frozenset({"deception"}),
    "purposes": frozenset({"forced_labour"}),
}


def episode(person: Row = ANN, name: str = "e", **values: Any) -> Row:  # noqa: ANN401 - as rows take them
    """Return an episode of a person."""
    return a_row("Episode", name, person=person.id, **values)


@pytest.mark.parametrize(
    ("person", "values", "rule"),
    [
        (ANN, {"began": day("2020")}, NO),
        (ANN, {"began": day("2017")}, YES),
        (ANN, {"began": day("2018")}, UNKNOWN),
        (ANN, {"began": day("2018-06-30")}, NO),
        (ANN, {"began": day("2020"), "age_at_start": 20}, NO),
        (ANN, {"began": day("2020"), "age_at_start": 17}, DISPUTED),
        (ANN, {"began": day("2017"), "child_at_start": "no"}, DISPUTED),
        (ANN, {"began": day("2018"), "age_at_start": 17}, YES),
        (ANN, {"began": day("2018"), "age_at_start": 18}, UNKNOWN),
        (ANN, {"began": day("2020"), "child_at_start": "unsure"}, UNKNOWN),
        (ANN, {"began": day("2020"), "child_at_start": "no"}, NO),
        (ANN, {}, UNKNOWN),
        (ANN, {"age_at_start": 19}, NO),
        (ANN, {"child_at_start": "yes"}, YES),
        (BEA, {"age_at_start": 19}, UNKNOWN),
        (BEA, {"began": day("2024")}, UNKNOWN),
        (a_row("Person", "cat", birth_date=day("2010"), **BORN), {}, YES),
        (a_row("Person", "dee", birth_date=day("1990"), age_basis="disputed"), {"began": day("2020")}, DISPUTED),
    ],
)
def test_whether_she_was_a_child_when_it_began(person: Row, values: dict[str, Any], rule: ChildRule) -> None:
    """Three inputs, read cautiously: a child before one who may be; what contradicts itself is in dispute."""
    one = episode(person, **values)
    found = elements(a_case(person, one), person, one)
    assert found.child is rule
    assert found.child.is_open == (rule in {UNKNOWN, DISPUTED})


@pytest.mark.parametrize(
    ("lacking", "rule", "missing"),
    [
        ((), "no", ((),)),
        (("means",), "no", (("means",),)),
        (("means",), "yes", ((),)),
        (("means",), "unsure", ((), ("means",))),
        (("acts",), "yes", (("act",),)),
        (("purposes",), "no", (("purpose",),)),
        (("acts", "means", "purposes"), "yes", (("act", "purpose"),)),
        (("acts", "means", "purposes"), "unsure", (("act", "purpose"), ("act", "means", "purpose"))),
    ],
)
def test_what_is_missing(lacking: tuple[str, ...], rule: str, missing: tuple[tuple[str, ...], ...]) -> None:
    """Of a child no means is asked for; while the age is open both branches are given, that of a child first."""
    began = {"yes": "2017", "no": "2020", "unsure": "2018"}[rule]
    values: dict[str, Any] = {name: None if name in lacking else one for name, one in WHOLE.items()}
    one = episode(began=day(began), **values)
    found = elements(a_case(ANN, one), ANN, one)
    assert tuple(branch.missing for branch in found.branches) == missing
    assert [branch.as_child for branch in found.branches] == {"yes": [True], "no": [False]}.get(rule, [True, False])
    assert [branch.is_made_out for branch in found.branches] == [not one for one in missing]
    assert found.missing == missing[-1]
    assert ("child" in found.found) == (rule == "yes")


def test_all_episodes_of_a_person_together() -> None:
    """Each gives what it has; an episode of somebody else, and one in dispute, read as the rules of all."""
    first = episode(began=day("2017"), acts=frozenset({"transfer"}))
    second = episode(name="f", began=day("2020"), purposes=frozenset({"servitude"}))
    view = a_case(ANN, BEA, first, second, episode(BEA, "g", means=frozenset({"fraud"})))
    mine = episodes_of(view, ANN.id)
    found = all_elements(view, ANN, mine)
    assert (len(mine), found.found, found.child) == (2, ("act", "purpose", "child"), YES)
    nothing = elements(view, ANN, None)
    assert (nothing.found, nothing.child, nothing.missing) == ((), UNKNOWN, ("act", "means", "purpose"))
    two = a_row("Episode", "h", told={"acts": (frozenset({"receipt"}), frozenset({"harbouring"}))}, person=ANN.id)
    assert elements(view, ANN, two).acts == {"receipt", "harbouring"}
    sealed = episode(acts=Sealed(b"k" * 8, b"box"))
    with pytest.raises(NotJudgedError):
        elements(a_case(ANN, sealed), ANN, sealed)


ROLE = a_row("CaseRole", "role", person=ANN.id, role="potential_victim")


def decided(kind: str, outcome: str, name: str = "d", **values: Any) -> Row:  # noqa: ANN401 - as rows take them
    """Return a signed decision on Ann as it came in, with nothing of what its gates ask for."""
    told: dict[str, Any] = {"person": ANN.id, "kind": kind, "outcome": outcome, "signed_at": after(days=-1)}
    return a_row("Determination", name, **{**told, **values})


@pytest.mark.parametrize(
    ("rows", "now", "ever"),
    [
        ((ROLE,), True, True),
        ((), False, False),
        ((a_row("CaseRole", "r", person=ANN.id, role="witness"),), False, False),
        ((a_row("CaseRole", "r", person=ANN.id, role="victim", role_to=day("2026-11-01")),), False, True),
        ((ROLE, decided("preliminary", "NotAVictimOfTrafficking")), True, True),
        ((ROLE, decided("final", "NotAVictimOfTrafficking")), True, True),
    ],
)
def test_who_is_a_victim(rows: tuple[Row, ...], *, now: bool, ever: bool) -> None:
    """By a role that lasts; a first no ends it not, nor one that came in past its rules; some things stay for ever."""
    view = a_case(ANN, *rows)
    assert (is_victim(view, ANN.id), is_victim_for_good(view, ANN.id)) == (now, ever)


@pytest.mark.parametrize(
    ("row", "is_apart"),
    [
        (a_row("CaseRole", "r", person=BEA.id, role="accompanying"), True),
        (a_row("CaseRole", "r", person=BEA.id, role="suspect"), True),
        (a_row("CaseRole", "r", person=BEA.id, role="family"), False),
        (a_row("Relationship", person=ANN.id, other=BEA.id, detail="employer"), True),
        (a_row("Relationship", person=ANN.id, other=BEA.id, claims="agent"), True),
        (a_row("Relationship", person=ANN.id, other=BEA.id, episode=b"e"), True),
        (a_row("Relationship", person=ANN.id, other=BEA.id, detail="family", claims="parent"), False),
        (a_row("Relationship", person=BEA.id, other=ANN.id, detail="employer"), False),
        (episode(recruiter=BEA.id), True),
        (episode(BEA, recruiter=ANN.id), False),
        (a_row("JourneyLeg", person=ANN.id, by_person=BEA.id), True),
        (a_row("JourneyLeg", person=ANN.id, companion_person=BEA.id), True),
        (a_row("JourneyLeg", person=BEA.id, by_person=ANN.id), False),
    ],
)
def test_who_is_kept_apart(row: Row, *, is_apart: bool) -> None:
    """Who came along or is suspected, and who employs, recruits or moves a victim; never the victim for that."""
    assert is_kept_apart(a_case(ANN, BEA, ROLE, row), BEA.id) is is_apart

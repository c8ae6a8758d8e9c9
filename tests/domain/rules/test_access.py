"""The access table, cell by cell, against a table written by hand from the rules and not from the code."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from tipdesk.domain.kinds import Sensitivity
from tipdesk.domain.rules.access import OPENS_IN_EMERGENCY, TABLE, Action, Level, Relation, decide, may, opens

CLASSES = dict(zip("ONILRS", Sensitivity, strict=True))
"""The letters of the table: ordinary answers, narrative, identity, location, refuge, sources."""
WRITTEN = Path(__file__).with_name("access_table.txt")


class Cell(NamedTuple):
    """Whether somebody of one role and relation may do one thing to one class of answers."""

    role: str
    relation: Relation
    action: Action
    sensitivity: Sensitivity
    expected: bool


def _read() -> tuple[list[Cell], dict[tuple[str, Relation, Action], str]]:
    cells, marks = [], {}
    for line in WRITTEN.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        role, relation, *written = line.split()
        for action, mark in zip(Action, written, strict=True):
            key = (role, Relation(relation), action)
            assert key not in marks, line
            marks[key] = mark
            opened = {CLASSES[letter] for letter in mark if letter in CLASSES}
            cells += [Cell(*key, sensitivity, sensitivity in opened) for sensitivity in Sensitivity]
    return cells, marks


CELLS, MARKS = _read()
ROLES = sorted({cell.role for cell in CELLS})


def test_every_cell(capsys: pytest.CaptureFixture[str]) -> None:
    """Each role, relation, action and class is open or shut as written; how many cells were compared is printed."""
    wrong = [cell for cell in CELLS if may({cell.role}, cell.relation, cell.sensitivity, cell.action) != cell.expected]
    assert not wrong
    with capsys.disabled():
        print(f" access table: {len(CELLS)} cells of {len(CELLS)} as written", end="")
    assert len(CELLS) == 11 * 9 * 7 * 6 == 4158


@pytest.mark.parametrize("role", ROLES)
def test_who_may_know_that_a_case_exists(role: str) -> None:
    """A dash is nothing, not even the reference; a point is the reference alone; letters are more than that."""
    for (one, relation, action), mark in MARKS.items():
        if one == role:
            level = decide({role}, relation, action)
            known = {"-": level is Level.NONE, ".": level is Level.EXISTS}
            assert known.get(mark, level > Level.EXISTS), (relation, action, mark, level)


def test_the_table_has_no_line_that_is_not_written() -> None:
    """No role or relation of the table goes untested, and none is written that the program does not know."""
    assert {(cell.role, cell.relation) for cell in CELLS} == {(role, one) for role in ROLES for one in Relation}
    assert {role for role, _relation in TABLE} <= set(ROLES)


def test_a_wrong_cell_is_noticed() -> None:
    """The comparison fails where one cell of the written table says something else: it is no empty check."""
    [cell] = [one for one in CELLS if one[:4] == ("analyst", Relation.OTHER, Action.VIEW, Sensitivity.IDENTITY)]
    turned = cell._replace(expected=not cell.expected)
    assert may({turned.role}, turned.relation, turned.sensitivity, turned.action) != turned.expected


@pytest.mark.parametrize("relation", Relation)
@pytest.mark.parametrize("action", Action)
def test_roles_add_up(relation: Relation, action: Action) -> None:
    """Two roles allow what the better one allows, and nothing more."""
    for one in ROLES:
        for other in ROLES:
            best = max(decide({one}, relation, action), decide({other}, relation, action))
            assert decide({one, other}, relation, action) is best


def test_no_role_and_unknown_roles_see_nothing() -> None:
    """An officer without a role, or with one that a newer release made, is refused everything."""
    for relation in Relation:
        for action in Action:
            assert decide((), relation, action) is Level.NONE
            assert decide({"something_new"}, relation, action) is Level.NONE


def test_exclusion_binds_every_role() -> None:
    """Whoever is excluded may do nothing, whatever roles they have together."""
    assert {decide(set(ROLES), Relation.EXCLUDED, action) for action in Action} == {Level.NONE}


def test_a_higher_level_never_opens_less() -> None:
    """Levels are a ladder: each opens all that the one below opens, the highest everything, the two lowest nothing."""
    for sensitivity in Sensitivity:
        answers = [opens(level, sensitivity) for level in Level]
        assert answers == sorted(answers)
        assert (answers[Level.EXISTS], answers[Level.SEALED]) == (False, True)
    assert [bool(level) for level in Level] == [False, True, True, True, True, True]


def test_no_emergency_for_those_without_cases() -> None:
    """Analyst, administrator, auditor, trainer and those outside the service break no glass."""
    assert {"frontline", "supervisor", "investigator", "victim_support"} == OPENS_IN_EMERGENCY

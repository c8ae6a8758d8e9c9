"""The access table, cell by cell: written out again here, so that no cell changes unnoticed."""

import pytest

from tipdesk.domain.kinds import Sensitivity
from tipdesk.domain.rules.access import TABLE, Action, Level, Relation, decide, may, opens

ROLES = (
    "frontline",
    "supervisor",
    "investigator",
    "victim_support",
    "partner_agency",
    "prosecutor",
    "coordinator",
    "analyst",
    "administrator",
    "auditor",
    "trainer",
)
# One letter an action, in the order list, view, unmask, edit, print, export, search:
# - nothing, e exists, s summary, i identity, f full.
OWN, POST, OVER, CARE, READ, KNOWS, NOTHING = (
    "fffffff",
    "ss-ss-s",
    "ssfss-s",
    "ffffi-f",
    "ss----s",
    "e-----e",
    "-------",
)
EXPECTED = {
    #                 assigned same post other  headquarters
    "frontline": (OWN, POST, KNOWS, KNOWS),
    "investigator": (OWN, POST, KNOWS, KNOWS),
    "supervisor": (OWN, OVER, KNOWS, KNOWS),
    "victim_support": (CARE, KNOWS, KNOWS, KNOWS),
    "partner_agency": (READ, NOTHING, NOTHING, NOTHING),
    "prosecutor": (READ, NOTHING, NOTHING, NOTHING),
    "coordinator": (OWN, OWN, OWN, OWN),
    "analyst": (KNOWS, KNOWS, KNOWS, KNOWS),
    "administrator": (KNOWS, KNOWS, KNOWS, KNOWS),
    "auditor": (KNOWS, KNOWS, KNOWS, KNOWS),
    "trainer": (NOTHING, NOTHING, NOTHING, NOTHING),
}
LETTERS = dict(zip("-esif", Level, strict=True))
CELLS = [
    (role, relation, action, LETTERS[letter])
    for role, lines in EXPECTED.items()
    for relation, line in zip(Relation, lines, strict=True)
    for action, letter in zip(Action, line, strict=True)
]
OPENED = {
    Level.NONE: set(),
    Level.EXISTS: set(),
    Level.SUMMARY: {Sensitivity.ORDINARY, Sensitivity.NARRATIVE},
    Level.IDENTITY: {Sensitivity.ORDINARY, Sensitivity.NARRATIVE, Sensitivity.IDENTITY},
    Level.FULL: set(Sensitivity),
}


@pytest.mark.parametrize(("role", "relation", "action", "level"), CELLS)
def test_every_cell(role: str, relation: Relation, action: Action, level: Level) -> None:
    """Each role, relation and action gives the level written here, and opens exactly that level's classes."""
    assert decide({role}, relation, action) is level
    opened = {sensitivity for sensitivity in Sensitivity if may({role}, relation, sensitivity, action)}
    assert opened == OPENED[level]


def test_all_roles_are_in_the_test() -> None:
    """No role of the table goes untested."""
    assert {role for role, _relation in TABLE} <= set(ROLES) == set(EXPECTED)
    assert len(CELLS) == len(ROLES) * len(Relation) * len(Action)


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


def test_a_higher_level_never_opens_less() -> None:
    """Levels are a ladder: each opens all that the one below opens."""
    for sensitivity in Sensitivity:
        answers = [opens(level, sensitivity) for level in Level]
        assert answers == sorted(answers)

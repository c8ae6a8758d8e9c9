"""Who decides about access, and who reads a private note: each cell against what is written here by hand."""

from __future__ import annotations

from itertools import product

import pytest

from tipdesk.domain.rules.access import Action, Relation
from tipdesk.domain.rules.deeds import DEEDS, READS_ALL_LOOKS, READS_POST_LOOKS, Deed, may_do
from tipdesk.domain.rules.privacy import Confidant, may_read

ROLES = (
    "frontline", "supervisor", "investigator", "victim_support", "partner_agency", "prosecutor", "coordinator",
    "analyst", "administrator", "auditor", "trainer",
)  # fmt: skip
# E exclude, S serve, R review, P approve, A acknowledge, J join, H share, O hand over, T take on;
# relations in the order of their declaration:
# in charge, assigned, served, same post, restricted, other, headquarters, emergency, excluded
WRITTEN = {
    "frontline": "ESJH - - - - - - - -",
    "investigator": "ESJH - - - - - - - -",
    "victim_support": "ESJH - - - - - - - -",
    "supervisor": "ESRPJHOT ESRPHOT - ESRPHOT ESRPHOT - - - -",
    "coordinator": "ESRPAJHOT ESRPAJHOT - ESRPAJHOT ESRPAJHOT ESRPAJHOT ESRPAJHOT - -",
    "auditor": "A A - A A A A - -",
    "partner_agency": "- - - - - - - - -",
    "prosecutor": "- - - - - - - - -",
    "analyst": "- - - - - - - - -",
    "administrator": "- - - - - - - - -",
    "trainer": "- - - - - - - - -",
}
LETTERS = {
    Deed.EXCLUDE: "E",
    Deed.SERVE: "S",
    Deed.REVIEW: "R",
    Deed.APPROVE: "P",
    Deed.ACKNOWLEDGE: "A",
    Deed.JOIN: "J",
    Deed.SHARE: "H",
    Deed.HAND_OVER: "O",
    Deed.TAKE_ON: "T",
}


@pytest.mark.parametrize("role", ROLES)
def test_every_deed(role: str) -> None:
    """Each role and relation decides what is written, and nothing else; somebody excluded decides nothing at all."""
    for relation, mark in zip(Relation, WRITTEN[role].split(), strict=True):
        for deed in Deed:
            assert may_do({role}, {relation}, deed) == (LETTERS[deed] in mark), (relation, deed)
            assert not may_do({role}, {relation, Relation.EXCLUDED}, deed)


def test_no_deed_is_unwritten() -> None:
    """The table has no role that is not written here, and nobody without a role decides anything."""
    assert {role for role, _relation in DEEDS} <= set(WRITTEN) == set(ROLES)
    assert not any(may_do((), Relation, deed) for deed in Deed)


def test_who_reads_looks() -> None:
    """Auditor and coordinator at headquarters, supervisors at their post; nobody who records cases besides."""
    assert {"auditor", "coordinator"} == READS_ALL_LOOKS
    assert {"supervisor"} == READS_POST_LOOKS


READERS = list(
    product((True, False), (True, False), (None, "prosecutor", "victim_support"), (None, "in_charge", "assigned"))
)


def confidant(*, author: bool, colleague: bool, role: str | None, relation: str | None) -> Confidant:
    """Return somebody; a coordinator besides, which must change nothing."""
    roles = frozenset({"coordinator"} | ({role} if role else set()))
    relations = frozenset({Relation(relation)} if relation else {Relation.HEADQUARTERS})
    return Confidant(roles, relations, is_author=author, is_colleague=colleague)


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize(("author", "colleague", "role", "relation"), READERS)
def test_every_reader_of_a_note(
    action: Action, author: bool, colleague: bool, role: str | None, relation: str | None
) -> None:
    """By mark: one's agency; legal advice to counsel and the officer in charge; counselling to its agency's carers.

    Privileged notes leave on no paper.
    """
    one = confidant(author=author, colleague=colleague, role=role, relation=relation)
    is_paper, works = action in (Action.PRINT, Action.EXPORT), relation is not None
    assert may_read(None, one, action)
    assert may_read("", one, action)
    assert may_read("agency", one, action) == (author or colleague)
    counsel = role == "prosecutor" and works
    assert may_read("legal", one, action) == (not is_paper and (author or counsel or relation == "in_charge"))
    carer = role == "victim_support" and works and colleague
    assert may_read("counselling", one, action) == (not is_paper and (author or carer))
    assert may_read("of a later release", one, action) == (author and not is_paper)

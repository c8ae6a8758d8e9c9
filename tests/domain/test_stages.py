"""The steps in the life of a case: where it stands, where it goes, what a step wants."""

import pytest

from tipdesk.domain.changes import Dot
from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row, Sibling
from tipdesk.domain.rules.stages import LAST, MOVES, OPEN, STEPS, moves_from, moves_to, step_of, wants_of


def case_of(values: dict[str, Value], **told: tuple[str, ...]) -> Row:
    """Return a Case row; `told` are the answers of fields in dispute."""
    dot = Dot(b"l" * 16, 1)
    siblings = {name: tuple(Sibling(dot, one, 0, b"o", b"d") for one in answers) for name, answers in told.items()}
    return Row(BY_NAME["Case"], b"c", None, values, siblings=siblings)


def report_of(**values: Value) -> Row:
    """Return a Report row."""
    return Row(BY_NAME["Report"], b"r", b"c", values)


def test_every_stage_stands_on_a_step_and_leads_on() -> None:
    """Each move leads to a stage that has a step, and from every stage there is a way."""
    stages = {stage for step in STEPS for stage in step}
    assert set(MOVES) - {""} == stages
    assert all(ways and set(ways) <= stages for ways in MOVES.values())


@pytest.mark.parametrize(
    ("stage", "step"),
    [
        ("", 0),
        ("reported", 0),
        ("screening", 1),
        ("reopened", OPEN),
        ("closed_referred", LAST),
        ("of a later release", 0),
    ],
)
def test_a_stage_has_its_step(stage: str, step: int) -> None:
    """No stage, and one that is not known, counts as the first step: the most is still to be done."""
    assert step_of(stage) == step


def test_a_closed_case_is_only_opened_again() -> None:
    """From closed there is one way, and it leads to the step of open cases."""
    assert moves_from(case_of({"status": "closed"})) == ("reopened",)
    assert moves_to(OPEN, ("reopened",)) == ("reopened",)
    assert moves_to(LAST, ("reopened",)) == ()


def test_in_dispute_each_answer_is_a_way() -> None:
    """Every stage that was told can be chosen, which settles it, and those that follow the more cautious one."""
    case = case_of({"status": "closed"}, status=("screening", "closed"))
    assert moves_from(case) == ("screening", "closed", "open", "screened_out")


def test_a_step_tells_what_it_lacks() -> None:
    """An officer in charge and the answers of a report are wanted of an open case; not being sure is an answer."""
    told = report_of(urgency="now", danger_now="unsure")
    wants = {want.field: want.is_met for want in wants_of(OPEN, case_of({"owner": b"o"}), [told])}
    assert wants == {"owner": True, "urgency": True, "danger_now": True, "under_18": False}
    assert all(not want.is_met for want in wants_of(OPEN, case_of({}), []))
    assert wants_of(3, case_of({}), []) == ()


def test_what_may_not_be_seen_is_not_called_missing() -> None:
    """An answer that was held back is there."""
    hidden = Row(BY_NAME["Report"], b"r", b"c", {}, masked=frozenset({"under_18"}))
    assert {want.field for want in wants_of(OPEN, case_of({}), [hidden]) if want.is_met} == {"under_18"}

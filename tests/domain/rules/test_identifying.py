"""The gates of signing a decision on a person, condition by condition; drafts pass them all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.domain.rules.clocked import NOON, a_case, a_row, day
from tests.domain.rules.gates_frozen import ME, STAFF
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.gates.gate import Deed, Doer, Wrote
from tipdesk.domain.rules.gates.parking import Writer, reason_of_role
from tipdesk.domain.rules.gates.table import GATES
from tipdesk.domain.values import NamedRow

if TYPE_CHECKING:
    from tipdesk.domain.rows import Row
    from tipdesk.domain.rules.frozen_case import FrozenCase

ACTUAL, POSSIBLE, NOT = "ActualVictimOfTrafficking", "PossibleVictimOfTrafficking", "NotAVictimOfTrafficking"
ADULT = a_row("Person", "ann", birth_date=day("1990"), age_basis="document")
CHILD = a_row("Person", "ann", birth_date=day("2012"), age_basis="document")
OPEN = a_row("Person", "ann")
AS_CHILD = {"child_rule": "age_open_decided_as_child", "other_branch": "A lie was told."}
AS_ADULT = {**AS_CHILD, "child_rule": "age_open_decided_as_adult"}


def decided(kind: str, outcome: str, /, **values: Any) -> Row:  # noqa: ANN401 - as rows take them
    """Return a signed decision of headquarters."""
    told: dict[str, Any] = {"person": ADULT.id, "kind": kind, "outcome": outcome, "reasons": "It fits.", "body": "NGO"}
    told |= {"decided_by": ME, "decided_at": NOON, "signed_at": NOON}
    return a_row("Determination", "d", **{**told, **values})


def shown(element: str, state: str = "found", **values: Any) -> tuple[Row, Row]:  # noqa: ANN401 - as rows take them
    """Return a finding and its support."""
    told: dict[str, Any] = {"determination": b"d".ljust(16, b"."), "element": element, "state": state}
    finding = a_row("Finding", element, **{**told, "source": "stated", "words": "Told so.", **values})
    return finding, a_row("Pin", f"p{element}", of_row=NamedRow(57, finding.id), to_row=NamedRow(30, b"note"))


def episode(*lacking: str) -> Row:
    """Return an episode with all elements but these."""
    told: dict[str, Any] = {"acts": {"transfer"}, "means": {"fraud"}, "purposes": {"servitude"}}
    found: dict[str, Any] = {name: frozenset(one) for name, one in told.items() if name not in lacking}
    return a_row("Episode", person=ADULT.id, began=day("2024"), **found)


def fails(gate: str, view: FrozenCase) -> bool:
    """Tell whether the decision of a case stands past a gate."""
    [row] = view.of("Determination")
    return GATES[gate].check(view, row, None) is not None


THREE = (*shown("act"), *shown("means"), *shown("purpose"))
TWO = (*shown("act"), *shown("purpose"))


@pytest.mark.parametrize(
    ("person", "given", "rows", "is_shown"),
    [
        (ADULT, {}, (episode(), *THREE), True),
        (ADULT, {}, (episode("means"), *THREE), False),
        (ADULT, {}, (episode("acts"), *THREE), False),
        (ADULT, {}, (episode(), *TWO), False),
        (ADULT, {}, THREE, False),
        (ADULT, {}, (episode(), *THREE[:-1]), False),
        (ADULT, {}, (episode(), *TWO, *shown("means", "contradicted")), False),
        (ADULT, {"child_rule": "applies"}, (episode("means"), *TWO), False),
        (CHILD, {}, (episode("means"), *TWO), True),
        (CHILD, {}, (episode("purposes"), *TWO), False),
        (OPEN, AS_CHILD, (episode("means"), *TWO), True),
        (OPEN, AS_ADULT, (episode("means"), *TWO), False),
        (OPEN, AS_ADULT, (episode(), *THREE), True),
        (OPEN, {**AS_CHILD, "other_branch": " "}, (episode(), *THREE), False),
        (OPEN, {**AS_CHILD, "child_rule": "applies"}, (episode(), *THREE), False),
        (OPEN, {}, (episode(), *THREE), False),
        (ADULT, {"episode": b"another"}, (episode(), *THREE), False),
    ],
)
def test_a_final_yes_shows_each_element(
    person: Row, given: dict[str, Any], rows: tuple[Row, ...], *, is_shown: bool
) -> None:
    """Found in an episode, by a finding that has its support; which branch, and the other, while the age is open."""
    for kind in ("final", "review"):
        view = a_case(person, *STAFF, *rows, decided(kind, ACTUAL, **given))
        assert fails("final-elements", view) is not is_shown
    for kind, outcome in (("preliminary", ACTUAL), ("final", POSSIBLE), ("final", NOT)):
        assert not fails("final-elements", a_case(person, *STAFF, *rows, decided(kind, outcome, **given)))
    assert not fails("final-elements", a_case(person, *rows, decided("final", ACTUAL, signed_at=None, **given)))


@pytest.mark.parametrize(("person", "is_told"), [(ADULT, False), (OPEN, True)])
def test_an_open_age_is_told_as_what_stops_a_decision(person: Row, *, is_told: bool) -> None:
    """All elements are shown; it is the age when it began that is open, and the refusal says so."""
    rows = (episode(), *(THREE if person is OPEN else TWO))
    view = a_case(person, *STAFF, *rows, decided("final", ACTUAL))
    failed = GATES["final-elements"].check(view, view.of("Determination")[0], None)
    assert failed is not None
    assert failed.sentence.startswith("The age when it began is open") is is_told


LACKING = (shown("means", "missing")[0],)
HELP = a_row("Need", person=ADULT.id, kind="legal_aid", wish="declined")


@pytest.mark.parametrize(
    ("rows", "given", "is_reasoned"),
    [
        ((episode("means"), *LACKING, HELP), {}, True),
        ((episode("means"), *LACKING, HELP), {"reasons": " "}, False),
        ((episode("means"), *LACKING), {}, False),
        ((episode("means"), *LACKING, a_row("Need", person=ADULT.id, kind="shelter")), {}, False),
        ((episode("means"), *LACKING, a_row("Need", person=b"bea", kind="shelter", wish="wanted")), {}, False),
        ((episode("means"), HELP), {}, False),
        ((episode("means"), shown("means", "missing", words=None)[0], HELP), {}, False),
        ((episode("means"), shown("means")[0], HELP), {}, False),
        ((episode("means", "acts"), *LACKING, HELP), {}, False),
        ((episode(), HELP), {}, False),
        ((episode(), shown("act", "contradicted")[0], HELP), {}, True),
    ],
)
def test_a_no_has_words_for_each_missing_element(
    rows: tuple[Row, ...], given: dict[str, Any], *, is_reasoned: bool
) -> None:
    """Each has its words, help was offered to that very person, and there are reasons; of whatever kind it is."""
    for kind in ("preliminary", "final", "review"):
        view = a_case(ADULT, *STAFF, *rows, decided(kind, NOT, **given))
        assert fails("negative-reasoned", view) is not is_reasoned
    assert not fails("negative-reasoned", a_case(ADULT, *STAFF, *rows, decided("final", POSSIBLE, **given)))


@pytest.mark.parametrize(
    ("lacking", "gate"),
    [
        ("reasons", "preliminary-grounds"),
        ("source", "preliminary-grounds"),
        ("outcome", "outcome-by-hand"),
        ("body", "outcome-by-hand"),
        ("decided_at", "outcome-by-hand"),
        ("decided_by", "outcome-by-hand"),
        ("", ""),
    ],
)
def test_a_first_decision_has_grounds_and_somebody_who_decides(lacking: str, gate: str) -> None:
    """Reasons and whose words it rests on; what, by which body, by whom and when; a court counts as somebody."""
    given: dict[str, Any] = {lacking: None} if lacking and lacking != "source" else {}
    rows = shown("act", source=None if lacking == "source" else "observed")
    view = a_case(ADULT, *STAFF, *rows, decided("preliminary", POSSIBLE, **given))
    for one in ("preliminary-grounds", "outcome-by-hand"):
        assert fails(one, view) is (one == gate)
    outside = decided("preliminary", POSSIBLE, decided_by=None, decided_outside="A court")
    assert not fails("outcome-by-hand", a_case(ADULT, outside))


@pytest.mark.parametrize(
    ("kind", "body", "held", "is_there", "gates"),
    [
        ("preliminary", "Police", "investigator", False, set()),
        ("preliminary", "Police", "supervisor", False, set()),
        ("preliminary", "Police", "victim_support", False, {"preliminary-grounds"}),
        ("final", "NGO", "coordinator", True, set()),
        ("final", "NGO", "coordinator", False, {"final-by-two"}),
        ("final", "NGO", "investigator", True, {"final-by-two"}),
        ("final", "CourtOrProsecution", "investigator", False, set()),
        ("final", "CourtOrProsecution", "supervisor", False, {"final-by-two"}),
    ],
)
def test_who_may_sign(kind: str, body: str, held: str, *, is_there: bool, gates: set[str]) -> None:
    """A first decision at the post; one for good at headquarters alone, but for what a court decided."""
    row = decided(kind, POSSIBLE, body=body)
    view = a_case(ADULT, *STAFF, *shown("act"), row)
    doer = Doer(frozenset({ME}), frozenset({held}), is_headquarters=is_there)
    deed = Deed(doer, (Wrote("Determination", row.id, frozenset({"signed_at"}), is_new=False),), view.case)
    roles = {
        gate: need.roles
        for gate in ("preliminary-grounds", "final-by-two")
        if (failed := GATES[gate].check(view, row, deed)) is not None
        for need in failed.needs
    }
    told_off = {gate for gate, wanted in roles.items() if "supervisor" not in wanted or gate == "preliminary-grounds"}
    assert told_off == gates, "a missing second officer is asked for as coordinator or supervisor"


@pytest.mark.parametrize(
    ("fields", "held", "reason"),
    [
        ({"signed_at": NOON}, "victim_support", "preliminary-grounds"),
        ({"signed_at": NOON}, "supervisor", None),
        ({"signed_at": NOON, "kind": "final"}, "investigator", "final-by-two"),
        ({"signed_at": NOON, "kind": "review"}, "supervisor", "final-by-two"),
        ({"signed_at": NOON, "kind": "final"}, "coordinator", None),
        ({"signed_at": NOON, "kind": "final", "body": "CourtOrProsecution"}, "investigator", None),
        ({"kind": "final", "outcome": NOT}, "victim_support", None),
    ],
)
def test_whose_role_does_not_carry_the_signature(fields: dict[str, Any], held: str, reason: str | None) -> None:
    """Kept aside by the role of the writer and what the entry says; a draft, or an older program, never is."""
    record = BY_NAME["Determination"]
    wires = {record.by_name[name].number: value for name, value in fields.items()}
    writer = Writer(frozenset({held}), is_headquarters=False)
    assert reason_of_role(record.number, b"row", wires, writer, 5, lambda _row: "") == reason
    assert reason_of_role(record.number, b"row", wires, writer, 4, lambda _row: "") is None

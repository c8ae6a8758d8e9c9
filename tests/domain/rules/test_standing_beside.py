"""Who stands beside a person: no companion anywhere, a checked interpreter, and notice before a statement."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from tests.domain.rules.agreeing import (
    ADULT,
    ANN,
    AUNT,
    COMPANION,
    HOUR,
    VICTIM,
    VS,
    a_consent,
    a_guardian,
    an_interpreter,
    fails,
    with_rows,
)
from tests.domain.rules.clocked import NOON, NOON_MS, a_case, a_row, day
from tests.domain.rules.gates_frozen import ME, STAFF
from tipdesk.domain.changes import Dot
from tipdesk.domain.rows import Happening, Row
from tipdesk.domain.rules.gates.gate import Way

NAMED = "Robert O'Pretend"
INTERPRETER, GUARDIAN = an_interpreter().id, a_guardian().id


def a_statement(**values: object) -> Row:
    """Return a statement of the person."""
    told: dict[str, Any] = {"person": ANN, "kind": "victim", "language": "spa", "words": "I came by boat."}
    return a_row("Statement", "statement", **{**told, **values})


def told_of(kind: str, **values: object) -> Row:
    """Return a row that says that the person was told of something."""
    told: dict[str, Any] = {"person": ANN, "kind": kind, "at": NOON - HOUR, "understood": "yes", "language": "spa"}
    return a_row("InformationGiven", kind, **{**told, **values})


@pytest.mark.parametrize(
    ("row", "rows", "fields"),
    [
        (an_interpreter(person=COMPANION.id), (), {"person"}),
        (an_interpreter(name=NAMED), (), {"name"}),
        (an_interpreter(person=ANN), (), {"person"}),
        (an_interpreter(person=AUNT.id), (), set()),
        (an_interpreter(of_person=COMPANION.id, person=COMPANION.id), (), set()),
        (a_guardian(who=COMPANION.id), (), {"who"}),
        (a_guardian(who=ANN), (), {"who"}),
        (a_guardian(), (), set()),
        (a_consent(witness=NAMED), (), {"witness"}),
        (a_consent(witness="Robert Somebody"), (), set()),
        (a_consent(guardian=GUARDIAN), (a_guardian(who=COMPANION.id),), {"guardian"}),
        (a_consent(guardian=GUARDIAN), (a_guardian(),), set()),
        (a_consent(interpreter=INTERPRETER), (an_interpreter(person=COMPANION.id),), {"interpreter"}),
        (a_consent(interpreter=INTERPRETER), (an_interpreter(),), set()),
        (told_of("rights", interpreter=INTERPRETER), (an_interpreter(person=COMPANION.id),), {"interpreter"}),
        (a_row("VictimWish", person=ANN, interpreter=INTERPRETER), (an_interpreter(name=NAMED),), {"interpreter"}),
        (a_statement(interpreter=INTERPRETER), (an_interpreter(name=NAMED),), {"interpreter"}),
        (a_statement(support_person=NAMED), (), {"support_person"}),
        (a_statement(read_back_by=NAMED), (), {"read_back_by"}),
        (a_statement(read_back_by="Officer Pretend"), (), set()),
        (a_statement(person=COMPANION.id, kind="caution", read_back_by=NAMED), (), set()),
        (a_row("Call", of_person=ANN, way="through_person", whom=NAMED), (), {"whom"}),
        *((a_row("Call", told=None, of_person=ANN, **{"way": "through_person", "whom": NAMED, **other}), (), set())
          for other in ({"way": "telephone"}, {"direction": "received"}, {"whom": "The nurse"})),
    ],
)  # fmt: skip
def test_no_companion_stands_anywhere(row: Row, rows: tuple[Row, ...], fields: set[str]) -> None:
    """By reference, by name, or through the row to which it refers; a suspect's own papers are another matter."""
    failed = fails("companion-never", with_rows(ADULT, row, *rows), row)
    assert set(failed.fields if failed else ()) == fields
    assert failed == fails("companion-never", with_rows(ADULT, row, *rows), row, VS)
    assert failed is None or failed.has_happened is (row.record.name == "Call"), "a message that was sent is told"


@pytest.mark.parametrize(
    "power",
    [
        a_row("CaseRole", "power", person=COMPANION.id, role="suspect"),
        a_row("Relationship", person=ANN, other=COMPANION.id, detail="employer"),
        a_row("Relationship", person=ANN, other=COMPANION.id, claims="agent"),
        a_row("Episode", person=ANN, recruiter=COMPANION.id),
        a_row("JourneyLeg", person=ANN, by_person=COMPANION.id),
        a_row("NoContact", person=ANN, not_person=COMPANION.id, what=frozenset({"visit"}), began=day("2026-11-01")),
    ],
    ids=lambda row: row.record.name,
)
def test_whoever_has_power_is_a_companion(power: Row) -> None:
    """Suspected, employing, recruiting, moving, or kept away by name: it is found out later, and undoes the consent."""
    row = an_interpreter(person=COMPANION.id)
    assert fails("companion-never", a_case(ADULT, COMPANION, VICTIM, row, power, *STAFF), row) is not None
    assert fails("companion-never", a_case(ADULT, COMPANION, VICTIM, row, *STAFF), row) is None


@pytest.mark.parametrize(
    ("row", "values", "lacking"),
    [
        (told_of("rights", interpreter=INTERPRETER), {}, ()),
        (told_of("rights", interpreter=INTERPRETER), {"independent": "no"}, ("independent",)),
        (told_of("rights", interpreter=INTERPRETER), {"knows_anybody": "yes"}, ("knows_anybody",)),
        (told_of("rights", interpreter=INTERPRETER), {"accepted": "unsure"}, ("accepted",)),
        (told_of("rights", interpreter=INTERPRETER), {"undertaking_on": None}, ("undertaking_on",)),
        (told_of("rights", interpreter=INTERPRETER), {"sex_asked_for": "female", "sex": "male"}, ("sex",)),
        (told_of("rights", interpreter=INTERPRETER), {"of_person": AUNT.id}, ("of_person",)),
        (a_statement(interpreter=INTERPRETER), {}, ("oath_on",)),
        (a_statement(interpreter=INTERPRETER), {"oath_on": day("2026-11-27")}, ()),
        (a_consent(status="refused", interpreter=INTERPRETER), {"accepted": "no"}, ("accepted",)),
    ],
)
def test_an_interpreter_was_checked(row: Row, values: dict[str, Any], lacking: tuple[str, ...]) -> None:
    """For this person, and sworn for a statement; by telephone somebody in danger is helped first, and else nobody."""
    for by_phone in (None, True):
        view = with_rows(ADULT, row, an_interpreter(**values, by_phone=by_phone))
        failed = fails("interpreter-checked", view, row)
        assert (failed.needs[0].fields if failed else ()) == lacking
        assert failed is None or (failed.ways is None) is bool(by_phone)
    assert fails("interpreter-checked", with_rows(ADULT, told_of("rights")), told_of("rights")) is None, "none was used"
    gone = fails("interpreter-checked", with_rows(ADULT, row), row)
    assert gone is not None
    assert gone.ways == frozenset()


@pytest.mark.parametrize(
    ("rows", "holds"),
    [
        ((), False),
        ((told_of("notice"),), True),
        ((told_of("notice", understood="unsure"),), True),
        ((told_of("notice", understood="no"),), False),
        ((told_of("notice", told={"understood": ("yes", "no")}),), False),
        ((told_of("rights"),), False),
        ((told_of("notice", person=AUNT.id),), False),
        ((told_of("notice"), a_row("InformationGiven", "later", person=ANN, kind="rights",
                                   corrects=told_of("notice").id)), False),
    ],
)  # fmt: skip
def test_notice_before_a_statement(rows: tuple[Row, ...], *, holds: bool) -> None:
    """A victim was told of it, and not without understanding; what was corrected is no notice."""
    row = a_statement()
    view = with_rows(ADULT, row, *rows)
    failed = fails("notice-before-identity", view, row, VS)
    assert (failed is None) is holds
    assert failed is None or failed.ways == frozenset({Way.REASON})
    of_nobody = a_case(ADULT, row, *rows, *STAFF)
    assert fails("notice-before-identity", of_nobody, row, VS) is None, "no victim"


def test_a_reason_stands_for_the_notice() -> None:
    """What was written with a reason, on arrival, is no breach; without one it is."""
    row = replace(a_statement(), dots={12: (Dot(b"log", 1),)})
    for reason, holds in (("Police power", True), (None, False)):
        told = Happening(Dot(b"log", 1), NOON_MS, -240, ME, b"d", None, row.record, 12, row.id, "words", (), "I came.",
                         reason)  # fmt: skip
        view = replace(with_rows(ADULT, row), read_stories=partial(dict, {row.id: (told,)}))
        assert (fails("notice-before-identity", view, row) is None) is holds


@pytest.mark.parametrize(
    ("row", "rows", "is_warned"),
    [
        (replace(ADULT, values={**ADULT.values, "birth_place": "Vieux Fort"}), (), True),
        (replace(ADULT, values={**ADULT.values, "given_names": "Ann"}), (), False),
        (a_row("ContactPoint", person=ANN, kind="mobile", number="+17585550101"), (), True),
        (a_row("ContactPoint", person=ANN, kind="through_person"), (), False),
        (a_row("ContactPoint", person=ANN, kind="mobile", number="+17585550101"),
         (a_row("ContactPoint", "first", person=ANN, kind="mobile", number="+17585550102"),), False),
        (a_row("ContactPoint", person=ANN, kind="mobile", number="+17585550101"), (told_of("notice"),), False),
    ],
)  # fmt: skip
def test_the_first_question_who_somebody_is_warns(row: Row, rows: tuple[Row, ...], *, is_warned: bool) -> None:
    """Beyond what is seen, said or read in a paper; it stops nothing, and nothing stands past it afterwards."""
    person = row if row.record.name == "Person" else ADULT
    own = () if row.record.name == "Person" else (row,)
    view = with_rows(person, *own, *rows)
    failed = fails("notice-before-identity", view, row, VS)
    assert (failed is not None) is is_warned
    assert failed is None or failed.ways == frozenset({Way.WARNING})
    assert fails("notice-before-identity", view, row) is None

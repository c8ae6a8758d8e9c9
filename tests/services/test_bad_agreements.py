"""What is put in wrongly where somebody agrees or speaks: its gate, its sentence, what mends it, nothing half saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.services.agreed_scenes import (
    A_CONSENT,
    A_GUARDIAN,
    A_STATEMENT,
    AN_INTERPRETER,
    came_along,
    companion,
    interest,
    is_family,
    speaking,
    told_of,
)
from tests.services.determined import judged, put
from tests.services.moving_scenes import AGENCY, known, last, victim
from tests.services.rooms import CARER, COORDINATOR, OWNER, REASON, SUPERVISOR, Room, a_room
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.gates.passing import Override, StoppedByGateError
from tipdesk.domain.rules.gates.protected import consent
from tipdesk.domain.values import PartialDate
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.open_case import open_case
from tipdesk.services.determination.sign_record import sign_record
from tipdesk.services.gates.find_breaches import find_breaches
from tipdesk.services.look import look

if TYPE_CHECKING:
    from collections.abc import Callable

    from tipdesk.services.desk import Actor


@pytest.fixture
def room() -> Room:
    """A post with one case."""
    return a_room(status="open")


def given(room: Room, template: dict[str, object], **more: object) -> dict[str, object]:
    """Return what is written, with the rows of the room in it."""
    return {name: one(room) if callable(one) else one for name, one in {**template, **more}.items()}


def refused(room: Room, record: str, values: dict[str, object], by: Actor = OWNER) -> StoppedByGateError:
    """Return the refusal of a row, of which nothing was written."""
    before = len(room.store.held)
    with pytest.raises(StoppedByGateError) as stopped:
        add_record(room.desk(by), room.case, BY_NAME[record], values)
    assert len([one for one in room.store.held[before:] if one.entry.head.scope.name == "CASE"]) == 0
    return stopped.value


class Bad(NamedTuple):
    """What somebody puts in once a room is prepared; the gate that stops it, what it says, and one thing it needs."""

    prepare: Callable[[Room], object]
    record: str
    values: dict[str, object]
    by: Actor
    code: str
    sentence: str
    need: str


BAD = (
    Bad(known, "Consent", {**A_CONSENT, "scope": "share_with_agency"}, OWNER, "consent-complete",
     "Name the agency with which you may share.", "Consent.agency"),
    Bad(known, "Consent", {**A_CONSENT, "scope": "foreign_authority"}, OWNER, "consent-complete",
     "Name the State with which you may share, or the agency there.", "Consent.country"),
    Bad(speaking, "Consent", {**A_CONSENT, "assent": "yes"}, OWNER, "consent-complete",
     "It is not sure that this person is an adult. Ask their age, or have it assessed and signed. Until then, say who "
     "agrees for them.", "Consent.given_by"),
    Bad(speaking, "Consent", {**A_CONSENT, "given_by": "court"}, OWNER, "child-consent",
     "Ask the child as well, whoever agrees for them, and write down the answer.", "Consent.assent"),
    Bad(speaking, "Consent", {**A_CONSENT, "given_by": "guardian", "assent": "yes"}, OWNER, "guardian-independent",
     "Say which guardian agreed. If the guardian is not recorded yet, record them first.", "Consent.guardian"),
    Bad(known, "Consent", {**A_CONSENT, "form": "thumb"}, OWNER, "consent-complete",
     "A thumb print or a spoken consent needs a witness: write down who it was.", "Consent.witness"),
    Bad(known, "Consent", {**A_CONSENT, "points": frozenset({"purpose"})}, OWNER, "consent-complete",
     "Explain all seven points before they agree. If you cannot, save it as “not able”.", "Consent.points"),
    Bad(known, "Consent", {**A_CONSENT, "language": "spa"}, OWNER, "consent-complete",
     "Ask for consent in a language the person speaks, and say which one.", "Person.main_language"),
    Bad(came_along, "Interpreter", AN_INTERPRETER, OWNER, "companion-never",
     "Somebody who came with a person, or has power over them, never speaks, "
     "agrees or stands witness for them. Find somebody else.",
     "Interpreter.person"),
    Bad(came_along, "Guardian", A_GUARDIAN, SUPERVISOR, "guardian-independent",
     "Somebody who came with a child, or has power over them, cannot be the "
     "guardian. First a supervisor talks with the child alone.",
     "Guardian.who"),
    Bad(came_along, "Guardian", {**A_GUARDIAN, "independent": "no"}, CARER, "guardian-independent",
     "Somebody who came with a child, or has power over them, cannot be the "
     "guardian. First a supervisor talks with the child alone.",
     "Guardian.who"),
)  # fmt: skip


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.need)
def test_each_bad_input_has_its_sentence(room: Room, bad: Bad) -> None:
    """It says what to do, names nobody, and leads to the row and the field that mend it."""
    bad.prepare(room)
    if bad.by is CARER:
        amend_record(room.desk(OWNER), look(room.desk(OWNER), room.case).case, {"owner": CARER.login})
    stopped = refused(room, bad.record, given(room, bad.values), bad.by)
    failed = stopped.failed[0]
    assert (stopped.code, failed.text()) == (bad.code, bad.sentence)
    assert bad.need in {f"{one.record}.{name}" for one in failed.needs for name in one.fields}
    assert {one.person for one in failed.needs} <= {victim(room), None}
    assert room.rows(bad.record) == []


def test_nobody_goes_past_a_missing_recipient(room: Room) -> None:
    """No reason and no approval makes up for whom a consent is; it is saved as what it is instead."""
    known(room)
    values = given(room, A_CONSENT, scope="share_with_agency")
    for ground in ("danger", "medical", ""):
        with pytest.raises(Exception, match="no way past"):
            add_record(room.desk(OWNER), room.case, BY_NAME["Consent"], values,
                       override=Override(frozenset({"consent-complete"}), REASON, ground))  # fmt: skip
    add_record(room.desk(OWNER), room.case, BY_NAME["Consent"], {**values, "status": "not_able"})
    assert room.rows("Consent")[-1]["status"] == "not_able"


def test_a_document_tells_of_an_agreement_that_does_not_count(room: Room) -> None:
    """What was agreed to elsewhere is written down as it was told, with what it lacks, and opens nothing."""
    fields = {"person": "p", "scope": "services", "status": "given", "given_by": "self"}
    stay = {"person": "p", "place_code": "Safe place A", "voluntary": "yes", "may_leave": True}
    records = [{"record": "Person", "key": "p", "fields": {"given_names": "Pretend"}},
               {"record": "Consent", "fields": fields}, {"record": "ShelterStay", "fields": stay}]  # fmt: skip
    made = new_case(room.desk(OWNER), {"case": {"title": "Heron 7"}, "records": records})
    opened = open_case(room.desk(OWNER), made.id)
    [told] = opened.view.of("Consent")
    assert told["status"] == "given"
    assert {one.gate for one in find_breaches(room.headquarters().desk(COORDINATOR), made.id)} >= {
        "consent-complete", "best-interest-first",
    }  # fmt: skip
    assert opened.uncounted[told.id].counts_as.value == "not_given"


def is_agreed(room: Room) -> bool:
    """Tell whether the person has agreed to be told of to the clinic."""
    return judged(room, lambda view: consent(view, victim(room), "share_with_agency", AGENCY)) is not None


def test_a_consent_stands_until_its_interpreter_is_found_out(room: Room) -> None:
    """She agreed through somebody who passed; then he is known to have come with her, and then he is not."""
    came_along(room)
    known(room)
    values = given(room, AN_INTERPRETER, person=None, languages=frozenset({"spa", "eng"}))
    add_record(room.desk(OWNER), room.case, BY_NAME["Interpreter"], {**values, "undertaking_on": "2026-11-18"})
    put(room, "Person", {"main_language": "spa"}, room.rows("Person")[0])
    told = given(room, A_CONSENT, scope="share_with_agency", agency=AGENCY, language="spa")
    told["interpreter"] = last(room, "Interpreter").id
    add_record(room.desk(OWNER), room.case, BY_NAME["Consent"], told)
    assert is_agreed(room)
    assert open_case(room.desk(OWNER), room.case).uncounted == {}
    put(room, "Interpreter", {"person": companion(room)}, last(room, "Interpreter"))
    assert not is_agreed(room)
    shown = open_case(room.desk(OWNER), room.case).uncounted
    assert {one.counts_as.value for one in shown.values()} == {"not_given", "unchecked"}
    assert set(shown) == {last(room, "Consent").id, last(room, "Interpreter").id}
    is_family(room)
    assert is_agreed(room)


def test_a_child_is_agreed_for_step_by_step(room: Room) -> None:
    """Its no is weighed: each refusal leads to the next thing, and then the consent counts."""
    known(room)
    put(room, "Person", {"birth_date": PartialDate.parse("2012")}, room.rows("Person")[0])
    values = given(room, A_CONSENT, scope="share_with_agency", agency=AGENCY)
    assert refused(room, "Consent", values).code == "consent-complete"
    values |= {"given_by": "best_interest", "assent": "no"}
    stopped = refused(room, "Consent", values)
    assert (stopped.code, stopped.failed[0].needs[0].record) == ("child-consent", "BestInterest")
    interest(room, "consent")
    add_record(room.desk(OWNER), room.case, BY_NAME["Consent"], values)
    assert is_agreed(room)


def test_a_signed_statement_is_not_changed(room: Room) -> None:
    """What was signed stands; a further statement is a new row, and that is saved."""
    known(room)
    told_of(room, "notice")
    desk = room.desk(OWNER)
    row = add_record(desk, room.case, BY_NAME["Statement"], given(room, A_STATEMENT)).row or b""
    sign_record(desk, "Statement", row)
    seen = look(desk, room.case).of("Statement")[-1]
    with pytest.raises(UserError, match="Add what is new beside it") as stopped:
        amend_record(desk, seen, {"words": "I came by plane."})
    assert (stopped.value.code, [one.path for one in stopped.value.fields]) == ("signed-is-frozen", ["Statement.words"])
    assert room.rows("Statement")[-1]["words"] == "I came by boat."
    add_record(desk, room.case, BY_NAME["Statement"], given(room, A_STATEMENT, replaces=row, words="By plane."))
    assert [one["words"] for one in room.rows("Statement")] == ["I came by boat.", "By plane."]

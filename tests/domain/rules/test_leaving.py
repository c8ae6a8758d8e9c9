"""The gates of what leaves the service, condition by condition: consent, recipient, safe places, notices."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.domain.rules.clocked import DAY, NOON_MS, a_row, after, day, wrote
from tests.domain.rules.gates_frozen import STAFF, approval, with_approval
from tests.domain.rules.moving import (
    AGENCY,
    ANN,
    BOB,
    a_deed,
    a_moving_case,
    agency,
    call,
    consent,
    failed,
    fails,
    transfer,
    within,
)
from tipdesk.domain.changes import Dot

if TYPE_CHECKING:
    from tipdesk.domain.rows import Row

NO_FLAGS = {"identity": False}
POLICE, POWER = agency(kind="LawEnforcement"), {"basis": "police_power"}
ABROAD = {"kind": "foreign", "template": "plain", "country": "GY", "agency": None}
STATE = consent("foreign_authority", country="GY")
BASE = (AGENCY, transfer(), within())


@pytest.mark.parametrize(
    ("rows", "holds"),
    [
        ((*BASE, consent()), True),
        (BASE, False),
        ((AGENCY, transfer(status="draft", sent_at=None), within()), True),
        ((AGENCY, transfer(status="recalled", sent_at=None), within()), True),
        ((AGENCY, transfer(status="received", sent_at=None), within()), False),
        ((*BASE, consent(status="refused")), False),
        ((*BASE, consent(withdrawn_at=after(minutes=-1))), False),
        ((*BASE, consent(withdrawn_at=after(days=1))), True),
        ((*BASE, consent(given_at=after(days=1))), False),
        ((*BASE, consent(valid_until=day("2026-11-26"))), False),
        ((*BASE, consent(valid_until=day("2026-11-27"))), True),
        ((*BASE, consent(agency=b"another")), False),
        ((*BASE, consent("services")), False),
        ((*BASE, consent(points=None)), False),
        ((*BASE, consent(fields_withheld=frozenset({"Person.sex"}))), False),
        ((*BASE, consent(fields_withheld=frozenset({"Person.birth_date"}))), True),
        ((AGENCY, transfer(), within(**NO_FLAGS)), True),
        ((AGENCY, transfer(), within(**NO_FLAGS, location=True)), False),
        ((AGENCY, transfer(), within(**NO_FLAGS, narrative=True)), False),
        ((AGENCY, transfer()), False),
        ((AGENCY, transfer(preview=None), within(), consent()), False),
        ((AGENCY, transfer(fields_shared=frozenset({"Person.occupation"})), within(), consent()), False),
        ((AGENCY, transfer(fields_shared=frozenset({"Person.nothing"})), within(), consent()), False),
        ((AGENCY, transfer(template="none"), within(), consent()), False),
        ((POLICE, transfer(**POWER), within()), True),
        ((AGENCY, transfer(**POWER), within()), False),
        ((POLICE, transfer(basis="court_order"), within()), False),
        ((agency(kind="court"), transfer(basis="court_order"), within()), True),
        ((agency(kind="ImmigrationService"), transfer(basis="immigration_power"), within()), True),
        ((POLICE, transfer(basis="vital_interest"), within()), False),
        ((transfer(**ABROAD), within(), STATE), True),
        ((AGENCY, transfer(**ABROAD), within(), consent()), False),
        ((transfer(**ABROAD), within(), consent("foreign_authority", country="DM")), False),
        ((AGENCY, transfer(kind="court_package"), within(), consent("law_enforcement")), True),
        ((AGENCY, transfer(kind="court_package"), within(), consent()), False),
        ((AGENCY, transfer(kind="statistics"), within(), consent("statistics")), True),
        ((transfer(kind="subject_access", recipient="Ann"), within()), True),
        ((transfer(kind="subject_access"), within()), False),
        ((transfer(kind="subject_access", recipient="Ann"),), False),
        ((AGENCY, transfer(kind="anonymous_notice"), within()), True),
    ],
)  # fmt: skip
def test_nothing_leaves_without_agreement(rows: tuple[Row, ...], *, holds: bool) -> None:
    """Consent of this person for this recipient as it stood then, or a power; its template and a preview."""
    view = a_moving_case(*rows, now=NOON_MS + 30 * DAY)
    assert fails("transfer-consent", view, transfer()) is not holds


@pytest.mark.parametrize(
    ("values", "told", "counts"),
    [
        ({}, {"basis": "legal_duty"}, True),
        ({}, {"basis": "imminent_danger"}, True),
        ({}, {"basis": None}, False),
        (ABROAD, {"basis": "legal_duty"}, False),
    ],
)
def test_somebody_else_answers_for_it(values: dict[str, Any], told: dict[str, Any], *, counts: bool) -> None:
    """A supervisor, abroad headquarters, on a ground of the list; and what was approved is what is sent."""
    row = transfer(**values)
    rows = (AGENCY, row, within(), *STAFF)
    view = a_moving_case(*rows)
    one = approval("transfer-consent", row, view, **told)
    whole = a_moving_case(*rows, one)
    whole = replace(whole, read_stories=with_approval(view, one).read_stories)
    assert fails("transfer-consent", whole, row) is not counts
    other = a_moving_case(AGENCY, transfer(**values, recipient="Another"), within(), *STAFF, one)
    assert fails("transfer-consent", replace(other, read_stories=whole.read_stories), row)


@pytest.mark.parametrize(
    ("kind", "roles", "may"),
    [
        ("referral", {"victim_support"}, True),
        ("referral", {"frontline"}, False),
        ("court_package", {"investigator"}, True),
        ("court_package", {"victim_support"}, False),
        ("other", {"investigator"}, False),
        ("other", {"coordinator"}, True),
    ],
)
def test_who_sends(kind: str, roles: set[str], *, may: bool) -> None:
    """Each kind is sent by the roles that the table of gates names for it."""
    view = a_moving_case(AGENCY, transfer(kind=kind), within(), consent(), consent("law_enforcement"))
    deed = a_deed(transfer(), "sent_at", roles=frozenset(roles))
    assert (failed("transfer-consent", view, transfer(), deed) is None) is may


def ban(**values: Any) -> Row:  # noqa: ANN401 - as rows take them
    """Return what the person asked: that an agency is told nothing."""
    told: dict[str, Any] = {"person": ANN.id, "not_agency": AGENCY.id, "what": frozenset({"being_told"})}
    return a_row("NoContact", "ban", **{**told, "asked_by": "person", "began": day("2026-11-01"), **values})


IN_WORDS = ban(not_agency=None, not_words="Pat Example")


def ended(seen: int) -> Row:
    """Return an agency that is not active any more, as was written then."""
    return replace(agency(active=False), dots={6: (Dot(b"d" * 16, seen),)})


EXCLUDED = (
    replace(a_row("Officer", "kept"), values={"name": "Pat Example", "login": "pat"}),
    a_row("Exclusion", "shut", officer=a_row("Officer", "kept").id),
)
BY_TELEPHONE = transfer(way="telephone")
RUNG = {"of_person": None, "agency": AGENCY.id}


@pytest.mark.parametrize(
    ("rows", "holds"),
    [
        ((AGENCY, transfer()), True),
        ((agency(active=False), transfer()), False),
        ((agency(may_receive=None), transfer()), False),
        ((agency(agreement_until=None), transfer()), False),
        ((agency(agreement_until=day("2026-11-26")), transfer()), False),
        ((agency(agreement_until=day("2026-11-27")), transfer()), True),
        ((agency(agreement_until=None), transfer(safeguards="They promise.")), True),
        ((transfer(),), False),
        ((transfer(**ABROAD),), False),
        ((transfer(**ABROAD, safeguards="They promise."),), True),
        ((agency(active=None), transfer(kind="anonymous_notice")), False),
        ((agency(may_receive=None, agreement_until=None), transfer(kind="anonymous_notice")), True),
        ((transfer(kind="subject_access"),), True),
        ((AGENCY, transfer(), within(), ban()), False),
        ((AGENCY, transfer(), within(), ban(ended=day("2026-11-20"))), True),
        ((AGENCY, transfer(), within(), ban(began=day("2026-12-01"))), True),
        ((AGENCY, transfer(), within(), ban(person=BOB.id)), True),
        ((AGENCY, transfer(), within(), IN_WORDS), True),
        ((AGENCY, transfer(recipient="To Pat EXAMPLE"), within(), IN_WORDS), False),
        ((AGENCY, transfer(recipient="Nurse Example, Pat"), *EXCLUDED), False),
        ((AGENCY, transfer(recipient="Nurse Goodly"), *EXCLUDED), True),
        ((AGENCY, BY_TELEPHONE), False),
        ((AGENCY, BY_TELEPHONE, call(**RUNG)), False),
        ((AGENCY, BY_TELEPHONE, call(**RUNG, caller_checked="not_checked")), False),
        ((AGENCY, BY_TELEPHONE, call(**RUNG, caller_checked="rang_back_directory_number")), True),
        ((AGENCY, BY_TELEPHONE, call(**RUNG, caller_checked="code_phrase", at=after(days=-3))), False),
    ],
)  # fmt: skip
def test_it_is_known_who_gets_it(rows: tuple[Row, ...], *, holds: bool) -> None:
    """An agency of the directory that may, with an agreement or a promise, whom nobody barred and who was rung back."""
    view = a_moving_case(*rows, now=NOON_MS + 30 * DAY)
    assert fails("recipient-known", view, transfer()) is not holds


def test_what_an_agency_becomes_later_is_not_held_against_anybody() -> None:
    """An agency that was put away after the sending was right then; one put away before it was not."""
    for since, holds in ((NOON_MS + DAY, True), (NOON_MS - DAY, False)):
        view = a_moving_case(ended(1), transfer(), written={"agency": wrote(since)}, now=NOON_MS + 30 * DAY)
        assert fails("recipient-known", view, transfer()) is not holds


REFUGE = {"fields_shared": frozenset({"ShelterStay.address"})}
TWO = {"fields_shared": frozenset({"ShelterStay.address", "Person.sex"})}
STAY = a_row("ShelterStay", "stay", person=ANN.id, agency=AGENCY.id, address="12 Planted Mill Lane")
RIDE = a_row("Referral", "ride", person=ANN.id, agency=AGENCY.id, direction="out", service="safety_witness_protection")
SOURCE = {"fields_shared": frozenset({"Source.name"}), "basis": "court_order"}


@pytest.mark.parametrize(
    ("rows", "is_headquarters", "holds"),
    [
        ((transfer(), STAY), False, True),
        ((transfer(**REFUGE), STAY, within(**NO_FLAGS)), True, True),
        ((transfer(**REFUGE), RIDE, within(**NO_FLAGS)), True, True),
        ((transfer(**REFUGE), STAY, within(**NO_FLAGS)), False, False),
        ((transfer(**REFUGE), within(**NO_FLAGS)), True, False),
        ((transfer(**TWO), STAY, within(**NO_FLAGS)), True, False),
        ((transfer(**REFUGE, way="encrypted_mail"), STAY, within(**NO_FLAGS)), True, False),
        ((transfer(**REFUGE, kind="other"), STAY, within(**NO_FLAGS)), True, False),
        ((transfer(**SOURCE), within(**NO_FLAGS)), True, False),
        ((transfer(recipient="The house, 12 planted MILL lane, at the back"), STAY), True, False),
        ((transfer(recipient="12 Planted"), STAY), True, True),
    ],
)
def test_where_somebody_is_safe_never_leaves(rows: tuple[Row, ...], *, is_headquarters: bool, holds: bool) -> None:
    """Headquarters alone gives one answer to whoever drives or receives the person; no text says it either."""
    roles = frozenset({"coordinator"})
    deed = a_deed(transfer(), "status", "sent_at", roles=roles, is_headquarters=is_headquarters)
    found = failed("refuge-never-leaves", a_moving_case(AGENCY, *rows), transfer(), deed)
    assert (found is None) is holds
    if found is not None and SOURCE["fields_shared"] != rows[0]["fields_shared"]:
        assert found.ways == frozenset()


@pytest.mark.parametrize(
    ("fields", "flags", "roles", "holds"),
    [
        ({"Episode.exploitation", "Person.citizenships"}, NO_FLAGS, {"frontline"}, True),
        ({"Report.persons_count", "Place.district"}, NO_FLAGS, {"supervisor"}, True),
        ({"Person.family_name"}, NO_FLAGS, {"frontline"}, False),
        ({"Person.birth_date"}, NO_FLAGS, {"frontline"}, False),
        ({"Episode.exploitation"}, {}, {"frontline"}, False),
        ({"Episode.exploitation"}, {**NO_FLAGS, "narrative": True}, {"frontline"}, False),
        ({"Episode.exploitation"}, NO_FLAGS, {"coordinator"}, False),
    ],
)
def test_a_notice_names_nobody(fields: set[str], flags: dict[str, bool], roles: set[str], *, holds: bool) -> None:
    """Numbers, form, country and district alone, by the roles that may notify; no way leads past it."""
    row = transfer(kind="anonymous_notice", fields_shared=frozenset(fields))
    view = a_moving_case(AGENCY, row, within(**flags))
    found = failed("anonymous-notice-clean", view, row, a_deed(row, "sent_at", roles=frozenset(roles)))
    assert (found is None) is holds

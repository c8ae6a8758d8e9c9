"""What a case of each level keeps sealed: every class at every level, written out again here."""

import pytest

from tipdesk.domain.kinds import Sensitivity
from tipdesk.domain.records import BY_NAME, CASE_RECORDS
from tipdesk.domain.rules.sealing import is_restricted, is_sealed, keeps_sealed

SEALED_AT = {
    None: {Sensitivity.REFUGE, Sensitivity.SOURCE},
    "ordinary": {Sensitivity.REFUGE, Sensitivity.SOURCE},
    "restricted": set(Sensitivity) - {Sensitivity.ORDINARY},
    "of_a_later_release": set(Sensitivity) - {Sensitivity.ORDINARY},
}


@pytest.mark.parametrize(("level", "sealed"), SEALED_AT.items())
def test_every_class_at_every_level(level: str | None, sealed: set[Sensitivity]) -> None:
    """Ordinary seals refuge and sources, anything else all but what a list may show."""
    assert {one for one in Sensitivity if is_sealed(one, level)} == sealed
    assert is_restricted(level) is (Sensitivity.NARRATIVE in sealed)


def test_what_must_be_sealed_is_declared_so() -> None:
    """Whereabouts, safe place, safe contact, code phrase and sources are sealed in every case; lists stay readable."""
    always = {
        f"{record.name}.{field.name}"
        for record in CASE_RECORDS
        for field in record.fields
        if is_sealed(field.sensitivity, "ordinary")
    }
    assert always >= {
        *(f"Person.{name}" for name in ("whereabouts", "shelter_place", "safe_contact", "code_phrase")),
        *(f"Source.{name}" for name in ("name", "contact", "told")),
    }
    for name in ("reference", "title", "status", "owner", "sealing", "risk_level"):
        assert not is_sealed(BY_NAME["Case"].by_name[name].sensitivity, "restricted"), name


def test_what_the_program_must_read_is_never_sealed() -> None:
    """Keys, exclusions, access given and reviews work for people who hold no key, at every level."""
    for name in ("CaseKey", "Exclusion", "AccessGrant", "Review"):
        record = BY_NAME[name]
        assert not any(keeps_sealed(record, field.number, "restricted") for field in record.fields), name
    person = BY_NAME["Person"]
    assert keeps_sealed(person, person.by_name["family_name"].number, "restricted")
    assert not keeps_sealed(person, person.by_name["family_name"].number, "ordinary")
    assert not keeps_sealed(person, 777, "restricted")

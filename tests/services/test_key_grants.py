"""Who is believed to hold a case's key: rows that somebody with a PC's own keys puts in make nobody a holder.

The forger writes straight into the log of the PC, past every verb, as the store key and the device's keys allow.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.services.offices import CASE_KEY, NOTE, OFFICERS, Office, find_keys, holders, made_case, raw, seen
from tipdesk.adapters.keys.ring import OfficerKeyRing
from tipdesk.adapters.keys.vault import OfficerKeys
from tipdesk.domain.changes import Change
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.access import Level
from tipdesk.domain.schema import Scope
from tipdesk.domain.values import Sealed
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.holders import find_holders, let_open, stop_opening
from tipdesk.services.fields import change_of_new
from tipdesk.services.integrity.note_incident import find_open
from tipdesk.services.keys.cases.key_grants import sign_case_key
from tipdesk.services.look import look
from tipdesk.services.sealing.share_case_keys import share_case_keys
from tipdesk.sync.sealing import name_of_key, name_of_recipient, parcel_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tipdesk.domain.kinds import Value
    from tipdesk.services.desk import Desk

MAKER, COLLEAGUE, CHIEF, OTHER = (OFFICERS[login].officer for login in ("maker", "colleague", "chief", "other"))
FORGED = b"\x07" * 32
"""The case key that the forger made, and so knows."""


def key_row(office: Office, case: bytes, holder: str, *, version: int = 9, key: bytes = FORGED) -> dict[str, Value]:
    """Return a row that gives a key to an officer, unsigned: let in by name, at the strictest level."""
    ring = office.rings[holder]
    return {
        "version": version,
        "key": name_of_key(key),
        "kind": "officer",
        "officer": OFFICERS[holder].officer,
        "recipient": name_of_recipient(ring.seal_key),
        "sealed": ring.seal(parcel_of(case, key), [ring.recipient(ring.seal_key)]),
        "named": True,
        "level": "restricted",
    }


def put_in(office: Office, case: bytes, changes: Sequence[Change]) -> None:
    """Write straight into the log of the PC."""
    with office.desk("maker").work() as unit:
        unit.append(Scope.CASE, case, changes)


def planted(office: Office, case: bytes, signer: Desk | None = None, given: Sequence[str] = ("maker", "other")) -> None:
    """Put in a key of the forger's, sealed to some officers: signed by the officer of a desk, or by nobody."""
    changes = []
    for place, holder in enumerate(given):
        row, values = b"forged row %05d" % place, key_row(office, case, holder)
        values = sign_case_key(signer, case, row, values) if signer else values
        changes.append(change_of_new(CASE_KEY, row, values))
    put_in(office, case, changes)


def assert_nobody_believes(office: Office, case: bytes) -> None:
    """Nobody became a holder, nothing is sealed under the planted key, nobody sees more, and all of it is told."""
    share_case_keys(office.desk("maker"))
    add_record(office.desk("maker"), case, NOTE, {"text": "Zebralater"})
    amend_record(office.desk("maker"), look(office.desk("maker"), case).of("Person")[0], {"whereabouts": "Zebrahill"})
    value = raw(office)["whereabouts"]
    assert isinstance(value, Sealed)
    assert value.key != name_of_key(FORGED)
    assert isinstance(seen(office, "other", case)["whereabouts"], Sealed)
    assert look(office.desk("other"), case).level < Level.FULL
    assert {row["officer"] for row in find_keys(office) if row["key"] != name_of_key(FORGED)} == {MAKER, CHIEF}
    lines = find_holders(office.desk("maker"), case).lines
    assert [(line.name, line.is_doubted) for line in lines if line.is_doubted] == [("other", True)]
    with office.store.read() as reader:
        assert {row["kind"] for row in find_open(reader)} == {"case_key"}
        told = len(find_open(reader))
    share_case_keys(office.desk("maker"))
    with office.store.read() as reader:
        assert len(find_open(reader)) == told


def test_every_row_is_signed_by_the_officer_who_gave_it(office: Office) -> None:
    """The maker's rows, the chief's, and those of sharing bear their own officer; holders open as before."""
    made = made_case(office)
    let_open(office.desk("chief"), made.id, [OTHER])
    rows = find_keys(office)
    assert {(row["officer"], row["granted_by"]) for row in rows} == {
        (MAKER, MAKER),
        (CHIEF, MAKER),
        (OTHER, CHIEF),
    }
    assert {row["grant_key"] for row in rows} == {office.rings[one].sign_key for one in ("maker", "chief")}
    assert holders(office, made.id) == {"maker", "chief", "other"}


def test_a_row_that_no_officer_signed_makes_nobody_a_holder(office: Office) -> None:
    """Put in with the PC's keys alone: a key that the forger knows, and an officer whom nobody let in."""
    made = made_case(office)
    planted(office, made.id)
    assert_nobody_believes(office, made.id)


def test_an_officer_who_could_not_give_it_is_not_believed(office: Office) -> None:
    """Signed in due form by an officer who holds no key of the case, in the forger's favour or their own."""
    made = made_case(office)
    planted(office, made.id, office.desk("other"))
    assert_nobody_believes(office, made.id)


def test_a_key_that_is_not_the_officers_is_not_believed(office: Office) -> None:
    """Signed as the maker by a key that the directory never had."""
    made = made_case(office)
    stranger = replace(office.desk("maker"), officer_keys=OfficerKeyRing(OfficerKeys.generate()))
    planted(office, made.id, stranger)
    assert_nobody_believes(office, made.id)


def test_a_signature_serves_its_own_row_alone(office: Office) -> None:
    """Copied under another row, another case, or beside an altered holder, it proves nothing."""
    made, other = made_case(office), made_case(office)
    [row] = [row for row in find_keys(office) if row.case == made.id and row["officer"] == MAKER]
    moved = {**row.values, "officer": OTHER}
    put_in(office, made.id, [change_of_new(CASE_KEY, b"n" * 16, row.values)])
    put_in(office, made.id, [change_of_new(CASE_KEY, b"o" * 16, moved)])
    put_in(office, other.id, [change_of_new(CASE_KEY, b"p" * 16, row.values)])
    share_case_keys(office.desk("maker"))
    assert (holders(office, made.id), holders(office, other.id)) == ({"maker", "chief"}, {"maker", "chief"})
    [line] = [one for one in find_holders(office.desk("maker"), made.id).lines if one.is_doubted]
    assert line.officer == OTHER


def test_who_was_removed_stays_removed_whoever_says_otherwise(office: Office) -> None:
    """The mark taken off in the log gives nothing back; a new row of somebody who could does, with no write between."""
    made = made_case(office)
    let_open(office.desk("maker"), made.id, [OTHER])
    stop_opening(office.desk("maker"), made.id, OTHER)
    ended = CASE_KEY.by_name["ended"].number
    for value in (False, None):
        rows = [row for row in find_keys(office) if row["officer"] == OTHER]
        put_in(office, made.id, [Change(CASE_KEY.number, row.id, {ended: value}, row.dots) for row in rows])
        assert look(office.desk("other"), made.id).level < Level.FULL
    amend_record(
        office.desk("maker"), look(office.desk("maker"), made.id).of("Person")[0], {"whereabouts": "Zebrahill"}
    )
    assert isinstance(seen(office, "other", made.id)["whereabouts"], Sealed)
    stop_opening(office.desk("maker"), made.id, CHIEF)
    let_open(office.desk("maker"), made.id, [CHIEF])
    assert seen(office, "chief", made.id)["whereabouts"] == "Zebrahill"
    let_open(office.desk("maker"), made.id, [OTHER])
    assert look(office.desk("other"), made.id).of("Person")[0]["whereabouts"] == "Zebrahill"


def test_what_was_given_before_stands_when_keys_change_or_officers_leave(office: Office) -> None:
    """The maker gets new keys and is disabled: what they gave is believed; what bears a later date is not."""
    made = made_case(office)
    let_open(office.desk("maker"), made.id, [OTHER])
    former = office.desk("maker")
    fresh = OfficerKeyRing(OfficerKeys.generate())
    with office.desk("chief").work() as unit:
        officer = BY_NAME["Officer"]
        row = unit.get_row(officer, MAKER)
        assert row is not None
        number = officer.by_name["sign_key"].number
        unit.append(Scope.DIRECTORY, None, [Change(officer.number, MAKER, {number: fresh.sign_key}, row.dots)])
    assert look(office.desk("other"), made.id).level >= Level.FULL
    office.store.clock.pass_minutes(60)
    office.disable("maker")
    office.store.clock.pass_minutes(60)
    assert look(office.desk("other"), made.id).level >= Level.FULL
    planted(office, made.id, former, ["colleague"])
    assert look(office.desk("colleague"), made.id).level < Level.FULL
    share_case_keys(office.desk("chief"))
    assert COLLEAGUE not in {row["officer"] for row in find_keys(office) if row["key"] != name_of_key(FORGED)}

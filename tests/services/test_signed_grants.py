"""Who let which PC in: the enrolment signed in the PC's own row, and what of such a row is believed."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from tests.services.offices import OFFICERS, Office
from tipdesk.domain.errors import Distrust
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import Scope
from tipdesk.services.audit import moment_of
from tipdesk.services.fields import change_of_new
from tipdesk.services.signatures.grants import DEVICE, check_grant, find_grants, sign_grant
from tipdesk.sync.statement import GRANT, Statement

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value
    from tipdesk.services.desk import Desk

PC, SIGN_KEY, RECIPIENT = b"d" * 16, b"p" * 32, "age1pq1invented"
OTHERS: dict[str, Value] = {
    "sign_key": b"q" * 32,
    "recipient": "age1pq1another",
    "granted_by": b"o" * 16,
    "grant_key": b"k" * 32,
    "grant_signature": bytes(64),
    "granted_at": moment_of(1_795_000_060_000, -240),
}


@pytest.fixture
def row(office: Office) -> Row:
    """The row of a PC that an officer let in, not written yet."""
    return let_in(office.desk("chief"), PC)


def let_in(desk: Desk, device: bytes) -> Row:
    """Return the row of a PC that the officer at a desk let in."""
    values: dict[str, Value] = {"name": "PC 2", "sign_key": SIGN_KEY, "recipient": RECIPIENT}
    for name, value in sign_grant(desk, device, SIGN_KEY, RECIPIENT).items():
        assert isinstance(value, bytes | datetime)
        values[name] = value
    return Row(DEVICE, device, None, values)


def with_value(row: Row, name: str, value: Value) -> Row:
    """Return the row with another value."""
    return row.with_values({**row.values, name: value}, frozenset())


def write(office: Office, *rows: Row) -> None:
    """Write rows into the directory."""
    with office.desk("chief").work() as work:
        work.append(Scope.DIRECTORY, None, [change_of_new(DEVICE, row.id, row.values) for row in rows])


def test_the_two_keys_of_the_pc_are_signed(office: Office, row: Row) -> None:
    """With its id, the officer and the minute, so that anybody can check it from the paragraph alone."""
    digest = hashlib.sha256(SIGN_KEY + RECIPIENT.encode()).digest()
    statement = Statement(GRANT, digest, OFFICERS["chief"].officer, "2026-11-18T07:06-04:00", device=PC)
    assert isinstance(signature := row["grant_signature"], bytes)
    assert office.rings["maker"].verify(office.rings["chief"].sign_key, statement.message, signature)
    check_grant(office.desk("maker"), row)


@pytest.mark.parametrize("name", OTHERS)
def test_a_grant_with_another_fact_or_none_is_refused(office: Office, row: Row, name: str) -> None:
    """Each fact counts for itself, and a row that lacks one, or has it of another kind, is signed by nobody."""
    for value in (OTHERS[name], None, 7):
        with pytest.raises(Distrust) as caught:
            check_grant(office.desk("maker"), with_value(row, name, value))
        assert caught.value.code == "grant-not-signed"


def test_a_grant_of_another_pc_and_no_grant_at_all_are_refused(office: Office, row: Row) -> None:
    """A signed row put at another PC lets nobody in, nor does a directory that does not know the PC."""
    for wrong in (replace(row, id=b"e" * 16), None):
        with pytest.raises(Distrust) as caught:
            check_grant(office.desk("maker"), wrong)
        assert caught.value.code == "grant-not-signed"


def test_every_grant_is_listed_with_its_verdict(office: Office, row: Row) -> None:
    """Good, altered, signed with a stranger's key; what nobody signed, headquarters' own PC say, is no grant."""
    altered = replace(with_value(row, "recipient", "age1pq1another"), id=b"e" * 16)
    posing = replace(office.desk("chief"), officer_keys=office.rings["other"])
    posed = let_in(posing, b"f" * 16)
    unsigned = [
        replace(with_value(row, name, None), id=name.encode().ljust(16)[:16])
        for name in ("granted_by", "grant_key", "granted_at")
    ]
    write(office, row, altered, posed, *unsigned)
    found = {one.id: verdict for one, verdict in find_grants(office.desk("maker"))}
    assert found == {PC: "good", altered.id: "altered", posed.id: "other_key"}

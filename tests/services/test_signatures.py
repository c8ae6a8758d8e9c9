"""Officers' signatures in one store: what is signed, what is found again, and which of it is believed.

On the fake store, with real keys. `journeys/test_officers_sign` tells the same from end to end.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.services.offices import OFFICERS, Office, made_case
from tipdesk.domain.changes import Dot
from tipdesk.domain.rows import Row, Sibling
from tipdesk.services.audit import moment_of
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.fields import change_of_deletion
from tipdesk.services.signatures.sign_content import SIGNATURE, Signed, sign_content
from tipdesk.services.signatures.verify_signature import Verified, find_signatures, find_signed, verify_signature
from tipdesk.sync.statement import EXPORT, PRINT, Statement

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value

FILE, SUBJECT = b"what leaves the program", b"s" * 16
AT = "2026-11-18T07:06-04:00"
CHANGED: dict[str, Value] = {
    "use": EXPORT,
    "subject": b"t" * 16,
    "digest": hashlib.sha256(b"another file").digest(),
    "officer": b"o" * 16,
    "sign_key": b"k" * 32,
    "signature": bytes(64),
    "signed_at": moment_of(1_795_000_060_000, -240),
}


def signed(
    office: Office, case: bytes, content: bytes = FILE, use: str = PRINT, subject: bytes | None = None
) -> Signed:
    """Sign something of a case as its maker, as copy 3."""
    desk = office.desk("maker")
    with desk.work() as work:
        return sign_content(desk, work, use, case, content, subject=subject, copy_number=3)


def row_of(office: Office, made: Signed) -> Row:
    """Return the row of a signature."""
    with office.store.read() as reader:
        row = reader.get_row(SIGNATURE, made.row)
    assert row is not None
    return row


def judged(office: Office, row: Row, content: bytes | None = None) -> Verified:
    """Judge a row as it is given."""
    desk = office.desk("other")
    with desk.read() as reader:
        return verify_signature(desk, reader, row, content)


def test_what_is_signed_is_what_the_paragraph_says(office: Office) -> None:
    """Use, case, record, digest, officer and minute; the text beside a file holds all of it, key and signature too."""
    case = made_case(office).id
    made = signed(office, case, subject=SUBJECT)
    officer, digest = OFFICERS["maker"].officer, hashlib.sha256(FILE).digest()
    assert made.statement == Statement(PRINT, digest, officer, AT, case, subject=SUBJECT)
    assert office.rings["other"].verify(office.rings["maker"].sign_key, made.statement.message, made.signature)
    lines = [f"case {case.hex()}", f"subject {SUBJECT.hex()}", f"sha256 {digest.hex()}", f"officer {officer.hex()}"]
    lines += [f"at {AT}", f"key {made.sign_key.hex()}", f"signature {made.signature.hex()}", ""]
    assert made.text == "\n".join(["tipdesk print v1", *lines])
    row = row_of(office, made)
    assert (row.case, row["copy_number"], row["subject"]) == (case, 3, SUBJECT)


@pytest.mark.parametrize("subject", [None, SUBJECT])
def test_a_signature_is_good_over_its_file_alone(office: Office, subject: bytes | None) -> None:
    """Of the whole case or of one record in it; without the file at hand the digest stands for it."""
    made = signed(office, made_case(office).id, subject=subject)
    row = row_of(office, made)
    assert judged(office, row, b"another file").verdict == "altered"
    assert judged(office, row).verdict == "good"
    found = judged(office, row, FILE)
    assert (found.verdict, found.row, found.use, found.officer) == ("good", row, PRINT, OFFICERS["maker"].officer)
    assert (found.digest, found.at, found.copy_number) == (made.statement.sha256, row["signed_at"], 3)


@pytest.mark.parametrize("name", CHANGED)
def test_a_row_with_another_fact_or_none_is_altered(office: Office, name: str) -> None:
    """Each fact counts for itself: changed, missing, or of another kind, and nothing is believed of the row."""
    row = row_of(office, signed(office, made_case(office).id, subject=SUBJECT))
    for value in (CHANGED[name], None, 7):
        wrong = row.with_values({**row.values, name: value}, frozenset())
        assert judged(office, wrong).verdict == "altered", value


def test_a_row_that_two_wrote_or_of_another_case_is_altered(office: Office) -> None:
    """Values that differ are no signature, though one of them would do; nor is it one elsewhere."""
    row = row_of(office, signed(office, made_case(office).id))
    sibling = Sibling(Dot(bytes(16), 1), 2, 0, bytes(16), bytes(16))
    assert judged(office, replace(row, siblings={"copy_number": (sibling,)})).verdict == "altered"
    assert judged(office, replace(row, case=b"c" * 16)).verdict == "altered"
    assert judged(office, row).verdict == "good"


def test_an_emptied_row_claims_nothing(office: Office) -> None:
    """No officer, no digest, no date, no copy: told as such, and altered."""
    found = judged(office, Row(SIGNATURE, b"r" * 16, b"c" * 16, {"use": PRINT, "copy_number": "3", "signed_at": "now"}))
    assert (found.verdict, found.officer, found.digest, found.at, found.copy_number) == (
        "altered",
        b"",
        b"",
        None,
        None,
    )


def test_whose_key_it_is_decides(office: Office) -> None:
    """A key that was never the officer's, an officer disabled before, one whom the directory does not know."""
    case = made_case(office).id
    desk = office.desk("maker")
    impostor = replace(desk, officer_keys=office.rings["other"])
    stranger = replace(desk, actor=replace(desk.actor, officer=b"x" * 16))
    before = signed(office, case)
    for writer, verdict in ((impostor, "other_key"), (stranger, "not_yet_known")):
        with writer.work() as work:
            made = sign_content(writer, work, PRINT, case, FILE)
        assert judged(office, row_of(office, made)).verdict == verdict
    office.store.clock.pass_minutes(5)
    office.disable("maker")
    office.store.clock.pass_minutes(5)
    late = signed(office, case)
    assert [judged(office, row_of(office, one)).verdict for one in (before, late)] == ["good", "disabled"]


def test_the_signatures_of_a_case_are_found_latest_first(office: Office) -> None:
    """Of this case alone, and also those whose row somebody took away: who signed stays known."""
    case, other = made_case(office).id, made_case(office).id
    assert find_signatures(office.desk("other"), case) == []
    first, second, elsewhere = signed(office, case), signed(office, case, use=EXPORT), signed(office, other)
    desk = office.desk("maker")
    with desk.work() as work:
        write_case(desk, work, case, [change_of_deletion(row_of(office, first))])
    found = find_signatures(office.desk("other"), case)
    assert [(one.row.id, one.use, one.verdict) for one in found] == [
        (second.row, EXPORT, "good"),
        (first.row, PRINT, "good"),
    ]
    assert [one.row.id for one in find_signatures(desk, other)] == [elsewhere.row]


def test_a_file_is_found_by_its_content(office: Office) -> None:
    """Every signature over exactly these bytes, in any case and also a deleted one; over other bytes none."""
    case, other = made_case(office).id, made_case(office).id
    made = [signed(office, case), signed(office, other)]
    signed(office, case, b"another file")
    desk = office.desk("maker")
    with desk.work() as work:
        write_case(desk, work, case, [change_of_deletion(row_of(office, made[0]))])
    found = find_signed(office.desk("other"), FILE)
    assert [(one.row.id, one.verdict) for one in found] == [(one.row, "good") for one in made]
    assert find_signed(desk, FILE + b" ") == []

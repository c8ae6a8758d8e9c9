"""The officer of headquarters who compared the digits of a PC signs its enrolment, in the PC's own directory row.

Everybody has that row, so anybody can check who let which PC in; a post looks at once, before it accepts its grant. The
PC's two public keys are what is signed, by the bytes of `sync.statement`. Who may enrol a PC is not decided here.
"""

import hashlib
from datetime import datetime

from tipdesk.domain.errors import Distrust
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _
from tipdesk.services.audit import moment_now
from tipdesk.services.desk import Desk
from tipdesk.services.keys.officers.officer_past import ALTERED, judge_key, read_officers_past
from tipdesk.sync.statement import GRANT, Statement

DEVICE = BY_NAME["Device"]


def sign_grant(desk: Desk, device: bytes, sign_key: bytes, recipient: str) -> dict[str, object]:
    """Return the fields of a Device row that say who enrolled the PC, with that officer's signature."""
    at, ring = moment_now(desk), desk.officer_keys
    statement = _statement(device, sign_key, recipient, desk.actor.officer, at)
    return {
        "granted_by": desk.actor.officer,
        "grant_key": ring.sign_key,
        "grant_signature": ring.sign(statement.message),
        "granted_at": at,
    }


def check_grant(desk: Desk, row: Row | None) -> None:
    """Refuse the row of a PC whose enrolment nobody signed or somebody altered; raises Distrust `grant-not-signed`."""
    if row is None or not _is_intact(desk, row):
        raise Distrust(
            "grant-not-signed",
            _("No officer of headquarters has signed this grant, or it was altered. Ring headquarters."),
        )


def find_grants(desk: Desk) -> list[tuple[Row, str]]:
    """Return every PC whose enrolment is signed, with the verdict on that, as in `verify_signature`.

    Headquarters' own device has no signature, so it is not among them.
    """
    with desk.read() as reader:
        pasts = read_officers_past(reader)
        found = []
        for row in reader.find_rows(DEVICE):
            officer, key, at = row["granted_by"], row["grant_key"], row["granted_at"]
            if isinstance(officer, bytes) and isinstance(key, bytes) and isinstance(at, datetime):
                found.append((row, judge_key(pasts.get(officer), key, at) if _is_intact(desk, row) else ALTERED))
        return found


def _is_intact(desk: Desk, row: Row) -> bool:
    officer, key, signature = row["granted_by"], row["grant_key"], row["grant_signature"]
    sign_key, recipient, at = row["sign_key"], row["recipient"], row["granted_at"]
    if not (isinstance(officer, bytes) and isinstance(key, bytes) and isinstance(signature, bytes)):
        return False
    if not (isinstance(sign_key, bytes) and isinstance(recipient, str) and isinstance(at, datetime)):
        return False
    statement = _statement(row.id, sign_key, recipient, officer, at)
    return desk.officer_keys.verify(key, statement.message, signature)


def _statement(device: bytes, sign_key: bytes, recipient: str, officer: bytes, at: datetime) -> Statement:
    digest = hashlib.sha256(sign_key + recipient.encode()).digest()
    return Statement(GRANT, digest, officer, at.isoformat(timespec="minutes"), device=device)

"""The officer at the keyboard signs what leaves the program, or is decided for good: one entry of the case says so.

Promises that the signature lands with the unit of work of the deed, so that nothing goes out unsigned. `sync.statement`
says which bytes are signed; checking is left to `verify_signature`.
"""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tipdesk.domain.records import BY_NAME
from tipdesk.services.audit import moment_now
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.fields import change_of_new
from tipdesk.services.sealing.write_case import write_case
from tipdesk.sync.statement import Statement

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value

SIGNATURE = BY_NAME["Signature"]


@dataclass(frozen=True)
class Signed:
    """A signature, with all that a stand-alone reader needs but the officer's key in the directory."""

    row: bytes
    statement: Statement
    sign_key: bytes
    signature: bytes

    @property
    def text(self) -> str:
        """Return it as a file beside what was signed: the use, the lines of the statement, key and signature."""
        head = f"tipdesk {self.statement.use} v1\n{self.statement.text}"
        return f"{head}key {self.sign_key.hex()}\nsignature {self.signature.hex()}\n"


def sign_content(
    desk: Desk,
    work: UnitOfWork,
    use: str,
    case: bytes,
    content: bytes,
    *,
    subject: bytes | None = None,
    copy_number: int | None = None,
) -> Signed:
    """Sign the exact bytes of something of a case; write the entry. `use`: a code of the list signature_use."""
    at, ring = moment_now(desk), desk.officer_keys
    digest = hashlib.sha256(content).digest()
    statement = Statement(use, digest, desk.actor.officer, at.isoformat(timespec="minutes"), case, subject=subject)
    signature = ring.sign(statement.message)
    values: dict[str, Value] = {
        "use": use,
        "subject": subject,
        "digest": digest,
        "officer": desk.actor.officer,
        "sign_key": ring.sign_key,
        "signature": signature,
        "signed_at": at,
        "copy_number": copy_number,
    }
    row = desk.ids.new_id()
    write_case(desk, work, case, [change_of_new(SIGNATURE, row, values)])
    return Signed(row, statement, ring.sign_key, signature)

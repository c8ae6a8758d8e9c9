"""The officer at the keyboard signs what leaves the program, or what is decided for good; an entry of the case says so.

What leaves of a register, and so of no case, is signed alike: an entry of the register says so.
The signature lands with the unit of work of the deed, so that nothing goes out unsigned. Which bytes are signed is laid
down in `sync.statement`; `verify_signature` checks them.
"""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.audit import moment_now
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.fields import change_of_new
from tipdesk.sync.statement import Statement

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value

SIGNATURE = BY_NAME["Signature"]


@dataclass(frozen=True)
class Signed:
    """A signature, with all that a reader without this program needs besides the officer's key in the directory."""

    row: bytes
    statement: Statement
    sign_key: bytes
    signature: bytes

    @property
    def text(self) -> str:
        """Return the signature as the text of a file to put beside what was signed.

        It has the use, the lines of the statement, the public key and the signature.
        """
        head = f"tipdesk {self.statement.use} v1\n{self.statement.text}"
        return f"{head}key {self.sign_key.hex()}\nsignature {self.signature.hex()}\n"


def sign_content(
    desk: Desk,
    work: UnitOfWork,
    use: str,
    case: bytes | None,
    content: bytes,
    *,
    subject: bytes | None = None,
    copy_number: int | None = None,
) -> Signed:
    """Sign the exact bytes of something of a case, or of a register for None, and write the entry that says so.

    `use` is a code of the list signature_use, `subject` the row that is signed, if it is one, and `copy_number` the
    number of a printed copy.
    """
    digest = hashlib.sha256(content).digest()
    return sign_digest(desk, work, use, case, digest, subject=subject, copy_number=copy_number)


def sign_digest(
    desk: Desk,
    work: UnitOfWork,
    use: str,
    case: bytes | None,
    digest: bytes,
    *,
    subject: bytes | None = None,
    copy_number: int | None = None,
) -> Signed:
    """Sign something by the SHA-256 of its exact bytes, as `sign_content` does for bytes that are at hand."""
    at, ring = moment_now(desk), desk.officer_keys
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
    change = change_of_new(SIGNATURE, row, values)
    if case is None:
        work.append(Scope.REGISTER, None, [change])
    else:
        write_case(desk, work, case, [change])
    return Signed(row, statement, ring.sign_key, signature)

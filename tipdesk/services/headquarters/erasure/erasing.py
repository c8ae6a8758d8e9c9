"""What an erasure does to the ledger, and who may ask for one: shared by the verbs of this package.

Every body of the case is named by a redaction of the kind *erased*, which reaches every PC that holds the case. With
its last body a case loses its salt, and with its rows the case keys. The chain still verifies, from the hashes that
stay. What a post has not sent yet by then is erased as it arrives.
"""

import hashlib
from collections.abc import Collection, Sequence

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import Scope
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk, Reader, UnitOfWork
from tipdesk.services.headquarters.directory.writing import DIRECTORY_ROLES
from tipdesk.services.ledger import Logged
from tipdesk.services.redaction import redaction_of
from tipdesk.services.remembered.here import SEEN_SHEETS

ERASURE = BY_NAME["Erasure"]
ERASED, APPROVED = "erased", "approved"
_AN_ENTRY = 200
"""How many redactions one entry holds at most."""


def permit_erasure(desk: Desk) -> None:
    """Refuse an officer who may not erase cases; raises UserError `not-headquarters` or `not-allowed`."""
    if not desk.place.is_headquarters:
        raise UserError("not-headquarters", _("Only headquarters can erase a case."))
    if not desk.actor.roles & DIRECTORY_ROLES:
        raise UserError("not-allowed", _("Only an administrator or a coordinator can erase a case."))


def get_erasure(reader: Reader, row: bytes) -> Row:
    """Return the row of one erasure; raises UserError `no-such-erasure`."""
    found = reader.get_row(ERASURE, row)
    if found is None:
        raise UserError("no-such-erasure", _("There is no such request."))
    return found


def erase_bodies(desk: Desk, work: UnitOfWork, case: bytes) -> list[Logged]:
    """Redact every body of a case that is still held, and return the entries concerned as they were before."""
    gone = [one for one in work.ledger.case_entries(case, parked_too=True) if one.body is not None]
    SEEN_SHEETS.forget(work)  # a digest of a row tells whoever guesses what it said
    for first in range(0, len(gone), _AN_ENTRY):
        several = gone[first : first + _AN_ENTRY]
        work.append(Scope.REGISTER, None, [redaction_of(desk, one.log, one.seq, ERASED) for one in several])
    return gone


def erase_late(desk: Desk, work: UnitOfWork, cases: Collection[bytes]) -> bool:
    """Erase what has just arrived for cases that were erased before, and tell whether there was any such case."""
    found = erased_cases(work).intersection(cases)
    for case in found:
        erase_bodies(desk, work, case)
    return bool(found)


def erased_cases(reader: Reader) -> frozenset[bytes]:
    """Return the ids of the cases whose erasure was agreed to."""
    rows = reader.find_rows(ERASURE, where={"decision": APPROVED})
    return frozenset(row["case"] for row in rows if isinstance(row["case"], bytes))


def digest_of(entries: Sequence[Logged]) -> bytes:
    """Return SHA-256 over the hashes of these bodies, in their order: a certificate names by it what was erased."""
    return hashlib.sha256(b"".join(one.body_hash for one in entries)).digest()

"""Whether a signature is an officer's, over these bytes, made while they might sign.

    good            all of it
    altered         the signature is not by its key over its facts, or the content is not the one that was signed
    other_key       the key was never that officer's in the directory
    disabled        the officer was disabled before the date in it
    not_yet_known   the directory has not heard of that officer yet

The date in a signature is its signer's own word. That does no harm where an officer was disabled: headquarters never
applies an entry of a disabled officer, whatever date it bears.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tipdesk.domain.check_code import make_check_code, parse_check_code
from tipdesk.domain.errors import UserError
from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.keys.cases.directory import Directory
from tipdesk.services.keys.officers.officer_past import (
    ALTERED,
    DISABLED,
    GOOD,
    NOT_YET_KNOWN,
    OTHER_KEY,
    OfficerPast,
    judge_key,
    read_officers_past,
)
from tipdesk.services.signatures.sign_content import SIGNATURE
from tipdesk.sync.statement import EXPORT, PRINT, Statement

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value

OF_ROWS = ("determination", "age_assessment", "risk_assessment", "best_interest", "statement")
"""The uses of signatures over what stands in a row, whose check codes are printed on its papers."""
VERDICT_WORDS = {
    GOOD: _("Signature good"),
    ALTERED: _("NOT GOOD: altered since it was signed"),
    OTHER_KEY: _("NOT GOOD: signed with a key that is not this officer's"),
    DISABLED: _("NOT GOOD: the officer was disabled before"),
    NOT_YET_KNOWN: _("Signed; headquarters has not put this officer into the directory yet"),
}


@dataclass(frozen=True)
class Verified:
    """One signature and the verdict on it. `row` is where it is kept, and `at` the date that its signer gave."""

    row: Row
    verdict: str
    use: str
    officer: bytes
    at: datetime | None
    digest: bytes
    copy_number: int | None

    @property
    def is_of_copy(self) -> bool:
        """Tell whether it says who took a copy away, and nothing of what was decided."""
        return self.use in {PRINT, EXPORT}


def verify_signature(desk: Desk, reader: Reader, row: Row, content: bytes | None = None) -> Verified:
    """Return the verdict on a row of Signature.

    `content` is what is said to have been signed; where it is given, its digest must be the one in the row.
    """
    return _verified(desk, row, content, read_officers_past(reader))


def find_signatures(desk: Desk, case: bytes) -> list[Verified]:
    """Return the signatures of a case with their verdicts, latest first, for a caller whose look was audited."""
    with desk.read() as reader:
        return signatures_in(reader, desk, case)


def signatures_in(reader: Reader, desk: Desk, case: bytes, directory: Directory | None = None) -> list[Verified]:
    """Return the signatures of a case as `find_signatures` does, within a read that the caller has opened.

    `directory` is that of the same read, where it has been asked before.
    """
    rows = reader.find_rows(SIGNATURE, case=case, with_deleted=True)
    pasts = (directory or Directory(reader)).pasts if rows else {}
    return [_verified(desk, row, None, pasts) for row in reversed(rows)]


def find_signed(desk: Desk, content: bytes) -> list[Verified]:
    """Return every signature over exactly this content that this store knows, with its verdict."""
    with desk.read() as reader:
        where: dict[str, Value] = {"digest": hashlib.sha256(content).digest()}
        rows = reader.find_rows(SIGNATURE, where=where, with_deleted=True)
        return [verify_signature(desk, reader, row, content) for row in rows]


def find_signed_by_code(desk: Desk, text: str) -> list[Verified]:
    """Return the signatures of decisions and assessments whose check code stands on a paper, with their verdicts.

    What is no check code is nobody's.
    """
    try:
        code = parse_check_code(text)
    except UserError:
        return []
    with desk.read() as reader:
        rows = [row for use in OF_ROWS for row in reader.find_rows(SIGNATURE, where={"use": use}, with_deleted=True)]
        meant = [row for row in rows if (digest := _octets(row, "digest")) and make_check_code(digest) == code]
        return [verify_signature(desk, reader, row) for row in meant]


def _verified(desk: Desk, row: Row, content: bytes | None, pasts: Mapping[bytes, OfficerPast]) -> Verified:
    at, copy_number = row["signed_at"], row["copy_number"]
    officer, digest = _octets(row, "officer"), _octets(row, "digest")
    return Verified(
        row,
        _verdict(desk, row, content, pasts),
        str(row["use"]),
        officer,
        at if isinstance(at, datetime) else None,
        digest,
        copy_number if isinstance(copy_number, int) else None,
    )


def _verdict(desk: Desk, row: Row, content: bytes | None, pasts: Mapping[bytes, OfficerPast]) -> str:
    at, digest, key, officer = (
        row["signed_at"],
        _octets(row, "digest"),
        _octets(row, "sign_key"),
        _octets(row, "officer"),
    )
    if not isinstance(at, datetime) or (content is not None and hashlib.sha256(content).digest() != digest):
        return ALTERED
    subject = _octets(row, "subject") or None
    statement = Statement(str(row["use"]), digest, officer, at.isoformat(timespec="minutes"), row.case, subject=subject)
    if row.in_conflict() or not desk.officer_keys.verify(key, statement.message, _octets(row, "signature")):
        return ALTERED
    return judge_key(pasts.get(officer), key, at)


def _octets(row: Row, name: str) -> bytes:
    value = row[name]
    return value if isinstance(value, bytes) else b""

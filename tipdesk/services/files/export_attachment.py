"""Export a file of a case: audited, signed, then written whole under the name that the officer chose.

The officer signs the SHA-256 of the file as it was taken in, with the row that names it; the signature is in the log
before a byte leaves. The name that is proposed is neutral: the reference of the case and a few digits of the row.
"""

from dataclasses import dataclass
from pathlib import Path

from tipdesk.domain.file_types import ending_of
from tipdesk.domain.ids import id_text
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Action
from tipdesk.services.desk import Desk
from tipdesk.services.files.attachments import get_opened
from tipdesk.services.look import looking
from tipdesk.services.signatures.sign_content import sign_digest
from tipdesk.sync.statement import EXPORT

_DIGITS = 4


@dataclass(frozen=True)
class ExportedFile:
    """A file that left: its size in bytes, and the signature as a text to put beside it."""

    size: int
    signature: bytes


def export_attachment(desk: Desk, case: bytes, row: bytes, target: Path, *, reason: str | None = None) -> ExportedFile:
    """Write a file of a case to `target`, whole or not at all, once it is audited and signed.

    Raises the UserErrors of `get_opened` and `look`, Trouble `file-not-here` or `file-unwritable`, and Distrust where
    the file is not what was taken in.
    """
    with looking(desk, case, Action.EXPORT, reason=reason, row=row) as eyes:
        opened = get_opened(eyes, row)
    desk.files.sealed_size(opened.content_id)  # what is not here is told before it is signed
    with desk.work() as work:
        signed = sign_digest(desk, work, EXPORT, case, opened.digest, subject=row)
    desk.files.write_out(opened.content_id, opened.key, opened.digest, target)
    return ExportedFile(target.stat().st_size, signed.text.encode())


def proposed_name(reference: str, row: Row) -> str:
    """Return the name that is proposed for the exported file: it tells nothing of what is in it."""
    return f"{reference}-{id_text(row.id)[-_DIGITS:]}{ending_of(str(row['media_type'] or ''))}"

"""The officer signs the exact bytes of a print before they leave, and the signature is in the log before they do."""

from tipdesk.services.desk import Desk
from tipdesk.services.signatures.sign_content import sign_content
from tipdesk.sync.statement import PRINT


def sign_print(
    desk: Desk,
    content: bytes,
    *,
    case: bytes | None = None,
    subject: bytes | None = None,
    copy_number: int | None = None,
) -> bytes:
    """Return the bytes of a print of a case, or of a register for None, once they are signed.

    `subject` is the row that is printed, if it is one.
    """
    with desk.work() as work:
        sign_content(desk, work, PRINT, case, content, subject=subject, copy_number=copy_number)
    return content

"""Print a case file: the model is made and set into pages, and the officer signs the exact bytes before they leave.

Nothing is handed out unless the look was audited and the signature is in the log.
"""

from collections.abc import Callable

from tipdesk.services.desk import Desk
from tipdesk.services.documents.make_case_file import make_case_file
from tipdesk.services.documents.printer import Printer, Told, untold
from tipdesk.services.documents.sign_print import sign_print


def print_case_file(
    desk: Desk,
    printer: Printer,
    case: bytes,
    *,
    identity: bool,
    copy_number: int = 1,
    translate: Callable[[str], str] = str,
    told: Told = untold,
) -> bytes:
    """Return the bytes of the printed case file.

    `told` is called with how far the printing is, and may end it by raising. Raises the UserErrors of `make_case_file`.
    """
    model = make_case_file(desk, case, identity=identity, copy_number=copy_number, translate=translate)
    return sign_print(desk, printer.print(model, told), case=case, copy_number=copy_number)

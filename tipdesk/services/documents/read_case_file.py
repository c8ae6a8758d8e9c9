"""Read a case as its file says it: labels and answers for people, where `show_case` gives a document for programs.

It is a look like any other: audited before anything is read, masked, and unsealed as far as it is open.
"""

from collections.abc import Callable

from tipdesk.services.case.references import get_case_id
from tipdesk.services.desk import Desk
from tipdesk.services.documents.case_file import CaseFile
from tipdesk.services.documents.file_of_view import file_of_view
from tipdesk.services.look import looking, read_view


def read_case_file(desk: Desk, reference: str, translate: Callable[[str], str] = str) -> CaseFile:
    """Return the file of a case, with the history as its last section.

    Raises UserError `bad-reference`, and those of `look`.
    """
    with looking(desk, get_case_id(desk, reference)) as eyes:
        return file_of_view(eyes, read_view(eyes), level=eyes.level, translate=translate, on_screen=True)

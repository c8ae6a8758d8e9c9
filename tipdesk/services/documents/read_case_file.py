"""Read a case as its file says it: labels and answers for people, where `show_case` gives a document for programs.

Promises the same look as any: audited before anything is read, masked and unsealed as far as it is open.
"""

from collections.abc import Callable

from tipdesk.domain.rules.access import Action
from tipdesk.services.case.references import get_case_id
from tipdesk.services.desk import Desk
from tipdesk.services.documents.case_file import CaseFile
from tipdesk.services.documents.file_of_view import file_of_view
from tipdesk.services.look import look


def read_case_file(desk: Desk, reference: str, translate: Callable[[str], str] = str) -> CaseFile:
    """Return the file, its history the last section. UserErrors of `look`; `bad-reference`."""
    view = look(desk, get_case_id(desk, reference))
    return file_of_view(desk, view, Action.VIEW, level=view.level, translate=translate)

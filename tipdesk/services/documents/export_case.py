"""Export a case as a document for other programs: JSON as `case show` speaks it, signed by the officer.

Promises that the look is audited as an export, masked and unsealed as far as it is open to the officer, and that the
signature over the exact bytes lands before they are handed out.
"""

from tipdesk.domain.rules.access import Action
from tipdesk.services.case.document import document_of
from tipdesk.services.case.references import get_case_id
from tipdesk.services.desk import Desk
from tipdesk.services.documents.exported import Exported, sign_document
from tipdesk.services.look import look


def export_case(desk: Desk, reference: str) -> Exported:
    """Return the document. UserErrors of `look`; `bad-reference`."""
    case = get_case_id(desk, reference)
    view = look(desk, case, Action.EXPORT)
    return sign_document(desk, case, view.reference, document_of(view))

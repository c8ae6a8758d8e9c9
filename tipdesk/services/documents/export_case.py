"""Export a case as a document for other programs: JSON in the shape of `case show`, signed by the officer.

The look is audited as an export, and the case is masked and unsealed as far as it is open to the officer. The signature
over the exact bytes is in the log before they are handed out.
"""

from tipdesk.domain.rules.access import Action
from tipdesk.services.case.document import document_of
from tipdesk.services.case.references import get_case_id
from tipdesk.services.desk import Desk
from tipdesk.services.documents.exported import Exported, sign_document
from tipdesk.services.look import look


def export_case(desk: Desk, reference: str) -> Exported:
    """Return the signed document of a case; raises UserError `bad-reference` and those of `look`."""
    case = get_case_id(desk, reference)
    view = look(desk, case, Action.EXPORT)
    return sign_document(desk, case, view.reference, document_of(view))

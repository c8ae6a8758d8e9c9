"""Export a case as a document for other programs: JSON as `case show` speaks it, signed by the officer.

Promises that the look is audited as an export, masked and unsealed as far as it is open to the officer, and that the
signature over the exact bytes lands before they are handed out.
"""

import json
from dataclasses import dataclass

from tipdesk.domain.rules.access import Action
from tipdesk.services.case.document import document_of
from tipdesk.services.case.references import get_case_id
from tipdesk.services.desk import Desk
from tipdesk.services.look import look
from tipdesk.services.signatures.sign_content import sign_content
from tipdesk.sync.statement import EXPORT


@dataclass(frozen=True)
class Exported:
    """`content`: the document's bytes; `signature`: a text to lie beside it, for a reader without this program."""

    reference: str
    content: bytes
    signature: bytes


def export_case(desk: Desk, reference: str) -> Exported:
    """Return the document. UserErrors of `look`; `bad-reference`."""
    case = get_case_id(desk, reference)
    view = look(desk, case, Action.EXPORT)
    content = json.dumps(document_of(view), ensure_ascii=False, indent=1, default=str).encode() + b"\n"
    with desk.work() as work:
        signed = sign_content(desk, work, EXPORT, case, content)
    return Exported(view.reference, content, signed.text.encode())

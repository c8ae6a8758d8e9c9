"""What leaves as a document for other programs: its exact bytes, signed by the officer before they are handed out.

The verbs that use it look at the case, audited, and decide what the document holds.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from tipdesk.domain.characters import escaped
from tipdesk.services.desk import Desk
from tipdesk.services.signatures.sign_content import sign_content
from tipdesk.sync.statement import EXPORT


@dataclass(frozen=True)
class Exported:
    """A document that may leave, with the reference of its case or the name of its register.

    `content` is its bytes, and `signature` a text to put beside it, for a reader who does not have this program.
    """

    reference: str
    content: bytes
    signature: bytes


def sign_document(desk: Desk, case: bytes, reference: str, document: Mapping[str, object]) -> Exported:
    """Return a document of a case as JSON, signed by the officer; the signature is in the log when this returns."""
    content = escaped(json.dumps(document, ensure_ascii=False, indent=1, default=str)).encode() + b"\n"
    return sign_export(desk, reference, content, case=case)


def sign_export(desk: Desk, reference: str, content: bytes, *, case: bytes | None = None) -> Exported:
    """Return a file of a case, or of a register for None, once the officer has signed its exact bytes."""
    with desk.work() as work:
        signed = sign_content(desk, work, EXPORT, case, content)
    return Exported(reference, content, signed.text.encode())

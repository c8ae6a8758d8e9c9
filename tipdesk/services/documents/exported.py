"""What leaves as a document for other programs: its exact bytes, signed by the officer before they are handed out.

Promises that the signature has landed when the bytes are returned. What the document holds, and the audited look at it,
are left to the verbs.
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
    """`content`: the document's bytes; `signature`: a text to lie beside it, for a reader without this program."""

    reference: str
    content: bytes
    signature: bytes


def sign_document(desk: Desk, case: bytes, reference: str, document: Mapping[str, object]) -> Exported:
    """Return a document of a case as JSON, signed."""
    content = escaped(json.dumps(document, ensure_ascii=False, indent=1, default=str)).encode() + b"\n"
    with desk.work() as work:
        signed = sign_content(desk, work, EXPORT, case, content)
    return Exported(reference, content, signed.text.encode())

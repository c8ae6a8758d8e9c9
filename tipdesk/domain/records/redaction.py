"""The records with which one says something of entries, prints and exports.

A redaction has the body of an entry forgotten while the chain still verifies. A signature tells who put their name to a
print or an export.
"""

from datetime import datetime
from typing import Annotated

from tipdesk.domain.kinds import Code, DateTimeField, Digest, Number, Octets, Reference
from tipdesk.domain.schema import Scope, record
from tipdesk.domain.texts import _


@record(number=900, scope=Scope.REGISTER, label=_("Redaction"), plural=_("Redactions"))
class Redaction:
    """An order that the body of one entry of one log is to be deleted, and why."""

    log: Annotated[bytes | None, Octets(1, _("Log"), required=True)] = None
    seq: Annotated[int | None, Number(2, _("Entry"), low=1, high=2**53, required=True)] = None
    kind: Annotated[str | None, Code(3, _("Kind of redaction"), codes="redaction_kind", required=True)] = None


@record(number=902, scope=Scope.CASE, label=_("Signature"), plural=_("Signatures"), is_inner=True)
class Signature:
    """An officer's signature over something of a case: a print, an export. `sync.statement` says over which bytes."""

    use: Annotated[str | None, Code(1, _("Signed for"), codes="signature_use", required=True)] = None
    subject: Annotated[bytes | None, Octets(2, _("Record"))] = None
    digest: Annotated[bytes | None, Digest(3, _("SHA-256"), required=True)] = None
    officer: Annotated[bytes | None, Reference(4, _("Officer"), record="Officer", required=True)] = None
    sign_key: Annotated[bytes | None, Octets(5, _("Signing key"), required=True)] = None
    signature: Annotated[bytes | None, Octets(6, _("Signature"), required=True)] = None
    signed_at: Annotated[datetime | None, DateTimeField(7, _("At"), required=True)] = None
    copy_number: Annotated[int | None, Number(8, _("Copy number"), low=1)] = None

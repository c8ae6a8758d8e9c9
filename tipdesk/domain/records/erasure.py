"""What is left of a case that was erased: who asked, who agreed, what went and what could not be reached.

It stands in the register and not in the case, since nothing of the case itself stays.
"""

from datetime import datetime
from typing import Annotated

from tipdesk.domain.kinds import Code, DateTimeField, Digest, LongText, Number, Octets, Reference, Text
from tipdesk.domain.schema import Scope, record
from tipdesk.domain.texts import _


@record(number=45, scope=Scope.REGISTER, label=_("Erasure"), plural=_("Erasures"), title="{reference}")
class Erasure:
    """The erasure of one case: asked for by one officer, agreed to or refused by another. It names no person.

    `digest` is SHA-256 over the hashes of the bodies that went, in the order of the ledger. `devices` are the PCs that
    have to be told: one device id of 32 hexadecimal digits to a line.
    """

    case: Annotated[bytes | None, Octets(1, _("Case"), required=True)] = None
    reference: Annotated[str | None, Text(2, _("Reference"), longest=20)] = None
    reason: Annotated[str | None, Text(3, _("Reason"), longest=500, required=True)] = None
    asked_by: Annotated[bytes | None, Reference(4, _("Asked for by"), record="Officer")] = None
    asked_at: Annotated[datetime | None, DateTimeField(5, _("Asked for at"))] = None
    decision: Annotated[str | None, Code(6, _("Decision"), codes="erasure_decision")] = None
    decided_by: Annotated[bytes | None, Reference(7, _("Decided by"), record="Officer")] = None
    decided_at: Annotated[datetime | None, DateTimeField(8, _("Decided at"))] = None
    entries: Annotated[int | None, Number(9, _("Entries erased"), low=0)] = None
    digest: Annotated[bytes | None, Digest(10, _("Digest"))] = None
    prints: Annotated[int | None, Number(11, _("Printed copies"), low=0)] = None
    exports: Annotated[int | None, Number(12, _("Exports"), low=0)] = None
    quarantined: Annotated[int | None, Number(13, _("Refused bundles still kept"), low=0)] = None
    devices: Annotated[str | None, LongText(14, _("PCs that hold it"))] = None

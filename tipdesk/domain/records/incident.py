"""What was noticed of a store, a log or a ledger that is not as it should be, for headquarters to follow up.

An incident stays on headquarters' list until somebody has said what came of it.
"""

from datetime import datetime
from typing import Annotated

from tipdesk.domain.kinds import Code, DateTimeField, Digest, LongText, Number, Octets, Reference, Text
from tipdesk.domain.schema import Scope, record
from tipdesk.domain.texts import _


@record(number=111, scope=Scope.REGISTER, label=_("Incident"), plural=_("Incidents"), title="{kind}")
class Incident:
    """One thing that was noticed. It names files, logs and numbers, never the content of a field.

    `call_code` is what the screen asks the officer to read to headquarters, and `digest` is SHA-256 of the suspicious
    store.
    """

    kind: Annotated[str | None, Code(1, _("What was noticed"), codes="incident_kind", required=True)] = None
    device: Annotated[bytes | None, Reference(2, _("Device"), record="Device")] = None
    noted_at: Annotated[datetime | None, DateTimeField(3, _("At"))] = None
    detail: Annotated[str | None, Text(4, _("Detail"), longest=500)] = None
    call_code: Annotated[str | None, Text(5, _("Code on the screen"), longest=20)] = None
    digest: Annotated[bytes | None, Digest(6, _("Digest"))] = None
    log: Annotated[bytes | None, Octets(7, _("Log"))] = None
    seq: Annotated[int | None, Number(8, _("Entry"), low=0, high=2**53)] = None
    closed_at: Annotated[datetime | None, DateTimeField(9, _("Dealt with at"))] = None
    outcome: Annotated[str | None, LongText(10, _("What came of it"))] = None

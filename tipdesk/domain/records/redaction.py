"""The entry that lets a body be forgotten while the chain still verifies."""

from typing import Annotated

from tipdesk.domain.kinds import Code, Number, Octets
from tipdesk.domain.schema import Scope, record
from tipdesk.domain.texts import _


@record(number=900, scope=Scope.REGISTER, label=_("Redaction"), plural=_("Redactions"))
class Redaction:
    """Names one entry of one log whose body is to be deleted, and why."""

    log: Annotated[bytes | None, Octets(1, _("Log"), required=True)] = None
    seq: Annotated[int | None, Number(2, _("Entry"), low=1, high=2**53, required=True)] = None
    kind: Annotated[str | None, Code(3, _("Kind of redaction"), codes="redaction_kind", required=True)] = None

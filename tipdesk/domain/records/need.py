"""What a person needs, how soon, and whether the person wants it."""

from typing import Annotated

from tipdesk.domain.kinds import NARRATIVE, Code, LongText, Reference
from tipdesk.domain.schema import Scope, record
from tipdesk.domain.texts import _


@record(
    number=200,
    scope=Scope.CASE,
    label=_("Need"),
    plural=_("Needs"),
    parent="person",
    page="protection",
    icon="heart-handshake",
    title="{kind}",
)
class Need:
    """One thing that a person needs. A safe place for the night is the kind `shelter`."""

    person: Annotated[
        bytes | None, Reference(1, _("Person"), section=_("Need"), column=True, record="Person", required=True)
    ] = None
    kind: Annotated[str | None, Code(2, _("Need"), codes="service_type", required=True, column=True)] = None
    priority: Annotated[str | None, Code(3, _("Priority"), codes="task_priority", required=True, column=True)] = None
    wish: Annotated[str | None, Code(4, _("Does the person want it?"), codes="need_wish", column=True)] = None
    status: Annotated[str | None, Code(5, _("Status"), codes="need_status", column=True)] = None
    words: Annotated[str | None, LongText(6, _("In words"), sensitivity=NARRATIVE)] = None
    service: Annotated[bytes | None, Reference(7, _("Service that meets it"), record="Service")] = None

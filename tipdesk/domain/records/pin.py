"""The place in the evidence on which a row rests: a page, a line, a second, a message."""

from typing import Annotated

from tipdesk.domain.kinds import NARRATIVE, AnyRow, LongText, Number, Text
from tipdesk.domain.schema import Closed, Scope, record
from tipdesk.domain.texts import _
from tipdesk.domain.values import NamedRow


@record(
    number=273,
    scope=Scope.CASE,
    label=_("Support"),
    plural=_("Supported by"),
    closed=Closed(with_row="of_row"),
    page="evidence",
    icon="paperclip",
    title="{quote}",
)
class Pin:
    """What one row rests on: the row that supports it, and where in it. A finding, for example, rests on a note."""

    of_row: Annotated[
        NamedRow | None,
        AnyRow(
            1,
            _("What is supported"),
            section=_("Support"),
            required=True,
            help=_("What is signed takes no more support: prepare a review."),
        ),
    ] = None
    to_row: Annotated[NamedRow | None, AnyRow(2, _("Supported by"), required=True)] = None
    page: Annotated[int | None, Number(3, _("Page"), section=_("Where in it"), low=1, high=100_000)] = None
    line: Annotated[int | None, Number(4, _("Line"), low=1, high=100_000)] = None
    second: Annotated[int | None, Number(5, _("Second of the recording"), low=0, high=1_000_000)] = None
    message: Annotated[str | None, Text(6, _("Message"), longest=200)] = None
    quote: Annotated[str | None, LongText(7, _("Word for word"), sensitivity=NARRATIVE)] = None

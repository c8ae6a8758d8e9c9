"""What headquarters sets for all posts: how strict a rule is, how long a clock runs, which days are no working days.

These rows are part of the directory. A setting changes what is judged after it was made, never what was done before.
"""

from typing import Annotated

from tipdesk.domain.kinds import WORDS, Code, Lies, LongText, PartialDateField, Text
from tipdesk.domain.schema import Scope, record
from tipdesk.domain.texts import _
from tipdesk.domain.values import PartialDate


@record(
    number=130,
    rank=105,
    scope=Scope.DIRECTORY,
    label=_("Setting of a rule"),
    plural=_("Rules and clocks"),
    page="directory",
    icon="clock",
    help=_("How long a clock runs, who approves, how strict a rule is. It counts from its day on, never back."),
    title="{rule}",
    sorted_by=("rule", "-since"),
)
class RuleSetting:
    """One setting of a gate or a clock, named by its id, with who decided it, why, and from when on it counts."""

    rule: Annotated[
        str | None,
        Text(1, _("Rule or clock"), longest=60, required=True, search=WORDS, column=True, is_code=True, ids="rules"),
    ] = None
    length: Annotated[
        str | None,
        Text(
            2,
            _("Length"),
            section=_("What is set"),
            longest=20,
            column=True,
            help=_("Of a clock: 15 min, 24 h, 5 wd (working days) or 30 d."),
        ),
    ] = None
    warn_before: Annotated[
        str | None, Text(3, _("Warn so long before"), longest=20, column=True, help=_("As the length: 3 wd."))
    ] = None
    approver: Annotated[str | None, Code(4, _("Who approves"), codes="officer_role", column=True)] = None
    stricter: Annotated[
        str | None,
        Code(
            5,
            _("How strict"),
            codes="rule_strictness",
            column=True,
            help=_("A rule can be made stricter. Only a rule of our own that has a way round can become a warning."),
        ),
    ] = None
    reason: Annotated[str | None, LongText(6, _("Reason"), section=_("Decided"), required=True)] = None
    decided_by: Annotated[
        str | None, Text(7, _("Decided by"), required=True, help=_("The office that decided it."), longest=120)
    ] = None
    since: Annotated[
        PartialDate | None, PartialDateField(8, _("From"), lies=Lies.ANYWHERE, required=True, column=True)
    ] = None


@record(
    number=131,
    rank=106,
    scope=Scope.DIRECTORY,
    label=_("Holiday"),
    plural=_("Holidays"),
    page="directory",
    icon="calendar",
    help=_("Clocks that count working days pass over these, and over Saturdays and Sundays."),
    title=_("{on} {name}"),
    sorted_by=("on",),
)
class Holiday:
    """A day on which offices are closed."""

    on: Annotated[PartialDate | None, PartialDateField(1, _("Day"), lies=Lies.ANYWHERE, required=True, column=True)] = (
        None
    )
    name: Annotated[str | None, Text(2, _("Name"), required=True, search=WORDS, column=True)] = None

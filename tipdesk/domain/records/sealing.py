"""The keys of a case, each sealed to each of its holders, and the sources whose names only holders read.

Keys are the program's own bookkeeping, which nobody reads as a row; a source is a record that people write.
"""

from datetime import datetime
from typing import Annotated

from tipdesk.domain.kinds import SOURCE, Code, DateTimeField, Flag, LongText, Number, Octets, Reference, Text
from tipdesk.domain.schema import Scope, record
from tipdesk.domain.texts import _


@record(number=40, scope=Scope.CASE, label=_("Case key"), plural=_("Case keys"), is_inner=True)
class CaseKey:
    """One key of a case, sealed to one holder: an officer on one PC, headquarters' case unit, or recovery.

    A new version is made for what is written after somebody was removed. `ended` means that the holder was removed, for
    good: whoever is let in again gets a new row. `named` means that somebody let this officer in by name, who then
    stands to the case like one who has a task in it. `level` is the level of the case when the key was made, since a
    key that was made for many is not used for what is meant for few. `granted_by` signed all of the row but `ended`;
    without that signature nobody believes the row.
    """

    version: Annotated[int | None, Number(1, _("Version"), low=1, high=2**31, required=True)] = None
    key: Annotated[bytes | None, Octets(2, _("Key"), required=True)] = None
    kind: Annotated[str | None, Code(3, _("Kind of holder"), codes="key_holder", required=True)] = None
    officer: Annotated[bytes | None, Reference(4, _("Holder"), record="Officer")] = None
    recipient: Annotated[bytes | None, Octets(5, _("Sealed to"), required=True)] = None
    sealed: Annotated[bytes | None, Octets(6, _("Sealed key"), required=True)] = None
    ended: Annotated[bool | None, Flag(7, _("Removed"))] = None
    named: Annotated[bool | None, Flag(8, _("Let in by name"))] = None
    level: Annotated[str | None, Code(9, _("Made at the level"), codes="sealing")] = None
    granted_by: Annotated[bytes | None, Reference(10, _("Given by"), record="Officer")] = None
    grant_key: Annotated[bytes | None, Octets(11, _("Key of that signature"))] = None
    grant_signature: Annotated[bytes | None, Octets(12, _("Their signature"))] = None
    granted_at: Annotated[datetime | None, DateTimeField(13, _("Given on"))] = None


@record(
    number=41,
    scope=Scope.CASE,
    label=_("Source"),
    plural=_("Sources"),
    page="summary",
    icon="users",
    title="{code_name}",
)
class Source:
    """Somebody who told, under a code name; who they are is sealed at every level of a case."""

    code_name: Annotated[
        str | None,
        Text(
            1, _("Code name"), column=True, help=_("Neutral: it tells nothing of the person."), longest=40, is_code=True
        ),
    ] = None
    kind: Annotated[str | None, Code(2, _("Kind of source"), column=True, codes="source_kind")] = None
    name: Annotated[str | None, Text(3, _("Name of the source"), section=_("Who it is"), sensitivity=SOURCE)] = None
    contact: Annotated[str | None, Text(4, _("How to reach the source"), sensitivity=SOURCE)] = None
    told: Annotated[
        str | None, LongText(5, _("What the source told"), section=_("What was told"), sensitivity=SOURCE)
    ] = None

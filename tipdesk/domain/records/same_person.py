"""That a person of one case is, or is not, the person of another: said with why, taken back by one key.

Nothing is joined by it: each row stays where it is and as it is, and the linked view gathers what each case may show.
"""

from typing import Annotated

from tipdesk.domain.kinds import IDENTITY, NARRATIVE, Code, Codes, LongText, Reference
from tipdesk.domain.schema import Scope, record
from tipdesk.domain.texts import _


@record(
    number=55,
    scope=Scope.CASE,
    label=_("Same person in another case"),
    plural=_("Same people in other cases"),
    has_own_verbs=True,
    page="people",
    icon="users",
    title="{result}",
)
class PersonLink:
    """What an officer found of two rows of persons: one human being, likely one, or not. Undone by deleting it."""

    person: Annotated[
        bytes | None,
        Reference(1, _("Person"), section=_("Who"), sensitivity=IDENTITY, column=True, record="Person", required=True),
    ] = None
    other_case: Annotated[
        bytes | None, Reference(2, _("Other case"), sensitivity=IDENTITY, record="Case", required=True)
    ] = None
    other_person: Annotated[
        bytes | None,
        Reference(3, _("Person in the other case"), sensitivity=IDENTITY, record="Person", required=True),
    ] = None
    result: Annotated[
        str | None, Code(4, _("Found"), section=_("What was found"), codes="link_result", required=True, column=True)
    ] = None
    basis: Annotated[frozenset[str] | None, Codes(5, _("Because of"), codes="link_basis", column=True)] = None
    words: Annotated[str | None, LongText(6, _("Why, in words"), sensitivity=NARRATIVE)] = None

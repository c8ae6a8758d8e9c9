"""Whether lists on this PC show names: at a counter, where others see the screen, they show tags and codes instead.

A PC at an airport or a port begins with tags only, as far as the directory says where it stands; a supervisor decides
otherwise for the PC, and the audit says so. Whoever sits there may show or hide names in every list at any moment
(F4), until the PC is locked: that is a habit of the screen and changes nobody's rights. What is shown of one person
whose name a list hides is a look like any other.
"""

from dataclasses import dataclass
from typing import Final

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.access import Action
from tipdesk.services.audit import note_deed
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.look import looking
from tipdesk.services.permit_authority import has_authority, permit_authority
from tipdesk.services.remembered.here import TAGS_ONLY

_DEVICE, _POST = BY_NAME["Device"], BY_NAME["Post"]
AT_COUNTERS: Final = frozenset({"airport", "seaport", "marina"})
"""The kinds of posts (code list `post_kind`) at which others stand before the screen."""


@dataclass(frozen=True)
class ListDefault:
    """How lists begin on this PC: with names hidden or not; and whether the officer at the desk may change that."""

    is_hidden: bool
    may_decide: bool


def get_list_default(desk: Desk) -> ListDefault:
    """Return whether lists of this PC begin without names."""
    with desk.read() as reader:
        kept = TAGS_ONLY.get(reader)
        return ListDefault(_is_at_counter(reader, desk) if kept is None else kept, has_authority(desk))


def set_list_default(desk: Desk, *, is_hidden: bool) -> ListDefault:
    """Decide whether lists of this PC begin without names, and return how they begin now.

    Raises UserError `not-allowed` but for a supervisor.
    """
    permit_authority(desk)
    with desk.work() as work:
        TAGS_ONLY.keep(work, is_hidden)
        note_deed(desk, work, "tags_only", {"count": int(is_hidden)})
    return get_list_default(desk)


def note_names_shown(desk: Desk, case: bytes) -> None:
    """Write into the audit that the officer shows names of a case that lists hide, as the look that it is.

    Raises the UserErrors of `look`: whoever may not see the names is refused here too.
    """
    with looking(desk, case, Action.UNMASK):
        pass


def _is_at_counter(reader: Reader, desk: Desk) -> bool:
    device = reader.get_row(_DEVICE, desk.place.device)
    post = reader.get_row(_POST, value) if device and isinstance(value := device["post"], bytes) else None
    return post is not None and post["kind"] in AT_COUNTERS

"""Words about files: what one tells of its making, how large it is, and what is warned of before a copy leaves."""

from collections.abc import Sequence

from tipdesk.domain.texts import _ as mark
from tipdesk.services.files.previewer import Inside
from tipdesk.ui.translate import _

Found = Sequence[tuple[Inside, str]]
_CALLED = {
    Inside.PLACE: mark("place {what}"),
    Inside.TIME: mark("time {what}"),
    Inside.DEVICE: mark("made with {what}"),
    Inside.AUTHOR: mark("made by {what}"),
}


def inside_words(found: Found) -> str:
    """Return what a file tells of its making beside what it shows."""
    if not found:
        return _("No place, time or maker was found inside it. There may be some that are not read.")
    told = ", ".join(_(_CALLED[inside]).format(what=what) for inside, what in found)
    if any(inside is Inside.PLACE for inside, _what in found):
        return _("Inside it: {told}. A copy takes them along, and with them where it was made.").format(told=told)
    return _("Inside it: {told}. A copy takes them along.").format(told=told)

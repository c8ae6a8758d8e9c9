"""Words about files: what one tells of its making, how large it is, and what is warned of before a copy leaves."""

from collections.abc import Sequence

from tipdesk.domain.texts import _ as mark
from tipdesk.services.files.previewer import Inside, Viewing
from tipdesk.services.files.view_file import Viewed
from tipdesk.ui.translate import _

Found = Sequence[tuple[Inside, str]]
_CALLED = {
    Inside.PLACE: mark("place {what}"),
    Inside.TIME: mark("time {what}"),
    Inside.DEVICE: mark("made with {what}"),
    Inside.AUTHOR: mark("made by {what}"),
}


def at_first() -> str:
    """Return what stands in place of a file before it is asked for."""
    return _("Press to see the file. Each look is recorded. Nothing in it is run or opened by another program.")


def page_words(page: int, looked: Viewed) -> str:
    """Return which page of how many is shown, counted from 0, and whether it is the small picture alone."""
    if looked.is_small:
        return _("A small picture. The file itself has not arrived yet")
    template = _("Page {page} of more than {pages}") if looked.viewing.has_more else _("Page {page} of {pages}")
    return template.format(page=page + 1, pages=looked.viewing.pages)


def viewing_words(viewing: Viewing) -> str:
    """Return what a file that is shown tells of its making, and that it is drawn with fewer limits than it should."""
    told = inside_words(viewing.inside)
    if viewing.is_confined:
        return told
    return " ".join(
        (_("This PC cannot shut off everything that displays files. Do not show a file that you do not trust."), told)
    )


def not_known_words() -> str:
    """Return what is said of a file that could not be looked into."""
    return _("The program cannot tell whether the file holds a place and a time. A photograph or a film may.")


def inside_words(found: Found) -> str:
    """Return what a file tells of its making beside what it shows."""
    if not found:
        return _("The program found no place, time or maker inside the file. There may still be some it cannot read.")
    told = ", ".join(_(_CALLED[inside]).format(what=what) for inside, what in found)
    if any(inside is Inside.PLACE for inside, _what in found):
        return _("Inside the file: {told}. Every copy carries this along, and so shows where it was made.").format(
            told=told
        )
    return _("Inside the file: {told}. Every copy carries this along.").format(told=told)

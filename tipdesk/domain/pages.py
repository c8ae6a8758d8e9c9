"""The pages of a case, in the order in which officers go through them: one registry for whatever shows a case by pages.

A record names its page in its declaration (`page="evidence"`) and needs no further word to stand there. A page may have
a widget of its own, made for what it is about; a page that has none lists its records. A page that only a record names,
and that is not in this registry, comes after all others under the name that was given to it, so that nothing that was
recorded is without a place. Records of the directory name headquarters' page of it (`DIRECTORY`), and are its tabs.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tipdesk.domain.schema import RecordType
from tipdesk.domain.texts import _


@dataclass(frozen=True)
class Page:
    """One page of a case.

    `name` is what declarations call it, and `group` is the heading under which it stands among the others. A page that
    `is_kept` has its place in every case. Any other one has a place while the case has rows for it, and is reached by
    adding the first of them.
    """

    name: str
    label: str
    icon: str
    group: str
    is_kept: bool = False


DIRECTORY = "directory"
_ABOUT, _PEOPLE, _INQUIRY, _WORK = _("About the case"), _("People"), _("Investigation"), _("Work on the case")
OTHER = Page("other", _("Other records"), "folder", _WORK)
"""The page on which the rows of a record stand that names no page."""
PAGES = (
    Page("summary", _("Summary"), "file-text", _ABOUT, is_kept=True),
    Page("people", _("People"), "users", _PEOPLE, is_kept=True),
    Page("journey", _("Journey"), "route", _PEOPLE, is_kept=True),
    Page("protection", _("Protection"), "shield", _PEOPLE),
    Page("investigation", _("Investigation"), "search", _INQUIRY),
    Page("evidence", _("Evidence"), "fingerprint", _INQUIRY),
    Page("court", _("Court"), "scale", _INQUIRY),
    Page("documents", _("Documents"), "paperclip", _INQUIRY),
    Page("notes", _("Notes"), "note", _WORK, is_kept=True),
    Page("tasks", _("Tasks"), "list-check", _WORK, is_kept=True),
    Page("timeline", _("Timeline"), "timeline", _WORK, is_kept=True),
    Page("history", _("History"), "history", _WORK, is_kept=True),
    OTHER,
)


def page_of(record: RecordType) -> Page:
    """Return the page on which the rows of a record live."""
    if not record.page:
        return OTHER
    known = next((page for page in PAGES if page.name == record.page.casefold()), None)
    return known or Page(record.page.casefold(), record.page, record.icon or OTHER.icon, OTHER.group)


def pages_for(records: Iterable[RecordType]) -> tuple[Page, ...]:
    """Return the pages of the registry in its order, then those that only these records name."""
    named = (page_of(record) for record in records)
    return tuple(dict.fromkeys((*PAGES, *named)))


def children_of(name: str, records: Iterable[RecordType]) -> tuple[RecordType, ...]:
    """Return those of the records that are repeated groups of the record of this name."""
    return tuple(record for record in records if record.parent and record.by_name[record.parent].may_name(name))

"""The pages of a case, and the registers: one registry for whatever shows records by pages.

A record names its page in its declaration (`page="evidence"`) and needs no further word to stand there. A page may have
a widget of its own, made for what it is about; a page that has none lists its records. A page that only a record names,
and that is not in this registry, comes after all others under the name that was given to it, so that nothing that was
recorded is without a place. Records of the directory name headquarters' page of it (`DIRECTORY`), and are its tabs.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from tipdesk.domain.schema import RecordType, Scope
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
REGISTERS = _("Registers")
"""The group in which the registers stand."""
_ABOUT, _PEOPLE, _INQUIRY, _WORK = _("About the case"), _("People"), _("Investigation"), _("Work on the case")
OTHER = Page("other", _("Other records"), "folder", _WORK)
"""The page on which the rows of a record stand that names no page."""
REGISTER_PAGES = (
    Page("outreach", _("Training & outreach"), "message-2", REGISTERS, is_kept=True),
    Page("cooperation", _("Cooperation"), "affiliate", REGISTERS, is_kept=True),
)
"""The registers in their order; one that only a record names is called by that record and comes after them."""
PAGES = (
    Page("summary", _("Summary"), "file-text", _ABOUT, is_kept=True),
    Page("people", _("People"), "users", _PEOPLE, is_kept=True),
    Page("journey", _("Journey"), "route", _PEOPLE, is_kept=True),
    Page("protection", _("Protection"), "shield", _PEOPLE),
    Page("investigation", _("Investigation"), "search", _INQUIRY),
    Page("evidence", _("Evidence"), "fingerprint", _INQUIRY),
    Page("court", _("Court"), "scale", _INQUIRY),
    Page("documents", _("Documents"), "paperclip", _INQUIRY, is_kept=True),
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
    return _page_named(record.page, record.icon)


@cache
def _page_named(name: str, icon: str) -> Page:
    """Return the page that a declaration calls so; kept, since it is asked for every record of every page."""
    known = next((page for page in PAGES if page.name == name.casefold()), None)
    return known or Page(name.casefold(), name, icon or OTHER.icon, OTHER.group)


def pages_for(records: Iterable[RecordType]) -> tuple[Page, ...]:
    """Return the pages of the registry in its order, then those that only these records name."""
    named = (page_of(record) for record in records)
    return tuple(dict.fromkeys((*PAGES, *named)))


def children_of(name: str, records: Iterable[RecordType]) -> tuple[RecordType, ...]:
    """Return those of the records that are repeated groups of the record of this name."""
    return tuple(record for record in records if record.parent and record.by_name[record.parent].may_name(name))


def records_of(page: Page, records: Iterable[RecordType]) -> tuple[RecordType, ...]:
    """Return those of the records that live on a page, in the order of declaration."""
    return tuple(record for record in records if page_of(record) == page)


def is_within(record: RecordType, others: Iterable[RecordType]) -> bool:
    """Tell whether the rows of a record belong to rows of one of the others, in whose pane they are read and added."""
    parent = record.by_name[record.parent] if record.parent else None
    return parent is not None and any(other is not record and parent.may_name(other.name) for other in others)


def registers_in(records: Iterable[RecordType]) -> tuple[Page, ...]:
    """Return the registers of the program: a page for each that records of register scope name, in their order."""
    named: dict[str, Page] = {}
    for record in filter(is_register, records):
        named.setdefault(record.page.casefold(), _register(record))
    known = [page for page in REGISTER_PAGES if page.name in named]
    return (*known, *(page for page in named.values() if page not in known))


def register_records(page: Page, records: Iterable[RecordType]) -> tuple[RecordType, ...]:
    """Return the records of a register, in the order of declaration."""
    return tuple(record for record in records if is_register(record) and record.page.casefold() == page.name)


def is_register(record: RecordType) -> bool:
    """Tell whether people read the rows of this record in a register; the program's own bookkeeping names no page."""
    return record.scope is Scope.REGISTER and bool(record.page)


def _register(record: RecordType) -> Page:
    known = next((page for page in REGISTER_PAGES if page.name == record.page.casefold()), None)
    return known or Page(record.page.casefold(), record.plural, record.icon or OTHER.icon, REGISTERS, is_kept=True)


@dataclass(frozen=True)
class Thing:
    """What is several records in the store and one thing to an officer: one heading, and one place to add to."""

    label: str
    icon: str
    records: tuple[str, ...]


OWN_PANE = frozenset(
    {"Determination", "AgeAssessment", "RiskAssessment", "BestInterest", "SafetyPlan", "Consent", "Statement"}
)
"""The records of which a row belongs to another one, and is read in a pane of its own all the same."""
BY_CARD = frozenset({"Finding", "ReferralReply"})
"""The records of which a card of their page writes the rows, with what follows of them: nothing else offers that."""
THINGS = (
    Thing(_("Role"), "id", ("CaseRole", "SuspectStatus", "Relationship")),
    Thing(_("Papers"), "file-text", ("IdentityDocument",)),
    Thing(_("Told and agreed"), "message-2", ("InformationGiven", "Consent")),
    Thing(_("Refer"), "heart-handshake", ("Need", "Referral", "Service")),
    Thing(_("Witness"), "scale", ("WitnessPlan", "SpecialMeasure")),
)
"""The things of which records are parts, where these belong to one row; names that no release declares do no harm."""


def things_in(records: Iterable[RecordType]) -> tuple[tuple[Thing, tuple[RecordType, ...]], ...]:
    """Return these records by the things of which they are parts, in the order of the first of each.

    A record that is part of nothing is a thing of its own, called by its plural.
    """
    found: dict[Thing, list[RecordType]] = {}
    for record in records:
        own = Thing(record.plural, record.icon or OTHER.icon, (record.name,))
        found.setdefault(next((one for one in THINGS if record.name in one.records), own), []).append(record)
    return tuple((thing, tuple(parts)) for thing, parts in found.items())

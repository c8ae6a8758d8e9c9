"""The words of one result of a search, with what was found marked in them.

Only what the service handed out is shown, and it hands out masked answers. A match in what is hidden says only that
something in the case matches.
"""

from collections.abc import Sequence

from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.find_words import Found, fold
from tipdesk.services.case.matched import Matched, Span, find_marks
from tipdesk.services.registers.find_in_registers import FoundRow
from tipdesk.ui.search.groups import CASES, GROUPS, REGISTERS, group_of
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.entry_delegate import Entry
from tipdesk.ui.widgets.entry_list import Group

CASE_ICON = BY_NAME["Case"].icon or "folder"


def told_found(found: Sequence[Found], words: str, rows: Sequence[FoundRow] = ()) -> list[Group]:
    """Return the results in their groups; within a group they stay in the order in which they were found.

    `rows` are those of registers.
    """
    sought = fold(words).split()
    entries: dict[str, list[Entry]] = {name: [] for name in GROUPS}
    for one in found:
        entries[group_of(one)].append(_entry(one, sought))
    entries[REGISTERS] = [_row_entry(one, sought) for one in rows]
    return [Group(_(GROUPS[name]), told) for name, told in entries.items()]


def _entry(found: Found, sought: Sequence[str]) -> Entry:
    record = BY_NAME.get(found.kind)
    case = f"{found.reference} · {found.title}" if found.title else found.reference
    key, icon = (found.case, found.row), (record.icon if record and record.icon else CASE_ICON)
    if record is None:
        below = _("Something in this case matches. You may not see what: ask {post}.")
        plain = _("Something in this case matches. You may not see what.")
        told = below.format(post=found.post) if found.post else plain
        return Entry(key, case, told, icon=CASE_ICON, marks=find_marks(case, sought), subject=found)
    what = case if group_of(found) == CASES else f"{_(record.label)}: {found.label}"
    head = "" if group_of(found) == CASES else f"{found.reference} · "
    matched = found.matched
    if matched is None:
        below = f"{head}{_('Matches in what is hidden. Enter searches in earnest, which is noted.')}"
        return Entry(key, what, below, found.post, icon, marks=find_marks(what, sought), subject=found)
    if matched.text in what:  # the first line says it already
        below = case if head else ""
        return Entry(key, what, below, found.post, icon, marks=find_marks(what, sought), subject=found)
    below, marks = _led(f"{head}{_(record.by_name[matched.field].label)}: ", matched)
    return Entry(
        key, what, below, found.post, icon,
        marks=find_marks(what, sought), below_marks=marks, subject=found,
    )  # fmt: skip


def _row_entry(found: FoundRow, sought: Sequence[str]) -> Entry:
    record, matched = BY_NAME[found.record], found.matched
    what = f"{_(record.label)}: {found.label}"
    below, marks = _(record.plural), tuple[Span, ...]()
    if matched is not None and matched.text not in what:
        below, marks = _led(f"{_(record.by_name[matched.field].label)}: ", matched)
    icon = record.icon or CASE_ICON
    return Entry(
        (found.record, found.row), what, below, "", icon,
        marks=find_marks(what, sought), below_marks=marks, subject=found,
    )  # fmt: skip


def _led(lead: str, matched: Matched) -> tuple[str, tuple[Span, ...]]:
    """Return what was found after the words that lead to it, and where the marks stand there."""
    marks = tuple((begin + len(lead), end + len(lead)) for begin, end in matched.marks)
    return f"{lead}{matched.text}", marks

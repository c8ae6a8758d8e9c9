"""Filters that an officer keeps under a name, and the columns they chose, on this PC alone.

They lie in the encrypted store, in no log and in no bundle: a name that says something of a case leaves this PC no more
than the case does. Filters name officers and stages, never a case.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tipdesk.domain.characters import refuse_hidden
from tipdesk.domain.errors import UserError
from tipdesk.domain.rules.case_filter import CaseFilter
from tipdesk.domain.texts import _, counted
from tipdesk.services.desk import Desk
from tipdesk.services.remembered.here import CASE_COLUMNS, CASE_FILTERS

MOST: Final = 30
LONGEST: Final = 40
_TOO_MANY = counted(
    "{count} filter is kept already. Forget one first.", "{count} filters are kept already. Forget one first."
)


@dataclass(frozen=True)
class ListHabits:
    """What an officer keeps of the list of cases: filters by name, and the columns shown, none for the usual ones."""

    filters: Mapping[str, CaseFilter]
    columns: Sequence[str]


def get_habits(desk: Desk) -> ListHabits:
    """Return what the officer at the desk keeps of the list of cases on this PC."""
    with desk.read() as reader:
        kept = CASE_FILTERS.of(desk.actor.officer).get(reader)
        columns = CASE_COLUMNS.of(desk.actor.officer).get(reader)
    return ListHabits({name: CaseFilter.from_plain(told) for name, told in kept}, columns)


def keep_filter(desk: Desk, name: str, asked: CaseFilter) -> ListHabits:
    """Keep a filter under a name, in place of the one of that name, and return what is kept now.

    Raises UserError `bad-name` for an empty or long name, `bad-text` where something is hidden in it, and
    `too-many-filters`.
    """
    told = " ".join(name.split())
    refuse_hidden(told)
    if not told or len(told) > LONGEST:
        raise UserError("bad-name", _("Give it a name of at most {most} letters."), most=LONGEST)
    officer = desk.actor.officer
    with desk.work() as work:
        kept = [pair for pair in CASE_FILTERS.of(officer).get(work) if pair[0] != told]
        if len(kept) >= MOST:
            raise UserError("too-many-filters", _TOO_MANY.of(MOST), count=MOST)
        every = sorted([*kept, (told, asked.to_plain())], key=lambda pair: pair[0].lower())
        CASE_FILTERS.of(officer).keep(work, every)
    return get_habits(desk)


def forget_filter(desk: Desk, name: str) -> ListHabits:
    """Forget the filter of this name, and return what is kept now."""
    officer = desk.actor.officer
    with desk.work() as work:
        kept = [pair for pair in CASE_FILTERS.of(officer).get(work) if pair[0] != name]
        CASE_FILTERS.of(officer).keep(work, kept)
    return get_habits(desk)


def keep_columns(desk: Desk, columns: Sequence[str]) -> None:
    """Keep which columns the officer at the desk sees of the list of cases; none for the usual ones."""
    with desk.work() as work:
        CASE_COLUMNS.of(desk.actor.officer).keep(work, [*columns])

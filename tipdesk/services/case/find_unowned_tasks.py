"""Tasks that nobody has: they go to whoever is in charge of the case, or else to the supervisor of its post.

Nobody has a task that is given to no officer, or to one who has been disabled since; nobody is in charge of a case in
the same way. Where several values are live and one of them names somebody who can do it, that officer has it. What a
post asks about a share is for headquarters' coordinators, and for nobody at a post.
"""

from collections.abc import Iterable

from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import CaseSummary, Row
from tipdesk.domain.rules.caution import is_done, live_values
from tipdesk.services.case.find_case_lines import read_lines
from tipdesk.services.desk import CaseQuery, Desk, Reader
from tipdesk.services.directory.officer_ids import ids_of
from tipdesk.services.directory.shares import ASKED, ASKED_END
from tipdesk.services.relation import is_opened_at_my_post, own_ids

_OFFICER, _TASK = BY_NAME["Officer"], BY_NAME["Task"]
_OVERSEES, _COORDINATES = "supervisor", "coordinator"
_SHARES = (ASKED, ASKED_END)


def find_unowned_tasks(reader: Reader, desk: Desk) -> list[Row]:
    """Return the tasks still to be done that nobody has and that the officer at the desk is to see to, by case.

    Only tasks of cases that this officer may open are among them.
    """
    disabled = disabled_officers(reader)
    own = own_ids(reader, desk)
    cases = reader.find_case_ids(CaseQuery(owners=own))
    if desk.place.is_headquarters and _COORDINATES in desk.actor.roles:
        cases += [task.case for kind in _SHARES for task in reader.find_rows(_TASK, where={"kind": kind}) if task.case]
    if _OVERSEES in desk.actor.roles:
        cases += reader.find_case_ids(CaseQuery(owners=frozenset({None, *disabled})))
    return [
        task
        for line in read_lines(reader, desk, list(dict.fromkeys(cases)))
        if line.can_open
        for task in reader.find_rows(_TASK, case=line.summary.id)
        if _is_ours(reader, desk, line.summary, task, own, disabled)
        and not is_done(live_values(task, "status"))
        and not _has_somebody(reader, live_values(task, "assigned_to"), disabled)
    ]


def _is_ours(
    reader: Reader, desk: Desk, line: CaseSummary, task: Row, own: frozenset[bytes], disabled: frozenset[bytes]
) -> bool:
    if task["kind"] in _SHARES:
        return desk.place.is_headquarters and _COORDINATES in desk.actor.roles
    return bool(line.owners & own) or is_left_to_us(reader, desk, line, disabled)


def disabled_officers(reader: Reader) -> frozenset[bytes]:
    """Return the officers whom the directory has disabled."""
    return frozenset(row.id for row in reader.find_rows(_OFFICER, where={"disabled": True}))


def is_left_to_us(reader: Reader, desk: Desk, line: CaseSummary, disabled: frozenset[bytes]) -> bool:
    """Tell whether a case was opened at the officer's post and nobody who can work is in charge of it."""
    return not _has_somebody(reader, line.owners, disabled) and is_opened_at_my_post(reader, desk, line.id)


def _has_somebody(reader: Reader, officers: Iterable[Value], disabled: frozenset[bytes]) -> bool:
    """Tell whether one of these officers is not disabled, under whichever id the directory knows them."""
    named = (one for one in officers if isinstance(one, bytes))
    return any(one not in disabled or not ids_of(reader, one) <= disabled for one in named)

"""The ids of all cases in a list, so that a list of 100,000 cases can scroll and ask for its lines by the page.

A case of which the officer may not even know is never among them. One of which they may only know that it exists is not
chosen by its stage: it stands among the open ones, since a list that left it out would tell how it ended.
"""

from dataclasses import replace

from tipdesk.domain.rules.access import Action, Level, Relation, decide
from tipdesk.domain.rules.case_filter import ALL, OPEN, CaseFilter
from tipdesk.services.audit import moment_now
from tipdesk.services.desk import CaseQuery, Desk, Reader
from tipdesk.services.relation import excluded_cases, find_own_tasks, own_ids, served_cases
from tipdesk.services.sight import choose, read_sight


def find_case_ids(
    desk: Desk,
    *,
    stages: frozenset[str] = frozenset(),
    mine: bool = False,
    updated_since: int | None = None,
    only_open: bool = False,
) -> list[bytes]:
    """Return the ids of the cases that match, latest change first.

    `stages` are codes of the list case_status. `mine` leaves only cases of which the officer is in charge, in which
    they have a task, or which were served to them. `updated_since` is in milliseconds since 1970. A case whose field is
    in dispute matches by each of its live values.
    """
    query = CaseQuery(stages=stages, updated_since=updated_since, only_open=only_open, but_moved=only_open)
    with desk.read() as reader:
        if mine and decide(desk.actor.roles, Relation.ASSIGNED, Action.LIST) != Level.EXISTS:
            hidden, found = excluded_cases(reader, desk), _find_own(reader, desk, query)
            return [case for case in found if case not in hidden] if hidden else found
        sight = read_sight(reader, desk)
        if sight.tells_all and not mine:
            found = reader.find_case_ids(query)
            return [case for case in found if case not in sight.hidden] if sight.hidden else found
        marks = () if updated_since is None else (updated_since,)
        asked = CaseFilter(OPEN if only_open else ALL, stages=stages, since=len(marks))
        found = choose(reader.find_case_facts(marks, moment_now(desk).date()), sight, asked)
        return [case for case in found if case in sight.mine] if mine else found


def _find_own(reader: Reader, desk: Desk, query: CaseQuery) -> list[bytes]:
    if decide(desk.actor.roles, Relation.ASSIGNED, Action.LIST) is Level.NONE:
        return []
    ids = own_ids(reader, desk)
    own = {task.case for task in find_own_tasks(reader, ids)}
    own.update(reader.find_case_ids(replace(query, owners=ids)))
    own |= served_cases(reader, desk)
    return [case for case in reader.find_case_ids(query) if case in own] if own else []

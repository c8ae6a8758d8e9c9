"""The ids of all cases in a list, so that a list of 100,000 cases can scroll and ask for its lines by the page.

A case of which the officer may not even know is never among them.
"""

from dataclasses import replace

from tipdesk.domain.rules.access import Action, Level, Relation, decide
from tipdesk.services.desk import CaseQuery, Desk, Reader
from tipdesk.services.relation import excluded_cases, find_own_tasks, own_ids, served_cases

_NOT_ASSIGNED = (Relation.SAME_POST, Relation.RESTRICTED, Relation.OTHER)


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
    query = CaseQuery(stages=stages, updated_since=updated_since, only_open=only_open)
    with desk.read() as reader:
        hidden = excluded_cases(reader, desk)
        found = reader.find_case_ids(query) if not mine and _knows_of_all(desk) else _find_own(reader, desk, query)
        return [case for case in found if case not in hidden] if hidden else found


def _knows_of_all(desk: Desk) -> bool:
    others = (Relation.HEADQUARTERS,) if desk.place.is_headquarters else _NOT_ASSIGNED
    return all(decide(desk.actor.roles, relation, Action.LIST) > Level.NONE for relation in others)


def _find_own(reader: Reader, desk: Desk, query: CaseQuery) -> list[bytes]:
    if decide(desk.actor.roles, Relation.ASSIGNED, Action.LIST) is Level.NONE:
        return []
    ids = own_ids(reader, desk)
    own = {task.case for task in find_own_tasks(reader, ids)}
    own.update(reader.find_case_ids(replace(query, owners=ids)))
    own |= served_cases(reader, desk)
    return [case for case in reader.find_case_ids(query) if case in own] if own else []

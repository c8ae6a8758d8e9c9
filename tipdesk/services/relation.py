"""How the officer at the desk stands to a case: in charge, assigned, served, of the same post, other, excluded.

Promises an answer from what this store holds. An officer is one person under every id that the directory says is the
same (`Officer.same_as`). Assigned is whoever wrote the case's first entry, was given a task in it, or was let in by
name, with the signature of somebody who could. A case is of the officer's post when a device of that post opened it, or
when an officer of that post is in charge. What an emergency opens is known to the desk of this session alone. What
follows is left to `domain/rules/access`.
"""

from datetime import datetime

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import CaseSummary, Row
from tipdesk.domain.rules.access import Action, Level, Relation
from tipdesk.domain.rules.caution import cautious_value, live_values
from tipdesk.domain.rules.sealing import is_restricted
from tipdesk.services.audit import moment_now
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.directory.officer_ids import ids_of
from tipdesk.services.keys.cases.directory import Directory
from tipdesk.services.keys.cases.key_grants import CASE_KEY, believed, is_ended

_DEVICE, _OFFICER, _POST, _TASK = (BY_NAME[name] for name in ("Device", "Officer", "Post", "Task"))
_EXCLUSION, _ACCESS = BY_NAME["Exclusion"], BY_NAME["AccessGrant"]
_LEVELS = {"summary": Level.SUMMARY, "identity": Level.IDENTITY, "full": Level.FULL}


def relations_to(reader: Reader, desk: Desk, case: Row, action: Action) -> frozenset[Relation]:
    """Return every relation of the desk's officer to a case; whoever is excluded has no other."""
    if is_excluded(reader, desk, case.id):
        return frozenset({Relation.EXCLUDED})
    ids = own_ids(reader, desk)
    found = {relation_of_place(reader, desk, case)}
    if not ids.isdisjoint(live_values(case, "owner")):
        found.add(Relation.IN_CHARGE)
    if is_assigned(reader, desk, case):
        found.add(Relation.ASSIGNED)
    if served_level(reader, desk, case.id) > Level.NONE:
        found.add(Relation.SERVED)
    if is_in_emergency(desk, case.id, action):
        found.add(Relation.EMERGENCY)
    return frozenset(found)


def relation_of_place(reader: Reader, desk: Desk, case: Row) -> Relation:
    """Return how an officer who is not assigned stands to the case from where they sit."""
    if desk.place.is_headquarters:
        return Relation.HEADQUARTERS
    if not _is_of_my_post(reader, desk, case):
        return Relation.OTHER
    return Relation.RESTRICTED if is_restricted(cautious_value(case, "sealing")) else Relation.SAME_POST


class Standing:
    """The same for the lines of a list, from what the lines say, so that a page of 200 costs a few reads.

    A creator who is no longer in charge counts as of the same post here; opening the case asks `relations_to`.
    """

    def __init__(self, reader: Reader, desk: Desk) -> None:
        self._desk = desk
        self._ids = own_ids(reader, desk)
        self._excluded = excluded_cases(reader, desk)
        self._given = {row.case for row in find_own_tasks(reader, self._ids)} | let_into(reader, desk, self._ids)
        self._served = served_cases(reader, desk)
        post = _row_of(reader, _DEVICE.name, desk.place.device)
        own = reader.get_row(_POST, value) if post and isinstance(value := post["post"], bytes) else None
        self._post = str(own["code"]) if own else ""
        self._reader = reader

    def to(self, line: CaseSummary) -> Relation:
        """Return how the desk's officer stands to the case of one line: the relation that opens most."""
        if line.id in self._excluded:
            return Relation.EXCLUDED
        if line.owners & self._ids:
            return Relation.IN_CHARGE
        if line.id in self._given:
            return Relation.ASSIGNED
        if line.id in self._served:
            return Relation.SERVED
        if self._desk.place.is_headquarters:
            return Relation.HEADQUARTERS
        mine = bool(line.post) and line.post == self._post
        if mine or self._reader.case_devices([line.id]).get(line.id) == self._desk.place.device:
            return Relation.RESTRICTED if is_restricted(line.sealing or None) else Relation.SAME_POST
        return Relation.OTHER


def is_assigned(reader: Reader, desk: Desk, case: Row) -> bool:
    """Tell whether the desk's officer is in charge of the case, has a task in it, was let in, or began it.

    While it is in dispute who is in charge, everybody is whom one of the live values names.
    """
    ids = own_ids(reader, desk)
    if (
        not ids.isdisjoint(live_values(case, "owner"))
        or find_own_tasks(reader, ids, case.id)
        or let_into(reader, desk, ids, case.id)
    ):
        return True
    return reader.case_creator(case.id) in ids


def let_into(reader: Reader, desk: Desk, ids: frozenset[bytes], case: bytes | None = None) -> frozenset[bytes]:
    """Return the cases, or the one case, into which somebody let an officer by name, and nobody removed them since."""
    found = (
        reader.find_rows(CASE_KEY, case=case, where={"officer": officer, "named": True}) for officer in sorted(ids)
    )
    live = {row.id: row.case for rows in found for row in rows if row.case is not None and not is_ended(row)}
    directory = Directory(reader)
    return frozenset(
        one
        for one in set(live.values())
        if any(row.id in live for row in believed(directory, desk, one, reader.find_rows(CASE_KEY, case=one)))
    )


def is_excluded(reader: Reader, desk: Desk, case: bytes) -> bool:
    """Tell whether the desk's officer is named as somebody who must not know of the case."""
    rows = reader.find_rows(_EXCLUSION, case=case)
    return bool(rows) and not own_ids(reader, desk).isdisjoint(row["officer"] for row in rows)


def excluded_cases(reader: Reader, desk: Desk) -> frozenset[bytes]:
    """Return the cases of which the desk's officer must not know."""
    found = (reader.find_rows(_EXCLUSION, where={"officer": officer}) for officer in sorted(own_ids(reader, desk)))
    return frozenset(row.case for rows in found for row in rows if row.case is not None)


def served_level(reader: Reader, desk: Desk, case: bytes) -> Level:
    """Return up to which level the case has been served to the desk's officer; `Level.NONE` where it has not."""
    rows = reader.find_rows(_ACCESS, case=case)
    ids = own_ids(reader, desk) if rows else frozenset()
    levels = (_LEVELS.get(str(row["level"]), Level.NONE) for row in rows if row["officer"] in ids and _is_on(desk, row))
    return max(levels, default=Level.NONE)


def served_cases(reader: Reader, desk: Desk) -> frozenset[bytes]:
    """Return the cases that have been served to the desk's officer."""
    found = (reader.find_rows(_ACCESS, where={"officer": officer}) for officer in sorted(own_ids(reader, desk)))
    return frozenset(row.case for rows in found for row in rows if row.case is not None and _is_on(desk, row))


def is_in_emergency(desk: Desk, case: bytes, action: Action) -> bool:
    """Tell whether an emergency of this session still opens the case for this action."""
    ends = desk.permits.get((case, action.value))
    return ends is not None and desk.clock.running_ms() < ends


def own_ids(reader: Reader, desk: Desk) -> frozenset[bytes]:
    """Return every id under which the desk's officer is known: their own, and those that the directory joins to it."""
    return ids_of(reader, desk.actor.officer)


def agency_of(reader: Reader, desk: Desk) -> bytes | None:
    """Return the agency of the desk's officer, None for one of the service itself."""
    for officer in sorted(own_ids(reader, desk)):
        row = reader.get_row(_OFFICER, officer)
        if row is not None and isinstance(row["agency"], bytes):
            return row["agency"]
    return None


def find_own_tasks(reader: Reader, ids: frozenset[bytes], case: bytes | None = None) -> list[Row]:
    """Return the tasks given to an officer, in one case or in all, by one of several live values too."""
    tasks = (
        reader.find_rows(_TASK, case=case, where={"assigned_to": officer}, with_disputed=True)
        for officer in sorted(ids)
    )
    return list({task.id: task for found in tasks for task in found}.values())


def is_opened_at_my_post(reader: Reader, desk: Desk, case: bytes) -> bool:
    """Tell whether a device of the post of this PC wrote to the case first."""
    opened_by = reader.case_devices([case]).get(case)
    mine = _post_of(reader, _DEVICE.name, desk.place.device)
    return opened_by == desk.place.device or (mine is not None and mine == _post_of(reader, _DEVICE.name, opened_by))


def _is_on(desk: Desk, grant: Row) -> bool:
    until = grant["until"]
    is_over = isinstance(until, datetime) and until <= moment_now(desk)
    return grant["kind"] == "served" and not is_over


def _is_of_my_post(reader: Reader, desk: Desk, case: Row) -> bool:
    if is_opened_at_my_post(reader, desk, case.id):
        return True
    mine, owner = _post_of(reader, _DEVICE.name, desk.place.device), case["owner"]
    return mine is not None and mine == _post_of(reader, _OFFICER.name, owner if isinstance(owner, bytes) else None)


def _post_of(reader: Reader, record: str, row: bytes | None) -> object:
    found = _row_of(reader, record, row)
    return found["post"] if found else None


def _row_of(reader: Reader, record: str, row: bytes | None) -> Row | None:
    return reader.get_row(BY_NAME[record], row) if row else None

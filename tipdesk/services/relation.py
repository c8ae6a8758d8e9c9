"""How the officer at the desk stands to a case: assigned, of the same post, other, or at headquarters.

Promises an answer from what this store holds. An officer is one person under every id that the directory says is the
same (`Officer.same_as`). Assigned is whoever is in charge of the case, wrote its first entry, or
has been given a task in it. A case is of the officer's post when a device of that post opened it, or when an officer of
that post is in charge. What follows from the relation is left to `domain/rules/access`.
"""

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import CaseSummary, Row
from tipdesk.domain.rules.access import Relation
from tipdesk.services.desk import Desk, Reader

_DEVICE, _OFFICER, _POST, _TASK = (BY_NAME[name] for name in ("Device", "Officer", "Post", "Task"))


def relation_to(reader: Reader, desk: Desk, case: Row) -> Relation:
    """Return how the desk's officer stands to a case, given its Case row."""
    return Relation.ASSIGNED if is_assigned(reader, desk, case) else relation_of_place(reader, desk, case)


def relation_of_place(reader: Reader, desk: Desk, case: Row) -> Relation:
    """Return how an officer who is not assigned stands to the case from where they sit."""
    if desk.place.is_headquarters:
        return Relation.HEADQUARTERS
    return Relation.SAME_POST if _is_of_my_post(reader, desk, case) else Relation.OTHER


class Standing:
    """The same for the lines of a list, from what the lines say, so that a page of 200 costs a few reads.

    A creator who is no longer in charge counts as of the same post here; opening the case asks `relation_to`.
    """

    def __init__(self, reader: Reader, desk: Desk) -> None:
        self._desk = desk
        self._ids = own_ids(reader, desk)
        self._given = {row.case for row in find_own_tasks(reader, self._ids)}
        post = _row_of(reader, _DEVICE.name, desk.place.device)
        own = reader.get_row(_POST, value) if post and isinstance(value := post["post"], bytes) else None
        self._post = str(own["code"]) if own else ""
        self._reader = reader

    def to(self, line: CaseSummary) -> Relation:
        """Return how the desk's officer stands to the case of one line."""
        if line.owner in self._ids or line.id in self._given:
            return Relation.ASSIGNED
        if self._desk.place.is_headquarters:
            return Relation.HEADQUARTERS
        mine = bool(line.post) and line.post == self._post
        if mine or self._reader.case_device(line.id) == self._desk.place.device:
            return Relation.SAME_POST
        return Relation.OTHER


def is_assigned(reader: Reader, desk: Desk, case: Row) -> bool:
    """Tell whether the desk's officer is in charge of the case, has a task in it, or wrote its first entry."""
    ids = own_ids(reader, desk)
    if case["owner"] in ids or find_own_tasks(reader, ids, case.id):
        return True
    return reader.case_creator(case.id) in ids


def own_ids(reader: Reader, desk: Desk) -> frozenset[bytes]:
    """Return every id under which the desk's officer is known: their own, and those that the directory joins to it."""
    own = desk.actor.officer
    row = reader.get_row(_OFFICER, own)
    joined = row["same_as"] if row else None
    first = joined if isinstance(joined, bytes) else own
    return frozenset({own, first, *(other.id for other in reader.find_rows(_OFFICER, where={"same_as": first}))})


def find_own_tasks(reader: Reader, ids: frozenset[bytes], case: bytes | None = None) -> list[Row]:
    """Return the tasks given to an officer, in one case or in all."""
    tasks = (reader.find_rows(_TASK, case=case, where={"assigned_to": officer}) for officer in sorted(ids))
    return [task for found in tasks for task in found]


def _is_of_my_post(reader: Reader, desk: Desk, case: Row) -> bool:
    opened_by = reader.case_device(case.id)
    if opened_by == desk.place.device:
        return True
    mine = _post_of(reader, _DEVICE.name, desk.place.device)
    if mine is None:
        return False
    owner = case["owner"]
    return mine in {
        _post_of(reader, _DEVICE.name, opened_by),
        _post_of(reader, _OFFICER.name, owner if isinstance(owner, bytes) else None),
    }


def _post_of(reader: Reader, record: str, row: bytes | None) -> object:
    found = _row_of(reader, record, row)
    return found["post"] if found else None


def _row_of(reader: Reader, record: str, row: bytes | None) -> Row | None:
    return reader.get_row(BY_NAME[record], row) if row else None

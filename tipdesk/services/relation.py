"""How the officer at the desk stands to many cases at once, and the facts of which every such answer is made.

The answer comes from what this store holds. An officer is one person under every id that the directory says is the same
(`Officer.same_as`). Before one case more is asked, and exactly: that is done in `eyes`. What follows from a relation is
decided in `domain/rules/access`.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Author, CaseSummary, Row
from tipdesk.domain.rules.access import Level, Relation
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.sealing import is_restricted
from tipdesk.services.audit import moment_now
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.directory.officer_ids import ids_of
from tipdesk.services.directory.shares import cases_shared_with, find_opener, post_in_charge, posts_sharing
from tipdesk.services.keys.cases.directory import Directory
from tipdesk.services.keys.cases.key_grants import CASE_KEY, believed, is_ended

_DEVICE, _OFFICER, _POST, _TASK = (BY_NAME[name] for name in ("Device", "Officer", "Post", "Task"))
_EXCLUSION, _ACCESS = BY_NAME["Exclusion"], BY_NAME["AccessGrant"]
_LEVELS = {"summary": Level.SUMMARY, "identity": Level.IDENTITY, "full": Level.FULL}


class Standing:
    """How an officer stands to the case of each line of a list, told from the lines, so that many cases cost few reads.

    Somebody who began a case and is no longer in charge counts here as of the same post; opening the case asks `eyes`.
    `ids` are those under which the officer is known and `post` is the code of where they sit. Cases are `excluded`,
    `given` to the officer by a task or by name, `served`, `at_work` where they are given by a task or served, and
    `shared` with the officer's post.
    """

    def __init__(self, reader: Reader, desk: Desk) -> None:
        self._desk = desk
        self.ids = own_ids(reader, desk)
        self.excluded = excluded_cases(reader, desk)
        tasks = frozenset(row.case for row in find_own_tasks(reader, self.ids) if row.case is not None)
        self.given = tasks | let_into(reader, desk, self.ids)
        self.served = served_cases(reader, desk)
        self.at_work = tasks | self.served
        mine = post_of_device(reader, desk.place.device)
        own = reader.get_row(_POST, mine) if isinstance(mine, bytes) else None
        self.post = str(own["code"]) if own else ""
        self.shared = frozenset() if desk.place.is_headquarters else cases_shared_with(reader, mine)
        self._reader = reader

    def to(self, line: CaseSummary) -> Relation:
        """Return how the officer stands to the case of one line: of several relations the one that opens most."""
        if line.id in self.excluded:
            return Relation.EXCLUDED
        if line.owners & self.ids:
            return Relation.IN_CHARGE
        if line.id in self.given:
            return Relation.ASSIGNED
        if line.id in self.served:
            return Relation.SERVED
        if self._desk.place.is_headquarters:
            return Relation.HEADQUARTERS
        mine = (bool(line.post) and line.post == self.post) or line.id in self.shared
        if mine or (not line.post and find_opener(self._reader, line.id) == self._desk.place.device):
            return Relation.RESTRICTED if is_restricted(line.sealing or None) else Relation.SAME_POST
        return Relation.OTHER


def let_into(
    reader: Reader, desk: Desk, ids: frozenset[bytes], case: bytes | None = None, directory: Directory | None = None
) -> frozenset[bytes]:
    """Return those cases into which an officer was let by name, and from which nobody has removed them since.

    With `case`, only that case is looked at. Only grants whose signature is believed count. `directory` is that of the
    same read, where it has been asked before.
    """
    found = (
        reader.find_rows(CASE_KEY, case=case, where={"officer": officer, "named": True}) for officer in sorted(ids)
    )
    live = {row.id: row.case for rows in found for row in rows if row.case is not None and not is_ended(row)}
    directory = directory or Directory(reader)
    return frozenset(
        one
        for one in set(live.values())
        if any(row.id in live for row in believed(directory, desk, one, reader.find_rows(CASE_KEY, case=one)))
    )


def excluded_cases(reader: Reader, desk: Desk) -> frozenset[bytes]:
    """Return the cases of which the officer at the desk must not know."""
    found = (reader.find_rows(_EXCLUSION, where={"officer": officer}) for officer in sorted(own_ids(reader, desk)))
    return frozenset(row.case for rows in found for row in rows if row.case is not None)


def served_cases(reader: Reader, desk: Desk) -> frozenset[bytes]:
    """Return the cases that are served to the officer at the desk now."""
    found = (reader.find_rows(_ACCESS, where={"officer": officer}) for officer in sorted(own_ids(reader, desk)))
    return frozenset(row.case for rows in found for row in rows if row.case is not None and _is_on(desk, row))


def level_served(desk: Desk, grant: Row) -> Level:
    """Return the level up to which a row of access serves its case now, `Level.NONE` where it serves nothing."""
    return _LEVELS.get(str(grant["level"]), Level.NONE) if _is_on(desk, grant) else Level.NONE


def own_ids(reader: Reader, desk: Desk) -> frozenset[bytes]:
    """Return every id under which the officer at the desk is known: their own, and those the directory joins to it."""
    return ids_of(reader, desk.actor.officer)


def agency_of(reader: Reader, desk: Desk) -> bytes | None:
    """Return the agency of the officer at the desk, None for an officer of the service itself."""
    for officer in sorted(own_ids(reader, desk)):
        row = reader.get_row(_OFFICER, officer)
        if row is not None and isinstance(row["agency"], bytes):
            return row["agency"]
    return None


def authors_of(row: Row, firsts: Callable[[], Mapping[bytes, Author]]) -> frozenset[Value]:
    """Return who wrote a row that may be private: whom it names as its author, or else whoever wrote it first.

    `firsts` gives who wrote each row of the case first; it is called only where that must be known.
    """
    field = row.record.by_name.get("author")
    if field is not None and field.refers:
        return live_values(row, "author")
    first = firsts().get(row.id)
    return frozenset({first.actor if first is not None else None})


def agencies_of(reader: Reader, row: Row, authors: frozenset[Value]) -> frozenset[Value]:
    """Return the agencies of whoever wrote a row that may be private, with None for the service itself."""
    if "agency" in row.record.by_name:
        return live_values(row, "agency")
    officers = (reader.get_row(_OFFICER, one) for one in authors if isinstance(one, bytes))
    return frozenset(officer["agency"] if officer is not None else None for officer in officers)


def find_own_tasks(reader: Reader, ids: frozenset[bytes], case: bytes | None = None) -> list[Row]:
    """Return the tasks given to an officer, in one case or in all; being one of several live values is enough."""
    tasks = (
        reader.find_rows(_TASK, case=case, where={"assigned_to": officer}, with_disputed=True)
        for officer in sorted(ids)
    )
    return list({task.id: task for found in tasks for task in found}.values())


def is_opened_at_my_post(reader: Reader, desk: Desk, case: bytes) -> bool:
    """Tell whether the case is of this PC's post: it was handed to that, or begun there and handed to no other."""
    mine, own = post_of_device(reader, desk.place.device), post_in_charge(reader, case)
    if mine is not None and own is not None:
        return own == mine
    return find_opener(reader, case) == desk.place.device


def is_shared_with_my_post(reader: Reader, desk: Desk, case: bytes) -> bool:
    """Tell whether the case is of another post, and this PC's post works on it too."""
    return post_of_device(reader, desk.place.device) in posts_sharing(reader, case)


def post_of_device(reader: Reader, device: Value) -> Value:
    """Return the post at which the directory has a device, None where it has none."""
    row = reader.get_row(_DEVICE, device) if isinstance(device, bytes) else None
    return row["post"] if row else None


def post_of_officer(reader: Reader, officer: Value) -> Value:
    """Return the post at which the directory has an officer, None where it has none."""
    row = reader.get_row(_OFFICER, officer) if isinstance(officer, bytes) else None
    return row["post"] if row else None


def _is_on(desk: Desk, grant: Row) -> bool:
    until = grant["until"]
    is_over = isinstance(until, datetime) and until <= moment_now(desk)
    return grant["kind"] == "served" and not is_over

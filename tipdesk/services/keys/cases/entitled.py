"""Who is to hold the keys of a case: officers by their part in it, and headquarters' case unit and recovery.

For an ordinary case these are whoever is in charge, wrote its first entry or has a task in it, and the supervisors of
the posts that hold it. For a restricted one ("these people only") they are the officers who were named, and nobody by
office, post or task. Each officer holds a key on every PC on which the directory knows a key of theirs; nobody who is
excluded holds one, nor do officers of a post with which the case was shared and is no longer. Before the grant there is
no headquarters to seal to. Whether somebody was removed since is in `case_keys`.
"""

from collections.abc import Collection, Iterable, Iterator

from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.directory.officer_ids import ids_of
from tipdesk.services.directory.shares import find_opener, post_in_charge, posts_left, posts_sharing
from tipdesk.services.keys.cases.directory import OFFICER_KIND, Directory, Holder
from tipdesk.sync.sealing import name_of_recipient

_CASE, _DEVICE, _OFFICER, _TASK = (BY_NAME[name] for name in ("Case", "Device", "Officer", "Task"))
_EXCLUSION = BY_NAME["Exclusion"]
_KEY_BYTES = 32


def officers_of(directory: Directory, desk: Desk, case: bytes, assigned: Iterable[Value] = ()) -> frozenset[bytes]:
    """Return the officers who are to hold an ordinary case's keys.

    `assigned` are those to whom what is just being written gives the case, or a task in it.
    """
    reader = directory.reader
    own = reader.get_row(_CASE, case)
    tasks = reader.find_rows(_TASK, case=case)
    creator = reader.case_creator(case) or desk.actor.officer
    owner = own["owner"] if own else None
    named = {creator, owner, *(task["assigned_to"] for task in tasks), *assigned}
    posts = {*_posts_in_charge(reader, desk, case, owner), *posts_sharing(reader, case)}
    found = {officer for officer in named if isinstance(officer, bytes)} | set(_supervisors(directory.officers, posts))
    return frozenset(found - shut_out(reader, case))


def shut_out(reader: Reader, case: bytes) -> frozenset[bytes]:
    """Return every id of the officers who are excluded from a case, or whose post shares it no more."""
    shut = [row["officer"] for row in reader.find_rows(_EXCLUSION, case=case)]
    excluded = frozenset[bytes]().union(*(ids_of(reader, officer) for officer in shut if isinstance(officer, bytes)))
    left = posts_left(reader, case)
    return excluded | _officers_left(reader, left) if left else excluded


def _officers_left(reader: Reader, left: Collection[Value]) -> frozenset[bytes]:
    """Return every id of the officers who sit at one of these posts alone, and at no other."""
    posts: dict[bytes, set[Value]] = {}
    rows = reader.find_rows(_OFFICER)
    for row in rows:
        posts.setdefault(_person(row), set()).add(row["post"])
    return frozenset(row.id for row in rows if posts[_person(row)] <= set(left))


def _person(officer: Row) -> bytes:
    first = officer["same_as"]
    return first if isinstance(first, bytes) else officer.id


def _posts_in_charge(reader: Reader, desk: Desk, case: bytes, owner: Value) -> set[Value]:
    """Return the post in charge of a case, and that of the officer in charge."""
    is_begun = find_opener(reader, case) is not None
    own = post_in_charge(reader, case) if is_begun else _post_of(reader, _DEVICE, desk.place.device)
    return {own, _post_of(reader, _OFFICER, owner)} - {None}


def holders_of(
    directory: Directory, desk: Desk, officers: Collection[bytes], named: Collection[bytes] = ()
) -> list[Holder]:
    """Return the public keys of these officers on all their PCs, and those of the case unit and of recovery.

    `named` are those of the officers whom somebody let in.
    """
    return [*_officer_keys(directory, desk, officers, named), *directory.units]


def is_disabled(reader: Reader, officer: Value) -> bool:
    """Tell whether the directory has this officer as disabled."""
    row = reader.get_row(_OFFICER, officer) if isinstance(officer, bytes) else None
    return row is not None and row["disabled"] is True


def _officer_keys(
    directory: Directory, desk: Desk, officers: Collection[bytes], named: Collection[bytes]
) -> Iterator[Holder]:
    ring, person = desk.officer_keys, directory.person
    people, let_in = set(map(person, officers)), set(map(person, named))
    able = [row for row in directory.officers if row["disabled"] is not True and person(row.id) in people]
    keys = {row.id: row["seal_key"] for row in able}
    if person(desk.actor.officer) in people:
        keys[desk.actor.officer] = ring.seal_key
    for officer, key in keys.items():
        if isinstance(key, bytes) and len(key) == _KEY_BYTES:
            yield Holder(OFFICER_KIND, officer, name_of_recipient(key), ring.recipient(key), person(officer) in let_in)


def _supervisors(officers: Iterable[Row], posts: Collection[Value]) -> Iterator[bytes]:
    for row in officers:
        roles = row["roles"]
        if row["post"] in posts and isinstance(roles, frozenset) and "supervisor" in roles:
            yield row.id


def _post_of(reader: Reader, record: RecordType, row: Value) -> Value:
    found = reader.get_row(record, row) if isinstance(row, bytes) else None
    return found["post"] if found else None

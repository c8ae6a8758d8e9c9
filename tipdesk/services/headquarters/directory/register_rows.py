"""Whose a row of a register is, as headquarters tells it: the posts whose PCs wrote to it, or to what it belongs to.

A post's register goes up whole. What headquarters writes to a row of a post, or below one, comes down to that post, so
that both read the same; what headquarters keeps for itself stays here, and what a post needs to know of it, such as the
certificate of an officer, stands in the directory. A post writes to no other post's rows, and by the role that the
directory gives its officer (`domain/rules/registers`).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from tipdesk.domain import pages
from tipdesk.domain.records import BY_NAME, BY_NUMBER, RECORDS
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Relation
from tipdesk.domain.rules.registers import Act, may
from tipdesk.domain.schema import RecordType, Scope
from tipdesk.services.desk import Reader, UnitOfWork
from tipdesk.services.headquarters.directory.registry import Registry
from tipdesk.services.ledger import Logged
from tipdesk.sync.codec import RawChange, decode_head, decode_raw_body
from tipdesk.sync.scope import Enrolled

OTHER_ROLE, OTHER_REGISTER = "other-role", "other-register"
_NUMBERS = frozenset(record.number for record in RECORDS if pages.is_register(record))
_REDACTION = BY_NAME["Redaction"]
_NAMED = tuple(_REDACTION.by_name[name].number for name in ("log", "seq"))
_FEW = 8
"""Up to so many rows are looked for in the octets of an entry before it is decoded."""


def is_register(number: int) -> bool:
    """Tell whether a record, given by its number, is one of the registers."""
    return number in _NUMBERS


def reason_of_row(
    work: UnitOfWork, registry: Registry, author: Enrolled, actor: bytes, number: int, row: bytes
) -> str | None:
    """Return the code of the reason to park what an officer of a post wrote to a row of a register, or None."""
    record = BY_NUMBER[number]
    if not may(registry.roles.get(actor, frozenset()), record, Relation.SAME_POST, Act.WRITE):
        return OTHER_ROLE
    held = work.get_row(record, row)
    if held is None or author.post in _posts_now(work, registry, held):
        return None
    return None if author.post in posts_of_rows(work, registry, [(record, row)]).get(row, ()) else OTHER_REGISTER


def posts_concerned(work: UnitOfWork, registry: Registry, changes: Iterable[RawChange]) -> set[bytes]:
    """Return the posts to which an entry of headquarters' own register comes down.

    These are the posts whose rows it writes, and those that hold what it redacts.
    """
    changes = list(changes)
    places = [(BY_NUMBER[number], row) for number, row, *_rest in changes if is_register(number)]
    found = posts_of_rows(work, registry, places)
    return {post for posts in found.values() for post in posts} | set(_redacted(work, registry, changes))


def _redacted(work: UnitOfWork, registry: Registry, changes: Iterable[RawChange]) -> Iterator[bytes]:
    """Yield the posts of the entries that changes redact, as far as these are held here, and those they went to.

    With the bodies of a case goes what they said of who else holds it, and where it is forgotten a backup may bring it
    back: so its rows are not asked.
    """
    for record, _row, fields, _replaces in changes:
        log, seq = (fields.get(number) for number in _NAMED)
        if record == _REDACTION.number and isinstance(log, bytes) and isinstance(seq, int):
            held = work.ledger.get_entry(log, seq)
            head = decode_head(held.head) if held is not None else None
            if held is not None and head is not None and head.case is not None:
                yield from (registry.post_of_case(head.case) or b"", _post_of(registry, _device(work, log)))
                went = (one for one in registry.devices.values() if work.ledger.down.last_kind(one.device, held))
                yield from (one.post for one in went)
            elif head is not None and head.scope is Scope.REGISTER:
                yield _post_of(registry, _device(work, log))


def posts_of_rows(
    work: UnitOfWork, registry: Registry, places: Collection[tuple[RecordType, bytes]]
) -> dict[bytes, set[bytes]]:
    """Return for each row the posts whose PCs ever wrote to it, or to a row that it belongs to."""
    above = {row: [row, *_ancestors(work, record, row)] for record, row in dict.fromkeys(places)}
    wanted = {one for rows in above.values() for one in rows}
    wrote = _writers(work, wanted)
    posts = {row: {post for one in devices if (post := _post_of(registry, one))} for row, devices in wrote.items()}
    return {row: {post for one in rows for post in posts.get(one, ())} for row, rows in above.items()}


def fill_register(work: UnitOfWork, registry: Registry, post: bytes) -> list[Logged]:
    """Return those of the register's entries that a new PC of a post should hold, in their order.

    These are all that PCs of the post wrote, and what headquarters wrote to its rows or redacted of what it holds: a
    PC that was put back may hold what was erased since.
    """
    entries = [(entry, _author(work, registry, entry)) for entry in work.ledger.scope_entries(int(Scope.REGISTER))]
    ours = [place for entry, author in entries if author == registry.headquarters for place in _places(entry)]
    theirs = {row for row, posts in posts_of_rows(work, registry, ours).items() if post in posts}

    def comes_down(entry: Logged) -> bool:
        is_written = any(row in theirs for _record, row in _places(entry))
        return is_written or post in _redacted(work, registry, _changes(entry))

    return [
        entry for entry, author in entries if author == post or (author == registry.headquarters and comes_down(entry))
    ]


def _author(work: UnitOfWork, registry: Registry, entry: Logged) -> bytes:
    """Return the post whose PC wrote an entry, b"" where it is not known."""
    enrolled = registry.devices.get(_device(work, entry.log))
    return enrolled.post if enrolled is not None else b""


def _places(entry: Logged) -> list[tuple[RecordType, bytes]]:
    """Return the rows of registers that an entry writes to."""
    return [(BY_NUMBER[number], row) for number, row, *_rest in _changes(entry) if is_register(number)]


def _changes(entry: Logged) -> Sequence[RawChange]:
    return decode_raw_body(entry.body)[1] if entry.body is not None else []


def _ancestors(reader: Reader, record: RecordType, row: bytes) -> list[bytes]:
    """Return the rows to which a row belongs, the nearest first; each once, whatever a log may hold."""
    found: list[bytes] = []
    held = reader.get_row(record, row)
    while held is not None and held.parent is not None and held.parent not in (row, *found):
        found.append(held.parent)
        held = reader.get_row(BY_NAME[_parent_record(held.record)], held.parent)
    return found


def _parent_record(record: RecordType) -> str:
    meant = record.by_name[record.parent].referred(bytes(16))
    return meant.record if meant is not None else record.name


def _posts_now(work: UnitOfWork, registry: Registry, row: Row) -> set[bytes]:
    """Return the posts that wrote something which stands in a row, as its dots tell without a look into the log."""
    logs = {dot.log for dots in row.dots.values() for dot in dots}
    return {post for log in logs if (post := _post_of(registry, _device(work, log)))}


def _post_of(registry: Registry, device: bytes) -> bytes:
    """Return the post of a device, b"" for headquarters' own and for one that is not known."""
    enrolled = registry.devices.get(device)
    return enrolled.post if enrolled is not None and enrolled.post != registry.headquarters else b""


def _writers(work: UnitOfWork, rows: Collection[bytes]) -> Mapping[bytes, set[bytes]]:
    """Return for each row the devices that ever wrote to it; what names none of the rows is not decoded."""
    found: dict[bytes, set[bytes]] = defaultdict(set)
    for entry in work.ledger.scope_entries(int(Scope.REGISTER)) if rows else ():
        if len(rows) > _FEW or any(row in (entry.body or b"") for row in rows):
            for row in {row for _record, row in _places(entry)} & set(rows):
                found[row].add(_device(work, entry.log))
    return found


def _device(work: UnitOfWork, log: bytes) -> bytes:
    state = work.ledger.get_log(log)
    return state.device if state is not None else b""

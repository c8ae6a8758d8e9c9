"""The grant for a PC: who headquarters is, and what the directory says now of the PC, its officer and its post.

A grant carries whole entries, since only those can be proved; but of all that were ever written to these three rows,
only those of which some write is still live. There are at most as many as the rows have fields, however often they were
changed. What came before follows by the down-log with the rest of the directory: a write that was replaced before it
arrives is known as such when it comes (`sync/merge`), so every PC ends with the same rows.

Such an entry may also hold a write that was replaced by one which is not carried, such as the name in the entry that
made the post, changed twice since. Beside the latest name it would look like a second one until the PC syncs. Where
that is so, headquarters first writes the latest again, naming both.

What there is fits into a grant. Should it not, the post's own row waits for the down-log first, then the officer's.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

from tipdesk.domain.changes import Change, Dot
from tipdesk.domain.errors import UserError
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import DELETED
from tipdesk.domain.texts import _
from tipdesk.services.desk import UnitOfWork
from tipdesk.services.from_headquarters import get_address, get_keyset
from tipdesk.services.headquarters.directory.registry import DEVICE, OFFICER, POST
from tipdesk.services.headquarters.directory.writing import write_directory
from tipdesk.services.keys.office.office_keys import get_office
from tipdesk.services.ledger import Logged
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered.link import KEYSET_IN_FORCE
from tipdesk.services.remembered.office import SERVER_AUTHORITY
from tipdesk.services.sync.push.packing import Packed, pack
from tipdesk.sync.bundle import LogTable
from tipdesk.sync.codec import decode_entry, decode_head, decode_raw_body
from tipdesk.sync.document import GRANT, Grant, payload_size, write_payload
from tipdesk.sync.limits import LIMITS

_SIGNED_AROUND = 128
"""How many bytes a signed document has besides its payload, with some to spare."""


def make_grant(desk: LinkDesk, work: UnitOfWork, device: bytes, officer: bytes, post: bytes, made_at: int) -> bytes:
    """Return the signed grant for a PC.

    Raises UserError `grant-too-large` where not even the PC's own row would fit.
    """
    rows = _rows(work, device, officer, post)
    if again := [change for row in rows for change in _written_again(work, row)]:
        write_directory(desk, work, again)
        rows = _rows(work, device, officer, post)
    entries = _living(work, rows)
    needed = len(_living(work, rows[:1]))
    while True:
        packed = _shortened(pack(work, entries))
        grant = _grant(desk, work, packed, (device, officer, post), made_at)
        if payload_size(grant) + _SIGNED_AROUND <= LIMITS.document:
            return write_payload(GRANT, grant, get_office(desk, work).signer(get_keyset(work).sign_keys))
        if len(entries) == needed:
            raise UserError(
                "grant-too-large",
                _(
                    "The keys of this headquarters were renewed so often that a grant does not hold the way to them "
                    "any more. Nothing was enrolled. Ring the ministry's support."
                ),
            )
        entries = entries[:-1]


def _rows(work: UnitOfWork, device: bytes, officer: bytes, post: bytes) -> list[Row]:
    found = work.get_row(DEVICE, device), work.get_row(OFFICER, officer), work.get_row(POST, post)
    return [row for row in found if row is not None]


def _written_again(work: UnitOfWork, row: Row) -> Iterator[Change]:
    """Yield the change that writes those fields of a row again of which the carried entries alone would tell too much.

    What is in dispute is left so, for people to settle.
    """
    carried: dict[int, set[Dot]] = defaultdict(set)
    replaced: dict[int, set[Dot]] = defaultdict(set)
    for entry in _living(work, [row]):
        table = work.ledger.log_table(entry.log)
        for change in decode_entry(entry.log, decode_head(entry.head), entry.body or b"", table).changes:
            if (change.record, change.row) == (row.record.number, row.id):
                for number in change.fields:
                    carried[number].add(Dot(entry.log, entry.seq))
                    replaced[number] |= set(change.replaces.get(number, ()))
    fields, replaces = {}, {}
    for number, field in row.record.by_number.items():
        told, live = carried[number] - replaced[number], set(row.dots.get(number, ()))
        if told != live and field.name not in row.siblings:
            fields[number] = field.to_wire(row[field.name])
            replaces[number] = tuple(sorted(told | live))
    if fields:
        yield Change(row.record.number, row.id, fields, replaces)


def _living(work: UnitOfWork, rows: Sequence[Row]) -> list[Logged]:
    """Return the entries with some write to these rows that is live: row by row, for each the latest first."""
    dots = chain.from_iterable(sorted(row.all_dots, key=lambda dot: -dot.seq) for row in rows)
    found = (work.ledger.get_entry(*dot) for dot in dict.fromkeys(dots))
    return [entry for entry in found if entry is not None and entry.body is not None]


def _shortened(packed: Packed) -> Packed:
    """Return the parts with log tables no longer than these bodies need.

    Headquarters' own table grows with its work, and would make the grant too large.
    """
    longest = [1] * len(packed.logs)
    for item in packed.items:
        for _record, _row, fields, replaces in decode_raw_body(item.body)[1] if item.body else ():
            deletion = fields.get(DELETED)
            named = [*replaces.values(), *([deletion[0]] if deletion else [])]
            longest[item.log] = max(longest[item.log], *(1 + max(flat[::2], default=0) for flat in named), 1)
    logs = (
        LogTable(log, device, table[:length]) for (log, device, table), length in zip(packed.logs, longest, strict=True)
    )
    return Packed(tuple(logs), packed.salts, packed.items)


def _grant(desk: LinkDesk, work: UnitOfWork, packed: Packed, ids: tuple[bytes, bytes, bytes], made_at: int) -> Grant:
    device, officer, post = ids
    return Grant(
        version=1,
        device=device,
        headquarters=desk.place.device,
        url=get_address(work),
        authority=SERVER_AUTHORITY.get(work) or b"",
        keyset=(KEYSET_IN_FORCE.get(work) or b""),
        officer=officer,
        post=post,
        logs=packed.logs,
        salts=packed.salts,
        items=packed.items,
        made_at=made_at,
    )

"""Which records are registers, how the officer at the desk stands to a row of one, and what they may do to it.

A row is the post's whose PC wrote any answer that stands in it; headquarters may have written others beside. A post
reads its own rows, headquarters all. A refusal is audited.
"""

from collections.abc import Iterable

from tipdesk.domain.errors import UserError
from tipdesk.domain.pages import is_register
from tipdesk.domain.records import BY_NAME, RECORDS
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Relation
from tipdesk.domain.rules.registers import Act, may
from tipdesk.domain.schema import RecordType
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.look import RefusedError
from tipdesk.services.relation import post_of_device

REGISTERS = tuple(record for record in RECORDS if is_register(record) and not record.has_own_verbs)
"""The records of the registers, in the order in which people meet them."""


def find_register(name: str) -> RecordType:
    """Return the register of this name, whatever its capitals; raises UserError `bad-record` where there is none."""
    plain = name.replace("_", "").lower()
    for record in REGISTERS:
        if record.name.lower() == plain:
            return record
    raise UserError(
        "bad-record",
        _("“{name}” is not a register. These are: {names}."),
        name=name[:40],
        names=", ".join(record.name for record in REGISTERS),
    )


def may_here(desk: Desk, record: RecordType, act: Act) -> bool:
    """Tell whether the officer may do this to rows of a register that are this installation's own."""
    relation = Relation.HEADQUARTERS if desk.place.is_headquarters else Relation.SAME_POST
    return may(desk.actor.roles, record, relation, act)


def permit_register(desk: Desk, record: RecordType, act: Act) -> None:
    """Refuse what the officer may not do to a register at all.

    Raises UserError `bad-record` for what is none, and `RefusedError` with `not-allowed`.
    """
    if record not in REGISTERS:
        raise UserError("bad-record", _("“{name}” is not a register."), name=record.name)
    if not may_here(desk, record, act):
        refusal = UserError("not-allowed", _("Your role does not let you do this in this register."))
        raise RefusedError.of(None, f"{act.value} {record.name}", refusal)


def get_seen(reader: Reader, desk: Desk, record: RecordType, row: bytes, act: Act = Act.READ) -> Row:
    """Return a row of a register, deleted or not, to which the officer may do this.

    Raises UserError `no-such-row` where there is none, or where it is another post's, and those of `permit_register`.
    """
    permit_register(desk, record, act)
    found = reader.get_row(record, row)
    if found is None or not is_ours(reader, desk, found):
        raise UserError("no-such-row", _("There is no such {record} in this register."), record=record.name)
    return found


def ours(reader: Reader, desk: Desk, rows: Iterable[Row]) -> list[Row]:
    """Return those of the rows that this installation reads: its own, and at headquarters all."""
    if desk.place.is_headquarters:
        return list(rows)
    strange: dict[bytes, bool] = {}
    return [row for row in rows if not _is_strange(reader, desk, row, strange)]


def is_ours(reader: Reader, desk: Desk, row: Row) -> bool:
    """Tell whether a row is one that this installation reads."""
    return bool(ours(reader, desk, [row]))


def _is_strange(reader: Reader, desk: Desk, row: Row, known: dict[bytes, bool]) -> bool:
    """Tell whether all that stands in a row was written at one other post, as on a PC that was moved since.

    `known` says of each log whether it is another post's; what the directory does not place is taken as near.
    """
    logs = {dot.log for dots in row.dots.values() for dot in dots}
    for log in logs - known.keys():
        known[log] = _is_other_post(reader, desk, log)
    return bool(logs) and all(known[log] for log in logs)


def _is_other_post(reader: Reader, desk: Desk, log: bytes) -> bool:
    device = reader.device_of_log(log)
    if not device or device == desk.place.device:
        return False
    here, there = post_of_device(reader, desk.place.device), post_of_device(reader, device)
    return here is not None and there is not None and here != there and not _is_headquarters(reader, there)


def _is_headquarters(reader: Reader, post: object) -> bool:
    row = reader.get_row(BY_NAME["Post"], post) if isinstance(post, bytes) else None
    return row is not None and row["kind"] == "headquarters"

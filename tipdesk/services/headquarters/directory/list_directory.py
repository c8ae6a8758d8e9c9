"""The directory as headquarters keeps it: which records and fields people change there, and the rows of each.

Promises rows in the order people look for them. Leaves to others: changing them (`keep_directory_row`), and what is
never changed by hand: keys, login names, devices.
"""

from collections.abc import Mapping
from types import MappingProxyType

from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import id_text, parse_id
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType
from tipdesk.domain.texts import _
from tipdesk.services.case.document import fields_of
from tipdesk.services.desk import Desk

KEPT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "DutyNumber": ("kind", "label", "phone", "district", "languages", "hour_from", "hour_to", "order"),
        "Agency": ("name", "kind", "phone", "contact", "services"),
        "Post": ("code", "name", "kind", "district", "phone"),
        "Officer": ("name", "post", "roles", "disabled"),
    }
)
"""The records that are kept by hand, in the order of the screen, and their fields that can be changed."""
_NAMED = {"Post": "code", "Officer": "login"}
_LAST = 1_000


def find_directory_record(name: str) -> RecordType:
    """Return a record that is kept by hand, whatever the case of its letters. UserError `bad-record`."""
    plain = name.replace("_", "").lower()
    for known in KEPT:
        if known.lower() == plain:
            return BY_NAME[known]
    raise UserError("bad-record", _("“{name}” is not a record of the directory."), name=name[:40])


def list_directory(desk: Desk, record: RecordType, *, with_deleted: bool = False) -> list[Row]:
    """Return the rows of a record: duty numbers by kind and order, the rest by name or code."""
    with desk.read() as reader:
        rows = reader.find_rows(record, with_deleted=with_deleted)
    kinds = {code.code: code.order for code in desk.codes.list_of("duty_kind").codes}

    def order(row: Row) -> tuple[bool, int, int, str]:
        place = row["order"] if "order" in record.by_name else 0
        kind = kinds.get(str(row["kind"]), _LAST) if record.name == "DutyNumber" else 0
        named = str(row[_NAMED.get(record.name, "name" if "name" in record.by_name else "label")] or "")
        return (row.deleted, kind, place if isinstance(place, int) else _LAST, named.casefold())

    return sorted(rows, key=order)


def pick_directory_row(desk: Desk, record: RecordType, row: str) -> Row:
    """Return one row, deleted or not, by its id, a post by its code, an officer by login. UserError `no-such-row`."""
    rows = list_directory(desk, record, with_deleted=True)
    name = _NAMED.get(record.name)
    named = [one for one in rows if name and not one.deleted and str(one[name]).casefold() == row.strip().casefold()]
    if named:
        return named[0]
    wanted = parse_id(row)
    for found in rows:
        if found.id == wanted:
            return found
    raise UserError("no-such-row", _("There is no such {record} in the directory."), record=record.name)


def directory_rows(desk: Desk, record: RecordType) -> list[dict[str, object]]:
    """Return the rows as `record list` writes those of a case, each with its id under "key". Keys are left out."""
    shown = {*KEPT[record.name], _NAMED.get(record.name)}
    return [
        {
            "record": record.name,
            "key": id_text(row.id),
            "version": row.version,
            "fields": {name: value for name, value in fields_of(row).items() if name in shown},
        }
        for row in list_directory(desk, record)
    ]

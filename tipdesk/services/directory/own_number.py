"""The telephone number of our own that a letter names: whoever got it rings us there.

It is that of the post at which the letter is printed. A post without one names the duty officer, the nearest first, and
else headquarters. The number of a safe place, or of the unit, tells too much to stand on a paper that may be found.
"""

from typing import NamedTuple

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.directory.find_duty_numbers import in_order, own_district

_POST, _DEVICE, _DUTY_NUMBER = (BY_NAME[name] for name in ("Post", "Device", "DutyNumber"))
_DUTY, _HEADQUARTERS = "duty_officer", "headquarters"


class OwnNumber(NamedTuple):
    """A number with the hours in which it answers; None stands for the whole day."""

    phone: str
    hour_from: int | None = None
    hour_to: int | None = None


def find_own_number(reader: Reader, desk: Desk) -> OwnNumber | None:
    """Return the number on which an agency reaches us, None where the directory has none."""
    device = reader.get_row(_DEVICE, desk.place.device)
    posts = sorted(reader.find_rows(_POST), key=lambda row: row.id)
    here = [row for row in posts if device is not None and row.id == device["post"]]
    duty, head = _duty_officers(reader, desk), [row for row in posts if row["kind"] == _HEADQUARTERS]
    return next((_number(row) for row in (*here, *duty, *head) if row["phone"]), None)


def _duty_officers(reader: Reader, desk: Desk) -> list[Row]:
    """Return the numbers of duty officers: those of our district first, then those of the whole country."""
    district = own_district(reader, desk)
    rows = [row for row in reader.find_rows(_DUTY_NUMBER) if row["kind"] == _DUTY]
    return sorted(rows, key=lambda row: (row["district"] != district, bool(row["district"]), *in_order(row)))


def _number(row: Row) -> OwnNumber:
    hours = [row[name] if name in row.record.by_name else None for name in ("hour_from", "hour_to")]
    return OwnNumber(str(row["phone"]), *(one if isinstance(one, int) else None for one in hours))

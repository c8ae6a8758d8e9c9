"""What a locked PC may know, as the store has it now: headquarters' address and authority, the duty numbers and a key.

Nothing of a case and no officer is among it, because whoever sits at a locked PC can read it. Others sign it and write
it beside the store.
"""

from collections.abc import Iterator

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.services.desk import Reader
from tipdesk.services.directory.find_duty_numbers import in_order
from tipdesk.services.from_headquarters import get_address, get_grant
from tipdesk.services.link_desk import device_of
from tipdesk.services.remembered.here import REPORT_RECIPIENT
from tipdesk.sync.outside import MOST_NUMBERS, Number, Outside

_VERSION = 1
_LONGEST_LABEL = 60
_DEVICE, _POST, _NUMBER = BY_NAME["Device"], BY_NAME["Post"], BY_NAME["DutyNumber"]


def describe_outside(reader: Reader, sign_key: bytes) -> Outside:
    """Return what the file beside the store is to say; `sign_key` is the device's public signing key."""
    grant = get_grant(reader)
    recipient = REPORT_RECIPIENT.get(reader)
    numbers = find_numbers(reader)
    return Outside(
        _VERSION,
        sign_key,
        recipient or "",
        get_address(reader),
        grant.authority if grant else b"",
        _district(reader, device_of(sign_key)),
        numbers[:MOST_NUMBERS],
    )


def _district(reader: Reader, device: bytes) -> str:
    row = reader.get_row(_DEVICE, device)
    post = row["post"] if row else None
    place = reader.get_row(_POST, post) if isinstance(post, bytes) else None
    return str(place["district"] or "") if place else ""


def find_numbers(reader: Reader) -> tuple[Number, ...]:
    """Return the duty numbers of all hours, in headquarters' order."""
    return tuple(_numbers(sorted(reader.find_rows(_NUMBER), key=in_order)))


def _numbers(rows: list[Row]) -> Iterator[Number]:
    for row in rows:
        begins, ends, spoken = row["hour_from"], row["hour_to"], row["languages"]
        if row["phone"]:
            yield Number(
                str(row["kind"] or ""),
                str(row["label"] or "")[:_LONGEST_LABEL],
                str(row["phone"]),
                str(row["district"] or ""),
                tuple(sorted(spoken)) if isinstance(spoken, frozenset) else (),
                begins if isinstance(begins, int) else None,
                ends if isinstance(ends, int) else None,
            )

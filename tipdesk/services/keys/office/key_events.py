"""What happened to the keys of the service, as entries of the register: who made new ones, why, and with which digits.

A post's entries go up to headquarters, headquarters' own stay there, and nobody takes them out again. An entry names
keys only by their public halves. The verbs that write one do what it tells of.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import Scope
from tipdesk.services.audit import moment_now
from tipdesk.services.desk import Desk, Reader, UnitOfWork
from tipdesk.services.fields import change_of_new

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value

KEY_EVENT = BY_NAME["KeyEvent"]


@dataclass(frozen=True)
class KeyEvent:
    """Something that happened to the keys.

    `kind` is a code of the list key_event, `number` that of the keyset, and `key` the public key that was seen.
    """

    kind: str
    number: int | None = None
    key: bytes | None = None
    login: str | None = None
    device: bytes | None = None


def note_key_event(desk: Desk, work: UnitOfWork, event: KeyEvent) -> None:
    """Write an event in the unit of work of the deed itself, as an urgent entry."""
    values: dict[str, Value] = {
        "kind": event.kind,
        "number": event.number,
        "key": event.key,
        "login": event.login,
        "device": event.device or desk.place.device,
        "noted_at": moment_now(desk),
    }
    work.append(Scope.REGISTER, None, [change_of_new(KEY_EVENT, desk.ids.new_id(), values)], urgent=True)


def find_key_events(reader: Reader) -> list[Row]:
    """Return the events that are known here, latest first."""
    return reader.find_rows(KEY_EVENT)[::-1]

"""The state of headquarters' keys: which keyset is in force, who does not hold it yet, and whether a new one is due.

Only public facts are told: numbers, thirty digits, names of PCs. `rotate_keyset` renews the keys.
"""

from dataclasses import dataclass

from tipdesk.domain.rows import Row
from tipdesk.services.desk import Desk
from tipdesk.services.from_headquarters import get_keyset
from tipdesk.services.headquarters.directory.registry import DEVICE, POST, read_registry
from tipdesk.services.headquarters.keys.case_unit import is_rotation_due
from tipdesk.services.headquarters.keys.office import find_behind, is_turned_back
from tipdesk.services.keys.office.key_events import find_key_events
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered.office import CARDS_PENDING


@dataclass(frozen=True)
class Behind:
    """A PC that holds an earlier keyset; `name` is its name with that of its post."""

    device: bytes
    name: str
    keyset: int


@dataclass(frozen=True)
class KeysSeen:
    """The state of headquarters' keys.

    `made_at` is in milliseconds since 1970, and `events` are rows of KeyEvent, latest first. `is_rotation_due` says
    that somebody left the case unit, `is_turned_back` that posts hold later keys than this headquarters, and
    `are_cards_pending` that recovery cards were made which not all custodians have taken.
    """

    number: int
    fingerprint: str
    made_at: int
    behind: tuple[Behind, ...]
    is_rotation_due: bool
    is_turned_back: bool
    are_cards_pending: bool
    events: tuple[Row, ...]


def see_keys(desk: LinkDesk) -> KeysSeen:
    """Return the state of headquarters' keys; raises UserError `not-enrolled` at a post before the grant."""
    with desk.read() as reader:
        keyset, registry = get_keyset(reader), read_registry(reader)
        behind = []
        for device, held in find_behind(reader, registry):
            row = reader.get_row(DEVICE, device)
            post = reader.get_row(POST, registry.devices[device].post)
            parts = [str(found["name"] or "") for found in (post, row) if found]
            behind.append(Behind(device, ", ".join(filter(None, parts)), held))
        return KeysSeen(
            keyset.number,
            desk.keys.fingerprint(keyset.root),
            keyset.made_at,
            tuple(behind),
            is_rotation_due(reader),
            is_turned_back(desk, reader),
            CARDS_PENDING.get(reader),
            tuple(find_key_events(reader)),
        )


def note_cards_taken(desk: Desk) -> None:
    """Say that every custodian has the new cards' words on paper, or that they were handed out as files.

    Until somebody says so, the page Keys shows the words again to the officer who made the cards.
    """
    with desk.work() as work:
        CARDS_PENDING.forget(work)

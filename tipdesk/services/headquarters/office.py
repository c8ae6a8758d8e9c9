"""Which of headquarters' own keys signs for whom, how long former ones stay, which keyset each device holds.

What goes to a device is signed with the newest key of the keyset it holds, so that it can verify the way to the newer
one. Former keys are kept until every device that is enrolled and not revoked has said that it holds the keyset in
force; then they are dropped for good. Making a keyset is left to `found_headquarters` and `rotate_keyset`.
"""

from tipdesk.services.desk import Reader, UnitOfWork
from tipdesk.services.headquarters.registry import Registry
from tipdesk.services.sync.keys import LinkDesk
from tipdesk.services.sync.office_keys import get_office, keep_office
from tipdesk.services.sync.standing import get_keyset, keep_keyset
from tipdesk.sync.document import KEYSET, Keyset, read_payload
from tipdesk.sync.envelope import Signer

_KEYSET, _SEEN = "keyset:", "keyset-seen:"


def keep_own_keyset(work: UnitOfWork, keyset: Keyset, document: bytes) -> None:
    """Keep a keyset that was just signed, to be in force from now on; former ones stay to be read."""
    keep_keyset(work, document)
    work.put_setting(f"{_KEYSET}{keyset.number}", document)


def every_sign_key(reader: Reader) -> tuple[bytes, ...]:
    """Return every key that headquarters has ever signed with: what posts send back may bear a former one."""
    keysets = (_own_keyset(reader, number) for number in range(1, get_keyset(reader).number + 1))
    return tuple(key for keyset in keysets if keyset for key in keyset.sign_keys)


def signer_for(desk: LinkDesk, reader: Reader, device: bytes) -> Signer:
    """Return the key whose signature a device can verify."""
    keyset = _own_keyset(reader, get_keyset_seen(reader, device))
    return get_office(desk, reader).signer(keyset.sign_keys if keyset else ())


def get_keyset_seen(reader: Reader, device: bytes) -> int:
    """Return the number of the keyset that a device is known to hold."""
    content = reader.get_setting(_SEEN + device.hex())
    return int(content) if content else 0


def note_keyset_seen(work: UnitOfWork, device: bytes, number: int) -> bool:
    """Remember what a device says; tell whether it said something else before."""
    is_new = get_keyset_seen(work, device) != number
    if is_new:
        work.put_setting(_SEEN + device.hex(), str(number).encode())
    return is_new


def find_behind(reader: Reader, registry: Registry) -> list[tuple[bytes, int]]:
    """Return the devices that do not hold the keyset in force yet, and the number of the one they hold."""
    number = get_keyset(reader).number
    posts = (one for one in registry.devices.values() if one.post != registry.headquarters)
    seen = [(one.device, get_keyset_seen(reader, one.device)) for one in posts if one.revoked_from is None]
    return [(device, held) for device, held in seen if held < number]


def drop_former_keys(desk: LinkDesk, work: UnitOfWork, registry: Registry) -> bool:
    """Drop the keys of former keysets once nobody needs them; tell whether some were dropped."""
    office, keyset = get_office(desk, work), get_keyset(work)
    wanted = (keyset.seal_current, keyset.seal_next)
    if set(office.recipients) == set(wanted) and office.sign_keys == keyset.sign_keys:
        return False
    if find_behind(work, registry):
        return False
    keep_office(work, office.only(keyset.sign_keys, wanted))
    return True


def highest_number(reader: Reader, registry: Registry) -> int:
    """Return the highest number of a keyset that is in force here, or that a device has said to hold.

    A headquarters that was put back from a backup may have made keysets that it does not know of any more.
    """
    seen = (get_keyset_seen(reader, device) for device in registry.devices)
    return max(get_keyset(reader).number, *seen)


def _own_keyset(reader: Reader, number: int) -> Keyset | None:
    content = reader.get_setting(f"{_KEYSET}{number}")
    return read_payload(content, KEYSET, Keyset)[0] if content else None

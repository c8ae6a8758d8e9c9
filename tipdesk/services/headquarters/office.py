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
from tipdesk.sync.codec import decode_plain, encode_plain
from tipdesk.sync.document import KEYSET, Keyset, descends, read_keyset, read_payload
from tipdesk.sync.envelope import Signer

Mark = tuple[int, int]
_KNOWN, _SEEN = "keysets", "keyset-seen:"


def keep_own_keyset(work: UnitOfWork, keyset: Keyset, document: bytes) -> None:
    """Keep a keyset that was just signed, to be in force from now on; former ones stay to be read."""
    keep_keyset(work, document)
    remember_keyset(work, keyset, document)


def remember_keyset(work: UnitOfWork, keyset: Keyset, document: bytes) -> None:
    """Know a keyset of this headquarters from now on, without putting it in force."""
    marks = _marks(work)
    if keyset.mark not in marks:
        work.put_setting(_KNOWN, encode_plain([*marks, keyset.mark]))
        work.put_setting(_name(keyset.mark), document)


def learn_keyset(desk: LinkDesk, work: UnitOfWork, document: bytes) -> None:
    """Take in a keyset of our own that a post holds and this store, put back from a backup, has lost.

    Its keys are gone; but what bears its signature is ours, and the next keyset must follow it. A root that ours has
    not handed over to is a stranger's, and nothing is taken. Distrust `bad-signature`.
    """
    keyset = read_keyset(document, desk.keys.verify)
    if descends(keyset, latest_keyset(work).root, desk.keys.verify):
        remember_keyset(work, keyset, document)


def latest_keyset(reader: Reader) -> Keyset:
    """Return the latest keyset that is known: the one in force, unless a backup was put back."""
    return max((get_keyset(reader), *_known(reader)), key=lambda keyset: keyset.mark)


def every_sign_key(reader: Reader) -> tuple[bytes, ...]:
    """Return every key that headquarters has ever signed with: what posts send back may bear a former one."""
    return tuple(key for keyset in _known(reader) for key in keyset.sign_keys)


def signer_for(desk: LinkDesk, reader: Reader, device: bytes, mark: Mark = (0, 0)) -> Signer:
    """Return the key whose signature a device can verify, if there is one.

    `mark`: of the keyset that the device held when it sent what is answered; without, the last that it has told.
    """
    keys = _sign_keys(reader, mark) or _sign_keys(reader, get_keyset_seen(reader, device))
    return get_office(desk, reader).signer(keys)


def can_verify(reader: Reader, device: bytes, signer: Signer) -> bool:
    """Tell whether a device holds the keyset of a key. One that was put back from a backup first needs the keyset."""
    return signer.public in _sign_keys(reader, get_keyset_seen(reader, device))


def get_keyset_seen(reader: Reader, device: bytes) -> Mark:
    """Return the mark of the keyset that a device is known to hold."""
    content = reader.get_setting(_SEEN + device.hex())
    number, made_at = decode_plain(content) if content else (0, 0)
    return int(number), int(made_at)


def meet_keyset(
    desk: LinkDesk, work: UnitOfWork, registry: Registry, device: bytes, log: bytes | None, mark: Mark
) -> None:
    """Remember which keyset a device says that it holds, and drop former keys that nobody needs any more.

    `log`: of the bundle that says so, which may be late: only the first of a log may say less than what is known. None
    for a device that asks now.
    """
    seen = get_keyset_seen(work, device)
    is_told = mark > seen or log is None or work.ledger.get_log(log) is None
    if is_told and mark != seen:
        work.put_setting(_SEEN + device.hex(), encode_plain(mark))
        drop_former_keys(desk, work, registry)


def is_turned_back(reader: Reader, registry: Registry) -> bool:
    """Tell whether devices hold a later keyset: a backup was put back, and only new keys reach them again."""
    in_force = get_keyset(reader).mark
    return latest_keyset(reader).mark > in_force or any(
        get_keyset_seen(reader, device) > in_force for device in registry.devices
    )


def find_behind(reader: Reader, registry: Registry) -> list[tuple[bytes, int]]:
    """Return the devices that do not hold the keyset in force, and the number of the one they hold."""
    in_force = get_keyset(reader).mark
    posts = (one for one in registry.devices.values() if one.post != registry.headquarters)
    seen = [(one.device, get_keyset_seen(reader, one.device)) for one in posts if one.revoked_from is None]
    return [(device, mark[0]) for device, mark in seen if mark != in_force]


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
    """Return the highest number of a keyset that is known here, or that a device has said to hold."""
    seen = (get_keyset_seen(reader, device)[0] for device in registry.devices)
    return max(latest_keyset(reader).number, *seen)


def _known(reader: Reader) -> list[Keyset]:
    documents = (reader.get_setting(_name(mark)) for mark in _marks(reader))
    return [read_payload(content, KEYSET, Keyset)[0] for content in documents if content]


def _sign_keys(reader: Reader, mark: Mark) -> tuple[bytes, ...]:
    content = reader.get_setting(_name(mark))
    return read_payload(content, KEYSET, Keyset)[0].sign_keys if content else ()


def _marks(reader: Reader) -> list[Mark]:
    content = reader.get_setting(_KNOWN)
    return [(int(number), int(made_at)) for number, made_at in decode_plain(content)] if content else []


def _name(mark: Mark) -> str:
    return f"keyset:{mark[0]}:{mark[1]}"

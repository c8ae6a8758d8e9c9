"""What headquarters wants back after a restore: the stretch of a device's down-log that its backup knows nothing of.

A device says how far it has taken in its down-log. Where that is further than it ever was as far as the backup knows,
headquarters had sent more, and the device can prove and send back what it was.
"""

from tipdesk.services.desk import Reader, UnitOfWork
from tipdesk.sync.codec import decode_plain, encode_plain


def get_wanted(reader: Reader, device: bytes) -> int:
    """Return the first item of the down-log that is wanted back from a device, 0 when nothing is."""
    content = reader.get_setting(_key(device))
    return int(decode_plain(content)[0]) if content else 0


def want_back(work: UnitOfWork, device: bytes, first: int, last: int) -> None:
    """Want these items back, besides those that are wanted already."""
    content = work.get_setting(_key(device))
    if content is not None:
        wanted_first, wanted_last = decode_plain(content)
        first, last = min(first, wanted_first), max(last, wanted_last)
    if first <= last:
        work.put_setting(_key(device), encode_plain((first, last)))


def note_back(work: UnitOfWork, device: bytes, first: int, last: int) -> None:
    """Note that these items have come back."""
    content = work.get_setting(_key(device))
    if content is None:
        return
    wanted_first, wanted_last = decode_plain(content)
    if first <= wanted_first <= last:
        rest = None if last >= wanted_last else encode_plain((last + 1, wanted_last))
        work.put_setting(_key(device), rest)


def _key(device: bytes) -> str:
    return "wanted:" + device.hex()

"""The parts of files that a device lacks, as they go down: sealed to it, signed by headquarters, small files first."""

import hashlib
from collections.abc import Iterator
from typing import Final, NamedTuple

from tipdesk.services.headquarters.directory.registry import DEVICE, read_registry
from tipdesk.services.headquarters.files.say_wants import find_files_of
from tipdesk.services.headquarters.keys.office import signing_for
from tipdesk.services.ledger import FileLine
from tipdesk.services.link_desk import LinkDesk, device_of
from tipdesk.services.sticks.stick import BUNDLE, ROOM_FOR_ANSWERS, Stick
from tipdesk.sync.bundle import seal_bundle
from tipdesk.sync.document import Fetch
from tipdesk.sync.part import head_part, indexes_in, part_count, part_size, write_part
from tipdesk.sync.wants import Files

MOST_PARTS: Final = 8
"""How many parts go down in one answer at most, whatever is asked for."""
_NAME: Final = b"tipdesk down part v1"
_NAME_DIGITS: Final = 20


class Asked(NamedTuple):
    """One part that a device lacks and may have: the row and the sealed size of its file, and its number."""

    line: FileLine
    size: int
    number: int


def find_asked(desk: LinkDesk, device: bytes, files: Files) -> list[Asked]:
    """Return the parts that a device says it lacks, of files that lie here and that its post's cases name."""
    with desk.work() as work:
        registry = read_registry(work)
        if registry.devices[device].is_revoked:
            return []
        named = find_files_of(work, registry, device)
    found = []
    for one in files.lacking:
        line = named.get(one.content)
        if line is not None and desk.files.is_here(one.content):
            size = desk.files.sealed_size(one.content)
            count = part_count(size, desk.files.parts.part_bytes)
            found += [Asked(line, size, index) for index in indexes_in(one.missing, count)]
    return found


def make_down_parts(desk: LinkDesk, device: bytes, files: Files) -> Iterator[bytes]:
    """Yield the sealed parts that follow next, as many as the device takes at once."""
    for asked in find_asked(desk, device, files)[: min(files.parts, MOST_PARTS)]:
        yield from _sealed(desk, device, asked)


def put_down_parts(desk: LinkDesk, stick: Stick, fetch: Fetch) -> int:
    """Write what a device lacks onto its stick, as far as there is room; return how many parts found none.

    What lies there whole since an earlier visit stays. Raises Trouble when the stick fails.
    """
    asked = find_asked(desk, fetch.device, fetch.files) if fetch.files is not None and fetch.files.parts else []
    for number, one in enumerate(asked):
        name = _name(fetch, one)
        if stick.lies(name):
            continue
        for content in _sealed(desk, fetch.device, one):
            if stick.room_left() < len(content) + ROOM_FOR_ANSWERS:
                return len(asked) - number
            stick.write(name, content)
    return 0


def _name(fetch: Fetch, one: Asked) -> str:
    """Return the file name of a part on a stick, the same at each visit while its device holds the same keys."""
    told = b"".join(number.to_bytes(8, "big") for number in (one.number, *fetch.keyset))
    return hashlib.sha256(_NAME + fetch.device + one.line.content_id + told).hexdigest()[:_NAME_DIGITS] + BUNDLE


def _sealed(desk: LinkDesk, device: bytes, one: Asked) -> Iterator[bytes]:
    """Yield the part as it travels; nothing where the device has no recipient of its own.

    Of a file that this disk has damaged the first part stays here: else the device would fetch for ever what never
    proves itself.
    """
    if not one.number and not desk.files.is_whole(one.line.content_id):
        return
    part_bytes = desk.files.parts.part_bytes
    with desk.work() as work:
        signer = signing_for(desk, work, device).signer
        row = work.get_row(DEVICE, device)
    recipient = row["recipient"] if row else None
    if isinstance(recipient, str):
        size = part_size(one.size, one.number, part_bytes)
        content = desk.files.read_sealed(one.line.content_id, one.number * part_bytes, size)
        header = head_part(device, one.line.case, one.line.content_id, one.size, one.number, content)
        sealer = desk.keys.sealer([recipient])
        plain = write_part(header, content, signer)
        yield seal_bundle(plain, device_of(signer.public), signer, sealer, is_uploaded=False)

"""Sends the files that wait, part by part, once every record is delivered.

By wire each part is answered with headquarters' word about its file, so that nothing which it has by now is sent again.
On a stick a part has a name that follows from what it is: what lies there whole stays, what headquarters has leaves,
and a stick that is full has taken what fits.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.services.from_headquarters import get_keyset, received_up_to
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered.link import FILE_TOLD, FILES_ON_STICKS, LEFT_ON_STICKS
from tipdesk.services.remembered.shapes import StickFile
from tipdesk.services.sticks.stick import ROOM_FOR_ANSWERS
from tipdesk.services.sync.carrier import Cancelled, Carrier, Step
from tipdesk.services.sync.files.queue import Moving, find_queue
from tipdesk.services.sync.files.take_files import UNKNOWN_FILE
from tipdesk.sync.bundle import seal_bundle
from tipdesk.sync.document import Mark
from tipdesk.sync.part import head_part, indexes_in, part_count, part_size, write_part

_OF_ONE_FILE: Final = frozenset({UNKNOWN_FILE, "hash-only", "part-out-of-range", "file-altered"})
"""Headquarters' codes for what it does not take of one file: the others go on, and it stays here for another time."""
_NAME: Final = b"tipdesk part name v1"
_NAME_DIGITS: Final = 20
Hear = Callable[[bytes], bool]
"""Takes in headquarters' word about a file, and tells whether it was believed."""


@dataclass
class FilesSent:
    """What was sent: how many parts, how many bytes, and whether the stick had no room for the rest.

    `refused` has why headquarters did not take a file, or why it was not sent, by its content id. `is_unheard` says
    that no more was sent because headquarters' word about a part was not believed.
    """

    parts: int = 0
    size: int = 0
    is_stick_full: bool = False
    is_unheard: bool = False
    refused: dict[bytes, str] = field(default_factory=dict)


def send_files(desk: LinkDesk, carrier: Carrier, hear: Hear, step: Step, cancelled: Cancelled) -> FilesSent:
    """Send what headquarters lacks, and return what was sent.

    Raises Trouble when the carrier fails, and UserError `stopped`; what was sent by then stays so.
    """
    sent = FilesSent()
    with desk.work() as work:
        delivered, mark = received_up_to(work), get_keyset(work).mark
        if carrier.answers_later:
            lying = (one.last for one in LEFT_ON_STICKS.get(work) if one.log == desk.place.log)
            delivered = max(delivered, *lying, 0)
        queue = find_queue(desk, work, delivered)
    if carrier.answers_later:
        _clear_stick(desk, carrier)
    for moving in queue:
        try:
            _refuse_altered(desk, moving)
            _send(desk, carrier, moving, mark, sent, hear, step, cancelled)
        except Distrust as refusal:
            if refusal.code not in _OF_ONE_FILE:
                raise
            sent.refused[moving.content_id] = refusal.code
        if sent.is_stick_full or sent.is_unheard:
            break
    return sent


def _refuse_altered(desk: LinkDesk, moving: Moving) -> None:
    """Raise Distrust `file-altered` where a file that is about to go is not what was taken in: its disk has failed."""
    if len(moving.left) == moving.count and not desk.files.is_whole(moving.content_id):
        raise Distrust("file-altered", _("A file on this PC is not what was taken in. Run the store check."))


def _send(
    desk: LinkDesk,
    carrier: Carrier,
    moving: Moving,
    mark: Mark,
    sent: FilesSent,
    hear: Hear,
    step: Step,
    cancelled: Cancelled,
) -> None:
    """Send the parts of one file that are left, as headquarters' answers to them say."""
    if carrier.answers_later:
        _note_on_stick(desk, moving, mark)
    for index in _indexes(desk, moving):
        name = _name(desk.place.device, moving.content_id, index, mark)
        if carrier.lies(name):
            continue
        part = _sealed(desk, moving, index)
        if carrier.answers_later and carrier.room_left() < len(part) + ROOM_FOR_ANSWERS:
            sent.is_stick_full = True
            return
        answer = carrier.deliver(part, name, step, cancelled)
        sent.parts, sent.size = sent.parts + 1, sent.size + len(part)
        if answer is not None and not hear(answer):
            sent.is_unheard = True
            return


def _indexes(desk: LinkDesk, moving: Moving) -> Iterator[int]:
    """Yield the parts to send, each once, going by what headquarters says meanwhile."""
    index, left = -1, moving.left
    while later := [one for one in left if one > index]:
        index = later[0]
        yield index
        with desk.read() as reader:
            told = FILE_TOLD.of(moving.content_id).get(reader)
        left = Moving(moving.line, moving.sealed, told, moving.part_bytes).left


def _sealed(desk: LinkDesk, moving: Moving, index: int) -> bytes:
    content = desk.files.read_sealed(
        moving.content_id, index * moving.part_bytes, part_size(moving.sealed, index, moving.part_bytes)
    )
    device, keys = desk.place.device, desk.keys
    header = head_part(device, moving.line.case, moving.content_id, moving.sealed, index, content)
    with desk.read() as reader:
        recipients = get_keyset(reader).up_recipients
    return seal_bundle(write_part(header, content, keys.signer), device, keys.signer, keys.sealer(recipients))


def _name(device: bytes, content: bytes, index: int, mark: Mark) -> str:
    """Return the name of a part on a stick, which says nothing to whoever finds it and is the same each time."""
    told = b"".join(number.to_bytes(8, "big") for number in (index, *mark))
    return hashlib.sha256(_NAME + device + content + told).hexdigest()[:_NAME_DIGITS]


def _note_on_stick(desk: LinkDesk, moving: Moving, mark: Mark) -> None:
    one = StickFile(moving.content_id, moving.sealed, mark)
    with desk.work() as work:
        before = FILES_ON_STICKS.get(work)
        if one not in before:
            FILES_ON_STICKS.keep(work, [*before, one])


def _clear_stick(desk: LinkDesk, carrier: Carrier) -> None:
    """Take off the stick what headquarters has of the files on it, and what is sealed to keys of before."""
    with desk.work() as work:
        left, mark = FILES_ON_STICKS.get(work), get_keyset(work).mark
        named = {line.content_id for line in work.ledger.find_files()}
        told = {one.content_id: FILE_TOLD.of(one.content_id).get(work) for one in left}
    part_bytes = desk.files.parts.part_bytes
    kept = []
    for one in left:
        count = part_count(one.size, part_bytes)
        missing = (
            set(indexes_in(told[one.content_id].missing, count))
            if one.content_id in named and one.mark == mark
            else set()
        )
        gone = [index for index in range(count) if index not in missing]
        carrier.receipted([_name(desk.place.device, one.content_id, index, one.mark) for index in gone])
        kept += [one] if missing else []
    with desk.work() as work:
        FILES_ON_STICKS.keep(work, kept)

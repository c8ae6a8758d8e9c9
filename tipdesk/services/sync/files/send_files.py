"""Sends the files that wait, part by part, once every record is delivered.

By wire each part is answered with headquarters' word about its file, so that nothing which it has by now is sent
again. Records that are written meanwhile go between two parts, and what is urgent even in the middle of one, which then
goes on at the same byte; so does a part whose sending was stopped, as long as the program runs.
On a stick a part has a name that follows from what it is: what lies there whole stays, what headquarters has leaves,
and a stick that is full has taken what fits. What no stick carries yet goes first, so that the next one takes the rest.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.services.from_headquarters import get_keyset, received_up_to
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered.file_shapes import StickFile
from tipdesk.services.remembered.link import FILE_TOLD, FILES_ON_STICKS, LAST_URGENT, LEFT_ON_STICKS
from tipdesk.services.sticks.stick import ROOM_FOR_ANSWERS
from tipdesk.services.sync.carrier import Cancelled, Carrier, Step
from tipdesk.services.sync.files.queue import Moving, find_queue
from tipdesk.services.sync.files.take_files import HASH_ONLY, UNKNOWN_FILE
from tipdesk.services.sync.push.holds import find_held
from tipdesk.sync.bundle import seal_bundle
from tipdesk.sync.document import Mark
from tipdesk.sync.part import head_part, indexes_in, part_count, part_size, write_part

_OF_ONE_FILE: Final = frozenset({UNKNOWN_FILE, HASH_ONLY, "part-out-of-range", "file-altered"})
"""Headquarters' codes for what it does not take of one file: the others go on, and it stays here for another time."""
_LISTEN_MS: Final = 2_000
"""How often, while a part goes, it is looked whether something urgent waits."""
_NAME: Final = b"tipdesk part name v1"
_NAME_DIGITS: Final = 20
Hear = Callable[[bytes], bool]
"""Takes in headquarters' word about a file, and tells whether it was believed."""


@dataclass
class FilesSent:
    """What was sent: how many parts, how many bytes, and whether the stick had no room for the rest.

    `left_over` counts the files, and `bytes_over` the bytes of them, that no stick carries yet because one was full.
    `refused` has why headquarters did not take a file, or why it was not sent, by its content id. `is_unheard` says
    that no more was sent because headquarters' word about a part was not believed.
    """

    parts: int = 0
    size: int = 0
    is_stick_full: bool = False
    left_over: int = 0
    bytes_over: int = 0
    is_unheard: bool = False
    refused: dict[bytes, str] = field(default_factory=dict)


class _RecordsError(Exception):
    """Something was written that goes before the rest of a file."""


def send_files(desk: LinkDesk, carrier: Carrier, hear: Hear, step: Step, cancelled: Cancelled, sent: FilesSent) -> bool:
    """Send what headquarters lacks, and add to what was sent; tell whether that ended early, because records wait.

    Then these are to be sent, and this begun again: it goes on where it was. `step` hears how far all of it is. Raises
    Trouble when the carrier fails, and UserError `stopped`; what was sent by then stays so.
    """
    with desk.work() as work:
        delivered, mark = received_up_to(work), get_keyset(work).mark
        if carrier.answers_later:
            lying = (one.last for one in LEFT_ON_STICKS.get(work) if one.log == desk.place.log)
            delivered = max(delivered, *lying, 0)
        queue = find_queue(desk, work, delivered)
    if carrier.answers_later:
        _clear_stick(desk, carrier)
    sending = _Sending(desk, carrier, hear, step, cancelled, sent, mark, sum(one.bytes_left for one in queue))
    once_more = (False, True) if carrier.answers_later else (False,)
    for moving, again in ((moving, again) for again in once_more for moving in queue):
        try:
            sending.send(moving, again=again)
        except _RecordsError:
            return True
        except Distrust as refusal:
            if refusal.code not in _OF_ONE_FILE:
                raise
            if refusal.code != UNKNOWN_FILE:
                sent.refused[moving.content_id] = refusal.code
        if sent.is_stick_full or sent.is_unheard:
            break
    if sent.is_stick_full:
        over = [size for moving in queue if (size := sending.bytes_over(moving))]
        sent.left_over, sent.bytes_over = len(over), sum(over)
    return False


def has_records(desk: LinkDesk) -> bool:
    """Tell whether an entry of a case or register that is not held any more has not been receipted yet."""
    with desk.work() as work:
        held = find_held(desk, work)
        return work.count_unsent(received_up_to(work)) > (work.count_unsent(held[0].seq - 1) if held else 0)


def _has_urgent(desk: LinkDesk) -> bool:
    with desk.read() as reader:
        return LAST_URGENT.get(reader) > received_up_to(reader)


@dataclass
class _Sending:
    """One sending of files: `total` bytes are to go, and `listened` is when something urgent was last looked for."""

    desk: LinkDesk
    carrier: Carrier
    hear: Hear
    step: Step
    cancelled: Cancelled
    sent: FilesSent
    mark: Mark
    total: int
    gone: int = 0
    listened: int = 0

    def send(self, moving: Moving, *, again: bool) -> None:
        """Send the parts of one file that are left, as headquarters' answers to them say.

        On a stick these are the parts that no stick carries yet or, `again`, the others. Raises Distrust `file-altered`
        for a file that is not what was taken in, because its disk has failed.
        """
        put = self._put(moving)
        is_begun = again or len(moving.left) < moving.count
        if not is_begun and not self.desk.files.is_whole(moving.content_id):
            raise Distrust(
                "file-altered", _("A file on this PC has changed since it was taken in. Run the store check.")
            )
        if self.carrier.answers_later:
            _note_on_stick(self.desk, put)
        for index in _indexes(self.desk, moving):
            if put.has_put(index) is not again:
                continue
            name = _name(self.desk.place.device, moving.content_id, index, self.mark)
            if not self.carrier.lies(name):
                if not self.carrier.answers_later and has_records(self.desk):
                    raise _RecordsError
                part = self._part(moving, index, name)
                if self.carrier.answers_later and self.carrier.room_left() < len(part) + ROOM_FOR_ANSWERS:
                    self.sent.is_stick_full = True
                    return
                self._deliver(part, name)
                if self.sent.is_unheard:
                    return
                if self.carrier.answers_later and not again:
                    put = put.with_put(index)
                    _note_on_stick(self.desk, put)
            self.gone += part_size(moving.sealed, index, moving.part_bytes)

    def bytes_over(self, moving: Moving) -> int:
        """Return how many bytes of a file no stick carries yet."""
        if moving.content_id in self.sent.refused:
            return 0
        put = self._put(moving)
        over = (index for index in moving.left if not put.has_put(index))
        return sum(part_size(moving.sealed, index, moving.part_bytes) for index in over)

    def _put(self, moving: Moving) -> StickFile:
        """Return which parts of a file were put on sticks; by wire that is not asked."""
        none = StickFile(moving.content_id, moving.sealed, self.mark)
        if not self.carrier.answers_later:
            return none
        with self.desk.read() as reader:
            noted = FILES_ON_STICKS.get(reader)
        return next((one for one in noted if one.content_id == moving.content_id), none)

    def _deliver(self, part: bytes, name: str) -> None:
        answer = self.carrier.deliver(part, name, self._watch, self.cancelled)
        self.desk.met.begun = ("", b"")
        self.sent.parts, self.sent.size = self.sent.parts + 1, self.sent.size + len(part)
        self.sent.is_unheard = answer is not None and not self.hear(answer)

    def _part(self, moving: Moving, index: int, name: str) -> bytes:
        """Return a part as it travels; one that was begun is the same bytes again, of which some have arrived."""
        begun, part = self.desk.met.begun
        if begun != name:
            part = _sealed(self.desk, moving, index)
            self.desk.met.begun = (name, part)
        return part

    def _watch(self, done: int, _total: int) -> None:
        now = self.desk.clock.running_ms()
        if now - self.listened >= _LISTEN_MS:
            self.listened = now
            if not self.carrier.answers_later and _has_urgent(self.desk):
                raise _RecordsError
        self.step(min(self.gone + done, self.total), self.total)


def _indexes(desk: LinkDesk, moving: Moving) -> Iterator[int]:
    """Yield the parts to send, each once, going by what headquarters says meanwhile."""
    index, left = -1, moving.left
    while later := [one for one in left if one > index]:
        index = later[0]
        yield index
        with desk.read() as reader:
            told = FILE_TOLD.of(moving.content_id).get(reader)
        left = replace(moving, told=told).left


def _sealed(desk: LinkDesk, moving: Moving, index: int) -> bytes:
    size = part_size(moving.sealed, index, moving.part_bytes)
    content = desk.files.read_sealed(moving.content_id, index * moving.part_bytes, size)
    device, keys = desk.place.device, desk.keys
    header = head_part(device, moving.line.case, moving.content_id, moving.sealed, index, content)
    with desk.read() as reader:
        recipients = get_keyset(reader).up_recipients
    return seal_bundle(write_part(header, content, keys.signer), device, keys.signer, keys.sealer(recipients))


def _name(device: bytes, content: bytes, index: int, mark: Mark) -> str:
    """Return the name of a part on a stick, which says nothing to whoever finds it and is the same each time."""
    told = b"".join(number.to_bytes(8, "big") for number in (index, *mark))
    return hashlib.sha256(_NAME + device + content + told).hexdigest()[:_NAME_DIGITS]


def _note_on_stick(desk: LinkDesk, one: StickFile) -> None:
    with desk.work() as work:
        before = FILES_ON_STICKS.get(work)
        if one not in before:
            FILES_ON_STICKS.keep(work, [*(other for other in before if other.content_id != one.content_id), one])


def _clear_stick(desk: LinkDesk, carrier: Carrier) -> None:
    """Take off the stick what headquarters has of the files on it, and what is sealed to keys of before."""
    with desk.work() as work:
        left, mark = FILES_ON_STICKS.get(work), get_keyset(work).mark
        named = {line.content_id for line in work.ledger.find_files()}
        told = {one.content_id: FILE_TOLD.of(one.content_id).get(work) for one in left}
    part_bytes = desk.files.parts.part_bytes
    kept = []
    for one in left:
        count, said = part_count(one.size, part_bytes), told[one.content_id]
        is_over = said.is_whole or one.content_id not in named or one.mark != mark
        missing = [] if is_over else indexes_in(said.missing, count)
        gone = sorted(set(range(count)).difference(missing))
        carrier.receipted([_name(desk.place.device, one.content_id, index, one.mark) for index in gone])
        kept += [] if is_over else [one]
    with desk.work() as work:
        FILES_ON_STICKS.keep(work, kept)

"""Put a case that is handed over onto the stick, whole: its entries in one bundle, and its files as parts.

Everything is sealed to every PC of the other post that the directory has, and to headquarters, which may find the stick
first. Names say nothing and are the same each time, so that a stick which was pulled out in the middle is written again
over what lies there. What goes can be withdrawn no more.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.desk import Reader
from tipdesk.services.directory.known_devices import find_devices_of
from tipdesk.services.from_headquarters import get_keyset
from tipdesk.services.ledger import FileLine
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.sticks.stick import ROOM_FOR_ANSWERS
from tipdesk.services.sync.carrier import Cancelled, Carrier, Step
from tipdesk.services.sync.handed.stretches import whole_case
from tipdesk.services.sync.push.holds import keep_handed
from tipdesk.services.sync.push.redact_unsent import redact_unsent
from tipdesk.sync.bundle import seal_bundle
from tipdesk.sync.handed import write_handed
from tipdesk.sync.part import head_part, part_count, part_size, write_part

_NAME: Final = b"tipdesk handed name v1"
_NAME_DIGITS: Final = 20
CANNOT_GO: Final = frozenset({"no-pc-there", "cannot-be-proved", "too-much-to-hand"})
"""The codes of the refusals that say why a case cannot go to a post directly."""


@dataclass
class OnStick:
    """What lies on the stick now: how many files of the case whole, and those that do not, by the reason.

    `left` has files for which there was no room, that are not whole on this PC, or that do not lie here.
    """

    files: int = 0
    left: dict[bytes, str] = field(default_factory=dict)


def recipients_at(reader: Reader, post: bytes) -> list[str]:
    """Return to whom that is sealed which goes to a post: all its PCs, and headquarters.

    Raises UserError `no-pc-there` where the directory held here has no PC of that post.
    """
    there = [one.recipient for one in find_devices_of(reader, post) if one.recipient]
    if not there:
        raise UserError(
            "no-pc-there", _("This PC knows of no PC of that post to which it could be sealed. Ring headquarters.")
        )
    return [*there, *get_keyset(reader).up_recipients]


def name_on_stick(row: bytes, *parts: bytes) -> str:
    """Return the name under which something of a hand-over lies on a stick, the same each time it is written."""
    return hashlib.sha256(b"".join((_NAME, row, *parts))).hexdigest()[:_NAME_DIGITS]


def put_on_stick(
    desk: LinkDesk, carrier: Carrier, case: bytes, handover: tuple[bytes, bytes], step: Step, cancelled: Cancelled
) -> OnStick:
    """Put a case onto the stick for the post to which it is handed; `handover` is the row and that post.

    Raises UserError `no-pc-there`, `cannot-be-proved`, `too-much-to-hand` and `stopped`, and Trouble where the stick
    fails; what lies there by then is whole, and the same is put there again by another try.
    """
    row, post = handover
    redact_unsent(desk)
    with desk.work() as work:
        recipients = recipients_at(work, post)
        plain = write_handed(whole_case(desk, work, case))
        own = work.ledger.own()
        keep_handed(work, own.log, own.seq)
        lines = {one.content_id: one for one in work.ledger.find_files(case) if not one.hash_only}
    carrier.deliver(_sealed(desk, plain, recipients), name_on_stick(row), step, cancelled)
    done = OnStick()
    for line in sorted(lines.values(), key=lambda one: one.size):
        reason = _put_file(desk, carrier, (line, row), recipients, step, cancelled)
        if reason:
            done.left[line.content_id] = reason
        else:
            done.files += 1
    return done


def _sealed(desk: LinkDesk, plain: bytes, recipients: Sequence[str]) -> bytes:
    return seal_bundle(plain, desk.place.device, desk.keys.signer, desk.keys.sealer(recipients), is_uploaded=False)


def _put_file(
    desk: LinkDesk,
    carrier: Carrier,
    one: tuple[FileLine, bytes],
    recipients: Sequence[str],
    step: Step,
    cancelled: Cancelled,
) -> str:
    """Put the parts of a file there, and return why it does not lie there whole, "" where it does."""
    line, row = one
    files = desk.files
    if not files.is_here(line.content_id):
        return "file-lacking"
    if not files.is_whole(line.content_id):
        return "file-altered"
    size, part_bytes = files.sealed_size(line.content_id), files.parts.part_bytes
    for index in range(part_count(size, part_bytes)):
        name = name_on_stick(row, line.content_id, index.to_bytes(8, "big"))
        if carrier.lies(name):
            continue
        content = files.read_sealed(line.content_id, index * part_bytes, part_size(size, index, part_bytes))
        header = head_part(desk.place.device, line.case, line.content_id, size, index, content)
        part = _sealed(desk, write_part(header, content, desk.keys.signer), recipients)
        if carrier.room_left() < len(part) + ROOM_FOR_ANSWERS:
            return "stick-full"
        carrier.deliver(part, name, step, cancelled)
    return ""

"""What headquarters says of files, and the parts that it sends down: verified, kept, and believed.

Its word that a file is whole there is the receipt of that file. Of two words the later one counts, by epoch and then by
headquarters' clock; a word that lay on a stick for long takes nothing back.
"""

from typing import Final

from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.services.desk import UnitOfWork
from tipdesk.services.from_headquarters import get_keyset
from tipdesk.services.ledger import FileLine
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered.file_shapes import FileTold
from tipdesk.services.remembered.link import EPOCH_SEEN, FILE_TOLD
from tipdesk.sync.document import read_signed
from tipdesk.sync.part import Part, refuse_size
from tipdesk.sync.wants import WANTS, Wants

UNKNOWN_FILE: Final = "unknown-file"
"""The code for a file that no row names yet: whoever has it keeps it, and it comes again after the row."""

HASH_ONLY: Final = "hash-only"
"""The code for a file of which no byte may lie anywhere."""


def take_wants(desk: LinkDesk, document: bytes) -> bool:
    """Take in headquarters' word about files, and tell whether it was news.

    Raises Distrust `not-a-document`, `bad-signature`, or `other-device`.
    """
    with desk.work() as work:
        wants = read_signed(document, WANTS, Wants, get_keyset(work).sign_keys, desk.keys.verify)
        if wants.device != desk.place.device:
            raise Distrust("other-device", _("This message about files is for another PC."))
        if wants.epoch < EPOCH_SEEN.get(work):
            return False
        said = {one.content: FileTold(wants.epoch, wants.time, one.missing) for one in wants.files.lacking}
        said |= {content: FileTold(wants.epoch, wants.time, ()) for content in wants.files.complete}
        news = [_take(work, content, told) for content, told in said.items()]
        return any(news)


def _take(work: UnitOfWork, content: bytes, told: FileTold) -> bool:
    """Keep a word unless a later one is held; within one epoch a file that was whole stays so for an earlier word."""
    before = FILE_TOLD.of(content).get(work)
    is_later = (told.epoch, told.time) >= (before.epoch, before.time)
    if not (is_later or (told.is_whole and told.epoch == before.epoch)):
        return False
    is_news = told.missing != before.missing
    if is_news or (is_later and told.is_whole):  # the later it was said, the fewer old words take it back
        FILE_TOLD.of(content).keep(work, told)
    return is_news


def take_part(desk: LinkDesk, part: Part) -> bool:
    """Keep a part that came down, and tell whether its file is whole now.

    Raises Distrust `unknown-file` where no row here names the file, `part-out-of-range`, or `file-altered`, and Trouble
    where the disk takes no more.
    """
    header = part.header
    with desk.work() as work:
        line = find_named(work, header.case, header.content)
    is_whole = keep_part(desk, part, line)
    if is_whole:
        with desk.work() as work:
            told = FILE_TOLD.of(header.content)
            told.keep(work, FileTold(EPOCH_SEEN.get(work), told.get(work).time, ()))
    return is_whole


def keep_part(desk: LinkDesk, part: Part, line: FileLine) -> bool:
    """Keep a part of the file of a row, and tell whether the file is whole now; nothing is kept twice.

    Raises Distrust `part-out-of-range` or `file-altered`, and Trouble where the disk takes no more.
    """
    header, files = part.header, desk.files
    refuse_size(header.size, line.size)
    with files.keeping():
        if files.is_here(header.content):
            return True
        if header.index not in files.parts.parts_here(header.content):
            files.parts.keep_part(header.content, header.index, part.content)
        return files.parts.put_together(header.content, header.size)


def find_named(work: UnitOfWork, case: bytes, content: bytes) -> FileLine:
    """Return a live row of a case that names a file.

    Raises Distrust `unknown-file` where there is none, and `hash-only` where none of its bytes may be anywhere.
    """
    named = [line for line in work.ledger.find_files(case) if line.content_id == content]
    if not named:
        raise Distrust(UNKNOWN_FILE, _("No record here names this file yet. The part comes again after the record."))
    if any(line.hash_only for line in named):
        raise Distrust(HASH_ONLY, _("Only the hash of this file may be kept. Nothing of the file itself was taken in."))
    return named[0]

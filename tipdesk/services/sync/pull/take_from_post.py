"""What another post put onto the stick for this one, beside all that comes from headquarters."""

from tipdesk.domain.errors import Distrust
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.sync.files.take_files import UNKNOWN_FILE
from tipdesk.services.sync.pull.received import ACCEPTED, ANSWER, FILE, HANDED, PART, REPLAY, Received
from tipdesk.services.sync.pull.take_handed import is_from_post, take_handed
from tipdesk.sync.bundle import read_outer
from tipdesk.sync.trust import Verdict


def take_from_post(desk: LinkDesk, content: bytes) -> Received | None:
    """Take in what a PC of another post signed, and return what became of it; None for anything else.

    A part of a file waits for the row of its file. Raises the Distrust of `take_handed`.
    """
    with desk.read() as reader:
        if not is_from_post(desk, reader, read_outer(content, None, None)[0]):
            return None
    try:
        taken = take_handed(desk, content)
    except Distrust as refusal:
        if refusal.code != UNKNOWN_FILE:
            raise
        return Received(PART, Verdict.GAP.value)
    if taken.is_file_whole is not None:
        return Received(FILE if taken.is_file_whole else PART, ACCEPTED)
    return Received(ANSWER if taken.is_answer else HANDED, ACCEPTED if taken.entries else REPLAY, taken.entries)

"""Headquarters takes in one part of a file, and makes the file of its parts when the last has come."""

from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.services.headquarters.directory.registry import Registry, read_registry
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.sync.files.take_files import UNKNOWN_FILE, find_named, keep_part
from tipdesk.sync.part import Part
from tipdesk.sync.trust import Verdict


def receive_part(desk: LinkDesk, part: Part) -> tuple[Verdict, bool]:
    """Keep a part of an enrolled device; tell whether that was news, and whether its file is whole now.

    Raises Distrust `revoked`, `unknown-file`, `hash-only`, `part-out-of-range` or `file-altered`, and Trouble where the
    disk takes no more; then nothing of it is kept.
    """
    header, files = part.header, desk.files
    with desk.work() as work:
        registry = read_registry(work)
        if registry.devices[header.device].is_revoked:
            raise Distrust("revoked", _("This device was revoked."))
        _refuse_elsewhere(registry, header.device, header.case)
        line = find_named(work, header.case, header.content)
    was_whole, was_here = files.is_here(header.content), header.index in files.parts.parts_here(header.content)
    is_whole = keep_part(desk, part, line)
    is_news = is_whole is not was_whole or not (was_whole or was_here)
    return Verdict.ACCEPTED if is_news else Verdict.REPLAY, is_whole


def _refuse_elsewhere(registry: Registry, device: bytes, case: bytes) -> None:
    """Refuse a part of a case in which the device may not write, in the words for a file that is not known."""
    if registry.posts_of_case(case) is None or not registry.may_write(registry.devices[device], case):
        raise Distrust(UNKNOWN_FILE, _("No record here names the file of this part. It comes again after it."))

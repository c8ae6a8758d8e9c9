"""What this PC says of files in its fetch document: what it lacks, and what it holds and wants to hear of."""

from typing import Final

from tipdesk.services.desk import UnitOfWork
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.sync.files.queue import find_lacking, find_waiting
from tipdesk.sync.part import ranges_without
from tipdesk.sync.wants import Files, fitting, lacking

MOST_PARTS: Final = 8
"""How many parts are asked for at once: few enough to lie in memory at both ends."""


def say_files(desk: LinkDesk, work: UnitOfWork, parts: int) -> Files:
    """Return what this PC says; at most `parts` parts are to come, 0 for none."""
    lacks = [
        lacking(line.content_id, ranges_without(desk.files.parts.parts_here(line.content_id)))
        for line in find_lacking(desk, work)
    ]
    return fitting(lacks, [one.content_id for one in find_waiting(desk, work)], parts)

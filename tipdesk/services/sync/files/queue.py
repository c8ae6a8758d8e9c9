"""The files that headquarters has not said it holds whole: which, what is left of each, in which order they go.

A file waits until headquarters may know the row that names it: by wire until its receipt covers the entry, by stick
until the entry lies on one. What is kept by its hash alone has no bytes to send.
"""

from dataclasses import dataclass, replace

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.acknowledging import is_grave
from tipdesk.services.desk import Reader, UnitOfWork
from tipdesk.services.ledger import FileLine
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered.file_shapes import FileTold
from tipdesk.services.remembered.link import FILE_TOLD
from tipdesk.sync.part import in_sending_order, indexes_in, part_count, part_size

_REPORT = BY_NAME["Report"]
_GRAVE = ("danger_now", "under_18")
"""The answers of a report that make the files of its case go first."""


@dataclass(frozen=True)
class Moving:
    """A file that waits: the row that names it, the size of its sealed file, and what of it headquarters lacks."""

    line: FileLine
    sealed: int
    told: FileTold
    part_bytes: int
    is_urgent: bool = False

    @property
    def content_id(self) -> bytes:
        """Return the content id of the file."""
        return self.line.content_id

    @property
    def count(self) -> int:
        """Return how many parts the whole file has."""
        return part_count(self.sealed, self.part_bytes)

    @property
    def left(self) -> list[int]:
        """Return the numbers of the parts that headquarters lacks, as far as it has said."""
        return [] if self.told.is_whole else indexes_in(self.told.missing, self.count)

    @property
    def bytes_left(self) -> int:
        """Return how many bytes of the file headquarters lacks."""
        return sum(part_size(self.sealed, index, self.part_bytes) for index in self.left)


@dataclass(frozen=True)
class FilesLeft:
    """What waits: so many files of which headquarters lacks so many bytes, and files that are to come here.

    `size` is in bytes. `lacking` counts the files that do not lie here yet.
    """

    count: int = 0
    size: int = 0
    lacking: int = 0

    def minutes(self, speed: int) -> int | None:
        """Return how many minutes the rest takes at so many bytes a second; None where no speed is known."""
        return -(-self.size // (speed * 60)) if speed > 0 else None


def count_left(desk: LinkDesk, work: UnitOfWork) -> FilesLeft:
    """Return what waits here, whether its rows are delivered or not."""
    waiting = find_waiting(desk, work)
    return FilesLeft(len(waiting), sum(one.bytes_left for one in waiting), len(find_lacking(desk, work)))


def find_queue(desk: LinkDesk, work: UnitOfWork, delivered: int) -> list[Moving]:
    """Return the files that wait, those that go first first.

    `delivered` is the last entry of the own log that headquarters knows, or that lies on the stick.
    """
    waiting = [one for one in find_waiting(desk, work) if _is_known(desk, one.line, delivered)]
    grave = {case for case in {one.line.case for one in waiting} if _is_grave_case(work, case)}
    marked = [replace(one, is_urgent=one.line.case in grave) for one in waiting]
    return in_sending_order(marked, lambda one: one.is_urgent, lambda one: one.sealed)


def find_waiting(desk: LinkDesk, work: UnitOfWork) -> list[Moving]:
    """Return every file that lies here and that headquarters has not said it holds, in the order of its intake."""
    held = set(desk.files.find_held())
    found: dict[bytes, Moving] = {}
    for line in work.ledger.find_files():
        if line.content_id in held and line.content_id not in found and not line.hash_only:
            told = FILE_TOLD.of(line.content_id).get(work)
            if not told.is_whole:
                sealed = desk.files.sealed_size(line.content_id)
                found[line.content_id] = Moving(line, sealed, told, desk.files.parts.part_bytes)
    return list(found.values())


def find_lacking(desk: LinkDesk, work: UnitOfWork) -> list[FileLine]:
    """Return the rows whose files do not lie here whole and should, small files first, each file once."""
    held = set(desk.files.find_held())
    lacking = {line.content_id: line for line in work.ledger.find_files() if not line.hash_only}
    return sorted((line for content, line in lacking.items() if content not in held), key=lambda line: line.size)


def _is_known(desk: LinkDesk, line: FileLine, delivered: int) -> bool:
    return line.log != desk.place.log or line.seq <= delivered


def _is_grave_case(reader: Reader, case: bytes) -> bool:
    """Tell whether a report of the case speaks of danger or of a child."""
    return any(is_grave(report, answer) for report in reader.find_rows(_REPORT, case=case) for answer in _GRAVE)

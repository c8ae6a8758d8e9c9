"""What was found in a folder that is looked through for files of a case."""

from dataclasses import dataclass

from tipdesk.services.file_store import Source


@dataclass(frozen=True)
class FoundFiles:
    """The files that are `new`; how many are in the case already, and how many could not be read."""

    new: tuple[Source, ...]
    known: int
    unread: int

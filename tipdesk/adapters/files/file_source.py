"""A file that an officer points to, read as it is and never written to.

It must be a plain file and stay as it is while it is read: one that grows, shrinks or is written to would be kept as
something that never was. Its name is shown, and used for nothing else.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

from tipdesk.disk import patiently
from tipdesk.domain.errors import Trouble, UserError
from tipdesk.domain.file_names import short_file_name, shown_file_name
from tipdesk.domain.refused_files import why_refused
from tipdesk.domain.texts import _
from tipdesk.services.file_store import LARGEST

_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


@dataclass(frozen=True)
class FileSource:
    """A file on a disk or stick: a `Source`."""

    path: Path

    @property
    def name(self) -> str:
        """Return the name of the file in characters that all can be seen."""
        return short_file_name(shown_file_name(self.path.name))

    @contextmanager
    def reading(self) -> Iterator["OpenFile"]:
        """Give the file to read; see `Source.reading`."""
        with _told(self.name):
            _refuse_unfit(self.path.stat(), self.name)  # a device may do something only because it is opened
            number = patiently(lambda: os.open(self.path, _FLAGS))
        with os.fdopen(number, "rb", buffering=0) as file:
            with _told(self.name):
                before = os.fstat(number)
            _refuse_unfit(before, self.name)
            given = OpenFile(file, self.name, before.st_size)
            yield given
            with _told(self.name):
                is_longer, after = bool(file.read(1)), os.fstat(number)
            if is_longer or given.done != given.size or after.st_mtime_ns != before.st_mtime_ns:
                raise UserError(
                    "file-changed",
                    _("The file “{path}” changed while it was read. Close it in other programs and try again."),
                    path=self.name,
                )


@dataclass
class OpenFile:
    """A file that is being read: no further than it was long when it was opened."""

    file: BinaryIO = field(repr=False)
    name: str
    size: int
    done: int = 0

    def read(self, most: int, /) -> bytes:
        """Return at most so many bytes more; raises Trouble `file-unreadable`."""
        with _told(self.name):
            piece = self.file.read(min(most, self.size - self.done))
        self.done += len(piece)
        return piece


def _refuse_unfit(state: os.stat_result, name: str) -> None:
    """Raise UserError for what is no file that can be kept."""
    if not stat.S_ISREG(state.st_mode):
        raise UserError("no-plain-file", _("“{path}” is a folder or a device, and not a file."), path=name)
    if not state.st_size:
        raise UserError("empty-file", _("The file “{path}” is empty. Copy it anew from where it came."), path=name)
    if state.st_size > LARGEST:
        raise UserError(
            "too-large",
            _("The file “{path}” has 4 GB or more. Keep it on a disk of its own, and record its hash and place."),
            path=name,
        )


@contextmanager
def _told(name: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise UserError("no-file", _("There is no file “{path}”."), path=name) from error
    except OSError as error:
        told = why_refused(error) or _("The file “{path}” cannot be read. Plug its disk in again, or copy it anew.")
        raise Trouble("file-unreadable", told, path=name) from error

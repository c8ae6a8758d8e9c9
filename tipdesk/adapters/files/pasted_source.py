"""What was pasted, taken in as a file: bytes that stand on no disk, under a name that says where they came from."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.file_store import LARGEST


@dataclass(frozen=True)
class PastedSource:
    """Bytes under a name: a `Source`."""

    name: str
    content: bytes = field(repr=False)

    @contextmanager
    def reading(self) -> Iterator["PastedBytes"]:
        """Give the bytes to read; see `Source.reading`."""
        if not self.content:
            raise UserError("empty-file", _("What was copied is empty. Copy it again."))
        if len(self.content) > LARGEST:
            raise UserError("too-large", _("What was copied has 4 GB or more. Keep it on a disk of its own."))
        yield PastedBytes(len(self.content), io.BytesIO(self.content))


@dataclass
class PastedBytes:
    """Bytes that are being read."""

    size: int
    _stream: io.BytesIO = field(repr=False)

    def read(self, most: int, /) -> bytes:
        """Return at most so many bytes more."""
        return self._stream.read(most)

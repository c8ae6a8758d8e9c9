"""Files taken into a case of a room, and what becomes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.files import FakeSource
from tests.services.rooms import OWNER
from tipdesk.domain.errors import TipdeskError
from tipdesk.services.files.attach import attach
from tipdesk.services.files.attachments import reading_attachment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.services.rooms import Room
    from tipdesk.services.desk import Actor

PNG = b"\x89PNG\r\n\x1a\n" + b"an invented picture " * 50
SCAN = FakeSource("Zebrascan.png", PNG)


def attached(room: Room, given: Mapping[str, object] | None = None, actor: Actor = OWNER) -> bytes:
    """Take the scan into the case; return its row."""
    return attach(room.desk(actor), room.case, SCAN, given or {}).changed.row or b""


def content(room: Room, actor: Actor, row: bytes) -> bytes:
    """Return the bytes of a file, as an officer opens it."""
    with reading_attachment(room.desk(actor), room.case, row) as (_opened, chunks):
        return b"".join(chunks)


def code_of(deed: Callable[[], object]) -> str:
    """Return the code by which a deed is refused."""
    with pytest.raises(TipdeskError) as refusal:
        deed()
    return refusal.value.code

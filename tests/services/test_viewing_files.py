"""A file of a case is viewed as pixels, audited, and by its small picture where the file itself is not here."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.adapters.preview import made
from tests.fakes.files import FakeSource
from tests.services.rooms import OWNER, Room, a_room
from tipdesk.adapters.preview.child_previewer import ChildPreviewer
from tipdesk.domain.errors import TipdeskError
from tipdesk.services.files.attach import attach
from tipdesk.services.files.previewer import Picture
from tipdesk.services.files.view_file import picture_by, view_file

if TYPE_CHECKING:
    from collections.abc import Mapping


@pytest.fixture
def room() -> Room:
    """A post with a case and no file in it."""
    return a_room()


def taken(room: Room, name: str, content: bytes, given: Mapping[str, object] | None = None) -> bytes:
    """Take a file in with a small picture; return its row."""
    source, picture = FakeSource(name, content), picture_by(ChildPreviewer())
    return attach(room.desk(OWNER), room.case, source, given or {}, picture=picture).changed.row or b""


def test_a_file_is_viewed_and_the_view_is_audited(room: Room) -> None:
    """Its pixels come from its bytes, and the audit names the row."""
    row = taken(room, "red.png", made.picture("PNG", (90, 60)))
    with view_file(room.desk(OWNER), ChildPreviewer(), room.case, row).viewing as viewing:
        shown = viewing.show(0, 90, 90)
    assert isinstance(shown, Picture)
    assert (shown.width, shown.height) == (90, 60)
    assert row in [look["row"] for look in room.rows("AuditEvent") if look["action"] == "view"]


def test_one_that_is_not_here_is_viewed_by_its_small_picture(room: Room) -> None:
    """Where the bytes are not on this PC the small picture in its row is shown, and said to be one."""
    row = taken(room, "red.png", made.picture("PNG", (900, 600)))
    room.store.files.held.clear()
    viewed = view_file(room.desk(OWNER), ChildPreviewer(), room.case, row)
    with viewed.viewing as viewing:
        shown = viewing.show(0, 900, 900)
    assert viewed.is_small
    assert isinstance(shown, Picture)
    assert (shown.width, shown.height) == (256, 171)


def test_without_a_small_picture_it_is_said_not_to_be_here(room: Room) -> None:
    """A recording that is not on this PC has nothing that could be shown."""
    row = taken(room, "sound.wav", b"RIFF....WAVEfmt \0\1")
    room.store.files.held.clear()
    with pytest.raises(TipdeskError) as refusal:
        view_file(room.desk(OWNER), ChildPreviewer(), room.case, row)
    assert refusal.value.code == "file-not-here"


def test_what_cannot_be_drawn_has_no_small_picture(room: Room) -> None:
    """A broken picture is taken in all the same; its row holds no small picture, a good one's holds a JPEG."""
    taken(room, "broken.png", made.picture("PNG")[:50])
    taken(room, "bomb.png", made.swollen_png())
    taken(room, "page.pdf", made.pdf(1))
    found = {str(row["name"]): row["thumbnail"] for row in room.rows("Attachment")}
    assert (found["broken.png"], found["bomb.png"]) == (None, None)
    small = found["page.pdf"]
    assert isinstance(small, bytes)
    with Image.open(io.BytesIO(small)) as read:
        assert (read.format, read.size) == ("JPEG", (192, 256))


def test_hash_only_is_never_viewed(room: Room) -> None:
    """Of what may show the abuse of a child nothing can be viewed, and it has no small picture."""
    row = taken(room, "found.png", made.picture("PNG"), {"hash_only": True, "custodian": "Sergeant Example"})
    with pytest.raises(TipdeskError) as refusal:
        view_file(room.desk(OWNER), ChildPreviewer(), room.case, row)
    assert refusal.value.code == "hash-only"
    assert room.rows("Attachment")[0]["thumbnail"] is None

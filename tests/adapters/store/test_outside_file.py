"""The `outside` file: what a locked PC knows follows the store, survives a crash, and tells when it was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.linked import PASSPHRASE, World, standing_world
from tipdesk.adapters.keys.signing import verify
from tipdesk.domain.errors import Distrust
from tipdesk.domain.records import BY_NAME
from tipdesk.homes.opening import open_session
from tipdesk.services.case.record_worry import record_worry
from tipdesk.services.headquarters.directory.rows import add_directory_row
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.enrolment import change_address
from tipdesk.services.sync.sync_now import sync_now
from tipdesk.sync.outside import Outside, read_outside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tipdesk.homes.sessions import Session

NUMBER = {
    "kind": "duty_officer",
    "label": "Invented desk",
    "phone": "+17585550101",
    "languages": ["eng", "spa"],
    "hour_from": 6,
    "hour_to": 18,
}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Headquarters and one enrolled post."""
    with standing_world(tmp_path) as made:
        made.enrol()
        yield made


def told(session: Session) -> Outside:
    """Return what the file of a home says; its signature is good."""
    return read_outside(session.paths.outside.read_bytes(), verify)


def unlocked_again(world: World) -> Session:
    """Close the post's home and open it again."""
    world.post.close()
    world.post = open_session(world.post.paths.folder, None, PASSPHRASE)
    return world.post


def test_it_follows_the_directory_and_the_grant(world: World) -> None:
    """Address, authority, duty numbers and the key to seal to stand in it as soon as the store has them."""
    first = told(world.post)
    assert (first.address, first.numbers) == ("https://127.0.0.1:9", ())
    assert first.authority.startswith(b"-----BEGIN CERTIFICATE")
    assert first.recipient.startswith("age1pq1")
    add_directory_row(world.headquarters.desk, BY_NAME["DutyNumber"], NUMBER)
    sync_now(world.post.desk, world.wire, no_step, never)
    for session in (world.post, world.headquarters):
        [number] = told(session).numbers
        assert number == ("duty_officer", "Invented desk", "+17585550101", "", ("eng", "spa"), 6, 18)
    change_address(world.post.desk, "https://10.0.0.9:8443")
    assert told(world.post).address == "https://10.0.0.9:8443"


def test_nothing_of_a_case_and_no_officer_stands_in_it(world: World) -> None:
    """No login, reference, title or word of a report is in its bytes, and no save of a case writes it."""
    before = world.post.paths.outside.stat()
    saved = record_worry(world.post.desk, {"own_words": "Unmistakable words"})
    content = world.post.paths.outside.read_bytes()
    for word in ("joan", "admin", saved.reference, "Unmistakable", "Counter-TIP"):
        assert word.encode() not in content
    assert world.post.paths.outside.stat().st_mtime_ns == before.st_mtime_ns


def test_a_crash_between_the_save_and_the_file_is_made_good(world: World) -> None:
    """The store changed, the file did not: the next unlock takes the older file for its own and writes it anew."""
    older = world.post.paths.outside.read_bytes()
    change_address(world.post.desk, "https://10.0.0.9:8443")
    world.post.paths.outside.write_bytes(older)
    assert told(unlocked_again(world)).address == "https://10.0.0.9:8443"


@pytest.mark.parametrize("left", [None, b"", bytes(4096)], ids=["missing", "empty", "blank"])
def test_a_file_that_is_gone_is_written_anew(world: World, left: bytes | None) -> None:
    """What a failing disk or a power cut may leave is no attack."""
    whole = world.post.paths.outside.read_bytes()
    if left is None:
        world.post.paths.outside.unlink()
    else:
        world.post.paths.outside.write_bytes(left)
    assert unlocked_again(world).paths.outside.read_bytes() == whole


@pytest.mark.parametrize("how", ["a byte", "another home's", "longer"])
def test_an_altered_file_is_told_once_and_kept_aside(world: World, how: str) -> None:
    """A number somebody changed, or another store's file: Distrust in plain words; then the PC works again."""
    whole = world.post.paths.outside.read_bytes()
    altered = {
        "a byte": whole[:60] + bytes([whole[60] ^ 1]) + whole[61:],
        "another home's": world.headquarters.paths.outside.read_bytes(),
        "longer": whole + b"\0",
    }[how]
    world.post.paths.outside.write_bytes(altered)
    world.post.close()
    with pytest.raises(Distrust) as refusal:
        open_session(world.post.paths.folder, None, PASSPHRASE)
    assert refusal.value.code == "outside-altered"
    assert (world.post.paths.folder / "outside.altered").read_bytes() == altered
    assert unlocked_again(world).paths.outside.read_bytes() == whole
    sync_now(world.post.desk, world.wire, no_step, never)
    with world.headquarters.desk.read() as reader:
        assert [row["kind"] for row in reader.find_rows(BY_NAME["Incident"])] == ["outside"]

"""The ballast: made where there is room, let go where there is none, tried again after it, never through a link."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.lab.full.disk import disk_of, fill, why_not
from tipdesk.adapters.store.ballast import LOW_BYTES, ballast_of, keep_room, letting_go, with_room
from tipdesk.domain.errors import Trouble
from tipdesk.homes.readying import LET_GO, NEARLY_FULL
from tipdesk.homes.served import ServedRoom, room_kept

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MEBIBYTE = 1 << 20


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A home on a disk of its own."""
    if reason := why_not():
        pytest.skip(reason)
    with disk_of(120, tmp_path / "disk") as disk:
        made = disk / "home"
        made.mkdir()
        yield made


def failing(code: str, calls: list[str]) -> None:
    """Fail the first time."""
    calls.append(code)
    if len(calls) == 1:
        raise Trouble(code, "no")


def test_it_comes_and_goes_with_the_room(home: Path) -> None:
    """None before it was begun; made where there is room; let go where too little is; made again by itself."""
    ballast = ballast_of(home)
    assert keep_room(home) == (0, False)
    assert ballast.size is None
    assert keep_room(home, is_begun=True) == (0, False)
    assert (size := ballast.size)
    filler = fill(home.parent, leave=LOW_BYTES)
    assert keep_room(home) == (0, False), "there is enough to go on"
    filler.unlink()
    filler = fill(home.parent, leave=LOW_BYTES - MEBIBYTE)
    assert keep_room(home) == (size, True)
    assert shutil.disk_usage(home).free >= LOW_BYTES - MEBIBYTE + size
    assert keep_room(home, is_begun=True) == (0, True)
    assert ballast.size == 0
    filler.unlink()
    assert keep_room(home) == (0, False)
    assert ballast.size == size


def test_a_link_in_its_place_is_no_ballast(home: Path) -> None:
    """What a link leads to keeps its bytes when the disk is full; the next ballast takes the place of the link."""
    other = home.parent / "other"
    other.write_bytes(b"somebody's")
    ballast_of(home).path.symlink_to(other)
    filler = fill(home.parent)
    assert keep_room(home) == (0, True)
    filler.unlink()
    assert keep_room(home, is_begun=True) == (0, False)
    assert other.read_bytes() == b"somebody's"
    assert ballast_of(home).size


@pytest.mark.parametrize("code", ["disk-full", "no-room", "backup-full"])
def test_what_failed_for_want_of_room_is_done_again(home: Path, code: str) -> None:
    """Once, and only where there was a ballast to let go."""
    for has_ballast in (False, True):
        calls: list[str] = []
        if has_ballast:
            ballast_of(home).make()
            with_room(home, lambda: failing(code, calls))  # noqa: B023 - called at once
        else:
            with pytest.raises(Trouble):
                with_room(home, lambda: failing(code, calls))  # noqa: B023 - called at once
        assert len(calls) == 1 + has_ballast
    assert ballast_of(home).size == 0


def test_a_disk_that_fails_is_not_a_full_one(home: Path) -> None:
    """Where the database says only that the disk fails, it counts as full when it has no room at all."""
    ballast_of(home).make()
    calls: list[str] = []
    with pytest.raises(Trouble, match="no"):
        with_room(home, lambda: failing("store-disk", calls))
    assert ballast_of(home).size
    fill(home.parent)
    calls.clear()
    with_room(home, lambda: failing("store-disk", calls))
    assert (len(calls), ballast_of(home).size) == (2, 0)
    calls.clear()
    with pytest.raises(Trouble) as told, letting_go(home):
        failing("store-disk", calls)
    assert told.value.code == "disk-full"


def test_a_server_sees_to_its_room(home: Path) -> None:
    """Beside a server the ballast is made, let go when the disk fills up, and made again; each news is told once."""
    told: list[str] = []
    room = ServedRoom(home, told.append)
    room.look()
    assert ballast_of(home).size
    filler = fill(home.parent)
    for _time in range(3):
        room.look()
    assert told == [LET_GO, NEARLY_FULL]
    filler.unlink()
    room.look()
    assert (told, bool(ballast_of(home).size)) == ([LET_GO, NEARLY_FULL], True)
    with room_kept(home, told.append):
        pass
    assert told == [LET_GO, NEARLY_FULL]

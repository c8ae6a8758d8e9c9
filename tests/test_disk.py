"""One function writes files: whole, for good, through no link, for this account alone; and what holds a file is met."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from tests.fakes.disk import FakeDisk
from tipdesk.disk import (
    HELD_SECONDS,
    PART,
    Patience,
    copy_whole,
    empty,
    move,
    open_new,
    open_to_lock,
    remove,
    remove_folder,
    reserve,
    try_remove,
    write_over,
    write_whole,
    writing,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class HeldError(PermissionError):
    """How Windows refuses a file that another program reads."""

    winerror = 32


class FakeTime:
    """A clock that goes on only while somebody waits for it."""

    def __init__(self) -> None:
        self.waited: list[float] = []

    def now(self) -> float:
        """Return the seconds that were waited for."""
        return sum(self.waited)

    @property
    def patience(self) -> Patience:
        """Return the patience that goes by this clock."""
        return Patience(self.now, self.waited.append)


def held(times: int, error: type[OSError] = HeldError) -> Callable[[Path, Path], object]:
    """Return a renaming that is refused so often, and then done."""
    left = [None] * times

    def rename(path: Path, target: Path) -> object:
        if left:
            left.pop()
            raise error(13, "held")
        return path.replace(target)

    return rename


@pytest.mark.parametrize("times", [0, 1, 4, 10])
def test_a_file_that_is_held_for_a_moment_is_replaced(tmp_path: Path, times: int) -> None:
    """Refusals are waited out, a little longer each time up to a quarter of a second; the new bytes stand there."""
    path, time = tmp_path / "receipt", FakeTime()
    path.write_bytes(b"old")
    (tmp_path / "receipt.new").write_bytes(b"new")
    move(tmp_path / "receipt.new", path, rename=held(times), patience=time.patience)
    assert (path.read_bytes(), len(time.waited)) == (b"new", times)
    assert time.waited == sorted(time.waited)
    assert max(time.waited, default=0) <= 0.25
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_stays_held_is_left_as_it_was(tmp_path: Path) -> None:
    """It is tried for two seconds and not for ever: the refusal comes out, and both files stand."""
    path, new, time = tmp_path / "receipt", tmp_path / "receipt.new", FakeTime()
    path.write_bytes(b"old")
    new.write_bytes(b"new")
    with pytest.raises(PermissionError):
        move(new, path, rename=held(1000), patience=time.patience)
    assert (path.read_bytes(), new.read_bytes()) == (b"old", b"new")
    assert sum(time.waited) == pytest.approx(HELD_SECONDS)


def test_what_passes_by_no_waiting_is_told_at_once(tmp_path: Path) -> None:
    """Only a hold passes by itself: a file that is not there, or a right that is missing, is not waited for."""
    path, time = tmp_path / "receipt", FakeTime()
    with pytest.raises(FileNotFoundError):
        move(tmp_path / "gone", path, patience=time.patience)
    path.write_bytes(b"kept")
    with pytest.raises(PermissionError):
        move(path, tmp_path / "other", rename=held(1, PermissionError), patience=time.patience)
    assert time.waited == []


def test_removing_waits_for_what_holds_a_file(tmp_path: Path) -> None:
    """A file goes once the scanner lets go of it; one that is gone is no error; one that stays held stays."""
    path, time, tries = tmp_path / "aside", FakeTime(), list[str]()

    def unlink(one: Path) -> None:
        tries.append(one.name)
        if len(tries) % 3:
            raise HeldError(13, "held")
        one.unlink()

    path.touch()
    remove(path, unlink=unlink, patience=time.patience)
    assert (path.exists(), len(tries)) == (False, 3)
    remove(path)
    path.touch()
    with pytest.raises(PermissionError):
        remove(path, unlink=lambda one: held(1000)(one, one), patience=time.patience)
    assert path.exists()
    assert try_remove(path)
    assert try_remove(path)
    (tmp_path / "folder").mkdir()
    assert not try_remove(tmp_path / "folder")


def test_a_folder_goes_with_all_that_is_in_it(tmp_path: Path) -> None:
    """Whatever lies there at any depth goes; what a link leads to stays; a folder that is gone is no error."""
    (tmp_path / "folder" / "inner").mkdir(parents=True)
    (tmp_path / "folder" / "inner" / "file").touch()
    (tmp_path / "other").touch()
    (tmp_path / "folder" / "link").symlink_to(tmp_path / "other")
    remove_folder(tmp_path / "folder")
    remove_folder(tmp_path / "folder")
    assert list(tmp_path.iterdir()) == [tmp_path / "other"]


def mode_of(path: Path) -> int:
    """Return the rights on a file."""
    return stat.S_IMODE(path.lstat().st_mode)


def test_what_was_written_survives_a_power_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the write returns the file is on the disk, whole and under its name."""
    disk = FakeDisk()
    monkeypatch.setattr(os, "fsync", disk.fsync)
    for content in (b"first", b"second"):
        write_whole(tmp_path / "slots", content)
        assert disk.cuts[-1] == {"slots": content}


def test_what_cannot_be_put_in_place_is_taken_away(tmp_path: Path) -> None:
    """Where a folder or a pipe stands in the way, or nothing can be written, the refusal is all that is left."""
    (tmp_path / "slots").mkdir()
    (tmp_path / "file").touch()
    os.mkfifo(tmp_path / "pipe-slots")
    for path in (tmp_path / "slots", tmp_path / "file" / "slots", tmp_path / "pipe-slots"):
        with pytest.raises(OSError, match="slots"):
            write_whole(path, b"new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "pipe-slots", "slots"]


def test_what_breaks_off_leaves_what_stood_there(tmp_path: Path) -> None:
    """A writing that is ended in its middle changes nothing, and leaves nothing beside the file."""
    write_whole(tmp_path / "case.pdf", b"former")
    with suppress(KeyboardInterrupt), writing(tmp_path / "case.pdf") as file:
        file.write(b"half")
        raise KeyboardInterrupt
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("case.pdf", b"former")]


@pytest.mark.parametrize("at", ["case.pdf", "case.pdf" + PART])
@pytest.mark.parametrize("is_hard", [False, True])
def test_nothing_is_written_through_a_link(tmp_path: Path, at: str, *, is_hard: bool) -> None:
    """Whatever link somebody laid under either name, what it leads to stays as it was, and so do its rights."""
    other = tmp_path / "other"
    other.write_bytes(b"somebody's")
    before = mode_of(other)
    (tmp_path / at).hardlink_to(other) if is_hard else (tmp_path / at).symlink_to(other)
    write_whole(tmp_path / "case.pdf", b"names")
    assert (other.read_bytes(), mode_of(other)) == (b"somebody's", before)
    assert (tmp_path / "case.pdf").read_bytes() == b"names"
    assert not (tmp_path / "case.pdf").is_symlink()


@pytest.mark.skipif(os.name != "posix", reason="rights as POSIX has them")
def test_a_file_is_this_accounts_alone(tmp_path: Path) -> None:
    """Whatever the mask of the process and the rights of what stood there, nobody else may read it, from its start."""
    before = os.umask(0)
    try:
        (tmp_path / "export").write_bytes(b"open to all")
        with writing(tmp_path / "export") as file:
            assert mode_of(tmp_path / ("export" + PART)) == 0o600
            file.write(b"names")
        copy_whole(tmp_path / "export", tmp_path / "copy")
        reserve(tmp_path / "ballast", 10)
        os.close(open_to_lock(tmp_path / "lock"))
    finally:
        os.umask(before)
    assert {mode_of(one) for one in tmp_path.iterdir()} == {0o600}
    assert (tmp_path / "copy").read_bytes() == b"names"


def test_a_file_that_was_exchanged_meanwhile_is_not_put_in_place(tmp_path: Path) -> None:
    """Where somebody puts another file under the name while it is written, that one does not become ours."""
    part = tmp_path / ("export" + PART)

    def exchange() -> None:
        with writing(tmp_path / "export") as file:
            file.write(b"ours")
            part.unlink()
            part.write_bytes(b"theirs")

    with pytest.raises(FileExistsError):
        exchange()
    assert list(tmp_path.iterdir()) == []


def test_writing_over_changes_a_plain_file_of_its_size_alone(tmp_path: Path) -> None:
    """Bytes change where they are meant to; another size, a link, a second name, or no file: nothing is written."""
    file, other = tmp_path / "head", tmp_path / "other"
    assert not write_over(file, b"x", size=4)
    file.write_bytes(b"abcd")
    assert write_over(file, b"XY", at=1, size=4, waits=False)
    assert file.read_bytes() == b"aXYd"
    assert not write_over(file, b"Z", size=5)
    file.rename(other)
    file.symlink_to(other)
    with pytest.raises(OSError, match="head") as met:
        write_over(file, b"Z", size=4)
    assert met.value.errno == errno.ELOOP
    file.unlink()
    file.hardlink_to(other)
    assert not write_over(file, b"Z", size=4)
    assert other.read_bytes() == b"aXYd"


def test_emptying_and_reserving_follow_no_link(tmp_path: Path) -> None:
    """A file gives its room back and keeps its name; what a link leads to keeps its bytes."""
    reserve(tmp_path / "ballast", 5000)
    assert empty(tmp_path / "ballast") == 5000
    assert (tmp_path / "ballast").stat().st_size == 0
    (tmp_path / "other").write_bytes(b"somebody's")
    (tmp_path / "link").symlink_to("other")
    for deed in (lambda path: reserve(path, 1), empty, open_to_lock, open_new):
        with pytest.raises(OSError, match="link"):
            deed(tmp_path / "link")
    assert (tmp_path / "other").read_bytes() == b"somebody's"

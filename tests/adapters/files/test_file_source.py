"""Each file that an officer may point to and that cannot be taken in is refused by name, with nothing changed."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from tests.adapters.files.stores import sealed_files
from tipdesk.adapters.files.file_source import FileSource
from tipdesk.domain.errors import TipdeskError, UserError
from tipdesk.services.file_store import LARGEST

if TYPE_CHECKING:
    from pathlib import Path


def refused(path: Path) -> str:
    """Return the code by which a file is refused, which must leave no sealed file."""
    files = sealed_files(path.parent / "home")
    (path.parent / "home").mkdir(exist_ok=True)
    codes = set()
    for deed in (files.take_in, files.measure):
        with pytest.raises(TipdeskError) as refusal:
            deed(FileSource(path))
        assert path.name[:4] in refusal.value.text()
        codes.add(refusal.value.code)
    assert files.find_held() == []
    [code] = codes
    return code


def test_what_is_no_file(tmp_path: Path) -> None:
    """A name without a file, a folder, a device, a pipe and an empty file are each told apart."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty").write_bytes(b"")
    assert refused(tmp_path / "none.pdf") == "no-file"
    assert refused(tmp_path / "folder") == "no-plain-file"
    assert refused(tmp_path / "empty") == "empty-file"
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe")
        assert refused(tmp_path / "pipe") == "no-plain-file"
        (tmp_path / "null").symlink_to("/dev/null")
        assert refused(tmp_path / "null") == "no-plain-file"


def test_a_file_of_four_gigabytes(tmp_path: Path) -> None:
    """One byte more than may be is refused before a byte is read."""
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    assert refused(path) == "too-large"


def test_a_file_that_the_disk_does_not_give(tmp_path: Path) -> None:
    """A link that leads to itself, as a disk that fails, is Trouble."""
    path = tmp_path / "loop"
    path.symlink_to(path)
    assert refused(path) == "file-unreadable"


@pytest.mark.parametrize("change", ["grow", "shrink", "write", "swap"])
def test_a_file_that_changes_while_it_is_read(tmp_path: Path, change: str) -> None:
    """A file that grows, shrinks or is written to meanwhile is refused; one that is exchanged is read as it was."""
    path, files = tmp_path / "live.bin", sealed_files(tmp_path)
    path.write_bytes(bytes(200_000))

    def at_once(done: int, _total: int) -> None:
        if done == 65_536:
            _change(path, change)

    if change == "swap":
        assert files.take_in(FileSource(path), at_once).size == 200_000
        return
    with pytest.raises(UserError) as refusal:
        files.take_in(FileSource(path), at_once)
    assert refusal.value.code == "file-changed"
    assert files.find_held() == []


def _change(path: Path, change: str) -> None:
    if change == "grow":
        with path.open("ab") as file:
            file.write(b"more")
    elif change == "shrink":
        os.truncate(path, 100_000)
    elif change == "write":
        with path.open("r+b") as file:
            file.write(b"other")
        os.utime(path, ns=(1, 1))  # a disk whose clock is coarse would say the same moment
    else:
        other = path.with_name("other")
        other.write_bytes(b"another file")
        other.replace(path)


def test_a_name_is_shown_and_never_a_path(tmp_path: Path) -> None:
    """Every character of a name can be seen, however naughty, and the file is found under its own."""
    naughty = "\u202egpj.exe\t ..\\:*?“é".replace("/", "_")
    path = tmp_path / naughty
    path.write_bytes(b"invented")
    shown = FileSource(path).name
    assert shown.isprintable()
    assert "\\u202e" in shown
    taken = sealed_files(tmp_path).take_in(FileSource(path))
    assert taken.size == 8
    assert [one.name for one in (tmp_path / "files").iterdir()] == [taken.content_id.hex()]

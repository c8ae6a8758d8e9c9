"""Files that an officer names: read while small, written whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tipdesk.adapters.system.files import read_small_file, write_whole_file
from tipdesk.domain.errors import Trouble, UserError

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """A written file stands complete under its name, also over an older one, and nothing beside it."""
    file = tmp_path / "grant"
    for content in (b"one", b"another"):
        write_whole_file(file, content)
        assert read_small_file(file, 100) == content
    assert list(tmp_path.iterdir()) == [file]


def test_what_is_no_small_file(tmp_path: Path) -> None:
    """A file that is absent, a folder, or too large is refused by name."""
    (tmp_path / "large").write_bytes(bytes(101))
    for name, code in (("absent", "no-file"), (".", "no-file"), ("large", "too-large")):
        with pytest.raises(UserError) as refusal:
            read_small_file(tmp_path / name, 100)
        assert refusal.value.code == code


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    """Writing where no folder is any more, or a file in its place, is trouble that can be tried again."""
    (tmp_path / "file").write_bytes(b"f")
    for folder in ("gone", "file"):
        with pytest.raises(Trouble) as trouble:
            write_whole_file(tmp_path / folder / "grant", b"g")
        assert trouble.value.code == "file-unwritable"

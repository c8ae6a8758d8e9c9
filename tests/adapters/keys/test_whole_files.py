"""A file beside the store is replaced whole, and stays so through a power cut."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.fakes.disk import FakeDisk
from tipdesk.adapters.keys.slots_file import put_whole

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_written_survives_a_power_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the write returns the file is on the disk, whole and under its name."""
    disk = FakeDisk()
    monkeypatch.setattr(os, "fsync", disk.fsync)
    for content in (b"first", b"second"):
        put_whole(tmp_path / "slots", content)
        assert disk.cuts[-1] == {"slots": content}


def test_what_cannot_be_put_in_place_is_taken_away(tmp_path: Path) -> None:
    """Where a folder stands in the way of the file, or nothing can be written, the refusal is all that is left."""
    (tmp_path / "slots").mkdir()
    (tmp_path / "file").touch()
    for path in (tmp_path / "slots", tmp_path / "file" / "slots"):
        with pytest.raises(OSError, match="slots"):
            put_whole(path, b"new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "slots"]

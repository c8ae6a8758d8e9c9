"""Store and slots under another key: whatever files stand after an interruption, they settle to a pair that fits."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.fakes.disk import FakeDisk
from tipdesk.adapters.keys.next_files import SLOTS_NEXT, STORE_NEXT, is_unsettled, put_in_place, settle
from tipdesk.domain.errors import Trouble

if TYPE_CHECKING:
    from pathlib import Path

OLD = {"store.db": "old", "slots": "old"}
NEW = {"store.db": "new", "slots": "new"}


def _write(home: Path, files: dict[str, str]) -> None:
    for name, content in files.items():
        (home / name).write_text(content, "ascii")


def _read(home: Path) -> dict[str, str]:
    return {path.name: path.read_text("ascii") for path in home.iterdir()}


@pytest.mark.parametrize(
    ("beside", "after"),
    [
        ({}, OLD),
        ({STORE_NEXT: "new"}, OLD),
        ({STORE_NEXT: "half", STORE_NEXT + "-wal": "x", STORE_NEXT + "-shm": "x", STORE_NEXT + "-journal": "x"}, OLD),
        ({STORE_NEXT: "new", SLOTS_NEXT: "new"}, OLD),
    ],
)
def test_what_was_not_put_in_place_is_undone(tmp_path: Path, beside: dict[str, str], after: dict[str, str]) -> None:
    """While the new store lies beside, the old pair stands, and nothing of the attempt is left."""
    _write(tmp_path, OLD | beside)
    assert is_unsettled(tmp_path) is bool(beside)
    settle(tmp_path)
    assert _read(tmp_path) == after
    assert not is_unsettled(tmp_path)
    settle(tmp_path)
    assert _read(tmp_path) == after


def test_the_new_slots_go_for_good_before_the_new_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A power cut in between never leaves them alone: that would mean that the store is in place."""
    disk = FakeDisk()
    monkeypatch.setattr(os, "fsync", disk.fsync)
    _write(tmp_path, OLD | {STORE_NEXT: "new", SLOTS_NEXT: "new"})
    settle(tmp_path)
    assert [set(cut) for cut in disk.cuts] == [{*OLD, STORE_NEXT}]


def test_what_was_half_put_in_place_is_finished(tmp_path: Path) -> None:
    """Once the new store is in place, its slots follow, and nothing of the attempt is left either."""
    _write(tmp_path, {"store.db": "new", "slots": "old", SLOTS_NEXT: "new", STORE_NEXT + "-wal": "x"})
    assert is_unsettled(tmp_path)
    settle(tmp_path)
    assert _read(tmp_path) == NEW


def test_both_are_put_in_place(tmp_path: Path) -> None:
    """The pair changes together; where a file is missing that is Trouble by name, and `settle` says how it ended."""
    _write(tmp_path, OLD | {STORE_NEXT: "new", SLOTS_NEXT: "new"})
    put_in_place(tmp_path)
    assert _read(tmp_path) == NEW
    with pytest.raises(Trouble) as caught:
        put_in_place(tmp_path)
    assert caught.value.code == "slots-unwritable"
    with pytest.raises(Trouble) as caught:
        settle(tmp_path / "no such folder")
    assert caught.value.code == "slots-unwritable"

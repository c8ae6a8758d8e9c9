"""What only a folder of sealed files has: age containers, crashes, other processes, and disks that refuse."""

from __future__ import annotations

import os
import stat
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from tests.adapters.files.stores import sealed_files
from tests.fakes.files import FakeSource
from tipdesk.adapters.files.file_source import FileSource
from tipdesk.adapters.keys.age import open_sealed
from tipdesk.adapters.keys.age_recipients import X25519Identity
from tipdesk.domain.errors import Distrust, Trouble

if TYPE_CHECKING:
    from pathlib import Path

CONTENT = b"an invented scan " * 9_000


def test_any_age_tool_opens_a_sealed_file(tmp_path: Path) -> None:
    """The file is an age container to the identity that is its key, and nobody else can read it on this disk."""
    files = sealed_files(tmp_path)
    taken = files.take_in(FakeSource("a.jpg", CONTENT))
    lies = tmp_path / "files" / taken.content_id.hex()
    assert open_sealed(lies.read_bytes(), X25519Identity(taken.key)) == CONTENT
    assert stat.S_IMODE(lies.stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "files").iterdir()] == [lies.name]


def test_every_altered_byte_and_every_length_is_refused(tmp_path: Path) -> None:
    """A sealed file with one other bit, or cut, gives no byte of plaintext and writes no file."""
    files, out = sealed_files(tmp_path), tmp_path / "out"
    taken = files.take_in(FakeSource("a.txt", b"short and invented"))
    lies = tmp_path / "files" / taken.content_id.hex()
    whole = lies.read_bytes()
    cut = [whole[:length] for length in range(len(whole))]
    flipped = [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(len(whole))]
    for altered in (*cut, *flipped, whole + b"\0"):
        lies.write_bytes(altered)
        assert not files.is_whole(taken.content_id)
        with pytest.raises(Distrust):
            files.write_out(taken.content_id, taken.key, taken.digest, out)
        assert not out.exists()


def test_a_key_of_the_wrong_length_is_refused(tmp_path: Path) -> None:
    """What is no key of a file is refused by name."""
    files = sealed_files(tmp_path)
    taken = files.take_in(FakeSource("a.txt", b"invented"))
    with pytest.raises(Distrust) as refusal, files.reading(taken.content_id, b"short"):
        pass
    assert refusal.value.code == "file-key"


def test_a_disk_without_room_is_told_before_anything_is_written(tmp_path: Path) -> None:
    """A file that would leave less than the reserve free is refused, and nothing of it lies there."""
    free = os.statvfs(tmp_path).f_bavail * os.statvfs(tmp_path).f_frsize
    files = sealed_files(tmp_path, reserve=2 * free)
    with pytest.raises(Trouble) as refusal:
        files.take_in(FakeSource("a.txt", b"invented"))
    assert refusal.value.code == "no-room"
    assert [*(tmp_path / "files").iterdir()] == []


def test_a_folder_that_takes_nothing_is_told(tmp_path: Path) -> None:
    """A file where the folder should be is Trouble, not a bug."""
    (tmp_path / "files").write_bytes(b"")
    with pytest.raises(Trouble) as refusal:
        sealed_files(tmp_path).take_in(FakeSource("a.txt", b"invented"))
    assert refusal.value.code == "file-unwritable"


def test_what_a_crash_left_goes_and_other_files_stay(tmp_path: Path) -> None:
    """The sweep removes what was half written; a folder of parts, and what is not ours, it does not touch."""
    files = sealed_files(tmp_path)
    kept = files.take_in(FakeSource("a.txt", b"invented"))
    half, parts, strange = (tmp_path / "files" / name for name in ("taking.part", "parts", "README"))
    half.write_bytes(b"half")
    parts.mkdir()
    strange.write_bytes(b"")
    assert files.sweep() == 1
    assert sorted(path.name for path in (tmp_path / "files").iterdir()) == sorted(
        (kept.content_id.hex(), "parts", "README")
    )
    assert files.find_held() == [kept.content_id]


def test_no_sweep_runs_while_another_process_takes_files_in(tmp_path: Path) -> None:
    """While one process keeps a file whose row is not written yet, the sweep of another one leaves it alone."""
    files, other = sealed_files(tmp_path), sealed_files(tmp_path, lambda _asked: ())
    with files.keeping():
        taken = files.take_in(FakeSource("a.txt", b"invented"))
        assert other.sweep() == 0
    assert files.is_here(taken.content_id)
    assert other.sweep() == 1


def test_nobody_waits_for_ever(tmp_path: Path) -> None:
    """Where another process keeps files for long, the second is told so."""
    files = sealed_files(tmp_path)
    with files.keeping(), pytest.raises(Trouble) as refusal, files.lock(0.05):
        pass
    assert refusal.value.code == "store-busy"


def test_a_large_file_needs_no_more_memory_than_a_small_one(tmp_path: Path) -> None:
    """A file of 48 MiB is taken in, opened and written out with a few MiB of memory: never whole in it."""
    files, path = sealed_files(tmp_path), tmp_path / "large.bin"
    with path.open("wb") as file:
        file.truncate(48 << 20)
    tracemalloc.start()
    try:
        taken = files.take_in(FileSource(path))
        files.write_out(taken.content_id, taken.key, taken.digest, tmp_path / "out.bin")
        assert files.is_whole(taken.content_id)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 8 << 20
    assert (tmp_path / "out.bin").stat().st_size == 48 << 20

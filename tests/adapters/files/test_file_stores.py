"""What every `FileStore` promises: the suite runs on the folder of sealed files and on the fake."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from tests.adapters.files.stores import KINDS, make_files
from tests.fakes.files import FakeSource
from tipdesk.domain.errors import Distrust, TipdeskError, Trouble, UserError
from tipdesk.services.file_store import HEAD_BYTES

if TYPE_CHECKING:
    from pathlib import Path

    from tipdesk.services.file_store import FileStore

SIZES = (1, 65_535, 65_536, 65_537, 200_000)
UNKNOWN = b"\x07" * 32


@pytest.fixture
def unnamed() -> set[bytes]:
    """The content ids that the store does not name."""
    return set()


@pytest.fixture(params=KINDS)
def files(request: pytest.FixtureRequest, tmp_path: Path, unnamed: set[bytes]) -> FileStore:
    """An empty store of each kind."""
    return make_files(request.param, tmp_path, lambda asked: set(asked) - unnamed)


def content_of(size: int) -> bytes:
    """Return bytes that differ from chunk to chunk."""
    return hashlib.shake_256(b"content").digest(size)


def read_whole(files: FileStore, content_id: bytes, key: bytes) -> bytes:
    """Return the plaintext of a sealed file."""
    with files.reading(content_id, key) as chunks:
        return b"".join(chunks)


@pytest.mark.parametrize("size", SIZES)
def test_what_is_taken_in_comes_back(files: FileStore, size: int) -> None:
    """A file of any size is hashed, sealed under its content id, and comes back byte for byte."""
    content = content_of(size)
    taken = files.take_in(FakeSource("a.bin", content))
    assert (taken.digest, taken.size, taken.head) == (hashlib.sha256(content).digest(), size, content[:HEAD_BYTES])
    sealed = files.read_sealed(taken.content_id, 0, taken.sealed_size + 1)
    assert (hashlib.sha256(sealed).digest(), len(sealed)) == (taken.content_id, taken.sealed_size)
    assert content[:100] not in sealed or size == 1
    assert files.is_whole(taken.content_id)
    assert files.sealed_size(taken.content_id) == taken.sealed_size
    assert [*files.find_held()] == [taken.content_id]
    assert read_whole(files, taken.content_id, taken.key) == content


def test_the_same_file_twice_is_sealed_twice(files: FileStore) -> None:
    """Two rows never share a key, nor a sealed file: who may open one need not open the other."""
    one, other = (files.take_in(FakeSource("a.bin", b"the same")) for _time in range(2))
    assert one.digest == other.digest
    assert one.key != other.key
    assert one.content_id != other.content_id
    files.drop(one.content_id)
    assert (files.is_here(one.content_id), files.is_here(other.content_id)) == (False, True)


def test_sealed_bytes_are_read_from_anywhere(files: FileStore) -> None:
    """Any part of the sealed bytes is given as it lies, fewer at the end, none after it."""
    taken = files.take_in(FakeSource("a.bin", content_of(100_000)))
    whole = files.read_sealed(taken.content_id, 0, taken.sealed_size)
    assert files.read_sealed(taken.content_id, 70_000, 1_000) == whole[70_000:71_000]
    assert files.read_sealed(taken.content_id, taken.sealed_size - 5, 100) == whole[-5:]
    assert files.read_sealed(taken.content_id, taken.sealed_size, 100) == b""


def test_a_file_is_measured_and_not_kept(files: FileStore) -> None:
    """What is only hashed leaves nothing behind."""
    measured = files.measure(FakeSource("a.bin", b"never kept"))
    assert (measured.digest, measured.size) == (hashlib.sha256(b"never kept").digest(), 10)
    assert [*files.find_held()] == []


@pytest.mark.parametrize(
    ("source", "code"),
    [(FakeSource("a.bin", b""), "empty-file"), (FakeSource("a.bin", b"grows", changes=True), "file-changed")],
)
def test_a_file_that_is_refused_leaves_nothing(files: FileStore, source: FakeSource, code: str) -> None:
    """An empty file, and one that changes while it is read, are refused by name and are not there."""
    for deed in (files.take_in, files.measure):
        with pytest.raises(UserError) as refusal:
            deed(source)
        assert refusal.value.code == code
    assert [*files.find_held()] == []


def test_whoever_listens_may_end_it(files: FileStore) -> None:
    """What the listener raises ends the taking in, and nothing of the file stays."""

    def stop(done: int, total: int) -> None:
        assert 0 < done <= total == 200_000
        if done > 100_000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        files.take_in(FakeSource("a.bin", content_of(200_000)), stop)
    assert [*files.find_held()] == []


def test_what_is_not_here_is_told(files: FileStore, tmp_path: Path) -> None:
    """A file that has not arrived is Trouble, whatever is asked of it."""
    deeds = (
        lambda: files.sealed_size(UNKNOWN),
        lambda: files.read_sealed(UNKNOWN, 0, 1),
        lambda: files.is_whole(UNKNOWN),
        lambda: read_whole(files, UNKNOWN, UNKNOWN),
        lambda: files.write_out(UNKNOWN, UNKNOWN, UNKNOWN, tmp_path / "out"),
    )
    for deed in deeds:
        with pytest.raises(Trouble) as refusal:
            deed()
        assert refusal.value.code == "file-not-here"
    assert not files.is_here(UNKNOWN)
    files.drop(UNKNOWN)
    assert not (tmp_path / "out").exists()


def test_another_key_opens_nothing(files: FileStore) -> None:
    """The key of another file does not open this one."""
    one, other = (files.take_in(FakeSource("a.bin", b"invented")) for _time in range(2))
    with pytest.raises(Distrust) as refusal:
        read_whole(files, one.content_id, other.key)
    assert refusal.value.code == "age-no-match"


def test_what_is_written_out_is_the_original(files: FileStore, tmp_path: Path) -> None:
    """An export is the file as it was, over what stood there; another digest, or another key, writes nothing."""
    content, out = content_of(150_000), tmp_path / "out.bin"
    taken = files.take_in(FakeSource("a.bin", content))
    out.write_bytes(b"before")
    for key, digest in ((UNKNOWN, taken.digest), (taken.key, UNKNOWN)):
        with pytest.raises(Distrust):
            files.write_out(taken.content_id, key, digest, out)
        assert out.read_bytes() == b"before"
    files.write_out(taken.content_id, taken.key, taken.digest, out)
    assert out.read_bytes() == content
    with pytest.raises(TipdeskError) as refusal:
        files.write_out(taken.content_id, taken.key, taken.digest, tmp_path / "no" / "out.bin")
    assert refusal.value.code == "file-unwritable"


def test_the_sweep_takes_what_nobody_names(files: FileStore, unnamed: set[bytes]) -> None:
    """A sealed file that the store does not name goes, one that it names stays; a second sweep finds nothing."""
    assert files.sweep() == 0
    kept, orphan = (files.take_in(FakeSource("a.bin", b"invented")).content_id for _time in range(2))
    unnamed |= {orphan, UNKNOWN}
    assert files.sweep() == 1
    assert [*files.find_held()] == [kept]
    assert not files.is_here(orphan)
    assert files.sweep() == 0


def test_keeping_ends_with_its_block(files: FileStore) -> None:
    """Files can be kept one after the other, also after a block that failed."""
    with pytest.raises(ZeroDivisionError), files.keeping():
        raise ZeroDivisionError
    with files.keeping():
        files.take_in(FakeSource("a.bin", b"invented"))
    assert files.sweep() == 0

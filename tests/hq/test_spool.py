"""The spool: offsets that survive a restart, and nothing that stays for ever."""

from pathlib import Path

import pytest

from tests.fakes.inbox import make_bundle
from tipdesk.domain.errors import Trouble
from tipdesk.hq.spool import SPOOL_LIMITS, OffsetError, Spool, SpoolLimits
from tipdesk.sync.wire import OPENING_BYTES, upload_id

DEVICE = b"d" * 16


class FakeSeconds:
    """A clock that the test turns."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> FakeSeconds:
    """The spool's clock."""
    return FakeSeconds()


@pytest.fixture
def spool(tmp_path: Path, seconds: FakeSeconds) -> Spool:
    """An empty spool."""
    return Spool(tmp_path / "spool", seconds)


def begin(spool: Spool, bundle: bytes, device: bytes = DEVICE) -> str:
    """Begin an upload; returns its id."""
    name = upload_id(bundle)
    spool.begin(name, len(bundle), device, bundle[:OPENING_BYTES])
    return name


def test_bytes_are_kept_at_their_offset_only(spool: Spool) -> None:
    """A piece for another offset, or beyond the length, is refused with the offset that holds."""
    bundle = make_bundle(2000)
    name = begin(spool, bundle)
    assert spool.append(name, 512, bundle[512:1000]) == 1000
    for offset, piece in ((512, b"x"), (1001, b"x"), (1000, b"x" * 1001)):
        with pytest.raises(OffsetError) as met:
            spool.append(name, offset, piece)
        assert met.value.offset == 1000
    spool.append(name, 1000, bundle[1000:])
    assert spool.read(name) == bundle
    assert spool.opening(name) == bundle[:OPENING_BYTES]


def test_an_upload_that_is_not_its_hash_is_dropped(spool: Spool) -> None:
    """Bytes that do not hash to their id never come out."""
    name = begin(spool, make_bundle(600))
    spool.append(name, 512, b"x" * 88)
    assert spool.read(name) is None
    assert spool.find(name) is None
    assert list(spool.folder.iterdir()) == []


def test_a_new_server_finds_what_was_there(spool: Spool, seconds: FakeSeconds) -> None:
    """Offsets and blobs come back from the folder alone; the device must be admitted anew; rubbish goes."""
    bundle = make_bundle(2000)
    name = begin(spool, bundle)
    spool.append(name, 512, bundle[512:900])
    blob = spool.put_blob(b"for a post")
    for rubbish in ("x.part", f"{'a' * 64}.5.up", f"{'b' * 64}.x.up", "../".replace("/", "_")):
        (spool.folder / rubbish).write_bytes(b"more than five")
    again = Spool(spool.folder, seconds)
    found = again.find(name)
    assert found is not None
    assert (found.offset, found.length, found.device) == (900, 2000, None)
    path = again.find_blob(blob)
    assert path is not None
    assert path.read_bytes() == b"for a post"
    assert len(list(spool.folder.iterdir())) == 2


def test_what_nobody_touches_goes(spool: Spool, seconds: FakeSeconds) -> None:
    """Uploads go after a week, blobs after a day, counted from the last touch."""
    old, blob = begin(spool, make_bundle(600, seed=1)), spool.put_blob(b"old")
    seconds.now += SPOOL_LIMITS.blob_seconds + 1
    spool.put_blob(b"new")
    assert spool.find_blob(blob) is None
    seconds.now += SPOOL_LIMITS.upload_seconds - SPOOL_LIMITS.blob_seconds
    fresh = begin(spool, make_bundle(600, seed=2))
    assert spool.find(old) is None
    assert spool.find(fresh) is not None


def test_a_device_has_few_uploads_at_a_time(spool: Spool, seconds: FakeSeconds) -> None:
    """A device that begins again and again loses its oldest, and no other device's."""
    other = begin(spool, make_bundle(600, seed=99), b"o" * 16)
    names = []
    for seed in range(SPOOL_LIMITS.uploads_a_device + 2):
        seconds.now += 1
        names.append(begin(spool, make_bundle(600, seed=seed)))
    assert [spool.find(name) is not None for name in names] == [False] * 2 + [True] * SPOOL_LIMITS.uploads_a_device
    assert spool.find(other) is not None


def test_beginning_again_goes_on(spool: Spool) -> None:
    """An upload that is begun again keeps its bytes; under another length it starts anew."""
    bundle = make_bundle(2000)
    name = begin(spool, bundle)
    spool.append(name, 512, bundle[512:900])
    assert spool.begin(name, 2000, DEVICE, bundle[:512]).offset == 900
    assert spool.begin(name, 3000, DEVICE, bundle[:512]).offset == 512


def test_a_full_spool_is_trouble(tmp_path: Path, seconds: FakeSeconds) -> None:
    """There is an end to uploads, and it is told by name."""
    spool = Spool(tmp_path, seconds, SpoolLimits(uploads=1))
    begin(spool, make_bundle(600, seed=1), b"1" * 16)
    with pytest.raises(Trouble) as met:
        begin(spool, make_bundle(600, seed=2), b"2" * 16)
    assert met.value.code == "headquarters-full"


def test_blobs_make_room_for_the_newest(tmp_path: Path, seconds: FakeSeconds) -> None:
    """Too many bytes for download: the oldest go, the newest stays."""
    spool = Spool(tmp_path, seconds, SpoolLimits(blob_bytes=10))
    old = spool.put_blob(b"12345678")
    seconds.now += 1
    new = spool.put_blob(b"abcdefgh")
    assert spool.find_blob(old) is None
    assert spool.find_blob(new) is not None


def test_a_disk_that_is_full_is_trouble(spool: Spool) -> None:
    """A write that the disk refuses is a named Trouble."""
    name = begin(spool, make_bundle(600))
    found = spool.find(name)
    assert found is not None
    found.path.unlink()
    with pytest.raises(Trouble) as met:
        spool.append(name, 512, b"x")
    assert met.value.code == "headquarters-full"

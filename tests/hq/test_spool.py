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
        assert str(met.value) == "1000"
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
    assert [path.name for path in spool.folder.iterdir()] == [f"{name}.3000.up"]


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


def test_what_is_gone_is_told_as_such(spool: Spool) -> None:
    """An upload that is not there has no bytes and no opening, and goes on from the very beginning."""
    bundle = make_bundle(2000)
    name = begin(spool, bundle)
    spool.drop(name)
    assert list(spool.folder.iterdir()) == []
    assert (spool.find(name), spool.opening(name), spool.read(name)) == (None, b"", None)
    with pytest.raises(OffsetError) as met:
        spool.append(name, 512, b"x")
    assert met.value.offset == 0


def test_the_folder_is_its_owners_alone(tmp_path: Path) -> None:
    """What posts send lies where no other account of the PC reads it; an upload without a byte is not taken up."""
    folder = tmp_path / "hq" / "spool"
    spool = Spool(folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    name = upload_id(b"never began")
    spool.begin(name, 11, DEVICE, b"")
    assert Spool(folder).find(name) is None
    assert list(folder.iterdir()) == []


def test_blobs_up_to_the_limit_stay(tmp_path: Path, seconds: FakeSeconds) -> None:
    """Nothing goes while all have room; no more goes than must, the oldest first; one that is too large alone stays."""
    spool = Spool(tmp_path, seconds, SpoolLimits(blob_bytes=10))
    names = []
    for content in (b"123", b"456", b"7890"):
        names.append(spool.put_blob(content))
        seconds.now += 1
    assert all(spool.find_blob(name) is not None for name in names)
    names.append(spool.put_blob(b"a"))
    assert [spool.find_blob(name) is not None for name in names] == [False, True, True, True]
    large = spool.put_blob(b"more than ten bytes")
    assert [path.name for path in tmp_path.iterdir()] == [f"{large}.blob"]
    assert spool.find_blob(large) == tmp_path / f"{large}.blob"


def test_a_blob_that_is_fetched_stays(spool: Spool, seconds: FakeSeconds) -> None:
    """Asking for a blob counts as a touch; it goes after a day without one, and not before."""
    blob = spool.put_blob(b"for a post")
    seconds.now += SPOOL_LIMITS.blob_seconds - 1
    assert spool.find_blob(blob) is not None
    seconds.now += SPOOL_LIMITS.blob_seconds
    spool.put_blob(b"another")
    assert spool.find_blob(blob) is not None


def test_an_upload_that_goes_on_stays(spool: Spool, seconds: FakeSeconds) -> None:
    """Every piece, and every new beginning, counts as a touch; an upload goes after a week without one."""
    bundle = make_bundle(2000)
    name = begin(spool, bundle)
    for offset in (512, 513):
        seconds.now += SPOOL_LIMITS.upload_seconds
        assert spool.append(name, offset, bundle[offset : offset + 1]) == offset + 1
        begin(spool, make_bundle(600, seed=offset), b"o" * 16)
    seconds.now += SPOOL_LIMITS.upload_seconds
    assert begin(spool, bundle) == name
    found = spool.find(name)
    assert found is not None
    assert found.offset == 514


def test_a_full_upload_is_taken_up_and_a_longer_one_is_not(spool: Spool) -> None:
    """A file of exactly its length is a complete upload for the next server; one byte more, and it is none of ours."""
    bundle = make_bundle(600)
    name = begin(spool, bundle)
    spool.append(name, 512, bundle[512:])
    assert Spool(spool.folder).read(name) == bundle
    (spool.folder / f"{name}.600.up").write_bytes(bundle + b"x")
    assert Spool(spool.folder).find(name) is None
    assert list(spool.folder.iterdir()) == []


def test_the_default_limits() -> None:
    """A week for uploads, a day for blobs, four uploads a device, a thousand in all, one gibibyte to fetch."""
    assert (SPOOL_LIMITS.upload_seconds, SPOOL_LIMITS.blob_seconds) == (604_800, 86_400)
    assert (SPOOL_LIMITS.uploads_a_device, SPOOL_LIMITS.uploads, SPOOL_LIMITS.blob_bytes) == (4, 1000, 1 << 30)

"""The spool: offsets that survive a restart, and nothing that stays for ever."""

from pathlib import Path

import pytest

from tests.fakes.inbox import FakeInbox, make_bundle
from tests.fakes.seconds import FakeSeconds
from tipdesk.adapters.system.homes import LONGEST_INSIDE
from tipdesk.domain.errors import Trouble
from tipdesk.hq.spool import SPOOL_LIMITS, OffsetError, Spool, SpoolLimits
from tipdesk.services.headquarters.intake.inbox import Admitted
from tipdesk.sync.bundle import upload_key
from tipdesk.sync.limits import LIMITS
from tipdesk.sync.wire import OPENING_BYTES, slot_id

DEVICE = b"d" * 16


@pytest.fixture
def seconds() -> FakeSeconds:
    """The spool's clock."""
    return FakeSeconds()


@pytest.fixture
def spool(tmp_path: Path, seconds: FakeSeconds) -> Spool:
    """An empty spool."""
    return Spool(tmp_path / "spool", seconds)


def begin(spool: Spool, bundle: bytes, anew: str = "") -> str:
    """Begin an upload; returns its slot."""
    opening = bundle[:OPENING_BYTES]
    slot = slot_id(upload_key(bundle).hex(), opening, anew)
    spool.begin(slot, FakeInbox().admit(opening), opening)
    return slot


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


def test_the_longest_path_in_a_home_has_the_room_that_is_kept(spool: Spool) -> None:
    """An upload of any length, in a home that was put aside by a backup: no file of ours has a longer path."""
    begin(spool, make_bundle(600))
    [upload] = spool.folder.iterdir()
    inside = upload.relative_to(spool.folder.parent).as_posix().replace(".600.", f".{LIMITS.sealed}.")
    assert len("/") + len(inside) + len(".replaced-1795796054893") <= LONGEST_INSIDE


def test_an_upload_that_is_not_its_hash_is_dropped(spool: Spool) -> None:
    """Bytes that do not hash to their id never come out."""
    name = begin(spool, make_bundle(600))
    spool.append(name, 512, b"x" * 88)
    assert spool.read(name) is None
    assert spool.find(name) is None
    assert list(spool.folder.iterdir()) == []


def test_a_new_server_finds_what_was_there(spool: Spool, seconds: FakeSeconds) -> None:
    """Offsets, owners and blobs come back from the folder alone; openings must be admitted anew; rubbish goes."""
    bundle = make_bundle(2000)
    name = begin(spool, bundle)
    spool.append(name, 512, bundle[512:900])
    [(blob, _size)] = spool.answers.put(DEVICE, b"question", [b"for a post"])
    slot, owner = "a" * 64, DEVICE.hex()
    for rubbish in (
        "x.part",
        f"{slot}.up",
        f"{slot}.900.up",
        f"{slot}.5.{owner}.up",
        f"{slot}.x.{owner}.up",
        f"{slot}.900.{owner}.x.up",
        f"{slot}.900.stranger.up",
        f"{slot}.blob",
        f"{slot}.stranger.blob",
        "../".replace("/", "_"),
    ):
        (spool.folder / rubbish).write_bytes(b"more than five")
    again = Spool(spool.folder, seconds)
    found = again.find(name)
    assert found is not None
    assert (found.offset, found.length, found.device, found.mark) == (900, 2000, DEVICE, b"")
    path = again.answers.find_blob(blob)
    assert path is not None
    assert path.read_bytes() == b"for a post"
    assert len(list(spool.folder.iterdir())) == 2


def test_what_nobody_touches_goes(spool: Spool, seconds: FakeSeconds) -> None:
    """Uploads go after a week, counted from the last touch."""
    old = begin(spool, make_bundle(600, seed=1))
    seconds.now += SPOOL_LIMITS.upload_seconds + 1
    fresh = begin(spool, make_bundle(600, seed=2))
    assert spool.find(old) is None
    assert spool.find(fresh) is not None


def test_a_device_has_few_uploads_at_a_time(spool: Spool, seconds: FakeSeconds) -> None:
    """A device that begins again and again loses its oldest, and no other device's."""
    other = begin(spool, make_bundle(600, seed=99, device=b"o" * 16))
    names = []
    for seed in range(SPOOL_LIMITS.uploads_a_device + 2):
        seconds.now += 1
        names.append(begin(spool, make_bundle(600, seed=seed)))
    assert [spool.find(name) is not None for name in names] == [False] * 2 + [True] * SPOOL_LIMITS.uploads_a_device
    assert spool.find(other) is not None


def test_places_are_their_devices_after_a_restart(spool: Spool, seconds: FakeSeconds) -> None:
    """A server that was started anew counts what its folder holds: a device gains no place, and takes none."""
    other = begin(spool, make_bundle(600, seed=99, device=b"o" * 16))
    names = [begin(spool, make_bundle(600, seed=seed)) for seed in range(SPOOL_LIMITS.uploads_a_device)]
    again = Spool(spool.folder, seconds)
    seconds.now += 1
    names.append(begin(again, make_bundle(600, seed=50)))
    assert sum(again.find(name) is not None for name in names) == SPOOL_LIMITS.uploads_a_device
    assert again.find(names[-1]) is not None
    assert again.find(other) is not None


def test_beginning_again_goes_on(spool: Spool) -> None:
    """An upload that is begun again keeps its bytes; in a slot of its own, or of another device, it starts anew."""
    bundle = make_bundle(2000)
    name = begin(spool, bundle)
    spool.append(name, 512, bundle[512:900])
    admitted = FakeInbox().admit(bundle[:512])
    assert spool.begin(name, admitted, bundle[:512]).offset == 900
    own = spool.find(begin(spool, bundle, "a" * 32))
    assert own is not None
    assert own.offset == 512
    assert spool.begin(name, Admitted(b"o" * 16, 2000, admitted.upload), bundle[:512]).offset == 512
    assert sorted(path.name.split(".")[2] for path in spool.folder.iterdir()) == [DEVICE.hex(), (b"o" * 16).hex()]


def test_a_full_spool_is_trouble(tmp_path: Path, seconds: FakeSeconds) -> None:
    """There is an end to uploads, and it is told by name."""
    spool = Spool(tmp_path, seconds, SpoolLimits(uploads=1))
    begin(spool, make_bundle(600, seed=1, device=b"1" * 16))
    with pytest.raises(Trouble) as met:
        begin(spool, make_bundle(600, seed=2, device=b"2" * 16))
    assert met.value.code == "headquarters-full"


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
    name = "e" * 64
    spool.begin(name, Admitted(DEVICE, 11, bytes(32)), b"")
    assert Spool(folder).find(name) is None
    assert list(folder.iterdir()) == []


def test_an_upload_that_goes_on_stays(spool: Spool, seconds: FakeSeconds) -> None:
    """Every piece, and every new beginning, counts as a touch; an upload goes after a week without one."""
    bundle = make_bundle(2000)
    name = begin(spool, bundle)
    for offset in (512, 513):
        seconds.now += SPOOL_LIMITS.upload_seconds
        assert spool.append(name, offset, bundle[offset : offset + 1]) == offset + 1
        begin(spool, make_bundle(600, seed=offset, device=b"o" * 16))
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
    again = Spool(spool.folder)
    assert begin(again, bundle) == name
    assert again.read(name) == bundle
    (spool.folder / f"{name}.600.{DEVICE.hex()}.up").write_bytes(bundle + b"x")
    assert Spool(spool.folder).find(name) is None
    assert list(spool.folder.iterdir()) == []


def test_the_default_limits() -> None:
    """A week for uploads, four of them a device, a thousand in all."""
    assert SPOOL_LIMITS.upload_seconds == 604_800
    assert (SPOOL_LIMITS.uploads_a_device, SPOOL_LIMITS.uploads) == (4, 1000)

"""Whether the disk is encrypted, read from trees such as /sys has them and from the numbers of Windows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tipdesk.adapters.system.encryption import disk_state, linux_state, windows_state
from tipdesk.domain.disk_state import DiskState

MOUNTS = """sysfs /sys sysfs rw 0 0
/dev/mapper/root / ext4 rw 0 0
/dev/sdb1 /media/a\\040stick vfat rw 0 0
/dev/sdc /records btrfs rw 0 0
safe /private fuse.gocryptfs rw 0 0
overlay /var/inside overlay rw 0 0
server:/share /far nfs4 rw 0 0
"""


def device(folder: Path, name: str, uuid: str = "", below: tuple[Path, ...] = ()) -> Path:
    """Make a device as /sys shows one: its mapping's uuid, and what it lies over."""
    made = folder / name
    (made / "slaves").mkdir(parents=True)
    for each in below:
        (made / "slaves" / each.name).symlink_to(each)
    if uuid:
        (made / "dm").mkdir()
        (made / "dm" / "uuid").write_text(uuid + "\n")
    return made


def state_of(folder: Path, block: Path, place: str = "/elsewhere") -> DiskState:
    """Return the state of a folder on this device."""
    return linux_state(Path(place), MOUNTS, block, folder)


def test_a_plain_disk(tmp_path: Path) -> None:
    """A partition, and a volume group over partitions, are plain."""
    disk = device(tmp_path, "sda2")
    volume = device(tmp_path, "dm-0", "LVM-abc", (disk,))
    assert state_of(tmp_path, disk) is DiskState.PLAIN
    assert state_of(tmp_path, volume) is DiskState.PLAIN


def test_an_encrypted_disk(tmp_path: Path) -> None:
    """LUKS itself, a volume group inside it, and LUKS inside a volume group are encrypted; half of it is not."""
    disk, other = device(tmp_path, "sda2"), device(tmp_path, "sdb2")
    luks = device(tmp_path, "dm-0", "CRYPT-LUKS2-abc-root", (disk,))
    inside = device(tmp_path, "dm-1", "LVM-abc", (luks,))
    over = device(tmp_path, "dm-2", "CRYPT-LUKS1-def-data", (device(tmp_path, "dm-3", "LVM-def", (other,)),))
    mixed = device(tmp_path, "md0", "", (luks, other))
    assert [state_of(tmp_path, block) for block in (luks, inside, over)] == [DiskState.ENCRYPTED] * 3
    assert state_of(tmp_path, mixed) is DiskState.PLAIN


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("/records/home", DiskState.PLAIN),
        ("/private/home", DiskState.ENCRYPTED),
        ("/var/inside/home", DiskState.UNKNOWN),
        ("/far/home", DiskState.UNKNOWN),
    ],
)
def test_file_systems_without_a_device_of_their_own(tmp_path: Path, place: str, expected: DiskState) -> None:
    """Btrfs is asked by its disk's name, an encrypted folder says so itself, of others nothing is known."""
    device(tmp_path, "sdc")
    assert state_of(tmp_path, tmp_path / "none", place) is expected


@pytest.mark.parametrize(
    ("protection", "expected"),
    [
        (None, DiskState.UNKNOWN),
        (0, DiskState.PLAIN),
        (1, DiskState.ENCRYPTED),
        (2, DiskState.PLAIN),
        (3, DiskState.UNKNOWN),
        (5, DiskState.PLAIN),
        (6, DiskState.ENCRYPTED),
        (7, DiskState.UNKNOWN),
        (99, DiskState.UNKNOWN),
    ],
)
def test_what_windows_says(protection: int | None, expected: DiskState) -> None:
    """BitLocker on is encrypted, off and suspended are plain, what is under way or new to us is unknown."""
    assert windows_state(protection) is expected


def test_this_pc_can_be_asked(tmp_path: Path) -> None:
    """The real system answers something, for a folder that is not there yet too."""
    assert disk_state(tmp_path / "home" / "not-yet") is disk_state(tmp_path)

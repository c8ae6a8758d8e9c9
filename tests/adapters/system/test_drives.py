"""Sticks: told apart from disks by what the system says of them."""

import os
from pathlib import Path

import pytest

from tipdesk.adapters.system.drives import Drive, DriveWatch, find_drives, parse_mounts
from tipdesk.adapters.system.windows_drives import is_carried, letters_in


@pytest.fixture
def blocks(tmp_path: Path) -> Path:
    """A /sys/class/block with a built-in disk, a USB stick, a card and an encrypted mapping over the stick."""
    devices = tmp_path / "devices"
    links = tmp_path / "block"
    links.mkdir()
    for place, removable, partition in (
        ("pci0/nvme0/nvme0n1", "0", "nvme0n1p2"),
        ("pci0/usb1/1-2/host6/sdb", "0", "sdb1"),
        ("pci0/mmc/mmcblk0", "1", "mmcblk0p1"),
    ):
        disk = devices / place
        (disk / partition).mkdir(parents=True)
        (disk / "removable").write_text(removable + "\n")
        (disk / partition / "partition").write_text("1\n")
        (links / disk.name).symlink_to(disk)
        (links / partition).symlink_to(disk / partition)
    mapping = devices / "virtual" / "dm-3"
    (mapping / "slaves" / "sdb1").mkdir(parents=True)
    (links / "dm-3").symlink_to(mapping)
    return links


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("/dev/nvme0n1p2 / ext4 rw 0 0", ()),
        ("/dev/sdb1 /media/o/BLUE\\040STICK vfat rw 0 0", (Drive(Path("/media/o/BLUE STICK"), "BLUE STICK"),)),
        ("/dev/sdb1 /media/o/A\u202eB vfat rw 0 0", (Drive(Path("/media/o/A\u202eB"), "A\\u202eB"),)),
        ("/dev/mmcblk0p1 /media/o/CARD exfat rw 0 0", (Drive(Path("/media/o/CARD"), "CARD"),)),
        ("/dev/dm-3 /media/o/safe ext4 rw 0 0", (Drive(Path("/media/o/safe"), "safe"),)),
        ("/dev/sdb1 /media/o/disc iso9660 ro 0 0", ()),
        ("/dev/sdz9 /media/o/unknown vfat rw 0 0", ()),
        ("tmpfs /run tmpfs rw 0 0", ()),
        ("nonsense", ()),
        ("", ()),
    ],
)
def test_only_removable_drives_are_sticks(blocks: Path, line: str, expected: tuple[Drive, ...]) -> None:
    """USB disks, cards and mappings over them are sticks; built-in disks, discs and what is unknown are not."""
    assert parse_mounts(line, blocks) == expected


def test_a_stick_mounted_twice_is_one(blocks: Path) -> None:
    """A second mount of the same device is not a second stick."""
    mounts = "/dev/sdb1 /media/a vfat rw 0 0\n/dev/sdb1 /srv/a vfat rw 0 0\n"
    assert parse_mounts(mounts, blocks) == (Drive(Path("/media/a"), "a"),)


def test_only_a_stick_that_came_is_news() -> None:
    """What was there at the start is no news; what was pulled and plugged in again is."""
    old, new = Drive(Path("/m/old"), "old"), Drive(Path("/m/new"), "new")
    seen = iter([(old,), (old,), (new, old), (new, old), (old,), (new, old)])
    watch = DriveWatch(lambda: next(seen))
    assert [watch.poll() for _poll in range(5)] == [(), (new,), (), (), (new,)]


def test_the_real_system_can_be_asked() -> None:
    """The drives of this computer, whatever they are, come back as mounted folders."""
    assert all(os.path.ismount(drive.path) for drive in find_drives())


@pytest.mark.parametrize(
    ("kind", "bus", "expected"),
    [
        (2, None, True),
        (3, 7, True),
        (3, 12, True),
        (3, 17, False),
        (3, 11, False),
        (3, None, False),
        (4, 7, False),
        (5, 7, False),
    ],
)
def test_a_disk_on_usb_is_a_stick_on_windows(kind: int, bus: int | None, expected: bool) -> None:
    """A removable medium, or a fixed disk on USB or in a card reader; an inner disk, a share and a disc are none."""
    assert is_carried(kind, bus) is expected


def test_letters_are_read_from_their_number() -> None:
    """The lowest bit is A: and the highest Z:."""
    assert letters_in(0b10100) == ("C:\\", "E:\\")
    assert letters_in(1 << 25) == ("Z:\\",)
    assert letters_in(0) == ()

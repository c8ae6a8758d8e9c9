"""Removable drives: which sticks are plugged in, and which were plugged in since somebody last asked.

Only what the system says about its drives is read, never what lies on them, and the answer is "none" where the system
cannot be asked. On Linux these are mounted file systems whose disk is removable or hangs on USB, also through an
encrypted mapping; on Windows, `windows_drives` tells. Asking costs a millisecond or two, so a timer may poll.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tipdesk.adapters.system.mounts import each_mount, read_mounts
from tipdesk.domain.file_names import shown_file_name

_BLOCKS: Final = Path("/sys/class/block")
_DISCS: Final = frozenset({"iso9660", "udf"})


@dataclass(frozen=True, order=True)
class Drive:
    """A stick as the officer knows it: where it is mounted, and its label or the last part of that place."""

    path: Path
    label: str


def find_drives() -> tuple[Drive, ...]:
    """Return the removable drives that are mounted and ready now, in the order of their places."""
    if sys.platform == "win32":
        from tipdesk.adapters.system.windows_drives import find_sticks

        return tuple(Drive(Path(root), shown_file_name(label) or root[:2]) for root, label in find_sticks())
    try:
        return parse_mounts(read_mounts(), _BLOCKS)
    except OSError:
        return ()


class DriveWatch:
    """Remembers which sticks were plugged in, so that only new ones are told.

    Sticks that are plugged in when it is made are not news.
    """

    def __init__(self, find: Callable[[], tuple[Drive, ...]] = find_drives) -> None:
        self._find = find
        self._known = frozenset(find())

    def poll(self) -> tuple[Drive, ...]:
        """Return the sticks that were plugged in since the last poll.

        A stick that was seen to be gone at one poll is news when it is there again.
        """
        now = self._find()
        came = tuple(drive for drive in now if drive not in self._known)
        self._known = frozenset(now)
        return came


def parse_mounts(mounts: str, blocks: Path) -> tuple[Drive, ...]:
    """Return the removable drives in the text of /proc/self/mounts; `blocks` is /sys/class/block."""
    found: dict[str, Drive] = {}
    for device, place, kind in each_mount(mounts):
        is_disk = device.startswith("/dev/") and kind not in _DISCS
        if is_disk and device not in found and _is_removable(_block(device), blocks):
            found[device] = Drive(place, shown_file_name(place.name))
    return tuple(sorted(found.values()))


def _block(device: str) -> str:
    """Return the name by which /sys knows a device: /dev/mapper/… is a link to a dm-… device."""
    return Path(device).resolve().name


def _is_removable(block: str, blocks: Path) -> bool:
    try:
        place = (blocks / block).resolve(strict=True)
        below = [each.name for each in (place / "slaves").iterdir()] if (place / "slaves").is_dir() else []
    except OSError:
        return False
    if below:  # an encrypted mapping lies over the real disk
        return any(_is_removable(each, blocks) for each in below)
    disk = place.parent if (place / "partition").exists() else place
    return _says_removable(disk) or any(part.startswith("usb") for part in place.parts)


def _says_removable(disk: Path) -> bool:
    try:
        return (disk / "removable").read_text(encoding="ascii").strip() == "1"
    except OSError:
        return False

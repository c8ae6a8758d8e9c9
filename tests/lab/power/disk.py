"""A file system of its own whose power can be cut: what it was not told to keep is gone when it is mounted again.

Promises a real ext4 or XFS in a file on a loop device, cut with the kernel's own shutdown request without flushing its
log. Needs root and loop devices; `why_not` says what is missing. What the disk itself does at a power cut (torn
sectors, a lying cache) is not simulated.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import struct
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SHUTDOWN, WITHOUT_ITS_LOG = 0x8004587D, 2  # FS_IOC_SHUTDOWN, FS_SHUTDOWN_FLAGS_NOLOGFLUSH in <linux/fs.h>
MEBIBYTES = {"ext4": 192, "xfs": 320}
MAKE = {"ext4": ("mkfs.ext4", "-q", "-F"), "xfs": ("mkfs.xfs", "-q", "-f")}


@cache
def why_not(kind: str) -> str:
    """Return why no power can be cut here, empty where it can."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return "cutting the power of a file system takes root on Linux"
    missing = [name for name in (MAKE[kind][0], "mount", "umount", "losetup") if shutil.which(name) is None]
    if missing:
        return f"{', '.join(missing)} absent"
    asked = subprocess.run(["losetup", "--find"], capture_output=True, text=True, check=False)
    return "" if asked.returncode == 0 else "no loop device to be had here"


@dataclass
class Disk:
    """A file system of a kind ("ext4", "xfs") in a folder. It is a `Blow` of the kill harness.

    `silences`: the kernel may answer an fsync that the cut overtakes as if all were well; of a PC without power nobody
    hears that answer.
    """

    folder: Path
    kind: str
    cuts: int = 0
    silences: bool = True

    @property
    def root(self) -> Path:
        """Return where it is mounted."""
        return self.folder / "mounted"

    def make(self) -> None:
        """Make it and mount it."""
        self.root.mkdir()
        with (self.folder / "image").open("wb") as image:
            image.truncate(MEBIBYTES[self.kind] << 20)
        self._run(*MAKE[self.kind], str(self.folder / "image"))
        self._mount()

    def strike(self) -> None:
        """Cut the power: from now on every write fails, and what was not flushed is lost."""
        place = os.open(self.root, os.O_RDONLY)
        try:
            fcntl.ioctl(place, SHUTDOWN, struct.pack("I", WITHOUT_ITS_LOG))
        finally:
            os.close(place)
        self.cuts += 1

    def recover(self) -> None:
        """Mount it again, by way of its own journal."""
        self.unmount()
        self._mount()

    def unmount(self) -> None:
        """Take it away."""
        self._run("umount", str(self.root))

    def _mount(self) -> None:
        self._run("mount", "-o", "loop", str(self.folder / "image"), str(self.root))

    @staticmethod
    def _run(*words: str) -> None:
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        if done.returncode:
            raise OSError(done.returncode, done.stderr.strip() or words[0])

"""Whether the disk that holds a home is encrypted: dm-crypt and encrypted folders on Linux, BitLocker on Windows.

The system is asked and nothing is changed, no other program is started, and the answer is "unknown" where the system
does not tell. A disk that encrypts itself in its own hardware looks plain.
"""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from tipdesk.adapters.system.mounts import mount_of, read_mounts
from tipdesk.domain.disk_state import DiskState

_DEVICES: Final = Path("/sys/dev/block")
_NAMES: Final = Path("/sys/class/block")
_ENCRYPTED_FOLDERS: Final = frozenset({"ecryptfs", "fuse.gocryptfs", "fuse.encfs", "fuse.cryfs"})
_CRYPT: Final = "CRYPT-"
_BITLOCKER: Final = {1: DiskState.ENCRYPTED, 2: DiskState.PLAIN, 4: DiskState.PLAIN, 5: DiskState.PLAIN,
                     6: DiskState.ENCRYPTED, 8: DiskState.PLAIN, 0: DiskState.PLAIN}  # fmt: skip
"""The values of System.Volume.BitLockerProtection: on, off, decrypting, suspended, locked, not yet activated, not
possible."""


def disk_state(folder: Path) -> DiskState:
    """Return whether the disk under a folder is encrypted.

    For a folder that is not there yet, that is the disk under its nearest parent.
    """
    there = next((place for place in (folder, *folder.parents) if place.exists()), folder)
    if sys.platform == "win32":
        return windows_state(_bitlocker(there))
    try:
        device = there.stat().st_dev
        mounts = read_mounts()
        block = _DEVICES / f"{os.major(device)}:{os.minor(device)}"
        return linux_state(there.resolve(), mounts, block, _NAMES)
    except OSError:
        return DiskState.UNKNOWN


def linux_state(folder: Path, mounts: str, block: Path, names: Path) -> DiskState:
    """Return the state as the text of /proc/self/mounts and /sys tell it.

    `block` is the folder's own device in /sys, which is missing for file systems without one; `names` is the folder of
    devices by name.
    """
    mount = mount_of(folder, mounts)
    if mount and mount.kind in _ENCRYPTED_FOLDERS:
        return DiskState.ENCRYPTED
    if mount and not block.exists() and mount.device.startswith("/dev/"):
        block = names / Path(mount.device).resolve().name
    return _block_state(block) if block.exists() else DiskState.UNKNOWN


def windows_state(protection: int | None) -> DiskState:
    """Return the state for the number that Windows gives for a volume, or None where it gives none."""
    return DiskState.UNKNOWN if protection is None else _BITLOCKER.get(protection, DiskState.UNKNOWN)


def _block_state(block: Path) -> DiskState:
    """Return ENCRYPTED for an encrypted mapping, and for what lies over nothing but encrypted ones."""
    if _read(block / "dm" / "uuid").startswith(_CRYPT):
        return DiskState.ENCRYPTED
    slaves = block / "slaves"
    below = list(slaves.iterdir()) if slaves.is_dir() else []
    return _all_of(_block_state(each) for each in below) if below else DiskState.PLAIN


def _all_of(states: Iterable[DiskState]) -> DiskState:
    return DiskState.ENCRYPTED if all(state is DiskState.ENCRYPTED for state in states) else DiskState.PLAIN


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except OSError:
        return ""


if sys.platform == "win32":
    _GET_INT32: Final = 15
    """The place of GetInt32 in IShellItem2."""
    _SHELL_ITEM: Final = "{7E9FB0D3-919F-4307-AB2E-9B1860310C93}"

    def _bitlocker(folder: Path) -> int | None:
        """Return the number that the shell gives for a volume.

        The shell tells every user; the volume's own interface needs an administrator.
        """
        import ctypes
        from ctypes import wintypes

        class Key(ctypes.Structure):
            _fields_ = (("format", ctypes.c_byte * 16), ("number", wintypes.DWORD))

        ctypes.windll.ole32.CoInitializeEx(None, 0)
        key, item, kind = Key(), ctypes.c_void_p(), (ctypes.c_byte * 16)()
        value = ctypes.c_int32()
        ctypes.windll.ole32.CLSIDFromString(_SHELL_ITEM, ctypes.byref(kind))
        name = "System.Volume.BitLockerProtection"
        if ctypes.windll.propsys.PSGetPropertyKeyFromName(name, ctypes.byref(key)) != 0:
            return None
        make = ctypes.windll.shell32.SHCreateItemFromParsingName
        if make(folder.anchor, None, ctypes.byref(kind), ctypes.byref(item)) != 0 or item.value is None:
            return None
        table = ctypes.cast(item, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p)))[0]
        ask = ctypes.WINFUNCTYPE(ctypes.HRESULT, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)(table[_GET_INT32])
        release = ctypes.WINFUNCTYPE(ctypes.c_ulong, ctypes.c_void_p)(table[2])
        try:
            ask(item, ctypes.byref(key), ctypes.byref(value))
        except OSError:
            return None
        finally:
            release(item)
        return value.value

else:

    def _bitlocker(_folder: Path) -> int | None:
        return None

"""Whether a folder may be a home: on a disk of this PC that stays in it, and that nobody copies away.

A share is locked by its server's rules and may be read by whoever keeps it; a stick is lost, and two PCs with one store
would fork its log; a cloud service copies the file while it is being written. Linux: the kind of the mount and what the
system says of its disk. Windows: the type of the drive.
"""

import sys
from pathlib import Path
from typing import Final

from tipdesk.adapters.system.drives import find_drives
from tipdesk.adapters.system.mounts import mount_of, read_mounts
from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _

_CLOUD: Final = ("dropbox", "onedrive", "google drive", "googledrive", "icloud drive", "nextcloud", "syncthing", "mega")
_NETWORK: Final = frozenset({
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "davfs", "fuse.sshfs", "fuse.rclone", "fuse.davfs", "ceph",
    "fuse.glusterfs", "fuse.s3fs", "fuse.gvfsd-fuse",
})  # fmt: skip
_REMOVABLE, _REMOTE = 2, 4


def refuse_unsafe(folder: Path) -> None:
    """Refuse a folder that may not hold a store. UserError `unsafe-home`."""
    resolved = folder.expanduser().resolve()
    if any(name in part.lower() for part in resolved.parts for name in _CLOUD):
        raise UserError(
            "unsafe-home", _("This folder is copied to a cloud service. Choose a folder on this PC's own disk.")
        )
    if _is_on_network(resolved):
        raise UserError(
            "unsafe-home", _("This folder lies on another computer. Choose a folder on this PC's own disk.")
        )
    if _is_on_stick(resolved):
        raise UserError("unsafe-home", _("This folder lies on a stick or card. Choose a folder on this PC's own disk."))


def network_mount(mounts: str, folder: Path) -> bool:
    """Tell from the text of /proc/self/mounts whether a folder lies on a share."""
    mount = mount_of(folder, mounts)
    return mount is not None and mount.kind in _NETWORK


if sys.platform == "win32":

    def _drive_type(folder: Path) -> int:
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(folder.anchor))

    def _is_on_network(folder: Path) -> bool:
        return folder.anchor.startswith("\\\\") or _drive_type(folder) == _REMOTE

    def _is_on_stick(folder: Path) -> bool:
        return _drive_type(folder) == _REMOVABLE

else:

    def _is_on_network(folder: Path) -> bool:
        try:
            return network_mount(read_mounts(), folder)
        except OSError:
            return False

    def _is_on_stick(folder: Path) -> bool:
        return any(folder.is_relative_to(drive.path) for drive in find_drives())

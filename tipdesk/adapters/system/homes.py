"""Whether a folder may be a home: on a disk of this PC that stays in it, and that nobody copies away or else opens.

A share is locked by its server's rules and may be read by whoever keeps it; a stick is lost, and two PCs with one store
would fork its log; a cloud service copies the file while it is being written. On Linux the kind of the mount and what
the system says of its disk decide, on Windows the type of the drive. On both a home is its account's alone; on Windows
the system and the administrators may open it as well, who could take that right at any time.
"""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tipdesk.adapters.system.drives import find_drives
from tipdesk.adapters.system.mounts import mount_of, read_mounts
from tipdesk.disk import ALONE
from tipdesk.domain.errors import UserError
from tipdesk.domain.refused_files import LONGEST_PATH
from tipdesk.domain.texts import _

_CLOUD: Final = ("dropbox", "onedrive", "google drive", "googledrive", "icloud drive", "nextcloud", "syncthing", "mega")
_NETWORK: Final = frozenset({
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "davfs", "fuse.sshfs", "fuse.rclone", "fuse.davfs", "ceph",
    "fuse.glusterfs", "fuse.s3fs", "fuse.gvfsd-fuse",
})  # fmt: skip
_REMOTE: Final = 4
LONGEST_INSIDE: Final = 140
"""How many characters the path of a file inside a home may have; a test holds it against homes in use."""


def refuse_unsafe(folder: Path) -> None:
    """Raise UserError `unsafe-home` for a folder that may not hold a store."""
    resolved = folder.expanduser().resolve()
    if any(name in part.lower() for part in resolved.parts for name in _CLOUD):
        raise UserError(
            "unsafe-home", _("This folder is copied to a cloud service. Choose a folder on this PC's own disk.")
        )
    if is_too_long(resolved, takes_long=_takes_long_paths()):
        raise UserError(
            "long-path",
            _("The path of this folder is too long for this PC. Choose a folder nearer to the top of the disk."),
        )
    if _is_on_network(resolved):
        raise UserError(
            "unsafe-home", _("This folder lies on another computer. Choose a folder on this PC's own disk.")
        )
    if _is_on_stick(resolved):
        raise UserError("unsafe-home", _("This folder lies on a stick or card. Choose a folder on this PC's own disk."))


def is_too_long(folder: Path, *, takes_long: bool) -> bool:
    """Tell whether files inside a home would have paths that the system refuses, unless it `takes_long` ones."""
    return not takes_long and len(str(folder)) + LONGEST_INSIDE > LONGEST_PATH


def claim(folder: Path, *, is_home: bool) -> None:
    """Close a folder that is to be a home to other accounts.

    Raises UserError `open-home` where the folder is open to them and not empty, unless `is_home` says that it has been
    a home: what lies in it may be another program's, for which it is meant to be open.
    """
    if not is_home and _is_open(folder) and any(folder.iterdir()):
        raise UserError(
            "open-home",
            _("Other accounts of this PC may open this folder, and it holds other files. Choose an empty folder."),
        )
    close_to_others(folder)


def close_to_others(home: Path) -> bool:
    """Take the rights of other accounts from a home and all that lies in it, and tell whether it was open to them.

    Raises UserError `open-home` where the rights cannot be taken, since the folder is another account's or its disk
    keeps no rights.
    """
    was_open = _is_open(home)
    for path in (home, *_all_in(home)):
        if _is_open(path):
            _close(path)
    return was_open


def network_mount(mounts: str, folder: Path) -> bool:
    """Tell from the text of /proc/self/mounts whether a folder lies on a share."""
    mount = mount_of(folder, mounts)
    return mount is not None and mount.kind in _NETWORK


def _all_in(home: Path) -> Iterator[Path]:
    """Yield what lies in a home at any depth; no link is followed, and a folder that cannot be listed is skipped."""
    for folder, inner, files in os.walk(home):
        yield from (Path(folder, name) for name in (*inner, *files))


def _is_open(path: Path) -> bool:
    """Tell whether other accounts have rights on a file or folder.

    A link is never open, since only the rights of what it leads to would count.
    """
    try:
        mode = path.lstat().st_mode
        return not stat.S_ISLNK(mode) and _gives_to_others(path, mode)
    except FileNotFoundError:
        return False


def _close(path: Path) -> None:
    try:
        _take_from_others(path)
    except FileNotFoundError:
        return  # another process has taken it away
    except OSError as error:
        raise _open_home(path) from error
    if _is_open(path):
        raise _open_home(path)


def _open_home(path: Path) -> UserError:
    return UserError(
        "open-home",
        _(
            "Other accounts of this PC may open “{path}” in TIPdesk's folder, and this cannot be ended from here. Let "
            "whoever looks after this PC give it to your account alone, or move the folder to this PC's own disk."
        ),
        path=path.name,
    )


if sys.platform == "win32":
    from tipdesk.adapters.system.windows_drives import drive_type, is_stick
    from tipdesk.adapters.system.windows_rights import (
        closed_rights,
        give_rights,
        is_open_to_others,
        own_account,
        read_rights,
    )

    def _gives_to_others(path: Path, _mode: int) -> bool:
        return is_open_to_others(read_rights(path), own_account())

    def _take_from_others(path: Path) -> None:
        give_rights(path, closed_rights(read_rights(path), own_account(), is_folder=path.is_dir()))

    def _is_on_network(folder: Path) -> bool:
        return folder.anchor.startswith("\\\\") or drive_type(folder.anchor) == _REMOTE

    def _is_on_stick(folder: Path) -> bool:
        return is_stick(folder.anchor)

    def _takes_long_paths() -> bool:
        import ctypes

        ask = getattr(ctypes.windll.ntdll, "RtlAreLongPathsEnabled", None)
        if ask is None:
            return False
        ask.restype = ctypes.c_ubyte
        return bool(ask())

else:

    def _gives_to_others(_path: Path, mode: int) -> bool:
        return bool(mode & ALONE)

    def _take_from_others(path: Path) -> None:
        path.chmod(path.lstat().st_mode & ~ALONE & 0o7777)

    def _is_on_network(folder: Path) -> bool:
        try:
            return network_mount(read_mounts(), folder)
        except OSError:
            return False

    def _takes_long_paths() -> bool:
        return True

    def _is_on_stick(folder: Path) -> bool:
        return any(folder.is_relative_to(drive.path) for drive in find_drives())

"""Which folders may hold a store: not a share, not a stick, not what a cloud service copies away."""

from pathlib import Path

import pytest

from tipdesk.adapters.system.homes import network_mount, refuse_unsafe
from tipdesk.domain.errors import UserError

MOUNTS = """\
/dev/sda1 / ext4 rw,relatime 0 0
server:/export /srv/files nfs4 rw 0 0
//office/share /mnt/The\\040office cifs rw 0 0
/dev/sda2 /mnt/The\\040office/disk ext4 rw 0 0
o@host: /data/o/far fuse.sshfs rw 0 0
server:/x /srv/back\\134slash nfs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("/data/o/tipdesk", False),
        ("/srv/files/tipdesk", True),
        ("/srv/files2", False),
        ("/mnt/The office/tipdesk", True),
        ("/mnt/The office/disk/tipdesk", False),
        ("/data/o/far/away", True),
        ("/srv/back\\slash/tipdesk", True),
    ],
)
def test_a_share_is_known_by_its_mount(folder: str, expected: bool) -> None:
    """The innermost mount decides, also where its name has blanks or a backslash."""
    assert network_mount(MOUNTS, Path(folder)) is expected


@pytest.mark.parametrize("name", ["Dropbox", "OneDrive - Ministry", "my Nextcloud"])
def test_a_cloud_folder_is_refused(name: str, tmp_path: Path) -> None:
    """A folder below one of a cloud service is refused by name of the reason."""
    with pytest.raises(UserError, match="cloud service"):
        refuse_unsafe(tmp_path / name / "tipdesk")


def test_this_disk_is_fine(tmp_path: Path) -> None:
    """The control: a folder on the disk of this PC is not refused."""
    refuse_unsafe(tmp_path / "tipdesk")

"""Which folders may hold a store: not a share, not a stick, not what a cloud service copies away or others open."""

import os
import stat
from pathlib import Path

import pytest

from tipdesk.adapters.system.homes import close_to_others, is_too_long, network_mount, refuse_unsafe
from tipdesk.adapters.system.paths import prepare_home
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


@pytest.mark.parametrize(
    ("length", "takes_long", "expected"), [(119, False, False), (120, False, True), (120, True, False)]
)
def test_a_home_whose_files_would_have_no_room_in_a_path(length: int, takes_long: bool, expected: bool) -> None:
    """Where Windows refuses 260 characters, the folder leaves room for what TIPdesk writes in it."""
    assert is_too_long(Path("x" * length), takes_long=takes_long) is expected


def modes(folder: Path) -> set[str]:
    """Return the rights on a folder and all that is in it, links aside."""
    return {oct(stat.S_IMODE(one.lstat().st_mode)) for one in (folder, *folder.rglob("*")) if not one.is_symlink()}


def test_an_open_home_is_closed(tmp_path: Path) -> None:
    """Folders and files at any depth lose the rights of others; it is told once; no link is followed."""
    home, other = tmp_path / "home", tmp_path / "other"
    (home / "outbox").mkdir(parents=True)
    other.touch()
    for path in (home / "slots", home / "outbox" / "one.tdb"):
        path.touch()
        path.chmod(0o666)
    (home / "link").symlink_to(other)
    for path in (home, home / "outbox"):
        path.chmod(0o777)
    other.chmod(0o644)
    assert close_to_others(home)
    assert modes(home) == {"0o700", "0o600"}
    assert stat.S_IMODE(other.stat().st_mode) == 0o644
    assert not close_to_others(home)


def test_what_cannot_be_closed_is_refused(tmp_path: Path) -> None:
    """A home of another account: the account that starts on it is told what to do, and nothing is begun."""
    if os.geteuid() != 0:
        pytest.skip("giving a folder to another account takes root")
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(0o777)
    assert as_another(54321, home) == "open-home"
    assert stat.S_IMODE(home.stat().st_mode) == 0o777


def as_another(account: int, home: Path) -> str:
    """Close a home as another account, in a process of its own that stands in it; return the code of the refusal."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.chdir(home)  # by its path the other account would not come through the folders of this test
        os.setuid(account)
        try:
            close_to_others(Path())
            os.write(write, b"closed")
        except UserError as refusal:
            os.write(write, refusal.code.encode())
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as answer:
        told = answer.read().decode()
    os.waitpid(child, 0)
    return told


def test_a_folder_that_others_use_becomes_no_home(tmp_path: Path) -> None:
    """An open folder with files may be meant to be open: it is refused and stays as it is; an empty one is taken."""
    shared, empty = tmp_path / "shared", tmp_path / "empty"
    for folder in (shared, empty):
        folder.mkdir()
        folder.chmod(0o755)
    (shared / "letter").touch()
    with pytest.raises(UserError) as refusal:
        prepare_home(shared)
    assert refusal.value.code == "open-home"
    assert stat.S_IMODE(shared.stat().st_mode) == 0o755
    prepare_home(empty)
    assert stat.S_IMODE(empty.stat().st_mode) == 0o700

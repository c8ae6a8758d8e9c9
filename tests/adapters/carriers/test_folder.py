"""The stick: whole or absent, links never followed, other files never opened, and each failure by its name."""

import hashlib
import os
import resource
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fakes.inbox import make_bundle
from tipdesk.adapters.carriers.files import digest_file, read_file, stick_trouble
from tipdesk.adapters.carriers.folder import FolderCarrier, FolderStick
from tipdesk.domain.errors import Trouble, UserError
from tipdesk.services.sticks.stick import BUNDLE, FETCH, RECEIPT
from tipdesk.sync.limits import LIMITS

NAME = "a1b2c3d4"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The stick's folder."""
    made = tmp_path / "stick"
    made.mkdir()
    return made


@pytest.fixture
def stick(folder: Path, tmp_path: Path) -> FolderStick:
    """The stick as headquarters sees it."""
    return FolderStick(folder, tmp_path / "home")


@pytest.fixture
def carrier(folder: Path, tmp_path: Path) -> FolderCarrier:
    """The stick as a post's carrier."""
    return FolderCarrier(folder, tmp_path / "home", b"device")


@pytest.fixture
def small_disk() -> Iterator[None]:
    """The system takes no more than 300 kB a file: a write fails in its middle, as on a full stick."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def read(stick: FolderStick, suffix: str = BUNDLE) -> list[tuple[str, bytes]]:
    """Return name and content of each file of a kind that is read there."""
    return [(one.name, content) for one, content in stick.sieve(suffix).read() if content is not None]


def names(folder: Path) -> list[str]:
    """Return what lies on the stick."""
    return sorted(path.name for path in folder.iterdir())


def test_a_bundle_lies_under_its_neutral_name(folder: Path, carrier: FolderCarrier) -> None:
    """One file, named by the word given, readable by its owner alone, with no `.part` left beside it."""
    carrier.deliver(make_bundle(600_000), NAME)
    assert names(folder) == [NAME + ".tdb"]
    assert (folder / (NAME + ".tdb")).read_bytes() == make_bundle(600_000)


def test_a_full_stick_has_nothing_half(folder: Path, carrier: FolderCarrier, small_disk: None) -> None:
    """A write that fails in its middle is `stick-full`, and no file is left."""
    with pytest.raises(Trouble) as met:
        carrier.deliver(make_bundle(900_000), NAME)
    assert met.value.code == "stick-full"
    assert names(folder) == []


def test_a_stick_without_room_is_not_written_to(folder: Path, tmp_path: Path) -> None:
    """Room, with some to spare, is asked for before the first byte."""
    with pytest.raises(Trouble) as met:
        FolderStick(folder, tmp_path / "home", lambda _folder: 70_000).write(f"{NAME}.tdb", make_bundle(20_000))
    assert met.value.code == "stick-full"
    assert names(folder) == []


def test_a_stick_pulled_out_in_the_middle_is_gone(folder: Path, carrier: FolderCarrier) -> None:
    """The folder vanishes under the writing: `stick-gone`, and nothing stands under the bundle's name."""

    def pull(done: int, _total: int) -> None:
        if done:
            shutil.rmtree(folder, ignore_errors=True)

    with pytest.raises(Trouble) as met:
        carrier.deliver(make_bundle(900_000), NAME, pull)
    assert met.value.code == "stick-gone"
    assert not folder.exists()


def test_a_stick_that_is_not_there_is_gone(tmp_path: Path) -> None:
    """No folder is made where none is: the officer forgot the stick."""
    with pytest.raises(Trouble) as met:
        FolderStick(tmp_path / "no stick", tmp_path / "home")
    assert met.value.code == "stick-gone"
    assert not (tmp_path / "no stick").exists()


def test_a_file_is_no_stick(tmp_path: Path) -> None:
    """A file in place of the folder is `stick-gone`."""
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Trouble):
        FolderStick(tmp_path / "file", tmp_path / "home")


@pytest.mark.parametrize("inside", ["", "spool", "link"])
def test_a_folder_inside_the_home_is_no_stick(tmp_path: Path, inside: str) -> None:
    """The home, a folder in it, and a link to it are refused."""
    home = tmp_path / "home"
    (home / "spool").mkdir(parents=True)
    (tmp_path / "link").symlink_to(home)
    chosen = tmp_path / "link" if inside == "link" else home / inside
    with pytest.raises(UserError) as met:
        FolderStick(chosen, home)
    assert met.value.code == "stick-in-home"


def test_only_small_plain_files_of_ours_are_opened(
    folder: Path, stick: FolderStick, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Links, folders, pipes, sockets, hidden, foreign, empty and oversized files are passed over."""
    secret = tmp_path / "secret.tdb"
    secret.write_bytes(b"not on the stick")
    (folder / "linked00.tdb").symlink_to(secret)
    (folder / "folder00.tdb").mkdir()
    os.mkfifo(folder / "pipe0000.tdb")
    monkeypatch.chdir(folder)  # the path of a socket may have a hundred characters
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("socket00.tdb")
    (folder / "._hidden0.tdb").write_bytes(b"of another system")
    (folder / "holiday0.jpg").write_bytes(b"a picture")
    (folder / "autorun.inf").write_bytes(b"a trap")
    (folder / "empty000.tdb").write_bytes(b"")
    with (folder / "large000.tdb").open("wb") as file:
        file.truncate(LIMITS.sealed + 1)
    (folder / "GOOD0000.TDB").write_bytes(b"good")
    assert read(stick) == [("GOOD0000.TDB", b"good")]


def test_a_link_laid_in_our_way_is_not_written_through(folder: Path, carrier: FolderCarrier, tmp_path: Path) -> None:
    """A link under the name of our file is replaced, and what it points to stays as it was."""
    outside = tmp_path / "outside"
    outside.write_bytes(b"untouched")
    (folder / f"{NAME}.tdb").symlink_to(outside)
    (folder / f"{NAME}.tdb.part").symlink_to(outside)
    carrier.deliver(make_bundle(1000), NAME)
    assert outside.read_bytes() == b"untouched"
    assert not (folder / f"{NAME}.tdb").is_symlink()


def test_a_part_left_by_a_pulled_stick_is_written_anew(folder: Path, carrier: FolderCarrier) -> None:
    """What an earlier try left half does not hinder the next."""
    (folder / f"{NAME}.tdb.part").write_bytes(b"half")
    carrier.deliver(make_bundle(1000), NAME)
    assert names(folder) == [NAME + ".tdb"]


def test_a_file_that_the_medium_changed_is_written_anew(folder: Path, carrier: FolderCarrier) -> None:
    """Delivering again over a damaged file mends it."""
    carrier.deliver(make_bundle(1000), NAME)
    (folder / f"{NAME}.tdb").write_bytes(b"damaged")
    carrier.deliver(make_bundle(1000), NAME)
    assert (folder / f"{NAME}.tdb").read_bytes() == make_bundle(1000)


def test_no_more_files_are_read_than_the_limit(folder: Path, stick: FolderStick) -> None:
    """A stick with too many files gives the oldest ones."""
    for number in range(12):
        path = folder / f"bundle{number:04}.tdb"
        path.write_bytes(b"x")
        os.utime(path, (number, number))
    found = [one.name for one, _content in stick.sieve(BUNDLE, most=7).read()]
    assert found == [f"bundle{number:04}.tdb" for number in range(7)]


def test_what_was_damaged_on_the_stick_does_not_lie_there(folder: Path, carrier: FolderCarrier) -> None:
    """A bundle that the medium changed or cut, or something else under its name, is not taken for what was written."""
    whole = make_bundle(1000)
    carrier.deliver(whole, NAME)
    assert carrier.lies(NAME)
    for bad in (whole[:-1], whole + b"x", whole[:-1] + bytes([whole[-1] ^ 1]), b"", b"something else"):
        (folder / f"{NAME}.tdb").write_bytes(bad)
        assert not carrier.lies(NAME)


def test_the_same_receipt_is_put_once(folder: Path, stick: FolderStick) -> None:
    """A receipt put twice is one file; removing it twice is no error."""
    assert stick.put(b"a receipt", RECEIPT) == stick.put(b"a receipt", RECEIPT)
    assert len(names(folder)) == 1
    stick.remove(names(folder)[0])
    stick.remove(stick.put(b"a receipt", RECEIPT))
    assert names(folder) == []


def test_a_name_that_leads_outside_is_our_own_bug(stick: FolderStick, carrier: FolderCarrier) -> None:
    """Names come from us; one that leaves the folder or has another suffix is refused before the disk is touched."""
    for bad in ("../a0000000.tdb", "/etc/a0000000.tdb", "a0000000.exe", ".a000000.tdb"):
        with pytest.raises(ValueError, match="a0"):
            stick.remove(bad)
    with pytest.raises(ValueError, match="short"):
        carrier.deliver(b"x", "short")


def test_two_posts_share_a_stick(folder: Path, tmp_path: Path, stick: FolderStick) -> None:
    """Bundles and fetch documents of two posts lie side by side, and each post's next fetch replaces its own."""
    for mark in (b"one", b"two", b"two"):
        each = FolderCarrier(folder, tmp_path / "home", mark)
        each.deliver(make_bundle(1000, device=mark), f"bundle{mark.decode()}")
        list(each.collect(b"fetch of " + mark))
    assert sorted(content for _name, content in read(stick, FETCH)) == [b"fetch of one", b"fetch of two"]
    assert len(read(stick)) == 2


def test_what_grows_while_it_is_read_is_cut_off(folder: Path) -> None:
    """The limit holds on the opened file, not on what the folder said of it."""
    path = folder / f"a0000000{BUNDLE}"
    path.write_bytes(b"12345678")
    assert read_file(path, 8) == b"12345678"
    assert read_file(path, 7) is None


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OSError(28, "no space"), "stick-full"),
        (OSError(27, "too large"), "stick-full"),
        (OSError(30, "read-only"), "stick-locked"),
        (OSError(13, "denied"), "stick-locked"),
        (OSError(5, "input/output"), "stick-gone"),
        (OSError(19, "no such device"), "stick-gone"),
        (OSError(), "stick-gone"),
    ],
)
def test_each_failure_of_a_disk_has_its_name(error: OSError, code: str) -> None:
    """What the system says in numbers, the officer reads as one of three sentences."""
    assert stick_trouble(error).code == code


def steps(limit: int) -> Callable[[], bool]:
    """Return a cancel that comes after so many questions."""
    asked = iter(range(limit))
    return lambda: next(asked, None) is None


def test_a_cancel_in_the_middle_leaves_nothing(folder: Path, carrier: FolderCarrier) -> None:
    """A cancel after the second piece leaves no file, whole or half."""
    with pytest.raises(UserError):
        carrier.deliver(make_bundle(900_000), NAME, cancelled=steps(2))
    assert names(folder) == []


def test_names_are_bytes(folder: Path, stick: FolderStick) -> None:
    """Whatever a file is called, it is read and can be taken away under the name by which it is told."""
    named = (b"\xff.tdb", b"two\nlines.tdb", b"\x1b[2J.tdb", "\u202ebdt.tdb".encode(), b"n" * 251 + b".tdb")
    for raw in named:
        Path(os.fsdecode(os.fsencode(folder) + b"/" + raw)).write_bytes(raw)
    found = read(stick)
    assert sorted(content for _name, content in found) == sorted(named)
    assert all(name.isprintable() for name, _content in found)
    for name, _content in found:
        stick.remove(name)
    assert names(folder) == []


def test_what_is_not_opened_is_said(folder: Path, stick: FolderStick) -> None:
    """Files larger than anything of ours, and empty ones, are counted by their reason."""
    (folder / "empty000.tdb").touch()
    with (folder / "large000.tdb").open("wb") as file:
        file.truncate(LIMITS.sealed + 1)
    sieve = stick.sieve(BUNDLE)
    assert (list(sieve.read()), sieve.unread) == ([], {"empty": 1, "too-large": 1})


def test_a_file_is_summed_up_without_being_held(folder: Path, stick: FolderStick) -> None:
    """Its SHA-256 is that of all of it, over many pieces; of one that is gone or has grown there is none."""
    path = folder / "a0000000.tdb"
    path.write_bytes(make_bundle(900_000))
    sieve = stick.sieve(BUNDLE)
    assert sieve.digest("a0000000.tdb") == hashlib.sha256(path.read_bytes()).digest()
    assert digest_file(path, 899_999) is None
    path.unlink()
    assert sieve.digest("a0000000.tdb") is None


def test_a_look_through_a_stick_can_be_stopped(folder: Path, carrier: FolderCarrier) -> None:
    """Among thousands of files an officer does not have to wait for the last."""
    for number in range(20):
        (folder / f"bundle{number:04}.tdb").write_bytes(b"x")
    with pytest.raises(UserError) as met:
        list(carrier.collect(b"fetch", cancelled=steps(5)))
    assert met.value.code == "stopped"

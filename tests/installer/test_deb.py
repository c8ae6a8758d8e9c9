"""The `.deb`: the same bytes each time, everything root's, and no library forgotten."""

from __future__ import annotations

import hashlib
import io
import lzma
import os
import re
import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from installer.debian import WINDOW
from installer.environment import SetUpError
from installer.packages.deb import CONFIGURATION, NOTICES, SCRIPTS, build_deb
from installer.packages.deb_archive import data_begins, renumber
from installer.packages.facts import Facts
from tests.installer.elves import AMD64, make_elf

if TYPE_CHECKING:
    from pathlib import Path

FACTS = Facts("0.1.0", "0123456789ab", 937, 1_795_000_000)
ARM64 = 183
NEEDED = ("libc.so.6", "libssl.so.3", "libinside.so.2")


@dataclass(frozen=True)
class Opened:
    """A package as it lies in its file: the archive that steers it, and the one that is unpacked."""

    control: tarfile.TarFile
    files: tarfile.TarFile

    def read(self, name: str) -> str:
        """Return a file that steers dpkg."""
        opened = self.control.extractfile(f"./{name}")
        assert opened is not None
        return opened.read().decode()

    def field(self, name: str) -> str:
        """Return a field of the control file."""
        found = re.search(rf"^{name}: (.*)$", self.read("control"), re.MULTILINE)
        assert found is not None
        return found[1]


def opened(package: Path) -> Opened:
    """Take a package apart, by what ar(5) and deb(5) say and by none of our own code."""
    content = package.read_bytes()
    assert content.startswith(b"!<arch>\n")
    at, members = 8, {}
    while at < len(content):
        assert content[at + 58 : at + 60] == b"`\n"
        length = int(content[at + 48 : at + 58])
        members[content[at : at + 16].decode().strip()] = content[at + 60 : at + 60 + length]
        at += 60 + length + length % 2
    assert list(members) == ["debian-binary", "control.tar.xz", "data.tar.xz"]
    assert members["debian-binary"] == b"2.0\n"
    control, files = (tarfile.TarFile(fileobj=io.BytesIO(lzma.decompress(one))) for one in list(members.values())[1:])
    return Opened(control, files)


def collection(folder: Path, *needed: str, machine: int = AMD64) -> Path:
    """Make a folder such as PyInstaller makes, of three small programs and the notices."""
    notices = folder / NOTICES
    notices.parent.mkdir(parents=True)
    notices.write_text("Others made much of it.\n", encoding="utf-8")
    (folder / "tipdesk").write_bytes(make_elf(*(needed or NEEDED), glibc=("GLIBC_2.34",), machine=machine))
    (folder / "tipdesk").chmod(0o755)
    (folder / "tipdesk-cli").symlink_to("tipdesk")
    (folder / "_internal" / "libinside.so.2.0").write_bytes(make_elf("libm.so.6", soname="libinside.so.2"))
    (folder / "_internal" / "libinside.so.2.0").chmod(0o755)
    return folder


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of a small folder."""
    folder = tmp_path_factory.mktemp("deb")
    return build_deb(collection(folder / "one"), FACTS, folder / "out")


def test_two_builds_are_equal(package: Path, tmp_path: Path) -> None:
    """Made again elsewhere, of files of another time and made in another order, the package has the same bytes."""
    folder = collection(tmp_path / "elsewhere")
    for path in folder.rglob("*"):
        os.utime(path, (1, 1), follow_symlinks=False)
    again = build_deb(folder, FACTS, tmp_path / "out")
    assert again.name == package.name == "tipdesk_0.1.0+937_amd64.deb"
    assert again.read_bytes() == package.read_bytes()


def test_everything_is_roots_and_of_one_time(package: Path) -> None:
    """Owner, group, time, order and rights say nothing of the PC that made it, and only root may change a file."""
    for archive in (opened(package).control, opened(package).files):
        entries = archive.getmembers()
        assert {(one.uid, one.gid, one.uname, one.gname) for one in entries} == {(0, 0, "root", "root")}
        assert {one.mtime for one in entries} == {FACTS.epoch}
        assert [one.name for one in entries] == sorted(one.name for one in entries)
        assert {one.mode for one in entries if not one.issym()} <= {0o755, 0o644}


def test_commands_lead_to_the_program(package: Path) -> None:
    """Both commands in /usr/bin lead into the program's folder, and libraries are not for running."""
    files = opened(package).files
    assert files.getmember("./usr/bin/tipdesk").linkname == "../lib/tipdesk/tipdesk"
    assert files.getmember("./usr/bin/tipdesk-cli").linkname == "../lib/tipdesk/tipdesk-cli"
    assert files.getmember("./usr/lib/tipdesk/tipdesk-cli").linkname == "tipdesk"
    assert files.getmember("./usr/lib/tipdesk/tipdesk").mode == 0o755
    assert files.getmember("./usr/lib/tipdesk/_internal/libinside.so.2.0").mode == 0o644


def test_every_file_has_its_sum(package: Path) -> None:
    """The sums are of all files but the one that people may change, which is named as such."""
    taken = opened(package)
    lines = (line.split("  ") for line in taken.read("md5sums").splitlines())
    sums = {place: digest for digest, place in lines}
    found = {}
    for entry in taken.files.getmembers():
        if entry.isfile() and entry.name != f"./{CONFIGURATION}":
            content = taken.files.extractfile(entry)
            assert content is not None
            found[entry.name.removeprefix("./")] = hashlib.md5(content.read(), usedforsecurity=False).hexdigest()
    assert sums == found
    assert taken.read("conffiles") == f"/{CONFIGURATION}\n"
    assert f"./{CONFIGURATION}" in taken.files.getnames()


def test_what_is_needed_is_asked_for(package: Path) -> None:
    """All that opens a window is asked for, renamed packages by both names, and the C library in its version."""
    depends = opened(package).field("Depends").split(", ")
    assert {" | ".join(names) for names in WINDOW.libraries} <= set(depends)
    assert "libssl3t64 | libssl3" in depends
    assert "libc6 (>= 2.34)" in depends
    assert depends == sorted(depends, key=lambda one: one.split(" ")[0])


def test_a_forgotten_library_stops_the_build(tmp_path: Path) -> None:
    """A library that is neither in the folder nor in a named package is told with the file that needs it."""
    with pytest.raises(SetUpError, match=r"libforgotten\.so\.7, for tipdesk$"):
        build_deb(collection(tmp_path / "one", "libc.so.6", "libforgotten.so.7"), FACTS, tmp_path)
    assert not list(tmp_path.glob("*.deb"))


def test_a_folder_that_no_package_can_hold_is_refused(tmp_path: Path) -> None:
    """Links that lead out, missing notices and programs for two processors are each refused with a sentence."""
    folder = collection(tmp_path / "one")
    (folder / "out").symlink_to("../elsewhere")
    with pytest.raises(SetUpError, match="usr/lib/tipdesk/out"):
        build_deb(folder, FACTS, tmp_path)
    (folder / "out").unlink()
    (folder / NOTICES).rename(folder / "notices")
    with pytest.raises(SetUpError, match=re.escape(NOTICES)):
        build_deb(folder, FACTS, tmp_path)
    with pytest.raises(SetUpError, match=r"\['amd64', 'arm64'\]"):
        build_deb(collection(tmp_path / "two", machine=ARM64), FACTS, tmp_path)


def test_a_later_build_for_trials_has_the_same_files(package: Path, tmp_path: Path) -> None:
    """Renumbered, a package is another version to dpkg, in every script too, and unpacks the very same bytes."""
    later = tmp_path / "later.deb"
    renumber(package, later, "0.1.0+937", "0.1.0+938")
    assert opened(later).field("Version") == "0.1.0+938"
    assert "this=0.1.0+938\n" in opened(later).read("preinst")
    begins = data_begins(package)
    assert later.read_bytes()[data_begins(later) :] == package.read_bytes()[begins:]
    later.write_bytes(b"x" * 99)
    with pytest.raises(ValueError, match="not a package"):
        data_begins(later)


def test_scripts_are_whole(package: Path) -> None:
    """No place in a script was left to fill in, each can be read by sh, and each may be run."""
    taken = opened(package)
    for name in SCRIPTS:
        assert "@" not in taken.read(name)
        assert taken.control.getmember(f"./{name}").mode == 0o755
        if shutil.which("sh"):
            subprocess.run(["sh", "-n"], input=taken.read(name), text=True, check=True)


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="needs dpkg")
def test_dpkg_reads_it(package: Path) -> None:
    """Debian's own reader takes the package for what it is, and finds every file."""
    told = subprocess.run(["dpkg-deb", "--field", str(package)], capture_output=True, text=True, check=True).stdout
    assert "Package: tipdesk\nVersion: 0.1.0+937\nArchitecture: amd64\n" in told
    told = subprocess.run(["dpkg-deb", "--contents", str(package)], capture_output=True, text=True, check=True).stdout
    assert len(told.splitlines()) == len(opened(package).files.getnames())

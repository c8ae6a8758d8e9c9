"""Writes a Debian package as bytes: an `ar` file of a version, an archive that steers and an archive that is unpacked.

Everything belongs to root, names are sorted and every time is the same, so that the same contents give the same file.
Nothing of Debian is needed to write it. It is packed with xz, which every dpkg since 2009 reads.

Decision: our own writer of some lines, and not dpkg-deb, whose bytes depend on its version and on how many processors
pack, and which would have a tree of files owned by root laid out first.
"""

from __future__ import annotations

import io
import lzma
import stat
import tarfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FOLDER_MODE, FILE_MODE, PROGRAM_MODE = 0o755, 0o644, 0o755
_PACKED_AS = 6
_VERSION = b"2.0\n"
_AR, _AR_HEAD = b"!<arch>\n", 60


@dataclass(frozen=True)
class Placed:
    """One file of a package: what is in it, or for a link (`leads_to`) where it leads."""

    content: bytes | Path = b""
    mode: int = FILE_MODE
    leads_to: str = ""

    @property
    def size(self) -> int:
        """Return how many bytes it has; a link has none."""
        return self.content.stat().st_size if isinstance(self.content, Path) else len(self.content)

    def read(self) -> bytes:
        """Return the bytes."""
        return self.content.read_bytes() if isinstance(self.content, Path) else self.content


def folder_of(top: str, folder: Path) -> dict[str, Placed]:
    """Return all files of a folder with their places under `top`; folders need not be named.

    Raises ValueError for a link that leads out of the folder, and for anything that is no plain file.
    """
    found = {}
    for path in sorted(folder.rglob("*")):
        state = path.lstat().st_mode
        place = f"{top}/{path.relative_to(folder).as_posix()}"
        if stat.S_ISLNK(state):
            if path.readlink().is_absolute() or not path.resolve().is_relative_to(folder.resolve()):
                raise ValueError(place)
            found[place] = Placed(leads_to=path.readlink().as_posix())
        elif stat.S_ISREG(state):
            may_run = state & stat.S_IXUSR and ".so" not in path.suffixes  # a library is only read
            found[place] = Placed(path, PROGRAM_MODE if may_run else FILE_MODE)
        elif not stat.S_ISDIR(state):
            raise ValueError(place)
    return found


def installed_kilobytes(files: Mapping[str, Placed]) -> int:
    """Return what the files take on a disk, as Debian counts it: each begins a kilobyte, and so does each folder."""
    return sum(-(-one.size // 1024) for one in files.values()) + sum(1 for _folder in _folders(files))


def write_deb(out: Path, control: Mapping[str, Placed], files: Mapping[str, Placed], epoch: int) -> None:
    """Write the package with these files, named by their places from the root on, all of the time `epoch`."""
    _write(out, _packed(control, epoch), _packed(files, epoch), epoch)


def renumber(package: Path, out: Path, former: str, later: str) -> None:
    """Write a package again under another version: its files are the same bytes, and dpkg takes it for a later build.

    For trials, which need two versions and cannot wait until both are packed. Raises ValueError where `package` is not
    one that `write_deb` wrote.
    """
    control, data, epoch = _read(package.read_bytes())
    with tarfile.open(fileobj=io.BytesIO(lzma.decompress(control))) as archive:
        members = {one.name.removeprefix("./"): (one, archive.extractfile(one)) for one in archive if one.isreg()}
        files = {
            name: Placed(opened.read().replace(former.encode(), later.encode()), one.mode)
            for name, (one, opened) in members.items()
            if opened is not None
        }
    _write(out, _packed(files, epoch), data, epoch)


def data_begins(package: Path) -> int:
    """Return where in a package the archive begins that is unpacked."""
    content = package.read_bytes()
    _control, data, _epoch = _read(content)
    return content.index(data)


def _write(out: Path, control: bytes, data: bytes, epoch: int) -> None:
    members = (("debian-binary", _VERSION), ("control.tar.xz", control), ("data.tar.xz", data))
    with out.open("wb") as opened:
        opened.write(_AR)
        for name, content in members:
            # Name, time, owner, group and mode in columns, as `ar` has had them since 1971; then the length.
            opened.write(f"{name:<16}{epoch:<12}{0:<6}{0:<6}{'100644':<8}{len(content):<10}`\n".encode("ascii"))
            opened.write(content + b"\n" * (len(content) % 2))


def _read(content: bytes) -> tuple[bytes, bytes, int]:
    """Return from the bytes of a package the archive that steers, the one that is unpacked, and the time."""
    if not content.startswith(_AR):
        message = "not a package"
        raise ValueError(message)
    found = {}
    at, epoch = len(_AR), 0
    while at < len(content):
        name, length = content[at : at + 16].decode("ascii").strip(), int(content[at + 48 : at + 58])
        epoch = int(content[at + 16 : at + 28])
        at += _AR_HEAD
        found[name] = content[at : at + length]
        at += length + length % 2
    return found["control.tar.xz"], found["data.tar.xz"], epoch


def _packed(files: Mapping[str, Placed], epoch: int) -> bytes:
    packed = io.BytesIO()
    with (
        lzma.open(packed, "wb", format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC64, preset=_PACKED_AS) as squeezed,
        tarfile.open(fileobj=squeezed, mode="w", format=tarfile.GNU_FORMAT) as archive,
    ):
        folders = dict.fromkeys(_folders(files))
        for place in sorted({*folders, *files}):
            entry = tarfile.TarInfo(f"./{place}" if place else ".")
            entry.mtime, entry.uname, entry.gname = epoch, "root", "root"
            one = files.get(place)
            if one is None:
                entry.type, entry.mode = tarfile.DIRTYPE, FOLDER_MODE
                archive.addfile(entry)
            elif one.leads_to:
                entry.type, entry.mode, entry.linkname = tarfile.SYMTYPE, 0o777, one.leads_to
                archive.addfile(entry)
            else:
                content = one.read()
                entry.mode, entry.size = one.mode, len(content)
                archive.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


def _folders(places: Iterable[str]) -> Iterator[str]:
    """Yield every folder that the places lie in, "" for the root, each once."""
    seen = set()
    for place in places:
        for folder in PurePosixPath(place).parents:
            name = "" if folder == PurePosixPath() else folder.as_posix()
            if name not in seen:
                seen.add(name)
                yield name

"""Copies of sealed files from folder to folder, for backups: each under its content id, and only where it is missing.

What is not the file that its name says is not copied. A copy is read back from the medium before it counts.
"""

import hashlib
import os
import sys
from collections.abc import Callable, Collection
from pathlib import Path
from typing import BinaryIO, Final

from tipdesk.adapters.files.sealed_files import is_content
from tipdesk.disk import patiently, try_remove, wait_for, writing
from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _

_PIECE: Final = 1 << 20


def copy_missing(
    source: Path, target: Path, content_ids: Collection[bytes], told: Callable[[int, int], object]
) -> list[bytes]:
    """Copy those of these sealed files that `target` lacks, and return those that `source` does not have, or damaged.

    `told` hears how many bytes of how many are copied; whatever it raises ends it, and what was copied by then stays.
    Raises OSError, and Distrust `copy-differs` where a disk does not give back what was written.
    """
    wanted = sorted(one for one in content_ids if not (target / one.hex()).is_file())
    there = [one for one in wanted if (source / one.hex()).is_file()]
    done, total = 0, sum((source / one.hex()).stat().st_size for one in there)
    if there and not target.is_dir():
        target.mkdir(mode=0o700)
        wait_for(target.parent)
    bad = []
    for one in there:
        told(done, total)
        if not _copy(source / one.hex(), target / one.hex(), one):
            bad.append(one)
        done += (source / one.hex()).stat().st_size
    return [*(one for one in wanted if one not in there), *bad]


def find_sealed(folder: Path) -> list[bytes]:
    """Return the content ids of the sealed files in a folder, none where there is no such folder; raises OSError."""
    if not folder.is_dir():
        return []
    return sorted(bytes.fromhex(path.name) for path in folder.iterdir() if is_content(path.name))


def find_unlike(folder: Path, content_ids: Collection[bytes]) -> list[bytes]:
    """Return those of these sealed files that are missing in a folder, or are not what their names say."""
    return [one for one in content_ids if not _is_whole(folder / one.hex(), one)]


def drop_others(folder: Path, content_ids: Collection[bytes]) -> None:
    """Remove the sealed files of a folder but these, as far as the disk lets go of them."""
    for one in find_sealed(folder):
        if one not in content_ids:
            try_remove(folder / one.hex())


class _OtherError(Exception):
    """The file is not what its name says."""


def _copy(source: Path, target: Path, content_id: bytes) -> bool:
    try:
        with patiently(lambda: source.open("rb")) as given, writing(target) as file:
            _copy_into(file, given, content_id)
    except _OtherError:
        return False
    if not _is_whole(target, content_id):
        try_remove(target)
        raise Distrust("copy-differs", _("A file that was copied differs. Check the disk that it lies on."))
    return True


def _copy_into(file: BinaryIO, given: BinaryIO, content_id: bytes) -> None:
    made = hashlib.sha256()
    while piece := given.read(_PIECE):
        made.update(piece)
        file.write(piece)
    if made.digest() != content_id:
        raise _OtherError


def _is_whole(path: Path, content_id: bytes) -> bool:
    """Tell whether a file is what its name says, read from the medium where the system can drop its cache."""
    if not path.is_file():
        return False
    with patiently(lambda: path.open("rb")) as file:
        if sys.platform == "linux":
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return hashlib.file_digest(file, "sha256").digest() == content_id

"""Writes the list of a package's files into its folder, by which the installed program finds damage to itself.

It is written when the folder is complete: whatever changes a file afterwards (a signature on Windows) comes before it,
or calls `write_sums` again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tipdesk.adapters.system.program_files import digest_of
from tipdesk.domain.program_files import LIST, list_text

if TYPE_CHECKING:
    from pathlib import Path


def write_sums(folder: Path) -> Path:
    """Write the SHA-256 of each file of a folder into the list there, links and the list itself aside; return it."""
    target = folder / LIST
    files = [one for one in folder.rglob("*") if one.is_file() and not one.is_symlink() and one != target]
    sums = {one.relative_to(folder).as_posix(): digest for one in files if (digest := digest_of(one)) is not None}
    target.write_text(list_text(sums), encoding="utf-8", newline="\n")
    return target

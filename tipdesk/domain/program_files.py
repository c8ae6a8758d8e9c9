"""What a package was made of, file by file, and whether the program that is installed still is that.

A package carries the SHA-256 of each of its files, in the lines that `sha256sum --check` reads. They find damage: a
byte that a disk lost, a file that a scanner took away. Whoever alters a program on purpose alters the list as well, so
this proves nothing against that, and nobody may say that it does.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

LIST: Final = "SHA256SUMS"
"""The name of the list, in the folder of the program."""
_LINE: Final = re.compile(r"([0-9a-f]{64})  (\S(?:.*\S)?)")


@dataclass(frozen=True)
class FilesFound:
    """What was found of so many `listed` files: those that are `altered`, and those that are `missing`."""

    listed: int
    altered: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Tell whether every file is there as it was made."""
        return self.listed > 0 and not self.altered and not self.missing


def list_text(sums: Mapping[str, str]) -> str:
    """Return the list of files, each relative to the folder and with forward slashes, with its SHA-256 in hex."""
    return "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))


def read_list(text: str) -> dict[str, str]:
    """Return the SHA-256 of each file by its name, or nothing where the text is no such list.

    A name that leads out of the folder is none.
    """
    lines = [_LINE.fullmatch(line) for line in text.splitlines()]
    sums = {line[2]: line[1] for line in lines if line is not None and _is_inside(line[2])}
    return sums if len(sums) == len(lines) else {}


def compare_files(listed: Mapping[str, str], found: Iterable[tuple[str, str | None]]) -> FilesFound:
    """Compare the listed files with the SHA-256 that was found of each, which is None where it cannot be read."""
    altered, missing = list[str](), list[str]()
    for name, digest in found:
        if digest is None:
            missing.append(name)
        elif digest != listed[name]:
            altered.append(name)
    return FilesFound(len(listed), tuple(altered), tuple(missing))


def _is_inside(name: str) -> bool:
    return not name.startswith("/") and ".." not in name.split("/") and "\\" not in name and ":" not in name

"""Reads of an ELF file, as programs and libraries for Linux are, what it needs from the system that it will run on.

That is for which processor it is, under which name others need it, which libraries it needs by name, and which version
of the C library it was linked for. Only what a 64-bit file with the smallest byte first has is read: TIPdesk is made
for no other Linux.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAGIC = b"\x7fELF\x02\x01"
"""How a 64-bit file begins whose numbers have their smallest byte first."""
MACHINES = {62: "amd64", 183: "arm64"}
"""The processors that TIPdesk is made for, by the number in the file and by the name that Debian gives them."""
_LOADED, _DYNAMIC = 1, 2
_NEEDED, _STRINGS, _SONAME, _VERSIONS, _VERSION_COUNT = 1, 5, 14, 0x6FFFFFFE, 0x6FFFFFFF
_GLIBC = re.compile(r"GLIBC_(\d+)\.(\d+)(?:\.\d+)?")


@dataclass(frozen=True)
class Elf:
    """What one file says. `glibc` is the lowest version of the C library that has all it uses, (0, 0) for any."""

    machine: str
    soname: str = ""
    needed: frozenset[str] = frozenset()
    glibc: tuple[int, int] = (0, 0)


@dataclass
class _File:
    """The bytes of one file, and where its parts lie in memory: address, end and place in the file."""

    content: bytes
    loaded: list[tuple[int, int, int]] = field(default_factory=list)

    def place(self, address: int) -> int:
        for start, end, offset in self.loaded:
            if start <= address < end:
                return address - start + offset
        raise ValueError(address)

    def text(self, place: int) -> str:
        return self.content[place : self.content.index(b"\0", place)].decode()


def read_elf(path: Path) -> Elf | None:
    """Return what a file says, or None where it is no ELF file.

    Raises ValueError when the file is cut short or contradicts itself, or is for a processor that is not ours.
    """
    with path.open("rb") as opened:
        if opened.read(len(MAGIC)) != MAGIC:
            return None
    content = path.read_bytes()
    try:
        return _read(_File(content))
    except (struct.error, ValueError, KeyError, IndexError) as error:
        message = f"{path.name} is a damaged ELF file, or one for another processor"
        raise ValueError(message) from error


def _read(file: _File) -> Elf:
    machine = MACHINES[struct.unpack_from("<H", file.content, 18)[0]]
    [first] = struct.unpack_from("<Q", file.content, 32)
    size, count = struct.unpack_from("<HH", file.content, 54)
    dynamic = None
    for number in range(count):
        kind, _flags, offset, address, _physical, length, _memory, _align = struct.unpack_from(
            "<IIQQQQQQ", file.content, first + number * size
        )
        if kind == _LOADED:
            file.loaded.append((address, address + length, offset))
        elif kind == _DYNAMIC:
            dynamic = offset, length
    if dynamic is None:
        return Elf(machine)
    entries = list(_entries(file, *dynamic))
    found = dict(entries)
    strings = file.place(found[_STRINGS])
    return Elf(
        machine,
        file.text(strings + found[_SONAME]) if _SONAME in found else "",
        frozenset(file.text(strings + value) for tag, value in entries if tag == _NEEDED),
        _glibc(file, strings, found),
    )


def _entries(file: _File, offset: int, length: int) -> Iterator[tuple[int, int]]:
    for place in range(offset, offset + length, 16):
        tag, value = struct.unpack_from("<QQ", file.content, place)
        if tag == 0:
            return
        yield tag, value


def _glibc(file: _File, strings: int, found: dict[int, int]) -> tuple[int, int]:
    """Return the highest version of the C library's that the file asks for, through two lists of offsets in a chain."""
    highest = (0, 0)
    place = file.place(found[_VERSIONS]) if _VERSIONS in found else 0
    for _library in range(found.get(_VERSION_COUNT, 0)):
        _version, count, _name, first, following = struct.unpack_from("<HHIII", file.content, place)
        one = place + first
        for _asked in range(count):
            _hash, _flags, _other, name, then = struct.unpack_from("<IHHII", file.content, one)
            if version := _GLIBC.fullmatch(file.text(strings + name)):
                highest = max(highest, (int(version[1]), int(version[2])))
            one += then
        place += following
    return highest

"""Looks for planted words and keys in the memory of every process of ours that has to do with a home.

Promises to read every readable part of a process's memory as Linux shows it, and to say how much that was: a scan that
could read nothing finds nothing. Words are sought in the encodings a running program has them in. What the kernel and
the graphics driver hold is not seen.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

BLOCK = 4 * 1024 * 1024
_UNREADABLE = ("[vvar]", "[vvar_vclock]", "[vsyscall]", "[vdso]")


class Memory(NamedTuple):
    """What one scan found: the planted things that were there, and the bytes that were read."""

    found: frozenset[str]
    size: int


def patterns_of(words: Iterable[str], keys: Iterable[bytes] = ()) -> dict[bytes, str]:
    """Return what is sought, by name: a word as Python and Qt hold it, a key as bytes and as hexadecimal digits."""
    sought: dict[bytes, str] = {}
    for word in words:
        for encoding in ("utf-8", "utf-16-le", "utf-32-le"):
            sought[word.encode(encoding)] = word
    for number, key in enumerate(keys):
        for form in (key, key.hex().encode(), key.hex().upper().encode(), key.hex().encode("utf-16-le")):
            sought[form] = f"key {number}"
    return sought


def processes_of(home: Path) -> list[int]:
    """Return the ids of the running processes whose command line names the home."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(
            OSError
        ):  # it ended meanwhile; a process that has ended and is not yet buried has no command line
            if str(home).encode() in (place / "cmdline").read_bytes().split(b"\0"):
                found.append(int(place.name))
    return found


def scan(pid: int, sought: dict[bytes, str]) -> Memory:
    """Return what is found in the memory of a process. PermissionError where the system does not let us look."""
    found: set[str] = set()
    size = 0
    longest = max(map(len, sought))
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            fields = line.split()
            if not fields[1].startswith("r") or fields[-1] in _UNREADABLE:
                continue
            start, end = (int(place, 16) for place in fields[0].split("-"))
            tail = b""
            for place in range(start, end, BLOCK):
                try:
                    memory.seek(place)
                    block = memory.read(min(BLOCK, end - place))
                except (OSError, ValueError):
                    break
                size += len(block)
                held = tail + block
                found |= {name for pattern, name in sought.items() if pattern in held}
                tail = block[-longest:]
    return Memory(frozenset(found), size)

"""Small ELF files for tests: as much of one as says what it needs, and nothing that runs."""

from __future__ import annotations

import struct

AMD64, BASE = 62, 0x400000
_LOADED, _DYNAMIC = 1, 2
_END, _NEEDED, _STRINGS, _SONAME, _VERSIONS, _VERSION_COUNT = 0, 1, 5, 14, 0x6FFFFFFE, 0x6FFFFFFF


def make_elf(*needed: str, soname: str = "", glibc: tuple[str, ...] = (), machine: int = AMD64) -> bytes:
    """Return a file that needs these libraries, and these versions of the C library such as "GLIBC_2.34"."""
    names = [*needed, *([soname] if soname else []), "libc.so.6", *glibc]
    at = {}
    strings = b"\0"
    for name in names:
        at[name] = len(strings)
        strings += name.encode() + b"\0"
    head = 64 + 2 * 56
    versions_at = head + len(strings)
    versions = b""
    if glibc:
        versions = struct.pack("<HHIII", 1, len(glibc), at["libc.so.6"], 16, 0)
        for number, name in enumerate(glibc, 1):
            versions += struct.pack("<IHHII", 0, 0, number, at[name], 16 if number < len(glibc) else 0)
    entries = [(_NEEDED, at[name]) for name in needed]
    entries += [(_SONAME, at[soname])] if soname else []
    entries += [(_STRINGS, BASE + head)]
    entries += [(_VERSIONS, BASE + versions_at), (_VERSION_COUNT, 1)] if glibc else []
    dynamic = b"".join(struct.pack("<QQ", tag, value) for tag, value in [*entries, (_END, 0)])
    dynamic_at = versions_at + len(versions)
    size = dynamic_at + len(dynamic)
    ident = b"\x7fELF\x02\x01\x01" + bytes(9)
    header = ident + struct.pack("<HHIQQQIHHHHHH", 3, machine, 1, 0, 64, 0, 0, 64, 56, 2, 0, 0, 0)
    parts = struct.pack("<IIQQQQQQ", _LOADED, 4, 0, BASE, BASE, size, size, 4096)
    parts += struct.pack("<IIQQQQQQ", _DYNAMIC, 4, dynamic_at, BASE + dynamic_at, 0, len(dynamic), len(dynamic), 8)
    return header + parts + strings + versions + dynamic

"""What the packaged program needs from Debian or Ubuntu, read from its own files and from what opens a window.

A library that a file of the folder names must lie in the folder, or be brought by a package that is named here; so a
library that somebody forgot is found when the package is made, and not at a post. What Qt looks for by itself while it
opens a window no file names: that is the group `debian.WINDOW`, in which a package that was renamed has both its names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.debian import WINDOW
from installer.environment import SetUpError
from installer.packages.elf import read_elf

if TYPE_CHECKING:
    from pathlib import Path

    from installer.packages.elf import Elf

C_LIBRARY = "libc6"
BROUGHT_BY: dict[tuple[str, ...], tuple[str, ...]] = {
    (C_LIBRARY,): (
        "libc.so.6",
        "libdl.so.2",
        "libm.so.6",
        "libpthread.so.0",
        "librt.so.1",
        "libutil.so.1",
        "ld-linux-x86-64.so.2",
        "ld-linux-aarch64.so.1",
    ),
    ("libbz2-1.0",): ("libbz2.so.1.0",),
    ("libdbus-1-3",): ("libdbus-1.so.3",),
    ("libegl1",): ("libEGL.so.1",),
    ("libexpat1",): ("libexpat.so.1",),
    ("libffi8",): ("libffi.so.8",),
    ("libfontconfig1",): ("libfontconfig.so.1",),
    ("libfreetype6",): ("libfreetype.so.6",),
    ("libgcc-s1",): ("libgcc_s.so.1",),
    ("libgl1",): ("libGL.so.1",),
    ("libglib2.0-0t64", "libglib2.0-0"): ("libglib-2.0.so.0", "libgthread-2.0.so.0"),
    ("liblzma5",): ("liblzma.so.5",),
    ("libssl3t64", "libssl3"): ("libssl.so.3", "libcrypto.so.3"),
    ("libstdc++6",): ("libstdc++.so.6",),
    ("libuuid1",): ("libuuid.so.1",),
    ("libwayland-client0",): ("libwayland-client.so.0",),
    ("libwayland-cursor0",): ("libwayland-cursor.so.0",),
    ("libwayland-egl1",): ("libwayland-egl.so.1",),
    ("libx11-6",): ("libX11.so.6",),
    ("libx11-xcb1",): ("libX11-xcb.so.1",),
    ("libxcb1",): ("libxcb.so.1",),
    ("libxcb-cursor0",): ("libxcb-cursor.so.0",),
    ("libxcb-glx0",): ("libxcb-glx.so.0",),
    ("libxcb-icccm4",): ("libxcb-icccm.so.4",),
    ("libxcb-image0",): ("libxcb-image.so.0",),
    ("libxcb-keysyms1",): ("libxcb-keysyms.so.1",),
    ("libxcb-randr0",): ("libxcb-randr.so.0",),
    ("libxcb-render0",): ("libxcb-render.so.0",),
    ("libxcb-render-util0",): ("libxcb-render-util.so.0",),
    ("libxcb-shape0",): ("libxcb-shape.so.0",),
    ("libxcb-shm0",): ("libxcb-shm.so.0",),
    ("libxcb-sync1",): ("libxcb-sync.so.1",),
    ("libxcb-util1",): ("libxcb-util.so.1",),
    ("libxcb-xfixes0",): ("libxcb-xfixes.so.0",),
    ("libxcb-xkb1",): ("libxcb-xkb.so.1",),
    ("libxkbcommon0",): ("libxkbcommon.so.0",),
    ("libxkbcommon-x11-0",): ("libxkbcommon-x11.so.0",),
    ("libzstd1",): ("libzstd.so.1",),
    ("zlib1g",): ("libz.so.1",),
}
"""Each package, with a name that it was given later before the earlier one, and the libraries that it brings.

Only what every Debian from 12 and every Ubuntu from 22.04 on has under one of these names stands here.
"""
OF_THE_SCRIPTS = (("adduser",),)
"""What installing needs: the service has an account of its own."""


def read_folder(folder: Path) -> dict[str, Elf]:
    """Return what each ELF file of a folder says, by its place; raises SetUpError for one that is damaged."""
    try:
        read = {
            path.relative_to(folder).as_posix(): read_elf(path)
            for path in sorted(folder.rglob("*"))
            if path.is_file() and not path.is_symlink()
        }
    except ValueError as error:
        raise SetUpError(str(error)) from error
    return {place: elf for place, elf in read.items() if elf is not None}


def architecture_of(files: dict[str, Elf]) -> str:
    """Return Debian's name of the processor that all files are for; raises SetUpError where they differ."""
    found = {elf.machine for elf in files.values()}
    if len(found) != 1:
        raise SetUpError(f"the folder must hold programs for one processor, and holds: {sorted(found) or 'none'}")
    return found.pop()


def depends_on(folder: Path, files: dict[str, Elf]) -> str:
    """Return the field `Depends` of a package of this folder.

    Raises:
        SetUpError: a library is needed that neither lies in the folder nor is brought by a package named here.
    """
    packages = {library: names for names, libraries in BROUGHT_BY.items() for library in libraries}
    inside = {path.name for path in folder.rglob("*")} | {elf.soname for elf in files.values()}
    wanted = {*WINDOW.libraries, *OF_THE_SCRIPTS, (C_LIBRARY,)}
    unknown = set()
    for place, elf in files.items():
        for library in elf.needed - inside:
            if library in packages:
                wanted.add(packages[library])
            else:
                unknown.add(f"{library}, for {place}")
    if unknown:
        told = "\n  ".join(sorted(unknown))
        raise SetUpError(f"no package is named that brings these libraries, nor are they in the folder:\n  {told}")
    major, minor = max(elf.glibc for elf in files.values())
    named = {C_LIBRARY: f"{C_LIBRARY} (>= {major}.{minor})"}
    return ", ".join(" | ".join(named.get(name, name) for name in names) for names in sorted(wanted))

"""Makes the program on the oldest system that the `.deb` is for, so that it runs on all that came later.

A program for Linux asks for the version of the C library that it was linked with, or a later one. Debian 12's Python
asks for 2.35, which Debian 12 and Ubuntu 22.04 have; that of Debian 13 asks for 2.38. So PyInstaller is run inside a
small Debian 12, whichever Linux this PC has. Where no such root can be made, the program is made on this PC, and the
package's field `Depends` says honestly which C library it takes.
"""

from __future__ import annotations

import hashlib
import sys
from typing import TYPE_CHECKING

from installer.debian import WINDOW
from installer.environment import PINS, run_program
from installer.packages.roots import make_root, why_not

if TYPE_CHECKING:
    from pathlib import Path

ROOT_NAME, RELEASE = "making", "bookworm"
BUILDERS = ("binutils", "ca-certificates", "libpython3.11", "python3", "python3-venv")
_PYTHON = "/opt/build/bin/python"
_STAMP = "opt/build/installed-pins"
_ENTER = """
root=$1
shift
while [ "$1" != -- ]; do
    mkdir -p "$root$1"
    mount --bind "$1" "$root$1"
    shift
done
shift
mount -t proc proc "$root/proc"
exec chroot "$root" "$@"
"""
"""Shows folders of this PC at the same place in a root, and runs a program there; both end with it."""


def python_of_oldest(*shown: Path) -> list[str] | None:
    """Return the words that call the Python of the oldest system, with every pin, which sees these folders of this PC.

    None where no such root can be made here; why is printed. Raises SetUpError where making it fails.
    """
    if reason := why_not():
        print(f"  The program is made on this PC and not on Debian 12: {reason}.", file=sys.stderr, flush=True)
        return None
    # The earlier of two names is the one that the oldest release has.
    root = make_root(ROOT_NAME, RELEASE, [*BUILDERS, *(names[-1] for names in WINDOW.libraries)])
    _install_pins(root)
    return [*words_in(root, *shown), _PYTHON]


def words_in(root: Path, *shown: Path) -> list[str]:
    """Return the words after which a program runs in a root that sees these folders of this PC, at the same places."""
    enter = ["unshare", "--mount", "--propagation", "private", "sh", "-ec", _ENTER, "sh", str(root)]
    return [*enter, *map(str, shown), "--"]


def _install_pins(root: Path) -> None:
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in PINS)).hexdigest()
    stamp = root / _STAMP
    if stamp.is_file() and stamp.read_text(encoding="ascii") == digest:
        return
    print("  Installing the pinned packages there", flush=True)
    enter = words_in(root, PINS[0].parent)
    run_program([*enter, "python3", "-m", "venv", "--clear", "/opt/build"], "no virtual environment on Debian 12")
    pinned = [word for file in PINS for word in ("-r", str(file))]
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes"]
    why = "a pinned package could not be installed on Debian 12; is the package index reachable?"
    run_program([*enter, _PYTHON, "-m", "pip", "install", *quiet, *pinned], why)
    stamp.write_text(digest, encoding="ascii")

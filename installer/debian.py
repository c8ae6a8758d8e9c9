"""The libraries and programs outside Python: what Qt opens a window with, and what the tests drive it with.

On Debian (and its children) as root the missing packages are installed; elsewhere they are named, with the command that
installs them. Everything that pip or npm can bring is left to `environment` and `node`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec

from installer.environment import SetUpError


@dataclass(frozen=True)
class Group:
    """Debian packages that are needed together for one purpose.

    A package of `libraries` that was renamed stands with all its names, the newest first.
    """

    purpose: str
    libraries: tuple[tuple[str, ...], ...] = ()
    programs: tuple[tuple[str, str], ...] = ()
    """Programs that may have come in another way: each name on the path, and the package that brings it."""


WINDOW = Group(
    "to open a window",
    libraries=(
        ("libegl1",),
        ("libgl1",),
        ("libfontconfig1",),
        ("libglib2.0-0t64", "libglib2.0-0"),
        ("libdbus-1-3",),
        ("libxkbcommon0",),
        ("libxkbcommon-x11-0",),
        ("libxcb-cursor0",),
        ("libxcb-icccm4",),
        ("libxcb-image0",),
        ("libxcb-keysyms1",),
        ("libxcb-randr0",),
        ("libxcb-render-util0",),
        ("libxcb-shape0",),
        ("libxcb-xinerama0",),
        ("libxcb-xkb1",),
    ),
)
TESTS = Group(
    "to run every test",
    programs=(
        ("Xvfb", "xvfb"),
        ("xdotool", "xdotool"),
        ("dbus-daemon", "dbus-daemon"),
        ("pdftotext", "poppler-utils"),
        ("qpdf", "qpdf"),
        ("node", "nodejs"),
        ("npm", "npm"),
        ("mkfs.xfs", "xfsprogs"),
        ("strace", "strace"),
    ),
)

FOLDER = Group(
    "to make the one folder, and to try it",
    programs=(("objdump", "binutils"), ("Xvfb", "xvfb"), ("dbus-daemon", "dbus-daemon")),
)
DEB = Group("to make a .deb, and to try it", programs=(("dpkg-deb", "dpkg"), ("debootstrap", "debootstrap")))
WINDOWS = Group(
    "to make installers for Windows, and to try them",
    programs=(
        ("wine", "wine"),
        ("x86_64-w64-mingw32-gcc", "gcc-mingw-w64-x86-64-win32"),
        ("makensis", "nsis"),
        ("wixl", "wixl"),
        ("msiextract", "msitools"),
        ("7z", "7zip"),
    ),
)
PACKAGES = {
    "folder": (FOLDER,),
    "deb": (FOLDER, DEB),
    "windows": (FOLDER, WINDOWS),
    "all": (FOLDER, DEB, WINDOWS),
}
"""What each kind of package takes."""


def add_missing(*groups: Group) -> None:
    """Install what these groups lack, or name it where that takes another user or another system.

    Raises:
        SetUpError: as root on Debian, the installation failed.
    """
    if not sys.platform.startswith("linux"):
        return
    missing = {group.purpose: wanted for group in (*groups, *_venv()) if (wanted := _missing(group))}
    if not missing:
        return
    has_apt = shutil.which("apt-get") is not None
    if has_apt and os.geteuid() == 0:
        _install([names for wanted in missing.values() for names in wanted])
        return
    for purpose, wanted in missing.items():
        print(f"Missing {purpose}: {' '.join(names[0] for names in wanted)}", file=sys.stderr)
    if has_apt:
        print("Install them with: sudo apt-get install <the names above>", file=sys.stderr)


def _venv() -> list[Group]:
    # Debian cuts ensurepip out of its Python; without it venv makes an environment that has no pip.
    if find_spec("ensurepip") is not None:
        return []
    return [Group("to make .venv", libraries=((f"python3.{sys.version_info.minor}-venv", "python3-venv"),))]


def _missing(group: Group) -> list[tuple[str, ...]]:
    wanted: list[tuple[str, ...]] = [(package,) for program, package in group.programs if not shutil.which(program)]
    if group.libraries and shutil.which("dpkg-query"):
        installed = _installed([name for names in group.libraries for name in names])
        wanted += [names for names in group.libraries if installed.isdisjoint(names)]
    return wanted


def _installed(names: list[str]) -> set[str]:
    asked = ["dpkg-query", "--show", "--showformat", "${db:Status-Status} ${Package}\n", *names]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    return {line.split()[1] for line in answer.splitlines() if line.startswith("installed ")}


def _install(wanted: list[tuple[str, ...]]) -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print("Fetching the list of Debian packages", file=sys.stderr)
    _apt(["update", "-qq"], quiet)
    chosen = [next((name for name in names if _is_known(name)), names[0]) for names in wanted]
    print(f"Installing {' '.join(chosen)}", file=sys.stderr)
    _apt(["install", "-qq", "-y", "--no-install-recommends", *chosen], quiet)


def _is_known(name: str) -> bool:
    """Tell whether this release of Debian has a package of that name.

    A name that another package only provides has no policy, and does not count.
    """
    answer = subprocess.run(["apt-cache", "policy", name], capture_output=True, text=True, check=False).stdout
    return "Candidate:" in answer and "Candidate: (none)" not in answer


def _apt(words: list[str], variables: dict[str, str]) -> None:
    if subprocess.call(["apt-get", "-o", "Dpkg::Use-Pty=0", *words], env=variables, stdout=sys.stderr.fileno()) != 0:
        raise SetUpError(f"apt-get {words[0]} failed; the lines above say why")

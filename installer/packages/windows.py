"""Makes the two installers for Windows, `setup.exe` for one PC and `.msi` for many, from one folder.

The folder is made under Wine with Python for Windows. Both installers carry the same files, know each other, and hold
nothing of the machine that made them.
"""

from __future__ import annotations

import shutil
import struct
from typing import TYPE_CHECKING

from installer import environment
from installer.environment import ROOT, SetUpError
from installer.packages.collection import build_collection, level, size_of
from installer.packages.file_types import nsis_macro
from installer.packages.icon import make_ico
from installer.packages.version_resource import DESCRIPTIONS, PUBLISHER, RIGHTS, four_numbers, version_resource
from installer.packages.wine import compile_dll, running, windows_python
from installer.packages.wix import file_types_fragment, files_fragment, guid, msi_version

if TYPE_CHECKING:
    from pathlib import Path

    from installer.packages.facts import Facts

PYTHON = ROOT / "build" / "windows-python"
SOURCES = "installer/windows"
ICON = "program.ico"
LIST = "installed.txt"
LENT = ("icuuc.dll", "mscms.dll")
"""What Wine may be lent and Windows has of its own: in no package."""
_PE_AT, _SUM_AFTER = 0x3C, 0x58


def build_windows(facts: Facts, into: Path, *, source: Path = ROOT) -> list[Path]:
    """Make the folder under Wine, and both installers of it, in `into`; return the installers.

    Raises:
        SetUpError: a tool is missing or failed; the message says which.
    """
    folder = build_windows_folder(facts, into, source)
    return [build_setup(folder, facts, into, source), build_msi(folder, facts, into, source)]


def build_windows_folder(facts: Facts, into: Path, source: Path = ROOT) -> Path:
    """Make the folder that both installers carry. Raises SetUpError."""
    python = windows_python(PYTHON)
    icon = make_ico()
    beside = {ICON: icon, **{f"{name}.version": version_resource(name, facts) for name in DESCRIPTIONS}}
    with running(into.with_name("wine-building")) as wine:
        folder = build_collection(facts, into, source=source, python=wine.words(python), beside=beside)
    refuse_lent(folder)
    shutil.copyfile(source / "LICENSE", folder / "LICENSE.txt")
    write_list(folder, facts)
    level(folder, facts.epoch)
    return folder


def build_setup(folder: Path, facts: Facts, into: Path, source: Path = ROOT, *, is_trial: bool = False) -> Path:
    """Make `setup.exe` of the folder, and return it; a trial is not compressed. Raises SetUpError where NSIS refuses."""
    made = into / f"tipdesk-{facts.name}-setup.exe"
    types = into / "types.nsh"
    types.write_text(nsis_macro(), encoding="utf-8")
    size = size_of(folder)
    given = {
        "BUILD": facts.build,
        "BYTES": size,
        "FOLDER": folder,
        "ICON": folder.with_name(ICON),
        "KILOBYTES": size // 1024,
        "NUMBERS": four_numbers(facts),
        "OUT": made,
        "PUBLISHER": PUBLISHER,
        "RIGHTS": RIGHTS,
        "SOURCES": source / SOURCES,
        "TYPES": types,
        "VERSION": facts.name,
    }
    words = ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *(f"-D{name}={value}" for name, value in given.items())]
    words += ["-DTRIAL"] if is_trial else []
    environment.run_program(
        [*words, str(source / SOURCES / "setup.nsi")],
        "makensis could not make setup.exe (Debian: nsis)",
        {"SOURCE_DATE_EPOCH": str(facts.epoch)},
    )
    content = bytearray(made.read_bytes())
    write_sum(content)
    made.write_bytes(content)
    return made


def build_msi(folder: Path, facts: Facts, into: Path, source: Path = ROOT) -> Path:
    """Make the `.msi` of the folder, and return it. Raises SetUpError where the compiler or wixl refuses."""
    made = into / f"tipdesk-{facts.name}.msi"
    lists = {"files.wxs": files_fragment(folder), "types.wxs": file_types_fragment()}
    for name, text in lists.items():
        (into / name).write_text(text, encoding="utf-8")
    running_dll = into / "running.dll"
    compile_dll(source / SOURCES / "running.c", running_dll, "-lmsi")
    given = {
        "BUILD": facts.build,
        "ICON": folder.with_name(ICON),
        "MSI_VERSION": msi_version(facts),
        "PACKAGE": guid("package", facts.name, facts.commit),
        "PRODUCT": guid("product", facts.name, facts.commit),
        "PUBLISHER": PUBLISHER,
        "RUNNING": running_dll,
        "VERSION": facts.name,
    }
    words = ["wixl", "--arch", "x64", "-o", str(made)]
    words += [word for name, value in given.items() for word in ("-D", f"{name}={value}")]
    files = [source / SOURCES / "tipdesk.wxs", *(into / name for name in lists)]
    environment.run_program([*words, *map(str, files)], "wixl could not make the .msi (Debian: wixl)")
    return made


def refuse_lent(folder: Path) -> None:
    """Raise SetUpError where a file that only Wine is lent got into the folder."""
    lent = [path.name for path in folder.rglob("*") if path.name.lower() in LENT]
    if lent:
        raise SetUpError(f"the folder for Windows holds what is lent to Wine alone: {', '.join(lent)}")


def write_list(folder: Path, facts: Facts) -> None:
    """Write beside the programs which build this is and which files are its own, so that no other is ever deleted.

    A line is a file, or, ending in a backslash, a folder; folders stand after what lies in them. Raises SetUpError for
    a name that setup could not read, as it takes the list in the PC's own code page.
    """
    paths = [path for path in folder.rglob("*") if path.name != LIST]
    names = sorted((path.relative_to(folder).as_posix(), path.is_dir()) for path in paths)
    files = [name for name, is_folder in names if not is_folder]
    folders = [f"{name}/" for name, is_folder in reversed(names) if is_folder]
    lines = [line.replace("/", "\\") for line in (*files, *folders)]
    strange = [line for line in lines if not line.isascii()]
    if strange:
        raise SetUpError(f"setup could not take these files away again, for their names: {strange}")
    text = "".join(f"{line}\r\n" for line in (f"build {facts.build}", *lines))
    (folder / LIST).write_bytes(text.encode("ascii"))


def write_sum(program: bytearray) -> None:
    """Write the sum of all bytes into the head of a program for Windows; setup compares it before it does anything.

    The sum is the one of the PE format: 16 bits at a time, the carry added back, and the length. It changes with any
    one byte, also with those that NSIS leaves out of its own check.
    """
    place = struct.unpack_from("<I", program, _PE_AT)[0] + _SUM_AFTER
    struct.pack_into("<I", program, place, 0)
    padded = bytes(program) + bytes(len(program) % 2)
    total = sum(memoryview(padded).cast("H"))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    struct.pack_into("<I", program, place, total + len(program))

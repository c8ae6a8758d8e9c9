"""Makes the two installers for Windows, `setup.exe` for one PC and `.msi` for many, from one folder.

The folder is made under Wine with Python for Windows. Both installers carry the same files, know each other, and hold
nothing of the machine that made them.
"""

from __future__ import annotations

import os
import re
import shutil
import struct
import subprocess
from hashlib import sha256
from typing import TYPE_CHECKING

from installer import environment
from installer.environment import ROOT, SetUpError
from installer.packages.collection import build_collection, level, size_of
from installer.packages.file_types import nsis_macro
from installer.packages.icon import make_ico, make_side
from installer.packages.sums import write_sums
from installer.packages.version_resource import DESCRIPTIONS, PUBLISHER, RIGHTS, four_numbers, version_resource
from installer.packages.wine import compile_dll, running, windows_python
from installer.packages.wix import file_types_fragment, files_fragment, guid, msi_version
from tipdesk.domain.program_files import LIST

if TYPE_CHECKING:
    from pathlib import Path

    from installer.packages.facts import Facts

PYTHON = ROOT / "build" / "windows-python"
SOURCES = "installer/windows"
ICON = "program.ico"
CABINET = "tipdesk.cab"
HAND_ON = (
    "UPDATE `Property` SET `Value` = 'INSTALLDIR;NEWERTIPDESK;OLDERTIPDESK;SETUPREMOVAL;WINDOWSBUILD' "
    "WHERE `Property` = 'SecureCustomProperties'"
)
"""What the window of the `.msi` finds out, the part of Windows Installer with an administrator's rights must know."""
NOTICES = "_internal/resources/THIRD-PARTY.txt"
LENT = ("icuuc.dll", "mscms.dll")
"""What Wine may be lent and Windows has of its own: in no package."""
_PE_AT, _CHECK_AFTER = 0x3C, 0x58


def build_windows_folder(facts: Facts, into: Path, source: Path = ROOT) -> Path:
    """Make the folder that both installers carry. Raises SetUpError."""
    python = windows_python(PYTHON)
    icon = make_ico()
    beside = {ICON: icon, **{f"{name}.version": version_resource(name, facts) for name in DESCRIPTIONS}}
    with running(into.with_name("wine-building")) as wine:
        folder = build_collection(facts, into, source=source, python=wine.words(python), beside=beside)
    refuse_lent(folder)
    shutil.copyfile(source / "LICENSE", folder / "LICENSE.txt")
    shutil.copyfile(folder / NOTICES, folder / "THIRD-PARTY.txt")
    write_sums(folder)
    refuse_strange_names(folder, (source / SOURCES / "swapping.nsh").read_text(encoding="utf-8"))
    level(folder, facts.epoch)
    return folder


def build_setup(folder: Path, facts: Facts, into: Path, source: Path = ROOT, *, is_trial: bool = False) -> Path:
    """Make `setup.exe` of the folder, and return it; a trial is not compressed. Raises SetUpError."""
    made = into / f"tipdesk-{facts.name}-setup.exe"
    types = into / "types.nsh"
    types.write_text(nsis_macro(), encoding="utf-8")
    side = into / "side.bmp"
    side.write_bytes(make_side())
    os.utime(side, (facts.epoch, facts.epoch))
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
        "SIDE": side,
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
    write_check(content)
    made.write_bytes(content)
    return made


def build_msi(folder: Path, facts: Facts, into: Path, source: Path = ROOT) -> Path:
    """Make the `.msi` of the folder, and return it. Raises SetUpError where the compiler or wixl refuses."""
    made = into / f"tipdesk-{facts.name}.msi"
    lists = {"files.wxs": files_fragment(folder), "types.wxs": file_types_fragment()}
    for name, text in lists.items():
        (into / name).write_text(text, encoding="utf-8")
    refusing = into / "refusing.dll"
    compile_dll(source / SOURCES / "refusing.c", refusing, "-lmsi", "-lbcrypt")
    given = {
        "BUILD": facts.build,
        "ICON": folder.with_name(ICON),
        "MSI_VERSION": msi_version(facts),
        "PACKAGE": guid("package", facts.name, facts.commit),
        "PRODUCT": guid("product", facts.name, facts.commit),
        "PUBLISHER": PUBLISHER,
        "REFUSING": refusing,
        "VERSION": facts.name,
    }
    words = ["wixl", "--arch", "x64", "-o", str(made)]
    words += [word for name, value in given.items() for word in ("-D", f"{name}={value}")]
    files = [source / SOURCES / "tipdesk.wxs", *(into / name for name in lists)]
    environment.run_program([*words, *map(str, files)], "wixl could not make the .msi (Debian: wixl)")
    _complete(made)
    return made


def _complete(package: Path) -> None:
    """Write into the `.msi` the SHA-256 of its cabinet, which it compares before it changes a PC.

    wixl names only what it found itself among the properties that are handed on; all that were searched for are.
    """
    why = "msitools could not write the sum of the cabinet (Debian: msitools)"
    try:
        cabinet = subprocess.run(["msiinfo", "extract", str(package), CABINET], check=True, capture_output=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise SetUpError(why) from error
    # Digits alone: nothing in them could end the words of a query.
    written = "INSERT INTO `Property` (`Property`, `Value`) VALUES ('CABINETSUM', '{}')"
    for query in (written.format(sha256(cabinet).hexdigest()), HAND_ON):
        environment.run_program(["msibuild", str(package), "-q", query], why)


def refuse_lent(folder: Path) -> None:
    """Raise SetUpError where a file that only Wine is lent got into the folder."""
    lent = [path.name for path in folder.rglob("*") if path.name.lower() in LENT]
    if lent:
        raise SetUpError(f"the folder for Windows holds what is lent to Wine alone: {', '.join(lent)}")


def refuse_strange_names(folder: Path, swapping: str) -> None:
    """Raise SetUpError for a file that setup could not put in place or take away again.

    It reads names in the PC's own code page, and lets only those change places that stand in `swapping.nsh`.
    """
    strange = [path.name for path in folder.rglob("*") if not path.name.isascii()]
    strange += [path.name for path in folder.iterdir() if path.name not in names_that_change(swapping)]
    if strange:
        raise SetUpError(f"setup could not put these files in place or take them away, for their names: {strange}")


def names_that_change(swapping: str) -> frozenset[str]:
    """Return the names in the program's folder that the macros of `swapping.nsh` let change places."""
    names = re.findall(r'!insertmacro \$\{deed\} "(.+)"', swapping)
    return frozenset(name.replace("${LIST}", LIST) for name in names)


def write_check(program: bytearray) -> None:
    """Write the check sum of the PE format into the head of a program; setup compares it before it does anything.

    It changes with any one byte, also with those that NSIS leaves out of its own check.
    """
    place = struct.unpack_from("<I", program, _PE_AT)[0] + _CHECK_AFTER
    struct.pack_into("<I", program, place, 0)
    struct.pack_into("<I", program, place, check_of(bytes(program)))


def check_of(program: bytes) -> int:
    """Return the sum of a program whose own place for it holds 0: 16 bits at a time, carries added, and the length."""
    total = sum(memoryview(program + bytes(len(program) % 2)).cast("H"))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return total + len(program)

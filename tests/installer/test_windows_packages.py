"""The installers for Windows: what is computed for them, and what is refused before they are made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.dom import minidom

import pytest
from hypothesis import given
from hypothesis import strategies as st

from installer.environment import ROOT, SetUpError
from installer.packages.facts import Facts
from installer.packages.file_types import file_types, nsis_macro
from installer.packages.pins import read_pins
from installer.packages.version_resource import DESCRIPTIONS, version_resource
from installer.packages.windows import (
    check_of,
    names_that_change,
    refuse_lent,
    refuse_strange_names,
    write_check,
)
from installer.packages.wine import PACKAGERS, Wine, windows_path, windows_pins
from installer.packages.wix import file_types_fragment, files_fragment, guid, msi_version
from tipdesk.homes.first_run import REQUEST_FILE
from tipdesk.services.sticks import stick

if TYPE_CHECKING:
    from pathlib import Path

FACTS = Facts(version="0.1.0", commit="0123456789ab", build=937, epoch=1_700_000_000)
SWAPPING = (ROOT / "installer" / "windows" / "swapping.nsh").read_text(encoding="utf-8")
HEAD_AT, CHECK_AT = 0x80, 0x80 + 0x58


def _program(content: bytes) -> bytearray:
    """Return what looks to the sum like a program: its head at 128, and bytes behind."""
    program = bytearray(0x100) + content
    program[0x3C] = HEAD_AT
    return program


@given(content=st.binary(max_size=99), at=st.integers(min_value=0), turned=st.integers(min_value=1, max_value=255))
def test_the_sum_in_a_program_tells_of_any_altered_byte(content: bytes, at: int, turned: int) -> None:
    """Whatever one byte becomes, wherever it lies outside the sum itself, the sum is another."""
    program = _program(content)
    write_check(program)
    place = at % len(program)
    if CHECK_AT <= place < CHECK_AT + 4:
        return
    written = bytes(program[CHECK_AT : CHECK_AT + 4])
    program[CHECK_AT : CHECK_AT + 4] = bytes(4)
    assert check_of(bytes(program)) == int.from_bytes(written, "little")
    program[place] ^= turned
    assert check_of(bytes(program)) != int.from_bytes(written, "little")


def test_what_wine_is_lent_is_in_no_package(tmp_path: Path) -> None:
    """A library that only Wine needs stops the build, in whatever case its name is written."""
    refuse_lent(tmp_path)
    (tmp_path / "_internal").mkdir()
    (tmp_path / "_internal" / "ICUUC.dll").touch()
    with pytest.raises(SetUpError, match=r"ICUUC\.dll"):
        refuse_lent(tmp_path)


@pytest.mark.parametrize("strange", ["README.txt", "_internal/söhne.txt"])
def test_a_file_that_setup_would_forget_stops_the_build(tmp_path: Path, strange: str) -> None:
    """What setup would not let change places, or could not delete for its name, is in no package."""
    for name in names_that_change(SWAPPING) - {"_internal"}:
        (tmp_path / name).touch()
    (tmp_path / "_internal").mkdir()
    refuse_strange_names(tmp_path, SWAPPING)
    (tmp_path / strange).touch()
    with pytest.raises(SetUpError, match="setup could not"):
        refuse_strange_names(tmp_path, SWAPPING)


def test_setup_lets_the_programs_change_places_first_and_last() -> None:
    """While files change places there is no program to start: it goes first and returns last, and none is left out."""
    there, back = (
        re.findall(r'deed\} "(.+)"', macro.partition("!macroend")[0])
        for macro in (SWAPPING.partition(f"!macro {name} deed")[2] for name in ("EachName", "EachNameBack"))
    )
    assert there[0] == "tipdesk.exe"
    assert list(reversed(there)) == back
    assert {"tipdesk.exe", "tipdesk-cli.exe", "_internal", "SHA256SUMS"} <= names_that_change(SWAPPING)


def test_windows_installer_sees_that_a_later_build_is_newer() -> None:
    """Three numbers are compared, and the last of them is the build."""
    assert msi_version(FACTS) == "0.1.937"


def test_every_file_is_one_component_whose_id_stays(tmp_path: Path) -> None:
    """Each file of the folder is packed once, and has the same id wherever the folder lay when it was packed."""
    found = []
    for name in ("one", "other"):
        folder = tmp_path / name
        (folder / "_internal" / "Qt & more").mkdir(parents=True)
        for file in ("tipdesk.exe", "_internal/a.dll", "_internal/Qt & more/a.dll"):
            (folder / file).touch()
        document = minidom.parseString(files_fragment(folder))  # noqa: S318 - written by the line before
        components = document.getElementsByTagName("Component")
        assert len({one.getAttribute("Guid") for one in components}) == 3
        sources = {one.getAttribute("Source") for one in document.getElementsByTagName("File")}
        assert sources == {str(path) for path in folder.rglob("*") if path.is_file()}
        places = {one.getAttribute("Id") for one in document.getElementsByTagName("Directory")} | {"INSTALLDIR"}
        assert {one.getAttribute("Id") for one in document.getElementsByTagName("DirectoryRef")} <= places
        found.append({(one.getAttribute("Id"), one.getAttribute("Guid")) for one in components})
    assert found[0] == found[1]


def test_an_id_is_one_things_for_ever() -> None:
    """The id of a place never changes, since Windows Installer would lose a file of an earlier package by it."""
    assert guid("file", "tipdesk.exe") == "B5115B13-12B9-55A5-AE6F-6197107568C6"
    assert guid("file", "tipdesk.exe") != guid("type", "tipdesk.exe")


def test_every_file_that_changes_hands_has_a_name_on_windows() -> None:
    """What TIPdesk writes for people and for sticks is named, in setup.exe as in the .msi."""
    types = file_types()
    assert {stick.BUNDLE, stick.RECEIPT, stick.FETCH, "." + REQUEST_FILE.rpartition(".")[2]} <= set(types)
    assert all(called.startswith("TIPdesk ") for called in types.values())
    for suffix in types:
        assert f'"{suffix}"' in nsis_macro()
        assert f"Software\\Classes\\TIPdesk{suffix}\\DefaultIcon" in file_types_fragment()


def test_the_python_for_windows_gets_the_pins_that_hold_there() -> None:
    """What a package carries is there with its hashes, what only Windows needs too, and no developer's tool."""
    lines = windows_pins().splitlines()
    names = {line.partition("==")[0] for line in lines}
    assert {pin.name for pin in read_pins() if "Windows" in pin.systems} | set(PACKAGERS) == names
    assert all("--hash=sha256:" in line and ";" not in line for line in lines)


def test_a_program_says_its_version_and_nothing_of_the_machine() -> None:
    """Windows is told product, version and build; each program has its own name; no path gets in."""
    for name in DESCRIPTIONS:
        told = version_resource(name, FACTS).decode()
        assert "filevers=(0, 1, 0, 937)" in told
        assert "StringStruct('FileVersion', '0.1.0.937')" in told
        assert f"StringStruct('OriginalFilename', '{name}.exe')" in told
        assert "/" not in told
        assert "\\" not in told


def test_wine_keeps_to_its_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program under Wine sees a home of its own and no screen, and nothing that was meant for Qt on Linux."""
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    seen = Wine(tmp_path).environment()
    assert seen["WINEPREFIX"] == str(tmp_path)
    assert seen["HOME"] == str(tmp_path / "home")
    assert not {"DISPLAY", "QT_QPA_PLATFORM"} & set(seen)
    assert windows_path(tmp_path / "a b").startswith("Z:\\")

"""A folder that was made is compared with its notices: what came in by itself is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PyInstaller.archive.writers import CArchiveWriter, ZlibArchiveWriter

from installer.environment import SetUpError
from installer.packages.coverage import check_coverage
from installer.packages.notices import collect_components

if TYPE_CHECKING:
    from pathlib import Path

    from tipdesk.domain.components import Component

TOLD = (
    "tipdesk/domain/edition.py",
    "resources/styles/base.qss",
    "PySide6/QtCore.abi3.so",
    "PySide6/Qt/lib/libQt6Core.so.6",
    "libQt6Core.so.6",
    "libicuuc.so.73",
    "libshiboken6.abi3.so.6.11",
    "libpython3.13.so.1.0",
    "python3.13/lib-dynload/_ssl.cpython-313-x86_64-linux-gnu.so",
    "base_library.zip",
    "click-8.5.1.dist-info/METADATA",
    "sqlcipher3/_sqlite3.cpython-313-x86_64-linux-gnu.so",
    "_cffi_backend.cpython-313-x86_64-linux-gnu.so",
    "python313.dll",
    "_ssl.pyd",
    "libcrypto-3.dll",
    "libffi-8.dll",
    "VCRUNTIME140_1.dll",
    "MSVCP140.dll",
    "Qt6Core.dll",
    "pyside6.abi3.dll",
)


@pytest.fixture(scope="module")
def components() -> tuple[Component, ...]:
    """What the notices tell of."""
    return collect_components()


def folder_with(tmp_path: Path, *places: str) -> Path:
    """Return a folder as PyInstaller makes one, with empty files in these places."""
    for place in places:
        path = tmp_path / "_internal" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path


def program(folder: Path, *modules: str) -> None:
    """Put a program into a folder that holds these modules, empty."""
    folder.mkdir(exist_ok=True)
    source = folder.parent / "empty.py"
    source.touch()
    entries = [(name, str(source), "PYMODULE") for name in modules]
    archive = folder.parent / "modules.pyz"
    ZlibArchiveWriter(str(archive), entries, {name: compile("", name, "exec") for name in modules})
    CArchiveWriter(str(folder / "tipdesk"), [("PYZ.pyz", str(archive), False, "z")], "libpython3.13.so.1.0")


def test_what_is_told_of_may_be_there(tmp_path: Path, components: tuple[Component, ...]) -> None:
    """Modules, libraries of Qt and Python on both systems, and files of TIPdesk are known by where they lie."""
    check_coverage(folder_with(tmp_path, *TOLD), components)


@pytest.mark.parametrize(
    ("place", "named"),
    [
        ("libreadline.so.8", "libreadline.so.8"),
        ("pytest-9.2.0.dist-info/METADATA", "pytest-9.2.0.dist-info"),
        ("_pytest/nodes.py", r"_pytest \(pytest\)"),
        ("unheard/of.so", "unheard"),
    ],
    ids=["library", "metadata", "module", "folder"],
)
def test_what_came_in_by_itself_is_named(
    tmp_path: Path, components: tuple[Component, ...], place: str, named: str
) -> None:
    """The control: a library, a distribution, a module or a folder that no notice tells of is refused by its name."""
    with pytest.raises(SetUpError, match=named):
        check_coverage(folder_with(tmp_path, *TOLD, place), components)


def test_modules_inside_a_program_count(tmp_path: Path, components: tuple[Component, ...]) -> None:
    """What is packed into a program is seen as well: the known passes, and another one is named."""
    folder = folder_with(tmp_path / "folder", *TOLD)
    program(folder, "json", "click", "tipdesk")
    check_coverage(folder, components)
    program(folder, "json", "click", "hypothesis")
    with pytest.raises(SetUpError, match="hypothesis"):
        check_coverage(folder, components)

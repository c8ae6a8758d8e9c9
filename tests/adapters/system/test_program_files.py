"""The files of an installed program: one byte that changed is found and named, and nothing else is."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from installer.packages.sums import write_sums
from tipdesk.adapters.system.program_files import check_files, program_folder
from tipdesk.cli.main import main
from tipdesk.domain.errors import Distrust
from tipdesk.domain.program_files import LIST

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """An installed program of a few files, with its list."""
    folder = tmp_path / "TIPdesk"
    (folder / "_internal" / "resources").mkdir(parents=True)
    for name in ("tipdesk.exe", "_internal/python.dll", "_internal/resources/codes.csv"):
        (folder / name).write_bytes(name.encode() * 100)
    (folder / "tipdesk-cli").symlink_to("tipdesk.exe")
    write_sums(folder)
    return folder


def test_a_program_as_it_was_made_is_whole(program: Path) -> None:
    """Every file but the list and links is listed and read; the list says the same when it is written again."""
    heard = list[tuple[int, int]]()
    before = (program / LIST).read_bytes()
    found = check_files(program, lambda done, of: heard.append((done, of)))
    assert (found.is_whole, found.listed, heard[-1]) == (True, 3, (3, 3))
    assert write_sums(program).read_bytes() == before


def test_one_byte_is_found(program: Path) -> None:
    """A file in which one bit changed is named as altered, one that was taken away as missing, and no other."""
    library = program / "_internal" / "python.dll"
    content = bytearray(library.read_bytes())
    content[500] ^= 1
    library.write_bytes(content)
    (program / "_internal" / "resources" / "codes.csv").unlink()
    found = check_files(program)
    assert found.altered == ("_internal/python.dll",)
    assert found.missing == ("_internal/resources/codes.csv",)


@pytest.mark.parametrize("damage", [b"", b"\xff", b"no list\n"])
def test_a_damaged_list_is_refused(program: Path, damage: bytes) -> None:
    """Without a whole list nothing is said to be whole."""
    (program / LIST).write_bytes(damage)
    with pytest.raises(Distrust) as refused:
        check_files(program)
    assert refused.value.code == "no-program-list"


def test_the_command_names_what_is_damaged(
    program: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`about --check` ends with 0 for a whole program and with 4 for a damaged one, told in words and JSON."""
    assert program_folder() is None
    assert main(["about", "--check"]) == 0
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program / "tipdesk-cli"))
    assert main(["about", "--check"]) == 0
    assert "3 files" in capsys.readouterr().out
    (program / "tipdesk.exe").write_bytes(b"other")
    assert main(["about", "--check"]) == 4
    said = capsys.readouterr().out
    assert "Altered: tipdesk.exe" in said
    assert "Install TIPdesk again" in said
    assert main(["--json", "about", "--check"]) == 4
    assert json.loads(capsys.readouterr().out) == {"ok": False, "files": 3, "altered": ["tipdesk.exe"], "missing": []}

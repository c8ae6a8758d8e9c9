"""What a library for Linux needs is read from its own bytes, and a damaged one is refused."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest

from installer.packages.elf import read_elf
from tests.installer.elves import make_elf

ARM64, SPARC = 183, 43


def test_names_and_versions_are_read(tmp_path: Path) -> None:
    """Needed libraries, the file's own name, its processor and the highest version of the C library come out."""
    file = tmp_path / "libours.so.1"
    file.write_bytes(
        make_elf("libEGL.so.1", "libc.so.6", soname="libours.so.1", glibc=("GLIBC_2.9", "GLIBC_2.34", "GLIBC_2.2.5"))
    )
    read = read_elf(file)
    assert read is not None
    assert (read.machine, read.soname, read.glibc) == ("amd64", "libours.so.1", (2, 34))
    assert read.needed == {"libEGL.so.1", "libc.so.6"}


def test_another_processor_is_named(tmp_path: Path) -> None:
    """A file for ARM says so; one for a processor that TIPdesk is not made for is refused."""
    file = tmp_path / "other"
    file.write_bytes(make_elf(machine=ARM64))
    read = read_elf(file)
    assert read is not None
    assert read.machine == "arm64"
    file.write_bytes(make_elf(machine=SPARC))
    with pytest.raises(ValueError, match="other"):
        read_elf(file)


def test_what_is_no_program_is_passed_over(tmp_path: Path) -> None:
    """A text and an empty file say nothing."""
    for content in (b"", b"#!/bin/sh\n", b"\x7fEL"):
        (tmp_path / "text").write_bytes(content)
        assert read_elf(tmp_path / "text") is None


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    """Wherever a file ends too early, it is refused and never read as one that needs nothing."""
    whole = make_elf("libz.so.1", soname="libours.so.1", glibc=("GLIBC_2.34",))
    file = tmp_path / "cut.so"
    for length in range(8, len(whole) - 16):
        file.write_bytes(whole[:length])
        with pytest.raises(ValueError, match=r"cut\.so"):
            read_elf(file)


@pytest.mark.skipif(sys.platform != "linux" or shutil.which("objdump") is None, reason="needs Linux and objdump")
def test_a_real_library_is_read_as_objdump_reads_it() -> None:
    """Of Qt's own library the same names come out as the binutils print."""
    [library] = Path(PySide6.__path__[0]).glob("Qt/lib/libQt6Core.so.6")
    told = subprocess.run(["objdump", "-p", str(library)], capture_output=True, text=True, check=True).stdout
    versions = [(int(major), int(minor)) for major, minor in re.findall(r"GLIBC_(\d+)\.(\d+)", told)]
    read = read_elf(library)
    assert read is not None
    assert read.needed == set(re.findall(r"NEEDED\s+(\S+)", told))
    assert (read.soname, read.glibc) == ("libQt6Core.so.6", max(versions))

"""`python -m installer.packages folder|deb|windows|all [--twice]`: make packages, try them, and sum them up.

What is made lies in `dist/` with a file of its SHA-256 sums; a step that fails leaves no package there that was not
tried.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from installer.environment import ROOT, SetUpError
from installer.packages.collection import build_collection, size_of
from installer.packages.compare import differences
from installer.packages.deb import build_deb
from installer.packages.deb_smoke import try_deb
from installer.packages.facts import read_facts
from installer.packages.oldest import python_of_oldest
from installer.packages.sbom import build_sbom
from installer.packages.smoke import try_folder
from installer.packages.windows import build_msi, build_setup, build_windows_folder
from installer.packages.wine_smoke import try_windows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from installer.packages.facts import Facts

BUILD, DIST = ROOT / "build", ROOT / "dist"
KINDS = ("folder", "deb", "windows", "all")
SUMS = "SHA256SUMS"


def main(words: Sequence[str]) -> int:
    """Make what is asked for, and return 0, or 1 with a sentence where it could not be made."""
    parser = argparse.ArgumentParser(prog="dev.py package", description="Packages of the commit that is checked out.")
    parser.add_argument("kind", nargs="?", choices=KINDS, default="all")
    parser.add_argument("--twice", action="store_true", help="make each again from another folder, and compare")
    asked = parser.parse_args(words)
    try:
        facts = read_facts(is_trial=asked.kind == "folder")
        print(f"TIPdesk {facts.version}, build {facts.build}, commit {facts.commit}", flush=True)
        made = make(asked.kind, facts, BUILD / "package", ROOT)
        if asked.twice:
            make_again(asked.kind, facts, made)
        publish(made, facts)
    except SetUpError as failure:
        print(f"No package was made: {failure}", file=sys.stderr)
        return 1
    return 0


def make(kind: str, facts: Facts, into: Path, source: Path, *, is_tried: bool = True) -> list[Path]:
    """Make one kind of package of a clone, each with what it is made of beside it. Raises SetUpError."""
    made = []
    if kind != "windows":
        made += make_for_linux(kind, facts, into / "linux", source, is_tried=is_tried)
    if kind in {"windows", "all"}:
        made += make_for_windows(facts, into / "windows", source, is_tried=is_tried)
    return made


def make_for_linux(kind: str, facts: Facts, into: Path, source: Path, *, is_tried: bool) -> list[Path]:
    """Make the one folder for Linux, and the `.deb` of it unless the folder alone is asked for. Raises SetUpError."""
    with step("one folder for Linux"):
        python = None if kind == "folder" else python_of_oldest(ROOT)
        folder = build_collection(facts, into, source=source, python=python)
    print(f"  {size_of(folder) / 10**6:.1f} MB unpacked", flush=True)
    if is_tried:
        with step("tried: version, demo, window"):
            try_folder(folder, facts, into / "window.png")
    if kind == "folder":
        return [folder]
    with step(".deb, and its bill of materials"):
        package = build_deb(folder, facts, into)
        bill = build_sbom(facts, "Linux", folder, into)
    if is_tried:
        with step("tried: in a clean Debian"):
            try_deb(package, facts, into)
    return [folder, package, bill]


def make_for_windows(facts: Facts, into: Path, source: Path, *, is_tried: bool) -> list[Path]:
    """Make the one folder for Windows and both installers of it, under Wine. Raises SetUpError."""
    with step("one folder for Windows, under Wine"):
        folder = build_windows_folder(facts, into, source)
    print(f"  {size_of(folder) / 10**6:.1f} MB unpacked", flush=True)
    with step("setup.exe, .msi, and their bill of materials"):
        setup, msi = build_setup(folder, facts, into, source), build_msi(folder, facts, into, source)
        bill = build_sbom(facts, "Windows", folder, into)
    if is_tried:
        with step("tried: under Wine"):
            try_windows(setup, msi, folder, facts, into)
    return [folder, setup, msi, bill]


def make_again(kind: str, facts: Facts, made: Sequence[Path]) -> None:
    """Make all of it again from a clone in another folder, and compare. Raises SetUpError where anything differs."""
    source, into = BUILD / "again" / "source", BUILD / "again" / "package"
    shutil.rmtree(BUILD / "again", ignore_errors=True)
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(source)], check=True)
    with step("once more, from another folder"):
        again = make(kind, facts, into, source, is_tried=False)
    for one, other in zip(made, again, strict=True):
        if lines := differences(one, other):
            raise SetUpError("\n  ".join([f"two builds of {one.name} differ:", *lines[:20]]))
        print(f"  equal: {one.name}", flush=True)


def publish(made: Sequence[Path], facts: Facts) -> None:
    """Put the packages into `dist/`, each with its SHA-256 beside the others'; a bare folder stays where it is.

    Those of another build go, so that one list of sums is of one build.
    """
    files = [one for one in made if one.is_file()]
    if not files:
        return
    DIST.mkdir(exist_ok=True)
    for earlier in DIST.iterdir():
        if facts.name not in earlier.name:
            earlier.unlink()
    for file in files:
        shutil.copy2(file, DIST / file.name)
    lines = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n"
        for file in sorted(DIST.iterdir())
        if file.name != SUMS
    ]
    (DIST / SUMS).write_text("".join(lines), encoding="utf-8")
    print("".join(f"  {file.stat().st_size / 10**6:6.1f} MB  dist/{file.name}\n" for file in files), end="")


@contextmanager
def step(name: str) -> Iterator[None]:
    """Tell of one step, and how long it took."""
    print(f"── {time.strftime('%H:%M:%S')} {name}", flush=True)
    began = time.monotonic()
    yield
    print(f"  {time.monotonic() - began:.1f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

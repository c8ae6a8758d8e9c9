"""Compares a folder that was made with its notices: what lies in it, and what nobody has told of.

A library that comes in by an optional import, or beside another one, is found here on the day on which it comes.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from importlib.metadata import distributions, packages_distributions
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name
from PyInstaller.archive.readers import CArchiveReader

from installer.environment import SetUpError
from installer.packages.contents import PROGRAMS
from installer.packages.parts import PYTHON, QT
from tipdesk.domain.about import OURS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from tipdesk.domain.components import Component

INSIDE = "_internal"
LOADER = "PyInstaller loader"
RUNTIME = "Microsoft Visual C++ runtime"

FILES = (
    (re.compile(r"(resources|forms|tipdesk)/"), OURS),
    (re.compile(r"(lib)?Qt6|libicu(data|i18n|uc)\."), QT),
    (re.compile(r"(lib)?pyside6"), "pyside6-essentials"),
    (re.compile(r"(lib)?shiboken6"), "shiboken6"),
    (re.compile(r"base_library\.zip$|python3\.\d+/|(lib)?python3[0-9.]*(\.so|\.dll)"), PYTHON),
    (re.compile(r"libmpdec\.so"), "libmpdec"),
    (re.compile(r"lib(crypto|ssl)-3[^/]*\.dll$"), "OpenSSL (Python)"),
    (re.compile(r"libffi-8\.dll$"), "libffi (Python)"),
    (re.compile(r"(?i)(vcruntime|msvcp|concrt)140[^/]*\.dll$|api-ms-win-[^/]*\.dll$|ucrtbase\.dll$"), RUNTIME),
)
"""By how a file's place in the folder begins, the component that it belongs to."""
_GONE_SINCE = frozenset(
    [
        "_bootsubprocess",
        "_crypt",
        "_msi",
        "_sha256",
        "_sha512",
        "aifc",
        "asynchat",
        "asyncore",
        "audioop",
        "cgi",
        "cgitb",
        "chunk",
        "crypt",
        "distutils",
        "imghdr",
        "imp",
        "lib2to3",
        "mailcap",
        "msilib",
        "nis",
        "nntplib",
        "ossaudiodev",
        "pipes",
        "smtpd",
        "sndhdr",
        "spwd",
        "sunau",
        "telnetlib",
        "uu",
        "xdrlib",
    ]
)
"""Modules of Python 3.11, the oldest that a folder is made with, which the Python that runs this may not know."""
_OF_THE_LOADER = re.compile(r"(pyi_rth|_pyi_|pyimod|pyiboot|struct$)")


def check_coverage(folder: Path, components: Iterable[Component]) -> None:
    """Refuse a folder that holds what its notices do not tell of.

    Args:
        folder: the folder that PyInstaller made; the modules inside its programs are looked through as well.
        components: what the notices tell of.

    Raises:
        SetUpError: naming each thing that no notice covers.
    """
    told = {canonicalize_name(one.name) for one in components}
    owners = _distributions()
    found = {*_of_files(folder / INSIDE, owners)}
    for program in _programs(folder):
        found |= {(name, owner) for name in _modules(program) for owner in _owners(name, owners)}
    missing = sorted(
        {f"{name} ({owner or 'of nothing known'})" for name, owner in found if canonicalize_name(owner) not in told}
    )
    if missing:
        raise SetUpError(f"in the folder, and in no notice: {', '.join(missing)}; leave it out, or tell of it")


def _programs(folder: Path) -> Iterator[Path]:
    found = (folder / f"{name}{ending}" for name in PROGRAMS for ending in ("", ".exe"))
    yield from (path for path in found if path.is_file() and not path.is_symlink())


def _of_files(inside: Path, owners: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    for path in inside.rglob("*"):
        place = path.relative_to(inside).as_posix()
        if path.is_file():
            known = next((owner for begins, owner in FILES if begins.match(place)), None)
            top = place.partition("/")[0]
            for owner in [known] if known else _owners(top, owners):
                yield top, owner


def _owners(name: str, owners: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the components that a module, or a file or folder of the first rank, may come from; [""] for none."""
    if name.endswith(".dist-info"):
        return [name.partition("-")[0]]
    module = name.partition(".")[0]
    if module in sys.stdlib_module_names | _GONE_SINCE or module.startswith("_sysconfigdata"):
        return [PYTHON]
    if module == OURS.casefold():
        return [OURS]
    if _OF_THE_LOADER.match(module):
        return [LOADER]
    return list(owners.get(module) or [_libraries().get(name, "")])


@cache
def _distributions() -> Mapping[str, Sequence[str]]:
    return packages_distributions()


@cache
def _libraries() -> dict[str, str]:
    """Return by their names the libraries that wheels bring in a folder beside their modules ("pillow.libs")."""
    return {
        place: one.name
        for one in distributions()
        for file in one.files or ()
        if file.parts[0].endswith(".libs")
        for place in (file.parts[0], file.name)
    }


def _modules(program: Path) -> set[str]:
    """Return the modules of the first rank that a program holds."""
    archive = CArchiveReader(str(program))
    names = {name for name in archive.toc if _OF_THE_LOADER.match(name)}
    for name in archive.toc:
        if name.endswith(".pyz"):
            names |= {module.partition(".")[0] for module in archive.open_embedded_archive(name).toc}
    return names

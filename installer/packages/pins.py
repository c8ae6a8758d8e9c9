"""What is pinned for the packages: each distribution with its version and the hashes of its files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from packaging.markers import Marker

from installer.environment import ROOT, SetUpError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REQUIREMENTS = ROOT / "installer" / "requirements"
FILES = ("app.txt", "hq.txt")
"""What goes into a package: a post and headquarters install the same one."""

_PYTHON = {"implementation_name": "cpython", "platform_python_implementation": "CPython"}
_LINUX = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64"}
_WINDOWS = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"}
SYSTEMS = {"Linux": {**_LINUX, **_PYTHON}, "Windows": {**_WINDOWS, **_PYTHON}}
"""The systems that packages are made for, with what an environment marker asks of each."""

_PIN = re.compile(r"(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>\S+)(?: ; (?P<marker>[^\\]+?))? *\\?$")
_HASH = re.compile(r" +--hash=sha256:(?P<digest>[0-9a-f]{64})")


@dataclass(frozen=True)
class Pin:
    """One distribution in one version, the `systems` that want it, and the SHA-256 of each of its files (`digests`)."""

    name: str
    version: str
    systems: frozenset[str]
    digests: tuple[str, ...]


def read_pins(folder: Path = REQUIREMENTS, names: tuple[str, ...] = FILES) -> tuple[Pin, ...]:
    """Return the pins of these files, sorted by name, each once.

    Raises:
        SetUpError: a line of a file is none of a pin.
    """
    found: dict[str, Pin] = {}
    for name in names:
        for pin in _pins((folder / name).read_text(encoding="utf-8")):
            found.setdefault(pin.name, pin)
    return tuple(found[name] for name in sorted(found))


def _pins(text: str) -> Iterator[Pin]:
    for block in re.split(r"\n(?=\S)", text):
        head, *hashes = block.splitlines() or [""]
        if not head or head.startswith("#"):
            continue
        pin, digests = _PIN.match(head), [_HASH.match(line) for line in hashes]
        if pin is None or not all(digests):
            raise SetUpError(f"this is no pin: {head}")
        systems = frozenset(name for name in SYSTEMS if _is_wanted(pin["marker"], name))
        yield Pin(pin["name"], pin["version"], systems, tuple(one["digest"] for one in digests if one))


def _is_wanted(marker: str | None, system: str) -> bool:
    return marker is None or Marker(marker).evaluate(dict(SYSTEMS[system]))

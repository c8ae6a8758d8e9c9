"""Which pins of `installer/requirements/` a build for Windows takes, as one list that pip on Linux can use.

pip asks the PC it runs on what a pin's marker means, so on Linux it would leave out what only Windows needs. The
markers are judged here, as Windows' Python would, and left out of the list; versions and hashes are the pins' own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Collection

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
MARKED_AS = {
    "implementation_name": "cpython",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_system": "Windows",
    "python_full_version": "3.13.2",
    "python_version": "3.13",
    "sys_platform": "win32",
}
"""What the Python for Windows says of itself where a marker asks."""
_HASH = "--hash="


def windows_pins(text: str, only: Collection[str] | None = None) -> dict[str, str]:
    """Return the pins of one requirements file that hold on Windows, each a line without its marker, by its name.

    Args:
        text: the file, as `uv pip compile --generate-hashes` writes it.
        only: the names to take; all without it.
    """
    found = {}
    for line in text.replace("\\\n", " ").splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        pin, *hashes = line.split(_HASH)
        wanted = Requirement(pin.strip())
        name = canonicalize_name(wanted.name)
        is_meant = wanted.marker is None or wanted.marker.evaluate(MARKED_AS)
        if is_meant and (only is None or name in only):
            found[name] = " ".join([f"{name}{wanted.specifier}", *(_HASH + one.strip() for one in hashes)])
    return found

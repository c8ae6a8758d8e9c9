"""Asks what is installed which versions of Python, Qt and the libraries compiled into wheels it has."""

from __future__ import annotations

import json
import platform
import re
import subprocess
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from installer.environment import SetUpError
from tipdesk import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

_ASKED = """
import json, platform, ssl
print(json.dumps({"python": platform.python_version(), "openssl of python": ssl.OPENSSL_VERSION}))
"""


@cache
def installed_versions() -> dict[str, str]:
    """Return the versions that `parts` asks for, by the name under which it asks."""
    import zstandard
    from cryptography.hazmat.backends.openssl.backend import backend
    from pypdfium2 import PDFIUM_INFO

    return {
        "tipdesk": __version__,
        "python": platform.python_version(),
        "pyinstaller": version("pyinstaller"),
        "qt": version("PySide6-Essentials"),
        "pdfium": ".".join(map(str, PDFIUM_INFO.api_tag)),
        "zstd": ".".join(map(str, zstandard.ZSTD_VERSION)),
        "openssl of cryptography": _number(backend.openssl_version_text()),
        **_of_sqlcipher(),
    }


def versions_of(python: Sequence[str]) -> dict[str, str]:
    """Return the versions that another Python has, such as one for Windows, which is called by these words.

    Raises:
        SetUpError: it does not run, or answers something else.
    """
    try:
        said = subprocess.run([*python, "-c", _ASKED], capture_output=True, text=True, check=True).stdout
        found: dict[str, str] = json.loads(said)
        return {**found, "openssl of python": _number(found["openssl of python"])}
    except (OSError, subprocess.CalledProcessError, ValueError, KeyError) as error:
        raise SetUpError(f"{python[-1]} does not say which Python it is") from error


def _of_sqlcipher() -> dict[str, str]:
    """Return what the library under the store says of itself; it knows its own libraries once a key was given."""
    from sqlcipher3 import dbapi2

    with dbapi2.connect(":memory:") as store:
        store.execute("PRAGMA key = 'none'")
        asked = [("sqlcipher", "cipher_version"), ("openssl of sqlcipher", "cipher_provider_version")]
        found = {name: _number(str(store.execute(f"PRAGMA {pragma}").fetchone()[0])) for name, pragma in asked}
    return {"sqlite": dbapi2.sqlite_version, **found}


def _number(words: str) -> str:
    found = re.search(r"\d+(?:\.\d+)+", words)
    return found[0] if found else ""

"""What files of TIPdesk's own are called, for both installers for Windows: as the list that Linux is given calls them.

Windows opens the program for such a file, without it: the officer takes it in on the page that it is meant for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from installer.environment import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

MIME_TYPES = ROOT / "installer" / "linux" / "tipdesk.xml"
_CALLED = re.compile(r"<comment>(.+)</comment>")
_SUFFIX = re.compile(r'<glob pattern="\*(\..+)"/>')


def file_types() -> Mapping[str, str]:
    """Return what a file with each of our suffixes is called: "TIPdesk bundle" for ".tdb"."""
    kinds = MIME_TYPES.read_text(encoding="utf-8").split("<mime-type")[1:]
    found = {suffix: _CALLED.findall(kind)[0] for kind in kinds for suffix in _SUFFIX.findall(kind)}
    return dict(sorted(found.items()))


def nsis_macro() -> str:
    """Return what `registering.nsh` walks through: a macro that hands each type to another."""
    lines = [f'  !insertmacro ${{deed}} "{suffix}" "{called}"' for suffix, called in file_types().items()]
    return "\n".join(["!macro EachFileType deed", *lines, "!macroend", ""])
